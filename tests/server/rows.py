"""Rows in the tables that two databases have alike: what an upgrade and a downgrade may not lose.

What is alike is judged by both catalogs, and what the rows may be by both servers: a row that either
database refuses (a check, a key, NOT NULL without a default) is not there, so whatever fails because of the
others is the fault of a revision.
"""

import dataclasses
import json

import psycopg2

from generator import literal, quote

# By the name of the table: what makes it another one, and its columns (name → type, how it is computed, what the type is made of, the sequence of an identity, whether it is the table's own).
TABLES = """
select c.oid::regclass::text,
       (select jsonb_build_array(c.relkind, pg_get_partkeydef(c.oid),
               (select jsonb_agg(h.inhparent::regclass order by h.inhseqno) from pg_inherits h where h.inhrelid = c.oid),
               (select jsonb_agg(jsonb_build_array(t.relid, pg_get_partkeydef(t.relid), pg_get_expr(p.relpartbound, p.oid),
                                                   -- No column of a partition key can get another type.
                                                   (select string_agg(format_type(k.atttypid, k.atttypmod), ',' order by k.attnum)
                                                    from pg_depend d join pg_attribute k on k.attrelid = d.objid and k.attnum = d.objsubid
                                                    where d.classid = 'pg_class'::regclass and d.objid = t.relid and d.refobjid = t.relid
                                                      and d.deptype = 'i')) order by t.relid::text)
                from pg_partition_tree(c.oid) t join pg_class p on p.oid = t.relid)))::text,
       (select jsonb_object_agg(a.attname, jsonb_build_array(
               format_type(a.atttypid, a.atttypmod), a.attgenerated, concat_ws(' ', format_type(nullif(t.typbasetype, 0), t.typtypmod),
               (select format_type(r.rngsubtype, null) from pg_range r where r.rngtypid = t.oid),
               (select string_agg(x.attname || format_type(x.atttypid, x.atttypmod), ',' order by x.attnum) from pg_attribute x
                where x.attrelid in (t.typrelid, (select b.typrelid from pg_type b where b.oid = t.typbasetype)) and x.attnum > 0 and not x.attisdropped)),
               case when a.attidentity <> '' then pg_get_serial_sequence(c.oid::regclass::text, a.attname) end, a.attislocal))
        from pg_attribute a join pg_type t on t.oid = coalesce((select nullif(e.typelem, 0) from pg_type e where e.oid = a.atttypid and e.typcategory = 'A'), a.atttypid)
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
from pg_class c
where c.relkind in ('r', 'p') and not c.relispartition and c.oid >= 16384
  and not exists (select from pg_rewrite r where r.ev_class = c.oid and r.ev_type = '3')
order by 1"""

# Texts of which some are values of a type, whatever it is.
TEXTS = ["1", "2", "150", "a", "b", "2024-02-29", "10:00", "1 day", "10.0.0.1", "08:00:2b:01:02:03", "{}", "[1,5)", "empty", "(1,2)", "(1,2),(3,4)",
         "101", "1010", "00000000-0000-0000-0000-000000000001", "<a/>", "()", "(,)", "(,,)", "(,,,)"]
ROUNDS = 4


class Side:
    """One of the databases, in a transaction that spells each name with its schema."""

    def __init__(self, server, database):
        self.connection = server.connect(database)
        self.connection.autocommit = False
        self.cursor = self.connection.cursor()
        self.cursor.execute("set search_path to pg_catalog; set constraints all immediate")
        self.types = {}

    def ask(self, sql):
        self.cursor.execute(sql)
        return self.cursor.fetchall()

    def takes(self, sql):
        """Run it, or nothing at all."""
        self.cursor.execute("savepoint one")
        try:
            self.cursor.execute(sql)
            return True
        except psycopg2.Error:
            self.cursor.execute("rollback to one")
            return False

    def values(self, type_):
        """A few texts that are values of the type."""
        if type_ not in self.types:
            labels = self.ask(f"select enumlabel from pg_enum where format_type(enumtypid, null) = {literal(type_)}")
            fitting = [text for text in [*(label for label, in labels), *TEXTS] if self.takes(f"select {literal(text)}::{type_}")]
            self.types[type_] = fitting[:3]
        return self.types[type_]

    def tables(self):
        return {table: (shape, columns or {}) for table, shape, columns in self.ask(TABLES)}

    def fills_views(self):
        """Whether every materialized view can be computed; none is."""
        views = self.ask("select oid::regclass::text from pg_class where relkind = 'm' order by oid")
        self.cursor.execute("savepoint views")
        fills = all(self.takes(f"refresh materialized view {view}") for view, in views)
        self.cursor.execute("rollback to views")
        return fills

    def end(self, keep):
        (self.connection.commit if keep else self.connection.rollback)()
        self.connection.close()


