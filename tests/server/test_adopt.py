"""The histories of other tools, taken over: identifiers, order, a ledger, and nothing of theirs touched."""

import json
import re
import subprocess

import pytest

import project as harness
from project import revision_id, sections

SCHEMA = """
create type mood as enum ('ok', 'sad');
create table users (id serial primary key, name text not null, mood mood default 'ok');
create index users_name on users (name);
create view happy as select * from users where mood = 'ok';
"""
FLYWAY = """create table flyway_schema_history (installed_rank int primary key, version varchar(50), description
  varchar(200) not null, type varchar(20) not null, script varchar(1000) not null, checksum int, installed_by
  varchar(100) not null, installed_on timestamp not null default now(), execution_time int not null,
  success boolean not null);
insert into flyway_schema_history values (1, '1', 'create users', 'SQL', 'V1__create_users.sql', 1, 'app', now(), 1, true),
  (2, '1.1', 'moods', 'SQL', 'V1.1__moods.sql', 1, 'app', now(), 1, true),
  (3, null, 'views', 'SQL', 'R__views.sql', 1, 'app', now(), 1, true),
  (4, '2', 'gone', 'SQL', 'V2__gone.sql', 1, 'app', now(), 1, true),
  (5, '2', 'gone', 'UNDO_SQL', 'U2__gone.sql', 1, 'app', now(), 1, true),
  (6, '1.1', 'moods', 'UNDO_SQL', 'U1.1__moods.sql', 1, 'app', now(), 1, true),
  (7, '1.1', 'moods', 'SQL', 'V1.1__moods.sql', 1, 'app', now(), 1, true)"""
PRISMA = """create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null, finished_at
  timestamptz, migration_name varchar(255) not null, logs text, rolled_back_at timestamptz, started_at timestamptz
  not null default now(), applied_steps_count integer not null default 0);
insert into _prisma_migrations values
  ('1', 'x', '2025-01-01', '20250101000000_init-users', null, null, '2025-01-01'),
  ('2', 'x', null, '20250102000000_broken', null, '2025-01-02', '2025-01-02'),
  ('3', 'x', '2025-01-03', '20250103000000_moods', null, null, '2025-01-03')"""
TOOLS = {
    "dbmate": ("create table schema_migrations (version varchar(128) primary key);"
               "insert into schema_migrations values ('20250102000000'), ('20250101000000')", "schema_migrations",
               ["20250101000000", "20250102000000"]),
    "flyway": (FLYWAY, "flyway_schema_history", ["1", "1.1"]),
    "golang-migrate": ("create table schema_migrations (version bigint primary key, dirty boolean not null);"
                       "insert into schema_migrations values (3, false)", "schema_migrations", ["3"]),
    "prisma": (PRISMA, "_prisma_migrations", ["20250101000000_init_users", "20250103000000_moods"]),
}


def rows(project, table):
    return project.sql(f"select * from {table} order by 1")


def adopted(project):
    """The identifiers of the revisions, oldest first."""
    shown = json.loads(project.run("history", "--format", "json").out)["revisions"]
    return [one["revision"] for one in shown][::-1]


def check_taken_over(project, make_project, table, wanted):
    """The ledger has all, models can be pulled, a new database becomes the same, and the work goes on."""
    assert adopted(project) == wanted
    assert sorted(row[0] for row in project.ledger()) == sorted(wanted)
    assert "Nothing to do" in project.run("upgrade", "-v").err
    assert re.search(r"^Pending    0\nModels     none here;  modelc pull", project.run("status").out, re.M)
    assert "differences" not in json.loads(project.run("status", "--format", "json").out)
    assert "modelc pull" in project.run("check", expect=1).err
    theirs = rows(project, table)
    project.run("pull")
    assert not [path for path in project.models.glob("*") if table in path.read_text()]
    check_in_sync(project)
    assert project.autogen("nothing") is None
    new = make_project(project.server)
    new.folder, new.models, new.versions = project.folder, project.models, project.versions
    new.run("upgrade")
    facts = [line for line in project.catalog() if table not in line]
    assert new.catalog() == facts and any("happy" in line for line in facts)
    assert sorted(row[0] for row in new.ledger()) == sorted(wanted)
    check_goes_on(project, new)
    assert rows(project, table) == theirs


