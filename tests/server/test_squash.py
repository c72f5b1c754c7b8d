"""Several revisions become one, and databases before, inside and after the range go on."""

import re

import pytest

from project import revision_id, sections

TABLES = [
    "struct PG(table) users {\n    int32_t  id    PG(primary key identity);\n};\n",
    "struct PG(table) users {\n    int32_t  id    PG(primary key identity);\n    char    *name  PG(null);\n};\n",
]
POSTS = "struct PG(table) posts {\n    int32_t  id    PG(primary key identity);\n};\n"
IDS = ["aaaa00000001", "aaaa00000002", "aaaa00000003", "aaaa00000004"]


def path_of(project, identifier):
    return next(path for path in project.revisions() if revision_id(path) == identifier)


def by_hand(project, identifier, up, down, *arguments):
    project.run("revision", "-m", f"by hand {identifier}", "--rev-id", identifier, *arguments)
    path = path_of(project, identifier)
    path.write_text(path.read_text().replace("-- migrate:up\n", f"-- migrate:up\n\n{up}\n")
                    .replace("-- migrate:down\n", f"-- migrate:down\n\n{down}\n"))
    return path


@pytest.fixture
def chain(debian_project):
    return make_chain(debian_project)


def make_chain(project):
    """Four generated revisions: users, users.name, posts, posts.title; none of them applied."""
    title = POSTS.replace("};", "    char    *title PG(null);\n};")
    for identifier, models in zip(IDS, [TABLES[0], TABLES[1], TABLES[1] + POSTS, TABLES[1] + title]):
        project.write_models(models)
        project.autogen(f"step {identifier[-1]}", "--rev-id", identifier)
        project.run("upgrade")
    project.run("downgrade", "base")
    return project


def ids(project):
    return [row[0] for row in project.sql("select revision_id from modelc_revisions order by 1")]


def applied_by(project):
    return project.run("current").out.split(" ")[0].strip()


def test_from_the_first_on_the_schema_is_enough(project):
    make_chain(project)
    project.run("squash", f":{IDS[2]}", "--rev-id", "5555", "-m", "start")
    text = path_of(project, "5555").read_text()
    assert f"-- Replaces: {', '.join(IDS[:3])}\n" in text
    up, down = sections(path_of(project, "5555"))
    assert up.count("CREATE TABLE") == 2 and "ADD COLUMN" not in up
    assert down.count("DROP TABLE") == 2
    assert project.run("history").out == f"5555 -> {IDS[3]} (head), step 4\n<base> -> 5555, start\n"
    project.run("check", "--offline")
    project.run("upgrade")
    assert ids(project) == ["5555", IDS[3]]
    project.run("check")
    project.run("verify")
    project.run("downgrade", "base")
    assert ids(project) == []


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("gone", [False, True], ids=["files stay", "files gone"])
def test_a_database_at_every_place_goes_on(chain, place, gone):
    """place: how many of the four revisions the database has; the first three are squashed."""
    project = chain
    if place:
        project.run("upgrade", IDS[place - 1])
    project.run("squash", f"{IDS[0]}:{IDS[2]}", "--rev-id", "5555")
    if gone:
        for identifier in IDS[:3]:
            path_of(project, identifier).unlink()
    inside = place in (1, 2)
    if inside and gone:
        before = project.state(), project.ledger()
        for command in [("upgrade",), ("downgrade",), ("check",), ("current",), ("upgrade", "--dry-run")]:
            refused = project.run(*command, expect=1)
            assert "MC826" in refused.err and "5555" in refused.err and "Bring the old files back" in refused.err
        assert (project.state(), project.ledger()) == before
        return
    assert applied_by(project) == ["", IDS[0], IDS[1], "5555", IDS[3]][place]
    dry = project.run("upgrade", "--dry-run").out
    ran = project.run("upgrade")
    assert len(dry.splitlines()) == ran.err.count("Running upgrade") == [2, 3, 2, 1, 0][place]
    assert ids(project) == sorted(IDS if place else ["5555", IDS[3]])
    assert applied_by(project) == IDS[3]
    project.run("check")
    project.run("upgrade")
    project.run("downgrade")
    assert applied_by(project) == "5555"
    project.run("downgrade")
    assert ids(project) == []
    project.run("upgrade")
    assert ids(project) == ["5555", IDS[3]]
    project.run("check")


def test_what_was_written_by_hand_stays_statement_for_statement(chain):
    project = chain
    by_hand(project, "bbbb", "UPDATE users SET name = 'x';", "UPDATE users SET name = NULL;")
    by_hand(project, "cccc", "INSERT INTO posts DEFAULT VALUES;", "DELETE FROM posts;")
    project.run("upgrade", IDS[0])
    project.sql("insert into users default values")
    project.run("squash", f"{IDS[1]}:bbbb", "--rev-id", "5555", "-m", "middle")
    up, down = sections(path_of(project, "5555"))
    assert "ADD COLUMN name" in up and "UPDATE users SET name = 'x';" in up
    assert up.index("ADD COLUMN name") < up.index("CREATE TABLE") < up.index("UPDATE users")
    assert down.index("UPDATE users") < down.index("DROP TABLE") < down.index("DROP COLUMN name")
    assert f"-- Revises: {IDS[0]}\n" in path_of(project, "5555").read_text()
    project.run("upgrade")
    assert ids(project) == ["5555", IDS[0], "cccc"]
    assert project.sql("select name from users") == [("x",)]
    project.run("downgrade", IDS[0])
    project.run("upgrade")


