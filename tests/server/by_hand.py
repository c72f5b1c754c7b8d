"""Models as a person has edited them: comments, order, line breaks, fields that are not the database's, names of macros."""

import random
import re

# A field or an enumerator on a line of its own: nothing but one declaration, which ends there.
FIELD = re.compile(r"^    (?!PG_ALSO|/|\*| )[^/\n]*[;,]$")
# The name of a macro, or a comment or a string, which may look like one.
SHORT_NAME = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"|\bPG((?:_ALSO)?)(?=\()""", re.DOTALL)
STRUCT = re.compile(r"^struct PG\((?:table|type)\b.* \{$")


def parts(text):
    """The text of a header between its empty lines at the top level."""
    found, lines, depth = [], [], 0
    for line in text.split("\n"):
        depth += line.startswith(("struct PG(", "enum PG(")) - (line == "};")
        if line or depth > 0:
            lines.append(line)
        elif lines:
            found.append("\n".join(lines))
            lines = []
    return found + ["\n".join(lines)] if lines else found


def with_long_names(text):
    return SHORT_NAME.sub(lambda match: "MODELC" + match[1] if match[1] is not None else match[0], text)


class Hand:
    def __init__(self, models, has_long_names=False):
        self.models = models
        self.has_long_names = has_long_names  # MODELC(…) for PG(…)
        self.random = random.Random(0)  # the models make it another one each time
        self.number = 0
        self.stay = []  # (path, word that says whether what it belongs to is there; what was written)

    def word(self):
        self.number += 1
        return f"hand_{self.number}"

    def edit(self):
        for path in sorted(self.models.rglob("*.h")):
            path.write_text(self.edited(path, path.read_text(encoding="utf-8")), encoding="utf-8")

    def edited(self, path, text):
        head, *declarations = parts(text)
        tables = [i for i, part in enumerate(declarations) if STRUCT.match(part.split("\n")[0]) and "PG(table" in part.split("\n")[0]]
        order = self.random.sample(tables, len(tables))
        declarations = [self.declaration(path, declarations[order[tables.index(i)]] if i in tables else part)
                        for i, part in enumerate(declarations)]
        text = "\n\n".join([head, *declarations]) + "\n"
        return with_long_names(text) if self.has_long_names else text

    def declaration(self, path, text):
        lines = [self.line(line) for line in text.split("\n")]
        if STRUCT.match(lines[0]) and self.random.random() < 0.3:
            word = self.word()
            lines.insert(1, f"    char *{word} PG(ignore);")
            # With its schema: one of that name in another is another table.
            self.stay.append((path, with_long_names(lines[0]) if self.has_long_names else lines[0], word))
        if self.random.random() < 0.3:
            word = self.word()
            lines.insert(0, f"// {word}\n")
            self.stay.append((path, "", word))
        return "\n".join(lines)

    def line(self, line):
        if not FIELD.match(line) or self.random.random() > 0.3:
            return line
        if self.random.random() < 0.5:
            return f"{line}  // {self.word()}"
        return re.sub(r" +(?=PG\()", "\n            ", line, count=1)

    def lost(self):
        """What was written by hand and is gone, though what it belongs to is there."""
        return [f"{path.name}: {word}" for path, owner, word in self.stay
                if path.exists() and owner in path.read_text(encoding="utf-8") and word not in path.read_text(encoding="utf-8")]