def check_in_sync(project):
    assert "in sync" in project.run("check").err
    assert "in sync" in project.run("check", "--offline").err
    assert "Models     say what the database has" in project.run("status").out


def check_goes_on(project, new):
    """A change of the models, up and down, on both databases."""
    users = next(path for path in project.models.glob("*.h") if "struct PG(table) users" in path.read_text())
    before, text = project.state(), users.read_text()
    users.write_text(text.replace("char      *name;", "char      *name;\n    char      *email  PG(null unique);"))
    assert "MC813" in project.run("check", "--offline", expect=2).err
    path = project.autogen("email", "--verify")
    up, down = sections(path)
    assert up.startswith("ALTER TABLE public.users ADD COLUMN email") and "schema_migrations" not in up + down
    for one in (project, new):
        one.run("upgrade")
        check_in_sync(one)
    project.run("downgrade")
    assert project.state() == before
    assert "MC811" in project.run("check", expect=2).err
    assert "irreversible" in project.run("downgrade", "base", expect=1).err


@pytest.mark.parametrize("tool", list(TOOLS))
def test_a_tool_that_only_its_table_tells_of(project, make_project, tool):
    setup, table, wanted = TOOLS[tool]
    project.sql(SCHEMA)
    project.sql(setup)
    before, theirs = project.state(), rows(project, table)
    done = project.run("adopt", tool)
    assert f"Adopted {len(wanted)} revision" in done.err, str(done)
    assert rows(project, table) == theirs and project.state() == before
    check_taken_over(project, make_project, table, wanted)
    assert "MC728" in project.run("adopt", tool, expect=1).err


def test_the_files_of_golang_migrate(debian_project, make_project):
    project = debian_project
    setup, table, _ = TOOLS["golang-migrate"]
    project.sql(SCHEMA)
    project.sql(setup)
    old = project.folder / "old"
    old.mkdir()
    for name in ("000001_users", "000003_mood_2", "000002_names", "000010_later"):
        (old / f"{name}.up.sql").write_text("select 1;\n")
        (old / f"{name}.down.sql").write_text("select 1;\n")
    project.run("adopt", "golang-migrate", "--from", "old")
    check_taken_over(project, make_project, table, ["1", "2", "3"])
    assert "mood_2" in project.run("show", "3").out


ALEMBIC_INI = "[alembic]\nscript_location = old\nsqlalchemy.url = postgresql://postgres@/{}?host={}\n"
ENV_PY = """from alembic import context
from sqlalchemy import create_engine
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""
MAKO = '''"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}
"""
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade():
    ${"op.execute(open('schema.sql').read())" if message == "users" else "pass"}


def downgrade():
    pass
