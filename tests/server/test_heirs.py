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
