from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.articles.metadata.published import (
    DateOrder,
    DateRule,
    NotADate,
    Published,
    read_published,
    take_published,
)

FIRST = date(2024, 8, 1)


@pytest.mark.parametrize(
    "value",
    [
        *("2024-08-01", "2024-8-1", "2024/08/01", "2024.08.01", "20240801", 20240801, " 2024-08-01 ", date(2024, 8, 1)),
        *("1 August 2024", "1 Aug 2024", "01 August, 2024", "1st August 2024", "1st of August 2024", "1-Aug-2024"),
        *("August 1, 2024", "August 1 2024", "Aug. 1, 2024", "Aug 1st, 2024", "AUGUST 1, 2024"),
        *("Thursday, 1 August 2024", "Thu 1 Aug 2024", "Thursday, August 1, 2024", "Thurs. Aug. 1, 2024"),
        *("1. August 2024", "Donnerstag, 1. August 2024", "1er août 2024", "1 de agosto de 2024", "1 agosto 2024"),
        *("1 augustus 2024", "2024年8月1日", "1 August 2024.", "1 Auguſt 2024"),
    ],
)
def test_a_day_is_read_in_every_accepted_way_of_writing_it(value: object) -> None:
    assert read_published(value) == Published(FIRST)


@pytest.mark.parametrize(
    ("value", "day", "time"),
    [
        ("2024-08-01T10:15:30Z", FIRST, "2024-08-01T10:15:30+00:00"),
        ("2024-08-01T10:15:30.123456789Z", FIRST, "2024-08-01T10:15:30+00:00"),
        ("2024-08-01T10:15", FIRST, "2024-08-01T10:15:00"),
        ("20240801T101530Z", FIRST, "2024-08-01T10:15:30+00:00"),
        ("2024-08-01 10:15:30 +0200", FIRST, "2024-08-01T10:15:30+02:00"),
        ("2024-08-01T10:15:30+05:30", FIRST, "2024-08-01T10:15:30+05:30"),
        # The day is the stamp's own, not that of another zone.
        ("2024-08-01T23:30:00-05:00", FIRST, "2024-08-01T23:30:00-05:00"),
        ("2024-08-01T00:30:00+14:00", FIRST, "2024-08-01T00:30:00+14:00"),
        ("Thu, 01 Aug 2024 10:15:30 +0000", FIRST, "2024-08-01T10:15:30+00:00"),
        ("Thu, 01 Aug 2024 10:15:30 GMT", FIRST, "2024-08-01T10:15:30+00:00"),
        ("01 Aug 2024 10:15 EST", FIRST, "2024-08-01T10:15:00-05:00"),
        ("Aug. 1, 2024 at 2:05 p.m. EDT", FIRST, "2024-08-01T14:05:00-04:00"),
        ("August 1, 2024, 12:05 AM", FIRST, "2024-08-01T00:05:00"),
        ("1 August 2024 – 14.05", FIRST, "2024-08-01T14:05:00"),
        ("1 August 2024, 9 pm", FIRST, "2024-08-01T21:00:00"),
        ("Thu Aug 01 10:15:30 CEST 2024", FIRST, "2024-08-01T10:15:30+02:00"),
        ("Thu Aug 1 10:15:30 GMT 2024", FIRST, "2024-08-01T10:15:30+00:00"),
        ("Thu Aug  1 10:15:30 2024", FIRST, "2024-08-01T10:15:30"),
        ("Thu Aug 01 2024 10:15:30 GMT+0200 (CEST)", FIRST, "2024-08-01T10:15:30+02:00"),
        ("jeudi 1 août 2024 à 10h15", FIRST, "2024-08-01T10:15:00"),
        ("1er août 2024, 10h15", FIRST, "2024-08-01T10:15:00"),
        ("Donnerstag, den 1. August 2024", FIRST, None),
        ("Donnerstag, 1. August 2024, 10:15 Uhr", FIRST, "2024-08-01T10:15:00"),
        ("1. August 2024 um 10:15 Uhr", FIRST, "2024-08-01T10:15:00"),
        # A zone's name that stands for several, or an hour there is not, leaves the day.
        ("1 August 2024 14:05 IST", FIRST, None),
        ("2024-08-01T24:00:00", FIRST, None),
        (1722470400, FIRST, "2024-08-01T00:00:00+00:00"),
        (1722470400.75, FIRST, "2024-08-01T00:00:00+00:00"),
        (1722470400123, FIRST, "2024-08-01T00:00:00+00:00"),
        (1722470400123456789, FIRST, "2024-08-01T00:00:00+00:00"),
        ("1722470400", FIRST, "2024-08-01T00:00:00+00:00"),
        (datetime(2024, 8, 1, 10, 15, tzinfo=timezone(timedelta(hours=2))), FIRST, "2024-08-01T10:15:00+02:00"),
    ],
)
def test_a_stamp_gives_its_own_day_and_its_time(value: object, day: date, time: str | None) -> None:
    assert read_published(value) == Published(day, time)


@pytest.mark.parametrize(
    "value",
    [
        *("1 августа 2024 г.", "Четверг, 1 августа 2024, 10:15", "1 серпня 2024", "1 серпня 2024 р."),
        *("1 sierpnia 2024 r.", "1 sierpnia 2024", "1. srpna 2024", "1. elokuuta 2024", "1 Ağustos 2024"),
        *("torsdag 1 augusti 2024 kl. 10.15", "2024. augusztus 1.", "1 Αυγούστου 2024", "Πέμπτη, 1 Αυγούστου 2024"),
        *("2024년 8월 1일", "2024년 8월 1일 목요일 오전 10:15", "Ngày 1 tháng 8 năm 2024", "2024 m. rugpjūčio 1 d."),
        *("1 Ogos 2024", "1 באוגוסט 2024", "١ أغسطس ٢٠٢٤", "2024年８月１日"),
    ],
)
def test_the_names_of_months_are_read_in_other_languages(value: str) -> None:
    published = read_published(value)
    assert published is not None
    assert published.day == FIRST


