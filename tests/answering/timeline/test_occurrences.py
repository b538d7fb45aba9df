"""Which of a sentence's dates is the day of what it tells."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.timeline.occurrences import Occurrence, occurrences_in
from assistant.language.tense import verbs_in
from assistant.time.date_expressions import find_dates

PUBLISHED = date(2025, 4, 23)  # a Wednesday


def told(sentence: str, published: date = PUBLISHED) -> list[str]:
    """Each occurrence as a day or a span, with what is said of it."""
    found = occurrences_in(sentence, find_dates(sentence, published), published)
    return [f"{_days(each)}{' planned' * each.planned}{' weak' * each.weak}" for each in found]


def _days(each: Occurrence) -> str:
    return str(each.first) if each.first == each.last else f"{each.first} to {each.last}"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The council closed the bridge on Monday.", ["2025-04-21"]),
        ("On Monday, the council closed the bridge.", ["2025-04-21"]),
        ("The bridge will reopen on 20 June 2025, the city engineer said on Wednesday.", ["2025-06-20 planned"]),
        ("The council said that the bridge will reopen on 30 April.", ["2025-04-30 planned"]),
        (
            "The bridge will close on 3 May and is due to reopen on 9 June.",
            ["2025-05-03 planned", "2025-06-09 planned"],
        ),
        ("The bridge was to have reopened on 30 April.", ["2025-04-30 planned"]),
        ("The reopening has been put off to 20 June.", ["2025-06-20 planned"]),
        ("The company agreed to buy the yard in March.", ["2025-03-01 to 2025-03-31"]),
        ("The owner struck a deal to buy the yard on Monday.", ["2025-04-21"]),
        ("In March, divers found a hole under the pier.", ["2025-03-01 to 2025-03-31"]),
        ("Turnout was low, police said on Tuesday.", ["2025-04-22 weak"]),
        ("Talks will resume on Friday.", ["2025-04-25 planned"]),
        ("The harbour froze in 2010.", ["2010-01-01 to 2010-12-31"]),
        ("The inquiry began after the trawler sank on 19 March.", ["2025-03-19 weak"]),
        ("Le pont a été fermé le 10 février 2025.", ["2025-02-10"]),
    ],
)
def test_the_day_of_the_main_verb_is_the_day_of_the_event(sentence: str, expected: list[str]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "She has run the shop since 2010.",
        "The road stays closed until 3 May 2025.",
        "The papers must be in by 3 May 2025.",
        "The bridge may reopen on 20 June 2025.",
        "The bridge will not reopen on 30 April 2025.",
        "The market opens every Monday.",
        "The market usually closed on Mondays.",
        "“The bridge was shut on Monday,” she added.",
        "The 2020 budget paid for the pier.",
        "Police are still investigating the January 6 attack.",
        "Pell, who was elected in 2020, runs the port.",
        "The cost rose from 46 million in March 2025.",
        "It was the first strike there since 2008.",
        "There are nine bridges in the city.",
        "If the bridge opens on 20 June, the bill will come to 750,000 crowns.",
        "Roake, a skipper arrested in February, will spend the night at home.",
        "She never spoke of the 3 March, 2025, attack on the harbour.",
    ],
)
def test_limits_habits_names_quotations_and_asides_are_no_events(sentence: str) -> None:
    assert told(sentence) == []


def test_a_plan_seen_from_a_later_day_stays_a_plan() -> None:
    assert told("The bridge was due to reopen on 31 March.", date(2025, 4, 2)) == ["2025-03-31 planned"]


def test_verbs_are_found_in_time_that_grows_with_the_text() -> None:
    began = time.process_time()
    assert len(verbs_in("Then the council closed it. " * 4_000)) == 4_000
    assert time.process_time() - began < 8  # 0.1 s; 25 s where each verb reads all that stands in front of it


VERBS = [
    "closed",
    "will close",
    "was to close",
    "agreed to close",
    "struck a deal to close",
    "heads to close",
    "closes",
]
DAYS = [
    "on Friday",
    "on 25 October",
    "in March",
    "on 31 March",
    "for an expected Friday vote",
    "to Monday",
    "last week",
]


@given(st.sampled_from(VERBS), st.sampled_from(DAYS), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_an_occurrences_days_are_those_its_date_was_resolved_to(verb: str, day: str, published: date) -> None:
    sentence = f"The council {verb} the bridge {day}."
    dates = find_dates(sentence, published)
    resolved = {(each.span.first, each.span.last) for each in dates}
    assert {(each.first, each.last) for each in occurrences_in(sentence, dates, published)} <= resolved


@pytest.mark.parametrize(
    ("sentence", "is_in_passing"),
    [
        ("The inquiry began after the trawler sank on 19 March.", True),
        ("The mayor was in the port for the inauguration of the pier on Tuesday.", True),
        ("The water was low on Tuesday.", False),
        ("Turnout was low, police said on Tuesday.", False),
        ("The council closed the bridge on Monday.", False),
    ],
)
def test_what_happened_is_told_in_passing_too(sentence: str, is_in_passing: bool) -> None:
    (found,) = occurrences_in(sentence, find_dates(sentence, PUBLISHED), PUBLISHED)
    assert found.passing is is_in_passing
