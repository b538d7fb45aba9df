"""Which relative dates of an article are certain enough to be shown: each kind that is not beside its twin that is."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.time.certain_dates import certain_dates
from assistant.time.date_expressions import find_dates
from assistant.time.days_in_words import span_in_words

THURSDAY = date(2025, 4, 24)


def given(text: str, published: date = THURSDAY) -> list[str]:
    dates = [each for each in find_dates(text, published) if each.relative]
    return [f"{each.text} = {span_in_words(each.span)}" for each in certain_dates(text, dates, published)]


@pytest.mark.parametrize(
    ("certain", "shown", "doubtful"),
    [
        pytest.param(
            "It was closed by Maj. Lee on Monday.",
            "Monday = 21 April 2025",
            "It will be closed by Maj. Lee on Monday.",
            id="a title's full stop ends no sentence",
        ),
        pytest.param(
            "The bridge closed on Monday.",
            "Monday = 21 April 2025",
            "The bridge closes on Monday.",
            id="the verb tells the side",
        ),
        pytest.param(
            "Talks will resume on Saturday.",
            "Saturday = 26 April 2025",
            "Talks were to resume on Saturday.",
            id="a plan told in the past may be over",
        ),
        pytest.param(
            "The office is set to open on Friday.",
            "Friday = 25 April 2025",
            "The office set to open on Friday closed.",
            id="plan and past do not meet",
        ),
        pytest.param(
            "The bridge was to have reopened on 30 April.",
            "30 April = 30 April 2025",
            "The ward was to have closed on 1 October.",
            id="a day of the month is near",
        ),
        pytest.param(
            "The reopening was put off to 20 June.",
            "20 June = 20 June 2025",
            "The council voted to close the mine on 20 June.",
            id="a day that something was moved to is ahead",
        ),
        pytest.param(
            "The council closed the mine on Tuesday.",
            "Tuesday = 22 April 2025",
            "The council voted to close the mine on Tuesday.",
            id="the day is the verb's",
        ),
        pytest.param(
            "She won the match on Tuesday.",
            "Tuesday = 22 April 2025",
            "She won tickets for the match on Tuesday.",
            id="the day is not a noun's",
        ),
        pytest.param(
            "She said on Tuesday that the mine will close.",
            "Tuesday = 22 April 2025",
            "She spoke on Saturday that week.",
            id="the weekday is within three days",
        ),
        pytest.param(
            "Rescuers on Tuesday ended the search.",
            "Tuesday = 22 April 2025",
            "Rescuers watched Tuesday Night Football.",
            id="the weekday is no part of a name",
        ),
        pytest.param(
            "On Tuesday the museum was shut.",
            "Tuesday = 22 April 2025",
            "The museum was shut every Tuesday.",
            id="the weekday is no habit",
        ),
        pytest.param(
            "They met on Tuesday.",
            "Tuesday = 22 April 2025",
            "They met from 10 p.m. on Tuesday to 1 a.m.",
            id="the day is no end of a span",
        ),
        pytest.param(
            "They lost the vote last month.",
            "last month = March 2025",
            "They lost the vote last year.",
            id="the unit is a day or a month",
        ),
        pytest.param(
            "They voted in March.",
            "March = March 2025",
            "They voted in early March.",
            id="the month is whole",
        ),
        pytest.param(
            "The ferry sank two days ago.",
            "two days ago = 22 April 2025",
            "In 30 years the sea will rise.",
            id="a count of years is no day",
        ),
        pytest.param(
            "The ferry sank yesterday.",
            "yesterday = 23 April 2025",
            "The ferry is needed yesterday.",
            id="yesterday is a day gone by",
        ),
        pytest.param(
            "The mayor said today that the bridge is safe.",
            "today = 24 April 2025",
            "The mayor found the town richer today.",
            id="today is not nowadays",
        ),
        pytest.param(
            "The mayor spoke on Tuesday.",
            "Tuesday = 22 April 2025",
            "“I spoke on Tuesday,” the mayor said.",
            id="a day within a quotation is the speaker's",
        ),
        pytest.param(
            "The bridge closed on Tuesday.",
            "Tuesday = 22 April 2025",
            "Bridge closed on Tuesday",
            id="a headline may be another article's",
        ),
        pytest.param(
            "Crews lifted the span on Tuesday.",
            "Tuesday = 22 April 2025",
            "Crews lifted the span on Tuesday in this photo.",
            id="a picture is of any day",
        ),
        pytest.param(
            "The verdict came quickly. On Tuesday the jury found him guilty.",
            "Tuesday = 22 April 2025",
            "The trial opened in January 1999. On Tuesday the jury found him guilty.",
            id="nothing near speaks of another year",
        ),
        pytest.param(
            "The doors open at noon, Saturday, May 3.",
            "Saturday, May 3 = 3 May 2025",
            "The doors open at noon, May 3.",
            id="a weekday that fits the day tells the year",
        ),
        pytest.param(
            "Boats leave next Monday.",
            "next Monday = 28 April 2025",
            "Boats leave next Saturday.",
            id="the next such day is that of next week",
        ),
        pytest.param(
            "The boat left last Friday.",
            "last Friday = 18 April 2025",
            "The boat left last Tuesday.",
            id="the last such day is that of last week",
        ),
    ],
)
def test_a_date_is_shown_where_it_is_certain_and_its_twin_is_not(certain: str, shown: str, doubtful: str) -> None:
    assert (given(certain), given(doubtful)) == ([shown], [])


def test_a_weekday_a_day_after_publication_was_written_later_and_is_not_shown() -> None:
    assert given("The mayor resigned on Friday.") == []
    assert given("The mayor resigned on Friday.", date(2025, 4, 25)) == ["Friday = 25 April 2025"]


def test_a_day_that_has_become_a_name_is_not_counted_from_the_publication() -> None:
    assert given("Guards held the door on January 6.", date(2025, 2, 3)) == []
    assert given("Guards held the door on January 7.", date(2025, 2, 3)) == ["January 7 = 7 January 2025"]


def test_of_plan_and_past_each_verb_that_stands_by_its_day_keeps_it() -> None:
    text = "The chief, who was to speak on 6 May, resigned on Tuesday."
    assert given(text) == ["6 May = 6 May 2025", "Tuesday = 22 April 2025"]


def test_in_another_language_only_what_needs_no_verb_is_shown() -> None:
    assert given("Le maire a parlé hier de la ville.") == ["hier = 23 April 2025"]
    assert given("Le maire a parlé lundi de la ville.") == []


def test_a_date_with_its_year_is_certain() -> None:
    text = "“It closed on 3 May 2024,” she said."
    assert certain_dates(text, find_dates(text, THURSDAY), THURSDAY) == find_dates(text, THURSDAY)
