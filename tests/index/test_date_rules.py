from datetime import date
from pathlib import Path

import pytest

from assistant.articles.metadata.published import DateOrder
from assistant.records.articles import SkippedFile
from small_library import Made, counts

TODAY = date(2024, 8, 1)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def days(made: Made) -> list[str | None]:
    return [day for (day,) in made.rows("SELECT published FROM articles ORDER BY path")]


def test_a_date_in_the_future_is_kept_and_told_once_and_changes_nothing_from_day_to_day(made):
    made.write({"a.txt": "Date: 2024-08-02\n\nThe tide rose.", "b.txt": "Date: 2024-08-01\n\nThe moon rose."})
    report = made.index(today=TODAY)
    said = "its date, 2 August 2024, is in the future (read on 1 August 2024)"
    assert (counts(report), report.remarks) == ((2, 0, 0, 0, 0), (SkippedFile("articles/a.txt", said),))
    assert days(made) == ["2024-08-02", "2024-08-01"]
    assert made.rows("SELECT DISTINCT remarks FROM articles") == [("[]",)]
    for later in (TODAY, date(2024, 8, 2), date(2025, 1, 1)):
        made.write({"a.txt": f"Date: 2024-08-02\n{chr(10) * later.day}\nThe tide rose."})
        report = made.index(today=later)
        assert (counts(report), report.remarks, made.embedder.texts) == ((0, 0, 0, 2, 0), (), [])


def test_every_file_is_read_again_when_dates_are_to_be_read_in_another_order(made):
    made.write({"a.txt": "Date: 03/05/2024\n\nThe tide rose.", "b.txt": "Date: 2024-08-01\n\nThe moon rose."})
    assert counts(made.index(today=TODAY)) == (2, 0, 0, 0, 0)
    assert days(made) == ["2024-05-03", "2024-08-01"]
    month_first = made.index(today=TODAY, date_order=DateOrder.MONTH_FIRST)
    assert (counts(month_first), len(made.embedder.texts)) == ((0, 1, 0, 1, 0), 1)
    assert month_first.remarks == (
        SkippedFile("articles/a.txt", "the date '03/05/2024' was read as 5 March 2024 (month first)"),
    )
    assert days(made) == ["2024-03-05", "2024-08-01"]
    assert counts(made.index(today=TODAY, date_order=DateOrder.MONTH_FIRST)) == (0, 0, 0, 2, 0)


def test_a_year_of_two_digits_is_at_most_the_next_one(made):
    made.write({"a.txt": "Date: 25/12/25\n\nThe tide rose.", "b.txt": "Date: 25/12/26\n\nThe moon rose."})
    made.index(today=TODAY)
    assert days(made) == ["2025-12-25", "1926-12-25"]
    made.write({"a.txt": "Date: 25/12/25\n\nThe tide rose again."})
    assert made.index().remarks == (
        SkippedFile("articles/a.txt", "the date '25/12/25' is not used: its year has two digits"),
    )
