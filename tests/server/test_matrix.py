"""Some changes of each thing under each of its uses; matrix.py runs them all."""

import random

import pytest

import matrix
import pairs

AT_ONCE = 2


@pytest.mark.parametrize("subject", matrix.SUBJECTS)
def test_changes_under_uses(server, subject):
    """Some that the server takes."""
    tried = iter(random.Random(server.version + subject).sample(matrix.changes(subject), 10 * AT_ONCE))
    taken = 0
    while taken < AT_ONCE:
        change = next(tried)
        try:
            taken += matrix.run(server, subject, change)
        except pairs.Failure as failure:
            pytest.fail(f"{change}: {failure.signature}\n{failure.text}")
