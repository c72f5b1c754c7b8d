"""What the server does not accept is told at its place in the models, before a revision is written."""

import re

import pytest

TABLE = """
struct PG(table) a {
    int32_t  id    PG(primary key);
    char    *name  PG(default 'x');
};
"""

# What is added to the table, the file and the place of the finding, and a part of its line.
REFUSED = {
    "default": ("struct PG(table) b {\n    int32_t n PG(default nosuch(1));\n};\n",
                "models/models.h:9:26: warning:", "function nosuch(integer) does not exist [M606"),
    "check": ("struct PG(table) b {\n    char *n PG(check (n > '' and lengthx(n) > 3));\n};\n",
              "models/models.h:9:34: warning:", "function lengthx(text) does not exist [M606"),
    "joined strings": ("struct PG(table) b {\n    int32_t n;\n    PG_ALSO(check (\"n > 0\"\n"
                       "                  \" and m > 0\"));\n};\n",
                       "models/models.h:11:25: warning:", 'column "m" does not exist [M606'),
    "index": ("struct PG(table) b {\n    int32_t n;\n    PG_ALSO(index (foo(n)));\n};\n",
              "models/models.h:10:20: warning:", "function foo(integer) does not exist [M606"),
    "view": ("struct PG(view) v {\n    int32_t id;\n    PG_ALSO(as select id\n"
             "               from a /* all */ where nme = 'ä');\n};\n",
             "models/models.h:11:39: warning:", 'column "nme" does not exist [M606'),
    "type": ("struct PG(table) b {\n    char *n PG(currency);\n};\n",
             "models/models.h:9:16: error:", "type 'currency' exists neither in the models nor in the database [M701]"),
    "extension": ("PG_ALSO(extension no_such);\n",
                  "models/models.h:8:19: error:", "extension 'no_such' is not available on the server [M702]"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_new_text_is_refused_at_its_place(debian_project, name):
    text, place, reason = REFUSED[name]
    debian_project.write_models(TABLE + text)
    is_error = "error" in place

    result = debian_project.run("autogen", "-m", "refused", expect=1 if is_error else 0)
    lines = [line for line in result.err.splitlines() if re.search(r"\[(M606|M701|M702)\b", line)]
    assert len(lines) == 1 and lines[0].startswith(place) and reason in lines[0], str(result)
    assert bool(debian_project.revisions()) != is_error


def test_the_place_in_a_file_of_statements(debian_project):
    debian_project.write_models(TABLE + 'PG_ALSO(file "v.sql");\n')
    (debian_project.models / "v.sql").write_text("create view w as\n  select id\n  from a\n  where nme > 3;\n")
    result = debian_project.run("autogen", "-m", "refused")
    assert 'models/v.sql:4:9: warning: the server does not accept view "public.w"' in result.err


def test_what_the_revision_itself_brings_is_no_fault(debian_project):
    debian_project.write_models(
        "PG_ALSO(sequence numbers);\n" + TABLE + 'PG_ALSO(file "f.sql");\n'
        "enum PG(type) mood { MOOD_GOOD, };\n"
        "struct PG(table) b {\n    int32_t n PG(default twice(2) check (twice(n) > 0));\n"
        "    int64_t m PG(default nextval('numbers'));\n    enum mood d PG(default MOOD_GOOD);\n"
        "    char *rows PG(a[] null);\n};\n"
        "struct PG(view) v {\n    int32_t n;\n    PG_ALSO(as select twice(n) as n from b);\n};\n")
    (debian_project.models / "f.sql").write_text(
        "create function twice(n integer) returns integer language sql as $$ select n * 2 from a $$;\n")
    result = debian_project.run("autogen", "-m", "new")
    assert "M606" not in result.err and "M701" not in result.err, str(result)
    debian_project.run("upgrade")
    debian_project.run("check")
