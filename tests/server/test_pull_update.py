"""pull over models that are there: what is new stands where C wants it, and what goes leaves nothing behind.

Random changes of random schemas: the pairs whose layout_of() is one.
"""

import pathlib
import re

import pytest

import by_hand

CHANGES = [block.split("---\n") for block in pathlib.Path(__file__).with_name("pulled_again.sql").read_text().split("\n\n")[1:]]


def assert_said(project, layout="table"):
    """The models are in sync, and one more pull changes nothing."""
    with project.released():
        assert project.run("autogen", "-m", "none", "--dry-run").err.startswith("No changes in schema detected.")
        assert project.run("pull", "--layout", layout).out == ""


def pulled(project, *statements, layout="table"):
    """Pull before and after the statements; the second time is in sync, and a third changes nothing."""
    project.sql("drop schema public cascade; create schema public")
    for statement in statements:
        project.sql(statement)
        told = project.run("pull", "--layout", layout)
        assert "M410" not in told.err, told
    assert_said(project, layout)


def both_names():
    """The changes take turns at which names they are always tried with."""
    for number in range(len(CHANGES)):
        for names in ("short", "long"):
            yield pytest.param(number, names, marks=() if (names == "long") == number % 2 else pytest.mark.full)


@pytest.mark.parametrize("number, names", both_names())
def test_changes(debian_project, number, names):
    """Each leaves models that are in sync, and that a third pull does not touch; PG(…) may be called MODELC(…)."""
    before, after = CHANGES[number]
    debian_project.sql(before)
    with debian_project.released():
        debian_project.run("pull")
    if names == "long":
        for path in debian_project.models.glob("*.h"):
            path.write_text(by_hand.with_long_names(path.read_text()))
    debian_project.sql(after)
    told = debian_project.run("pull")
    assert not told.err and told.out, told
    assert_said(debian_project)
    for path in debian_project.models.glob("*.h"):
        assert names == "short" or not re.search(r"\bPG(_ALSO)?\(", path.read_text()), path.read_text()


@pytest.mark.parametrize("before, word, by_hand, after", [
    ("create type e as enum ('a', 'b', 'c'); create table t (e e)", "E_C,", "E_C  /* see */",
     "drop table t; drop type e; create type e as enum ('c', 'b', 'a'); create table t (e e)"),
    ("create type e as enum ('a', 'b', 'c'); create table t (e e)", "E_C,", "E_C // last", "alter type e add value 'd'; alter type e add value 'e'"),
    ("create type e as enum ('a', 'b', 'c'); create table t (e e)", "E_C,", "E_C",
     "drop table t; drop type e; create type e as enum ('a', 'c', 'b'); create table t (e e)"),
    ("create table t (a int primary key, b int)", "PG(primary key)", "PG(constraint t_pkey primary key)",
     "alter table t drop constraint t_pkey, add primary key (b)"),
    ("create table t (a int primary key, b int, constraint u unique (b))", "b;\n\n    PG_ALSO(constraint u unique (b));", "b PG(constraint u unique);",
     "alter table t drop constraint u, add constraint u unique (a)"),
    ("create table t (a int primary key, b int, constraint u unique (b))", "b;\n\n    PG_ALSO(constraint u unique (b));", "b PG(constraint u unique);",
     "alter table t drop b"),
    ("create table t (a int primary key, b int, constraint c check (b > a))", "b;\n\n    PG_ALSO(constraint c check (b > a));",
     "b PG(constraint c check (b > a));", "alter table t drop constraint c, add constraint c check (b > 4 and a < 7)"),
])
def test_what_stands_elsewhere(debian_project, before, word, by_hand, after):
    debian_project.sql(before)
    debian_project.run("pull")
    path = next(path for path in debian_project.models.glob("*.h") if word in path.read_text())
    path.write_text(path.read_text().replace(word, by_hand))
    assert not debian_project.run("pull").out
    debian_project.sql(after)
    told = debian_project.run("pull")
    assert not told.err and told.out, told
    assert_said(debian_project)
    for comment in re.findall(r"/\*.*\*/|//.*", by_hand):
        assert comment in path.read_text()


def text(project, name):
    return (project.models / name).read_text()


def in_order(text, *words):
    places = [text.index(word) for word in words]
    return places == sorted(places)


