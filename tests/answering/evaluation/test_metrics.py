"""The figures that evaluations print, by hand-worked cases."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.evaluation.metrics import auroc, interval, risk_coverage, risk_coverage_area, share_interval


@pytest.mark.parametrize(
    ("scores", "truth", "expected"),
    [
        ([0.1, 0.4, 0.8], [False, False, True], 1.0),
        ([0.9, 0.4, 0.8], [False, True, True], 0.0),
        ([0.5, 0.5], [True, False], 0.5),
        ([0.1, 0.3, 0.3, 0.9], [False, True, False, True], 0.875),
    ],
)
def test_the_auroc_is_the_share_of_pairs_in_the_right_order(scores, truth, expected):
    assert auroc(scores, truth) == expected


def test_the_auroc_of_one_kind_alone_is_not_a_number():
    assert math.isnan(auroc([0.2, 0.3], [True, True]))


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=2))
def test_the_auroc_turns_round_with_the_scores(rows):
    scores, truth = zip(*rows, strict=True)
    value = auroc(scores, truth)
    assert math.isnan(value) or value == pytest.approx(1 - auroc([-score for score in scores], truth))


def test_risk_is_what_is_wrong_among_the_most_confident():
    points = risk_coverage([0.9, 0.8, 0.8, 0.1], [True, False, True, False])
    assert points == [(0.25, 0.0), (0.75, 1 / 3), (1.0, 0.5)]
    assert risk_coverage_area([0.9, 0.8, 0.8, 0.1], [True, False, True, False]) == pytest.approx(0.5 / 3 + 0.125)


def test_without_answers_there_is_no_area():
    assert math.isnan(risk_coverage_area([], []))


def test_an_interval_is_the_same_each_time_and_holds_the_mean():
    rows = [0.0] * 50 + [1.0] * 50
    low, high = interval(lambda drawn: sum(drawn) / len(drawn), rows)
    assert (low, high) == interval(lambda drawn: sum(drawn) / len(drawn), rows)
    assert 0.35 < low < 0.5 < high < 0.65


@pytest.mark.parametrize(
    ("successes", "n", "expected"),
    [(0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0)), (5, 10, (0.2366, 0.7634)), (81, 263, (0.2553, 0.3662))],
)  # the last is Newcombe's (1998) first example
def test_the_interval_of_a_share_has_a_width_at_the_ends_too(successes, n, expected):
    assert share_interval(successes, n) == pytest.approx(expected, abs=1e-4)
