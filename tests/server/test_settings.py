"""Roles, settings and transactions of a file's own: what they reach, and what is refused."""

import pytest

from test_runner import mark, psql, write_revision, write_steps


@pytest.fixture
def owner(debian_project):
    """A role that owns the schema "app" and has no right on the ledger, nor on anything else."""
    name = f"owner_{debian_project.database}"
    debian_project.sql(f"create role {name}; create schema app authorization {name}; revoke all on schema public from public")
    yield name
    debian_project.sql(f"drop owned by {name} cascade; drop role {name}")


SETS = ["SET ROLE {}", "SET SESSION AUTHORIZATION {}", "SET LOCAL ROLE {}",
        "SET SESSION AUTHORIZATION {0}; SET ROLE {0}", "SELECT set_config('role', '{}', false)"]


@pytest.mark.parametrize("how", SETS)
def test_a_role_of_the_file_needs_no_right_on_the_ledger(debian_project, owner, how):
    project, sets = debian_project, how.format(owner)
    write_revision(project, "a1", f"{sets};\nCREATE TABLE app.t (a integer);", f"{sets};\nDROP TABLE app.t;")
    write_revision(project, "b1", "CREATE TABLE after ();", "DROP TABLE after;", "a1")
    last = "b1"
    if "LOCAL" not in how:
        # Outside of transactions the role stays for the statements behind it, not for the ledger.
        write_steps(project, f"-- modelc:step\n{sets};\nCREATE TABLE app.u (a integer);\n"
                    f"-- modelc:step transaction:false\n{sets};\nCREATE INDEX CONCURRENTLY u_a ON app.u (a);\nCREATE TABLE app.v ();\n"
                    "DO $$ BEGIN INSERT INTO app.u VALUES (1); COMMIT; END $$;\n-- modelc:step\nCREATE TABLE mine ();",
                    f"{sets};\nDROP INDEX CONCURRENTLY app.u_a;\nDROP TABLE app.u, app.v;\n"
                    "RESET SESSION AUTHORIZATION;\nRESET ROLE;\nDROP TABLE mine;", "b1")
        last = "s1"
    project.run("upgrade")
    owners = "select relname, relowner::regrole::text from pg_class where relname in ('t', 'u', 'v', 'mine', 'after') order by 1"
    wanted = [("after", "postgres"), ("mine", "postgres"), ("t", owner), ("u", owner), ("v", owner)]
    assert project.sql(owners) == [row for row in wanted if last == "s1" or row[0] in ("after", "t")]
    project.run("downgrade", "base")
    assert project.ledger() == [] and project.sql(owners) == []
    project.sql("drop table modelc_revisions")
    done = psql(project, project.run("upgrade", "--sql").out)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert [row[0] for row in project.ledger()] == ["a1", "b1"] + ["s1"] * (last == "s1")
    assert len(project.sql(owners)) == (5 if last == "s1" else 2)


REFUSED = [
    ("", "DISCARD ALL;", "DISCARD gives up the lock"),
    ("", "select 1, pg_catalog.pg_advisory_unlock_all();", "select gives up the lock"),
    ("", "SET /* x */ TRANSACTION READ ONLY;", "SET inside a transaction that writes the ledger"),
    (" transaction:false", "SET LOCAL lock_timeout = 1;", "SET has no effect outside of a transaction"),
    (" transaction:false", "DISCARD ALL;", "DISCARD gives up the lock"),
    ("", "COPY t (a)\nFROM STDIN WITH (FORMAT csv);\n1\n2\n\\.", "COPY with the client"),
    (" transaction:false", "copy (select 'from') to stdout;", "copy with the client"),
    (" transaction:false", "SET CONSTRAINTS ALL DEFERRED;", "SET has no effect outside of a transaction"),
    (" transaction:false", "COMMIT;", "COMMIT without a BEGIN before it"),
    (" transaction:false", "BEGIN; BEGIN;", "BEGIN inside a transaction"),
    (" transaction:false", "BEGIN; SELECT 1;", "BEGIN without a COMMIT in the same step"),
    (" transaction:false", "BEGIN; SELECT 1; ROLLBACK;", "ROLLBACK inside a revision"),
    (" transaction:false", "BEGIN; COMMIT AND CHAIN; COMMIT;", "COMMIT inside a revision"),
    (" transaction:false", "START TRANSACTION; SET TRANSACTION READ ONLY; END;", "SET inside a transaction that writes"),
]


