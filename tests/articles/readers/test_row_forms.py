"""Rows as websites, databases, Excel and old Macs write them."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.records.articles import Article, SkippedFile
from tests.articles.readers.test_rows import lines, read, reason, table, texts


@pytest.mark.parametrize(
    ("wrapped", "text"),
    [
        (
            {"rendered": "<p>The <i>tide</i> rose 12<sup>3</sup>.</p><p>Boats lay idle.</p>"},
            "The tide rose 12³.\n\nBoats lay idle.",
        ),
        ({"html": "<p>The tide rose.</p>"}, "The tide rose."),
    ],
)
def test_a_text_is_read_from_the_html_that_a_website_wraps_it_in(tmp_path: Path, wrapped: object, text: str) -> None:
    row = {"title": {"rendered": "Tide &amp; time"}, "content": wrapped}
    for name, data in (("tide.jsonl", lines(row)), ("tide.json", json.dumps(row | {"id": 1}))):
        (article,) = read(tmp_path, name, data)
        assert isinstance(article, Article)
        assert (article.title, article.text) == ("Tide & time", text)


@pytest.mark.parametrize(
    "day", [{"$date": "1969-07-20T20:17:40Z"}, {"$date": {"$numberLong": "-14182940000"}}, "1969-07-20"]
)
def test_a_day_is_read_as_a_database_writes_it(tmp_path: Path, day: object) -> None:
    row = {"_id": {"$oid": "65"}, "title": "Eagle", "date": day, "text": "It has landed."}
    (article,) = read(tmp_path, "eagle.jsonl", lines(row))
    assert isinstance(article, Article)
    assert article.published == (None if "$numberLong" in str(day) else date(1969, 7, 20))


def test_a_summary_called_text_gives_way_to_the_body(tmp_path: Path) -> None:
    body = "The Eagle has landed. Two men walked on the Moon and put up a flag."
    short = lines({"text": "Landed.", "body": body}, {"text": body, "body": f"{body} Really."})
    assert texts(read(tmp_path, "eagle.jsonl", short)) == [f"eagle.jsonl#1: {body}", f"eagle.jsonl#2: {body}"]


@pytest.mark.parametrize(
    "data",
    [
        "sep=;\ntitle;text\nEagle;It landed, at last.\n",
        "SEP=|\r\n\r\ntitle|text\r\nEagle|It landed, at last.\r\n",
        'title,text\rEagle,"It landed, at last."\r',
        "sep=;\rtitle;text\rEagle;It landed, at last.\r",
    ],
)
def test_a_table_is_read_with_a_line_for_excel_and_with_the_line_ends_of_old_macs(tmp_path: Path, data: str) -> None:
    assert texts(read(tmp_path, "eagle.csv", data)) == ["eagle.csv#1: It landed, at last."]


def test_the_lines_before_the_header_count_where_a_row_is_named_by_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "\nsep=;\ntitle;text\nEagle;It landed.\nEagle;It;rose.\n")
    assert [one.reason for one in found if isinstance(one, SkippedFile)] == [
        "(line 5) has 3 fields, and the header has 2"
    ]


def test_a_table_without_a_header_is_refused_in_plain_words(tmp_path: Path) -> None:
    data = "Eagle,1969-07-20,It has landed.\nApollo,1969-07-24,It is back.\n"
    told = "has no header: its first line must name the columns, and is 'Eagle,1969-07-20,It has landed.'"
    assert reason(tmp_path, "eagle.csv", data) == told


def test_the_guess_at_an_encoding_is_named_with_the_first_row_it_is_made_for(tmp_path: Path) -> None:
    rows = table(
        ["title", "text"], ["A", "It landed."], ["B", "Die Brücke wird geöffnet."], ["C", "Später schloß sie für Züge."]
    )
    remarks = [one.remarks for one in read(tmp_path, "a.csv", rows.encode("cp1252")) if isinstance(one, Article)]
    assert remarks == [("does not say its encoding; read as Windows-1252: a guess",), (), ()]


def test_a_body_that_begins_with_a_table_whose_first_row_is_blank_is_read(tmp_path: Path) -> None:
    body = "<p></p><table><tr><td>&nbsp;</td></tr><tr><td>The Eagle has landed.</td></tr></table>"
    assert texts(read(tmp_path, "eagle.jsonl", lines({"body": body}))) == ["eagle.jsonl#1: The Eagle has landed."]
