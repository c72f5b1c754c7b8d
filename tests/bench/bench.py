#!/usr/bin/env python3
"""Compare modelc with Alembic: the same schema, the same server, each as a user would call it.

usage: bench.py PROGRAM [TABLES...]        (default 5 100 1000)
       bench.py PROGRAM cold               (compiling alone, without a server)

Times are the best of several runs and include the start of the interpreter or program; memory is the
process's own peak.  "nothing cached" is modelc right after a checkout: its model cache is removed
before each run.  Alembic has no cache to speak of beyond Python's compiled modules, which stay.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "server"))

import oracle  # noqa: E402
import servers  # noqa: E402
from project import clean_environment  # noqa: E402

# The ten columns of each table: C field, SQLAlchemy column.
FIELDS = [
    ("int32_t         id          PG(primary key identity);", "Column(Integer, Identity(), primary_key=True)"),
    ("char           *name        PG(varchar(50) unique);", "Column(String(50), nullable=False, unique=True)"),
    ("char           *title       PG(varchar(200) null);", "Column(String(200))"),
    ("char           *body;", "Column(Text, nullable=False)"),
    ("int32_t         position    PG(default 0);", "Column(Integer, nullable=False, server_default=text('0'))"),
    ("bool            done        PG(default false);", "Column(Boolean, nullable=False, server_default=text('false'))"),
    ("pg_numeric      price       PG(numeric(12, 2) null);", "Column(Numeric(12, 2))"),
    ("pg_timestamp    created_at  PG(default now());", "Column(DateTime, nullable=False, server_default=text('now()'))"),
    ("pg_date        *due;", "Column(Date)"),
    ("int64_t        *amount;", "Column(BigInteger)"),
]
ADDED = ("bool            is_draft    PG(default true);", "Column(Boolean, nullable=False, server_default=text('true'))")

# A table with four constraints and three indexes, for which a check is compared with a bare read.
RICH = """#pragma once

#include <modelc.h>

struct PG(table) table_{number} {{
    int32_t         id          PG(primary key identity);
    char           *name        PG(varchar(50) unique);
    char           *title       PG(varchar(200) null);
    char           *body;
    int32_t         position    PG(default 0 check (position >= 0));
    bool            done        PG(default false);
    pg_numeric      price       PG(numeric(12, 2) null);
    pg_timestamp    created_at  PG(default now());
    pg_date        *due;
    int32_t        *next_id     PG(references table_{next}(id) on delete set null);

    PG_ALSO(index (next_id));
    PG_ALSO(index (lower(title)));
    PG_ALSO(index (due, position) where done);
}};
"""

ALEMBIC_INI = """[alembic]
script_location = migrations
sqlalchemy.url = {url}
"""

ENV_PY = """import sys
from alembic import context
from sqlalchemy import create_engine
sys.path.insert(0, ".")
from models import Base
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
"""

SCRIPT_MAKO = """revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
from alembic import op
import sqlalchemy as sa
def upgrade():
    ${upgrades if upgrades else "pass"}
def downgrade():
    ${downgrades if downgrades else "pass"}
