from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.asking.time_in_question import asks_for_latest, find_times

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
        ("How did the strike that began on Thursday end?", []),
        ("What is the bridge that collapsed in March called?", []),
        ("Who is the man who was arrested on Monday?", []),
        ("Who took over from the minister, who died in May?", []),
        ("What did the mayor say after the bridge collapsed in May?", []),
        ("What was done after the flood in May?", []),
        ("How long did the guards stand by during the riot on 6 January 2021?", []),
        ("The law passed in 2018 was repealed. By which court?", []),
        ("How many died in the fire on Monday?", []),
        ("Did January 6 rioters get pardons?", []),
        ("Did the council close that bridge in May 2024?", [("in May 2024", "2024-05-01", "2024-05-31")]),
        ("In which town did the fire break out in May 2024?", [("in May 2024", "2024-05-01", "2024-05-31")]),
        ("Do you know who resigned in May 2024?", [("in May 2024", "2024-05-01", "2024-05-31")]),
        ("Tell me which bridges closed in May 2024.", [("in May 2024", "2024-05-01", "2024-05-31")]),
        ("Who resigned on Tuesday?", [("on Tuesday", "2024-07-30", "2024-07-30")]),
        ("What did the mayor say this week?", [("this week", "2024-07-29", "2024-08-04")]),
        ("Is the pier open today?", []),
        ("What was opened today?", [("today", "2024-08-01", "2024-08-01")]),
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
        ("What is the latest version of the plan?", True),
        ("What did the latest model of the phone cost?", True),
        ("Is the pier open today?", True),
        ("Who owns the mill these days?", True),
        ("What was opened today?", False),
        ("When did Queen Elizabeth II die?", False),
        ("Who won the election?", False),
        ("Why did the ferry sink?", False),
        ("What was it like when the mill was still open?", False),
        ("How strong is the current in the strait?", False),
        ("What did the film Apocalypse Now cost?", False),
        ("Who painted the still life?", False),
        ("Who opened yet another shop?", False),
    ],
)
def test_the_newest_state_is_told_from_names_and_from_the_past(question, latest):
    assert asks_for_latest(question) is latest


def test_words_of_time_are_seen_from_the_day_given_and_full_dates_from_today() -> None:
    def spans(question: str) -> list[tuple[date | None, date | None]]:
        found = find_times(question, date(2026, 11, 28), seen_from=TODAY)
        return [(each.span.first, each.span.last) for each in found]

    assert spans("What opened last week?") == [(date(2024, 7, 22), date(2024, 7, 28))]
    assert spans("What opened in April?") == [(date(2024, 4, 1), date(2024, 4, 30))]
    assert spans("What opened in April 2026?") == [(date(2026, 4, 1), date(2026, 4, 30))]
    assert spans("What opens next week?") == []


@given(st.text(max_size=80))
def test_what_is_found_are_words_of_the_question(question):
    for each in find_times(question, TODAY):
        assert question[each.start : each.end] == each.text
