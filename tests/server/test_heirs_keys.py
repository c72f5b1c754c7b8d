"""Primary keys of heirs and partitions over columns that are not their own: NOT NULL comes from the key, from above, or from both."""

import itertools
import os

import pytest

import pairs

ABOVE = {"none": "", "handed": "NOT NULL", "held": "CONSTRAINT n NOT NULL NO INHERIT", "key": "PRIMARY KEY"}
BELOW = {"none": [], "own": ["alter table h alter c set not null"], "key": ["alter table h add primary key (c)"]}
WHOLES = {
    "heir": ["create table p (c int {})", "create table h () inherits (p)", "create table hh () inherits (h)"],
    "partition": ["create table p (c int {}, d int) partition by range (c)", "create table h partition of p for values from (1) to (9)"],
}


def states(whole, version):
    """Name to statements.  What is said above and below is left out: it outlives what is above, which is counted alone (18)."""
    for above, below in itertools.product(ABOVE, BELOW):
        if above == "held" and (version < 180000 or whole == "partition"):
            continue
        if above in ("handed", "key") and below == "own" or (whole, above, below) == ("partition", "key", "key"):
            continue
        yield f"{above}, {below}", [text.format(ABOVE[above]) for text in WHOLES[whole]] + BELOW[below]


@pytest.mark.parametrize("whole", WHOLES)
@pytest.mark.parametrize("below", BELOW)
def test_from_each_to_each(server, whole, below, some):
    pair = pairs.Pair(server, f"keys_{os.getpid()}")
    all_states = dict(states(whole, int(server.version)))
    tried = [(a, b) for a, b in itertools.combinations(all_states, 2) if a.endswith(below)]
    assert len(tried) > 2
    for a, b in some(tried):
        try:
            pair.run(list(all_states[a]), list(all_states[b]))
        except pairs.Failure as failure:
            pytest.fail(f"{a} -> {b}: {failure.signature}\n{failure.text}")
