"""What exactly a question asks for."""

from datetime import date

import pytest

from assistant.answering.asking.answer_type import AskedFor, Measure, asked_for
from assistant.answering.asking.understand import AnswerType, understand
from assistant.records.questions import Question


def asked(text: str, today: date = date(2025, 9, 20)) -> AskedFor:
    return asked_for(understand(Question(text, today)))


@pytest.mark.parametrize(
    ("question", "measure", "counted"),
    [
        ("How many homes have been flooded?", Measure.COUNT, ("homes",)),
        ("How many boats still sell their catch?", Measure.COUNT, ("boats",)),
        ("How many council seats does it command?", Measure.COUNT, ("council", "seats")),
        ("How many of the Anna Maris’s crew were rescued?", Measure.COUNT, ("maris", "crew")),
        ("Combien d’élèves compte l’école ?", Measure.COUNT, ("élèves",)),
        ("How old is the city engineer?", Measure.AGE, ()),
        ("What share of the vote did she get?", Measure.SHARE, ()),
        ("What percentage of adults agree?", Measure.SHARE, ()),
        ("How much does the barrier cost?", Measure.MONEY, ()),
        ("How much was the firm fined?", Measure.MONEY, ()),
        ("How long is the play?", Measure.EXTENT, ()),
        ("How fast was the boat?", Measure.EXTENT, ()),
        ("How much cocaine was found?", None, ()),
        ("How many crowns does it earn?", Measure.MONEY, ()),
    ],
)
def test_a_figure_has_a_measure_and_counts_something(question: str, measure: Measure | None, counted: tuple) -> None:
    assert asked(question) == AskedFor(AnswerType.NUMBER, measure, counted)


def test_what_is_no_figure_has_no_measure() -> None:
    assert asked("Who paid for the bridge?") == AskedFor(AnswerType.PERSON)


@pytest.mark.parametrize(
    ("question", "since"),
    [
        ("Did the bridge really open on 20 June?", date(2025, 6, 20)),
        ("What did the board decide at its September meeting?", date(2025, 9, 1)),
        ("What did the board decide in October?", date(2024, 10, 1)),
        ("What was said on 3 March 2024?", date(2024, 3, 3)),
        ("What happened on 30 February?", None),
        ("Will the bridge open on 20 June?", None),
        ("Was the bridge expected to open on 20 June?", None),
        ("What is due in June?", None),
        ("What happened on Friday?", None),
    ],
)
def test_a_past_event_has_its_day(question: str, since: date | None) -> None:
    assert asked(question).since == since


def test_a_leap_day_without_a_year_has_no_day_in_other_years() -> None:
    assert asked("What happened on 29 February?", date(2025, 1, 10)).since is None
    assert asked("What happened on 29 February?", date(2024, 3, 10)).since == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("question", "doer"), [("Who killed her?", True), ("Who shot the deer?", True), ("Who was killed?", False)]
)
def test_only_who_did_it_asks_for_the_doer(question: str, doer: bool) -> None:
    assert asked(question).doer is doer
