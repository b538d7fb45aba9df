import csv
import gzip
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.articles.files import read_articles
from assistant.articles.metadata.published import DateOrder, DateRule
from assistant.errors import UnreadableFile
from assistant.records.articles import Article, Origin, SkippedFile

ROW = {
    "title": "Eagle lands",
    "published": "1969-07-20T20:17:40Z",
    "source": "NASA",
    "url": "https://example.org/eagle",
    "authors": ["A. Writer", "B. Writer"],
    "text": "The Eagle has landed.\n\nIndeed it has.",
}
NO_TEXT_COLUMN = (
    "a text may be called text, body, content, article, full_text, story, article_text, "
    "article_body, body_text, main_text,"
    " page_content"
)


def read(folder: Path, name: str, data: str | bytes) -> list[Article | SkippedFile]:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_articles(folder / name, name=name))


def texts(read_rows: Sequence[Article | SkippedFile]) -> list[str]:
    """Each row in one line: its path and text, or why it was not read."""
    return [f"{one.path}: {one.text if isinstance(one, Article) else one.reason}" for one in read_rows]


def reason(folder: Path, name: str, data: str | bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(folder, name, data)
    return refused.value.message


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def table(*rows: Sequence[str], delimiter: str = ",") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue()


EAGLE = Article(
    id="",
    path="",
    text="The Eagle has landed.\n\nIndeed it has.",
    title="Eagle lands",
    source="NASA",
    url="https://example.org/eagle",
    authors=("A. Writer", "B. Writer"),
    published=date(1969, 7, 20),
    published_time="1969-07-20T20:17:40+00:00",
    origins=dict.fromkeys(["title", "source", "url", "authors", "published"], Origin.COLUMN),
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("moon.jsonl", lines(ROW)),
        ("moon.ndjson", "\n" + lines(ROW) + "\n\n"),
        ("moon.jsonl", "\ufeff" + lines(ROW)),
        ("moon.json", json.dumps([ROW])),
        ("moon.json", json.dumps(ROW)),
        ("moon.json", json.dumps({"status": "ok", "articles": [ROW]})),
        ("moon.json", json.dumps({"response": {"total": 1, "results": [ROW]}})),
        ("moon.json", lines(ROW)),
        ("moon.csv", table(list(ROW), [*list(ROW.values())[:4], "A. Writer and B. Writer", ROW["text"]])),  # type: ignore[list-item]
        ("moon.csv", table(list(ROW), [*list(ROW.values())[:4], "A. Writer; B. Writer", ROW["text"]], delimiter=";")),  # type: ignore[list-item]
        ("moon.tsv", table(list(ROW), [*list(ROW.values())[:4], "A. Writer, B. Writer", ROW["text"]], delimiter="\t")),  # type: ignore[list-item]
    ],
)
def test_a_row_is_an_article_whatever_the_file(tmp_path: Path, name: str, data: str) -> None:
    (article,) = read(tmp_path, name, data)
    assert isinstance(article, Article)
    assert article == replace(EAGLE, id=article.id, path=f"{name}#1")


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv"])
def test_packed_files_are_read_as_unpacked_ones(tmp_path: Path, suffix: str) -> None:
    data = table(["text"], ["The Eagle has landed."]) if suffix == "csv" else lines({"text": "The Eagle has landed."})
    rows = read(tmp_path, f"moon.{suffix}.gz", gzip.compress(data.encode()))
    assert texts(rows) == [f"moon.{suffix}.gz#1: The Eagle has landed."]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"body": "Words."}, "Words."),
        ({"Full Text": "Words."}, "Words."),
        ({"content": "", "text": " ", "story": "Words."}, "Words."),
        ({"text": ["One.", "Two."]}, "One.\n\nTwo."),
        ({"text": "<p>One <b>word</b>.</p><p hidden>no</p><p>Two.</p>"}, "One word.\n\nTwo."),
        ({"text": "Seen\x1b[2J \u202ewords\u200b."}, "Seen words."),
        ({"text": "a < b and <p> is a tag"}, "a < b and <p> is a tag"),
    ],
)
def test_the_text_may_have_many_names_and_shapes(tmp_path: Path, row: dict[str, object], text: str) -> None:
    assert texts(read(tmp_path, "moon.jsonl", lines(row))) == [f"moon.jsonl#1: {text}"]


def test_a_bad_row_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    data = (
        lines({"text": "One."})
        + '{"text": "brok\n[1, 2]\n"words"\n'
        + lines({"title": "No text"}, {"text": 7}, {"text": "—"})
        + '{"text": '
        + "9" * 5000
        + "}\n"
        + "[" * 100_000
        + "\n"
        + lines({"text": "Two."})
    )
    assert texts(read(tmp_path, "moon.jsonl", data)) == [
        "moon.jsonl#1: One.",
        "moon.jsonl#2: is not valid JSON (character 10: Unterminated string starting at)",
        "moon.jsonl#3: is not a JSON object",
        "moon.jsonl#4: is not a JSON object",
        "moon.jsonl#5: holds no text",
        "moon.jsonl#6: holds no text",
        "moon.jsonl#7: holds no text",
        "moon.jsonl#8: is not JSON that can be read",
        "moon.jsonl#9: is not JSON that can be read",
        "moon.jsonl#10: Two.",
    ]


