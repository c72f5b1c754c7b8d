"""Tables that have columns from others, and say otherwise."""

import pairs

ANIMALS = "create table animals (id int primary key, legs int default 4)"


def run(server, a, b):
    """What `pull` writes of B leads there from A, and back."""
    server.create("heirs")
    _, refused = pairs.load(server, "heirs", b)
    server.query("postgres", "drop database heirs")
    assert not refused
    pairs.Pair(server, "heirs_pair").run(a, b)


def test_default_goes_alone(server):
    run(server, [ANIMALS],
        [ANIMALS, "create table cats (legs int) inherits (animals)", "alter table cats alter legs drop default",
         "create table dogs (name text) inherits (animals)", "alter table dogs alter legs drop default"])


def test_null_where_the_table_has_not_null(debian_server):
    """Since PostgreSQL 18 an heir has NOT NULL from above come what may."""
    run(debian_server, [ANIMALS, "create table birds (legs int) inherits (animals)"],
        [ANIMALS, "create table birds (legs int) inherits (animals)", "create table cats (legs int, name text) inherits (animals)",
         "alter table animals alter legs set not null", "alter table cats alter legs drop not null"])


def test_heirs_in_place(server):
    """What a table says itself of all that it inherits stays with its rows, whoever it has it from."""
    grand = ["create table g (k int default 1)", "create table p (a int not null, b text, constraint ck check (a > 0)) inherits (g)"]
    run(server,
        [*grand, "create table old (z int, y int)",
         "create table c (k int default 1, a int not null, b text, z int, y int, x int, constraint ck check (a > 0)) inherits (old)",
         "create table c2 (k int, a int not null, b text) inherits (g)", "create table c3 (z int, w int, y int) inherits (old)",
         "create table c4 (k int, kk int)", "create index on c (x)"],
        [*grand, "create table c (k int default 1, a int not null, b text, z int, y int, x int, constraint ck check (a > 0)) inherits (p)",
         "create table c2 (k int, a int not null, b text, constraint ck check (a > 0)) inherits (p)", "create table c3 (z bigint, w int)",
         "create table n (k int, kk int not null)", "create table c4 (k int, kk int not null) inherits (n, g)", "create index on c (x)"])


def test_names_that_an_heir_has_for_something_else(server):
    """A NOT NULL of the table comes to the heir under another name, as it does in a new heir; what stands there stays."""
    heir = "create table heir (own int constraint taken not null, more int, constraint held check (more > 0)) inherits (base)"
    run(server, ["create table base (id int, later int)", heir],
        ["create table base (id int, later int constraint held not null, added int default 1 constraint taken not null)", heir])


def test_checks_that_heirs_say_too(server):
    """While the table has its own, the heir's neither comes nor goes."""
    table, heir = "create table p (c int constraint k check (c > 0))", "create table {} () inherits (p)"
    says = ["alter table {} add constraint k check (c > 0)"]
    named = ["alter table {} add constraint j check (c > 0)"]
    kept = [table, *(heir.format(name) for name in ("a", "b", "d", "e"))]
    run(server,
        [*kept, *(text.format("a") for text in says), *(text.format("d") for text in named), *(text.format("e") for text in says)],
        [*kept, *(text.format("b") for text in says), *(text.format("d") for text in says), *(text.format("e") for text in named)])
    unchecked = ["create table p (c int)", heir.format("a"), "alter table p add constraint k check (c > 0) not valid"]
    run(server, [table, heir.format("a"), *(text.format("a") for text in says)], unchecked)


def test_compression_that_an_heir_has_otherwise(server):
    """SET COMPRESSION stays with the one table, and CREATE has that of the table above."""
    tables = ["create table p (c text compression pglz)", "create table h (c text) inherits (p)", "create table hh () inherits (h)"]
    run(server, tables, [*tables, "alter table h alter c set compression default"])
    run(server, tables[:1], [*tables, "alter table h alter c set compression default"])
    plain = ["create table z (c text)", "create table b () inherits (z)", "create table a () inherits (b)"]
    run(server, plain, [*plain, "alter table b alter c set compression pglz"])
