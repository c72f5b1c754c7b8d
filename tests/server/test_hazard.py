"""A NOT NULL column without a server default: warned of, and what happens on a table with rows."""

import json
import re

import pytest

from project import sections

POSTS = """
struct PG(table) posts {
    int32_t  id  PG(primary key);
};
"""
DRAFT = POSTS.replace("};", "    bool     is_draft;\n};")
DRAFT_WITH_DEFAULT = DRAFT.replace("is_draft;", "is_draft  PG(default true);")


@pytest.fixture
def posts(project):
    """A project at `POSTS`, with two rows."""
    project.write_models(POSTS)
    project.autogen("posts")
    project.run("upgrade")
    project.sql("insert into posts values (1), (2)")
    return project


def test_the_warning_stands_in_the_file_and_on_the_terminal(posts):
    posts.write_models(DRAFT)
    shown = posts.run("autogen", "-m", "add is_draft")
    assert re.search(r"^models/models\.h:6:14: warning: .*is_draft.*server default.*\[MC101 -Wserver-default\]$",
                     shown.err, re.MULTILINE), str(shown)
    assert "Detected added column 'posts.is_draft'" in shown.out + shown.err
    text = posts.revisions()[-1].read_text()
    assert re.search(r"^-- modelc:hazard MC101 server-default public\.posts\.is_draft models/models\.h:6:14$", text,
                     re.MULTILINE), text
    assert re.search(r"^-- WARNING: .*server default", text, re.MULTILINE), text
    assert "ALTER TABLE public.posts ADD COLUMN is_draft boolean NOT NULL;" in text


def test_the_warning_is_in_the_json(posts):
    posts.write_models(DRAFT)
    shown = json.loads(posts.run("autogen", "-m", "add is_draft", "--format", "json").out)
    found = [finding for finding in shown["findings"] if "MC101" in json.dumps(finding)]
    assert len(found) == 1
    assert "public.posts.is_draft" in json.dumps(found[0])


def test_it_fails_on_rows_and_changes_nothing(posts):
    posts.write_models(DRAFT)
    revision = posts.autogen("add is_draft")
    before, ledger = posts.state(), posts.ledger()
    failed = posts.run("upgrade", expect=1)
    assert posts.state() == before
    assert posts.ledger() == ledger
    lines = revision.read_text().split("\n")
    line = lines.index("ALTER TABLE public.posts ADD COLUMN is_draft boolean NOT NULL;") + 1
    assert re.search(rf"{revision.name}:{line}:\d+: error: ", failed.err), str(failed)
    assert "23502" in failed.err
    assert "Traceback" not in failed.err


def test_with_a_default_it_succeeds(posts):
    posts.write_models(DRAFT_WITH_DEFAULT)
    shown = posts.run("autogen", "-m", "add is_draft")
    assert "MC101" not in shown.out + shown.err
    posts.run("upgrade")
    assert posts.sql("select id, is_draft from posts order by id") == [(1, True), (2, True)]
    posts.run("check")


def test_a_failed_revision_can_be_mended_and_run_again(posts):
    posts.write_models(DRAFT)
    revision = posts.autogen("add is_draft")
    posts.run("upgrade", expect=1)
    posts.restore_migrations({path: data for path, data in posts.keep_migrations().items() if path != revision})
    posts.write_models(DRAFT_WITH_DEFAULT)
    posts.autogen("add is_draft")
    posts.run("upgrade")
    posts.run("check")


def test_default_null_is_no_default(posts):
    posts.write_models(DRAFT.replace("is_draft;", "is_draft  PG(not null default null);"))
    assert "MC101" in posts.run("autogen", "-m", "x").err


def test_a_new_table_needs_no_default(project):
    project.write_models(DRAFT)
    shown = project.run("autogen", "-m", "x")
    assert "MC101" not in shown.out + shown.err
    assert "MC101" not in project.revisions()[0].read_text()


@pytest.mark.parametrize("field", [
    "int32_t n PG(identity);", "int32_t n PG(serial);", "int32_t *n;", "char *n PG(null);",
    "int32_t n PG(not null generated always as (1) stored);",
])
def test_columns_that_fill_themselves_are_not_warned_of(posts, field):
    posts.write_models(POSTS.replace("};", f"    {field}\n}};"))
    shown = posts.run("autogen", "-m", "x")
    assert "MC101" not in shown.err
    posts.run("upgrade")
    posts.run("check")


def test_the_way_down_brings_the_column_back(posts):
    posts.write_models(DRAFT_WITH_DEFAULT)
    posts.autogen("add")
    posts.run("upgrade")
    posts.write_models(POSTS)
    revision = posts.autogen("drop", "--allow", "drop-column")
    up, down = sections(revision)
    assert "DROP COLUMN is_draft;" in up and "ADD COLUMN is_draft boolean DEFAULT true NOT NULL;" in down
    posts.run("upgrade")
    posts.run("downgrade")
    assert posts.sql("select id, is_draft from posts order by id") == [(1, True), (2, True)]


def test_a_way_down_that_fails_on_rows_says_so(posts):
    posts.sql("delete from posts")
    posts.write_models(DRAFT)
    posts.autogen("add")
    posts.run("upgrade")
    posts.write_models(POSTS)
    _, down = sections(posts.autogen("drop", "--allow", "drop-column"))
    assert "MC101" in down and "ADD COLUMN is_draft boolean NOT NULL;" in down
