"""Revision files that are broken, and databases that are not where the files are."""

import re

import pytest

from project import revision_id

ONE = "struct PG(table) one {\n    int32_t  id  PG(primary key);\n};\n"
TWO = ONE + "\nstruct PG(table) two {\n    int32_t  id  PG(primary key);\n};\n"

# One server version is enough: what is tested happens before a server is asked.
@pytest.fixture
def applied(debian_project):
    """A project with two revisions, both applied."""
    project = debian_project
    project.write_models(ONE)
    project.autogen("one")
    project.run("upgrade")
    project.write_models(TWO)
    project.autogen("two")
    project.run("upgrade")
    return project


COMMANDS = [("upgrade",), ("downgrade",), ("history",), ("check",), ("autogen", "-m", "x")]


def assert_refused(project, code, *words):
    """Every command ends with one clear error and changes nothing."""
    state, ledger, files = project.state(), project.ledger(), project.files()
    for command in COMMANDS:
        refused = project.run(*command, expect=1)
        assert code in refused.err, str(refused)
        for word in words:
            assert word in refused.err, str(refused)
        assert len(refused.err) < 4000, str(refused)
    assert project.state() == state
    assert project.ledger() == ledger
    assert project.files() == files


def test_a_file_with_a_nul_byte(applied):
    path = applied.revisions()[1]
    path.write_bytes(path.read_bytes().replace(b"CREATE", b"CRE\0ATE", 1))
    assert_refused(applied, "MC801", path.name)


def test_a_file_that_is_not_utf8(applied):
    path = applied.revisions()[1]
    path.write_bytes(path.read_bytes() + b"-- \xff\n")
    assert_refused(applied, "MC801", path.name)


def test_a_directory_instead_of_a_file(applied):
    (applied.versions / "20990101000000_aaaaaaaaaaaa_folder.sql").mkdir()
    assert_refused(applied, "MC801", "aaaaaaaaaaaa", "directory")


def test_an_unreadable_link(applied):
    (applied.versions / "20990101000000_aaaaaaaaaaaa_link.sql").symlink_to("nowhere")
    assert_refused(applied, "MC801", "aaaaaaaaaaaa")


