"""Steps with and without transactions: where a failure leaves the database, and how it goes on."""

import json
import re
import signal
import subprocess
import threading
import time

import psycopg2
import pytest

import project as harness

STEPS_UP = """
-- modelc:step
CREATE TABLE t (a integer, b integer);
INSERT INTO t SELECT i, i FROM generate_series(1, 10) i;
-- modelc:step transaction:false
CREATE INDEX CONCURRENTLY t_a ON t (a);
INSERT INTO t VALUES (11, 1);
CREATE UNIQUE INDEX CONCURRENTLY t_b ON t (b);
VACUUM t;
-- modelc:step
CREATE TABLE u (a integer);
"""
STEPS_DOWN = """
-- modelc:step
DROP TABLE u;
-- modelc:step transaction:false
DROP INDEX CONCURRENTLY t_b;
DROP INDEX CONCURRENTLY t_a;
-- modelc:step
DROP TABLE t;
"""


def write_revision(project, name, up, down="", parent="", mode=""):
    path = project.versions / f"20250101000000_{name}.sql"
    path.write_text(f"-- {name}\n--\n-- Revision ID: {name}\n-- Revises: {parent}\n\n-- migrate:up{mode}\n{up}\n"
                    f"-- migrate:down{mode}\n{down}\n")
    return path


def write_steps(project, up=STEPS_UP, down=STEPS_DOWN, parent=""):
    return write_revision(project, "s1", up, down, parent, " transaction:false")


@pytest.fixture(autouse=True)
def no_models(monkeypatch):
    """The models of these projects say nothing."""
    make = harness.Project.__init__
    monkeypatch.setattr(harness.Project, "__init__", lambda self, *arguments: (
        make(self, *arguments), self.write_models(""))[0])


def mark(project):
    """(under way, steps, statements, begun) of the one row."""
    return project.sql("select under_way, steps_done, statements_done, statement_begun from modelc_revisions")[0]


def invalid(project):
    return [row[0] for row in project.sql(
        "select indexrelid::regclass::text from pg_index where not indisvalid order by 1")]


def spawn(project, *arguments, preexec_fn=None, **environment):
    return subprocess.Popen(
        [str(harness.MODELC), *arguments], cwd=project.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, preexec_fn=preexec_fn, env=harness.clean_environment(project.folder, DATABASE_URL=project.url, **environment))


def await_true(question, seconds=20):
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_it_stops_at_the_statement_that_fails_and_goes_on_there(project):
    write_steps(project)
    failed = project.run("upgrade", expect=1)
    assert "23505" in failed.err and "CREATE UNIQUE INDEX" in failed.err, str(failed)
    assert "step 1 of 3 is done, and 2 statements of step 2" in failed.err, str(failed)
    assert mark(project) == ("up", 1, 2, False)
    assert invalid(project) == []  # what the failed attempt left is gone already
    status = project.run("status")
    assert "Under way  s1 is upgraded halfway: 1 step done, 2 statements of the next" in status.out, str(status)
    assert "Current    base" in status.out
    shown = project.run("resolve", "s1")
    assert re.search(r"^  done  2\.2  INSERT", shown.out, re.M) and re.search(r"^ +2\.3  CREATE UNIQUE", shown.out, re.M)

    refused = project.run("downgrade", expect=1)
    assert "MC722" in refused.err or "MC806" in refused.err, str(refused)
    assert "MC811" in project.run("check", expect=2).err

    project.sql("delete from t where a = 11")
    done = project.run("upgrade")
    assert "step 2 of 3 done" in done.err, str(done)
    assert project.sql("select count(*) from t")[0][0] == 10  # nothing ran twice
    assert mark(project) == (None, None, None, None)
    project.run("downgrade")
    assert project.ledger() == [] and project.sql("select to_regclass('t')")[0][0] is None


def test_down_goes_on_as_well(project):
    write_steps(project, STEPS_UP.replace("INSERT INTO t VALUES (11, 1);", ""))
    project.run("upgrade")
    project.sql("drop index t_a")
    failed = project.run("downgrade", expect=1)
    assert "t_a" in failed.err
    assert mark(project) == ("down", 1, 1, False)
    assert "downgraded halfway" in project.run("status").out
    assert "downgraded halfway" in project.run("current").err
    assert json.loads(project.run("current", "--format", "json").out)["under_way"] == "s1"
    refused = project.run("upgrade", expect=1)
    assert "MC722" in refused.err and "modelc downgrade" in refused.err, str(refused)
    project.sql("create index t_a on t (a)")
    project.run("downgrade")
    assert project.ledger() == [] and project.sql("select to_regclass('t')")[0][0] is None


