"""modelc.h is silent as ordinary C and C++, and so are the example's models."""

import itertools
import shutil
import subprocess

import pytest

from servers import ROOT

GNU = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
# Left out: what clang says of the layout of any struct, and of C++98.
CLANG = ["-Weverything", "-Wno-padded", "-Wno-c++98-compat-pedantic", "-Werror"]
COMPILERS = {
    "gcc": (GNU, "c", ["c11", "c17", "c2x"]),
    "g++": (GNU, "c++", ["c++11", "c++17", "c++20"]),
    "clang": (CLANG, "c", ["c11", "c17", "c2x"]),
    "clang++": (CLANG, "c++", ["c++11", "c++17", "c++20"]),
}
CHOICES = [(compiler, standard) for compiler, (_, _, standards) in COMPILERS.items() for standard in standards]


def compile_text(compiler, standard, text, tmp_path, *more):
    flags, language, _ = COMPILERS[compiler]
    source = tmp_path / "unit.c"
    source.write_text(text)
    return subprocess.run([compiler, *flags, f"-std={standard}", "-x", language, "-fsyntax-only",
                           f"-I{ROOT / 'modelc' / 'include'}", f"-I{ROOT / 'models'}", *more, str(source)],
                          capture_output=True, text=True)


@pytest.mark.parametrize("compiler, standard", CHOICES)
def test_the_models_compile_silently(compiler, standard, tmp_path):
    assert shutil.which(compiler), f"{compiler} is not installed"
    names = sorted(path.name for path in (ROOT / "models").glob("*.h"))
    assert len(names) == 5
    done = compile_text(compiler, standard, "".join(f'#include "{name}"\n' for name in names), tmp_path)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("compiler, standard", CHOICES)
def test_the_whole_language_compiles_silently(compiler, standard, tmp_path):
    text = (ROOT / "tests" / "server" / "hard.h").read_text().replace("#pragma once\n", "")
    done = compile_text(compiler, standard, text, tmp_path)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("compiler", COMPILERS)
def test_a_taken_name_is_refused_with_advice(compiler, tmp_path):
    standard = COMPILERS[compiler][2][0]
    done = compile_text(compiler, standard, "#define PG 1\n#include <modelc.h>\n", tmp_path)
    assert done.returncode != 0 and "MODELC_NO_SHORT_NAMES" in done.stderr
    done = compile_text(compiler, standard, "#define PG 1\n#define MODELC_NO_SHORT_NAMES\n#include <modelc.h>\n"
                        "struct MODELC(table) t {\n    int32_t id MODELC(primary key);\n};\n", tmp_path,
                        "-Wno-unused-macros")
    assert (done.returncode, done.stderr) == (0, "")


def test_no_annotation_reaches_an_ordinary_build(tmp_path):
    done = subprocess.run(["clang", "-E", f"-I{ROOT / 'modelc' / 'include'}", str(ROOT / "models" / "users.h")],
                          capture_output=True, text=True)
    assert done.returncode == 0 and "annotate" not in done.stdout


@pytest.mark.parametrize("pair", list(itertools.combinations(range(5), 2))[:3], ids=str)
def test_models_may_be_included_in_any_order(pair, tmp_path):
    names = sorted(path.name for path in (ROOT / "models").glob("*.h"))
    text = f'#include "{names[pair[1]]}"\n#include "{names[pair[0]]}"\n'
    assert compile_text("gcc", "c11", text, tmp_path).returncode == 0
