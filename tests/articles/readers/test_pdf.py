import zlib
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from assistant.articles.files import read_articles
from assistant.articles.readers import sandbox
from assistant.articles.readers.pdf_lines import Line, paragraphs_of
from assistant.errors import UnreadableFile
from assistant.records.articles import Article, Origin
from benchmarks.pdf_writer import file_of

BODY = [
    "The Apollo 11 lunar module landed on the Moon on 20 July 1969, with two",
    "people aboard. It had separated from the command module four hours ear-",
    "lier, and came down long of its aim.",
    "Neil Armstrong became the first person to step onto the surface, after a",
    "pause of six and a half hours that the flight plan had set aside for sleep.",
]
TEXT = (
    "The Apollo 11 lunar module landed on the Moon on 20 July 1969, with two people aboard. It had separated from the"
    " command module four hours earlier, and came down long of its aim.\n\nNeil Armstrong became the "
    "first person to step"
    " onto the surface, after a pause of six and a half hours that the flight plan had set aside for sleep."
)


def pdf(*pages: list[tuple[str, int]], properties: str = "") -> bytes:
    """A PDF in which each page draws these lines, each in its size, from the top."""
    contents = [_content(page) for page in pages]
    return _file(contents, properties)


def _content(lines: list[tuple[str, int]]) -> bytes:
    drawn, height = [], 780
    for text, size in lines:
        height -= round(size * 1.2)
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        drawn.append(f"BT /F1 {size} Tf 1 0 0 1 72 {height} Tm ({escaped}) Tj ET")
    return "\n".join(drawn).encode("cp1252")


def _file(contents: list[bytes], properties: str = "", stream_entries: str = "") -> bytes:
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        page = (
            "/Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents "
            f"{5 + 2 * number} 0 R"
        )
        objects.append(f"<< /Type /Page {page} >>".encode())
        objects.append(f"<< /Length {len(content)} {stream_entries} >>\nstream\n".encode() + content + b"\nendstream")
    objects.append(f"<< {properties} >>".encode("cp1252"))
    return file_of(objects)


def read(folder: Path, data: bytes, name: str = "eagle.pdf") -> Article:
    (folder / name).write_bytes(data)
    (article,) = read_articles(folder / name, name=name)
    assert isinstance(article, Article)
    return article