def test_an_edit_of_what_has_run_is_refused(debian_project):
    project = debian_project
    path = write_steps(project)
    project.run("upgrade", expect=1)
    text = path.read_text()
    path.write_text(text.replace("generate_series(1, 10)", "generate_series(1, 12)"))
    assert "MC724" in project.run("upgrade", expect=1).err
    # What has not run may be corrected.
    path.write_text(text.replace("UNIQUE INDEX CONCURRENTLY", "INDEX CONCURRENTLY"))
    project.run("upgrade")
    assert mark(project) == (None, None, None, None)


def test_resolve(debian_project):
    project = debian_project
    write_steps(project)
    project.run("upgrade", expect=1)
    assert "MC806" in project.run("resolve", "s1", "--step", "7", expect=1).err
    assert "MC806" in project.run("resolve", "s1", "--step", "0.1", expect=1).err  # inside a transaction
    project.run("resolve", "s1", "--step", "x", expect=64)
    project.run("resolve", "s1", "--done", "--undone", expect=64)
    project.run("resolve", "s1", "--step", "1.1")
    assert mark(project) == ("up", 1, 1, False)
    assert json.loads(project.run("resolve", "s1", "--format", "json").out)["steps_done"] == 1
    project.run("resolve", "s1", "--step", "2")
    project.run("upgrade")  # step 3 alone
    assert project.sql("select to_regclass('u')::text, to_regclass('t_b')::text") == [("u", None)]
    project.run("resolve", "s1", "--step", "2", "--down")
    project.run("downgrade")  # the last step down alone
    assert project.ledger() == [] and project.sql("select to_regclass('u')::text")[0][0] == "u"
    project.run("resolve", "s1", "--done")
    assert mark(project) == (None, None, None, None)
    project.run("resolve", "s1", "--undone")
    assert project.ledger() == []


def test_stamping_another_branch_leaves_it_under_way(debian_project):
    project = debian_project
    write_steps(project)
    write_revision(project, "b1", "SELECT 1;")
    project.run("upgrade", "s1", expect=1)
    project.run("stamp", "b1")
    assert [row[0] for row in project.ledger()] == ["b1", "s1"]
    project.run("stamp", "s1")
    assert project.sql("select count(*) from modelc_revisions where under_way is null")[0][0] == 2


def test_invalid_indexes_of_a_killed_attempt_are_removed(project):
    write_steps(project, "CREATE TABLE t (a integer, b integer);\nINSERT INTO t VALUES (1, 1), (2, 1);\n"
                "CREATE UNIQUE INDEX CONCURRENTLY t_b ON t (b);", "DROP TABLE t;")
    project.run("upgrade", expect=1)
    with pytest.raises(psycopg2.Error):
        project.sql("create unique index concurrently t_b on t (b)")
    assert invalid(project) == ["t_b"]
    project.sql("delete from t where a = 2")
    done = project.run("upgrade")
    assert "Removed invalid index public.t_b" in done.err, str(done)
    assert invalid(project) == [] and mark(project)[0] is None


NAMELESS = "CREATE UNIQUE INDEX CONCURRENTLY ON ONLY t (lower(a) text_pattern_ops, b DESC) INCLUDE (c) WHERE b > 0"


