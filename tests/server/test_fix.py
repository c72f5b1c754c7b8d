"""compile --fix: what is certain is written into the models, and nothing else is touched."""

import json
import os
import re

import pytest

import pages
from project import HEADER

WRONG = """\
struct PG(table) users {
    int64_t  id     PG(primary key, identity);
    char    *name   PG(uniqe default 'x' chekc (name <> 'y'));
    int32_t  age    PG(check (age > = 0));
    char    *empty  PG(default '');
};
"""
RIGHT = """\
struct PG(table) users {
    int64_t  id     PG(primary key identity);
    char    *name   PG(unique default 'x' check (name <> 'y'));
    int32_t  age    PG(check (age >= 0));
    char    *empty  PG(default "''");
};
"""


class Models:
    def __init__(self, folder):
        self.stage = pages.Stage(folder)
        self.folder = folder
        self.path = folder / "models" / "users.h"

    def write(self, text, end="\n"):
        self.path.write_bytes((HEADER + text).replace("\n", end).encode())

    def read(self):
        text = self.path.read_bytes().decode()
        assert text.startswith(HEADER) or text.startswith(HEADER.replace("\n", "\r\n"))
        return text.replace("\r\n", "\n")[len(HEADER):]

    def fix(self, *arguments):
        return self.stage.shell("modelc compile --fix " + " ".join(arguments) + '; echo "status $?"')


@pytest.fixture
def models(tmp_path):
    return Models(tmp_path)


def assert_untouched(models, text, *arguments):
    models.write(text)
    shown = models.fix(*arguments)
    assert models.read() == text, shown
    return shown


def test_what_is_certain_is_fixed(models):
    models.write(WRONG)
    shown = models.fix()
    assert models.read() == RIGHT, shown
    assert "Fixed 5 of 5 findings.\n" in shown and "status 0" in shown
    assert [path.name for path in models.path.parent.iterdir()] == ["users.h"]


def test_a_second_time_changes_nothing(models):
    models.write(WRONG)
    models.fix()
    before = models.path.stat()
    assert models.fix() == "status 0\n"
    after = models.path.stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_line_ends_are_kept(models):
    models.write(WRONG, end="\r\n")
    models.fix()
    assert models.read() == RIGHT
    data = models.path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 5


def test_bytes_around_are_kept(models):
    text = "/* größe \t\u200b */\nstruct PG(table) t {\n    int64_t  id PG(primry key); /* ä */ char *b PG(uniqe);\n};"
    models.write(text)
    models.fix()
    assert models.read() == text.replace("primry", "primary").replace("uniqe", "unique")


def test_words_are_not_joined(models):
    models.write("struct PG(table) users {\n    int64_t  id  PG(primary key,identity);\n};\n")
    models.fix()
    assert "PG(primary key identity)" in models.read()


def test_a_guess_is_left_to_the_user(models):
    users = "struct PG(table) users {\n    int64_t  id  PG(primary key identity);\n};\n"
    posts = "struct PG(table) posts {{\n    int64_t  id  PG(primary key identity);\n    {}\n}};\n"
    for line, code in [("int64_t  by  PG(references userz(id));", "M301"),
                       ("int64_t  by  PG(references users(ix));", "M302"),
                       ("PG_ALSO(index (ix));", "M303"),
                       ("PG_ALSO(index using ginn (id));", "M506"),
                       ("int46_t  no;", "M001")]:
        shown = assert_untouched(models, users + posts.format(line))
        assert f"[{code}" in shown and "Fixed 0 of 1 finding.\n" in shown
    shown = assert_untouched(models, "enum PG(type) mood { MOOD_GOOD };\n" +
                             posts.format("enum mood  mood  PG(default MOOD_GODO);"))
    assert "[M222]" in shown


def test_the_status_tells_of_what_is_left(models):
    models.write(WRONG.replace("check (age > = 0)", "references userz(id)"))
    shown = models.fix()
    assert "[M301]" in shown and "Fixed 4 of 5 findings.\n" in shown and "status 1" in shown
    assert "unique default" in models.read()


def test_two_operators_that_parse_are_not_joined(models):
    shown = assert_untouched(models, "struct PG(table) t {\n    int32_t  id  PG(primary key check (id < @ id));\n};\n")
    assert "[M106" in shown and "Fixed 0 of 1 finding.\n" in shown


def test_a_macro_is_not_edited(models):
    shown = assert_untouched(
        models, "#define KEY PG(primary key idntity)\nstruct PG(table) t {\n    int64_t id KEY;\n};\n")
    assert "[M102]" in shown


def test_a_read_only_file_is_refused(models):
    models.write(WRONG)
    models.path.chmod(0o444)
    shown = models.fix()
    assert models.read() == WRONG
    assert re.search(r"cannot write 'models/users.h': it is read-only \[MC903\]", shown) and "status 1" in shown


def test_permissions_and_links_are_kept(models):
    models.write(WRONG)
    models.path.chmod(0o640)
    real = models.folder / "real.h"
    os.rename(models.path, real)
    models.path.symlink_to(real)
    models.fix()
    assert models.path.is_symlink() and models.read() == RIGHT
    assert real.stat().st_mode & 0o777 == 0o640


def test_files_of_others_are_not_touched(models, tmp_path_factory):
    other = tmp_path_factory.mktemp("elsewhere") / "mixin.h"
    text = "#pragma once\n#include <modelc.h>\nstruct PG(mixin) stamps {\n    pg_timestamptz  at PG(defualt now());\n};\n"
    other.write_text(text)
    models.write(f'#include "{other}"\nstruct PG(table) t {{\n    int64_t id PG(primary key);\n    struct stamps s;\n}};\n')
    shown = models.fix()
    assert other.read_text() == text and "[M202]" in shown
    shown = models.fix("--models", str(other), "--models", "models")
    assert "default now()" in other.read_text(), shown


def test_a_mixin_that_is_used_twice_is_edited_once(models):
    mixin = models.folder / "models" / "mixin.h"
    mixin.write_text("#pragma once\n#include <modelc.h>\nstruct PG(mixin) stamps {\n    pg_timestamptz  at PG(defualt now());\n};\n")
    table = "struct PG(table) {0} {{\n    int64_t id PG(primary key);\n    struct stamps s;\n}};\n"
    models.write('#include "mixin.h"\n' + table.format("a") + table.format("b"))
    shown = models.fix()
    assert "PG(default now())" in mixin.read_text() and "status 0" in shown


def test_json_counts(models):
    models.write(WRONG)
    shown = models.fix("--format", "json").rsplit("status", 1)[0]
    assert {key: json.loads(shown)[key] for key in ("fixed", "found", "findings")} == {
        "fixed": 5, "found": 5, "findings": []}
