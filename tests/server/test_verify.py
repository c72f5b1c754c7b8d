"""verify: revisions proved on a scratch database, which is always gone afterwards."""

import json
import re
import signal
import subprocess
import time

import history
import project as harness

MODEL = """
enum PG(type) mood { MOOD_OK, MOOD_SAD };

struct PG(table) people {
    int32_t    id    PG(primary key identity);
    char      *name  PG(unique default('nobody'));
    enum mood  mood;
};
"""


def scratches(project):
    return project.server.query("postgres", "select datname from pg_database where datname ~ '^modelc_scratch'")


def write_revision(project, name, up, down, parent=""):
    path = project.versions / f"20250101000000_{name}.sql"
    path.write_text(f"-- {name}\n--\n-- Revision ID: {name}\n-- Revises: {parent}\n\n-- migrate:up\n{up}\n"
                    f"-- migrate:down\n{down}\n")
    return path


def test_a_whole_history(project):
    history.write(project)
    shown = project.run("verify")
    lines = [line for line in shown.out.splitlines() if line.startswith("Verified ")]
    assert [line.split()[1].rstrip(",") for line in lines] == [step[0] for step in history.STEPS]
    assert all(line.endswith("down") for line in lines)
    # Only the newest one has a snapshot.
    assert ["as the snapshot" in line for line in lines] == [False, False, False, True]
    assert scratches(project) == []


WIDENED = """
struct PG(table) items {{
    int32_t  id  PG(primary key);
    char    *state  PG(varchar({}));

    PG_ALSO(check (state in ('new', 'old')));
    PG_ALSO(index (id) where state in ('new', 'old'));
}};
PG_ALSO("create view good as select id, state in ('new', 'old') as yes from items");
"""


def test_what_the_server_spells_otherwise_after_a_change_of_type(project):
    for size in 10, 20:
        project.write_models(WIDENED.format(size))
        project.autogen(f"size {size}")
        project.run("upgrade")
    lines = [line for line in project.run("verify").out.splitlines() if line.startswith("Verified ")]
    assert ["as the snapshot" in line for line in lines] == [False, True] and lines[1].endswith("down")
    project.run("squash", "base:head", "-m", "both")
    project.run("verify")


def test_ranges_and_single_revisions(debian_project):
    project = debian_project
    history.write(project)
    assert project.run("verify", "head").out.count("Verified") == 1
    shown = project.run("verify", "fb23:ba76", "1350aca454f1", "-v")
    assert re.findall(r"^Verified (\w+)", shown.out, re.M) == [
        "1350aca454f1", "fb235ae0f99f", "ba76cbd4fd71"]
    assert "MC806" in project.run("verify", "nothing", expect=1).err


MEASURED = """ transaction:false

-- modelc:step
SET LOCAL lock_timeout = '1s';
ALTER TABLE t ADD COLUMN b integer;
ALTER TABLE t ALTER COLUMN a TYPE bigint;
CREATE TABLE fresh (id integer REFERENCES u);
ALTER TABLE fresh ADD COLUMN x integer;
SELECT count(*) FROM "T 2";
-- modelc:step
ALTER TABLE t VALIDATE CONSTRAINT c;
-- modelc:step transaction:false
CREATE INDEX CONCURRENTLY t_a ON t (a);
INSERT INTO t VALUES (1);
INSERT INTO t VALUES (2);
VACUUM FULL "T 2";
-- modelc:step
DROP TABLE "T 2";
"""


def test_locks_and_rewrites_are_measured(project):
    """The server's own word on what each statement does to tables that were there before the revision."""
    write_revision(project, "a1", "CREATE TABLE t (a integer, CONSTRAINT c CHECK (a > 0) NOT VALID);\n"
                   "CREATE TABLE u (id integer PRIMARY KEY);\nCREATE TABLE \"T 2\" ();\nALTER TABLE t ADD COLUMN z integer;",
                   'DROP TABLE t, u, "T 2";')
    path = project.versions / "20250101000000_b1.sql"
    path.write_text(f"-- b1\n--\n-- Revision ID: b1\n-- Revises: a1\n\n-- migrate:up{MEASURED}\n-- migrate:down\n"
                    "-- irreversible: rows\n")
    shown = project.run("verify").out.splitlines()
    assert shown[0] == "Verified a1, a1: up, down" and shown[1] == "Verified b1, b1: up; irreversible"
    name = "  migrations/versions/20250101000000_b1.sql:"
    assert shown[2:] == [
        name + "10: ACCESS EXCLUSIVE lock on public.t",
        name + "11: writes public.t anew",
        name + "12: SHARE ROW EXCLUSIVE lock on public.u",
        name + '14: ACCESS SHARE lock on public."T 2"',
        name + "16: SHARE UPDATE EXCLUSIVE lock on public.t",
        name + "18: outside of a transaction, its locks are not seen",
        name + "19: ROW EXCLUSIVE lock on public.t",
        name + "20: ROW EXCLUSIVE lock on public.t",
        name + '21: writes public."T 2" anew, outside of a transaction, its locks are not seen',
        name + '23: ACCESS EXCLUSIVE lock on public."T 2"'], shown
    said = json.loads(project.run("verify", "b1", "--format", "json").out)["verified"][0]["statements"]
    assert len(said) == 10 and said[1] == {
        "line": 11, "statement": "ALTER TABLE t ALTER COLUMN a TYPE bigint", "in_transaction": True, "locks": [],
        "rewritten": ["public.t"]}
    assert said[0]["locks"] == [{"table": "public.t", "mode": "ACCESS EXCLUSIVE"}]


