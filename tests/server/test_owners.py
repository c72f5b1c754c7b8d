"""Who owns what: not managed unless an option says so."""

SETUP = """
do $$begin
    if to_regrole('own_a') is null then create role own_a; create role "Own B"; end if;
end$$;
create schema app authorization "Own B";
create table app.things (id int primary key, name text, kind serial);
create table parts (at int) partition by range (at);
create table parts_1 partition of parts for values from (1) to (2);
create type mood as enum ('sad');
create domain positive as int check (value > 0);
create type pair as (a int);
create type spans as range (subtype = numeric);
create sequence numbers;
create function f(a int) returns int language sql as 'select 1';
create procedure p() language sql as 'select 1';
create aggregate total(int) (sfunc = int4pl, stype = int);
create operator ~~~ (function = int4pl, leftarg = int, rightarg = int);
create operator class ops for type int using btree as operator 1 <, function 1 btint4cmp(int, int);
create collation c (locale = 'C');
create text search dictionary words (template = simple);
create text search configuration words (copy = pg_catalog.english);
create statistics app.both_of_it on id, name from app.things;
create view v as select id from app.things;
create materialized view m as select id from app.things;
create publication news for table app.things;
create function watched() returns event_trigger language plpgsql as 'begin end';
create event trigger watch on ddl_command_end execute function watched();
grant select on app.things to pg_monitor;
"""
OWNED = [
    "table app.things", "table parts_1", "type mood", "domain positive", "type pair", "type spans", "sequence numbers",
    "function f(int)", "procedure p()", "aggregate total(int)", "operator ~~~ (int, int)", "operator class ops using btree",
    "operator family ops using btree", "collation c", "text search dictionary words", "text search configuration words",
    "statistics app.both_of_it", "view v", "materialized view m", "publication news",
]


def fill(project):
    project.sql(SETUP)
    for thing in OWNED:
        project.sql(f"alter {thing} owner to own_a")


def same(found, expected):
    for part, lines in expected.items():
        lines = lines or []
        assert sorted(set(found[part] or []) ^ set(lines)) == []


def test_pulled_and_brought_about(server, make_project):
    """Every kind with an owner, from one database to another that belongs to somebody else."""
    source, target = make_project(server), make_project(server)
    fill(source)
    target.sql(SETUP)
    before = target.state()
    target.run("pull", "--owners", "--database", source.url, "--out", "models")
    assert 'PG_ALSO(owner to own_a);' in (target.models / "things.h").read_text()
    assert 'ALTER SCHEMA app OWNER TO "Own B";' in (target.models / "owners.sql").read_text()
    (target.folder / "modelc.json").write_text('{"owners": true}')
    target.autogen("sync")
    target.run("upgrade")
    same(target.state(), source.state())
    target.run("check")
    source.sql("alter table app.things owner to \"Own B\"; alter view v owner to postgres")
    target.run("pull", "--database", source.url, "--out", "models")
    target.autogen("again")
    target.run("upgrade")
    same(target.state(), source.state())
    target.run("downgrade", "base")
    same(target.state(), before)


def test_off(server, make_project):
    """Without the option nobody asks whose an object is, and a model that says it is told so."""
    project = make_project(server)
    fill(project)
    project.run("pull")
    assert not [path for path in project.models.iterdir() if "own_a" in path.read_text().replace("to own_a with", "")
                and "owner to" in path.read_text().lower()]
    project.autogen("none")
    path = project.models / "things.h"
    path.write_text(path.read_text().replace("PG_ALSO(grant", "PG_ALSO(owner to \"Own B\");\n    PG_ALSO(grant"))
    said = project.run("autogen", "-m", "none")
    assert "No changes in schema detected." in said.err and "[M125" in said.err
    said = project.run("autogen", "-m", "owner", "--owners")
    assert "Detected owner change on table 'app.things'" in said.err
    project.run("upgrade")
    assert project.sql("select relowner::regrole::text from pg_class where relname = 'things'") == [('"Own B"',)]
    project.run("check", "--owners")
    project.run("check")


def test_unsaid(server, make_project):
    """An owner that no model names stays, whether the option is on or not."""
    project = make_project(server)
    project.sql("do $$begin if to_regrole('own_a') is null then create role own_a; create role \"Own B\"; end if; end$$")
    text = "struct PG(table) things {\n    int32_t  id;\n\n    PG_ALSO(owner to own_a);\n};\n"
    project.write_models(text)
    project.autogen("start", "--owners")
    project.run("upgrade")
    project.write_models(text.replace("    PG_ALSO(owner to own_a);\n", ""))
    said = project.run("autogen", "-m", "none", "--owners")
    assert "No changes in schema detected." in said.err
    project.run("check", "--owners")
    project.write_models(text + "PG_ALSO(extension plpgsql);\nPG_ALSO(alter extension plpgsql owner to own_a);\n")
    assert "no model has object with an owner 'extension plpgsql'" in project.run("autogen", "-m", "x", "--owners", expect=1).err
