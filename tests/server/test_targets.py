"""One command for many databases, and for a schema per tenant."""

import json
import os
import pathlib
import pty
import re
import shutil
import signal
import socket
import subprocess
import tempfile

import pytest

import project as harness
from test_runner import await_true, spawn, write_revision, write_steps

TABLE = """
CREATE TABLE public.notes (id serial PRIMARY KEY, n integer DEFAULT nextval('public.notes_id_seq'));
-- the name in a comment: public.notes isn't replaced
CREATE FUNCTION public.count_notes() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM public.notes $$;
CREATE VIEW "public"."seen" AS SELECT 'public.notes' AS text, notes.id FROM public.notes;
"""
UNDO = "DROP VIEW public.seen;\nDROP FUNCTION public.count_notes();\nDROP TABLE public.notes;"


@pytest.fixture
def databases(debian_project):
    """The project, and five databases of its own."""
    project = debian_project
    names = [f"{project.database}_t{number}" for number in range(5)]
    for name in names:
        project.server.query("postgres", f'create database "{name}"')
    (project.folder / "targets").write_text(
        "# five\n\n" + "\n".join(f"  {project.server.url(name)}  " for name in names) + "\n")
    yield project, names
    for name in names:
        project.server.query("postgres", f'drop database "{name}" with (force)')


def ledger(project, database):
    if not project.server.query(database, "select to_regclass('modelc_revisions')")[0][0]:
        return []
    return [row[0] for row in project.server.query(database, "select revision_id from modelc_revisions order by 1")]


def test_many_databases(databases):
    project, names = databases
    write_revision(project, "a1", "CREATE TABLE t (a integer);", "DROP TABLE t;")
    write_steps(project, "CREATE INDEX CONCURRENTLY t_a ON t (a);", "DROP INDEX CONCURRENTLY t_a;", "a1")
    shown = project.run("upgrade", "--targets", "targets", "--format", "json")
    result = json.loads(shown.out)["targets"]
    assert sorted(one["target"] for one in result) == sorted(project.server.url(name) for name in names)
    assert all(one["state"] == "done" and one["ran"] == ["a1", "s1"] for one in result)
    assert all(ledger(project, name) == ["a1", "s1"] for name in names)
    text = (project.folder / "targets").read_text()
    (project.folder / "targets").write_text(
        "\ufeff" + text.split("\n\n")[1].replace("postgresql://", "postgresql+psycopg2://").replace("\n", "\r\n"))
    again = project.run("upgrade", "--targets", "targets")
    assert "5 targets: 0 done, 5 up to date, 0 failed" in again.err
    dry = json.loads(project.run("downgrade", "base", "--targets", "targets", "--dry-run", "--format", "json").out)
    assert all(one["ran"] == ["s1", "a1"] for one in dry["targets"])
    project.run("downgrade", "base", "--targets", "targets", "-j", "2")
    assert all(ledger(project, name) == [] for name in names)


def test_one_that_fails_stops_those_behind_it_or_does_not(databases):
    project, names = databases
    write_revision(project, "a1", "CREATE TABLE t (a integer);", "DROP TABLE t;")
    project.server.query(names[1], "create table t ()")
    refused = project.run("upgrade", "--targets", "targets", "-j", "1", expect=1)
    assert "MC727" in refused.err and "MC707" in refused.err and "1 of 5 targets failed, 3 were not begun" in refused.err
    assert [ledger(project, name) for name in names] == [["a1"], [], [], [], []]
    refused = project.run("upgrade", "--targets", "targets", "--on-error", "continue", "--progress", "json", expect=1)
    lines = [json.loads(line) for line in refused.err.splitlines() if line.startswith("{")]
    assert sorted(line["state"] for line in lines) == ["done"] * 3 + ["failed", "up to date"]
    assert "42P07" in next(line["error"] for line in lines if line["state"] == "failed")
    project.server.query(names[1], "drop table t")
    project.run("upgrade", "--targets", "targets")
    assert all(ledger(project, name) == ["a1"] for name in names)