def test_an_index_to_which_the_server_gives_the_name(project):
    """What a failed attempt left is known by its definition; others on the table stay."""
    write_steps(project, "CREATE TABLE \"T x\" (a text, b integer, c integer);\nINSERT INTO \"T x\" VALUES ('A', 1), ('a', 1);\n"
                + NAMELESS.replace(" t ", ' "T x" ') + ";\n", 'DROP TABLE "T x";')
    statement = NAMELESS.replace(" t ", ' public."T x" ')
    failed = project.run("upgrade", expect=1)
    assert "23505" in failed.err and "Removed invalid index public.\"T x_lower_b_c_idx\"" in failed.err, str(failed)
    assert invalid(project) == [] and mark(project) == ("up", 0, 2, False)
    others = [statement.replace("b > 0", "b > -1"), statement.replace(" DESC", ""), statement.replace("lower", "upper"),
              statement.replace("CONCURRENTLY", 'CONCURRENTLY "other USING btree ("').replace("INCLUDE (c)", "")]
    for sql in (statement, statement, *others):
        with pytest.raises(psycopg2.Error):
            project.sql(sql)
    kept = set(invalid(project)) - {'"T x_lower_b_c_idx"', '"T x_lower_b_c_idx1"'}
    assert len(kept) == len(others)
    project.sql("delete from \"T x\" where a = 'A'")
    done = project.run("upgrade")
    assert done.err.count("Removed invalid index") == 2, str(done)
    assert set(invalid(project)) == kept and mark(project)[0] is None
    assert project.sql("select count(*) from pg_index where indisvalid and indrelid = '\"T x\"'::regclass") == [(1,)]


@pytest.mark.parametrize("made", ["before", "after", "not"])
def test_an_index_without_a_name_after_a_kill(debian_project, made):
    """One of that definition that was there before is not the one that the killed command made."""
    project = debian_project
    write_steps(project, "CREATE TABLE t (a text, b integer, c integer);\nSELECT 1/0;\n" + NAMELESS + ";\n", "DROP TABLE t;")
    project.run("upgrade", expect=1)
    if made == "before":
        project.sql(NAMELESS)
    (path,) = project.revisions()
    path.write_text(path.read_text().replace("1/0", "1"))
    project.run("resolve", "s1", "--step", "0.2")
    project.sql("update modelc_revisions set statement_begun = true")
    if made == "after":
        project.sql(NAMELESS)
    done = project.run("upgrade")
    assert ("Statement 3 of step 1 had ended well" in done.err) == (made == "after"), str(done)
    count = project.sql("select count(*) from pg_index where indrelid = 't'::regclass and indisvalid")[0][0]
    assert count == (2 if made == "before" else 1) and mark(project)[0] is None


def test_statements_outside_run_alone_and_others_with_their_note(debian_project):
    project = debian_project
    write_steps(project, "CREATE TABLE t (a integer);\n"
                "DO $$ BEGIN FOR i IN 1..3 LOOP INSERT INTO t VALUES (i); COMMIT; END LOOP; END $$;\n"
                "BEGIN;\nINSERT INTO t VALUES (4);\nCOMMIT;\nVACUUM t;", "DROP TABLE t;")
    project.run("upgrade")
    assert project.sql("select array_agg(a order by a) from t")[0][0] == [1, 2, 3, 4]
    assert mark(project)[0] is None


def test_a_lock_is_waited_for_and_tried_again(debian_project):
    project = debian_project
    write_revision(project, "a1", "CREATE TABLE t (a integer);", "DROP TABLE t;")
    write_revision(project, "b1", "CREATE TABLE u ();\nALTER TABLE t ADD b integer;", "", "a1")
    project.run("upgrade", "a1")
    other = psycopg2.connect(project.server.conninfo(project.database))
    other.cursor().execute("select * from t")
    started = time.monotonic()
    refused = project.run("upgrade", "--lock-timeout", "100ms", "--tries", "3", expect=1)
    assert "55P03" in refused.err and refused.err.count("Retrying b1") == 2, str(refused)
    assert time.monotonic() - started < 10
    assert project.sql("select to_regclass('u')")[0][0] is None
    threading.Timer(1.0, other.close).start()
    project.run("upgrade", "--lock-timeout", "100ms")


def test_a_deadlock_is_tried_again(debian_project):
    project = debian_project
    write_revision(project, "a1", "CREATE TABLE t (a integer);\nCREATE TABLE u (a integer);")
    write_revision(project, "b1", "LOCK TABLE t IN ACCESS EXCLUSIVE MODE;\nSELECT pg_sleep(0.5);\n"
                   "LOCK TABLE u IN ACCESS EXCLUSIVE MODE;", "", "a1")
    project.run("upgrade", "a1")
    other = psycopg2.connect(project.server.conninfo(project.database))
    cursor = other.cursor()
    cursor.execute("set deadlock_timeout = '10s'; lock table u in access exclusive mode")
    running = spawn(project, "upgrade", "--lock-timeout", "20s")
    await_true(lambda: project.sql("select 1 from pg_locks where relation = 't'::regclass and granted"))
    cursor.execute("lock table t in access exclusive mode")  # waits until modelc's side is given up
    other.commit()
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0 and "Retrying b1" in err, err