@pytest.mark.parametrize("layout, name", [("table", "types.h"), ("single", "models.h")])
def test_types_stand_behind_what_they_are_made_of(debian_project, layout, name):
    pulled(debian_project, "create type b as (x int); create type a as (y int); create table t (id int primary key, a a)",
           "create domain d as text; create type e as enum ('one', 'two'); create type c as (e e, d d);"
           "alter type b add attribute c c; alter type a add attribute b b", layout=layout)
    after = text(debian_project, name)
    assert in_order(after, "typedef char *d_type ", "struct PG(type) c {", "struct PG(type) b {", "struct PG(type) a {"), after
    assert in_order(after, "enum PG(type) e {", "struct PG(type) c {"), after
    assert "\n\n\n" not in after and not after.endswith("\n\n"), after


def test_an_order_of_ones_own_stays(debian_project):
    """Nothing moves that need not, and nothing at all where it depends on conditions of the preprocessor."""
    pulled(debian_project, "create type e as enum ('one'); create type c as (x int); create type a as (x int)")
    path = debian_project.models / "types.h"
    head, e, a, c = path.read_text().split("\n\n", 4)[0], *path.read_text().rstrip("\n").split("\n\n")[-3:]
    path.write_text("\n\n".join([head, "#include <modelc.h>", "// theirs", c, "/* Mine. */\n" + a, e]) + "\n")
    debian_project.sql("alter type a add attribute c c")
    assert debian_project.run("pull").out == "changed  models/types.h\n"
    assert in_order(path.read_text(), "// theirs", c, "/* Mine. */\nstruct PG(type) a {", "struct c", e), path.read_text()
    path.write_text(path.read_text().replace(c, "#ifdef C\n#endif\n" + c))
    debian_project.sql("alter type c add attribute e e")
    failed = debian_project.run("pull", expect=1)
    assert "models/types.h" in failed.err and "incomplete type" in failed.err, failed


def test_a_header_that_goes_is_included_no_more(debian_project):
    pulled(debian_project, "create domain d as text; create table t (id int primary key, d d); create table u (d d, id int primary key)",
           "alter table t drop d; alter table u drop d; drop domain d")
    assert not (debian_project.models / "types.h").exists()
    assert text(debian_project, "t.h") == text(debian_project, "u.h").replace(" u {", " t {")
    assert text(debian_project, "t.h").startswith("#pragma once\n\n#include <modelc.h>\n\nstruct PG(table) t {\n")


@pytest.mark.parametrize("name", ['"a b"', '"%I"', '"x unlogged)"', '"it""s {"'])
def test_odd_names_turn_unlogged_and_back(debian_project, name):
    pulled(debian_project, f"create table {name} (id int primary key)", f"alter table {name} set unlogged")
    assert " unlogged) " in "".join(path.read_text() for path in debian_project.models.glob("*.h"))
    pulled(debian_project, f"create table {name} (id int primary key)")
    assert " unlogged) " not in "".join(path.read_text() for path in debian_project.models.glob("*.h")).replace("x unlogged)", "")


def test_partitions_of_partitions(debian_project):
    tables = ("create table t (a int) partition by range (a); create table u (a int) partition by range (a);"
              "create table p partition of t for values from (1) to (9) partition by range (a);")
    below = "create table q partition of p for values from (1) to (2);"
    pulled(debian_project, tables + below, "alter table t detach partition p; alter table u attach partition p for values from (1) to (9)")
    assert "partition" not in text(debian_project, "t.h").replace("partition by", "")
    assert "partition q of p" in text(debian_project, "u.h")
    pulled(debian_project, tables + below + "create table r (a int)", "drop table p; create table q (a int)")
    assert "partition q" not in text(debian_project, "t.h")
    pulled(debian_project, tables + below, "alter table p detach partition q; alter table t attach partition q for values from (20) to (30)")
    assert "(partition q for values" in text(debian_project, "t.h")


def test_what_is_written_by_hand_is_missed(tmp_path):
    """What the pairs ask for says which words are gone."""
    header = "#pragma once\n\n#include <modelc.h>\n\n" + "\n\n".join(f"struct PG(table) t{i} {{\n    int32_t  id;\n}};" for i in range(20)) + "\n"
    path = tmp_path / "t.h"
    path.write_text(header)
    hand = by_hand.Hand(tmp_path)
    hand.edit()
    assert hand.stay and not hand.lost() and path.read_text() != header
    path.write_text(header)
    assert len(hand.lost()) == len(hand.stay)