def test_bad_lists(debian_project):
    project = debian_project
    write_revision(project, "a1", "SELECT 1;")
    assert "MC726" in project.run("upgrade", "--targets", "nowhere", expect=1).err
    (project.folder / "empty").write_text("# nothing\n")
    assert "MC726" in project.run("upgrade", "--targets", "empty", expect=1).err
    (project.folder / "secret").write_text("postgresql://app:hidden@127.0.0.1:1/db\n")
    refused = project.run("upgrade", "--targets", "secret", expect=1)
    assert "MC701" in refused.err and "hidden" not in refused.err + refused.out, str(refused)
    assert "MC701" in project.run("upgrade", "--targets", "secret", "--wait", "1s", expect=1).err
    project.run("upgrade", "--targets", "empty", "--schemas", "x", expect=64)
    project.run("upgrade", "--targets", "empty", "--sql", expect=64)


def test_a_schema_per_tenant(project):
    write_revision(project, "a1", TABLE, UNDO)
    write_revision(project, "b1", "CREATE TABLE plain ();\nCREATE INDEX notes_n ON public.notes (n);",
                   "DROP INDEX public.notes_n;\nDROP TABLE plain;", "a1")
    for name in ("tenant_a", 'tenant_"B c\\', "other"):
        project.sql(f'create schema "{name}"'.replace('_"B', '_""B'))
    project.run("upgrade", "--schemas", r"tenant\_%")
    tenants = [row[0] for row in project.sql("select nspname from pg_namespace where nspname like 'tenant%' order by 1")]
    assert len(tenants) == 2
    rows = project.sql("select table_schema, string_agg(table_name, ' ' order by table_name) from"
                       " information_schema.tables where table_name !~ '^pg_' and table_schema !~ '^(pg_|inf)'"
                       " group by 1 order by 1")
    assert rows == [(name, "modelc_revisions notes plain seen") for name in tenants]
    assert project.sql("select prosrc from pg_proc where proname = 'count_notes' and pronamespace = 'tenant_a'::regnamespace"
                       )[0][0] == " SELECT count(*) FROM tenant_a.notes "
    project.sql("insert into tenant_a.notes default values")
    assert project.sql("select text, tenant_a.count_notes() from tenant_a.seen") == [("tenant_a.notes", 1)]
    # A tenant that is new: its schema comes with the first revision.
    project.run("upgrade", "--schemas", "fresh")
    assert project.sql("select to_regclass('fresh.seen') is not null")[0][0]
    project.run("downgrade", "a1", "--schemas", "fresh")
    assert project.sql("select to_regclass('fresh.plain'), to_regclass('fresh.notes') is not null") == [(None, True)]
    (project.folder / "targets").write_text(f"{project.url} schemas=fresh\n{project.url} schemas=tenant%\n")
    done = project.run("upgrade", "--targets", "targets")
    assert "3 targets: 1 done, 2 up to date, 0 failed" in done.err, str(done)


def test_a_thousand_tenants(debian_project):
    project = debian_project
    for number in range(3):
        write_revision(project, f"r{number}", f"CREATE TABLE public.t{number} (a integer);", f"DROP TABLE public.t{number};",
                       f"r{number - 1}" if number else "")
    connection_count = "do $$ begin for i in {} loop execute format('create schema t%s', i); end loop; end $$"
    project.sql(connection_count.format("1..1000"))
    running = spawn(project, "upgrade", "--schemas", "t%", "--format", "json", "-j", "2")
    # Killed in the middle and run again: nothing is lost, nothing is done twice.
    await_true(lambda: project.sql("select count(*) > 200 from pg_class where relname = 't2'")[0][0], 120)
    running.kill()
    running.communicate()
    shown = project.run("upgrade", "--schemas", "t%", "--format", "json", "-j", "2", timeout=300)
    result = json.loads(shown.out)["targets"]
    assert len(result) == 1000 and {one["state"] for one in result} <= {"done", "up to date"}
    assert 0 < sum(one["state"] == "up to date" for one in result) < 1000
    assert project.sql("select count(*) from pg_class where relname in ('t0', 't1', 't2')")[0][0] == 3000


