"""The generator by itself, and with it the oracle against pg_dump: neither may miss what the other sees."""

import json
import re

import pytest

import generator
import oracle
import pairs
import servers
from generator import relations

SEEDS = range(30)


@pytest.fixture(scope="module")
def databases(server):
    pairs.prepare(server)
    yield ["generated_a", "generated_b"]
    for name in ("generated_a", "generated_b"):
        server.query("postgres", f"drop database if exists {name}")


def test_a_seed_gives_the_same_again():
    for seed in SEEDS:
        first, second = ([world.statements() for world in pairs.schemas(seed)] for _ in range(2))
        assert first == second, seed


def test_each_kind_is_made():
    made = {thing.kind for seed in range(60) for thing in generator.new_world(seed, size=100, version=18).things}
    assert made >= set(generator.world.KINDS), set(generator.world.KINDS) - made


def test_heirs_of_all_sorts_are_made():
    """From two tables, also with one column from both; with several columns said again; and apart from their tables."""
    worlds = [generator.new_world(seed, size=100, version=18) for seed in range(40)]
    heirs = [(world, table) for world in worlds for table in world.of("table") if table.inherits]
    from_two = [[{column.name for column in relations.all_columns(world, above)} for above in heir.inherits]
                for world, heir in heirs if len(heir.inherits) > 1]
    assert any(first & second for first, second in from_two)
    assert any(len(heir.repeats) > 1 for _, heir in heirs)
    assert {heir.apart for _, heir in heirs} == {False, True}


# Attributes that no database alone can have, or not on this server.
UNSEEN = {
    ("column", "using_expr"): "said by models alone",
    ("view", "columns"): "the query has them in a database",
    ("materialized_view", "columns"): "the query has them in a database",
    ("owner", "role"): "off unless somebody asks for it",
    ("extension", "version"): "nobody says it who does not mind",
    ("function", "keyword"): "follows from the definition",
    ("implied_comment", "of_not_null"): "follows from what it is said of",
}
OF_THE_SERVER = {"tablespace": "there is one alone", "method": "PostgreSQL has one for tables, which is not said"}


def known_attributes():
    """(kind, attribute) as the sources declare them: what is compared."""
    for folder in sorted((servers.ROOT / "schema" / "kinds").iterdir()):
        for path in folder.glob("*.c"):
            declared = r"^    (?:ATTR_?(?!IGNORE)[A-Z]*\(\w+, |OPTION_ATTR\()(?!field)(\w+),"
            for name in re.findall(declared, path.read_text(encoding="utf-8"), re.MULTILINE):
                yield folder.name, name


# Some seeds that make all between them, so that the others need not be asked while the generator is as it is.
RICH = [14, 15, 10, 21, 177, 214, 3, 43]


def test_each_attribute_is_made(server, make_project):
    """Of each kind that modelc knows, each attribute that it knows: the generator leaves nothing out."""
    if int(server.version) < 180000:
        return  # what is new is to be made as well
    pairs.prepare(server)
    wanted = {pair for pair in known_attributes() if pair not in UNSEEN and pair[1] not in OF_THE_SERVER}
    for seed in [*RICH, *(seed for seed in range(120) if seed not in RICH)]:
        project = make_project(server)
        world = generator.new_world(seed, pairs.managed_kinds(), size=150, version=18)
        pairs.load(server, project.database, world.statements())
        project.run("pull", "--database", project.url, "--out", "models")
        for line in project.run("compile", "--emit", "json").out.split("\n"):
            if line.strip().startswith('{"kind"'):
                said = json.loads(line.strip().rstrip(","))
                wanted -= {(said["kind"], name) for name in said}
        if not wanted:
            return
    assert not wanted


def test_what_is_generated_is_sql(server, databases):
    """A few statements are refused; a generator that forgets how to write SQL is not to go unnoticed."""
    count, refused = 0, []
    for seed in SEEDS:
        for database, world in zip(databases, pairs.schemas(seed)):
            pairs.create_database(server, database)
            taken, not_taken = pairs.load(server, database, world.statements())
            count += len(taken)
            refused += [f"{seed}: {statement}\n    {error}" for statement, error in not_taken]
    assert count > 600
    assert len(refused) < 0.03 * count, "\n".join(refused)


@pytest.mark.parametrize("seed", SEEDS)
def test_catalog_and_dump_agree(server, databases, seed):
    states = []
    for database, world in zip(databases, pairs.schemas(seed)):
        pairs.create_database(server, database)
        pairs.load(server, database, world.statements())
        states.append((oracle.catalog(server, database), oracle.dump(server, database, privileges=True)))
    (catalog_a, dump_a), (catalog_b, dump_b) = states
    if dump_a is not None:
        assert (catalog_a == catalog_b) == (dump_a == dump_b), (
            f"seed {seed}: {oracle.differences(catalog_a, catalog_b)}\n---\n{oracle.differences(dump_a, dump_b)}")
    # The same schema once more is the same.
    pairs.create_database(server, databases[0])
    pairs.load(server, databases[0], pairs.schemas(seed)[1].statements())
    assert oracle.differences(oracle.catalog(server, databases[0]), catalog_b) == "", seed
