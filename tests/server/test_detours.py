"""Values that are something else for a while: while the rows they are made of are rewritten, or a loop would be left."""

import os

import pytest

import pairs

ROW = "create table t (id int primary key, c int)"
CHANGES = {
    "a column that is filled in": "create table t (id int primary key, c int, d int not null default 7)",
    "a type": "create table t (id int primary key, c bigint)",
    "a column that goes": "create table t (id int primary key, d text default 'x')",
    "no log": "create unlogged table t (id int primary key, c int)",
    "a generated column": "create table t (id int primary key, c int, d int generated always as (id) stored)",
    "parts": "create table t (id int primary key, c int) partition by range (id)",
}
HELD = {
    "t": ["create table s (n int, x t, y int default 1)"],
    "array": ["create table s (n int, x t[])"],
    "domain": ["create domain d as t", "create table s (n int, x d not null)"],
    "within another row": ["create table r (m int, x t)", "create table s (n int, y r)"],
    "view": ["create table s (n int, x t)", "create view v as select (x).id from s", "comment on view v is 'x'", "create index i on s (((x).id))"],
    "heir": ["create table s (n int, x t)", "create table h (m int) inherits (s)"],
    "partition": ["create table s (n int, x t) partition by list (n)", "create table s1 partition of s default"],
}


@pytest.fixture
def pair(server):
    return pairs.Pair(server, f"detour_{os.getpid()}")


@pytest.mark.parametrize("held, change", [("t", change) for change in CHANGES] + [
    (held, change) for held in list(HELD)[1:] for change in list(CHANGES)[:2]])
def test_rows_are_rewritten_while_columns_hold_some(pair, held, change):
    pair.run([ROW, *HELD[held]], [CHANGES[change], *HELD[held]])


@pytest.mark.parametrize("change", list(CHANGES)[:5])
def test_rows_of_heirs_are_rewritten_with_their_table(pair, change):
    held = ["create table h () inherits (t)", "create table s (n int, x h)"]
    pair.run([ROW, *held], [CHANGES[change], *held])


@pytest.mark.parametrize("wanted, name, value", [
    ("int32_t c; int32_t d PG(default 7);", "a column that is filled in", "(1,2,)"),
    ("int64_t c;", "a type", "(1,2)"),
    ("int32_t d PG(default 7);", "a column that goes", "(1,)"),
])
def test_what_columns_hold_of_rows_stays(server, make_project, wanted, name, value):
    """As what an upgrade of PostgreSQL itself makes of it: a value knows nothing of a column that comes."""
    project = make_project(server)
    model = "struct PG(table) t { int32_t id PG(primary key); {} };\nstruct PG(table) s { int32_t n PG(primary key); char *x PG(public.t null); };\n"
    project.write_models(model.replace("{}", "int32_t c;", 1))
    project.autogen("start")
    project.run("upgrade")
    project.sql("insert into s values (1, row(1, 2)), (2, null), (3, row(null, null))")
    project.write_models(model.replace("{}", wanted, 1))
    project.run("autogen", "-m", "change", "--allow", "all")
    project.run("upgrade")
    rows = project.sql("select x::text from s order by n")
    assert [row[0] for row in rows] == [value, None, "(" + "," * value.count(",") + ")"], name
    project.run("downgrade", "-1")
    project.run("upgrade")
    project.run("check")


LOOPS = {
    "a domain over the one that changes": (
        ["create domain e as int default 1", "create table t (c e)"],
        ["create domain e as int check (value > 0)", "create domain d as e", "create table t (c d)"]),
    "from such a domain": (
        ["create domain e as int check (value > 0)", "create domain d as e default 1", "create table t (c d)"],
        ["create domain e as int not null", "create table t (c e not null)", "create table h () inherits (t)"]),
    "a range over a collation that changes": (
        ["create collation e (locale = 'C')", "create type r as range (subtype = text, collation = e)", "create table t (c r)"],
        ["create collation e (provider = icu, locale = 'sv')", "create table t (c text collate e)"]),
    "a composite type over it": (
        ["create collation e (provider = icu, locale = 'de')", "create table t (c text collate e default 'x' not null)"],
        ["create collation e (locale = 'C')", "create type k as (x text collate e)", "create table t (c k)"]),
}


@pytest.mark.parametrize("loop", LOOPS)
def test_a_loop_is_left_by_way_of_text(pair, loop):
    pair.run(*LOOPS[loop])


def test_only_a_loop_goes_by_way_of_text(server, make_project):
    project = make_project(server)
    model = "struct PG(table) t {{ int32_t id PG(primary key); {} c; }};\n"
    project.write_models(model.format("int32_t"))
    project.autogen("start")
    project.run("upgrade")
    project.write_models(model.format("int64_t"))
    revision = project.autogen("wider")
    assert " TYPE bigint" in revision.read_text() and " TYPE text" not in revision.read_text()


@pytest.mark.parametrize("default", ["", "default nextval('e')"])
def test_a_default_that_changes_with_a_type_that_goes(pair, default):
    """The sequence takes the name of the domain, so the column has neither for a while."""
    pair.run(["create domain e as text", "create table t (c e default '')"], ["create sequence e", f"create table t (c numeric {default})"])


@pytest.mark.parametrize("kept", [[], ["create table t (n int, c d)"]], ids=["alone", "column"])
def test_a_domain_over_a_type_whose_name_is_taken(pair, kept):
    """The view takes the name of the range type, so the domain goes before it comes again, and is not replaced."""
    view = ["create type e as range (subtype = inet)", "create domain d as e", "create table s (x e[])", "create view r as select x from s"]
    pair.run(["create type r as range (subtype = inet)", "create domain d as r", *kept], [*view, *kept])
