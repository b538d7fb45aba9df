"""Words that name days, to the days they mean seen from Thursday, 1 August 2024."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.records.time import DateExpression
from assistant.time.date_expressions import find_dates, find_dates_in_question, read_days

THURSDAY = date(2024, 8, 1)
ANY_DAY = st.dates() | st.sampled_from([date.min, date.max, THURSDAY])
WORDS = st.lists(
    st.sampled_from(
        "on in the a last next this that two 3 31 2024 1990s May may march April Friday Mon. week years ago earlier"
        " before later end early mid- of from to and between – , . day overnight 10th Christmas Eve Q2 half weekend"
        " summer will said 2024-02-30 3.5.2024 gestern letzte Woche il y trois jours первого вчера 昨日 İ ſ".split()
    ),
    max_size=30,
).map(" ".join)


def written(found: Iterable[DateExpression]) -> str:
    """Each expression with its days, `*` behind those that depend on the day they are seen from."""
    lines = []
    for each in found:
        first, last = each.span.first, each.span.last
        days = f"{first}" if first == last else f"{first or ''}..{last or ''}"
        lines.append(f"{each.text} = {days}{'*' if each.relative else ''}")
    return "; ".join(lines)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It opened on 3 May 2019.", "3 May 2019 = 2019-05-03"),
        ("It opened on May 3rd, 2019, at noon.", "May 3rd, 2019 = 2019-05-03"),
        ("WASHINGTON, Aug. 1 — Rain fell.", "Aug. 1 = 2024-08-01*"),
        ("The file is dated 2019-05-03 or 3/5/2019.", "2019-05-03 = 2019-05-03; 3/5/2019 = 2019-05-03"),
        ("The form of 12/25/2019 says so.", "12/25/2019 = 2019-12-25"),
        ("It began in March 2020.", "March 2020 = 2020-03-01..2020-03-31"),
        ("Prices fell in 2019 and 2021.", "2019 = 2019-01-01..2019-12-31; 2021 = 2021-01-01..2021-12-31"),
        ("In Q2 2023 sales rose.", "Q2 2023 = 2023-04-01..2023-06-30"),
        ("They met in the winter of 2023.", "winter of 2023 = 2023-12-01..2024-02-29"),
        ("It was built in the early 1990s.", "early 1990s = 1990-01-01..1993-12-31"),
        ("It fell in the first half of 2023.", "first half of 2023 = 2023-01-01..2023-06-30"),
        ("It fell on the last Monday of May 2023.", "last Monday of May 2023 = 2023-05-29"),
        ("In the week of 15 December 2023 it snowed.", "week of 15 December 2023 = 2023-12-11..2023-12-17"),
        ("On Christmas Eve 2023 it snowed.", "Christmas Eve 2023 = 2023-12-24"),
    ],
)
def test_a_date_with_its_year_means_the_same_from_every_day(text: str, dates: str) -> None:
    assert written(find_dates(text, THURSDAY)) == dates
    fixed = [each for each in find_dates(text, THURSDAY) if not each.relative]
    assert list(find_dates(text, None)) == fixed


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("He died on Wednesday.", "Wednesday = 2024-07-31*"),
        ("The council will meet on Wednesday.", "Wednesday = 2024-08-07*"),
        ("She said on Monday that it would open on Friday.", "Monday = 2024-07-29*; Friday = 2024-08-02*"),
        ("On Friday the court will rule.", "Friday = 2024-08-02*"),
        ("The hearing is set for Monday.", "Monday = 2024-08-05*"),
        ("Ahead of Sunday's vote they argued.", "Sunday's = 2024-08-04*"),
        ("It will rain on Saturday and Sunday.", "Saturday = 2024-08-03*; Sunday = 2024-08-04*"),
        ("It closed last April, and in May.", "last April = 2024-04-01..2024-04-30*; May = 2024-05-01..2024-05-31*"),
        ("It is due to reopen in December.", "December = 2024-12-01..2024-12-31*"),
        ("The bridge was on course to reopen on 20 August.", "20 August = 2024-08-20*"),
        ("It closed on 20 August last year.", "20 August last year = 2023-08-20*"),
        ("It closed on Friday, 20 September.", "Friday, 20 September = 2024-09-20*"),
        ("Last week it rained.", "Last week = 2024-07-22..2024-07-28*"),
        ("This month it rained.", "This month = 2024-08-01..2024-08-31*"),
        ("Over the past 7 days it rained.", "past 7 days = 2024-07-25..2024-08-01*"),
        ("Three years ago it rained.", "Three years ago = 2021-01-01..2021-12-31*"),
        ("Two weeks ago it rained.", "Two weeks ago = 2024-07-15..2024-07-21*"),
        ("A year ago today it rained.", "A year ago today = 2023-08-01*"),
        ("Overnight it rained.", "Overnight = 2024-07-31..2024-08-01*"),
        ("It rained over the weekend.", "weekend = 2024-07-27..2024-07-28*"),
        ("It rained two weekends ago.", "two weekends ago = 2024-07-20..2024-07-21*"),
        ("He speaks later this year.", "later this year = 2024-08-01..2024-12-31*"),
        ("He spoke from 3 to 5 May.", "3 to 5 May = 2024-05-03..2024-05-05*"),
        ("From November to February it is shut.", "November to February = 2023-11-01..2024-02-29*"),
    ],
)  # fmt: skip
def test_other_dates_are_counted_from_the_day_of_publication_and_by_the_tense(text: str, dates: str) -> None:
    assert written(find_dates(text, THURSDAY)) == dates
    assert find_dates(text, None) == ()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Schools will remain closed Friday.", "Friday = 2024-08-02*"),
        ("The vote is due at 10 a.m. ET Monday.", "Monday = 2024-08-05*"),
        ("The U.S. Senate will vote on Tuesday.", "Tuesday = 2024-08-06*"),
        ("It will open at 9 a.m. He died on Tuesday.", "Tuesday = 2024-07-30*"),
        ("Snow is forecast for Sunday.", "Sunday = 2024-08-04*"),
        ("Snow is expected across the state on Sunday.", "Sunday = 2024-08-04*"),
        ("Players are pictured on Sunday.", "Sunday = 2024-07-28*"),
        ("Voters go to the polls on Sunday.", "Sunday = 2024-08-04*"),
        ("They plan to walk out on Monday.", "Monday = 2024-08-05*"),
        ("They struck a deal to end it on Monday.", "Monday = 2024-07-29*"),
        ("The board voted to dismiss him on Monday.", "Monday = 2024-07-29*"),
        ("The board agreed to meet on Monday.", "Monday = 2024-08-05*"),
        ("On the eve of Sunday's vote they argued.", "Sunday's = 2024-08-04*"),
        ("It was the last poll before Sunday's vote.", "Sunday's = 2024-08-04*"),
        ("They will meet again after a first round on Wednesday.", "Wednesday = 2024-07-31*"),
        ("The strike will end after a vote on Friday.", "Friday = 2024-08-02*"),
        ("The board voted to defer its decision to 18 December.", "18 December = 2024-12-18*"),
        ("It sank before Wednesday's storm.", "Wednesday's = 2024-07-31*"),
        ("They could not meet before the weekend.", "weekend = 2024-08-03..2024-08-04*"),
        ("The ferry was due to land on Monday and never came.", "Monday = 2024-07-29*"),
    ],
)  # fmt: skip
def test_the_words_around_a_weekday_say_on_which_side_it_lies(text: str, dates: str) -> None:
    assert written(find_dates(text, THURSDAY)) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It is due to reopen on 31 January.", "31 January = 2025-01-31*"),
        ("It was due to reopen on 31 May.", "31 May = 2024-05-31*"),
        ("She said it would reopen on 31 May.", "31 May = 2024-05-31*"),
        ("It was due to reopen on 3 September.", "3 September = 2024-09-03*"),
        ("The court ordered a new vote by 30 September.", "30 September = 2024-09-30*"),
        ("Players try to stop him on 20 July.", "20 July = 2024-07-20*"),
        ("It was scheduled to open in June.", "June = 2024-06-01..2024-06-30*"),
        ("A win in November would help.", "November = 2024-11-01..2024-11-30*"),
        ("It will be shut, as it has been since 3 May.", "3 May = 2024-05-03*"),
        ("Sie bleibt bis Ende November gesperrt.", "Ende November = 2024-11-30*"),
        ("Il rouvrira fin septembre.", "fin septembre = 2024-09-21..2024-09-30*"),
        ("A finales de mayo de 2023.", "finales de mayo de 2023 = 2023-05-21..2023-05-31"),
    ],
)
def test_a_plan_that_may_be_over_means_the_nearest_such_day_or_month(text: str, dates: str) -> None:
    assert written(find_dates(text, THURSDAY)) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It must open by the end of September.", "end of September = 2024-09-30*"),
        ("It will open at the end of September.", "end of September = 2024-09-21..2024-09-30*"),
        ("They have met since the start of 2023.", "start of 2023 = 2023-01-01"),
        ("It had closed by the end of the 1980s.", "end of the 1980s = 1987-01-01..1989-12-31"),
        ("Rents rose in the week ending July 26.", "week ending July 26 = 2024-07-20..2024-07-26*"),
        ("It burned Sunday night into Monday.", "Sunday night into Monday = 2024-07-28..2024-07-29*"),
        ("Idle since 2021, it will hire over the next six months.",
         "2021 = 2021-01-01..2021-12-31; next six months = 2024-08-01..2025-02-01*"),
    ],
)  # fmt: skip
def test_bounds_and_stretches_end_on_the_day_that_they_name(text: str, dates: str) -> None:
    assert written(find_dates(text, THURSDAY)) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On 3 May he left. Two days earlier she came.", "3 May = 2024-05-03*; Two days earlier = 2024-05-01*"),
        ("He left on Monday. The next day she came.", "Monday = 2024-07-29*; next day = 2024-07-30*"),
        ("He left on 3 May. A week later she came.", "3 May = 2024-05-03*; A week later = 2024-05-10*"),
        ("He won in 2019. That year she lost.", "2019 = 2019-01-01..2019-12-31; That year = 2019-01-01..2019-12-31*"),
        ("In 2019, in May that year.", "2019 = 2019-01-01..2019-12-31; May that year = 2019-05-01..2019-05-31*"),
        ("Two days earlier she came. The next day he left.", ""),
        ("Two days before the election she came.", ""),
    ],
)  # fmt: skip
def test_what_is_counted_from_another_date_counts_from_the_last_one_named(text: str, dates: str) -> None:
    assert written(find_dates(text, THURSDAY)) == dates


@pytest.mark.parametrize(
    "text",
    [
        "It was shut before the election and after the war.",
        "The 2020 budget, the 1998 flood and Euro 2024 were costly.",
        "The September 11 attacks, Black Friday and the Sunday Times came up.",
        "On average 2,000 people came, 1984 people in 2000 cases, 2-1.",
        "Every Monday, on Sundays and once a week he runs.",
        "He may march for two weeks, a second time, within days.",
        "In recent weeks, a few days ago and years ago it rained.",
        "Mrs May said that August Strindberg sat there.",
        "The shop is open Monday to Friday, 24/7.",
        "The 31 April and 2024-02-30 do not exist.",
        "She is in her early 90s, and it is in the 80s, said the temperature chart.",
        "They live on the 3rd floor, flight 1972, room 2024.",
        "USA TODAY reported it.",
        "He met the families of the Sept. 11 victims in Mar-a-Lago.",
        "The firm's Q3 results and the Sunday Telegraph's report came up.",
        "He hosts the Monday Morning podcast.",
        "It was sold two months earlier than planned.",
    ],
)
def test_names_counts_habits_stretches_and_events_are_no_dates(text: str) -> None:
    assert written(find_dates(text, THURSDAY)) == ""
    assert written(find_dates_in_question(text, THURSDAY)) == ""


@pytest.mark.parametrize(
    ("question", "dates"),
    [
        ("What happened in May?", "May = 2024-05-01..2024-05-31*"),
        ("What happened in August?", "August = 2024-08-01..2024-08-31*"),
        ("What happened on Thursday?", "Thursday = 2024-08-01*"),
        ("What will happen on Friday?", "Friday = 2024-08-02*"),
        ("What has happened since March 2023?", "March 2023 = 2023-03-01.."),
        ("What was said before July?", "July = ..2024-06-30*"),
        ("What was said after 3 May?", "3 May = 2024-05-04..*"),
        ("What was known as of 3 May 2023?", "3 May 2023 = ..2023-05-03"),
        ("What was said on or after 3 May?", "3 May = 2024-05-03..*"),
        ("What was said on or before 3 May?", "3 May = ..2024-05-03*"),
        ("What was said no later than 3 May?", "3 May = ..2024-05-03*"),
        ("What was said no earlier than 3 May?", "3 May = 2024-05-03..*"),
        ("What was said not before 3 May?", "3 May = 2024-05-03..*"),
        ("What happened between May and July?", "May and July = 2024-05-01..2024-07-31*"),
        ("Was geschah letzte Woche?", "letzte Woche = 2024-07-22..2024-07-28*"),
        ("Que s'est-il passé depuis mars 2024 ?", "mars 2024 = 2024-03-01.."),
        ("¿Qué dijo el ministro hace dos días?", "hace dos días = 2024-07-30*"),
        ("Che cosa è successo l'anno scorso?", "l'anno scorso = 2023-01-01..2023-12-31*"),
        ("Что случилось вчера?", "вчера = 2024-07-31*"),
        ("昨日何がありましたか", "昨日 = 2024-07-31*"),
    ],
)
def test_a_question_looks_back_unless_it_says_otherwise_and_may_leave_a_side_open(question: str, dates: str) -> None:
    assert written(find_dates_in_question(question, THURSDAY)) == dates


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("2024-07-03", ("2024-07-03", "2024-07-03")),
        ("20240703", ("2024-07-03", "2024-07-03")),
        ("2024-07", ("2024-07-01", "2024-07-31")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2024-W30", ("2024-07-22", "2024-07-28")),
        ("3 may", ("2024-05-03", "2024-05-03")),
        ("  last   week ", ("2024-07-22", "2024-07-28")),
        ("the last 7 days", ("2024-07-25", "2024-08-01")),
        ("3 to 5 May", ("2024-05-03", "2024-05-05")),
        ("sat", ("2024-07-27", "2024-07-27")),
        ("вчера", ("2024-07-31", "2024-07-31")),
        ("förra veckan", ("2024-07-22", "2024-07-28")),
        *((typed, None) for typed in ("", "a", "12", "soonish", "31 April", "before the war", "since May", "may day")),
    ],
)  # fmt: skip
def test_a_flag_is_read_whole_or_not_at_all(typed: str, days: tuple[str, str] | None) -> None:
    span = read_days(typed, THURSDAY)
    assert (span and (str(span.first), str(span.last))) == days


@given(WORDS | st.text(max_size=60), ANY_DAY | st.none())
@example("overnight, next century, three decades ago", date.min)
@example("in two weeks will, last century, 9999-12-31", date.max)
@example("1 İ May 3 ſummer 2024", THURSDAY)
def test_spans_lie_in_the_text_in_order_without_overlap_and_end_no_earlier_than_they_begin(
    text: str, day: date | None
) -> None:
    found = [find_dates(text, day), *([find_dates_in_question(text, day)] if day else [])]
    for expressions in found:
        ends = [0, *(each.end for each in expressions)]
        for each, end_before in zip(expressions, ends, strict=False):
            assert end_before <= each.start < each.end <= len(text)
            assert text[each.start : each.end] == each.text
            assert each.span.first is None or each.span.last is None or each.span.first <= each.span.last
    if day:
        read_days(text, day)


@given(WORDS, WORDS, ANY_DAY)
def test_what_follows_a_finished_sentence_changes_none_of_its_dates(text: str, more: str, day: date) -> None:
    sentence = f"{text}.\n\n"
    assert find_dates(sentence + more, day)[: len(find_dates(sentence, day))] == find_dates(sentence, day)