def test_timeouts_and_settings(debian_project):
    project = debian_project
    write_revision(project, "a1", "SELECT pg_sleep(5);")
    assert "57014" in project.run("upgrade", "--statement-timeout", "100ms", expect=1).err
    project.run("upgrade", "--statement-timeout", "soon", expect=64)
    # Neither a role's time-outs nor what a file sets reach what follows.
    write_revision(project, "a1", "CREATE SCHEMA other;\nSET search_path = other;\nCREATE TABLE t ();\n"
                   "SET default_tablespace = '';\nSET ROLE pg_monitor;")
    write_revision(project, "b1", "CREATE TABLE t ();", "", "a1")
    project.run("upgrade")
    assert project.sql("select to_regclass('other.t')::text, to_regclass('public.t')::text") == [("other.t", "t")]
    write_steps(project, "SET lock_timeout = '1ms';\nCREATE INDEX CONCURRENTLY t_a ON nothing (a);", "", "b1")
    assert "42P01" in project.run("upgrade", expect=1).err


def test_prechecks(project):
    write_revision(project, "a1", "CREATE TABLE t (a integer, b text);\nINSERT INTO t VALUES (NULL, '$modelc$');", "")
    path = write_revision(project, "b1", "-- modelc:precheck SELECT * FROM t WHERE a IS NULL AND b = '$modelc$';\n"
                          "ALTER TABLE t ALTER a SET NOT NULL;", "", "a1")
    refused = project.run("upgrade", expect=1)
    assert re.search(rf"{path.name}:\d+:20: error: .*found rows \[MC721", refused.err), str(refused)
    assert '{"a":null,"b":"$modelc$"}' in refused.err
    project.sql("delete from t")
    project.run("upgrade")


