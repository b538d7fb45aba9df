from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.time_in_question import asks_for_latest, find_times

TODAY = date(2024, 8, 1)


def bounds(question: str) -> list[tuple[str | None, ...]]:
    """The words of each time that bounds the question, and its days."""
    found = find_times(question, TODAY)
    return [
        (each.text, *(day.isoformat() if day else None for day in (each.span.first, each.span.last))) for each in found
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the board decide in May 2024?", [("in May 2024", "2024-05-01", "2024-05-31")]),
        ("What did the Post's article of 3 May 2024 say?", [("3 May 2024", "2024-05-03", "2024-05-03")]),
        ("What has changed since Monday?", [("since Monday", "2024-07-29", None)]),
        ("What was the toll as of 20 July?", [("as of 20 July", None, "2024-07-20")]),
        (
            "Did the report of 3 May and that of 9 May agree?",
            [("3 May", "2024-05-03", "2024-05-03"), ("9 May", "2024-05-09", "2024-05-09")],
        ),
        ("Compared with its report on 3 May 2024, what is said in June 2024?", None),
        ("When did the bridge open in May 2024?", []),
        ("Who died in the fire of 3 May 2019?", []),
        ("How large was the 2020 budget?", []),
        ("What came of Monday's vote?", []),
        ("What did the minister say before the election?", []),
        ("Is the river higher than in 2019?", []),
        ("Which was the wettest month since 1990?", []),
        ("What will be built in 2030?", []),
        ("Which firms plan to merge in 2024?", []),
        ("How high are prices expected to climb in 2023?", []),
        ("What does “Summer of 1969” tell?", []),
        ("Wer ist jetzt im Amt?", []),
    ],
)
def test_a_time_bounds_what_happened_or_was_said_and_not_what_is_named_after_it(question, expected):
    if expected is None:
        assert [days for _, *days in bounds(question)] == [["2024-05-03", "2024-05-03"], ["2024-06-01", "2024-06-30"]]
    else:
        assert bounds(question) == expected


@pytest.mark.parametrize(
    ("question", "latest"),
    [
        ("What is the latest on the strike?", True),
        ("What is the latest?", True),
        ("Is the bridge still closed?", True),
        ("Has the strike ended yet?", True),
        ("Who is the current mayor?", True),
        ("How many have died so far?", True),
        ("As of 1 July, was the bridge still closed?", True),
        ("What did the latest model of the phone cost?", False),
        ("What was it like when the mill was still open?", False),
        ("How strong is the current in the strait?", False),
        ("What did the film Apocalypse Now cost?", False),
        ("Who painted the still life?", False),
        ("Who opened yet another shop?", False),
    ],
)
def test_the_newest_state_is_told_from_names_and_from_the_past(question, latest):
    assert asks_for_latest(question) is latest


@given(st.text(max_size=80))
def test_what_is_found_are_words_of_the_question(question):
    for each in find_times(question, TODAY):
        assert question[each.start : each.end] == each.text