@dataclasses.dataclass
class Column:
    """One that both have; in each its name and its type."""

    a: str
    b: str
    type_a: str
    type_b: str
    made_anew: bool  # the type, which may have other values then
    base_a: str  # what a domain is over
    base_b: str

    @property
    def alters(self):
        return self.type_a != self.type_b

    def casts(self, a):
        """Whether a cast leads there and back; None: one way alone, or nobody knows yet, as one of the types is to come."""
        ways = [a.takes(f"select null::{one}::{other}") for one, other in [(self.type_a, self.type_b), (self.type_b, self.type_a)]]
        both = a.takes(f"select null::{self.type_a}, null::{self.type_b}")
        return ways[0] if both and ways[0] == ways[1] else None

    def values(self, a):
        """Texts that are values in both, and come through a change of the type and back."""
        fitting = a.values(self.type_a) if not self.made_anew else []
        if not self.alters:
            return fitting
        return [text for text in fitting if self.comes_through(a, f"{literal(text)}::{self.type_a}")]

    def comes_through(self, a, value):
        """A cast that is said cuts what is too long; the one of a change of the type does not."""
        ways = [(value, self.type_b, self.base_b), (f"{value}::{self.type_b}", self.type_a, self.base_a)]
        return a.takes(f"select {value}::{self.type_b}::{self.type_a}") and all(
            a.ask(f"select ({one}::{type_})::text = ({one})::text")[0][0] for one, type_, base in ways if (base or type_).startswith(("character", "bit")))

    def in_b(self, text):
        return f"{literal(text)}::{self.type_a}::{self.type_b}" if self.alters else literal(text)


def computed_here(one, other, names):
    """Columns that are computed and stored on one side alone; in each their names and types.  Values that are not stored do not stay."""
    return [(column, names[column], one[column][0], other[names[column]][0]) for column in sorted(names)
            if one[column][1] == "s" and not other[names[column]][1]]


def returning(kept):
    return " returning " + ", ".join(f"{quote(column)}::text" for column, *_ in kept) if kept else ""


def with_kept(side, row, kept):
    """The row on the other side, with what this one has computed of the row that it has just taken."""
    values = side.cursor.fetchone() if kept else None
    texts = ["null" if text is None else f"{literal(text)}::{one}" + (f"::{other}" if one != other else "") for text, (_, _, one, other) in zip(values or [], kept)]
    return row[0] + [name for _, name, _, _ in kept if values], row[1] + texts


class Table:
    """One that both have."""

    def __init__(self, path, a, b, renames, fixed, taken):
        self.path = path
        # One of the table's own does not become one that is inherited alone: they are two.
        names = {column: column for column in a if column in b and a[column][4] == b[column][4]}
        names.update({old: new for old, new in renamed(a, b).items() if old not in fixed and new not in taken} if renames else {})
        self.sequences_a, self.sequences_b = ({column: side[column][3] for column in side if side[column][3]} for side in (a, b))
        self.counted_a = {column: sequence for column, sequence in self.sequences_a.items() if column not in names}
        self.counted_b = {column: sequence for column, sequence in self.sequences_b.items() if column not in names.values()}
        self.columns = [Column(column, names[column], a[column][0], b[names[column]][0], a[column][2] != b[names[column]][2] and a[column][0] == b[names[column]][0],
                               a[column][2], b[names[column]][2])
                        for column in sorted(names) if not (a[column][1] or b[names[column]][1])]
        # What was computed and is no more keeps its value, cast where the type is another one.
        self.kept = computed_here(a, b, names)
        self.kept_back = computed_here(b, a, {new: old for old, new in names.items()})
        self.cast = [f"{quote(column)}::{type_b}" for column, _, type_a, type_b in self.kept if type_a != type_b]

    def prepare(self, a):
        """Whether it can have rows; leaves out the columns that begin anew with their default, as no cast leads to the other type."""
        casts = {column.a: not column.alters or column.casts(a) for column in self.columns}
        for column in [column for column in self.columns if not casts[column.a]]:
            self.counted_a |= {name: sequence for name, sequence in self.sequences_a.items() if name == column.a}
            self.counted_b |= {name: sequence for name, sequence in self.sequences_b.items() if name == column.b}
        self.columns = [column for column in self.columns if casts[column.a]]
        self.values = {column.a: column.values(a) for column in self.columns}
        return None not in casts.values()

    def insert(self, a, b, number):
        """One row, where both take it."""
        mine, theirs = [], []
        for at, column in enumerate(self.columns):
            values = self.values[column.a]
            text = values[(number + at) % len(values)] if values and (number + at) % 4 else None
            mine.append("null" if text is None else literal(text))
            theirs.append("null" if text is None else column.in_b(text))
        mine = [column.a for column in self.columns], mine
        theirs = [column.b for column in self.columns], theirs
        a.cursor.execute("savepoint inserted")
        if not a.takes(self.statement(*mine) + returning(self.kept)):
            return
        taken = b.takes(self.statement(*with_kept(a, theirs, self.kept)) + returning(self.kept_back)) and self.is_cast(a)
        if not taken or self.kept_back:
            back = with_kept(b, mine, self.kept_back) if taken else None
            a.cursor.execute("rollback to inserted")
            if back and a.takes(self.statement(*back)):
                a.cursor.execute("rollback to inserted")
                a.takes(self.statement(*mine))

    def is_cast(self, a):
        return not self.cast or a.takes(f"select {', '.join(self.cast)} from {self.path}")

    def statement(self, columns, row):
        if not row:
            return f"insert into {self.path} default values"
        return f"insert into {self.path} ({', '.join(map(quote, columns))}) overriding system value values ({', '.join(row)})"

    def read(self, side, columns):
        only = "" if side.ask(f"select relkind = 'p' from pg_class where oid = {literal(self.path)}::regclass")[0][0] else "only "
        return sorted(map(repr, side.ask(f"select tableoid::regclass::text{''.join(columns)} from {only}{self.path}")))

    def before(self, side):
        return self.read(side, [f", {quote(column.a)}::text" for column in self.columns])

    def as_wanted(self, side):
        """What it holds before, as it is after."""
        return self.read(side, [f", {quote(column.a)}{'::' + column.type_b if column.alters else ''}::text" for column in self.columns])

    def as_undone(self, side):
        """What it holds before, as it is after a change and back: '1' is '00:00:01' when it was an interval."""
        return self.read(side, [f", {quote(column.a)}{f'::{column.type_b}::{column.type_a}' if column.alters else ''}::text" for column in self.columns])

    def after(self, side):
        return self.read(side, [f", {quote(column.b)}::text" for column in self.columns])


