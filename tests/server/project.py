"""A project folder with its own database, and the program run in it as a user would."""

import contextlib
import os
import pathlib
import pty
import re
import subprocess
from dataclasses import dataclass

import oracle
from servers import DEBIAN, ROOT

MODELC = pathlib.Path(os.environ.get("MODELC", ROOT / "build" / "dev" / "modelc"))
# What meets the newest server, and what only prepares a test on the other: the release build where there is one,
# which is what users run and twice as fast.
MODELC_NEWEST = pathlib.Path(os.environ.get("MODELC_NEWEST", MODELC))
HEADER = "#pragma once\n#include <modelc.h>\n\n"
FIXED_DATE = 1759340640  # 2025-10-01 17:44:00 UTC


@dataclass
class Result:
    status: int
    out: str
    err: str
    command: str

    def __str__(self):
        return f"$ {self.command}\n{self.out}--- stderr\n{self.err}--- status {self.status}"


def clean_environment(home, **more):
    """No PG* variables, no colour, no terminal; what sanitizers need is passed on."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS",
                                                                          "LSAN_OPTIONS", "TMPDIR")}
    kept.update(HOME=str(home), LC_ALL="C.UTF-8", TZ="UTC", CI="true", SOURCE_DATE_EPOCH=str(FIXED_DATE))
    # LeakSanitizer of gcc 12 can crash on the thread-local storage of libraries that are loaded late.
    kept["LSAN_OPTIONS"] = "use_tls=0"
    kept.update(more)
    return {name: value for name, value in kept.items() if value is not None}


class Project:
    """`folder` with models/ and migrations/versions/, and `database`, fresh and empty."""

    def __init__(self, folder, server, database):
        self.folder = pathlib.Path(folder)
        self.server = server
        self.database = database
        self.models = self.folder / "models"
        self.versions = self.folder / "migrations" / "versions"
        self.models.mkdir(parents=True)
        self.versions.mkdir(parents=True)
        self.program = MODELC if server.bindir == DEBIAN else MODELC_NEWEST
        server.create(database)

    def close(self):
        self.server.query("postgres", f'drop database if exists "{self.database}" with (force)')

    @contextlib.contextmanager
    def released(self):
        """The release build meanwhile: for what prepares a test, or repeats what the sanitizers have seen."""
        kept, self.program = self.program, MODELC_NEWEST
        try:
            yield
        finally:
            self.program = kept

    @property
    def url(self):
        return self.server.url(self.database)

    def run(self, *arguments, expect=0, input="", timeout=120, **environment):
        """Run modelc; fail the test when it ends with another status than `expect` (None: any)."""
        # Each revision is a minute younger than the one before; the same call gives the same date.
        date = FIXED_DATE + 60 * len(self.revisions())
        variables = {"DATABASE_URL": self.url, "SOURCE_DATE_EPOCH": str(date), **environment}
        done = subprocess.run(
            [str(self.program), *map(str, arguments)], cwd=self.folder, input=input, capture_output=True, text=True,
            timeout=timeout, env=clean_environment(self.folder, **variables))
        result = Result(done.returncode, done.stdout, done.stderr, "modelc " + " ".join(map(str, arguments)))
        assert "Sanitizer" not in result.err and "runtime error:" not in result.err, str(result)
        assert expect is None or result.status == expect, f"expected status {expect}\n{result}"
        return result

    def write_models(self, text, name="models.h"):
        """Replace the models by one file; "" leaves none but an empty header."""
        for old in self.models.iterdir():
            old.unlink()
        self.write_model(text, name)

    def write_model(self, text, name):
        path = self.models / name
        path.write_text(HEADER + text.strip("\n") + "\n", encoding="utf-8")
        return path

    def keep_migrations(self):
        """The files of migrations/, for restore_migrations()."""
        folder = self.folder / "migrations"
        return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def restore_migrations(self, kept):
        for path in (self.folder / "migrations").rglob("*"):
            if path.is_file() and path not in kept:
                path.unlink()
        for path, data in kept.items():
            path.write_bytes(data)

    def revisions(self):
        return sorted(self.versions.glob("*.sql"))

    def on_terminal(self, text, *arguments):
        """Run modelc on a terminal and type `text`; what it says there is in `err`."""
        terminal, inner = pty.openpty()
        date = FIXED_DATE + 60 * len(self.revisions())
        environment = clean_environment(self.folder, DATABASE_URL=self.url, CI=None, SOURCE_DATE_EPOCH=str(date))
        process = subprocess.Popen([str(self.program), *arguments], cwd=self.folder, env=environment, stdin=inner,
                                   stdout=subprocess.PIPE, stderr=inner)
        os.close(inner)
        os.write(terminal, text.encode())
        said = b""
        try:
            while chunk := os.read(terminal, 4096):
                said += chunk
        except OSError:
            pass  # the other end is closed
        out = process.stdout.read()
        status = process.wait()
        os.close(terminal)
        result = Result(status, out.decode(), said.decode(), "modelc " + " ".join(arguments))
        assert "Sanitizer" not in result.err and "runtime error:" not in result.err, str(result)
        return result

    def autogen(self, message, *arguments, expect=0):
        """Write a revision and return its path; None when there was nothing to do."""
        before = set(self.revisions())
        self.run("autogen", "-m", message, *arguments, expect=expect)
        new = [path for path in self.revisions() if path not in before]
        assert len(new) <= 1, new
        return new[0] if new else None

    def sql(self, text, *parameters):
        return self.server.query(self.database, text, parameters or None)

    def catalog(self):
        return oracle.catalog(self.server, self.database)

    def dump(self):
        return oracle.dump(self.server, self.database)

    def state(self):
        """All that the independent oracles say, for a comparison of before and after."""
        return {"catalog": self.catalog(), "dump": self.dump()}

    def ledger(self):
        """The rows of the ledger; [] while there is none."""
        if not self.sql(f"select to_regclass('public.{oracle.LEDGER}')")[0][0]:
            return []
        return self.sql(f"select * from public.{oracle.LEDGER} order by 1")

    def files(self):
        """Every file below the folder with its bytes, the private folders left out."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and not re.match(r"\.(modelc|cache)/", str(path.relative_to(self.folder)))
        }


def sections(path):
    """The up and the down half of a revision file, without the marks around what is generated and blank edges."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    match = re.search(
        r"^-- migrate:up[^\n]*\n(.*?)^-- migrate:down[^\n]*\n(.*?)(^-- modelc:end-of-file\n)?\Z", text,
        re.DOTALL | re.MULTILINE)
    assert match, f"{path} has no up and down sections:\n{text}"
    return tuple(re.sub(r"^-- modelc:(begin|end)\n+", "", match.group(part), flags=re.MULTILINE).strip("\n")
                 for part in (1, 2))


def revision_id(path):
    return re.search(r"^-- Revision ID: (\S+)$", pathlib.Path(path).read_text(encoding="utf-8"), re.MULTILINE).group(1)
