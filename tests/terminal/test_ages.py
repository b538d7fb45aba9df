from dataclasses import replace
from datetime import date

import pytest

from assistant.records.answers import Answer
from assistant.records.questions import Filters, Understood
from assistant.terminal.ages import age_days, age_in_brackets, aged_from, newest_lines
from terminal.moon import ANSWER, APOLLO, CHANGE, LUNA

LATEST = Understood(latest=True)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(1969, 7, 21), " (the same day)"),
        (date(1969, 7, 22), " (1 day old)"),
        (date(1969, 9, 18), " (59 days old)"),
        (date(1969, 9, 19), " (2 months old)"),
        (date(1971, 7, 1), " (23 months old)"),
        (date(1971, 7, 21), " (2 years old)"),
        (date(1969, 7, 20), ""),
        (None, ""),
    ],
)
def test_an_age_is_told_in_the_longest_unit_that_fits(day: date | None, age: str) -> None:
    assert age_in_brackets(APOLLO, day) == age


def test_an_undated_article_has_no_age() -> None:
    assert (age_days(LUNA, date(2024, 8, 1)), age_in_brackets(LUNA, date(2024, 8, 1))) == (None, "")


def asked_for_latest(day: date, *, as_of: bool = False, newest: date | None = APOLLO.published) -> Answer:
    question = replace(ANSWER.question, today=day, filters=Filters(as_of=day if as_of else None))
    answer: Answer = replace(ANSWER, question=question, understood=LATEST, newest=newest)
    return answer


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        (asked_for_latest(date(1969, 7, 21)), ["Newest article here: 21 July 1969, today."]),
        (asked_for_latest(date(1969, 7, 21), as_of=True), ["Newest article here: 21 July 1969, the asking day."]),
        (asked_for_latest(date(1969, 7, 22)), ["Newest article here: 21 July 1969, 1 day before today."]),
        (
            asked_for_latest(date(1969, 8, 1), as_of=True),
            ["Newest article here: 21 July 1969, 11 days before 1 August 1969."],
        ),
        (asked_for_latest(date(1969, 7, 20)), ["Newest article here: 21 July 1969, 1 day after today."]),
        (
            asked_for_latest(date(2020, 12, 20), newest=CHANGE.published),
            [
                "Newest article here: 17 December 2020, 3 days before today.",
                "Newest on this: 21 July 1969, 51 years before today.",
            ],
        ),
        (asked_for_latest(date(1969, 8, 1), newest=None), ["Newest on this: 21 July 1969, 11 days before today."]),
    ],
)
def test_the_latest_says_what_it_is_the_latest_of(answer: Answer, lines: list[str]) -> None:
    assert newest_lines(answer) == lines


def test_where_the_latest_is_not_asked_for_only_an_answer_older_than_a_year_says_so() -> None:
    year_old, older = (replace(ANSWER, question=replace(ANSWER.question, today=date(1970, 7, day))) for day in (21, 22))
    assert newest_lines(year_old) == []
    assert newest_lines(older) == ["Newest source: 21 July 1969, 12 months before today."]
    assert newest_lines(replace(older, citations=())) == []


def test_ages_are_told_from_the_asking_day_where_the_latest_is_asked_for() -> None:
    assert aged_from(asked_for_latest(date(1969, 7, 25))) == date(1969, 7, 25)
    assert aged_from(ANSWER) is None
