"""A text is read once, and every rule is handed the same record of it."""

from __future__ import annotations

from datetime import date

from assistant.time.reading import read

TEXT = "On Friday Ada Lovelace counted 12 boats, said “the 13th sank on 3 May”, and left two days later."
SATURDAY = date(2024, 8, 3)


def test_a_text_of_one_day_has_one_reading_and_of_another_day_another() -> None:
    assert read(TEXT, SATURDAY) is read(TEXT, SATURDAY)
    assert read(TEXT, SATURDAY) is not read(TEXT)
    assert read(TEXT, SATURDAY).figures is read(TEXT, SATURDAY).figures


def test_a_reading_holds_what_stands_in_the_text() -> None:
    reading = read(TEXT, SATURDAY)
    assert [each.text for each in reading.plain_figures] == ["12", "two"]
    assert [each.text for each in reading.dates] == ["Friday", "3 May"]
    assert reading.dates[0].days[0].day == 2
    assert reading.quotations == ("the 13th sank on 3 May",)
    assert [each.text for each in reading.undated.names] == ["Ada Lovelace"]


def test_what_is_blotted_out_of_a_reading_is_read_no_more() -> None:
    assert [each.text for each in read(TEXT).unquoted.dates] == ["Friday"]
    assert [each.text for each in read(TEXT).undated.figures] == ["12", "13th", "two"]
    assert read("On 31 December 9999", date.max).day is None