def psql(project, script):
    done = subprocess.run(["psql", "-X", "-q", "-d", project.url], input=script, capture_output=True, text=True,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    return done


def test_scripts_run_in_psql_and_leave_the_same(debian_project, debian_server, make_project):
    ran, scripted = debian_project, make_project(debian_server)
    for project in (ran, scripted):
        write_revision(project, "a1", "CREATE TYPE e AS ENUM ('a');", "DROP TYPE e;")
        # Not usable in the transaction that adds it: each revision has its own, in scripts too.
        write_revision(project, "b1", "ALTER TYPE e ADD VALUE 'b';", "-- irreversible: labels stay", "a1")
        write_revision(project, "c1", "CREATE TABLE w (e e DEFAULT 'b');", "DROP TABLE w;", "b1")
        write_steps(project, STEPS_UP.replace("(11, 1)", "(11, 11)"), STEPS_DOWN, "c1")
    ran.run("upgrade")
    done = psql(scripted, scripted.run("upgrade", "--sql").out)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert scripted.state() == ran.state()
    rows = "select revision_id, checksum, under_way from modelc_revisions order by 1"
    assert scripted.sql(rows) == ran.sql(rows)
    assert "Nothing to do" in scripted.run("upgrade", "-v").err
    done = psql(scripted, scripted.run("downgrade", "--sql", "s1:b1").out)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    ran.run("downgrade", "b1")
    assert scripted.state() == ran.state()


def test_comments_and_quotes_survive_in_scripts(debian_project):
    project = debian_project
    write_revision(project, "a1", "SELECT 1 -- last\n;\nSELECT 2 /* x */;\nCREATE TABLE t (a text); -- behind\n"
                   "INSERT INTO t VALUES ('it''s' || E'\\n' || $q$ ; -- $q$ || ':USER :\"USER\"') -- no semicolon")
    done = psql(project, project.run("upgrade", "--sql").out)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert project.sql("select a from t") == [("it's\n ; -- :USER :\"USER\"",)]


def test_a_script_that_fails_leaves_a_place_to_go_on(debian_project):
    project = debian_project
    write_steps(project)
    done = psql(project, project.run("upgrade", "--sql").out)
    assert done.returncode == 3 and "could not create unique index" in done.stderr
    assert mark(project) == ("up", 1, 2, True) and invalid(project) == ["t_b"]
    project.sql("delete from t where a = 11")
    project.run("upgrade")
    assert invalid(project) == [] and mark(project)[0] is None


def test_dry_run_reads_only(debian_project):
    project = debian_project
    write_revision(project, "a1", "CREATE TABLE t ();", "DROP TABLE t;")
    write_steps(project, parent="a1")
    project.sql("drop role if exists reader")
    project.sql("create role reader login")
    project.sql("alter role reader set default_transaction_read_only = on")
    url = project.url.replace("user=postgres", "user=reader")
    try:
        shown = project.run("upgrade", "--dry-run", DATABASE_URL=url)
        assert [line.split()[2].rstrip(",") for line in shown.out.splitlines()] == ["a1", "s1"], str(shown)
        assert project.sql("select to_regclass('modelc_revisions')")[0][0] is None
        project.run("upgrade", "a1")
        refused = project.run("upgrade", "--dry-run", expect=1, DATABASE_URL=url)
        assert "42501" in refused.err, str(refused)
        project.sql("grant select on modelc_revisions to reader")
        shown = project.run("upgrade", "--dry-run", DATABASE_URL=url)
        assert [line.split()[2].rstrip(",") for line in shown.out.splitlines()] == ["s1"], str(shown)
    finally:
        project.sql("drop owned by reader")
        project.sql("drop role reader")


def test_to_latest_tx(debian_project):
    project = debian_project
    write_revision(project, "a1", "CREATE TABLE z ();")
    write_steps(project, parent="a1")
    write_revision(project, "z1", "CREATE TABLE y ();", "", "s1")
    project.run("upgrade", "--to-latest-tx")
    assert [row[0] for row in project.ledger()] == ["a1"]
    assert "MC811" in project.run("check", expect=2).err


def test_progress_as_lines_of_json(debian_project):
    project = debian_project
    write_revision(project, "a1", "DO $$ BEGIN RAISE NOTICE 'hello'; END $$;")
    write_steps(project, STEPS_UP.replace("(11, 1)", "(11, 11)"), parent="a1")
    shown = project.run("upgrade", "--progress", "json", "--format", "json")
    events = [json.loads(line) for line in shown.err.splitlines()]
    assert [(event["event"], event.get("revision"), event.get("step")) for event in events] == [
        ("begin", "a1", None), ("step", "a1", None), ("end", "a1", None), ("notice", None, None),
        ("begin", "s1", 1), ("step", "s1", 1), ("step", "s1", 2), ("step", "s1", 3), ("end", "s1", None)]
    assert events[3]["message"] == "NOTICE: hello"
    assert json.loads(shown.out)["ran"] == ["a1", "s1"]
    assert project.run("downgrade", "--progress", "none").err == ""


def test_progress_of_an_index_and_of_waiting(debian_project):
    project = debian_project
    write_steps(project, "CREATE TABLE t (a integer);\nINSERT INTO t VALUES (1);\n"
                "CREATE INDEX CONCURRENTLY t_a ON t (a);", "DROP TABLE t;")
    other = psycopg2.connect(project.server.conninfo(project.database))
    other.set_session(isolation_level="REPEATABLE READ")
    other.cursor().execute("select 1")  # a snapshot that the index has to outlive
    running = spawn(project, "upgrade")
    await_true(lambda: project.sql("select 1 from pg_stat_progress_create_index"))
    time.sleep(2.5)
    other.close()
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
    assert "waiting for a lock of process" in err or "index: waiting" in err, err


def test_interrupted_while_an_index_is_built(debian_project):
    """What the attempt left is gone when modelc ends, and the next one goes on."""
    project = debian_project
    write_steps(project, "CREATE TABLE t (a integer);\nINSERT INTO t VALUES (1);\n"
                "CREATE INDEX CONCURRENTLY t_a ON t (a);", "DROP TABLE t;")
    other = psycopg2.connect(project.server.conninfo(project.database))
    other.set_session(isolation_level="REPEATABLE READ")
    other.cursor().execute("select 1")
    running = spawn(project, "upgrade")
    await_true(lambda: project.sql("select 1 from pg_stat_progress_create_index where phase ~ 'old snapshots'"))
    running.send_signal(signal.SIGINT)
    await_true(lambda: not project.sql("select 1 from pg_stat_progress_create_index"))
    other.close()
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130 and "57014" in err, err
    assert invalid(project) == [] and mark(project) == ("up", 0, 2, False)
    project.run("upgrade")
    assert mark(project)[0] is None


@pytest.mark.parametrize("ignored", [False, True])
def test_a_terminal_that_is_closed(debian_project, ignored):
    """It ends as with Ctrl-C, and under nohup goes on."""
    project = debian_project
    write_steps(project, "CREATE TABLE t (a integer);\nSELECT pg_sleep(0.5);", "DROP TABLE t;")
    running = spawn(project, "upgrade", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)
                    if ignored else signal.signal(signal.SIGHUP, signal.SIG_DFL))
    await_true(lambda: project.sql("select 1 from pg_stat_activity where query ~ 'pg_sleep.0' and state = 'active' and"
                                   " datname = current_database() and pid <> pg_backend_pid()"))
    running.send_signal(signal.SIGHUP)
    out, err = running.communicate(timeout=60)
    assert running.returncode == (0 if ignored else 130), err
    assert mark(project) == ((None,) * 4 if ignored else ("up", 0, 1, False))


