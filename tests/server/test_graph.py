"""Branches, several heads, merges: how the files hang together, and how a database follows them."""

import json
import random
import re
import time

import pytest

from project import revision_id

ONE = "struct PG(table) one {\n    int32_t  id  PG(primary key);\n};\n"


def add(project, identifier, *arguments, up="", down=""):
    """A revision with SQL written by hand."""
    project.run("revision", "-m", f"add {identifier}", "--rev-id", identifier, *arguments)
    path = next(path for path in project.revisions() if revision_id(path) == identifier)
    text = path.read_text().replace("-- migrate:up\n", f"-- migrate:up\n\n{up or f'CREATE TABLE {identifier} ();'}\n")
    path.write_text(text.replace("-- migrate:down\n", f"-- migrate:down\n\n{down or f'DROP TABLE {identifier};'}\n"))
    return path


def tables(project):
    return {row[0] for row in project.sql("select relname from pg_class where relkind = 'r' "
                                          "and relnamespace = 'public'::regnamespace")} - {"modelc_revisions"}


@pytest.fixture
def forked(debian_project):
    """a is revised by b (branch "left") and c (branch "right"); d revises c."""
    add(debian_project, "a")
    add(debian_project, "b", "--branch-label", "left")
    add(debian_project, "c", "--head", "a", "--splice", "--branch-label", "right")
    add(debian_project, "d", "--head", "right@head")
    return debian_project


def listed(result):
    return [row["revision"] for row in json.loads(result.out)["revisions"]]


def test_two_heads_are_an_error_with_both_ways_out(debian_project):
    project = debian_project
    project.write_models(ONE)
    project.autogen("one")
    project.run("upgrade")
    parent = revision_id(project.revisions()[0])
    add(project, "b", up="SELECT 1;", down="SELECT 1;")
    project.run("upgrade")
    add(project, "c", "--head", parent, "--splice", up="SELECT 1;", down="SELECT 1;")
    project.run("upgrade", "heads")
    for command in [("upgrade",), ("autogen", "-m", "x"), ("revision", "-m", "x")]:
        refused = project.run(*command, expect=1)
        assert "Multiple head revisions are present" in refused.err and "MC808" in refused.err
        assert "modelc merge" in refused.err and "modelc rebase" in refused.err, str(refused)
    for command in [("check",), ("check", "--offline")]:
        refused = project.run(*command, expect=2)
        assert "Multiple head revisions are present: b, c" in refused.err and "MC808" in refused.err
        assert "modelc merge" in refused.err and "modelc rebase" in refused.err, str(refused)
    project.run("merge", "heads", "--rev-id", "m")
    project.run("upgrade")
    project.run("check")
    assert project.run("current").out == "m (head) (mergepoint)\n"


def test_heads_that_are_named_branches_are_meant(forked):
    forked.run("upgrade", "heads")
    forked.write_models(ONE)
    project = forked
    refused = project.run("autogen", "-m", "one", expect=1)
    assert "MC808" in refused.err
    project.run("autogen", "-m", "one", "--head", "left@head", "--allow", "all")
    project.run("upgrade", "heads")
    project.run("check")
    assert len(project.run("heads").out.split("\n")) == 3


def test_a_database_follows_branches_and_merges(forked):
    project = forked
    project.run("upgrade", "left@head")
    assert tables(project) == {"a", "b"}
    project.run("upgrade", "right@+1")
    assert tables(project) == {"a", "b", "c"}
    project.run("upgrade", "heads")
    assert tables(project) == {"a", "b", "c", "d"}
    assert project.run("current").out == "b (head)\nd (head)\n"
    project.run("downgrade", "left@-1")
    assert tables(project) == {"a", "c", "d"}
    project.run("upgrade", "heads")
    project.run("merge", "b", "d", "--rev-id", "m", "-m", "together")
    add(project, "z")
    project.run("upgrade")
    assert project.run("current").out == "z (head)\n"
    project.run("downgrade", "m")
    project.run("downgrade", "-1", expect=1)
    project.run("downgrade", "d")
    assert project.run("current").out == "b\nd\n"
    assert tables(project) == {"a", "b", "c", "d"}
    project.run("downgrade", "right@a")
    assert tables(project) == {"a", "b"}
    project.run("upgrade")
    project.run("downgrade", "base")
    assert tables(project) == set()


