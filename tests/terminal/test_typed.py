"""Flags as they are typed, to filters."""

from datetime import date

import pytest

from assistant.errors import UsageError
from assistant.records.questions import Filters
from assistant.terminal.typed import Narrowing

THURSDAY = date(2024, 8, 1)


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        (Narrowing(), Filters()),
        (Narrowing(since="2024-07-01"), Filters(since=date(2024, 7, 1))),
        (Narrowing(since="last month"), Filters(since=date(2024, 7, 1))),
        (Narrowing(until="last month"), Filters(until=date(2024, 7, 31))),
        (Narrowing(since="May", until="yesterday"), Filters(since=date(2024, 5, 1), until=date(2024, 7, 31))),
        (Narrowing(as_of="2023"), Filters(as_of=date(2023, 12, 31))),
        (Narrowing(as_of="2030-01-01"), Filters(as_of=date(2030, 1, 1))),
        (Narrowing(on="letzte Woche"), Filters(since=date(2024, 7, 22), until=date(2024, 7, 28))),
        (
            Narrowing(on="last week", as_of="2024-05-15", sources=("The Courier",)),
            Filters(date(2024, 5, 6), date(2024, 5, 12), date(2024, 5, 15), ("The Courier",)),
        ),
    ],
)
def test_a_date_in_words_gives_its_first_or_its_last_day_seen_from_the_as_of_day(
    typed: Narrowing, filters: Filters
) -> None:
    assert typed.filters(THURSDAY) == filters


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (Narrowing(since="soonish"), "--since 'soonish' is not a day."),
        (Narrowing(until=""), "--until '' is not a day."),
        (Narrowing(on="before the war"), "--on 'before the war' is not a day."),
        (Narrowing(as_of="12"), "--as-of '12' is not a day."),
        (Narrowing(since="today", until="yesterday"), "--since 2024-08-01 is after --until 2024-07-31."),
        (Narrowing(on="today", since="yesterday"), "--on replaces --since and --until."),
    ],
)
def test_what_is_no_day_or_excludes_the_rest_is_refused_by_name(typed: Narrowing, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        typed.filters(THURSDAY)
    assert refused.value.message == message
