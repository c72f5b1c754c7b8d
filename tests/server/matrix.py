"""Pairs of small worlds by plan, where pairs.py draws them: what something is, times what uses it.

A world is one definition and one use of it.  Tried are all changes of the definition under each use,
each use that comes or goes, and some changes of both.

    matrix.py [SUBJECT ...] [--server debian|newest]   all of them; prints what fails
"""

import argparse
import itertools
import os
import random
import re
import sys

import pairs
import servers
from worlds import SUBJECTS


def world(subject, definition, use):
    """Statements; {t} in those of the use is what the definition makes last."""
    definitions, uses, use_first = SUBJECTS[subject]
    defined = definitions[definition]
    defined = [defined] * bool(defined) if isinstance(defined, str) else defined
    made = re.match(r"create \w+ (\S+)", defined[-1])[1] if defined and "{t}" in "".join(uses[use]) else ""
    used = [text.replace("{t}", made) for text in uses[use]]
    return used + defined if use_first else defined + used


def changes(subject):
    """Pairs of (definition, use)."""
    definitions, uses, _ = SUBJECTS[subject]
    numbers, rng = range(len(definitions)), random.Random(subject)
    found = [((a, use), (b, use)) for use in uses for a, b in itertools.combinations(numbers, 2)]
    found += [((a, "none"), (a, use)) for use in uses if use != "none" for a in numbers]
    drawn = [tuple((rng.choice(numbers), rng.choice(list(uses))) for _ in "ab") for _ in range(len(found) // 4)]
    return found + [pair for pair in drawn if pair[0] != pair[1]]


def run(server, subject, change):
    """Whether the server takes both; raises pairs.Failure."""
    pair = pairs.Pair(server, f"matrix_{os.getpid()}")
    try:
        pair.run(*(world(subject, *side) for side in change))
    except (pairs.Refused, pairs.Unloaded):
        return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"of {', '.join(SUBJECTS)}; all")
    parser.add_argument("--server", choices=list(servers.bindirs()), default=list(servers.bindirs())[-1])
    options = parser.parse_args()
    server, failed = servers.Server(servers.bindirs()[options.server]), 0
    try:
        for subject in options.subjects or SUBJECTS:
            tried = changes(subject)
            for change in tried:
                try:
                    run(server, subject, change)
                except pairs.Failure as failure:
                    failed += 1
                    print(f"FAIL {subject} {change}: {failure.signature}", *world(subject, *change[0]), "-->", *world(subject, *change[1]), sep="\n", flush=True)
            print(f"{subject}: {len(tried)} tried, {failed} failed so far", flush=True)
    finally:
        server.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