@pytest.mark.parametrize(
    "value",
    [
        "14 listopada 2024",  # November in Polish, October in Croatian
        *("14.V.2024", "2024-W20-2", "1 May 2024 (O.S.)", "6 มิถุนายน 2554", "15 رمضان 1445", "۲۴ اردیبهشت ۱۴۰۳"),
        *("令和6年5月14日", "民國113年5月14日", "ו׳ באייר תשפ״ד", "14 мая", "май 2024", "14 maja", "31 września 2024"),
        *("14 мая 2024 — 16 мая 2024", "14 мая или 15 июня 2024", "около 2024"),
    ],
)
def test_a_date_in_another_language_that_names_no_certain_day_is_refused(value: str) -> None:
    with pytest.raises(NotADate):
        read_published(value)


@pytest.mark.parametrize(
    ("value", "day"),
    [("13/05/2024", date(2024, 5, 13)), ("05/13/2024", date(2024, 5, 13)), ("5.5.2024", date(2024, 5, 5))],
)
def test_a_date_in_numbers_is_read_where_only_one_day_can_be_meant(value: str, day: date) -> None:
    assert read_published(value) == Published(day)


@pytest.mark.parametrize("value", ["03/05/2024", "3.5.2024", "03-05-2024"])
def test_a_date_that_may_be_two_days_is_read_in_the_order_given_and_says_so(value: str) -> None:
    assert read_published(value) == Published(date(2024, 5, 3), order=DateOrder.DAY_FIRST)
    month_first = DateRule(DateOrder.MONTH_FIRST)
    assert read_published(value, month_first) == Published(date(2024, 3, 5), order=DateOrder.MONTH_FIRST)


@pytest.mark.parametrize("order", DateOrder)
@pytest.mark.parametrize(
    ("value", "latest_year", "day"),
    [
        ("25/12/24", 2027, date(2024, 12, 25)),
        ("12/25/27", 2027, date(2027, 12, 25)),
        ("25.12.28", 2027, date(1928, 12, 25)),
        ("25/12/99", 2027, date(1999, 12, 25)),
        ("25/12/00", 2100, date(2100, 12, 25)),
    ],
)
def test_two_digits_are_the_latest_year_that_may_be_meant(
    value: str, latest_year: int, day: date, order: DateOrder
) -> None:
    assert read_published(value, DateRule(order, latest_year)) == Published(day, short_year=True)


@pytest.mark.parametrize("value", [None, "", "  ", "-", "n/a", "N/A", "null", "None", "unknown", "undated", "NaT"])
def test_a_value_may_say_that_there_is_no_date(value: object) -> None:
    assert read_published(value) is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("03/05/24", "its year has two digits"),
        ("24-08-01", "its year has two digits"),
        ("31/04/2024", "there is no such day"),
        ("13/13/2024", "there is no such day"),
        ("3 August", "it names no year"),
        ("Thursday, Aug. 1st", "it names no year"),
        ("2024", "it names no day"),
        ("2024-08", "it names no day"),
        ("August 2024", "it names no day"),
        ("2024-02-30", "there is no such day"),
        ("31 April 2024", "there is no such day"),
        ("20241301", "there is no such day"),
        (20241301, "there is no such day"),
        ("0000-00-00", "the year 0 cannot be right"),
        ("1 August 3024", "the year 3024 cannot be right"),
        ("yesterday", "it is not written in a way that is understood"),
        ("2 hours ago", "it is not written in a way that is understood"),
        ("Q1 2024", "it is not written in a way that is understood"),
        ("12", "it is not written in a way that is understood"),
        ("2024-08-01 to 2024-08-07", "it is not written in a way that is understood"),
        (2024, "the number is neither a day nor a time since 1970"),
        (45505, "the number is neither a day nor a time since 1970"),
        (float("nan"), "the number is neither a day nor a time since 1970"),
        (float("inf"), "the number is neither a day nor a time since 1970"),
        (10**400, "the number is neither a day nor a time since 1970"),
        (-1722470400, "the number is neither a day nor a time since 1970"),
        (True, "it is not written as a date"),
        (["2024-08-01"], "it is not written as a date"),
    ],
)
def test_what_means_no_day_is_refused_with_the_reason(value: object, reason: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_published(value)
    assert str(refused.value) == reason


@given(
    st.datetimes(
        datetime(1600, 1, 1), datetime(2190, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9))])
    )
)
def test_any_iso_stamp_gives_the_day_that_is_written_in_it(moment: datetime) -> None:
    assert read_published(moment.isoformat()) == Published(moment.date(), moment.replace(microsecond=0).isoformat())


@given(st.one_of(st.text(), st.text("0123456789-/.: TZ+amp,Aug"), st.floats(), st.integers(), st.booleans()))
def test_any_value_is_read_or_refused(value: object) -> None:
    with suppress(NotADate):
        read_published(value)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("2024-08-01 The council met", "2024-08-01"),
        ("2024-08-01 300 people came", "2024-08-01"),
        ("2024-08-01 10:30 NATO said", "2024-08-01 10:30"),
        ("1 August 2024 The council met", "1 August 2024"),
        ("The council met on 1 August 2024", None),
    ],
)
def test_only_the_date_at_the_beginning_of_a_text_is_taken(text: str, taken: str | None) -> None:
    found = take_published(text)
    assert (found and text[: found[1]]) == taken