def count_anew(side, path, counted):
    """Whether the rows may have what the identity columns that come (back) begin with."""
    side.cursor.execute("savepoint counted")
    fits = all(side.takes(f"alter sequence {sequence} restart") and side.takes(f"update {path} set {quote(column)} = default")
               for column, sequence in counted.items())
    side.cursor.execute("rollback to counted")
    return fits


def parents_of(shape):
    """The tables that one of that shape inherits from."""
    return json.loads(shape)[2] or []


def has_heirs(path, tables):
    """Whether a table with these heirs or partitions takes no identity column, but only one that is made so later."""
    return len(json.loads(tables[path][0])[3] or []) > 1 or any(path in parents_of(shape) for shape, _ in tables.values())


def fixed_columns(path, tables):
    """Those that cannot be renamed, as an heir has them from another table as well."""
    heirs = [parents for shape, _ in tables.values() if path in (parents := parents_of(shape))]
    return {column for parents in heirs for other in parents if other != path and other in tables for column in tables[other][1]}


def inherits(path, above, tables):
    return path in tables and any(parent == above or inherits(parent, above, tables) for parent in parents_of(tables[path][0]))


def taken_names(path, there, then):
    """What a column cannot be renamed to, as an heir that stays one has a column of that name."""
    return {column for heir in there if inherits(heir, path, there) and inherits(heir, path, then) for column in there[heir][1]}


def similar(a, b):
    """The columns that go and those that come, by the types of which are both: modelc asks whether they were renamed."""
    sides = [column for column in a if column not in b], [column for column in b if column not in a]
    types = {a[column][0] for column in sides[0]} & {b[column][0] for column in sides[1]}
    return [tuple([column for column in columns if side[column][0] == type_] for columns, side in zip(sides, (a, b))) for type_ in sorted(types)]


def renamed(a, b):
    """The columns that have another name, where there can be but one of the type."""
    return {gone[0]: new[0] for gone, new in similar(a, b) if len(gone) == len(new) == 1 and a[gone[0]] == b[new[0]]}


def is_clear(a, b):
    """Whether it is clear which columns get another name."""
    return len(renamed(a, b)) == len(similar(a, b))


def is_kept(path, there, then):
    """Whether it is the same table, as is what it inherits from: neither can be made anew without the heirs."""
    parents = parents_of(there[path][0]) if path in there else []
    return path in there and path in then and there[path][0] == then[path][0] and all(is_kept(parent, there, then) for parent in parents)


def insert(server, database, wanted, renames):
    """Insert rows into the database; returns the tables that may have some."""
    a, b = Side(server, database), Side(server, wanted)
    there, then = a.tables(), b.tables()
    tables = [Table(path, columns, then[path][1], renames, fixed_columns(path, there), taken_names(path, there, then))
              for path, (_, columns) in there.items()
              if is_kept(path, there, then) and (not renames or is_clear(columns, then[path][1]))]
    heirs = {path: tables for path, tables in there.items() if path in then}
    tables = [table for table in tables if table.prepare(a) and not ((table.counted_a or table.counted_b) and has_heirs(table.path, heirs))]
    for number in range(ROUNDS):
        for table in tables:
            table.insert(a, b, number)
    keep = a.fills_views() and b.fills_views() and \
        all(count_anew(a, table.path, table.counted_a) and count_anew(b, table.path, table.counted_b) for table in tables)
    b.end(False)
    a.end(keep)
    return tables if keep else []


def read(server, database, tables, how):
    """What the tables hold, line by line, as `how` of Table reads it; a table that is not there any more holds nothing."""
    side = Side(server, database)
    try:
        there = side.tables()
        return [f"{table.path} {row}" for table in tables for row in (how(table, side) if table.path in there else [])]
    finally:
        side.end(False)
