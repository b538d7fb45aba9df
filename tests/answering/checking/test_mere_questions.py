"""What only asks says nothing."""

import pytest

from assistant.answering.checking.checking import only_asks, tells_of_asking


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("Who painted “The Lock at Eastmole”?", True),
        ("“Isn’t it the pumps?”", True),
        ("The bridge reopened on Friday, but will it last?", False),
        ("“Who pays?” asked the mayor.", False),
        ("How it began is not known.", False),
    ],
)
def test_a_question_is_told_from_what_says_something(sentence: str, asks: bool) -> None:
    assert only_asks(sentence) is asks


def test_that_something_was_asked_is_no_answer_to_it() -> None:
    assert tells_of_asking("The paper asks who painted it.")
    assert tells_of_asking("Who painted it?")
    assert not tells_of_asking("The Lock at Eastmole.")