'''


@pytest.fixture
def alembic(debian_project):
    """A function that runs Alembic itself in a project of its own."""
    folder = debian_project.folder
    (folder / "old" / "versions").mkdir(parents=True)
    (folder / "alembic.ini").write_text(ALEMBIC_INI.format(debian_project.database, debian_project.server.socket))
    (folder / "old" / "env.py").write_text(ENV_PY)
    (folder / "old" / "script.py.mako").write_text(MAKO)
    (folder / "schema.sql").write_text(SCHEMA.replace(":", "\\:"))

    def run(*arguments):
        done = subprocess.run(["/usr/bin/python3", "/usr/bin/alembic", *arguments], cwd=folder, capture_output=True,
                              text=True, env=harness.clean_environment(folder))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_alembic_with_its_files(debian_project, make_project, alembic):
    project = debian_project
    alembic("revision", "-m", "users", "--rev-id", "aa1")
    alembic("revision", "-m", "left", "--rev-id", "bb1")
    alembic("revision", "-m", "right", "--rev-id", "bb2", "--head", "aa1", "--splice")
    alembic("merge", "-m", "both", "--rev-id", "cc1", "bb1", "bb2")
    alembic("revision", "-m", "later", "--rev-id", "dd1")
    alembic("upgrade", "cc1")
    before = project.state()
    project.run("adopt", "alembic", "--from", "old/versions")
    assert project.state() == before and alembic("current").split() == ["cc1", "(mergepoint)"]
    assert sorted(adopted(project)) == ["aa1", "bb1", "bb2", "cc1"]
    merged = json.loads(project.run("show", "cc1", "--format", "json").out)
    assert "bb1" in json.dumps(merged) and "bb2" in json.dumps(merged) and "both" in json.dumps(merged)
    assert project.run("current").out.startswith("cc1 (head)")
    check_taken_over(project, make_project, "alembic_version", adopted(project))


def test_branches_and_dependencies_of_alembic(debian_project, alembic):
    """Alembic's table names only what nothing else depends on."""
    project = debian_project
    alembic("revision", "-m", "users", "--rev-id", "aa1", "--branch-label", "shop")
    alembic("revision", "-m", "other", "--rev-id", "bb1", "--head", "base", "--branch-label", "blog-1",
            "--depends-on", "aa1")
    alembic("upgrade", "heads")
    assert project.sql("select version_num from alembic_version") == [("bb1",)]
    project.run("adopt", "alembic", "--from", "old/versions")
    assert sorted(row[0] for row in project.ledger()) == ["aa1", "bb1"]
    shown = project.run("show", "bb1").out
    assert "Also depends on: aa1" in shown and "Branch names: blog_1" in shown, shown
    project.run("pull")
    check_in_sync(project)
    assert project.autogen("nothing", "--head", "shop@head") is None


def test_alembic_without_its_files(debian_project, make_project, alembic):
    project = debian_project
    alembic("revision", "-m", "users", "--rev-id", "aa1")
    alembic("revision", "-m", "left", "--rev-id", "bb1")
    alembic("upgrade", "head")
    assert "MC728" in project.run("adopt", "alembic", "--from", "models", expect=1).err
    project.run("adopt", "alembic")
    check_taken_over(project, make_project, "alembic_version", ["bb1"])
    assert revision_id(project.revisions()[0]) == "bb1"


def test_what_cannot_be_taken_over(debian_project):
    project = debian_project
    files = project.files()
    assert "MC728" in project.run("adopt", "dbmate", expect=1).err  # no such table
    project.run("adopt", "rails", expect=64)
    project.run("adopt", "dbmate", "--from", "models", expect=64)
    project.sql("create schema o; create table o.schema_migrations (version bigint, dirty boolean)")
    assert "has not applied anything" in project.run("adopt", "golang-migrate", "--table", "o.schema_migrations",
                                                     expect=1).err
    project.sql("insert into o.schema_migrations values (1, true)")
    assert "did not end well" in project.run("adopt", "golang-migrate", "--table", "o.schema_migrations", expect=1).err
    assert project.files() == files and project.ledger() == []
    project.sql("update o.schema_migrations set dirty = false")
    project.sql("create table schema_migrations (version text); insert into schema_migrations values ('a-1'), ('a_1')")
    refused = project.run("adopt", "dbmate", expect=1)
    assert '"a-1" and "a_1" cannot be told apart' in refused.err
    assert project.files() == files and project.ledger() == []
    role = f"reader_{project.database}"
    project.sql(f"create role {role} login; grant usage on schema public, o to {role}; grant select on all tables in schema o to"
                f" {role}; revoke create on schema public from public")
    refused = project.run("adopt", "golang-migrate", "--table", "o.schema_migrations", expect=1,
                          DATABASE_URL=project.url.replace("user=postgres", f"user={role}"))
    assert "42501" in refused.err and project.files() == files
    project.sql(f"drop owned by {role}; drop role {role}; drop table schema_migrations")
    config = project.folder / "modelc.json"
    config.write_text('{"lock-timeout": "5s", "exclude": "table:public.other"}')
    project.run("adopt", "golang-migrate", "--table", "o.schema_migrations")
    assert json.loads(config.read_text()) == {
        "lock-timeout": "5s", "exclude": ["table:public.other", r"table:o\.schema_migrations"]}
    assert "schema_migrations" not in (project.folder / "migrations" / "baseline.sql").read_text()
