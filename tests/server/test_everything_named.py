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


def statements(name, version, schema=None):
    """The statements of the script with that name, as its version 1 or 2; in a schema of that name, too, unless another is given."""
    schema = schema or name

    def named(match):
        if match[1] == "L":
            return literal(name)
        if match[1] == "Q":
            return literal(identifier(schema) + "." + identifier(name + "S"))
        if match[1] == "H":
            return identifier(schema)
        return identifier(name if match[1] == "N" else name + match[1])

    text = re.sub(r"^--.*\n", "", SCRIPT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = re.sub(r"\[\[(.*?)\]\]", r"\1" if version == 2 else "", text)
    return [re.sub(r"%([A-Z])", named, statement) for statement in text.split(";\n") if statement.strip()]


def run(server, renames, *texts):
    """The pair, of which no statement may be refused."""
    name = f"named_{os.getpid()}"
    for text in texts:
        pairs.create_database(server, name)
        assert pairs.load(server, name, text)[1] == []
    pair = pairs.Pair(server, name)
    pair.renames = renames
    pair.run(*texts)


@pytest.mark.parametrize("name", ['f(x)[1] USING "a" WITH b', "{n?}, a.b = c::d; -- $$", "it's \\ /* %s [x](y)"])
def test_change(server, name):
    run(server, False, statements(name, 1), statements(name, 2))


def test_in_public(server):
    name = "(x) [1] :: y"
    run(server, False, statements(name, 1, "public"), statements(name, 2, "public"))


def test_rename(server):
    run(server, True, statements("other", 1), statements('a.b(c)[1] "TO" x', 2))
