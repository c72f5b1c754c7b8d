"""What a database holds, told without modelc: by the catalog itself and by pg_dump."""

import difflib
import json
import re
import subprocess

import facts

LEDGER = "modelc_revisions"


def say(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def read_catalog(connection):
    """Every fact as a line of text, sorted; the ledger left out.  Changes the session's search path."""
    with connection.cursor() as cursor:
        # Outside of it a name is spelled with its schema.
        cursor.execute("set search_path to pg_catalog")
        version = connection.info.server_version
        cursor.execute(facts.present_query(version))
        present = [catalog for catalog, in cursor.fetchall()]
        cursor.execute(facts.query(present, version))
        rows = cursor.fetchall()
    lines = []
    for catalog, key, row in rows:
        said = [f"{name}={say(value)}" for name, value in sorted(row.items()) if value not in (None, False, "")]
        lines.append(" | ".join([f"{catalog} {key}", *said]))
    return sorted(line for line in lines if LEDGER not in line)


def catalog(server, database):
    connection = server.connect(database)
    try:
        return read_catalog(connection)
    finally:
        connection.close()


def differences(before, after):
    """The lines that only one of two catalogs has; "" when they are equal."""
    return "\n".join(line for line in difflib.unified_diff(before, after, "before", "after", n=0, lineterm="")
                     if not line.startswith("@@"))


def sort_columns(statement):
    """CREATE TABLE with its lines sorted: a column that left and came back stands last."""
    match = re.fullmatch(r"(CREATE (?:UNLOGGED )?TABLE .*? \(\n)(.*?)(\n\)(?:\nINHERITS \([^)]*\))?[^)]*)", statement, re.DOTALL)
    if not match:
        return statement
    lines = sorted(line.rstrip(",") for line in match.group(2).split("\n"))
    return match.group(1) + "\n".join(lines) + match.group(3)


def dump(server, database, privileges=False):
    """pg_dump's statements, sorted; None when its pg_dump is not on this machine (npm's servers lack it)."""
    program = server.bindir / "pg_dump"
    if not program.exists():
        return None
    text = subprocess.run(
        [program, "--schema-only", "--no-owner", *([] if privileges else ["--no-privileges"]), f"--exclude-table=*.{LEDGER}*",
         "-d", server.conninfo(database)],
        capture_output=True, text=True, check=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}).stdout
    lines = [line for line in text.split("\n") if not re.match(r"--|SET |SELECT pg_catalog|\\(un)?restrict", line)]
    statements = re.split(r";\n+", "\n".join(lines).strip() + "\n")
    return sorted(sort_columns(statement.strip()) for statement in statements if statement.strip())