def test_what_would_take_the_ground_away_is_refused_before_anything_runs(debian_project):
    project = debian_project
    write_revision(project, "a1", "CREATE TABLE t ();")
    for mode, sql, message in REFUSED:
        path = write_revision(project, "b1", f"CREATE TABLE u ();\n{sql}", "", "a1", mode)
        refused = project.run("upgrade", expect=1)
        assert f"error: {message}" in refused.err and "MC802" in refused.err and path.name in refused.err, str(refused)
        assert project.ledger() == [] and project.sql("select to_regclass('t')") == [(None,)]
    for sql in ("DISCARD PLANS; DISCARD TEMP;", "BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL search_path = x; SAVEPOINT a;"
                " ROLLBACK TO a; END;", "START TRANSACTION; COMMIT WORK AND NO CHAIN;"):
        write_revision(project, "b1", sql, "", "a1", " transaction:false")
        project.run("upgrade")
        project.run("stamp", "base")
        project.sql("drop table t")
    for sql in ("COPY t FROM '/dev/null';", 'COPY (select 1 as "to stdout") TO \'/dev/null\';'):
        write_revision(project, "b1", sql, "", "a1")
        project.run("upgrade")
        project.run("stamp", "base")
        project.sql("drop table t")


def test_what_the_server_says_is_shown_without_harm(debian_project):
    project = debian_project
    write_revision(project, "a1", "VACUUM;")
    refused = project.run("upgrade", expect=1)
    assert "25001" in refused.err and "-- migrate:up transaction:false" in refused.err, str(refused)
    write_revision(project, "a1", "CREATE TABLE p (a integer PRIMARY KEY);\nCREATE TABLE t (a integer REFERENCES p DEFERRABLE"
                   " INITIALLY DEFERRED);\nINSERT INTO t VALUES (1);")
    refused = project.run("upgrade", expect=1)
    assert "23503" in refused.err and "WARNING" not in refused.err, str(refused)
    write_revision(project, "a1", "DO $$ BEGIN RAISE NOTICE E'a \\x1b[31m b'; END $$;")
    assert "\x1b" not in project.run("upgrade").err


def test_what_a_file_sets_ends_with_it(debian_project):
    """No setting reaches the ledger or the revision behind it."""
    project = debian_project
    settings = ("SET statement_timeout = 100;\nSET default_transaction_read_only = on;\nSET client_encoding = latin1;\n"
                "SET standard_conforming_strings = off;\nSET search_path = pg_temp;\nSET session_replication_role = replica;\n"
                "SET timezone = 'Asia/Tokyo';\n")
    write_revision(project, "a1", settings, settings)
    write_steps(project, "CREATE TABLE x ();\n" + settings.replace("SET default_transaction_read_only = on;\n", ""), "", "a1")
    write_revision(project, "b1", "CREATE TABLE t (a text DEFAULT 'ü\\');\nSELECT pg_sleep(0.2);", "DROP TABLE public.t;", "s1")
    project.run("upgrade")
    assert project.sql("select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = 'public.t'::regclass") == [("'ü\\'::text",)]
    project.run("downgrade", "a1")
    project.run("downgrade")


