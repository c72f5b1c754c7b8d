"""Sequences, tables with their columns, partitions."""

from . import expressions, names
from .user_types import maybe_default
from .world import Impossible, Lit, Type, flat, joined, quote, register

# Sequences


def sequence_options(world, thing):
    """Texts that fit each other: type, increment, bounds, start."""
    options = [world.rng.choice(["AS int", "AS bigint", "AS smallint"])] if world.chance(0.3) else []
    down = world.chance(0.2)
    if world.chance(0.3) or down:
        options.append("INCREMENT -1" if down else f"INCREMENT {world.rng.choice([2, 10, 3])}")
    if not down and world.chance(0.3):
        options.append(world.rng.choice(["MINVALUE 5 MAXVALUE 1000 START 1000", "MINVALUE 5", "MAXVALUE 1000 START 5"]))
    if world.chance(0.2):
        options.append(f"CACHE {world.rng.choice([5, 20])}")
    if world.chance(0.2):
        options.append("CYCLE")
    return tuple(options)


def sequence_owner(world, thing):
    """A column that may own it: of a table in the same schema."""
    if world.chance(0.7):
        return None
    columns = [column for column in world.of("column") if column.parent.parent is thing.parent and column.parent.kind == "table"]
    return world.pick(columns) if columns else None


def sequence_late(world, thing):
    if thing.owner is not None and thing.owner in world.things:
        yield f"ALTER SEQUENCE {thing.path} OWNED BY {thing.owner.parent.path}.{quote(thing.owner.name)}"


register("sequence", "schema", {"options": sequence_options, "owner": sequence_owner, "unlogged": lambda w, t: w.chance(0.1)},
         lambda w, t: [f"CREATE {'UNLOGGED ' if t.unlogged and not t.owner else ''}SEQUENCE {t.path} {' '.join(t.options)}".rstrip()],
         late=sequence_late, late_fields=("owner",), weight=2, target=lambda t: "SEQUENCE " + t.path,
         privileges=("usage", "select", "update"))

# Tables


def own_columns(world, relation):
    """The columns that are said of a relation; a partition has those of its table."""
    return world.under(relation.parent if relation.kind == "partition" else relation, "column", "view_column")


def is_parted(relation):
    return bool(relation.fields.get("partition_by") or relation.fields.get("parted"))


def key_of(relation):
    """The columns of the partition key."""
    return () if not is_parted(relation) else relation.key if relation.kind == "table" else relation.parent.key


def all_columns(world, table):
    """The columns of a relation, inherited ones too; one that several of its tables have is there once."""
    columns = list(own_columns(world, table))
    for column in inherited_columns(world, table):
        if column.name not in [other.name for other in columns]:
            columns.append(column)
    return columns


def inherited_columns(world, table):
    return [column for parent in table.fields.get("inherits") or () for column in all_columns(world, parent)]


def table_partition_by(world, thing):
    return world.rng.choice(["range", "list", "hash"]) if world.chance(0.15) else None


def table_columns(world, thing):
    """Makes the columns; nothing is kept in the field."""
    if not world.under(thing, "column"):
        for _ in range(world.rng.choice([1, 2, 3, 3, 4, 5, 7])):
            world.try_add("column", thing)
    return None


def table_inherits(world, thing):
    """One or two tables; columns of the same name are the same there."""
    if thing.partition_by or world.chance(0.9):
        return ()
    above = [other for other in world.of("table") if other is not thing and not other.fields.get("partition_by")
             and thing not in [other, *ancestors(other)] and fits_above(world, thing, other)]
    if not above:
        return ()
    first = world.rng.choice(above)
    above = [other for other in above if other is not first and fits_above(world, first, other)]
    if not above or world.chance(0.6):
        return (first,)
    second = world.rng.choice(above)
    if world.chance(0.6):
        share_column(world, first, second)
    return (first, second)


def fits_above(world, table, other):
    """Whether columns of one name are the same in both tables; each has its own where it has an expression."""
    columns = {column.name: column for column in all_columns(world, other)}
    pairs = [(column, columns[column.name]) for column in all_columns(world, table) if column.name in columns]
    return all(one is two or same_column(one, two) for one, two in pairs)


