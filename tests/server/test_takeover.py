"""A database that holds objects and has no ledger: the first revision starts from what is there."""

import json
import subprocess

import pytest

import oracle
import project as harness
from project import sections

MODELS = """
PG_ALSO(manage all);
PG_ALSO(schema app);

struct PG(table) users {
    int32_t  id  PG(primary key);
    char    *email  PG(null unique);
};

struct PG(table app.notes) notes {
    int32_t  id  PG(primary key);
    int32_t  user_id  PG(references users);
};
"""
START = """
    create schema old; create schema app;
    create type old.mood as enum ('good', 'bad');
    create function old.touch() returns trigger language plpgsql as $$begin return new; end$$;
    create table users (id int primary key, email varchar(20), mood old.mood default 'good');
    create table old.things (id serial primary key, user_id int references users);
    create index things_user on old.things (user_id);
    create view old.moods as select id, mood from users;
    create materialized view old.counted as select count(*) as n from old.things;
    create trigger touch before update on old.things for each row execute function old.touch();
    alter table users enable row level security;
    create policy own on users for select using (id > 0);
    comment on table old.things is 'what there was';
"""


@pytest.fixture
def taken(project):
    project.sql(START)
    project.write_models(MODELS)
    return project


def test_without_a_schema_public(project):
    """The ledger brings it, and nobody may use it before the revision says so."""
    project.sql("drop schema public; create schema app; create table app.notes (id int primary key)")
    project.write_models(MODELS)
    revision = project.autogen("sync", "--verify")
    assert "GRANT USAGE ON SCHEMA public TO public;" in revision.read_text()
    project.run("upgrade")
    assert "in sync" in project.run("check").err
    assert project.sql("select has_schema_privilege('pg_monitor', 'public', 'usage')") == [(True,)]
    project.run("downgrade", "base")
    assert project.sql("select has_schema_privilege('pg_monitor', 'public', 'usage')") == [(False,)]
    assert project.sql("select count(*) from app.notes") == [(0,)]


def test_an_empty_database_has_no_baseline(project):
    project.write_models(MODELS)
    assert project.autogen("start")
    assert not (project.folder / "migrations" / "baseline.sql").exists()


def test_without_a_schema_public_and_a_need(project):
    project.sql("drop schema public; create schema app")
    project.write_models("PG_ALSO(manage all); PG_ALSO(schema app);")
    with project.released():
        assert "in sync" in project.run("check").err


def test_the_whole_loop(taken):
    before = taken.state()
    assert taken.autogen("sync", "--verify")
    taken.run("upgrade")
    assert taken.sql("select nspname from pg_namespace where nspname = 'old'") == []
    assert "in sync" in taken.run("check").err
    assert "Unmanaged" not in taken.run("status").out
    taken.run("verify")
    taken.run("downgrade", "base")
    assert taken.state() == before


def test_an_empty_database_gets_the_start_first(taken, make_project):
    before = taken.state()
    taken.autogen("sync")
    taken.run("upgrade")
    other = make_project(taken.server)
    ran = taken.run("upgrade", DATABASE_URL=other.url)
    assert "baseline.sql" in ran.err
    assert other.state() == taken.state()
    taken.run("downgrade", "base", DATABASE_URL=other.url)
    assert other.state() == before


def psql(project, script):
    done = subprocess.run(["psql", "-X", "-q", "-d", project.url], input=script, capture_output=True, text=True,
                          env=harness.clean_environment(project.folder))
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return done


def test_the_script_does_the_same_in_psql(taken, make_project):
    taken.autogen("sync")
    script = taken.run("upgrade", "--sql").out
    empty = make_project(taken.server)
    looked = taken.run("upgrade", "--dry-run", DATABASE_URL=empty.url)
    assert looked.out.splitlines()[0] == "migrations/baseline.sql, because the database is empty", str(looked)
    looked = json.loads(taken.run("upgrade", "--dry-run", "--format", "json", DATABASE_URL=empty.url).out)
    assert looked["baseline"] == "migrations/baseline.sql"
    assert empty.sql("select from pg_class where relnamespace = 'public'::regnamespace") == []
    psql(empty, script)
    # The database that has those objects keeps them: nothing is made twice.
    psql(taken, script)
    other = make_project(taken.server)
    taken.run("upgrade", DATABASE_URL=other.url)
    assert empty.state() == other.state() == taken.state()
    rows = "select revision_id, checksum, under_way from modelc_revisions order by 1"
    assert empty.sql(rows) == other.sql(rows) == taken.sql(rows)
    assert "in sync" in taken.run("check", DATABASE_URL=empty.url).err
    (taken.folder / "migrations" / "baseline.sql").unlink()
    assert "[MC816" in taken.run("upgrade", "--sql", expect=1).err
    assert "[MC816" in taken.run("upgrade", "--dry-run", expect=1, DATABASE_URL=make_project(taken.server).url).err


def test_a_new_tenant_gets_the_start_too(debian_project, make_project):
    project = debian_project
    project.sql("create table notes (id int primary key, old text); create index notes_old on notes (old)")
    project.write_models("""
struct PG(table) notes {
    int32_t  id  PG(primary key);
    char    *fresh  PG(null);
};
""")
    project.autogen("sync")
    other = make_project(project.server)
    for name in ("acme", "Best & Co"):
        project.run("upgrade", "--schemas", name, DATABASE_URL=other.url)
        columns = f"""select attname from pg_attribute where attrelid = '"{name}".notes'::regclass and attnum > 0
                      and not attisdropped"""
        assert other.sql(columns) == [("id",), ("fresh",)]


def test_what_has_rows_needs_a_decision(taken):
    taken.sql("insert into users values (1, 'a'); insert into old.things values (1, 1)")
    files = taken.files()
    refused = taken.run("autogen", "-m", "sync", expect=3)
    assert "--allow drop-table" in refused.err and "--allow drop-column" in refused.err
    assert taken.files() == files
    assert taken.autogen("sync", "--allow", "drop-table", "--allow", "drop-column")
    taken.run("upgrade")
    assert "in sync" in taken.run("check").err


def test_rows_that_come_later_are_not_lost(taken):
    path = taken.autogen("sync")
    assert "-- modelc:precheck SELECT 1 FROM old.things" in sections(path)[0]
    taken.sql("insert into users values (1, 'a'); insert into old.things values (1, 1)")
    before = taken.state()
    stopped = taken.run("upgrade", expect=1)
    assert "precheck" in stopped.err
    assert taken.state() == before and taken.sql("select count(*) from old.things") == [(1,)]


def test_what_others_have_is_left_alone_by_default(taken):
    taken.write_models(MODELS.replace("PG_ALSO(manage all);\n", ""))
    taken.sql("drop view old.moods")
    facts = oracle.catalog(taken.server, taken.database)
    assert taken.autogen("sync")
    taken.run("upgrade")
    assert "in sync" in taken.run("check").err
    after = oracle.catalog(taken.server, taken.database)
    assert [line for line in facts if " old " in line and line not in after] == []


@pytest.mark.parametrize("how", ["missing", "edited"])
def test_a_baseline_that_is_not_there(taken, make_project, how):
    taken.autogen("sync")
    baseline = taken.folder / "migrations" / "baseline.sql"
    if how == "missing":
        baseline.unlink()
    else:
        baseline.write_text(baseline.read_text() + "select 1;\n")
    other = make_project(taken.server)
    before = other.state()
    assert "[MC816" in taken.run("upgrade", expect=1, DATABASE_URL=other.url).err
    assert other.state() == before