def test_what_a_step_set_is_set_again_when_it_goes_on(debian_project):
    project = debian_project
    path = write_steps(project, "CREATE SCHEMA one; CREATE SCHEMA two;\nSET search_path = one;\nSELECT set_config('search_path', 'two', false);\n"
                       "BEGIN;\nSET search_path = public;\nCOMMIT;\nRESET search_path;\nSET search_path = two;\n"
                       "CREATE TABLE t (a integer);\nCREATE INDEX CONCURRENTLY i ON t (b);\n"
                       "-- modelc:step transaction:false\nCREATE TABLE t ();\n", "DROP TABLE two.t;")
    project.run("upgrade", expect=1)
    path.write_text(path.read_text().replace("t (b)", "t (a)"))
    project.run("upgrade")
    assert project.sql("select to_regclass('two.t')::text, to_regclass('two.i')::text, to_regclass('public.t')::text") == [
        ("two.t", "two.i", "t")]


def test_a_transaction_of_the_step_s_own_is_one(project):
    """BEGIN to COMMIT in a step outside of transactions, as other tools write it: all or nothing, with its mark."""
    up = ("CREATE TABLE t (a integer);\nBEGIN;\nINSERT INTO t VALUES (1);\nINSERT INTO t SELECT count(*) + 1 FROM t;\n"
          "INSERT INTO t VALUES (1 / (SELECT count(*) - 2 FROM t));\nCOMMIT;\nVACUUM t;\n"
          "START TRANSACTION ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE u AS SELECT current_setting('transaction_isolation') AS i;\nEND;")
    path = write_steps(project, up, "DROP TABLE t, u;")
    failed = project.run("upgrade", expect=1)
    assert "22012" in failed.err and f"{path.name}:11:" in failed.err, str(failed)
    assert mark(project) == ("up", 0, 1, False) and project.sql("select * from t") == []
    assert "MC806" in project.run("resolve", "s1", "--step", "0.3", expect=1).err
    path.write_text(path.read_text().replace("1 / (SELECT count(*) - 2 FROM t)", "3"))
    project.run("upgrade")
    assert project.sql("select a from t order by 1") == [(1,), (2,), (3,)] and mark(project)[0] is None
    assert project.sql("select i from u") == [("serializable",)]
    state = project.state()
    project.run("downgrade")
    project.sql("drop table modelc_revisions")
    done = psql(project, project.run("upgrade", "--sql").out)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert project.state() == state and project.sql("select count(*) from t") == [(3,)]


def test_rights_that_are_missing_are_named(debian_project, owner):
    """A role that may do less than it tries is told what it needs, for looking and for running."""
    project = debian_project
    write_revision(project, "a1", "CREATE TABLE app.t ();", "DROP TABLE app.t;")
    url = project.url.replace("user=postgres", f"user={owner}")
    project.sql(f"alter role {owner} login")
    for command in ("status", "upgrade", "current"):
        refused = project.run(command, expect=1, DATABASE_URL=url).err
        assert "42501" in refused and "SELECT on modelc_revisions" in refused and "at character" not in refused
    project.sql(f"grant usage on schema public to {owner}")
    assert "CREATE on its schema" in project.run("upgrade", expect=1, DATABASE_URL=url).err
    project.run("upgrade")
    project.run("downgrade")
    project.sql(f"grant select on modelc_revisions to {owner}")
    assert "INSERT, UPDATE and DELETE" in project.run("upgrade", expect=1, DATABASE_URL=url).err
    assert project.run("current", DATABASE_URL=url).out == ""
    project.sql(f"grant insert, update, delete on modelc_revisions to {owner}")
    project.run("upgrade", DATABASE_URL=url)
    project.run("downgrade", DATABASE_URL=url)


def test_the_schema_of_the_ledger_can_be_given(debian_project):
    """To a role that may not make one, and in a database without a language for DO."""
    project = debian_project
    role = f"mover_{project.database}"
    project.sql(f"create role {role} login; create schema kept authorization {role}; drop extension plpgsql")
    write_revision(project, "a1", "CREATE TABLE kept.t (id integer);", "DROP TABLE kept.t;")
    try:
        project.run("upgrade", "--ledger-schema", "kept", DATABASE_URL=project.url.replace("user=postgres", f"user={role}"))
        assert project.sql("select revision_id from kept.modelc_revisions") == [("a1",)]
    finally:
        project.sql(f"drop owned by {role}; drop role {role}")