def test_a_bad_record_of_a_table_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    data = (
        'title,text\r\nA,"One,\r\nstill '
        'one."\r\n\r\nB\r\nC,Two,three\r\nD,"Four"x\r\nE,Five.\r\nF,"never closed\r\nG,lost\r\n'
    )
    assert texts(read(tmp_path, "moon.csv", data)) == [
        "moon.csv#1: One, still one.",
        "moon.csv#2: holds no text",
        "moon.csv#3: (line 6) has 3 fields, and the header has 2",
        "moon.csv#4: (lines 7 to 7) is not valid CSV: ',' expected after '\"'",
        "moon.csv#5: Five.",
        "moon.csv#6: (lines 9 to 10) is not valid CSV: unexpected end of data",
    ]


def test_a_date_that_is_not_understood_leaves_the_article_undated_with_a_remark(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "2024-08-01.jsonl", lines({"text": "Words.", "date": "03/13/13"}))
    assert isinstance(article, Article)
    assert (article.published, article.remarks) == (None, ("the date '03/13/13' is not used: its year has two digits",))


def days(read_rows: Sequence[Article | SkippedFile]) -> list[str]:
    """Each article's day, and what is remarked on it."""
    return [
        " ".join((str(one.published), *one.remarks)) if isinstance(one, Article) else one.reason for one in read_rows
    ]


AMBIGUOUS = "the date '03/05/2024' was read as"


def test_a_column_that_shows_no_order_is_read_day_first(tmp_path: Path) -> None:
    data = table(["date", "text"], ["03/05/2024", "One."], ["2024-05-13", "Two."], ["31/04/2024", "Three."])
    assert days(read(tmp_path, "moon.csv", data)) == [
        f"2024-05-03 {AMBIGUOUS} 3 May 2024 (day first)",
        "2024-05-13",
        "None the date '31/04/2024' is not used: there is no such day",
    ]


@pytest.mark.parametrize("name", ["moon.csv", "moon.csv.gz", "moon.jsonl", "moon.json"])
def test_the_last_row_may_show_the_order_of_the_first(tmp_path: Path, name: str) -> None:
    dates = ["03/05/2024", *["01/01/2024"] * 500, "05/13/2024"]
    if "csv" in name:
        data = table(["date", "text"], *([day, f"Row {number}."] for number, day in enumerate(dates)))
    else:
        rows = [{"date": day, "text": f"Row {number}."} for number, day in enumerate(dates)]
        data = json.dumps(rows) if name.endswith("json") else lines(*rows)
    packed = gzip.compress(data.encode()) if name.endswith(".gz") else data
    assert days(read(tmp_path, name, packed))[:2] == [
        f"2024-03-05 {AMBIGUOUS} 5 March 2024 (month first)",
        "2024-01-01",
    ]


def test_a_column_that_contradicts_itself_is_read_day_first(tmp_path: Path) -> None:
    data = table(["date", "text"], ["03/05/2024", "One."], ["05/13/2024", "Two."], ["13/05/2024", "Three."])
    assert days(read(tmp_path, "moon.csv", data)) == [
        f"2024-05-03 {AMBIGUOUS} 3 May 2024 (day first)",
        "2024-05-13",
        "2024-05-13",
    ]


def test_a_column_shows_nothing_of_another(tmp_path: Path) -> None:
    rows = [{"date": "03/05/2024", "text": "One."}, {"published": "05/13/2024", "text": "Two."}]
    assert days(read(tmp_path, "moon.jsonl", lines(*rows))) == [
        f"2024-05-03 {AMBIGUOUS} 3 May 2024 (day first)",
        "2024-05-13",
    ]


def test_the_usual_order_may_be_month_first(tmp_path: Path) -> None:
    (tmp_path / "moon.jsonl").write_text(lines({"date": "03/05/2024", "text": "One."}))
    month_first = DateRule(DateOrder.MONTH_FIRST)
    assert days(list(read_articles(tmp_path / "moon.jsonl", name="moon.jsonl", rule=month_first))) == [
        f"2024-03-05 {AMBIGUOUS} 5 March 2024 (month first)"
    ]


def test_an_article_keeps_its_id_when_its_date_is_read_in_another_order(tmp_path: Path) -> None:
    row = {"date": "03/05/2024", "title": "Moon", "text": "One."}
    shown = {"date": "05/13/2024", "title": "Sun", "text": "Two."}
    assert ids(read(tmp_path, "moon.jsonl", lines(row))) == ids(read(tmp_path, "moon.jsonl", lines(row, shown)))[:1]


