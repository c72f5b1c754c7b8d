#!/usr/bin/env python3
"""Compare the run of 1000 revisions of one statement: modelc, Alembic, dbmate, and psql with a transaction for each.

usage: upgrade.py PROGRAM [REVISIONS]      (default 1000)
"""

import pathlib
import shutil
import sys
import tempfile

from bench import ALEMBIC_INI, Meter, servers

ENV_PY = """from alembic import context
from sqlalchemy import create_engine
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
"""
MODELC = """-- revision {0}
--
-- Revision ID: r{0:05}
-- Revises: {1}

-- migrate:up

{2};

-- migrate:down

{3};
"""
DBMATE = """-- migrate:up
{0};

-- migrate:down
{1};
"""
ALEMBIC = """revision = "r{0:05}"
down_revision = {1!r}
from alembic import op
def upgrade():
    op.execute("{2}")
def downgrade():
    op.execute("{3}")
"""


# Where `./dev bench` unpacks it; it takes back one revision at a time, so only its upgrade is compared.
DBMATE_PROGRAMS = sorted((servers.ROOT / "build" / "dbmate").glob("node_modules/@dbmate/linux-*/bin/dbmate"))


def name(number):
    return f"r{number:05}" if number >= 0 else None


def write(work, count):
    """The same statements as revisions of both tools and as scripts for psql."""
    modelc, alembic = work / "modelc" / "migrations" / "versions", work / "alembic" / "migrations" / "versions"
    modelc.mkdir(parents=True)
    alembic.mkdir(parents=True)
    (work / "dbmate").mkdir()
    up, down = [], []
    for number in range(count):
        create, drop = f"CREATE TABLE t{number} (id integer PRIMARY KEY, name text)", f"DROP TABLE t{number}"
        before = name(number - 1)
        (modelc / f"20250101000000_{number:05}.sql").write_text(MODELC.format(number, before or "", create, drop))
        (alembic / f"{number:05}.py").write_text(ALEMBIC.format(number, before, create, drop))
        (work / "dbmate" / f"20250101{number:06}_t.sql").write_text(DBMATE.format(create, drop))
        up.append(f"BEGIN;\n{create};\nCOMMIT;\n")
        down.append(f"BEGIN;\n{drop};\nCOMMIT;\n")
    (work / "up.sql").write_text("".join(up))
    (work / "down.sql").write_text("".join(reversed(down)))
    (work / "alembic" / "migrations" / "env.py").write_text(ENV_PY)


def main(program, count):
    program = pathlib.Path(program).resolve()
    server = servers.Server(servers.DEBIAN)
    work = pathlib.Path(tempfile.mkdtemp(prefix="modelc-bench-", dir="/tmp"))
    try:
        meter = Meter(work)
        write(work, count)
        for database in ("ours", "theirs", "plain", "mates"):
            server.query("postgres", f"create database {database}")
        url = f"postgresql://postgres@/theirs?host={server.socket}"
        (work / "alembic" / "alembic.ini").write_text(ALEMBIC_INI.format(url=url))
        print(f"PostgreSQL {server.version}, {count} revisions of one statement, a transaction for each")
        print(f"  {'':12} {'modelc':>10} {'psql':>10} {'alembic':>10}    modelc to psql   alembic to modelc")
        psql = [servers.DEBIAN / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", server.conninfo("plain"), "-f"]
        alembic = ["/usr/bin/python3", "/usr/bin/alembic"]
        for way, last in (("upgrade", "head"), ("downgrade", "base"), ("upgrade", "head")):
            script = work / ("up.sql" if way == "upgrade" else "down.sql")
            ours = meter.measure([program, "-q", way, last], work / "modelc", 1, DATABASE_URL=server.url("ours"))[0]
            plain = meter.measure([*psql, script], work, 1)[0]
            theirs = meter.measure([*alembic, way, last], work / "alembic", 1)[0]
            print(f"  {way:12} {ours:8.2f} s {plain:8.2f} s {theirs:8.2f} s {ours / plain:12.2f} x"
                  f" {theirs / ours:15.1f} x", flush=True)
        for dbmate in DBMATE_PROGRAMS[:1]:
            target = f"postgres://postgres@/mates?host={server.socket}&sslmode=disable"
            mates = meter.measure([dbmate, "--url", target, "--migrations-dir", work / "dbmate", "--no-dump-schema",
                                   "up"], work, 1)[0]
            print(f"  dbmate up {mates:.2f} s: {mates / ours:.1f} x of the last upgrade")
        again = meter.measure([program, "-q", "upgrade"], work / "modelc", 5, DATABASE_URL=server.url("ours"))[0]
        print(f"  nothing to do: modelc {again * 1000:.0f} ms")
    finally:
        server.stop()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
