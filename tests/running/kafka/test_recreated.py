"""A topic is known by its first records."""

import pytest

from tracker.running.kafka.recreated import others_now


@pytest.mark.parametrize(
    ("known", "now", "others"),
    [
        ({}, {}, set()),
        ({}, {0: 7}, set()),
        ({0: 7}, {0: 7, 1: 9}, set()),
        ({0: 7, 1: 9}, {0: 8, 1: 9}, {0}),
        ({0: 7, 1: 9}, {1: 9}, {0}),
        ({0: 7, 1: 9}, {}, {0, 1}),
    ],
    ids=["nothing yet", "the first record", "another partition begins", "another first record", "one partition empty", "all empty"],
)
def test_partitions_that_begin_otherwise_are_others(known: dict[int, int], now: dict[int, int], others: set[int]) -> None:
    assert others_now(known, now) == others
