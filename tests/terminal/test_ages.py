from dataclasses import replace
from datetime import date

import pytest

from assistant.terminal.ages import Ages, age_days, ages_of, newest_lines
from assistant.types import Answer, Filters, Understood
from terminal.moon import ANSWER, APOLLO, CHANGE, LUNA, SAMPLES, cited

LATEST = Understood(latest=True)


@pytest.mark.parametrize(
    ("asked", "every", "age"),
    [
        (date(1969, 7, 21), False, ""),
        (date(1969, 7, 21), True, " (the same day)"),
        (date(1969, 7, 22), True, " (1 day old)"),
        (date(1969, 9, 18), True, " (59 days old)"),
        (date(1969, 9, 18), False, ""),
        (date(1969, 9, 19), False, " (2 months old)"),
        (date(1971, 7, 1), False, " (23 months old)"),
        (date(1971, 7, 21), False, " (2 years old)"),
        (date(1969, 7, 20), True, ""),
    ],
)
def test_an_age_is_told_in_the_longest_unit_that_fits(asked: date, every: bool, age: str) -> None:
    assert Ages(asked, every=every).of(APOLLO) == age


def test_an_undated_article_has_no_age() -> None:
    assert (age_days(LUNA, date(2024, 8, 1)), Ages(date(2024, 8, 1), every=True).of(LUNA)) == (None, "")


def asked_for_latest(day: date, *, as_of: bool = False, newest: date | None = APOLLO.published) -> Answer:
    question = replace(ANSWER.question, today=day, filters=Filters(as_of=day if as_of else None))
    answer: Answer = replace(ANSWER, question=question, understood=LATEST, newest=newest)
    return answer


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        (asked_for_latest(date(1969, 7, 21)), ["Newest article here: 1969-07-21, today."]),
        (asked_for_latest(date(1969, 7, 21), as_of=True), ["Newest article here: 1969-07-21, the asking day."]),
        (asked_for_latest(date(1969, 7, 22)), ["Newest article here: 1969-07-21, 1 day before today."]),
        (
            asked_for_latest(date(1969, 8, 1), as_of=True),
            ["Newest article here: 1969-07-21, 11 days before 1969-08-01."],
        ),
        (asked_for_latest(date(1969, 7, 20)), ["Newest article here: 1969-07-21, 1 day after today."]),
        (
            asked_for_latest(date(2020, 12, 20), newest=CHANGE.published),
            [
                "Newest article here: 2020-12-17, 3 days before today.",
                "Newest on this: 1969-07-21, 18,780 days before today.",
            ],
        ),
        (asked_for_latest(date(1969, 8, 1), newest=None), ["Newest on this: 1969-07-21, 11 days before today."]),
    ],
)
def test_the_latest_says_what_it_is_the_latest_of(answer: Answer, lines: list[str]) -> None:
    assert newest_lines(answer) == lines


def test_an_answer_that_is_not_the_latest_says_only_that_its_newest_source_is_old() -> None:
    assert newest_lines(ANSWER) == ["Newest source: 1969-07-21, 103 days before today."]
    fresh = replace(ANSWER, citations=(cited(1, CHANGE, SAMPLES),))
    assert newest_lines(replace(fresh, question=replace(ANSWER.question, today=date(2021, 1, 1)))) == []
    assert newest_lines(replace(ANSWER, citations=())) == []


def test_where_the_latest_is_asked_for_every_citation_tells_its_age() -> None:
    day = date(1969, 7, 25)
    assert ages_of(asked_for_latest(day)).of(APOLLO) == " (4 days old)"
    assert ages_of(replace(ANSWER, question=replace(ANSWER.question, today=day))).of(APOLLO) == ""
