from datetime import date

import pytest

from assistant.records.time import DateExpression, DaySpan
from assistant.time.days_in_words import day_with_weekday, meanings_in_words, span_in_words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(1969, 7, 20), date(1969, 7, 20), "20 July 1969"),
        (date(1968, 2, 1), date(1968, 2, 29), "February 1968"),
        (date(1969, 2, 1), date(1969, 2, 27), "1 February 1969 to 27 February 1969"),
        (date(1969, 1, 1), date(1969, 12, 31), "1969"),
        (date(1968, 12, 1), date(1969, 2, 28), "December 1968 to February 1969"),
        (date(1969, 7, 14), date(1969, 7, 20), "14 July 1969 to 20 July 1969"),
        (date(1969, 7, 20), None, "since 20 July 1969"),
        (None, date(1969, 7, 20), "until 20 July 1969"),
        (None, None, "any day"),
    ],
)
def test_a_span_is_said_as_shortly_as_it_can_be(first: date | None, last: date | None, words: str) -> None:
    assert span_in_words(DaySpan(first, last)) == words


def test_a_day_is_said_with_its_weekday() -> None:
    assert day_with_weekday(date(1969, 7, 20)) == "Sunday 20 July 1969"


def meaning(text: str, first: date, last: date) -> DateExpression:
    return DateExpression(text, 0, len(text), DaySpan(first, last), relative=True)


@pytest.mark.parametrize(
    ("text", "first", "last", "said"),
    [
        ("Sunday", date(1969, 7, 20), date(1969, 7, 20), "Sunday = 20 July 1969"),
        ("two days\nearlier", date(1969, 7, 18), date(1969, 7, 18), "two days earlier = 18 July 1969"),
        ("last April", date(1969, 4, 1), date(1969, 4, 30), "last April = April 1969"),
        ("April", date(1969, 4, 1), date(1969, 4, 30), ""),
        ("July 20th", date(1969, 7, 20), date(1969, 7, 20), ""),
        ("20 July", date(1969, 7, 20), date(1969, 7, 20), ""),
        ("December", date(1968, 12, 1), date(1968, 12, 31), "December = December 1968"),
    ],
)
def test_what_a_date_means_is_said_unless_it_lacks_only_the_year_of_publication(
    text: str, first: date, last: date, said: str
) -> None:
    assert meanings_in_words([meaning(text, first, last)], date(1969, 7, 21)) == said