def test_a_dependency_runs_before_and_goes_after(debian_project):
    project = debian_project
    add(project, "a", "--branch-label", "shop")
    add(project, "b")
    add(project, "x", "--head", "base", "--branch-label", "blog")
    add(project, "y", "--head", "blog@head", "--depends-on", "b", up="CREATE TABLE y (LIKE b);")
    add(project, "z", "--head", "y", "--depends-on", "shop")
    assert "-- Depends on: b\n" in project.revisions()[3].read_text()
    assert "-- Depends on: shop\n" in project.revisions()[4].read_text()
    ran = json.loads(project.run("upgrade", "blog@head", "--format", "json").out)["ran"]
    assert ran.index("b") < ran.index("y")
    assert project.run("heads").out == "b (shop) (effective head)\nz (blog) (head)\n"
    project.run("downgrade", "shop@base")
    assert tables(project) == {"x"}


def test_what_the_lists_say(forked):
    project = forked
    assert project.run("heads").out == "b (left) (head)\nd (right) (head)\n"
    assert project.run("branches").out == (
        "a (branchpoint), add a\n    -> b (left) (head), add b\n    -> c (right), add c\n")
    assert listed(project.run("branches", "--format", "json")) == ["a"]
    assert "Branches into: b, c" in project.run("branches", "-v").out
    assert listed(project.run("history", "-r", "right@head-1:d", "--format", "json")) == ["d", "c"]
    assert listed(project.run("history", "-r", "a:left@head", "--format", "json")) == ["b", "a"]
    assert listed(project.run("show", "heads", "--format", "json")) == ["b", "d"]
    project.run("upgrade", "c")
    assert "c (right) (current), add c" in project.run("history", "-i").out
    assert listed(project.run("history", "-r", "current:right@head", "--format", "json")) == ["d", "c"]


def test_the_history_is_drawn(forked):
    forked.run("merge", "heads", "--rev-id", "m", "-m", "together")
    unicode = "\n".join(["● m (left, right) (head) (mergepoint), together", "├─╮", "│ ● d (right), add d",
                         "│ ● c (right), add c", "● │ b (left), add b", "├─╯", "● a (branchpoint), add a", ""])
    ascii_only = "\n".join(["* m (left, right) (head) (mergepoint), together", "+-+", "| * d (right), add d",
                            "| * c (right), add c", "* | b (left), add b", "+-+", "* a (branchpoint), add a", ""])
    assert forked.run("history", "--graph").out == unicode
    assert forked.run("history", "--graph", LC_ALL="C").out == ascii_only
    assert forked.run("history", "--graph", LC_ALL=None, LANG="de_DE.utf8").out == unicode
    entries = forked.run("history", "--graph", "-v").out.split("\n")
    assert entries[0].startswith("● Rev: m") and entries[1].startswith("│ Merges: b, d"), entries


DOWN, SIDES = set("├┤┼┬╮╭"), set("├┤┼┬┴╮╭╯╰")


def edges_drawn(text):
    """(child, parent) as a reader follows the lines."""
    edges, above, node = set(), {}, None  # the nodes whose line comes down in each lane; the last node's lane and name
    for row in text.splitlines():
        lanes, name = re.fullmatch(r"([│●├┤┼┬┴╮╭╯╰─ ]*?)(?: (r\w+).*)?", row).groups()
        cells = dict(enumerate(lanes[::2]))
        above = {lane: nodes for lane, nodes in above.items() if cells.get(lane, " ") not in " ─"}
        if name:
            (lane,) = [lane for lane, cell in cells.items() if cell == "●"]
            edges |= {(child, name) for child in above.get(lane, ())}
            above[lane], node = {name}, (lane, name)
            continue
        run = []  # ends of one horizontal line
        for lane in sorted(cells):
            if cells[lane] in SIDES:
                run.append(lane)
            if lanes[2 * lane + 1:2 * lane + 2] == "─":
                continue
            closing = [end for end in run if cells[end] not in DOWN]
            if closing:
                (target,) = [end for end in run if cells[end] in DOWN]
                above[target] = set().union(*(above[end] for end in run))
                for end in closing:
                    del above[end]
            elif run:
                assert node[0] in run, text
                for end in run:
                    above.setdefault(end, set()).update([node[1]] if end != node[0] else [])
            run = []
    return edges