def same_column(one, two):
    return (flat(one.type), flat(one.collation)) == (flat(two.type), flat(two.collation)) and not (one.generated or two.generated)


def share_column(world, table, other):
    """One more column of the other table, as one of the first is."""
    taken = {column.name for column in all_columns(world, other)}
    columns = [column for column in all_columns(world, table)
               if column.name not in taken and not column.generated and not column.identity]
    if columns:
        shared = world.rng.choice(columns)
        default = shared.default if world.chance(0.7) else None
        column = world.add("column", other, type=shared.type, generated=None, identity=None, collation=shared.collation, default=default)
        column.name = shared.name


def table_repeats(world, thing):
    """Columns that it inherits and says itself as well: PostgreSQL has no statement that changes that while it inherits them."""
    inherited = inherited_columns(world, thing)
    if thing.done and thing.inherits and any(column in inherited for column in thing.fields["repeats"]):
        return tuple(column for column in thing.fields["repeats"] if column in inherited)
    if not inherited or world.chance(0.6):
        return ()
    return tuple(inherited) if world.chance(0.5) else tuple(world.some(inherited, 3))


def repeated_clauses(world, thing):
    """Each of them once; all that it would inherit where it stands apart."""
    said = {column.name for column in own_columns(world, thing)}
    for column in inherited_columns(world, thing) if thing.apart else thing.repeats:
        if column.name not in said:
            said.add(column.name)
            collation = f" COLLATE {flat(column.collation)}" if column.collation else ""
            yield f"{quote(column.name)} {flat(column.type)}{collation}"


def ancestors(table):
    found = []
    for parent in table.fields.get("inherits") or ():
        found += [parent, *ancestors(parent)]
    return found


def table_key(world, thing):
    """Columns of the partition key."""
    if not thing.partition_by:
        return ()
    columns = [column for column in world.under(thing, "column")
               if column.type.family == "num" and flat(column.type) in ("int", "bigint") and not column.identity and not column.generated]
    return (world.pick(columns),)


def table_options(world, thing):
    if thing.partition_by or world.chance(0.8):
        return ()
    return tuple(world.some(["fillfactor = 70", "autovacuum_enabled = false", "toast.autovacuum_enabled = false",
                             "autovacuum_vacuum_scale_factor = 0.1"], 2))


def table_say(world, thing):
    clauses = [column_clause(column, world.version) for column in world.under(thing, "column")]
    clauses += repeated_clauses(world, thing)
    columns = ",\n    ".join(clauses)
    text = f"CREATE {'UNLOGGED ' if thing.unlogged and not thing.partition_by else ''}TABLE {thing.path} (\n    {columns}\n)"
    if thing.inherits and not thing.apart:
        text += f" INHERITS ({joined(thing.inherits)})"
    if thing.partition_by:
        text += f" PARTITION BY {thing.partition_by} ({joined(thing.key)})"
    if thing.options:
        text += f" WITH ({', '.join(thing.options)})"
    yield text + (" TABLESPACE gen_space" if thing.tablespace else "")
    if thing.replica_identity and not thing.partition_by:
        yield f"ALTER TABLE {thing.path} REPLICA IDENTITY {thing.replica_identity}"
    if thing.row_security:
        yield f"ALTER TABLE {thing.path} ENABLE ROW LEVEL SECURITY"
    if thing.forced:
        yield f"ALTER TABLE {thing.path} FORCE ROW LEVEL SECURITY"
    for column in world.under(thing, "column"):
        yield from column_later(column, world.version)


TABLE_PRIVILEGES = ("select", "insert", "update", "delete", "references", "trigger", "truncate")
register("table", "schema",
         {"partition_by": table_partition_by, "columns": table_columns, "key": table_key, "inherits": table_inherits,
          "repeats": table_repeats, "apart": lambda w, t: bool(t.inherits) and w.chance(0.2), "tablespace": lambda w, t: w.chance(0.04),
          "unlogged": lambda w, t: w.chance(0.05), "options": table_options,
          "replica_identity": lambda w, t: w.rng.choice(["full", "nothing"]) if w.chance(0.06) else None,
          "row_security": lambda w, t: w.chance(0.12), "forced": lambda w, t: w.chance(0.05)},
         table_say, weight=12, follow={"inherits": ["repeats", "apart"]}, target=lambda t: "TABLE " + t.path, privileges=TABLE_PRIVILEGES)

