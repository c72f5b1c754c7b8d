"""Files that were edited, deleted, added or moved since they were recorded or applied."""

import json
import shutil

import pytest

from project import revision_id

FIELDS = ["    char    *a PG(null);\n", "    char    *b PG(null);\n", "    char    *c PG(null);\n"]


@pytest.fixture
def three(debian_project):
    """Three revisions, applied and recorded."""
    project = debian_project
    for count in range(1, 4):
        project.write_models("struct PG(table) t {\n" + "".join(FIELDS[:count]) + "};\n")
        project.autogen(f"step {count}", "--rev-id", f"aaaa0000000{count}")
        project.run("upgrade")
    return project


def both(project, code, *words, live="MC8"):
    """check names it without a server, and with one in its own way."""
    offline = project.run("check", "--offline", expect=2, DATABASE_URL="postgresql://nowhere.invalid/x")
    assert code in offline.err and all(word in offline.err for word in words), str(offline)
    online = project.run("check", expect=None)
    assert online.status in (1, 2) and live in online.err, str(online)
    return offline


def test_an_edited_file_is_named(three):
    path = three.revisions()[1]
    path.write_text(path.read_text().replace("text", "varchar"))
    both(three, "MC823", path.name, "modelc snapshot", live="MC809")
    refused = three.run("snapshot", expect=1)
    assert "MC809" in refused.err


def test_a_file_whose_parent_was_changed_is_edited(three):
    path = three.revisions()[2]
    path.write_text(path.read_text().replace("-- Revises: aaaa00000002", "-- Revises: aaaa00000001"))
    both(three, "MC8", "aaaa00000002", live="MC809")


def test_a_deleted_file_is_named(three):
    three.revisions()[2].unlink()
    both(three, "MC824", "aaaa00000003", live="MC810")


def test_line_ends_are_no_edit(three):
    for path in three.revisions():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    three.run("check")
    three.run("check", "--offline")


def test_the_newest_file_may_still_be_edited(three):
    path = three.revisions()[2]
    three.run("downgrade")
    path.write_text(path.read_text().replace("-- migrate:down", "SELECT 1;\n\n-- migrate:down"))
    three.run("upgrade")
    for command in [("check",), ("check", "--offline")]:
        warned = three.run(*command)
        assert "MC823" in warned.err and "warning" in warned.err and path.name in warned.err
    three.run("snapshot")
    assert "MC823" not in three.run("check").err + three.run("check", "--offline").err


def test_a_generated_file_that_came_by_another_way(three, tmp_path):
    """As when somebody takes one side of a conflict in schema.json."""
    snapshot = three.folder / "migrations" / "schema.json"
    data = json.loads(snapshot.read_text())
    del data["revisions"]["aaaa00000003"]
    data["heads"] = ["aaaa00000002"]
    snapshot.write_text(json.dumps(data))
    both(three, "MC825", "aaaa00000003", live="MC825")
    three.run("snapshot")
    three.run("check")
    three.run("check", "--offline")


def test_objects_that_were_merged_by_hand(three):
    snapshot = three.folder / "migrations" / "schema.json"
    snapshot.write_text(snapshot.read_text().replace('"name": "b"', '"name": "bb"'))
    refused = three.run("check", "--offline", expect=2)
    assert "MC825" in refused.err and "aaaa00000003" in refused.err
    three.run("snapshot")
    three.run("check", "--offline")


def test_a_revision_by_hand_is_recorded_with_the_next(three):
    three.run("revision", "-m", "by hand")
    path = three.revisions()[-1]
    path.write_text(path.read_text().replace("-- migrate:up\n", "-- migrate:up\n\nSELECT 1;\n"))
    three.run("upgrade")
    three.run("check")
    three.run("check", "--offline")
    three.write_models("struct PG(table) t {\n" + "".join(FIELDS) + "    char *d PG(null);\n};\n")
    three.autogen("next")
    three.run("upgrade")
    path.write_text(path.read_text() + "-- late\n")
    both(three, "MC823", path.name, live="MC809")


def test_one_that_was_slipped_in_is_named(three):
    """A file by hand before recorded ones."""
    path = three.revisions()[1]
    third = three.revisions()[2]
    (three.versions / "20250101000000_cccc_slipped.sql").write_text(
        "-- Revision ID: cccc\n-- Revises: aaaa00000002\n-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 1;\n")
    third.write_text(third.read_text().replace("Revises: aaaa00000002", "Revises: cccc"))
    offline = both(three, "MC825", '"cccc" is not recorded', live="MC809")
    assert path.name not in offline.err


def test_a_copy_of_the_project_tells_the_same(three, tmp_path, make_project, debian_server):
    other = make_project(debian_server, tmp_path / "copy" / "project")
    shutil.copytree(three.models, other.models, dirs_exist_ok=True)
    shutil.copytree(three.folder / "migrations", other.folder / "migrations", dirs_exist_ok=True)
    other.run("check", "--offline")
    other.run("upgrade")
    other.run("check")
    assert [row[0] for row in other.ledger()] == [revision_id(path) for path in other.revisions()]
