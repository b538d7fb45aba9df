"""The pages of benchmarks/pages: of none a wrong day is read, and most titles and authors are right."""

from collections import Counter
from pathlib import Path

from benchmarks.pages import measured, pages_in, read_by_us

PAGES = Path(__file__).parents[2] / "benchmarks" / "pages"


def test_no_wrong_day_is_read_from_the_written_pages() -> None:
    wrong = []
    right = Counter[str]()
    for page in pages_in(PAGES):
        for measure, outcome, _ in measured(read_by_us(page.data), page.expected):
            right[measure] += outcome == "right"
            if (measure, outcome) == ("day", "wrong"):
                wrong.append(page.name)
    assert wrong == []
    assert (right["day"] >= 56, right["title"] >= 56, right["authors"] >= 52) == (True, True, True)


def test_the_form_of_a_folder_a_page_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "silo"
    folder.mkdir()
    (folder / "source.html").write_text("<h1>Silo</h1><p>The silo stays, the board said on Tuesday.</p>", "utf-8")
    (folder / "expected.html").write_text("<p>The silo stays, the board said on Tuesday.</p>", "utf-8")
    (folder / "expected-metadata.json").write_text(
        '{"title": "Silo", "publishedTime": "2019-05-14T10:00:00Z"}', "utf-8"
    )
    (page,) = pages_in(tmp_path)
    assert list(measured(read_by_us(page.data), page.expected)) == [
        ("text", "pages", 1),
        ("text", "precision", 1.0),
        ("text", "recall", 1.0),
        ("text", "F1", 1.0),
        ("day", "missing", 1),
        ("title", "right", 1),
    ]


def test_days_alone_may_be_expected(tmp_path: Path) -> None:
    (tmp_path / "silo.html").write_text("<meta name=date content=2019-05-14><p>The silo stays.</p>", "utf-8")
    for expected in (
        '{"silo.html": "2019-05-14"}',
        '{"https://example.org/silo": {"file": "silo.html", "date": "2019-05-14"}}',
    ):
        (tmp_path / "expected.json").write_text(expected, "utf-8")
        (page,) = pages_in(tmp_path)
        assert list(measured(read_by_us(page.data), page.expected)) == [("day", "right", 1)]
