from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.articles.metadata.build import article_of_file
from assistant.articles.metadata.dateline import dateline
from assistant.articles.metadata.given import Field, RawArticle
from assistant.records.articles import Origin

REST = "\n\nThe ferry sank off the pier at noon."


@pytest.mark.parametrize(
    ("first_lines", "words"),
    [
        ("PORT VERRICK, 3 March 2025 (CWS) — The ferry sank.", "3 March 2025"),
        ("PORT VERRICK, Monday, March 3, 2025 (CWS) -- The ferry sank.", "March 3, 2025"),
        ("Port Verrick | 3 Mar 2025 – The ferry sank.", "3 Mar 2025"),
        ("PORT VERRICK (CWS) — March 3, 2025 — The ferry sank.", "March 3, 2025"),
        ("EASTMOLE, Port Verrick, March 3, 2025 /Harbour Wire/ -- The ferry sank.", "March 3, 2025"),
        ("PORT VERRICK--(HARBOUR WIRE)--March 3, 2025--The ferry sank.", "March 3, 2025"),
        ("VERRICK-SUR-MER, le 3 mars 2025 – Le ferry a coulé.", "3 mars 2025"),
        ("ÉTRETAT, 3 March 2025 - The ferry sank.", "3 March 2025"),
        ("By A. Writer, Published 3 March 2025 10:15", "3 March 2025 10:15"),
        ("By A. Writer Published: March 3, 2025", "March 3, 2025"),
        ("Posted on March 3, 2025 at 10:15 a.m. EST by A. Writer", "March 3, 2025 at 10:15 a.m. EST"),
        ("First published at 10:15 on 3 March 2025", "3 March 2025"),
        ("Published 3 March 2025.", "3 March 2025"),
        ("Published: 03/05/2024", "03/05/2024"),
        ("Veröffentlicht am 3. März 2025", "3. März 2025"),
        ("Updated: 4 March 2025 | Published: 3 March 2025", "3 March 2025"),
        ("Ferry sinks\n\n3 March 2025", "3 March 2025"),
        ("By A. Writer | 3 March 2025 | 5 minutes", "3 March 2025"),
        ("By A. Writer, 3 March 2025", "3 March 2025"),
        ("Ferry sinks\n\nVerrick Herald, 3 March 2025", "3 March 2025"),
        ("Ferry sinks\n\n(The Post, March 3, 2025)", "March 3, 2025"),
        ("Ferry sinks\n\n3 марта 2025 г.", "3 марта 2025 г"),
        # Handed on as they stand, to be remarked on.
        ("PORT VERRICK, 31 April 2025 (CWS) — The ferry sank.", "31 April 2025"),
        ("PORT VERRICK, March 3 (CWS) — The ferry sank.", "March 3"),
        ("PORT VERRICK, 3 March — The ferry sank.", "3 March"),
    ],
)
def test_the_first_lines_give_the_day_of_publication(first_lines: str, words: str) -> None:
    assert [each.value for each in dateline(first_lines + REST) if each.field is Field.PUBLISHED] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank on 3 March 2025 off the pier.",
        "Port Verrick, 3 March 1979 was a great day.",
        "The report, published 3 March 2025, was withdrawn.",
        "In May 2025 — the ferry sank.",
        "PORT VERRICK (CWS) - The ferry sank on 3 March 2025.",
        "20250303",
        "Storm Oriel, 18 February 2025",
        "Deadline, 18 February 2025",
        "It sank.\n\nA storm came in, 18 February 2025",
        "1741000000",
        # The headings of a chronicle.
        "18 February 2025\n\nThe river rose.\n\n19 February 2025\n\nIt fell.",
        # Too far below, and in a long paragraph.
        "Words.\n\n" * 6 + "Published 3 March 2025",
        "Words " * 30 + "| 3 March 2025",
        "",
    ],
)
def test_a_day_that_the_text_only_speaks_of_is_none_of_its_own(text: str) -> None:
    assert list(dateline(text)) == []


def test_the_day_of_a_change_comes_after_that_of_publication() -> None:
    found = list(dateline("Last updated: 4 March 2025 09:00 GMT\nPublished 3 March 2025" + REST))
    assert [(each.field, each.value, each.origin) for each in found] == [
        (Field.PUBLISHED, "3 March 2025", Origin.DATELINE),
        (Field.UPDATED, "4 March 2025 09:00 GMT", Origin.DATELINE),
    ]


@pytest.mark.parametrize(
    ("months", "value"),
    [
        ({(2025, 3)}, date(2025, 3, 3)),
        ({(2025, 3), (2024, 5)}, date(2025, 3, 3)),
        ({(2025, 3), (2024, 3)}, "March 3"),
        ({(2025, 4)}, "March 3"),
        (set(), "March 3"),
    ],
)
def test_a_year_is_taken_from_elsewhere_only_with_the_same_month(months: set[tuple[int, int]], value: object) -> None:
    (found,) = dateline("PORT VERRICK, March 3 (CWS) — The ferry sank.", frozenset(months))
    assert found.value == value


@given(st.text(st.sampled_from("APril 3,2025-—|()By:.\nd") | st.characters()))
def test_any_text_is_read_for_its_dateline(text: str) -> None:
    list(dateline(text))


@pytest.mark.parametrize(
    ("text", "path", "published", "origin", "remarks"),
    [
        ("VERRICK, 3 March 2025 — Words.", "a.txt", date(2025, 3, 3), Origin.DATELINE, ()),
        ("VERRICK, 3 March 2025 — Words.", "2025-03-04-a.txt", date(2025, 3, 4), Origin.FILE_NAME, ()),
        ("VERRICK, March 3 (CWS) — Words.", "2025-03-a.txt", date(2025, 3, 3), Origin.DATELINE, ()),
        (
            "VERRICK, March 3 (CWS) — Words.",
            "a.txt",
            None,
            None,
            ("the date 'March 3' is not used: it names no year",),
        ),
        (
            "VERRICK, 31 April 2025 (CWS) — Words.",
            "a.txt",
            None,
            None,
            ("the date '31 April 2025' is not used: there is no such day",),
        ),
        (
            "Published 03/05/2024\n\nIt closed on 05/13/2024.",
            "a.txt",
            date(2024, 3, 5),
            Origin.DATELINE,
            ("the date '03/05/2024' was read as 5 March 2024 (month first)",),
        ),
        (
            "Updated 4 March 2025\n\nWords.",
            "a.txt",
            date(2025, 3, 4),
            Origin.DATELINE,
            ("the day of its last change, 4 March 2025, stands for that of publication, which is not given",),
        ),
    ],
)
def test_an_article_without_another_date_has_that_of_its_first_lines(
    text: str, path: str, published: date | None, origin: Origin | None, remarks: tuple[str, ...]
) -> None:
    article = article_of_file(RawArticle(text), path)
    assert (article.published, article.origins.get("published"), article.remarks) == (published, origin, remarks)
    assert article.text == text