def test_what_is_drawn_is_what_is_there(debian_project):
    """Random histories with roots, forks and wide merges, read back from the drawing."""
    project, random_ = debian_project, random.Random(5)
    for _ in range(25):
        for path in project.revisions():
            path.unlink()
        wanted, ids = set(), []
        for number in range(random_.randint(5, 16)):
            count = min(random_.choice([0, 1, 1, 1, 1, 2, 2, 3, 5]), len(ids))
            parents = random_.sample(ids, count)
            ids.append(f"r{number}")
            wanted |= {(ids[-1], parent) for parent in parents}
            (project.versions / f"{number:014}_r{number}.sql").write_text(
                f"-- m\n--\n-- Revision ID: r{number}\n-- Revises: {', '.join(parents)}\n\n-- migrate:up\n\n-- migrate:down\n")
        text = project.run("history", "--graph").out
        assert edges_drawn(text) == wanted, text


@pytest.mark.parametrize("arguments, words", [
    (("revision", "--head", "a"), ["\"a\" is not a head revision", "--splice", "MC808"]),
    (("revision", "--head", "b", "--branch-label", "right"), ["branch name \"right\" is already used", "MC803"]),
    (("revision", "--head", "b", "--depends-on", "nothing"), ["can't locate revision identified by 'nothing'", "MC806"]),
    (("revision", "--head", "b", "--rev-id", "d"), ["\"d\" exists already", "MC803"]),
    (("merge", "b"), ["nothing to merge", "MC808"]),
    (("merge", "a", "d"), ["\"a\" is not a head revision", "MC808"]),
    (("merge", "b", "zzz"), ["can't locate revision identified by 'zzz'", "MC806"]),
])
def test_what_cannot_be_placed(forked, arguments, words):
    before = forked.files()
    refused = forked.run(*arguments, expect=1)
    assert all(word in refused.err for word in words), str(refused)
    assert forked.files() == before


def test_a_name_that_cannot_be_one(forked):
    for arguments in [("--rev-id", "a b"), ("--branch-label", "x@y"), ("--rev-id", "head")]:
        forked.run("revision", "--head", "b", *arguments, expect=64)


def test_the_editor_opens_a_revision(forked):
    path = next(path for path in forked.revisions() if revision_id(path) == "d")
    forked.run("edit", "right@head", EDITOR="sed -i 's/add d/more of d/'")
    assert "-- more of d" in path.read_text()
    refused = forked.run("edit", "b", EDITOR="sed -i s/migrate:up/migrate:upp/", expect=1)
    assert "MC802" in refused.err
    forked.run("edit", "b", EDITOR="sed -i s/migrate:upp/migrate:up/")
    refused = forked.run("edit", "a", EDITOR="false", VISUAL="", expect=1)
    assert "MC903" in refused.err and "false" in refused.err


def test_the_new_file_is_edited_at_once(debian_project):
    debian_project.run("revision", "-m", "x", "--edit", EDITOR="sed -i 's/^-- migrate:up/&\\nSELECT 1;/'")
    assert "SELECT 1;" in debian_project.revisions()[0].read_text()


def test_a_thousand_files_are_no_matter(debian_project):
    """One line of them; a build with sanitizers is several times slower than a release."""
    project = debian_project
    ids = [f"{number * 2654435761 % 2**48:012x}" for number in range(1000)]
    for number, (identifier, parent) in enumerate(zip(ids, ["", *ids])):
        (project.versions / f"{number:014}_{identifier}.sql").write_text(
            f"-- Revision ID: {identifier}\n-- Revises: {parent}\n-- Create Date: {number:06}\n-- migrate:up\n"
            f"CREATE TABLE t{number} ();\n-- migrate:down\nDROP TABLE t{number};\n")
    for arguments in [("heads",), ("history", "--graph"), ("upgrade", "--dry-run"), ("current",)]:
        begun = time.monotonic()
        shown = project.run(*arguments).out
        assert time.monotonic() - begun < 10, arguments
        assert ids[-1] in shown or arguments == ("current",)
    assert project.run("history", "-r", f"{ids[500]}:{ids[502]}").out.count("\n") == 3
