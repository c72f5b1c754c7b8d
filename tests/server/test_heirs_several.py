"""What two tables say of the column that an heir has from both: each changes it below, whatever the other says."""

import itertools
import os

import pytest

import pairs

SAYS = {
    "default": ["c int", "c int default 4", "c int default 5"],
    "not null": ["c int", "c int not null"],
    "compression": ["c text", "c text compression pglz"],
    "storage": ["c text", "c text storage external"],
}


def database(first, second):
    return [f"create table p ({first})", f"create table q ({second})", "create table h () inherits (p, q)", "create table hh () inherits (h)"]


def run_all(server, changes):
    pair = pairs.Pair(server, f"several_{os.getpid()}")
    assert changes
    for a, b in changes:
        try:
            pair.run(database(*a), database(*b))
        except pairs.Failure as failure:
            pytest.fail(f"{a} -> {b}: {failure.signature}\n{failure.text}")


def skip_unknown(server, what):
    if what == "storage" and int(server.version) < 160000:
        pytest.skip("CREATE TABLE says no storage yet")


@pytest.mark.newest
@pytest.mark.parametrize("what", SAYS)
def test_from_each_to_each(server, what, some):
    skip_unknown(server, what)
    # Where both say something else the heir would have to say a third.
    all_states = [(p, q) for p, q in itertools.product(SAYS[what], repeat=2) if p == q or (what != "storage" and SAYS[what][0] in (p, q))]
    assert len(all_states) >= 2
    run_all(server, some(itertools.combinations(all_states, 2)))


@pytest.mark.newest
@pytest.mark.parametrize("what", SAYS)
def test_a_column_that_moves_from_one_to_the_other(server, what, some):
    """The heirs keep their values of it."""
    skip_unknown(server, what)
    run_all(server, some((("a int", q), (p, "b int")) for p, q in itertools.product(SAYS[what], repeat=2)))
