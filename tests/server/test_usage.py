"""Wrong usage, help, and projects of another shape."""

import json
import re

import pytest

ONE = "struct PG(table) one {\n    int32_t  id  PG(primary key);\n};\n"
COMMANDS = ["init", "autogen", "revision", "upgrade", "downgrade", "current", "history", "heads", "show", "stamp",
            "check", "status", "compile", "version", "help"]


@pytest.mark.parametrize("arguments", [
    (), ("nonsense",), ("upgrade", "--nonsense"), ("autogen",), ("autogen", "-m"), ("upgrade", "a", "b"), ("show",),
    ("current", "--format", "yaml"), ("--color", "blue", "current"), ("stamp",), ("compile", "--emit", "cobol"),
], ids=" ".join)
def test_wrong_usage_ends_with_64(debian_project, arguments):
    refused = debian_project.run(*arguments, expect=64)
    assert refused.out == ""
    assert refused.err.strip() and len(refused.err) < 4000
    assert debian_project.files() == {}


def test_a_wrong_word_gets_a_suggestion(debian_project):
    assert "upgrade" in debian_project.run("upgrad", expect=64).err
    assert "--database" in debian_project.run("current", "--databse", "x", expect=64).err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(debian_project, command):
    shown = debian_project.run(command, "--help")
    assert command in shown.out and shown.err == ""
    assert debian_project.run("help", command).out == shown.out


def test_help_lists_commands_and_exit_statuses(debian_project):
    shown = debian_project.run("--help").out
    for command in COMMANDS:
        assert re.search(rf"^ +{command}\b", shown, re.MULTILINE), command
    for status in ("0", "1", "2", "3", "64"):
        assert re.search(rf"^ +{status} ", shown, re.MULTILINE), status


def test_the_version(debian_project):
    assert re.fullmatch(r"modelc \d+\.\d+\.\d+\b.*\n", debian_project.run("version").out)
    assert debian_project.run("--version").out == debian_project.run("version").out


def test_directory_option(debian_project, tmp_path):
    debian_project.write_models(ONE)
    debian_project.autogen("one")
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    shown = debian_project.run("history")
    import project as harness
    import subprocess
    done = subprocess.run([str(harness.MODELC), "-C", str(debian_project.folder), "history"], cwd=moved,
                          capture_output=True, text=True,
                          env=harness.clean_environment(moved, DATABASE_URL=debian_project.url))
    assert done.returncode == 0 and done.stdout == shown.out


def test_models_may_be_files_folders_and_globs(debian_project):
    debian_project.write_model(ONE, "one.h")
    debian_project.write_model(ONE.replace("one", "two"), "two.h")

    def tables(*arguments):
        shown = debian_project.run("compile", "--emit", "sql", *arguments).out
        return set(re.findall(r"CREATE TABLE public\.(\w+)", shown))

    assert tables() == {"one", "two"}
    assert tables("--models", "models/one.h") == {"one"}
    assert tables("--models", "models/one.h", "--models", "models/two.h") == {"one", "two"}
    assert tables("--models", "models/t*.h") == {"two"}
    assert tables("--models", "models") == {"one", "two"}


def test_init_makes_a_project_and_never_overwrites(debian_project):
    debian_project.run("init")
    files = debian_project.files()
    assert "modelc.json" in files
    assert any(name.endswith(".h") for name in files)
    (debian_project.folder / "modelc.json").write_text("{}\n")
    debian_project.run("init", expect=None)
    assert (debian_project.folder / "modelc.json").read_text() == "{}\n"


def test_from_init_to_in_sync(debian_project):
    debian_project.run("init")
    debian_project.autogen("first")
    debian_project.run("upgrade")
    debian_project.run("check")
    debian_project.run("status")


def test_quiet_and_streams(debian_project):
    debian_project.write_models(ONE)
    shown = debian_project.run("autogen", "-q", "-m", "one")
    assert shown.err == ""
    assert debian_project.run("upgrade", "-q").err == ""
    assert re.search(r"^[0-9a-f]{12} \(head\)", debian_project.run("current").out)


