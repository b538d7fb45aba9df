"""How sure an answer is: each sign moves the confidence the way it should, and it stays between 0 and 1."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.silence import LEAST_CONFIDENCE, WEIGHTS, Signs, confidence

ANSWERS = Signs(1.0, 0.0, 0.0, 0.12, 0.95, 1.0, 0.95, 13.0, 0.7, 0.0, 0.0, 0.0, 0.0, 0.0)
SPEAKS_OF_SOMETHING_ELSE = replace(ANSWERS, gain=-0.02, meant=0.5, others=0.3, fit=9.0, own=0.5, unheld=2.0)


def test_every_sign_has_a_weight() -> None:
    assert [each.name for each in fields(Signs)] == list(WEIGHTS)


def test_a_sentence_that_answers_is_told_from_one_that_only_shares_the_names() -> None:
    assert confidence(ANSWERS) > LEAST_CONFIDENCE > confidence(SPEAKS_OF_SOMETHING_ELSE)


@pytest.mark.parametrize(
    ("sign", "value"),
    [("lacking", 1.0), ("names", 0.4), ("gain", -0.1), ("meant", 0.2), ("another", 1.0), ("unlike", 1.0)],
)
def test_what_is_missing_makes_it_less_sure(sign: str, value: float) -> None:
    assert confidence(replace(ANSWERS, **{sign: value})) < confidence(ANSWERS)


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(fields(Signs)), max_size=len(fields(Signs))))
def test_a_confidence_lies_between_none_and_all_however_far_off_the_signs_are(values: list[float]) -> None:
    assert 0.0 <= confidence(Signs(*values)) <= 1.0
