"""A model that lies in twelve ways, over loopback, about the sample articles: no lie is shown as supported."""

from collections import Counter
from collections.abc import Mapping

import pytest

from benchmarks import lies
from benchmarks.lies import Lie, Outcome

LIES = lies.read_lies()
WAYS = [
    "invented handle",
    "wrong number",
    "no handle",
    "irrelevant handle",
    "merged events",
    "invented quotation",
    "own knowledge",
    "obeys text in an article",
    "answers the unanswerable",
    "cites the title only",
    "flips a negation",
    "drops who said it",
]


@pytest.fixture(scope="module")
def outcomes() -> Mapping[int, Outcome]:
    """What became of each lie; the model says the same again when it is told what is wrong."""
    return {id(outcome.lie): outcome for outcome in lies.tell(LIES, mend=False)}


def test_the_lies_are_told_in_twelve_ways_at_least_four_times_each() -> None:
    counted = Counter(lie.way for lie in LIES)
    assert list(counted) == WAYS
    assert min(counted.values()) >= 4


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: f"{lie.way}: {lie.says[:60]}")
def test_no_lie_is_shown_as_supported(lie: Lie, outcomes: Mapping[int, Outcome]) -> None:
    assert outcomes[id(lie)].caught, "shown as supported"


def test_a_model_that_is_told_what_is_wrong_may_put_it_right() -> None:
    wrong = [lie for lie in LIES if lie.way == "wrong number"]
    (row,) = lies.rows(lies.tell(wrong))
    assert (row.cases, row.rules, row.put_right) == (len(wrong),) * 3