def test_nothing_is_coloured_off_a_terminal(debian_project):
    debian_project.write_models(ONE + "junk")
    assert "\033" not in debian_project.run("autogen", "-m", "x", expect=1).err
    assert "\033" in debian_project.run("autogen", "-m", "x", "--color", "always", expect=1).err


def test_check_tells_differences_by_its_status(debian_project):
    debian_project.write_models(ONE)
    debian_project.run("check", expect=2)
    debian_project.autogen("one")
    debian_project.run("check", expect=2)
    debian_project.run("upgrade")
    debian_project.run("check")
    debian_project.sql("alter table one add column extra int")
    shown = debian_project.run("check", expect=2)
    assert "extra" in shown.out + shown.err


def test_a_database_without_a_ledger_is_where_it_is(debian_project):
    debian_project.sql("create table one (id integer primary key)")
    debian_project.write_models(ONE)
    assert "No changes in schema detected." in (lambda r: r.out + r.err)(debian_project.run("autogen", "-m", "x"))
    assert debian_project.revisions() == []


def test_sql_prints_and_writes_nothing(debian_project):
    debian_project.write_models(ONE)
    shown = debian_project.run("autogen", "-m", "one", "--sql")
    assert "CREATE TABLE public.one" in shown.out
    assert debian_project.revisions() == []
    debian_project.autogen("one")
    script = debian_project.run("upgrade", "--sql").out
    assert "CREATE TABLE public.one" in script
    assert debian_project.catalog() == debian_project.catalog()
    assert debian_project.sql("select to_regclass('one')") == [(None,)]


def test_warnings_are_told_as_a_c_compiler_tells_them(debian_server, make_project):
    project = make_project(debian_server)
    project.write_models("struct PG(table) logs { int32_t id; };")
    project.autogen("start")
    project.run("upgrade")
    assert "[M310 -Wmissing-primary-key]" in project.run("check").err
    assert "M310" not in project.run("check", "-Wno-missing-primary-key").err
    promoted = project.run("check", "-Werror", expect=1)
    assert "error: table 'logs' has no primary key [M310 -Werror=missing-primary-key]" in promoted.err

    (project.folder / "modelc.json").write_text('{"warn": ["error=server-default", "no-missing-primary-key"]}')
    project.write_models("struct PG(table) logs { int32_t id; bool is_draft; };")
    files = project.revisions()
    refused = project.run("autogen", "-m", "draft", expect=3)
    assert "[MC101 -Werror=server-default]" in refused.err and "M310" not in refused.err
    assert project.revisions() == files
    project.run("autogen", "-m", "draft", "-Wno-error=MC101")
    assert len(project.revisions()) == len(files) + 1
    assert "modelc:hazard MC101" in project.revisions()[-1].read_text()
    assert "did you mean 'server-default'" in project.run("check", "-Wno-server-defaut", expect=64).err
    document = json.loads(project.run("check", "-Wmissing-primary-key", "--format", "json", expect=2).out)
    assert "M310" in {finding["rule"] for finding in document["findings"]}


def test_naming_in_the_configuration(debian_server, make_project):
    project = make_project(debian_server)
    (project.folder / "modelc.json").write_text(
        '{"naming-pk": "pk_{table}", "naming-uq": "uq_{table}_{columns}", "warn": "unindexed-foreign-key"}')
    project.write_models(
        "struct PG(table) a { int32_t id PG(primary key); char *mail PG(unique); int32_t *b PG(references a(id)); };")
    sql = project.run("compile", "--emit", "sql")
    assert "CONSTRAINT pk_a PRIMARY KEY (id)" in sql.out
    assert "CONSTRAINT uq_a_mail UNIQUE (mail)" in sql.out
    assert "CONSTRAINT a_b_fkey FOREIGN KEY" in sql.out
    assert "[M312" in sql.err
    assert "unknown option '--naming-pk'" in project.run("compile", "--naming-pk", "x", expect=64).err
