"""Names that look like syntax, for everything at once: what follows a name is told from what is part of it."""

import os
import pathlib
import re

import pytest

import pairs

SCRIPT = pathlib.Path(__file__).with_name("named.sql")


def identifier(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def statements(name, version):
    """The statements of the script with that name, as its version 1 or 2."""
    def named(match):
        if match[1] == "L":
            return literal(name)
        if match[1] == "Q":
            return literal(identifier(name) + "." + identifier(name + "S"))
        return identifier(name if match[1] == "N" else name + match[1])

    text = re.sub(r"^--.*\n", "", SCRIPT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = re.sub(r"\[\[(.*?)\]\]", r"\1" if version == 2 else "", text)
    return [re.sub(r"%([A-Z])", named, statement) for statement in text.split(";\n") if statement.strip()]


@pytest.mark.parametrize("name", ['f(x)[1] USING "a" WITH b', "{n?}, a.b = c::d; -- $$", "it's \\ /* %s [x](y)"])
def test_change(server, name):
    pairs.Pair(server, f"named_{os.getpid()}").run(statements(name, 1), statements(name, 2))


def test_rename(server):
    pair = pairs.Pair(server, f"named_{os.getpid()}")
    pair.renames = True
    pair.run(statements("other", 1), statements('a.b(c)[1] "TO" x', 2))
