"""What destroys data needs a decision: exit status 3, the flag that gives it, nothing written."""

import pytest

THINGS = "struct PG(table) things {\n    int32_t  id  PG(primary key);\n    char    *name  PG(null);\n};\n"
OTHERS = "struct PG(table) others {\n    int32_t  id  PG(primary key);\n};\n"
SCHEMA = "PG_ALSO(schema app);\n"

CHANGES = {
    "drop-table": (THINGS + OTHERS, THINGS, "others"),
    "drop-column": (THINGS, THINGS.replace("    char    *name  PG(null);\n", ""), "name"),
    "drop-schema": (SCHEMA + THINGS, THINGS, "app"),
}


@pytest.fixture
def changed(debian_project):
    """A function that brings a project to the first models and then writes the second."""
    def make(name):
        before, after, _ = CHANGES[name]
        debian_project.write_models(before)
        debian_project.autogen("start")
        debian_project.run("upgrade")
        debian_project.write_models(after)
        return debian_project
    return make


@pytest.mark.parametrize("name", CHANGES)
def test_it_is_refused_without_a_decision(changed, name):
    project = changed(name)
    before = project.files()
    refused = project.run("autogen", "-m", "drop", expect=3)
    assert f"--allow {name}" in refused.err and CHANGES[name][2] in refused.err, str(refused)
    assert project.files() == before


@pytest.mark.parametrize("name", CHANGES)
def test_a_flag_decides(changed, name):
    project = changed(name)
    assert project.autogen("drop", "--allow", name)
    project.run("upgrade")
    project.run("check")


@pytest.mark.parametrize("name", CHANGES)
def test_another_flag_does_not(changed, name):
    project = changed(name)
    other = next(flag for flag in CHANGES if flag != name)
    project.run("autogen", "-m", "drop", "--allow", other, expect=3)


def test_the_model_may_decide_for_a_column(changed):
    project = changed("drop-column")
    project.write_models(CHANGES["drop-column"][1].replace("};", "\n    PG_ALSO(dropped column name);\n};"))
    assert project.autogen("drop")
    project.run("upgrade")
    project.run("check")


def test_an_unknown_class_is_wrong_usage(changed):
    assert "drop-table" in changed("drop-table").run("autogen", "-m", "x", "--allow", "everything", expect=64).err


def test_what_modelc_does_not_manage_is_left_alone(debian_project):
    """Views, functions, extensions' members, other people's tables' partitions: never dropped."""
    project = debian_project
    project.write_models(THINGS)
    project.autogen("start")
    project.run("upgrade")
    project.sql("""
        create view v as select id from things;
        create function f() returns int language sql as 'select 1';
        create extension pg_trgm;
        create materialized view m as select 1 as x;
        create table parted (a int) partition by range (a);
        create table parted_1 partition of parted for values from (0) to (10);
        create domain d as int;
        create table modelc_revisions_like (a int);
        drop table modelc_revisions_like""")
    shown = project.run("autogen", "-m", "x", expect=None)
    for word in ("VIEW", "FUNCTION", "EXTENSION", "DOMAIN"):
        assert f"DROP {word}" not in shown.out
    status = project.run("status")
    assert "view" in status.out + status.err


def test_what_may_have_been_renamed_needs_a_word(debian_project):
    table = "struct PG(table) users {{\n    int64_t id PG(primary key identity);\n    char *{} PG(null{});\n}};\n"
    debian_project.write_models(table.format("mail", ""))
    debian_project.autogen("start")
    debian_project.run("upgrade")
    before = debian_project.files()

    debian_project.write_models(table.format("email", ""))
    result = debian_project.run("autogen", "-m", "email", expect=3)
    assert '"public.users.mail" goes and "email" comes' in result.err and "[MC210" in result.err
    assert "renamed from mail" in result.err and "--allow drop-column" in result.err
    assert set(debian_project.files()) == set(before)

    debian_project.write_models(table.format("email", " renamed from mail"))
    revision = debian_project.autogen("email")
    assert "RENAME COLUMN mail TO email" in revision.read_text() and "DROP COLUMN" not in revision.read_text()
