"""Case files: tests/cases/<kind>/<name>.case, one change of a model each.

    == options ==        optional, "name: value" lines:
                           min: 150000          the oldest server_version_num that can do it
                           spelling: 15         the texts hold words of a server of this version
                           autogen: --allow x   more arguments for the second autogen
                           config: {"a": true}  modelc.json
                           one-way: reason      the downgrade cannot give the start back
                           data: stays          what `data` does is there after the upgrade too
    == from ==           the model before, without the first lines of a header; may be empty
    == to ==             the model after
    == data ==           optional SQL, run while the database is at `from`
    == up ==             what the revision's two halves must hold, written by --update
    == down ==
"""

import pathlib
import re

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "cases"
ORDER = ["options", "from", "to", "data", "up", "down"]


class Case:
    def __init__(self, path):
        self.path = path
        self.name = str(path.relative_to(FOLDER).with_suffix(""))
        parts = re.split(r"^== ([a-z]+) ==\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert parts[0].strip() == "", f"{path}: text before the first section"
        self.sections = {name: text.strip("\n") for name, text in zip(parts[1::2], parts[2::2])}
        assert set(self.sections) <= set(ORDER), f"{path}: unknown section"
        assert "from" in self.sections and "to" in self.sections, f"{path}: from and to are needed"
        self.options = dict(line.split(": ", 1) for line in self.get("options").split("\n") if line)
        assert set(self.options) <= {"min", "spelling", "autogen", "config", "one-way", "data"}, f"{path}: unknown option"

    def get(self, name):
        return self.sections.get(name, "")

    def update(self, up, down):
        self.sections.update(up=up, down=down)
        text = "\n\n".join(f"== {name} ==\n{self.sections[name]}".rstrip("\n") for name in ORDER if name in self.sections)
        self.path.write_text(text + "\n", encoding="utf-8")


def load():
    return [Case(path) for path in sorted(FOLDER.rglob("*.case"))]