"""


def build_program(work, name, *libraries):
    """The C program `name` of this folder, compiled."""
    program = work / name
    subprocess.run(["cc", "-O2", "-D_GNU_SOURCE", "-o", program, HERE / f"{name}.c", *libraries], check=True)
    return program


class Meter:
    """Runs programs and measures them from outside, through peak.c."""

    def __init__(self, work):
        self.work = work
        self.peak = build_program(work, "peak")

    def measure(self, command, folder, runs, before=None, **environment):
        """Best seconds and largest peak in MiB of `runs` runs; `before` prepares each."""
        seconds, memory, _ = self.measure_all(command, folder, runs, before, **environment)
        return seconds, memory

    def measure_all(self, command, folder, runs, before=None, **environment):
        """The same, and the least seconds of processors' time."""
        seconds, memory, busy = [], [], []
        variables = clean_environment(folder, **environment)
        report = self.work / "report"
        for _ in range(runs):
            if before:
                before()
            done = subprocess.run([self.peak, report, *map(str, command)], cwd=folder, env=variables,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
            if done.returncode != 0:
                sys.exit(f"{command} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}")
            took, used, worked = report.read_text().split()
            seconds.append(float(took))
            memory.append(int(used) / 1024)
            busy.append(float(worked))
        return min(seconds), max(memory), min(busy)


def field_name(declaration):
    return declaration.split("PG(")[0].strip(" ;").split()[-1].lstrip("*")


def write_headers(folder, tables, added=False):
    """One header per table, as the example has them; the last table gets the added column."""
    for number in range(tables):
        fields = [field for field, _ in FIELDS] + ([ADDED[0]] if added and number == tables - 1 else [])
        body = "".join(f"    {field}\n" for field in fields)
        (folder / f"table_{number}.h").write_text(
            f"#pragma once\n\n#include <modelc.h>\n\nstruct PG(table) table_{number} {{\n{body}}};\n")


def write_classes(path, tables, added=False):
    lines = ["from sqlalchemy import *", "from sqlalchemy.orm import declarative_base", "Base = declarative_base()"]
    for number in range(tables):
        fields = FIELDS + ([ADDED] if added and number == tables - 1 else [])
        lines += [f"class Table{number}(Base):", f"    __tablename__ = 'table_{number}'"]
        lines += [f"    {field_name(field)} = {column}" for field, column in fields]
    path.write_text("\n".join(lines) + "\n")


class Bench:
    def __init__(self, program, server, meter, tables):
        self.program = program
        self.meter = meter
        self.server = server
        self.tables = tables
        self.runs = 5 if tables <= 100 else 3
        self.ours = meter.work / f"modelc{tables}"
        self.theirs = meter.work / f"alembic{tables}"
        for folder in (self.ours / "models", self.ours / "migrations" / "versions",
                       self.theirs / "migrations" / "versions"):
            folder.mkdir(parents=True)
        for name in ("ours", "theirs"):
            server.query("postgres", f"create database {name}_{tables}")
        self.environment = {"DATABASE_URL": server.url(f"ours_{tables}"), "SOURCE_DATE_EPOCH": None}

    def modelc(self, *arguments, runs=1, before=None):
        return self.meter.measure([self.program, *arguments], self.ours, runs, before, **self.environment)

    def alembic(self, *arguments, runs=1, before=None):
        return self.meter.measure(["/usr/bin/python3", "/usr/bin/alembic", *arguments], self.theirs, runs, before)

    def prepare(self):
        """Both databases at the same schema, each made by its own tool."""
        write_headers(self.ours / "models", self.tables)
        self.modelc("autogen", "-m", "start")
        self.modelc("upgrade")
        write_classes(self.theirs / "models.py", self.tables)
        url = f"postgresql://postgres@/theirs_{self.tables}?host={self.server.socket}"
        (self.theirs / "alembic.ini").write_text(ALEMBIC_INI.format(url=url))
        (self.theirs / "migrations" / "env.py").write_text(ENV_PY)
        (self.theirs / "migrations" / "script.py.mako").write_text(SCRIPT_MAKO)
        create = "import sys, sqlalchemy, models; models.Base.metadata.create_all(sqlalchemy.create_engine(sys.argv[1]))"
        self.meter.measure(["/usr/bin/python3", "-c", create, url], self.theirs, 1)
        ours, theirs = (oracle.catalog(self.server, f"{name}_{self.tables}") for name in ("ours", "theirs"))
        assert ours == theirs, "the two schemas differ:\n" + "\n".join(sorted(set(ours) ^ set(theirs))[:20])
        for database in ("ours", "theirs"):
            self.server.query(f"{database}_{self.tables}", "vacuum analyze")

    def keep(self, folder):
        """A function that puts the files of `folder` back as they are now."""
        kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

        def restore():
            for path in folder.rglob("*"):
                if path.is_file() and path not in kept:
                    path.unlink()
            for path, data in kept.items():
                path.write_bytes(data)

        return restore

    def run(self):
        """Rows of the table: what, modelc, alembic."""
        self.prepare()
        ours, theirs = self.keep(self.ours / "migrations"), self.keep(self.theirs / "migrations")

        def forget():
            ours()
            shutil.rmtree(self.ours / ".modelc", ignore_errors=True)

        autogen = ("autogen", "-m", "x")
        revision = ("revision", "--autogenerate", "-m", "x")
        unchanged = self.alembic(*revision, runs=self.runs, before=theirs)
        yield "no change", self.modelc(*autogen, runs=self.runs, before=ours), unchanged
        yield "no change, nothing cached", self.modelc(*autogen, runs=self.runs, before=forget), unchanged
        write_headers(self.ours / "models", self.tables, added=True)
        write_classes(self.theirs / "models.py", self.tables, added=True)
        added = self.alembic(*revision, runs=self.runs, before=theirs)
        yield "one added column", self.modelc(*autogen, runs=self.runs, before=ours), added
        yield "one added column, nothing cached", self.modelc(*autogen, runs=self.runs, before=forget), added


def write_rich_headers(folder, tables):
    for number in range(tables):
        text = RICH.format(number=number, next=max(number - 1, 0))
        (folder / f"table_{number}.h").write_text(text)


def compare_check(program, server, meter, floor, tables):
    """`check` with nothing to say and cached models, and a program that only reads the same catalogs."""
    folder, database = meter.work / f"check{tables}", f"check_{tables}"
    (folder / "models").mkdir(parents=True)
    (folder / "migrations" / "versions").mkdir(parents=True)
    write_rich_headers(folder / "models", tables)
    server.query("postgres", f"create database {database}")
    environment = {"DATABASE_URL": server.url(database), "SOURCE_DATE_EPOCH": None}
    for command in (["autogen", "-m", "start"], ["upgrade"], ["check"]):
        meter.measure([program, *command], folder, 1, **environment)
    server.query(database, "vacuum analyze")
    ours = theirs = (float("inf"), 0)
    for _ in range(20):  # in turn, so that what else the machine does hits both
        ours = min(ours, meter.measure([program, "check"], folder, 1, **environment))
        theirs = min(theirs, meter.measure([floor, server.conninfo(database), "raw"], folder, 1))
    print(f"  {tables:5} tables: check {ours[0] * 1000:7.1f} ms, bare read {theirs[0] * 1000:7.1f} ms:"
          f" {ours[0] / theirs[0]:.2f} x, {ours[1]:.0f} MiB", flush=True)


def compare_cold(program, meter, tables, write, what):
    """The models of a fresh checkout, and libclang alone over the same: `parse` of this folder."""
    folder = meter.work / f"cold{tables}{what}"
    (folder / "models").mkdir(parents=True)
    write(folder / "models", tables)
    llvm = subprocess.run(["llvm-config-14", "--includedir"], capture_output=True, text=True)
    include = llvm.stdout.strip() if llvm.returncode == 0 else "/usr/lib/llvm-14/include"
    parse = build_program(meter.work, "parse", f"-I{include}")
    models = sorted((folder / "models").iterdir())
    floor = [parse, "libclang-14.so.13", HERE.parent.parent / "modelc" / "include", *models]
    ours = theirs = (float("inf"),) * 3
    for _ in range(20):  # in turn, so that what else the machine does hits both
        shutil.rmtree(folder / ".modelc", ignore_errors=True)
        ours = tuple(map(min, ours, meter.measure_all([program, "compile"], folder, 1)))
        theirs = tuple(map(min, theirs, meter.measure_all(floor, folder, 1)))
    warm = meter.measure([program, "compile"], folder, 5)[0]
    print(f"  {tables:5} {what}: compile {ours[0] * 1000:6.1f} ms, libclang alone {theirs[0] * 1000:6.1f} ms:"
          f" {ours[0] / theirs[0]:.2f} x; processors' time {ours[2] * 1000:6.1f} ms and"
          f" {theirs[2] * 1000:6.1f} ms: {ours[2] / theirs[2]:.2f} x; cached {warm * 1000:.1f} ms", flush=True)


def show(what, ours, theirs, unit="ms"):
    print(f"  {what:34} {ours[0] * 1000:9.1f} {theirs[0] * 1000:10.1f} {unit}  {theirs[0] / ours[0]:7.1f} x"
          f"   {ours[1]:6.0f} {theirs[1]:6.0f} MiB", flush=True)


def compare_all_cold(program, meter):
    print(f"\ncompile, nothing cached; {os.cpu_count()} processors")
    for tables in (100, 1000):
        compare_cold(program, meter, tables, write_headers, "models of ten columns")
        compare_cold(program, meter, tables, write_rich_headers, "with constraints and indexes")


def cold(program):
    work = pathlib.Path(tempfile.mkdtemp(prefix="modelc-bench-", dir="/tmp"))
    try:
        compare_all_cold(pathlib.Path(program).resolve(), Meter(work))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main(program, sizes):
    program = pathlib.Path(program).resolve()
    # A transaction that creates 1000 tables holds more locks than a default server has room for.
    server = servers.Server(servers.DEBIAN, max_locks_per_transaction="2000")
    work = pathlib.Path(tempfile.mkdtemp(prefix="modelc-bench-", dir="/tmp"))
    try:
        meter = Meter(work)
        includes = subprocess.run(["pkg-config", "--cflags", "--libs", "libpq"], capture_output=True, text=True)
        floor = build_program(work, "floor", *includes.stdout.split())
        print(f"PostgreSQL {server.version}, times: best of several runs; x: how often modelc is faster")
        for tables in sizes:
            print(f"\n{tables} tables of ten columns" + " " * 18 + "modelc    alembic      ratio          peak memory")
            bench = Bench(program, server, meter, tables)
            for what, ours, theirs in bench.run():
                show(what, ours, theirs)
            read = meter.measure([floor, server.conninfo(f"ours_{tables}")], work, 10)
            print(f"  {'bare libpq read of the columns':34} {read[0] * 1000:9.1f}")
        print("\ncheck without a change, ten columns, four constraints and three indexes each, models cached")
        for tables in (1000, 5000):
            compare_check(program, server, meter, floor, tables)
        compare_all_cold(program, meter)
        print("\nstart of the program")
        version, empty = (meter.measure(command, work, 100) for command in ([program, "version"], [floor]))
        print(f"  modelc version {version[0] * 1000:.2f} ms, an empty program with libpq {empty[0] * 1000:.2f} ms:"
              f" {version[0] / empty[0]:.2f} x")
    finally:
        server.stop()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    if sys.argv[2:] == ["cold"]:
        cold(sys.argv[1])
    else:
        main(sys.argv[1], [int(word) for word in sys.argv[2:]] or [5, 100, 1000])