# Columns


def column_type(world, thing):
    return expressions.any_type(world)


def column_generated(world, thing):
    """An expression over columns before this one."""
    before = [c for c in world.under(thing.parent, "column") if c is not thing and not c.fields.get("generated")]
    if world.chance(0.88):
        return None
    if thing.type.family == "num":
        usable = expressions.of_family(before, "num")
        if usable:
            return ("(", world.rng.choice(usable), " * 2)::", thing.type)
    if thing.type.family == "text":
        usable = expressions.of_family(before, "text")
        calls = [f for f in world.of("function") if f.shape == "scalar" and f.volatility == "immutable" and f.family == "text"]
        if usable and calls and world.chance(0.4):
            function = world.rng.choice(calls)
            return (function, "(", world.rng.choice(usable), "::", function.args[0][1], ")")
        if usable:
            return ("upper(", world.rng.choice(usable), ")")
    return None


def column_identity(world, thing):
    if thing.generated or flat(thing.type) not in ("int", "bigint", "smallint") or world.chance(0.8):
        return None
    options = world.rng.choice(["", "", " (START 10)", " (INCREMENT 5 MINVALUE 5)", " (CACHE 3 CYCLE)", " (MAXVALUE 500)",
                                " (SEQUENCE NAME %s START 3)"])
    return world.rng.choice(["ALWAYS", "BY DEFAULT"]) + " AS IDENTITY" + options


def identity_text(column):
    """With the name of the sequence, which has to be in the schema of its table."""
    table = column.parent
    schema = table.path[:-len(quote(table.name))]
    return column.identity.replace("%s", schema + quote(f"{table.name[:14]} {column.name[:14]}!"))


def identity_logging(column):
    """As no other statement does; by its name, so that other seeds stay what they are."""
    if not column.identity or column.parent.partition_by or len(column.name) % 4:
        return
    table = column.parent.path.replace("'", "''")
    name = column.name.replace("'", "''")
    yield (f"DO $generated$ BEGIN EXECUTE 'ALTER SEQUENCE ' || pg_get_serial_sequence('{table}', '{name}')"
           f" || ' SET {'LOGGED' if column.parent.unlogged else 'UNLOGGED'}'; END $generated$")


def make_counter_grants(world, thing):
    from .world import make_grant

    if not thing.identity or world.chance(0.6):
        return ()
    return tuple(make_grant(world, ("SELECT", "UPDATE", "USAGE")) for _ in range(world.rng.choice([1, 2])))


def counter_grants(column):
    table, name = (text.replace("'", "''") for text in (column.parent.path, column.name))
    for verb, privileges, role, option in column.counter_grants if column.identity else ():
        tail = f"{'TO' if verb == 'GRANT' else 'FROM'} {role if role == 'public' else quote(role)}" + (" WITH GRANT OPTION" if option else "")
        yield (f"DO $generated$ BEGIN EXECUTE '{verb} {privileges} ON SEQUENCE ' || pg_get_serial_sequence('{table}', '{name}')"
               f" || ' {tail}'; END $generated$")


def column_default(world, thing):
    if thing.generated or thing.identity:
        return None
    if thing.type.family == "num" and world.chance(0.1) and world.of("sequence"):
        return ("nextval(", Lit(world.rng.choice(world.of("sequence"))), "::regclass)")
    scalars = [f for f in world.of("function") if f.shape == "scalar" and f.family == thing.type.family]
    if scalars and world.chance(0.2):
        function = world.rng.choice(scalars)
        return (function, "(", world.rng.choice(["1", "2"]) if function.family == "num" else "'x'", "::", function.args[0][1], ")")
    return maybe_default(world, thing.type)


def column_collation(world, thing):
    if thing.type.family != "text" or world.chance(0.9):
        return None
    return world.rng.choice(['"C"', '"POSIX"', *world.of("collation")])


def not_null_clause(column, version):
    if not column.not_null or column.identity:
        return ""
    named = column.null_name and version >= 18
    return (f" CONSTRAINT {quote(column.null_name)}" if named else "") + " NOT NULL" + (" NO INHERIT" if named and column.null_alone else "")


