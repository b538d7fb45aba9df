from datetime import date
from io import BytesIO
from pathlib import Path
from textwrap import wrap

import pytest
from pypdf import PdfReader, PdfWriter

from assistant.articles.files import read_articles
from assistant.articles.readers.pdf import extract
from assistant.errors import UnreadableFile
from assistant.records.articles import Article, Origin
from benchmarks.pdf_kinds import PLAIN, ROAD, SCAN, TIDE, Written, kinds
from benchmarks.pdf_writer import Drawn, Words, column, write_pdf


def read(folder: Path, data: bytes) -> Article:
    (folder / "tide.pdf").write_bytes(data)
    (article,) = read_articles(folder / "tide.pdf", name="tide.pdf")
    assert isinstance(article, Article)
    return article


def reason(folder: Path, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(folder, data)
    return refused.value.message


@pytest.mark.parametrize("written", list(kinds()), ids=lambda one: one.kind)
def test_a_pdf_of_each_kind_gives_the_text_that_a_person_reads_in_it(written: Written, tmp_path: Path) -> None:
    (tmp_path / "tide.pdf").write_bytes(written.data)
    found = extract(tmp_path / "tide.pdf")
    assert "\n\n".join(filter(None, [found.heading, found.text])) == written.text


def test_fonts_that_do_not_say_which_letters_they_draw_are_refused(tmp_path: Path) -> None:
    letters = "".join(sorted(set(PLAIN)))
    page = [Words(20, 800 - 12 * number, line, size=5, font="F2") for number, line in enumerate(wrap(PLAIN, 80))]
    shifted = "".join(chr(ord(letter) + 3) if letter.isalpha() else letter for letter in PLAIN)
    why = "holds no text that can be read: it does not say which letters it draws, or where words end"
    assert [
        reason(tmp_path, write_pdf([page], font=Drawn(letters, mapped=False))),
        reason(tmp_path, write_pdf([column(60, 700, wrap(shifted, 80))])),
    ] == [why, why]


def test_letters_with_gaps_are_refused_where_nothing_shows_the_ends_of_words(tmp_path: Path) -> None:
    spaced = [" ".join(line.replace(" ", "")) for line in wrap(PLAIN, 40)]
    why = "holds no text that can be read: it does not say which letters it draws, or where words end"
    assert reason(tmp_path, write_pdf([column(60, 700, spaced)])) == why


def test_a_page_whose_letters_cannot_be_told_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    shifted = "".join(chr(ord(letter) + 3) if letter.isalpha() else letter for letter in PLAIN)
    pages = [column(60, 700, wrap(TIDE, 80)), column(60, 700, wrap(shifted, 80))]
    article = read(tmp_path, write_pdf(pages))
    assert (article.text, article.remarks) == (TIDE, ("pages whose letters cannot be told: 2",))


def test_the_pages_with_words_that_do_not_show_are_named(tmp_path: Path) -> None:
    page = column(60, 700, wrap(TIDE, 80))
    white = Words(60, 600, "The keeper was paid for it.", before="1 1 1 rg")
    article = read(tmp_path, write_pdf([page, [*page, white]]))
    assert article.remarks == ("pages with words that do not show, which are left out: 2",)


def test_a_scan_without_words_is_refused(tmp_path: Path) -> None:
    scan = write_pdf([b"q 595 0 0 842 0 0 cm /Scan Do Q"], pictures=SCAN)
    assert reason(tmp_path, scan) == "holds no text: its pages are pictures, perhaps scanned"


def test_a_file_that_opens_without_a_password_is_read_however_it_is_locked(tmp_path: Path) -> None:
    texts = []
    for algorithm in ("RC4-128", "AES-256"):
        writer = PdfWriter(clone_from=PdfReader(BytesIO(write_pdf([column(60, 700, wrap(TIDE, 80))]))))
        writer.encrypt("", "owner", algorithm=algorithm)
        data = BytesIO()
        writer.write(data)
        texts.append(read(tmp_path, data.getvalue()).text)
    assert texts == [TIDE, TIDE]


def test_a_file_whose_table_of_objects_is_wrong_or_cut_off_is_read(tmp_path: Path) -> None:
    whole_file = write_pdf([column(60, 700, wrap(TIDE, 80))])
    wrong = whole_file.replace(b"0000000009", b"0000000777")
    cut_off = whole_file[: whole_file.index(b"xref")]
    before = b"\r\n\r\n" + whole_file
    assert [read(tmp_path, data).text for data in (wrong, cut_off, before)] == [TIDE] * 3


def test_a_letter_is_of_the_day_at_its_head_not_of_the_day_its_file_was_made(tmp_path: Path) -> None:
    letter = [Words(400, 760, "3 March 2023"), *column(60, 700, wrap(TIDE, 80))]
    article = read(tmp_path, write_pdf([letter], properties="/CreationDate (D:20240801)"))
    assert (article.published, article.origins["published"], article.remarks) == (
        date(2023, 3, 3),
        Origin.DATELINE,
        (),
    )


def test_a_labelled_day_under_the_heading_is_the_day_of_publication(tmp_path: Path) -> None:
    page = [
        Words(60, 750, "Tide at the lock", 18),
        Words(60, 726, "Published 3 March 2023"),
        *column(60, 700, wrap(TIDE, 80)),
    ]
    article = read(tmp_path, write_pdf([page], properties="/CreationDate (D:20240801)"))
    assert (article.title, article.published, article.origins["published"]) == (
        "Tide at the lock",
        date(2023, 3, 3),
        Origin.DATELINE,
    )


def test_the_day_a_file_was_made_is_used_with_its_doubt(tmp_path: Path) -> None:
    page = column(60, 700, wrap(TIDE, 80))
    article = read(tmp_path, write_pdf([page], properties="/CreationDate (D:20240801)"))
    assert (article.published, article.remarks) == (
        date(2024, 8, 1),
        ("the day on which the file was made, 1 August 2024, stands for that of publication, which is not given",),
    )


def test_a_page_printed_by_a_browser_has_its_address_and_no_day_of_printing(tmp_path: Path) -> None:
    (printed,) = (one for one in kinds() if one.kind == "a page printed by a browser")
    article = read(tmp_path, printed.data)
    assert (article.url, article.published) == ("https://courier.example/2023/tide.html", None)
    made_by_printer = "/Producer (Skia/PDF m120) /CreationDate (D:20240505)"
    page = column(60, 700, wrap(ROAD, 80))
    assert read(tmp_path, write_pdf([page], properties=made_by_printer)).published is None


def test_pages_of_odd_sizes_and_contents_are_read(tmp_path: Path) -> None:
    page = column(60, 700, wrap(TIDE, 80))
    found = {
        "a box from its right top corner": read(tmp_path, write_pdf([page], box="595 842 0 0")),
        "an empty box": read(tmp_path, write_pdf([page], box="0 0 0 0")),
        "a box as large as a field": read(
            tmp_path, write_pdf([[*page, Words(60, 600, ".", before="1 1 1 rg")]], box="0 0 100000 100000")
        ),
        "a cut and turned page": read(tmp_path, write_pdf([page], page_entries="/Rotate 90 /CropBox [50 50 500 800]")),
        "letters without a size": read(tmp_path, write_pdf([[*page, Words(60, 600, "none", matrix="0 0 0 0")]])),
        "a form that draws itself": read(
            tmp_path,
            write_pdf(
                [b"/Loop Do " + b"".join(words.content() for words in page)],
                pictures={
                    "Loop": "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 8 /Resources << /XObject"
                    " << /Loop 6 0 R >> >> >>\nstream\n/Loop Do\nendstream"
                },
            ),
        ),
    }
    assert {kind: article.text for kind, article in found.items()} == {
        kind: TIDE + ("\n\n." if "field" in kind else "") for kind in found
    }


def test_pages_that_all_say_the_same_keep_it(tmp_path: Path) -> None:
    assert read(tmp_path, write_pdf([[Words(60, 700, "The lock is closed today.")]] * 3)).text == (
        "The lock is closed today.\n\nThe lock is closed today.\n\nThe lock is closed today."
    )


def test_a_sentence_that_ends_with_a_year_alone_in_the_last_line_of_a_page_keeps_it(tmp_path: Path) -> None:
    lines = [*wrap(TIDE, 80), "It was the highest tide that anybody had seen in the town since the flood of", "1953."]
    article = read(tmp_path, write_pdf([column(60, 700, lines), column(60, 700, wrap(TIDE, 80))]))
    assert "since the flood of 1953." in article.text