def reason(folder: Path, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(folder, data)
    return refused.value.message


def test_lines_are_joined_to_paragraphs_and_the_properties_are_metadata(tmp_path: Path) -> None:
    properties = "/Title (Eagle lands) /Author (A. Writer; B. Writer) /CreationDate (D:19690721093000-04'00')"
    article = read(tmp_path, pdf([("Eagle lands", 18), *((line, 10) for line in BODY)], properties=properties))
    assert article == Article(
        id=article.id,
        path="eagle.pdf",
        text=TEXT,
        title="Eagle lands",
        authors=("A. Writer", "B. Writer"),
        published=date(1969, 7, 21),
        published_time="1969-07-21T09:30:00-04:00",
        origins=dict.fromkeys(["title", "authors", "published"], Origin.PROPERTIES),
        remarks=(
            "the day on which the file was made, 21 July 1969, stands for that of publication, which is not given",
        ),
    )


def test_without_a_title_among_the_properties_the_largest_heading_is_the_title(tmp_path: Path) -> None:
    lines = [
        ("The Daily Moon", 12),
        ("Eagle lands, to the relief of", 18),
        ("everybody", 18),
        *((line, 10) for line in BODY),
    ]
    article = read(tmp_path, pdf(lines, properties="/Title (Microsoft Word - eagle.doc)"))
    assert (article.title, article.origins) == ("Eagle lands, to the relief of everybody", {"title": Origin.HEADING})
    assert article.text == "The Daily Moon\n\n" + TEXT


def test_a_day_in_the_file_name_goes_before_the_day_the_file_was_made(tmp_path: Path) -> None:
    article = read(tmp_path, pdf([(BODY[0], 10)], properties="/CreationDate (D:20240801)"), "1969-07-20-eagle.pdf")
    assert (article.published, article.origins["published"]) == (date(1969, 7, 20), Origin.FILE_NAME)


def test_header_lines_in_the_text_go_before_both(tmp_path: Path) -> None:
    lines = [("Title: Eagle lands", 10), ("", 10), ("Date: 21 July 1969", 10), ("", 10), *((line, 10) for line in BODY)]
    article = read(tmp_path, pdf(lines, properties="/CreationDate (D:20240801)"), "1969-07-20-eagle.pdf")
    assert (article.title, article.published, article.text) == ("Eagle lands", date(1969, 7, 21), TEXT)


def test_running_heads_feet_and_page_numbers_go_and_sentences_run_on_over_pages(tmp_path: Path) -> None:
    pages = [
        [("The Daily Moon, page 1", 8), (BODY[0], 10), ("1", 8)],
        [("The Daily Moon, page 2", 8), (BODY[1], 10), (BODY[2], 10), ("2", 8)],
        [("The Daily Moon, page 3", 8), (BODY[3], 10), (BODY[4], 10), ("3", 8)],
    ]
    assert read(tmp_path, pdf(*pages)).text == TEXT


def test_a_longer_step_down_the_page_parts_paragraphs() -> None:
    page = [
        Line(line, 10.0, 700.0 - 12 * number - (12 if number >= 2 else 0)) for number, line in enumerate(BODY[3:] * 2)
    ]
    joined = " ".join(BODY[3:])
    assert paragraphs_of([page]) == ([joined, joined], "")


def test_a_page_that_unpacks_to_200_mb_is_refused(tmp_path: Path) -> None:
    bomb = _file([zlib.compress(b" " * 200_000_000)], stream_entries="/Filter /FlateDecode")
    # PDFium reads 20 MB of it, or, where the process has read much before, finds no room for that.
    assert reason(tmp_path, bomb).startswith(
        ("holds no text: its pages are pictures", "is damaged, or needs more than")
    )


def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path) -> None:
    locked = PdfWriter(clone_from=PdfReader(BytesIO(pdf([("Text", 10)]))))
    locked.encrypt("secret", algorithm="RC4-128")
    locked_bytes = BytesIO()
    locked.write(locked_bytes)
    assert {
        "no PDF": reason(tmp_path, b"Text"),
        "empty": reason(tmp_path, b""),
        "without pages": reason(tmp_path, pdf()),
        "scanned": reason(tmp_path, pdf([], [])),
        "locked": reason(tmp_path, locked_bytes.getvalue()),
        "cut off": reason(tmp_path, pdf([("Text", 10)])[:60]).partition(" (")[0],
    } == {
        "no PDF": "is not a PDF",
        "empty": "is not a PDF",
        "without pages": "is damaged",
        "scanned": "holds no text: its pages are pictures, perhaps scanned",
        "locked": "is locked with a password",
        "cut off": "is damaged",
    }


def test_a_pdf_that_opens_without_a_password_is_read(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([(line, 10) for line in BODY]))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    data = BytesIO()
    writer.write(data)
    assert read(tmp_path, data.getvalue()).text == TEXT


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = pdf(*[[("the mill closed " * 10_000, 10)]] * 9)  # 9 s of the processor
    monkeypatch.setattr(sandbox, "CPU_SECONDS", 1)
    assert reason(tmp_path, long) == "takes too long to read; split it into smaller files"
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.001)
    assert reason(tmp_path, long) == "takes too long to read; split it into smaller files"


def test_a_long_report_has_more_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "CPU_SECONDS", 1)
    assert len(read(tmp_path, pdf(*[[(line, 10) for line in BODY * 10]] * 250)).text) > 100_000  # 2.5 s


def test_modules_in_the_working_folder_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise SystemExit('a stranger')")
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger')")
    monkeypatch.chdir(tmp_path)
    assert read(tmp_path, pdf([(line, 10) for line in BODY])).text == TEXT