def column_clause(column, version):
    text = f"{quote(column.name)} {flat(column.type)}"
    if column.collation:
        text += f" COLLATE {flat(column.collation)}"
    if column.compression:
        text += f" COMPRESSION {column.compression}"
    if column.generated:
        text += f" GENERATED ALWAYS AS ({flat(column.generated)}) {'VIRTUAL' if column.virtual and version >= 18 else 'STORED'}"
    elif column.identity:
        text += f" GENERATED {identity_text(column)}"
    elif column.default is not None:
        text += f" DEFAULT {flat(column.default)}"
    return text + not_null_clause(column, version)


def column_later(column, version):
    target = f"ALTER TABLE {column.parent.path} ALTER {quote(column.name)}"
    if column.storage:
        yield f"{target} SET STORAGE {column.storage}"
    if column.statistics:
        yield f"{target} SET STATISTICS {column.statistics}"
    if column.null_name and not column.not_null and not column.identity and version >= 18:
        yield f"ALTER TABLE {column.parent.path} ADD CONSTRAINT {quote(column.null_name)} NOT NULL {quote(column.name)} NOT VALID"
    if column.null_name and column.null_note and version >= 18:
        yield f"COMMENT ON CONSTRAINT {quote(column.null_name)} ON {column.parent.path} IS 'Not null.'"
    yield from identity_logging(column)
    yield from counter_grants(column)
    if column.distinct:
        yield f"{target} SET (n_distinct = {column.distinct})"
    if column.comment is not None:
        from .world import literal

        yield f"COMMENT ON COLUMN {column.parent.path}.{quote(column.name)} IS {literal(column.comment)}"
    if column.grants:
        privileges, role = column.grants
        yield f"GRANT {privileges} ({quote(column.name)}) ON {column.parent.path} TO {quote(role)}"


def column_comment(world, thing):
    from .world import make_comment

    return make_comment(world, thing) if world.chance(0.5) else None


def column_grants(world, thing):
    if world.chance(0.96):
        return None
    return (world.rng.choice(["SELECT", "UPDATE", "INSERT"]), "gen_reader")


def is_long(type_):
    return flat(type_) in ("text", "varchar", "jsonb", "bytea", "int[]")


register("column", "table",
         {"type": column_type, "generated": column_generated, "identity": column_identity, "default": column_default,
          "not_null": lambda w, t: w.chance(0.4), "collation": column_collation,
          "compression": lambda w, t: "pglz" if is_long(t.type) and w.chance(0.08) else None,
          "storage": lambda w, t: w.rng.choice(["EXTERNAL", "MAIN", "PLAIN", "EXTENDED"]) if is_long(t.type) and w.chance(0.06) else None,
          "statistics": lambda w, t: w.rng.choice([0, 50, 1000]) if w.chance(0.04) else None,
          "comment": column_comment, "grants": column_grants, "counter_grants": make_counter_grants, "virtual": lambda w, t: w.chance(0.4),
          "null_name": lambda w, t: w.rng.choice(["said", "Not Null"]) + t.name[:20] if w.chance(0.1) else None,
          "null_alone": lambda w, t: w.chance(0.3) and not t.parent.fields.get("partition_by"),
          "null_note": lambda w, t: w.chance(0.5),
          "distinct": lambda w, t: w.rng.choice(["-0.5", "100"]) if w.chance(0.04) else None},
         lambda w, t: [], weight=10, pool=names.FIELDS,
         follow={"type": ["generated", "identity", "default", "collation", "compression", "storage"],
                 "generated": ["identity", "default"], "identity": ["default"]})

# Partitions


def partition_slot(world, thing):
    if not thing.parent.fields.get("partition_by"):
        raise Impossible
    taken = [other.fields.get("slot") for other in world.under(thing.parent, "partition") if other is not thing]
    return world.pick([slot for slot in range(4) if slot not in taken])