def test_the_real_database_is_not_touched(debian_project):
    project = debian_project
    project.write_models(MODEL)
    project.autogen("people")
    state = project.state()
    project.run("verify")
    assert project.state() == state and project.ledger() == []


def test_what_differs_from_the_snapshot_is_named(project):
    project.write_models(MODEL)
    path = project.autogen("people")
    path.write_text(path.read_text().replace("'nobody'", "'somebody'"))
    refused = project.run("verify", expect=1)
    assert re.search(rf"{path.name}:\d+:1: error: .*MC831", refused.err), str(refused)
    assert "server default" in refused.err and "people.name" in refused.err, str(refused)
    assert scratches(project) == []


def test_what_the_way_down_leaves_is_named(project):
    write_revision(project, "a1", "CREATE TYPE mood AS ENUM ('ok');\nCREATE TABLE t (m mood);\n"
                   "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';", "DROP TABLE t;")
    refused = project.run("verify", expect=1)
    assert "MC832" in refused.err and "enum 'mood'" in refused.err and "function" in refused.err, str(refused)


def test_a_way_down_that_fails(debian_project):
    write_revision(debian_project, "a1", "CREATE TABLE t (a int);", "DROP TABLE u;")
    refused = debian_project.run("verify", expect=1)
    assert "MC707" in refused.err and '"u" does not exist' in refused.err, str(refused)


def test_an_irreversible_revision_is_only_run_up(debian_project):
    write_revision(debian_project, "a1", "CREATE TABLE t (a int);", "-- irreversible: it cannot be")
    assert debian_project.run("verify").out.endswith("a1: up; irreversible\n")


def test_branches_are_proved_on_what_they_need(debian_project):
    project = debian_project
    write_revision(project, "a1", "CREATE TABLE a (a int);", "DROP TABLE a;")
    write_revision(project, "b1", "ALTER TABLE a ADD b int;", "ALTER TABLE a DROP b;", "a1")
    write_revision(project, "c1", "ALTER TABLE a ADD c int;", "ALTER TABLE a DROP c;", "a1")
    write_revision(project, "d1", "ALTER TABLE a ADD d int CHECK (d > b + c);", "ALTER TABLE a DROP d;", "b1, c1")
    assert project.run("verify").out.count("Verified") == 4
    assert project.run("verify", "c1").out.count("Verified") == 1


def test_json(debian_project):
    history.write(debian_project)
    shown = json.loads(debian_project.run("verify", "head", "--format", "json").out)
    (statement,) = shown["verified"][0].pop("statements")
    assert shown["verified"] == [
        {"revision": history.STEPS[-1][0], "compared_with_snapshot": True, "undone": True}]
    assert statement["locks"] == [{"table": "public.users", "mode": "ACCESS EXCLUSIVE"}]


def test_without_the_right_to_create_databases_it_takes_the_development_server(debian_project):
    project = debian_project
    write_revision(project, "a1", "CREATE TABLE t (a int);", "DROP TABLE t;")
    project.sql("drop role if exists plain")
    project.sql("create role plain login")
    url = project.url.replace("user=postgres", "user=plain")
    try:
        shown = project.run("verify", "-v", DATABASE_URL=url)
        assert ".modelc" in shown.err or "modelc@" in shown.err, str(shown)
        assert scratches(project) == []
    finally:
        project.run("dev", "stop", expect=None)
        project.sql("drop role plain")


def test_dev_url(debian_project):
    write_revision(debian_project, "a1", "CREATE TABLE t (a int);", "DROP TABLE t;")
    shown = debian_project.run("verify", "-v", "--dev-url", debian_project.server.url("postgres"),
                               DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert "Verified a1" in shown.out
    assert "MC701" in debian_project.run("verify", "--dev-url", "postgresql://nobody@127.0.0.1:1/none", expect=1).err


def test_the_scratch_database_of_a_killed_process_goes_with_the_next_one(debian_project):
    project = debian_project
    path = write_revision(project, "a1", "SELECT pg_sleep(60);", "")
    environment = harness.clean_environment(project.folder, DATABASE_URL=project.url)
    running = subprocess.Popen([str(harness.MODELC), "verify"], cwd=project.folder, env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not project.server.query("postgres", "select 1 from pg_stat_activity where query ~ 'pg_sleep.60'"
                                               " and pid <> pg_backend_pid()"):
        assert time.monotonic() < deadline and running.poll() is None
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert len(scratches(project)) == 1
    path.write_text(path.read_text().replace("pg_sleep(60)", "1"))
    project.run("verify")
    assert scratches(project) == []


def test_autogen_proves_before_it_writes(debian_project):
    project = debian_project
    project.write_models(MODEL)
    path = project.autogen("people", "--verify")
    project.run("upgrade")
    # The server has no such function; without --verify only a warning says so.
    project.write_models(MODEL.replace("mood;\n", "mood;\n    int32_t    age  PG(check(nowhere(age)));\n"))
    files = project.files()
    refused = project.run("autogen", "-m", "age", "--fill", "people.age=1", "--verify", expect=1)
    assert "MC707" in refused.err and "nowhere" in refused.err, str(refused)
    assert project.files() == files and scratches(project) == []
    assert path.exists()
