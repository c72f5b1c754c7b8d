"""modelc diff: any two of models, head, db, URL, revision, snapshot file."""

import json

import pytest

from project import revision_id

ONE = """
struct PG(table) users {
    int32_t  id  PG(primary key);
    char    *name  PG(null);
};
"""
TWO = """
/* @brief people */
struct PG(table) users {
    int32_t  id  PG(primary key);
    char    *name  PG(null);
    int32_t *age  PG(null check (age > 0 and age in (1, 2, 3)));
};

struct PG(view) grown {
    int32_t  id;

    PG_ALSO(as select id from users where age > 17);
};
"""
LINES = ["Detected added column 'users.age'", "Detected added view 'grown'"]


@pytest.fixture
def history(project):
    """Two revisions, of which the database has the first."""
    project.write_models(ONE)
    first = project.autogen("one")
    project.run("upgrade")
    project.write_models(TWO)
    second = project.autogen("two")
    project.first, project.second = revision_id(first), revision_id(second)
    return project


def differences(project, *words, expect=2):
    return json.loads(project.run("diff", "--format", "json", *words, expect=expect).out)


def test_every_kind_of_side(history, make_project):
    """What is behind (database, first revision, copy) and what is ahead (models, head, snapshot)."""
    copy = make_project(history.server)
    copy.sql("create table users (id int primary key, name text)")
    behind = ["db", history.first, copy.url]
    ahead = ["models", "head", history.second, "migrations/schema.json"]
    for word in behind:
        for other in ahead:
            there = differences(history, word, other)["differences"]
            assert [line for line in LINES if line not in there] == [], (word, other)
            back = differences(history, other, word)["differences"]
            assert "Detected removed column 'users.age'" in back, (other, word)
    for side in (behind, ahead):
        for word in side:
            for other in side:
                assert differences(history, word, other, expect=0)["operations"] == [], (word, other)


def test_base_is_empty(history):
    assert "Detected added table 'users'" in differences(history, "base", "head")["differences"]


def test_without_words_it_is_what_autogen_would_do(history):
    shown = history.run("diff", expect=2)
    assert shown.out.splitlines()[:1] == LINES[:1]
    history.run("upgrade")
    shown = history.run("diff")
    assert shown.out == "" and "No differences between db and models." in shown.err


def test_forms(history):
    sql = history.run("diff", "--sql", expect=2).out
    assert "ALTER TABLE public.users ADD COLUMN age integer" in sql
    assert history.run("diff", "--format", "sql", expect=2).out == sql
    history.sql(sql)
    history.run("diff")
    history.sql("drop view grown")
    markdown = history.run("diff", "--format", "markdown", expect=2).out
    assert "- Detected added view 'grown'" in markdown and "```sql\nCREATE VIEW" in markdown


def test_renames_are_renames(history):
    history.write_models(TWO.replace("*name  PG(null)", "*label  PG(null renamed from name)"))
    for word in ("head", "db"):
        found = differences(history, word, "models")
        assert [op["verb"] for op in found["operations"] if op["kind"] == "column" and op["verb"] != "create"] == ["rename"]


def test_nothing_is_left_and_nothing_changes(history):
    before, files = history.state(), history.files()
    differences(history, "base", "models")
    differences(history, "db", "head")
    assert history.state() == before and history.files() == files
    scratch = "select count(*) from pg_database where datname like 'modelc_scratch%'"
    assert history.sql(scratch) == [(0,)]


@pytest.mark.parametrize("words, code", [
    (["nosuch"], "MC806"), (["nosuch.json"], "MC815"), (["db", "models", "head"], "MC901"),
    (["postgresql://nobody@127.0.0.1:1/x", "head"], "MC701"), (["--format", "yaml"], "MC901"),
])
def test_words_that_mean_nothing(history, words, code):
    assert f"[{code}" in history.run("diff", *words, expect=None).err


def test_what_is_not_managed_is_told(history):
    history.run("upgrade")
    history.sql("create function f() returns int language sql as 'select 1'")
    assert "Not managed: 1 function" in history.run("diff").err
    assert differences(history, expect=0)["unmanaged"] == ["1 function"]