def test_a_partition_that_is_half_detached(project):
    write_revision(project, "a1", "CREATE TABLE p (a integer) PARTITION BY LIST (a);\n"
                   "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);", "DROP TABLE p;")
    write_steps(project, "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;\nDROP TABLE p1;",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);", "a1")
    project.run("upgrade", "a1")
    other = psycopg2.connect(project.server.conninfo(project.database))
    other.cursor().execute("select * from p")
    running = spawn(project, "upgrade")
    await_true(lambda: project.sql("select 1 from pg_inherits where inhdetachpending"))
    project.sql("select pg_terminate_backend(pid) from pg_stat_activity where query ~ '^ALTER TABLE p DETACH'")
    other.close()
    out, err = running.communicate(timeout=60)
    assert running.returncode == 1 and "MC701" in err, err
    assert project.sql("select under_way, statement_begun from modelc_revisions where revision_id = 's1'") == [("up", True)]
    done = project.run("upgrade")
    assert "Statement 1 of step 1 had ended well" in done.err, str(done)
    assert project.sql("select to_regclass('p1')")[0][0] is None
    project.run("downgrade", "base")


def test_ten_upgrades_at_once(project):
    for number in range(5):
        write_revision(project, f"r{number}", f"CREATE TABLE t{number} ();\nSELECT pg_sleep(0.1);",
                       f"DROP TABLE t{number};", f"r{number - 1}" if number else "")
    write_steps(project, STEPS_UP.replace("(11, 1)", "(11, 11)"), parent="r4")
    running = [spawn(project, "upgrade", "--format", "json", "-q") for _ in range(10)]
    results = []
    for process in running:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        results.append(json.loads(out)["ran"])
    assert sorted(map(len, results)) == [0] * 9 + [6]
    assert len(project.ledger()) == 6


def test_what_nobody_can_know_is_asked(debian_project):
    """A CALL that commits by itself, and modelc is killed inside."""
    project = debian_project
    write_steps(project, "CREATE TABLE t (a integer);\n"
                "CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (1); COMMIT;"
                " PERFORM pg_sleep(60); END $$;\nCALL fill();\nCREATE TABLE u ();", "DROP TABLE t;")
    running = spawn(project, "upgrade")
    await_true(lambda: project.sql("select 1 from pg_stat_activity where query ~ '^CALL' and wait_event = 'PgSleep'"))
    running.kill()
    running.communicate()
    project.sql("select pg_terminate_backend(pid) from pg_stat_activity where query ~ '^CALL'")
    assert mark(project) == ("up", 0, 2, True)
    assert "one more begun" in project.run("status").out
    refused = project.run("upgrade", expect=1)
    assert "MC723" in refused.err and "CALL fill()" in refused.err and "--step 0.3" in refused.err, str(refused)
    project.run("resolve", "s1", "--step", "0.3")
    project.run("upgrade")
    assert project.sql("select count(*), to_regclass('u')::text from t") == [(1, "u")]