def partition_say(world, thing):
    table, slot = thing.parent, thing.slot
    if not table.key:
        return  # of a table that lost what it was partitioned by
    if table.partition_by == "hash":
        bound = f"FOR VALUES WITH (MODULUS 4, REMAINDER {slot})"
    elif slot == 3:
        bound = "DEFAULT"
    elif table.partition_by == "range":
        bound = f"FOR VALUES FROM ({slot * 100 if slot else 'MINVALUE'}) TO ({(slot + 1) * 100})"
    else:
        bound = f"FOR VALUES IN ({slot}, {slot + 10}{', NULL' if slot == 1 else ''})"
    text = f"CREATE {'UNLOGGED ' if thing.unlogged else ''}TABLE {thing.path} PARTITION OF {table.path} {bound}"
    if thing.parted:
        yield text + f" PARTITION BY hash ({flat(table.key[0])})"
        yield f"CREATE TABLE {partition_part(thing)} PARTITION OF {thing.path} FOR VALUES WITH (MODULUS 1, REMAINDER 0)"
    else:
        yield text + (f" WITH ({thing.options})" if thing.options else "") + (" TABLESPACE gen_space" if thing.tablespace else "")
    yield from partition_marks(thing)


def partition_marks(thing):
    """What it has of its own, whatever the table says."""
    if thing.setting:
        column = thing.column if thing.column and thing.setting == "SET NOT NULL" else thing.parent.key[0]
        yield f"ALTER TABLE {thing.path} ALTER {flat(column)} {thing.setting}"
    if thing.mark == "CLUSTER ON":
        own = quote(thing.name[:50] + "_own")
        # INCLUDE keeps it from becoming a part of a later index of the table, with an order that is only counted.
        yield f"CREATE INDEX {own} ON {thing.path} ({flat(thing.parent.key[0])}) INCLUDE ({flat(thing.parent.key[0])})"
        yield f"ALTER TABLE {thing.path} CLUSTER ON {own}"
    elif thing.mark:
        yield f"ALTER TABLE {thing.path} {thing.mark}"


COLUMN_SETTINGS = ["SET DEFAULT 7", "SET NOT NULL", "SET STATISTICS 30", "SET (n_distinct = 9)"]
PARTITION_MARKS = ["ENABLE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY", "REPLICA IDENTITY FULL", "CLUSTER ON"]


def nullable_column(world, thing):
    columns = [c for c in world.under(thing.parent, "column") if not c.not_null and not c.identity and c not in thing.parent.key]
    return columns[-1] if columns else None


def elsewhere(world, thing):
    """Another schema than the table's; mostly none."""
    return world.pick(world.of("schema")) if world.chance(0.15) else None


def partition_part(thing):
    return f"{quote(thing.parent.parent.name)}.{quote(thing.name[:50] + '_part')}"


register("partition", "table",
         {"slot": partition_slot, "home": elsewhere, "unlogged": lambda w, t: w.chance(0.3), "parted": lambda w, t: w.chance(0.2),
          "options": lambda w, t: "fillfactor = 50" if w.chance(0.3) else None,
          "tablespace": lambda w, t: w.chance(0.1), "column": nullable_column, "setting": lambda w, t: w.rng.choice(COLUMN_SETTINGS) if w.chance(0.5) else None,
          "mark": lambda w, t: w.rng.choice(PARTITION_MARKS) if w.chance(0.4) else None}, partition_say, weight=3, fits=lambda w, t: t.partition_by, target=lambda t: "TABLE " + t.path)

# What an heir says of a column that it inherits


def heir_column(world, thing):
    return world.pick([column for parent in thing.parent.inherits for column in all_columns(world, parent)])


def heir_setting(world, thing):
    column = thing.column
    settings = ["SET NOT NULL", "SET STATISTICS 30", "SET (n_distinct = 9)"]
    if not column.generated and not column.identity:
        settings += ["DROP DEFAULT", f"SET DEFAULT {world.rng.choice(column.type.values)}"]
    if is_long(column.type):
        settings += ["SET STORAGE EXTERNAL", "SET STORAGE MAIN", "SET COMPRESSION pglz"]
    return world.rng.choice(settings)


register("heir_setting", "table", {"column": heir_column, "setting": heir_setting, "note": lambda w, t: w.chance(0.3)},
         lambda w, t: [f"ALTER TABLE {t.parent.path} ALTER {flat(t.column)} {t.setting}",
                       *([f"COMMENT ON COLUMN {t.parent.path}.{flat(t.column)} IS 'of the heir'"] if t.note else [])],
         weight=3, fits=lambda w, t: t.fields.get("inherits"), follow={"column": ["setting"]})
