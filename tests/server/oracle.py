"""What a database holds, told without modelc: by the catalog's own functions and by pg_dump."""

import re
import subprocess

LEDGER = "modelc_revisions"

# Each query gives one line per fact.  Nothing depends on the physical order of columns.
FACTS = {
    "schema": """
        select n.nspname, obj_description(n.oid, 'pg_namespace')
          from pg_namespace n where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'""",
    "type": """
        select n.nspname, t.typname, array_agg(e.enumlabel order by e.enumsortorder),
               obj_description(t.oid, 'pg_type')
          from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_enum e on e.enumtypid = t.oid
         group by n.nspname, t.typname, t.oid""",
    "table": """
        select n.nspname, c.relname, c.relkind, c.relpersistence, obj_description(c.oid, 'pg_class')
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_'
           and n.nspname <> 'information_schema'""",
    "column": """
        select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid), l.collname,
               col_description(c.oid, a.attnum)
          from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
          join pg_type t on t.oid = a.atttypid
          left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
          left join pg_collation l on l.oid = a.attcollation and l.oid <> t.typcollation
         where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and n.nspname !~ '^pg_'
           and n.nspname <> 'information_schema'""",
    "constraint": """
        select n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid), k.convalidated,
               obj_description(k.oid, 'pg_constraint')
          from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
         where k.contype in ('p', 'u', 'c', 'f', 'x') and n.nspname !~ '^pg_'
           and n.nspname <> 'information_schema'""",
    "index": """
        select n.nspname, c.relname, pg_get_indexdef(i.indexrelid), i.indisvalid,
               obj_description(c.oid, 'pg_class')
          from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
         where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'""",
    "sequence": """
        select s.schemaname, s.sequencename, s.data_type::text, s.start_value, s.min_value, s.max_value,
               s.increment_by, s.cycle, s.cache_size,
               obj_description(o.oid, 'pg_class'), d.refobjid::regclass::text, a.attname, d.deptype
          from pg_sequences s
          join pg_class o on o.oid = format('%I.%I', s.schemaname, s.sequencename)::regclass
          left join pg_depend d on d.objid = o.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
          left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
         where s.schemaname !~ '^pg_'""",
}


def catalog(server, database):
    """Every fact as a line of text, sorted; the ledger left out."""
    lines = []
    for kind, query in FACTS.items():
        for row in server.query(database, query):
            line = kind + " " + " | ".join("-" if value is None else str(value) for value in row)
            if LEDGER not in line:
                lines.append(line)
    return sorted(lines)


def sort_columns(statement):
    """CREATE TABLE with its lines sorted: a column that left and came back stands last."""
    match = re.fullmatch(r"(CREATE (?:UNLOGGED )?TABLE .*? \(\n)(.*?)(\n\)[^)]*)", statement, re.DOTALL)
    if not match:
        return statement
    lines = sorted(line.rstrip(",") for line in match.group(2).split("\n"))
    return match.group(1) + "\n".join(lines) + match.group(3)


def dump(server, database):
    """pg_dump's statements, sorted; None when its pg_dump is not on this machine (npm's servers lack it)."""
    program = server.bindir / "pg_dump"
    if not program.exists():
        return None
    text = subprocess.run(
        [program, "--schema-only", "--no-owner", "--no-privileges", f"--exclude-table=*.{LEDGER}*",
         "-d", server.conninfo(database)],
        capture_output=True, text=True, check=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}).stdout
    lines = [line for line in text.split("\n") if not re.match(r"--|SET |SELECT pg_catalog|\\(un)?restrict", line)]
    statements = re.split(r";\n+", "\n".join(lines).strip() + "\n")
    return sorted(sort_columns(statement.strip()) for statement in statements if statement.strip())