@pytest.mark.parametrize("part", [0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_file_that_was_cut(applied, part):
    path = applied.revisions()[1]
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    assert_refused(applied, "MC80", path.name)


def test_two_files_with_one_identifier(applied):
    first = applied.revisions()[0]
    copy = applied.versions / ("2099" + first.name[4:])
    copy.write_bytes(first.read_bytes())
    assert_refused(applied, "MC803", first.name, copy.name, revision_id(first))


def test_a_parent_that_does_not_exist(applied):
    first, second = applied.revisions()
    second.write_text(second.read_text().replace(f"Revises: {revision_id(first)}", "Revises: 000000000000"))
    assert_refused(applied, "MC804", second.name, "000000000000")


def test_a_circle(applied):
    first, second = applied.revisions()
    text = re.sub(r"-- Revises:.*\n", "", first.read_text())
    first.write_text(text.replace("-- Revision ID:", f"-- Revises: {revision_id(second)}\n-- Revision ID:"))
    assert_refused(applied, "MC805", first.name)


def test_a_revision_of_two_megabytes_is_read(applied):
    path = applied.versions / "20990101000000_aaaaaaaaaaaa_large.sql"
    parent = revision_id(applied.revisions()[1])
    path.write_text(f"-- large\n--\n-- Revision ID: aaaaaaaaaaaa\n-- Revises: {parent}\n\n-- migrate:up\n\n"
                    + "-- " + "x" * 90 + "\n" * 2 + ("SELECT 1;\n" * 200_000)
                    + "\n-- migrate:down\n\nSELECT 1;\n")
    assert path.stat().st_size > 2_000_000
    applied.run("upgrade")
    assert "aaaaaaaaaaaa" in applied.run("current").out


def test_an_edited_file_that_is_applied(applied):
    path = applied.revisions()[0]
    path.write_text(path.read_text().replace("integer", "bigint", 1))
    refused = applied.run("upgrade", expect=1)
    assert "MC809" in refused.err and path.name in refused.err


def test_line_ends_of_a_checkout_are_no_edit(applied):
    for path in applied.revisions():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    applied.run("upgrade")
    applied.run("current")


def test_an_applied_revision_whose_file_is_gone(applied):
    gone = applied.revisions()[1]
    identifier = revision_id(gone)
    gone.unlink()
    refused = applied.run("upgrade", expect=1)
    assert "MC810" in refused.err and identifier in refused.err


def test_autogen_needs_a_database_at_head(applied):
    applied.run("downgrade")
    before = applied.files()
    refused = applied.run("autogen", "-m", "x", expect=1)
    assert "Target database is not up to date." in refused.err and "MC811" in refused.err
    assert "modelc upgrade" in refused.err
    assert applied.files() == before


def test_two_heads_are_named(applied):
    parent = revision_id(applied.revisions()[0])
    (applied.versions / "20990101000000_aaaaaaaaaaaa_side.sql").write_text(
        f"-- side\n--\n-- Revision ID: aaaaaaaaaaaa\n-- Revises: {parent}\n\n-- migrate:up\n\nSELECT 1;\n\n"
        "-- migrate:down\n\nSELECT 1;\n")
    refused = applied.run("upgrade", expect=1)
    assert "Multiple head revisions are present" in refused.err and "MC808" in refused.err
    heads = applied.run("heads").out
    assert "aaaaaaaaaaaa" in heads and revision_id(applied.revisions()[1]) in heads


def test_identifiers_may_be_shortened(applied):
    first = revision_id(applied.revisions()[0])
    applied.run("downgrade", first[:4])
    assert first in applied.run("current").out
    refused = applied.run("downgrade", "ffffff", expect=1)
    assert "MC806" in refused.err


def test_show_and_history_tell_the_chain(applied):
    first, second = map(revision_id, applied.revisions())
    assert applied.run("history").out.split("\n")[:2] == [
        f"{first} -> {second} (head), two", f"<base> -> {first}, one"]
    shown = applied.run("show", second).out
    assert second in shown and first in shown and "two" in shown


def test_stamp_writes_the_ledger_alone(applied):
    first, second = map(revision_id, applied.revisions())
    before = applied.catalog()
    applied.run("stamp", first)
    assert first in applied.run("current").out
    assert second not in applied.run("current").out
    assert applied.catalog() == before
    applied.run("stamp", "head")
    assert second in applied.run("current").out
    applied.run("check")


def test_an_empty_revision_is_written_by_hand(applied):
    applied.run("revision", "-m", "by hand")
    path = applied.revisions()[-1]
    assert "by_hand" in path.name
    path.write_text(path.read_text().replace("-- migrate:up\n", "-- migrate:up\n\nCREATE VIEW v AS SELECT 1 AS x;\n")
                    .replace("-- migrate:down\n", "-- migrate:down\n\nDROP VIEW v;\n"))
    applied.run("upgrade")
    assert applied.sql("select x from v") == [(1,)]
    applied.run("downgrade")
    assert applied.sql("select to_regclass('v')") == [(None,)]


def test_a_revision_is_one_transaction(applied):
    applied.run("revision", "-m", "half")
    path = applied.revisions()[-1]
    text = path.read_text()
    path.write_text(text.replace("-- migrate:up\n", "-- migrate:up\n\nCREATE TABLE three (id int);\n"
                                 "INSERT INTO three VALUES (1);\nSELECT 1 / 0;\n"))
    ledger = applied.ledger()
    failed = applied.run("upgrade", expect=1)
    line = path.read_text().split("\n").index("SELECT 1 / 0;") + 1
    assert f"{path.name}:{line}" in failed.err and "22012" in failed.err and "MC707" in failed.err
    assert applied.sql("select to_regclass('three')") == [(None,)]
    assert applied.ledger() == ledger


def test_earlier_revisions_stay_when_a_later_one_fails(debian_project):
    project = debian_project
    project.write_models(ONE)
    project.autogen("one")
    project.run("upgrade")
    project.run("revision", "-m", "bad")
    path = project.revisions()[-1]
    path.write_text(path.read_text().replace("-- migrate:up\n", "-- migrate:up\n\nSELECT nothing;\n"))
    project.run("downgrade", "base")
    project.run("upgrade", expect=1)
    assert revision_id(project.revisions()[0]) in project.run("current").out
    assert project.sql("select to_regclass('one')")[0][0] == "one"