def test_a_way_down_that_does_not_exist(chain):
    by_hand(chain, "bbbb", "SELECT 1;", "-- irreversible: it is gone")
    chain.run("squash", ":bbbb", "--rev-id", "5555")
    assert "-- irreversible: bbbb: it is gone\n" in path_of(chain, "5555").read_text()
    chain.run("upgrade")
    assert "MC812" in chain.run("downgrade", expect=1).err


def test_a_squash_of_a_squash(chain):
    project = chain
    project.run("upgrade", IDS[0])
    project.run("squash", f":{IDS[1]}", "--rev-id", "5555")
    project.run("squash", f":{IDS[2]}", "--rev-id", "6666", "--statements")
    assert f"-- Replaces: {IDS[0]}, {IDS[1]}, 5555, {IDS[2]}\n" in path_of(project, "6666").read_text()
    assert applied_by(project) == IDS[0]
    project.run("upgrade")
    assert ids(project) == IDS
    project.run("check")
    project.run("downgrade", "base")
    project.run("upgrade")
    assert ids(project) == ["6666", IDS[3]]
    project.run("check")


def test_stamp_and_names_of_old(chain):
    project = chain
    project.run("upgrade", IDS[1])
    project.run("squash", f":{IDS[2]}", "--rev-id", "5555")
    project.run("stamp", "base")
    assert ids(project) == []
    project.sql("drop table users")
    project.run("upgrade", IDS[2])
    assert ids(project) == ["5555"]
    assert "Rev: 5555" in project.run("show", IDS[2]).out
    for command in [("upgrade", IDS[1]), ("stamp", IDS[0]), ("upgrade", "--sql", f"{IDS[1]}:head")]:
        refused = project.run(*command, expect=1)
        assert "MC806" in refused.err and 'is inside what revision "5555" replaces' in refused.err


def test_a_database_inside_stops_where_it_is_told(chain):
    """For it the old revisions are there; check says that it is behind, and nothing about the files."""
    project = chain
    project.run("upgrade", IDS[0])
    project.run("squash", f":{IDS[2]}", "--rev-id", "5555")
    behind = project.run("check", expect=2)
    assert "MC811" in behind.err and "MC82" not in behind.err, str(behind)
    assert f"{IDS[0]} (current)" in project.run("history", "-i").out
    project.run("upgrade", IDS[1])
    assert ids(project) == IDS[:2]
    project.run("downgrade", IDS[0])
    project.run("upgrade", "+2")
    assert applied_by(project) == "5555"
    project.run("upgrade")
    project.run("check")


def test_steps_outside_of_transactions_stay_steps(chain):
    project = chain
    path = by_hand(project, "bbbb", "CREATE INDEX CONCURRENTLY posts_title ON posts (title);",
                   "DROP INDEX CONCURRENTLY posts_title;")
    path.write_text(re.sub("^-- migrate:(up|down)$", r"-- migrate:\1 transaction:false\n\n"
                           "-- modelc:step transaction:false", path.read_text(), flags=re.MULTILINE))
    project.run("squash", f"{IDS[3]}:bbbb", "--rev-id", "5555")
    text = path_of(project, "5555").read_text()
    assert "-- migrate:up transaction:false" in text and "\n-- modelc:step transaction:false\n" in text
    project.run("upgrade")
    assert project.sql("select indisvalid from pg_index where indexrelid = 'posts_title'::regclass") == [(True,)]
    project.run("downgrade", IDS[2])
    project.run("upgrade")


def test_an_edited_old_file_is_named(chain):
    project = chain
    project.run("upgrade", IDS[1])
    project.run("squash", f":{IDS[2]}", "--rev-id", "5555")
    path = path_of(project, IDS[0])
    path.write_text(path.read_text() + "-- edited\n")
    refused = project.run("upgrade", expect=1)
    assert "MC809" in refused.err and path.name in refused.err


def test_what_cannot_be_squashed(chain):
    project = chain
    project.run("revision", "-m", "side", "--rev-id", "bbbb", "--head", IDS[1], "--splice")
    before = project.files()
    for arguments, code, word in [((f":{IDS[2]}",), "MC827", "forks or merges"), ((":bbbb",), "MC827", "forks or merges"),
                                  ((f"{IDS[0]}:{IDS[0]}",), "MC827", "nothing to squash"),
                                  ((f"{IDS[2]}:{IDS[0]}",), "MC806", "not an ancestor")]:
        refused = project.run("squash", *arguments, expect=1)
        assert code in refused.err and word in refused.err, str(refused)
    project.run("squash", IDS[0], expect=64)
    assert project.files() == before
    shown = project.run("squash", f":{IDS[1]}", "--dry-run").out
    assert "-- Replaces:" in shown and "CREATE TABLE" in shown
    assert project.files() == before
