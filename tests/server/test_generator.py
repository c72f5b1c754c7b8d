"""The generator by itself, and with it the oracle against pg_dump: neither may miss what the other sees."""

import pytest

import generator
import oracle
import pairs

SEEDS = range(30)


@pytest.fixture(scope="module")
def databases(server):
    server.query("postgres", pairs.ROLES)
    yield ["generated_a", "generated_b"]
    for name in ("generated_a", "generated_b"):
        server.query("postgres", f"drop database if exists {name}")


def test_a_seed_gives_the_same_again():
    for seed in SEEDS:
        first, second = ([world.statements() for world in pairs.schemas(seed)] for _ in range(2))
        assert first == second, seed


def test_each_kind_is_made():
    made = {thing.kind for seed in range(200) for thing in generator.new_world(seed).things}
    assert made >= set(generator.world.KINDS), set(generator.world.KINDS) - made


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
