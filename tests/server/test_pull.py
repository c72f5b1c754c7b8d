"""pull: the models of a database say just what the database holds, and a person could have written them."""

import pathlib
import subprocess

import psycopg2
import pytest

import test_hard_model as hard
from project import MODELC, clean_environment
from servers import ROOT

SCHEMAS = sorted(pathlib.Path(__file__).with_name("pulled").glob("*.sql"))
ROLES = ("pull_reader", "pull_writer")


@pytest.fixture
def roles(server):
    for role in ROLES:
        try:
            server.query("postgres", f"create role {role}")
        except psycopg2.errors.DuplicateObject:
            pass


def fill(project, path):
    """Run the file in psql, which knows where statements end."""
    done = subprocess.run(
        ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", project.url, "-f", path],
        capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def check_compilers(folder, tmp_path):
    """Ordinary compilers of C and C++ see nothing to complain of in all headers together."""
    source = tmp_path / "all.c"
    source.write_text("".join(f'#include "{path.name}"\n' for path in sorted(folder.glob("*.h"))))
    for compiler, language, standard in (
            ("gcc", "c", "c11"), ("g++", "c++", "c++17"), ("clang", "c", "c17"), ("clang++", "c++", "c++11")):
        done = subprocess.run(
            [compiler, f"-x{language}", f"-std={standard}", "-Wall", "-Wextra", "-Wpedantic", "-fsyntax-only",
             f"-I{ROOT}/modelc/include", f"-I{folder}", source], capture_output=True, text=True)
        assert done.returncode == 0 and not done.stderr, f"{compiler}: {done.stderr}"


def pull(project, *arguments):
    """The models of the project's own database, in models/."""
    return project.run("pull", *arguments)


LOOPS = [(path, "table") for path in SCHEMAS] + [(SCHEMAS[0], "schema"), (SCHEMAS[-1], "single")]


@pytest.mark.parametrize("path,layout", LOOPS, ids=lambda value: getattr(value, "stem", value))
def test_loop(server, make_project, roles, tmp_path, path, layout):
    """What is pulled from one database makes another one equal, and the way back is clean."""
    source, target = make_project(server), make_project(server)
    fill(source, path)
    target.sql("create schema old; create table old.users (id int primary key); create table users (name text)")
    before = target.state()
    target.run("pull", "--database", source.url, "--out", "models", "--layout", layout)
    assert target.run("compile").err == ""
    check_compilers(target.models, tmp_path)
    assert target.run("autogen", "-m", "none", "--dry-run", DATABASE_URL=source.url).err.startswith(
        "No changes in schema detected.")
    target.autogen("sync", "--allow", "all")
    target.run("upgrade")
    target.run("check")
    assert target.state() == source.state()
    target.run("downgrade", "base")
    assert target.state() == before


def test_names_are_meant(debian_server, make_project):
    """A name that follows from its definition is a name all the same: what is called otherwise is renamed."""
    source, target = make_project(debian_server), make_project(debian_server)
    source.sql("create table a (id int primary key, b int unique check (b > 0)); create index on a (b, id)")
    target.sql("create table a (id int constraint p primary key, b int constraint u unique constraint c check (b > 0));"
               "create index i on a (b, id)")
    target.run("pull", "--database", source.url, "--out", "models")
    target.autogen("sync")
    target.run("upgrade")
    assert target.state() == source.state()
    target.run("check")


def test_again_is_nothing(project):
    """The same database gives the same bytes."""
    project.sql("create table a (id int primary key)")
    pull(project)
    files = project.files()
    assert pull(project).out == ""
    assert project.files() == files


CHANGE = """
    alter table users add column nick varchar(30) unique, drop column bio, alter age set default 18,
        alter tags type varchar(10)[], add column status2 status;
    comment on column users.created_at is 'When.';
    comment on table users is 'All people.';
    create table fresh (id int primary key, u bigint references users);
    drop table parts cascade;
    create index on posts (price);
    drop index weird;
    alter table posts drop constraint price_ok, alter title set default 'x';
    alter table posts add constraint price_ok check (price >= 0), add check (price < 5000);
    create or replace view recent as select id, title from posts where price > 100;
    create function other() returns int language sql as 'select 1';
    grant insert on users to pull_reader;
    alter sequence app.numbers increment 7;
    alter domain app.cents add check (value < 100);
    create type mood as enum ('sad');
    alter table users disable row level security;
"""

EDITS = [  # what a person has done to models/users.h: it was, it is
    ("    char           *bio ", "    /* hand-made */\n    char           *bio "),
    ("    int32_t        *age ", "    void *cache PG(ignore);  /* mine */\n\n    int32_t        *age "),
    ("char           *name        PG(varchar(50) unique);",
     "char            name[51]    PG(unique using (left(name, 50)));  // as C has it"),
]


def test_update_keeps_what_is_hand_made(project, roles):
    """A second pull edits what has changed, and not a byte of anything else."""
    fill(project, SCHEMAS[[path.stem for path in SCHEMAS].index("everyday")])
    pull(project)
    users = project.models / "users.h"
    text = users.read_text()
    for old, new in EDITS:
        assert old in text
        text = text.replace(old, new)
    users.write_text(text)
    before = project.files()
    assert pull(project).out == ""
    assert project.files() == before

    project.sql("alter type status add value 'lost' after 'new'")
    project.sql(CHANGE)
    pull(project)
    after = project.files()
    assert project.run("autogen", "-m", "none", "--dry-run").err.startswith("No changes in schema detected.")
    assert {name for name in before if before[name] == after.get(name)} >= {
        "models/orders.h", "models/indexes.sql", "models/materialized_views.sql"}
    assert "models/parts.h" not in after and b"u   PG(references users (id))" in after["models/fresh.h"]
    assert b"    STATUS_NEW,\n    STATUS_LOST,\n    STATUS_IN_TRANSIT PG(label 'in transit'),\n" in after["models/types.h"]
    text = users.read_text()
    for line in ("/** All people. */", "    /* hand-made */\n    void *cache PG(ignore);  /* mine */\n",
                 "    int32_t        *age         PG(default 18 check (age > 0));",
                 "char            name[51]    PG(unique using (left(name, 50)));  // as C has it",
                 "PG(default now());  /**< When. */", "    char           *nick        PG(varchar(30) null unique);",
                 "    enum status    *status2;"):
        assert line + "\n" in text or line in text, line
    assert "bio" not in text and "row level security" not in text
    assert pull(project).out == ""


@pytest.mark.parametrize("layout", ["schema", "single"])
def test_new_tables_go_where_others_are(debian_project, layout):
    debian_project.sql("create table a (id int primary key); create table b (id int primary key)")
    pull(debian_project, "--layout", layout)
    files = sorted(debian_project.files())
    debian_project.sql("create table c (id int primary key, b int references b)")
    assert pull(debian_project).out.startswith("changed ")
    assert sorted(debian_project.files()) == files


def test_killed_between_files(debian_project):
    """Whatever moment it is: every file is whole, none says that it is the whole database, the next pull makes all."""
    project = debian_project
    project.sql("create type state as enum ('on', 'off');" +
                "".join(f"create table t{i} (id int primary key, state state);" for i in range(60)) +
                "create view v as select id from t1")
    pull(project)
    whole = {path.name: path.read_text() for path in project.models.iterdir()}
    assert {"database.h", "views.sql", "t59.h"} <= set(whole), sorted(whole)
    cut = 0
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        for path in project.models.iterdir():
            path.unlink()
        process = subprocess.Popen([MODELC, "pull"], cwd=project.folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL,
                                   env=clean_environment(project.folder, DATABASE_URL=project.url))
        while process.poll() is None and len(list(project.models.glob("t*.h"))) <= 60 * share:
            pass
        process.kill()
        process.wait()
        left = {path.name: path.read_text() for path in project.models.iterdir() if not path.name.startswith(".")}
        left = {name: text for name, text in left.items() if name.endswith(".h")}
        headers = [name for name in whole if name.endswith(".h")]
        assert all(whole[name] == text for name, text in left.items())
        assert "database.h" not in left or len(left) == len(headers)
        cut += 0 < len(left) < len(headers)
        edited = dict(whole)
        for name in ("t0.h", "views.sql") if share in (0.3, 0.7) and "t0.h" in left else ():
            path = project.models / name
            edited[name] = whole[name].replace("struct PG", "/* mine */\nstruct PG").replace("CREATE", "-- mine\nCREATE")
            path.write_text(edited[name].replace("    enum state  *state;\n", ""))
        pull(project)
        assert {path.name: path.read_text() for path in project.models.iterdir() if path.suffix != ".tmp"} == edited
    assert cut > 0


def test_mixins_are_left_alone(project):
    """A column that several tables share is nobody's to edit for one of them."""
    project.write_models("""
struct PG(mixin) named { char *name PG(varchar(20)); };
struct PG(table) users { int64_t id PG(primary key identity); struct named as; };
""")
    project.autogen("users")
    project.run("upgrade")
    project.sql("alter table users alter name type varchar(50), add column extra int")
    told = pull(project).err
    assert "column 'public.users.name' is otherwise in the database" in told and "[M410" in told
    text = (project.models / "models.h").read_text()
    assert "varchar(20)" in text and "extra" in text


def test_nothing_is_written_where_nothing_can_be(debian_project, make_project):
    """No database, no readable folder, no writable folder: an error, and all files as they were."""
    project = debian_project
    project.sql("create table a (id int primary key); create table b (id int primary key)")
    failed = project.run("pull", "--database", "postgresql:///none?host=/nowhere", expect=1)
    assert "MC701" in failed.err
    blocked = project.folder / "file"
    blocked.write_text("")
    failed = project.run("pull", "--out", "file/models", expect=1)
    assert "MC903" in failed.err
    told = project.run("pull", "--out", "elsewhere")
    assert "--models elsewhere" in told.err
    assert sorted(path.name for path in (project.folder / "elsewhere").iterdir()) == ["a.h", "b.h", "database.h"]


def test_the_hard_model_stays_as_it_is(project):
    """Models written by hand, with everything that the language has: what is the same is not touched."""
    hard.write(project)
    path = project.models / "hard.h"
    project.autogen("hard")
    project.run("upgrade")
    before = project.files()
    assert pull(project).out == ""
    assert project.files() == before
    project.sql("drop view app.recent")
    project.sql("""
        alter table app.customers alter level set default 2, add column vip bool;
        alter table app.bookings add check (room < 100);
        create index on app.bookings (room);
        alter table app.orders alter tax type numeric(14,4);
        comment on table app.customers is 'Them.';
    """)
    project.sql("alter type app.order_status add value 'lost'")
    told = pull(project)
    assert "M410" not in told.err, told
    text = path.read_text()
    assert " level        PG(default 2 check (" in text
    assert "vip;" in text and "numeric(14,4)" in text and "/** Them. */" in text and "app.recent" not in text
    assert project.run("autogen", "-m", "none", "--dry-run").err.startswith("No changes in schema detected.")


def test_unlogged_and_back(debian_project):
    debian_project.sql("create table a (id int primary key)")
    pull(debian_project)
    before = debian_project.files()
    debian_project.sql("alter table a set unlogged")
    pull(debian_project)
    assert "struct PG(table unlogged) a {" in (debian_project.models / "a.h").read_text()
    debian_project.sql("alter table a set logged")
    pull(debian_project)
    assert debian_project.files() == before


@pytest.mark.parametrize("change, back", [
    ("alter index t_even alter column 1 set statistics 500", "alter index t_even alter column 1 set statistics -1"),
    ("alter statistics t_stat set statistics 300", "alter statistics t_stat set statistics -1"),
    ("create index t_odd on t ((a % 3), a); alter index t_odd alter column 1 set statistics 7", "drop index t_odd"),
    ("alter table t alter column b set (n_distinct = 5), add foreign key (b) references t (a) on delete set null",
     "alter table t alter column b reset (n_distinct), drop constraint t_b_fkey"),
])
def test_what_no_clause_says(debian_project, change, back):
    """Pulled over models that are there: a clause is left as it is, and what it cannot say stands in an SQL file."""
    project = debian_project
    project.sql("create table t (a integer primary key, b integer);"
                "create index t_even on t ((a % 2)); create statistics t_stat on a, b from t")
    pull(project)
    before = (project.models / "t.h").read_text()
    for statements in (change, back):
        project.sql(statements)
        assert "M410" not in pull(project).err
        assert project.run("autogen", "-m", "none", "--dry-run").err.startswith("No changes in schema detected.")
    assert (project.models / "t.h").read_text() == before


def test_members_of_a_publication(debian_project):
    """What stands in the statement of another object changes that statement."""
    debian_project.sql("create table a (id int primary key); create table b (id int primary key);"
                       "create publication p for table a")
    pull(debian_project)
    debian_project.sql("alter publication p add table b")
    assert pull(debian_project).out == "changed  models/publications.sql\n"
    assert "public.b" in (debian_project.models / "publications.sql").read_text()
    assert debian_project.run("autogen", "-m", "none", "--dry-run").err.startswith("No changes in schema detected.")


def test_the_sample_of_init_makes_room(make_project, debian_server):
    project = make_project(debian_server)
    sample = project.folder / "models" / "notes.h"
    project.sql("create table things (id int primary key)")
    project.run("init")
    assert "removed  models/notes.h" in project.run("pull").out
    assert not sample.exists() and (project.folder / "models" / "things.h").exists()
    project.run("check")


def test_a_sample_that_was_edited_is_a_model(make_project, debian_server):
    project = make_project(debian_server)
    sample = project.folder / "models" / "notes.h"
    project.sql("create table things (id int primary key)")
    project.run("init")
    sample.write_text(sample.read_text().replace("varchar(200)", "varchar(300)"))
    assert "[MC817]" in project.run("pull", expect=1).err
    assert sample.exists() and not (project.folder / "models" / "things.h").exists()


def test_foreign_file_is_kept(project):
    project.sql("create table a (id int primary key)")
    (project.models / "a.h").write_text("int a;\n")
    failed = project.run("pull", expect=1)
    assert "models/a.h exists and is no model" in failed.err
    assert [path.name for path in project.models.iterdir()] == ["a.h"]
    assert (project.models / "a.h").read_text() == "int a;\n"


def test_comments_in_sql_files_stay(debian_project):
    """What a person wrote above a statement is there when it changes, and the file's head when all else has gone."""
    project = debian_project
    project.sql("create table t (id int primary key, x int); create table u (id int primary key);"
                "create view v as select id from t; create view w as select x from t; comment on column t.x is E'a\n b';"
                "create function f() returns int language sql as 'select 1'")
    pull(project)
    for name, word in (("views", "CREATE VIEW public.w"), ("comments", "COMMENT ON"), ("functions", "CREATE OR")):
        path = project.models / f"{name}.sql"
        path.write_text("-- the head\n\n" + path.read_text().replace(word, f"-- mine\n/* and; mine */\n{word}"))
    assert pull(project).out == ""
    project.sql("create or replace view w as select x, id from t; comment on column t.x is E'c\n d';"
                "create or replace function f() returns int language sql as 'select 2'")
    assert "M410" not in pull(project).err
    for name in ("views", "comments", "functions"):
        text = (project.models / f"{name}.sql").read_text()
        assert text.startswith("-- the head\n\n") and "\n\n-- mine\n/* and; mine */\nC" in text, text
    assert pull(project).out == ""
    project.sql("drop view w, v; alter table t drop x; drop function f()")
    assert "M410" not in pull(project).err
    assert (project.models / "functions.sql").read_text().startswith("-- the head\n")
    assert project.run("autogen", "-m", "none", "--dry-run").err.startswith("No changes in schema detected.")


@pytest.mark.parametrize("layout", ["table", "single"])
def test_an_sql_file_goes_with_its_last_statement(debian_project, layout):
    """And so does the line that names it; a person's words keep a file, and the next view makes a new one."""
    project = debian_project
    header = project.models / ("models.h" if layout == "single" else "database.h")
    project.sql("create table t (id int primary key); create table u (id int primary key);"
                "create view v as select id from t; create view w as select id from v;"
                "create function f() returns int language sql as 'select 1'")
    pull(project, "--layout", layout)
    before = project.files()
    functions = project.models / "functions.sql"
    functions.write_text("-- ours\n\n" + functions.read_text())
    header.write_text(header.read_text().replace('PG_ALSO(file "views', 'PG_ALSO(  file\n    "views'))
    project.sql("drop view w, v; drop function f()")
    out = pull(project).out
    assert "removed  models/views.sql" in out and "removed  models/functions.sql" not in out
    assert functions.read_text() == "-- ours\n"
    assert "views" not in header.read_text() and 'PG_ALSO(file "functions.sql");\n' in header.read_text()
    assert pull(project).out == ""
    assert project.run("autogen", "-m", "none", "--dry-run").err.startswith("No changes in schema detected.")
    functions.write_text("")
    project.sql("create view v as select id from t; create view w as select id from v;"
                "create function f() returns int language sql as 'select 1'")
    pull(project)
    assert project.files().keys() == before.keys()
    assert (project.models / "views.sql").read_bytes() == before["models/views.sql"]
    project.sql("drop function f()")
    pull(project)
    assert not functions.exists() and "functions" not in header.read_text()


SERIAL = "create table t (id serial primary key, x int); create table u (id int primary key, t_id int references t)"


@pytest.mark.parametrize("change", [
    "alter sequence t_id_seq increment 7",
    "alter table t alter id drop default",
    "alter table t rename id to nr",
    "alter table t rename to t2",
    "alter table t alter id drop default; drop sequence t_id_seq; alter table t alter id add generated always as identity",
    "drop table u",
])
def test_a_serial_field_changes(debian_project, change):
    """A field that is serial says three things, and a statement may say of a table what goes."""
    project = debian_project
    project.sql(SERIAL + "; create publication p for table u")
    pull(project)
    project.sql(change)
    assert "M410" not in pull(project).err
    assert project.run("autogen", "-m", "none", "--dry-run").err.startswith("No changes in schema detected.")
    assert pull(project).out == ""


def test_a_macro_outlives_its_table(debian_project):
    debian_project.sql("create table t (id int primary key); create table u (id int primary key); create table v (id int primary key)")
    pull(debian_project)
    path = debian_project.models / "t.h"
    path.write_text(path.read_text() + "\n#define LIMIT 100\n")
    debian_project.sql("drop table t; drop table u")
    assert pull(debian_project).out.splitlines() == ["changed  models/t.h", "removed  models/u.h"]
    assert "#define LIMIT 100" in path.read_text() and "struct" not in path.read_text()
    assert pull(debian_project).out == ""
