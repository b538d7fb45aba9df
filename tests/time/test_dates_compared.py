"""Dates in texts, and whether another text bears them out in the light of its own day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.time.dates_compared import Day, full_day, missing_dates
from assistant.time.reading import read

THURSDAY = date(2024, 8, 1)


def _read(text: str, published: date | None = None) -> str:
    dates = read(text, published).dates
    return "; ".join(f"{mention.text} = " + ", ".join(_written(day) for day in mention.days) for mention in dates)


def _written(day: Day) -> str:
    return "-".join("?" if part is None else str(part) for part in (day.year, day.month, day.day))


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 1 August 2024", "1 August 2024 = 2024-8-1"),
        ("August 1, 2024, and Aug. 2", "August 1, 2024 = 2024-8-1; Aug. 2 = ?-8-2"),
        ("the 1st of August", "1st of August = ?-8-1"),
        ("2024-08-01 or 2024/08/01 or 1.8.2024", "2024-08-01 = 2024-8-1; 2024/08/01 = 2024-8-1; 1.8.2024 = 2024-8-1"),
        ("in August 2024 and in April", "August 2024 = 2024-8-?; April = ?-4-?"),
        ("in May it may march in March", "May = ?-5-?; March = ?-3-?"),
        ("le 1er août 2024, am 1. August 2024, el 1 de agosto de 2024",
         "1er août 2024 = 2024-8-1; 1. August 2024 = 2024-8-1; 1 de agosto de 2024 = 2024-8-1"),
        ("on Wednesday, yesterday", "Wednesday = ; yesterday = "),
        ("40 August and 2024-13-01", "August = ?-8-?"),
        ("nothing of 2024 in it", ""),
        ("12 Auguſt 1795, APRİL 4", "12 Auguſt 1795 = 1795-8-12; APRİL 4 = ?-4-4"),
    ],
)  # fmt: skip
def test_dates_are_read_in_every_form(text: str, dates: str) -> None:
    assert _read(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Wednesday", "Wednesday = 2024-7-31, 2024-8-7"),
        ("mercredi", "mercredi = 2024-7-31, 2024-8-7"),
        ("It met last Wednesday", "Wednesday = 2024-7-31, 2024-8-7, 2024-7-24"),
        ("It met on Thursday", "Thursday = 2024-8-1, 2024-8-8, 2024-7-25"),
        ("today", "today = 2024-8-1"),
        ("yesterday", "yesterday = 2024-7-31"),
        ("tomorrow", "tomorrow = 2024-8-2"),
        ("three days ago", "three days ago = 2024-7-29"),
        ("last month", "last month = 2024-7-?"),
        ("eight months ago, 8 months ago", "eight months ago = 2023-12-?; 8 months ago = 2023-12-?"),
        ("seven days ago", "seven days ago = 2024-7-25"),
        ("twenty years ago", "twenty years ago = 2004-?-?"),
        ("a month ago, an eternity ago, zero days ago", "a month ago = 2024-7-?; zero days ago = 2024-8-1"),
        ("twenty-five days ago", ""),
        ("last year", "last year = 2023-?-?"),
        ("last week", "last week = 2024-7-?"),
        ("in April", "April = ?-4-?, 2024-4-?"),
        ("in August", "August = ?-8-?, 2024-8-?"),
        ("on 24 December", "24 December = ?-12-24, 2024-12-24"),
    ],
)
def test_relative_dates_are_read_from_the_day_of_publication(text: str, dates: str) -> None:
    assert _read(text, THURSDAY) == dates


@pytest.mark.parametrize(
    ("text", "source", "missing"),
    [
        ("on 31 July 2024", "It happened on Wednesday.", []),
        ("on 25 July", "It closed seven days ago.", []),
        ("on 24 July", "It closed seven days ago.", ["24 July"]),
        ("on Wednesday, 31 July 2024", "It happened on Wednesday.", []),
        ("on 30 July 2024", "It happened on Wednesday.", ["30 July 2024"]),
        ("on Wednesday", "It happened on 31 July.", []),
        ("on Tuesday", "It happened on 31 July.", ["Tuesday"]),
        ("in July 2024", "It happened on Wednesday.", []),
        ("in April 2024", "It happened in April.", []),
        ("in April 2023", "It happened in April.", ["April 2023"]),
        ("on 1 August 2024", "It happened.", []),
        ("on 1 August 2024", "It happened on Wednesday.", []),
        ("on 2 August 2024", "It happened on Wednesday.", ["2 August 2024"]),
        ("as the paper reported on 1 August 2024", "It happened on Wednesday.", []),
        ("on August 1, 2024", "It happened on 2024-08-01.", []),
        ("yesterday", "It happened on Wednesday.", ["yesterday"]),
        ("last month", "It happened last month.", []),
        ("in June 2023", "It happened last month.", ["June 2023"]),
    ],
)
def test_a_date_must_follow_from_the_source_and_its_day(text: str, source: str, missing: list[str]) -> None:
    assert _missing(text, source, THURSDAY) == missing


def test_a_source_without_a_day_bears_out_only_what_it_says() -> None:
    assert _missing("on 31 July 2024", "On Wednesday.", None) == ["31 July 2024"]
    assert _missing("on 31 July", "On 31 July 2024.", None) == []


def test_the_day_of_publication_and_of_asking_need_no_source() -> None:
    source = ("It closed on Tuesday.", THURSDAY)
    text = "It was closed on Thursday 1 August 2024 and on 2 August."
    assert _missing(text, *source) == ["2 August."]
    assert _missing(text, *source, date(2024, 8, 2)) == []


@given(
    st.text(alphabet="0123456789. /-augsTuesdaylastweekyearago", max_size=40),
    st.dates() | st.sampled_from([date.min, date.max]),
)
@example("APRİL 4", THURSDAY)
@example("12 Auguſt 1795", THURSDAY)
@example("on Tueſday and FRİDAY", THURSDAY)
@example("laſt week, ſix days ago, thıs month, next weeK", THURSDAY)
def test_a_text_always_bears_out_its_own_dates(text: str, published: date) -> None:
    assert _missing(text, text, published) == []
    for mention in read(text, published).dates:
        assert text[mention.start : mention.end] == mention.text


def _missing(text: str, source: str, published: date | None, *asked: date) -> list[str]:
    there = read(source, published)
    known = [full_day(day) for day in (published, *asked) if day]
    return missing_dates(read(text).dates, there.dates, [*known, *there.counted_days])