def test_the_table_on_a_terminal(databases):
    project, names = databases
    write_revision(project, "a1", "SELECT pg_sleep(0.5);")
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [str(harness.MODELC), "upgrade", "--targets", "targets", "-j", "2"], cwd=project.folder, stdin=slave,
        stdout=slave, stderr=slave, env=harness.clean_environment(project.folder, TERM="xterm"))
    os.close(slave)
    seen = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    assert process.wait(60) == 0
    os.close(master)
    text = seen.decode()
    assert re.search(r"\r\x1b\[J\d of 5 targets, 0 failed\r\n  postgresql:\S+ +\d\.\d s\r\n  postgresql:", text), text
    assert "\x1b[2A" in text and text.rstrip().endswith("5 targets: 5 done, 0 up to date, 0 failed")


def start_slow(project, *arguments):
    """An upgrade of two targets at a time that is inside of the second revision of the first two."""
    write_revision(project, "a1", "CREATE TABLE t (a integer);", "DROP TABLE t;")
    write_steps(project, "CREATE INDEX CONCURRENTLY t_a ON t (a);\nSELECT pg_sleep(60);", "", "a1")
    running = subprocess.Popen(
        [str(harness.MODELC), "upgrade", "--targets", "targets", "-j", "2", *arguments], cwd=project.folder,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env=harness.clean_environment(project.folder))
    await_true(lambda: len(sleeping(project)) == 2)
    return running


def sleeping(project):
    return project.server.query("postgres", f"""select pid from pg_stat_activity where query ~ 'pg_sleep.60' and
                                state = 'active' and datname like '{project.database}_t%'""")


@pytest.mark.parametrize("signal_number, to", [(signal.SIGINT, "group"), (signal.SIGTERM, "parent"), (signal.SIGTERM, "group"),
                                               (signal.SIGHUP, "group")])
def test_a_signal_cancels_what_runs_and_begins_nothing(databases, signal_number, to):
    project, names = databases
    running = start_slow(project, "--format", "json", "--on-error", "continue")
    (os.kill if to == "parent" else os.killpg)(running.pid, signal_number)
    out, err = running.communicate(timeout=20)
    assert running.returncode == 130, out + err
    assert sleeping(project) == []
    document = json.loads(out)
    states = {one["target"].split("/")[3].split("?")[0]: one for one in document["targets"]}
    assert [states[name]["state"] for name in names] == ["interrupted"] * 2 + ["not begun"] * 3, out
    assert [states[name]["ran"] for name in names] == [["a1"]] * 2 + [[]] * 3
    assert "0 of 5 targets failed, 2 were interrupted, 3 were not begun" in document["findings"][0]["message"], out
    for name in names[:2]:
        rows = project.server.query(name, "select revision_id, under_way, steps_done, statements_done, statement_begun"
                                    " from modelc_revisions order by 1")
        assert rows == [("a1", None, None, None, None), ("s1", "up", 0, 1, False)]
    write_steps(project, "CREATE INDEX CONCURRENTLY t_a ON t (a);\nSELECT pg_sleep(0);", "", "a1")
    again = project.run("upgrade", "--targets", "targets")
    assert "5 targets: 5 done, 0 up to date, 0 failed\n" in again.err
    assert all(ledger(project, name) == ["a1", "s1"] for name in names)


def test_a_worker_that_is_killed_costs_its_target_alone(databases):
    project, names = databases
    write_revision(project, "a1", "CREATE TABLE t (a integer);\nSELECT pg_sleep(CASE WHEN current_database() ~ '_t1$' THEN 60"
                   " ELSE 0 END);", "DROP TABLE t;")
    running = spawn(project, "upgrade", "--targets", "targets", "-j", "1", "--on-error", "continue", "--progress", "json")
    await_true(lambda: project.server.query("postgres", "select 1 from pg_stat_activity where wait_event = 'PgSleep'"))
    (worker,) = subprocess.run(["ps", "-o", "pid=", "--ppid", str(running.pid)], capture_output=True, text=True).stdout.split()
    os.kill(int(worker), signal.SIGKILL)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 1 and "1 of 5 targets failed, 0 were not begun" in err, err
    lines = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    assert [line["state"] for line in lines] == ["done", "failed", "done", "done", "done"]
    assert lines[1]["error"] == "its process was ended\n" and ledger(project, names[1]) == []


