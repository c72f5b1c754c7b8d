"""Tables that an extension brings: models refer to them, and what others add to them is counted.

Members are added by hand, since none of the extensions that come with PostgreSQL brings a table.
"""

BROUGHT = ["create schema app", "create extension hstore",
           """create table systems (id int primary key, t text); create table app."L ayers" (a int, b int, primary key (a, b));
           alter extension hstore add table systems; alter extension hstore add table app."L ayers";"""]
REFERRING = """create table places (id int primary key, system int references systems on delete cascade);
create table own (extra int, primary key (id)) inherits (systems); create table of_own (a int references own)"""


def execute(project, *statements):
    for statement in statements:  # each in a transaction of its own
        project.sql(statement)


def test_foreign_keys(server, make_project):
    source, target = make_project(server), make_project(server)
    execute(source, *BROUGHT, REFERRING)
    execute(target, *BROUGHT)
    before, run = target.catalog(), source.run
    run("pull", "--out", "models")
    assert "extension hstore schema public tables (systems));" in (source.models / "database.h").read_text()
    assert run("compile").err == ""
    run("autogen", "-m", "sync", DATABASE_URL=target.url)
    run("upgrade", DATABASE_URL=target.url)
    assert "in sync" in run("check", DATABASE_URL=target.url).err
    assert source.catalog() == target.catalog()
    run("downgrade", "base", DATABASE_URL=target.url)
    assert target.catalog() == before


def test_pulled_again(debian_project):
    execute(debian_project, *BROUGHT, REFERRING)
    debian_project.run("pull", "--out", "models")
    debian_project.sql('alter table places add x int, add y int, add foreign key (x, y) references app."L ayers"')
    debian_project.run("pull", "--out", "models")
    assert 'tables (app."L ayers", systems));' in (debian_project.models / "database.h").read_text()
    assert debian_project.run("compile").err == ""
    assert "No differences" in debian_project.run("diff").err
    debian_project.sql("drop table of_own, own; alter table places drop x, drop y, drop system")
    debian_project.run("pull", "--out", "models")
    assert "extension hstore schema public);" in (debian_project.models / "database.h").read_text()


def test_what_others_add_is_counted(project):
    execute(project, *BROUGHT, "create type kind as enum ('a', 'b'); alter extension hstore add type kind")
    project.run("pull", "--out", "models")
    clean = project.run("status", expect=None).out
    assert "extension's" not in clean
    execute(project, "create index on systems (t)", "alter table systems add unique (t)",
            "create rule quiet as on delete to systems do nothing", "create policy all_of_it on systems using (true)",
            "create statistics two on id, t from systems", "alter table systems add extra int",
            "create function nothing() returns trigger language plpgsql as 'begin return new; end'",
            "create trigger before before insert on systems for each row execute function nothing()",
            "comment on table systems is 'Of places.'", "comment on function hstore_in(cstring) is 'Reads.'",
            "grant select on systems to public", "alter function hs_concat(hstore, hstore) cost 5",
            "alter table systems enable row level security", "alter type kind add value 'c'",
            "create function less(hstore, int) returns int language sql immutable as 'select 1'",
            "alter operator family btree_hstore_ops using btree add function 1 (hstore, int) less(hstore, int)",
            "create function less(numeric, int) returns int language sql immutable as 'select 1'",
            "alter operator family pg_catalog.numeric_ops using btree add function 1 (numeric, int) less(numeric, int)")
    said = project.run("status", expect=None).out
    for count in ("1 extension's index", "1 extension's constraint", "1 extension's rule", "1 extension's policy",
                  "1 extension's statistics object", "1 extension's column", "1 extension's trigger", "1 extension's function",
                  "2 extension's comments", "1 extension's privilege", "1 extension's row security",
                  "1 extension's enum value", "1 extension's operator family member", "1 built-in operator family's member"):
        assert count in said, said
