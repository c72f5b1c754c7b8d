"""Random schemas that a server accepts, and random changes of them; the same seed gives the same SQL.

    world.py        what a schema is here: things with fields that refer to other things
    names.py        names that hurt
    expressions.py  types and expressions over columns
    user_types.py, relations.py, parts.py, views.py, routines.py, others.py
                    the kinds: for each field a function that makes a value, and how the thing is said
"""

import random

from . import others, parts, relations, routines, user_types, views  # noqa: F401  (each registers its kinds)
from .world import KINDS, World, literal, quote


def new_world(seed, kinds=None, size=None, version=15):
    """A schema of its own; `kinds` limits what is in it, `size` is how many things are tried.

    What a server of that version does not know is left out of its SQL.
    """
    world = World(seed, kinds, version)
    world.grow(size or world.rng.choice([3, 5, 8, 8, 12, 15]))
    return world


def few_kinds(seed, kinds):
    """Some of the kinds, which meet each other often, with what they stand in."""
    rng = random.Random(seed)
    chosen = rng.sample(sorted(kinds or KINDS), 7)
    return {*chosen, *(KINDS[kind].under for kind in chosen), "table", "column"} & {*(kinds or KINDS)}


def mutated(world, seed, count=None):
    """A copy with some changes, as a person would make them."""
    copy = world.copy(seed)
    for _ in range(count or copy.rng.choice([1, 1, 2, 3, 5])):
        copy.mutate()
    return copy


__all__ = ["World", "few_kinds", "literal", "mutated", "new_world", "quote"]