def test_a_file_that_breaks_off_shows_the_order_of_the_rows_before(tmp_path: Path) -> None:
    words = " ".join(str(number) for number in range(3000))
    rows = [{"date": "03/05/2024" if number else "05/13/2024", "text": f"{number} {words}"} for number in range(500)]
    packed = gzip.compress(lines(*rows).encode())
    found = days(read(tmp_path, "moon.jsonl.gz", packed[: len(packed) // 2]))
    assert found[0] == "2024-05-13"
    assert set(found[1:-1]) == {f"2024-03-05 {AMBIGUOUS} 5 March 2024 (month first)"}
    assert "breaks off" in found[-1]


@pytest.mark.parametrize(
    ("name", "data", "reason_given"),
    [
        (
            "moon.jsonl",
            lines({"url": "u", "facts": ["f"]}),
            f"has no column of text: its columns are url, facts; {NO_TEXT_COLUMN}",
        ),
        ("moon.csv", "a,b\n1,2\n", f"has no column of text: its columns are a, b; {NO_TEXT_COLUMN}"),
        (
            "moon.csv",
            ",".join(f"c{number}" for number in range(20)) + "\n1\n",
            "has no column of text: its columns are c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, "
            f"c11, …; {NO_TEXT_COLUMN}",
        ),
        ("moon.jsonl", "", "holds no rows"),
        ("moon.json", "[]", "holds no rows"),
        ("moon.csv", "", "is empty"),
        ("moon.csv", "title,text\n", "holds no rows"),
        ("moon.csv", b"text\x00\nx", "is not a text file (it holds zero bytes)"),
        (
            "moon.jsonl",
            "words\n",
            "holds no row that can be read; row 1 is not valid JSON (character 1: Expecting value)",
        ),
        (
            "moon.jsonl",
            "words\n" * 2000,
            "holds no article in its first 1000 rows; row 1 is not valid JSON (character 1: Expecting value)",
        ),
        ("moon.json", '{"text": ', "is not valid JSON (line 1, character 10: Expecting value)"),
        ("moon.json", "[" * 100_000, "is not JSON that can be read"),
        ("moon.json", '{"kinds": ["a"], "n": 1}', "is neither an article nor a list of them (it holds: kinds, n)"),
        ("moon.json", "7", "is neither an article nor a list of them (it holds: int)"),
        ("moon.jsonl.gz", b"no gzip", "is damaged, or ends too early (Not a gzipped file (b'no'))"),
    ],
)
def test_a_file_without_any_article_is_refused_as_a_whole(
    tmp_path: Path, name: str, data: str | bytes, reason_given: str
) -> None:
    assert reason(tmp_path, name, data) == reason_given


def test_a_file_whose_rows_are_all_empty_says_so_row_by_row(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "moon.csv", "title,text\nA,\nB,\n")) == [
        "moon.csv#1: holds no text",
        "moon.csv#2: holds no text",
    ]


def test_of_a_packed_file_that_is_cut_off_the_rows_before_are_read(tmp_path: Path) -> None:
    words = " ".join(str(number) for number in range(3000))
    packed = gzip.compress(
        lines(*({"url": str(number), "text": f"{number} {words}"} for number in range(500))).encode()
    )
    rows = read(tmp_path, "moon.jsonl.gz", packed[: len(packed) // 2])
    last = rows.pop()
    assert len(rows) > 10
    assert [one.path for one in rows if isinstance(one, Article)] == [
        f"moon.jsonl.gz#{number + 1}" for number in range(len(rows))
    ]
    assert last == SkippedFile(
        "moon.jsonl.gz",
        f"breaks off after row {len(rows)}: is damaged, or ends too early (Compressed file ended "
        "before the end-of-stream marker was"
        " reached)",
    )


def ids(rows: Sequence[Article | SkippedFile]) -> list[str]:
    return [one.id for one in rows if isinstance(one, Article)]


def test_an_article_keeps_its_id_when_a_row_is_put_in_above_it(tmp_path: Path) -> None:
    rows = [
        {"url": "https://example.org/1", "text": "One."},
        {"id": 7, "text": "Two."},
        {"title": "Three", "date": "1969-07-20", "text": "Three."},
        {"text": "Four."},
    ]
    before = ids(read(tmp_path, "moon.jsonl", lines(*rows)))
    after = ids(read(tmp_path, "moon.jsonl", lines({"text": "Zero."}, *rows)))
    assert before == after[1:]
    assert len(set(after)) == 5


def test_rows_that_are_told_apart_by_nothing_have_ids_of_their_own(tmp_path: Path) -> None:
    rows = read(tmp_path, "moon.jsonl", lines(*[{"url": "https://example.org", "text": "One."}] * 3))
    assert len(set(ids(rows))) == 3


def test_the_same_row_in_another_file_has_another_id(tmp_path: Path) -> None:
    assert ids(read(tmp_path, "a.jsonl", lines(ROW))) != ids(read(tmp_path, "b.jsonl", lines(ROW)))


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["text", "title", "date", "url", "authors", "source", "x"]),
            st.recursive(
                st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
                max_leaves=5,
            ),
        )
    )
)
def test_any_rows_are_articles_or_said_to_be_none(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    try:
        found = read(folder, "moon.jsonl", lines(*rows))
    except UnreadableFile:
        return
    assert [one.path for one in found] == [f"moon.jsonl#{number + 1}" for number in range(len(rows))]
