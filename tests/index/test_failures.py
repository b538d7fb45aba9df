"""Files that cannot be read are kept in a list until they are read or gone."""

from datetime import UTC, datetime

import pytest

from small_library import Made

NOON = datetime(2024, 8, 1, 12, tzinfo=UTC)


@pytest.fixture
def made(tmp_path):
    made = Made(tmp_path)
    made.write({"tide.txt": "The tide rose.", "empty.txt": "", "picture.png": "not text"})
    made.write_rows("rows.jsonl", [{"title": "Iron", "text": "Iron rusts."}, {"title": "No text"}])
    made.index(clock=lambda: NOON)
    return made


def listed(made: Made):
    return made.rows("SELECT path, reason, failed_at FROM failures ORDER BY path")


EMPTY = ("articles/empty.txt", "holds no text", "2024-08-01T12:00:00+00:00")
PICTURE = ("articles/picture.png", "is a kind of file that is not read (.png)", "2024-08-01T12:00:00+00:00")
ROW = ("articles/rows.jsonl#2", "holds no text", "2024-08-01T12:00:00+00:00")


def test_what_could_not_be_read_is_listed_with_the_first_moment(made):
    assert listed(made) == [EMPTY, PICTURE, ROW]
    report = made.index()
    assert report.failed_before == {EMPTY[0], PICTURE[0], ROW[0]}
    assert listed(made) == [EMPTY, PICTURE, ROW]


def test_a_file_that_is_read_or_gone_is_listed_no_more(made):
    made.write({"empty.txt": "The ebb came."})
    (made.articles / "picture.png").unlink()
    made.write_rows("rows.jsonl", [{"title": "Iron", "text": "Iron rusts."}, {"title": "Tin", "text": "Tin melts."}])
    assert made.index().failed_before == frozenset()
    assert listed(made) == []


def test_a_file_that_fails_for_another_reason_is_new(made):
    made.write_rows("rows.jsonl", [{"title": "Iron", "text": "Iron rusts."}, {"title": "No text"}])
    (made.articles / "rows.jsonl").write_text('{"title": "Iron", "text": "Iron rusts."}\n{"title\n')
    report = made.index()
    assert report.failed_before == {EMPTY[0], PICTURE[0]}
    assert len(report.skipped) == 3


def test_a_file_that_is_named_itself_is_told_again(made):
    assert made.index("empty.txt").failed_before == frozenset()
    assert made.index().failed_before == {EMPTY[0], PICTURE[0], ROW[0]}


def test_a_run_that_looks_at_one_file_leaves_the_others_listed(made):
    made.index("tide.txt")
    assert listed(made) == [EMPTY, PICTURE, ROW]
    made.write_rows("rows.jsonl", [{"title": "Iron", "text": "Iron rusts."}])
    made.index("rows.jsonl")
    assert listed(made) == [EMPTY, PICTURE]
