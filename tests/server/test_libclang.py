"""Whichever libclang the machine has: one model, one schema; one mistake, one finding."""

import os
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


def compile_models(folder, library, *arguments, processors=None):
    """Standard output and standard error, with nothing cached."""
    shutil.rmtree(folder / ".modelc", ignore_errors=True)
    done = subprocess.run([MODELC, "compile", *arguments], cwd=folder, capture_output=True, text=True,
                          env=clean_environment(folder, MODELC_LIBCLANG=str(library)), timeout=120,
                          preexec_fn=processors and (lambda: os.sched_setaffinity(0, processors)))
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


def write_many(folder, count):
    """Models of which each refers to the next; every hundredth leans on a header of the project."""
    (folder / "models").mkdir()
    (folder / "models" / "common.h").write_text("#pragma once\n#include <modelc.h>\ntypedef int64_t key_t_;\n")
    for number in range(count):
        include = '#include "common.h"\n' if number % 100 == 0 else ""
        key = "key_t_" if include else "int64_t"
        (folder / "models" / f"m{number:04}.h").write_text(
            f"#pragma once\n#include <modelc.h>\n{include}\nstruct PG(table) t{number} {{\n"
            f"    {key} id PG(primary key);\n"
            f"    int64_t next PG(references t{(number + 1) % count}(id));\n}};\n")


def test_many_models_give_one_schema_however_they_are_split(tmp_path):
    write_many(tmp_path, 650)
    processors = sorted(os.sched_getaffinity(0))
    one = compile_models(tmp_path, LIBRARIES[14], "--emit", "json", processors=processors[:1])
    all_ = compile_models(tmp_path, LIBRARIES[14], "--emit", "json")
    assert one == all_
    assert one[1] == "" and one[0].count('"kind": "foreign_key"') == 650, one[1]
    mistake = tmp_path / "models" / "m0333.h"
    mistake.write_text(mistake.read_text().replace("int64_t next", "int64 next"))
    one = compile_models(tmp_path, LIBRARIES[14], processors=processors[:1])
    assert one == compile_models(tmp_path, LIBRARIES[14])
    assert one[1].startswith("models/m0333.h:6:5: error: unknown type name 'int64'"), one[1]
    assert one[1].count("error:") == 1, one[1]


def test_a_crash_of_libclang_is_a_finding(tmp_path):
    crash = "#include <stdlib.h>\nvoid *clang_createIndex(int a, int b) { abort(); }\n"
    names = re.findall(r"X\((\w+)\)", (ROOT / "modelc" / "reader" / "clang_api.h").read_text())
    crash += "".join(f"void clang_{name}(void) {{ }}\n" for name in names if name != "createIndex")
    (tmp_path / "crash.c").write_text(crash)
    subprocess.run(["cc", "-shared", "-fPIC", "-w", "-o", "crash.so", "crash.c"], cwd=tmp_path, check=True)
    write_many(tmp_path, 450)
    said = compile_models(tmp_path, tmp_path / "crash.so")[1]
    assert said.startswith("modelc: error: libclang crashed while it compiled the models: Aborted [M001]"), said
    assert said.count("error:") == 1, said
