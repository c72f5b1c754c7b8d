"""Models with errors: findings as gcc writes them, exit status 1, nothing written."""

import re

import pytest

import project as harness

TABLE = "struct PG(table) users {\n    int32_t  id  PG(primary key);\n    FIELD\n};\n"

# field, line:column of the caret in the model file, code, words of the message
FINDINGS = [
    ("int32_t  a  PG(references userz(id));", "6:31", "M301", "there is no table 'userz'; did you mean 'users'?"),
    ("int32_t *a  PG(references users(id) on delete cascde);", "6:51", "M112", "did you mean 'cascade'?"),
    ("char    *a  PG(varchar(80) uniqe);", "6:32", "M102", "unknown column clause 'uniqe'; did you mean 'unique'?"),
    ("char    *a  PG(server_default 'x');", "6:20", "M", "default"),
    ("long     a;", "6:14", "M201", "field 'a'"),
    ("int32_t  id;", "6:14", None, "duplicate member 'id'"),
    ("int32_t  a  PG(null);", "6:20", "M207", "cannot hold a null"),
    ("char    *a  PG(null not null);", "6:25", "M103", "twice"),
    ("int32_t  a  PG(unique, not null);", "6:26", "M104", "comma"),
    ("char    *a  PG(default 'x);", None, "M", ""),
    ("bool     a  PG(default yes);", "6:28", "M608", "cannot use column reference"),
    ("int32_t  a;\n    PG_ALSO(unique (a, bb));", "7:24", "M303", "'bb'"),
    ("int32_t  a;\n    PG_ALSO(primary key (a));", None, "M304", "two primary keys"),
    ("pg_timestampz  a;", "6:5", "M001", "did you mean 'pg_timestamp"),
    ("union { int x; } a;", "6:", "M201", "'a'"),
]


@pytest.fixture
def users(debian_project):
    """A function that writes the model with one more field."""
    def write(field):
        debian_project.write_models(TABLE.replace("FIELD", field))
        return debian_project
    return write


@pytest.mark.parametrize("field, place, code, words", FINDINGS, ids=[row[0][:40] for row in FINDINGS])
def test_a_finding_stands_on_its_word(users, field, place, code, words):
    project = users(field)
    before = project.files()
    refused = project.run("autogen", "-m", "x", expect=1)
    place = re.escape("models/models.h:" + (place or ""))
    assert re.search(rf"^{place}[\d:]*: error: .*\[{code or 'M'}[^\]]*\]$", refused.err, re.MULTILINE), str(refused)
    assert words in refused.err, str(refused)
    assert project.files() == before
    assert project.sql("select count(*) from pg_class where relnamespace = 'public'::regnamespace") == [(0,)]


def test_the_caret_line_shows_the_source(users):
    refused = users("int32_t  a  PG(references userz(id));").run("autogen", "-m", "x", expect=1)
    assert "    6 |     int32_t  a  PG(references userz(id));\n      |                               ^~~~~\n" in refused.err


def test_several_findings_come_at_once(users):
    refused = users("long a;\n    long b;\n    char *c PG(uniqe);").run("autogen", "-m", "x", expect=1)
    assert refused.err.count(": error: ") == 3


def test_a_nul_byte_in_a_model(debian_project):
    path = debian_project.write_model(TABLE.replace("FIELD", ""), "models.h")
    path.write_bytes(path.read_bytes().replace(b"int32_t", b"int\x0032_t"))
    refused = debian_project.run("autogen", "-m", "x", expect=1)
    assert "models/models.h" in refused.err and ": error: " in refused.err
    assert debian_project.revisions() == []


def test_a_model_of_two_megabytes(debian_project):
    debian_project.write_model("/* " + "x" * 2_000_000 + " */\n" + TABLE.replace("FIELD", ""), "models.h")
    assert debian_project.autogen("x")


def test_a_directory_instead_of_a_model(debian_project):
    (debian_project.models / "folder.h").mkdir()
    refused = debian_project.run("autogen", "-m", "x", "--models", "models/folder.h", expect=None)
    assert refused.status == 1 and "folder.h" in refused.err


def test_no_models(debian_project):
    refused = debian_project.run("autogen", "-m", "x", expect=1)
    assert "M003" in refused.err and "models" in refused.err
    refused = debian_project.run("autogen", "-m", "x", "--models", "none.h", expect=1)
    assert "none.h" in refused.err


def test_a_server_says_no_to_an_expression(debian_project):
    """What parses but means nothing on the server is an error too, at its place, and nothing is written."""
    debian_project.write_models(TABLE.replace("FIELD", "int32_t  a  PG(check (no_such_function(a)));"))
    refused = debian_project.run("autogen", "-m", "x", expect=None)
    if refused.status == 0:
        failed = debian_project.run("upgrade", expect=1)
        assert "no_such_function" in failed.err
        assert debian_project.ledger() == []
    else:
        assert refused.status == 1 and "no_such_function" in refused.err
        assert debian_project.revisions() == []


def test_the_findings_as_json(users):
    import json

    shown = users("int32_t  a  PG(references userz(id));").run("check", "--format", "json", expect=1)
    assert "M301" in json.dumps(json.loads(shown.out)["findings"])


def test_unaffected_by_the_environment(debian_project):
    """No C compiler and no C headers are needed: an empty PATH and CPATH pointing nowhere."""
    debian_project.write_models(TABLE.replace("FIELD", ""))
    assert debian_project.run("compile", "--emit", "sql", PATH="/nonexistent", CPATH="/nonexistent",
                              C_INCLUDE_PATH="/nonexistent").out
    assert harness.MODELC.exists()


def test_headers_of_the_application(debian_project):
    """Models that include what lies elsewhere; a change there is one of the models."""
    project = debian_project
    header = project.folder / "include" / "shop" / "money.h"
    header.parent.mkdir(parents=True)
    header.write_text("#pragma once\n#include <modelc.h>\ntypedef int64_t money PG(numeric(12, 2));\n")
    project.write_models('#include <shop/money.h>\nstruct PG(table) t {\n    money price PG(primary key);\n#ifdef WITH_TAX\n'
                         "    money tax;\n#endif\n};\n")
    said = project.run("compile", expect=1).err
    assert "'shop/money.h' file not found [M001]" in said and "--cflag=-IDIR" in said, said
    (project.folder / "modelc.json").write_text('{"cflag": ["-Iinclude"]}')
    assert "tax" not in project.run("compile", "--emit", "sql").out
    assert "tax numeric(12,2)" in project.run("--cflag=-Iinclude", "--cflag=-DWITH_TAX", "compile", "--emit", "sql").out
    (project.folder / "sub").mkdir()
    project.run("-C", "sub", "compile")
    header.write_text(header.read_text().replace("12, 2", "14, 4"))
    assert "price numeric(14,4)" in project.run("compile", "--emit", "sql").out
