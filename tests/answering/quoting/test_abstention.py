"""How sure an answer is: each sign moves the confidence the way it should, and it stays between 0 and 1."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.quoting.abstention import READ, UNREAD, Signs, Weights, confidence

WEIGHTS = pytest.mark.parametrize("weights", [READ, UNREAD])
SIGNS = Signs(*[0.5 for _ in fields(Signs)])


@WEIGHTS
def test_a_better_passage_makes_it_surer(weights: Weights) -> None:
    assert confidence(replace(SIGNS, passage=8.0), weights) > confidence(replace(SIGNS, passage=-8.0), weights)


@WEIGHTS
@given(values=st.lists(st.floats(-1e6, 1e6), min_size=len(fields(Signs)), max_size=len(fields(Signs))))
def test_a_confidence_lies_between_none_and_all_however_far_off_the_signs_are(
    weights: Weights, values: list[float]
) -> None:
    assert 0.0 <= confidence(Signs(*values), weights) <= 1.0
