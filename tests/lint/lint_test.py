"""The checks of this folder find what they are for."""

import subprocess
import sys
import pathlib

import pytest

HERE = pathlib.Path(__file__).resolve().parent


def run(script, root, files):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    done = subprocess.run([sys.executable, HERE / script, root], capture_output=True, text=True)
    return done.returncode, done.stdout


GOOD = {"base/a.h": "#include <stdio.h>\n", "diff/b.c": '#include "base/a.h"\n', "introspect/i.h": "\n"}

LAYERS = {
    "up": ({"base/x.c": '#include "diff/b.c"\n'}, "base/x.c:1: base/ may not include diff/: it stands above"),
    "sideways": ({"diff/x.c": '\n#include "introspect/i.h"\n'}, "diff/x.c:2: diff/ may not include introspect/: they stand"),
    "beside": ({"diff/y.h": "", "diff/x.c": '#include "y.h"\n'}, 'diff/x.c:1: write "y.h" from the root'),
    "missing": ({"diff/x.c": '#include "diff/none.h"\n'}, 'diff/x.c:1: there is no file "diff/none.h"'),
    "door": ({"diff/x.c": "#include <libpq-fe.h>\n"}, "diff/x.c:1: <libpq-fe.h> has one door"),
    "foreign": ({"diff/x.c": "#include <zlib.h>\n"}, "diff/x.c:1: <zlib.h> belongs to no library"),
}

STYLE = {
    "malloc": ({"diff/x.c": "/* free(x) */\nint *x = malloc(3);\n"}, "diff/x.c:2: malloc()"),
    "print": ({"diff/x.c": 'printf("free(x)");\n'}, "diff/x.c:1: printf()"),
    "unsafe": ({"modelc/x.c": "strcpy(a, b);\n"}, "modelc/x.c:1: strcpy()"),
    "long function": ({"diff/x.c": "void f(void)\n{\n" + "    g();\n" * 61 + "}\n"}, "diff/x.c:2: a function of 61 lines"),
    "long file": ({"diff/x.c": "\n" * 601}, "diff/x.c:601: a file of 601 lines"),
    "marker": ({"diff/x.c": "/* TO" "DO */\n"}, "diff/x.c:1: unfinished"),
    "generated": ({"diff/x.o": ""}, "diff/x.o:1: a generated file"),
}


@pytest.mark.parametrize("name", LAYERS)
def test_layers_refuses(name, tmp_path):
    files, expected = LAYERS[name]
    status, out = run("layers.py", tmp_path, {**GOOD, **files})
    assert status == 1 and expected in out and out.count("\n") == 1


@pytest.mark.parametrize("name", STYLE)
def test_style_refuses(name, tmp_path):
    files, expected = STYLE[name]
    status, out = run("style.py", tmp_path, {**GOOD, **files})
    assert status == 1 and expected in out and out.count("\n") == 1


@pytest.mark.parametrize("script", ["layers.py", "style.py"])
def test_what_is_in_order_passes(script, tmp_path):
    allowed = {"introspect/db.c": "#include <libpq-fe.h>\n", "modelc/m.c": 'int main(void)\n{\n    printf("x");\n}\n'}
    assert run(script, tmp_path, {**GOOD, **allowed}) == (0, "")
