"""Whichever libclang the machine has: one model, one schema; one mistake, one finding."""

import pathlib
import re
import shutil
import subprocess

import pytest

from project import MODELC, clean_environment
from servers import ROOT

GOOD = ROOT / "tests" / "unit" / "reader" / "good"
FOLDERS = ["/usr/lib/*-linux-gnu", "/usr/lib64", "/usr/lib/llvm-*/lib"]
MISTAKES = {
    "open_quote": "struct PG(table) t {\n    char *a PG(default 'it's');\n    int b;\n};\n",
    "wrong_word": "struct PG(table) t {\n    int32_t id PG(primary key);\n    char *a PG(uniqe);\n};\n",
    "wrong_type": "struct PG(table) t {\n    pg_timestampz at;\n    long much;\n};\n",
    "no_annotation": "struct PG(table) t {\n    int32_t id SQL(primary key);\n};\n",
}


def installed():
    """Major version → library, from 14 on."""
    found = {}
    for folder in FOLDERS:
        for path in pathlib.Path("/").glob(folder[1:] + "/libclang-[0-9]*.so.*"):
            version = int(re.match(r"libclang-(\d+)", path.name)[1])
            if version >= 14:
                found.setdefault(version, path)
    return found


LIBRARIES = installed()


def compile_models(folder, library, *arguments):
    """Standard output and standard error, with nothing cached."""
    shutil.rmtree(folder / ".modelc", ignore_errors=True)
    done = subprocess.run([MODELC, "compile", *arguments], cwd=folder, capture_output=True, text=True,
                          env=clean_environment(folder, MODELC_LIBCLANG=str(library)), timeout=120)
    return done.stdout, done.stderr


@pytest.fixture(params=sorted(LIBRARIES.items()), ids=lambda item: f"libclang-{item[0]}")
def pair(request):
    """A library, and version 14, with which the goldens of all other tests are made."""
    return request.param[1], LIBRARIES[14]


def test_there_is_one():
    assert 14 in LIBRARIES


def test_all_give_one_schema(pair, tmp_path):
    shutil.copytree(GOOD, tmp_path / "models")
    for path in (tmp_path / "models").glob("*.h"):
        if path.name != "hard.h":
            path.unlink()
    one, other = (compile_models(tmp_path, library, "--emit", "json") for library in pair)
    assert one == other
    assert "own_row" in one[0], one


@pytest.mark.parametrize("mistake", MISTAKES)
def test_all_say_one_thing(pair, mistake, tmp_path):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "t.h").write_text("#pragma once\n#include <modelc.h>\n\n" + MISTAKES[mistake])
    one, other = (compile_models(tmp_path, library) for library in pair)
    assert one == other
    assert "error:" in one[1], one