def test_ctrl_c_on_a_terminal_ends_with_the_table(databases):
    project, names = databases
    write_revision(project, "a1", "SELECT pg_sleep(60);")
    child, master = pty.fork()
    if child == 0:
        os.chdir(project.folder)
        os.execve(str(harness.MODELC), ["modelc", "upgrade", "--targets", "targets", "-j", "2"],
                  harness.clean_environment(project.folder, TERM="xterm"))
    await_true(lambda: len(sleeping(project)) == 2)
    os.write(master, b"\x03")
    seen = b""
    while True:
        try:
            seen += os.read(master, 65536)
        except OSError:
            break
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 130
    os.close(master)
    text = seen.decode()
    assert "5 targets: 0 done, 0 up to date, 0 failed, 2 interrupted, 3 not begun\r\n" in text, text
    assert text.count(": interrupted\r\n") == 2 and "0 of 5 targets failed, 2 were interrupted, 3 were not begun" in text
    assert sleeping(project) == [] and all(ledger(project, name) == [] for name in names)


def test_signals_where_nothing_can_be_cancelled(databases):
    """While a server does not answer, one signal ends it all the same; a second one does not wait for anything."""
    project, names = databases
    write_revision(project, "a1", "SELECT 1;")
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(project.folder / ".s.PGSQL.5432"))
        deaf.listen(5)
        (project.folder / "targets").write_text(f"host={project.folder} dbname=a\nhost={project.folder} dbname=b\n")
        running = spawn(project, "upgrade", "--targets", "targets", "-j", "1", "--progress", "json")
        with deaf.accept()[0]:
            running.terminate()
            out, err = running.communicate(timeout=20)
    assert running.returncode == 130, out + err
    assert [json.loads(line)["state"] for line in err.splitlines() if line.startswith("{")] == ["interrupted", "not begun"]


@pytest.fixture
def pooler(debian_server):
    """A function that starts PgBouncer in a mode and gives the folder of its socket."""
    program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
    assert pathlib.Path(program).exists(), "pgbouncer is not installed; run ./dev test"
    running, folders = [], []

    def start(mode):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="bouncer-", dir="/tmp"))
        folders.append(folder)
        account = debian_server.account
        (folder / "users").write_text('"postgres" ""\n')
        (folder / "ini").write_text(
            f"[databases]\n* = host={debian_server.socket}\n[pgbouncer]\nlisten_addr =\nlisten_port = 5432\n"
            f"unix_socket_dir = {folder}\npool_mode = {mode}\nauth_type = trust\nauth_file = {folder}/users\n"
            f"ignore_startup_parameters = options,extra_float_digits\nlogfile = {folder}/log\n")
        if account:
            for path in (folder, *folder.iterdir()):
                os.chown(path, account.pw_uid, account.pw_gid)
        running.append(subprocess.Popen([program, folder / "ini"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        **debian_server._as_account()))
        await_true(lambda: (folder / ".s.PGSQL.5432").exists())
        return folder

    yield start
    for process in running:
        process.terminate()
        process.wait(20)
    for folder in folders:
        shutil.rmtree(folder)


def test_a_pooler_in_transaction_mode_is_told(debian_project, pooler):
    project = debian_project
    write_revision(project, "a1", "CREATE TABLE t ();", "DROP TABLE t;")
    for mode, status in (("transaction", 1), ("statement", 1), ("session", 0)):
        folder = pooler(mode)
        url = f"postgresql:///postgres?host={folder}&user=postgres".replace("/postgres?", f"/{project.database}?")
        shown = project.run("upgrade", expect=status, DATABASE_URL=url)
        assert ("MC725" in shown.err) == (status == 1), f"{mode}\n{shown}"
        assert not project.sql("select 1 from pg_locks where locktype = 'advisory'")
    assert ledger(project, project.database) == ["a1"]
