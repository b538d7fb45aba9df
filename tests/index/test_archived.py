"""An archive's files come, change and go like those of a folder."""

import zipfile
from pathlib import Path

from assistant.records.articles import SkippedFile
from small_library import Made, counts

TIDE, MOON = "title: The tide\n\nThe tide rose.", "title: The moon\n\nThe moon pulls."
ROWS = '{"title": "A", "text": "Iron rusts."}\n{"title": "B", "text": "Gold stays."}\n'


def pack(made: Made, **files: str | bytes) -> None:
    with zipfile.ZipFile(made.articles / "a.zip", "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)


def test_what_comes_changes_and_goes_in_an_archive_does_so_in_the_library(tmp_path: Path) -> None:
    made = Made(tmp_path)
    pack(made, tide_txt=TIDE, moon_txt=MOON)
    assert counts(made.index()) == (2, 0, 0, 0, 0)
    pack(made, tide_txt=TIDE + " Much.", wind_txt="title: The wind\n\nThe wind blew.")
    assert counts(made.index()) == (1, 1, 1, 0, 0)
    assert made.titles() == ["The tide", "The wind"]
    (made.articles / "a.zip").unlink()
    assert counts(made.index()) == (0, 0, 2, 0, 0)


def test_what_was_read_from_a_file_of_an_archive_is_kept_while_it_cannot_be(tmp_path: Path) -> None:
    made = Made(tmp_path)
    pack(made, tide_txt=TIDE, rows_jsonl=ROWS)
    made.index()
    pack(made, tide_txt=b"\0\0", rows_jsonl=b'{"title": 1}')
    report = made.index()
    assert (counts(report), [each.path for each in report.skipped]) == (
        (0, 0, 0, 3, 2),
        ["articles/a.zip/tide.txt", "articles/a.zip/rows.jsonl"],
    )


def test_an_archive_that_breaks_off_keeps_all_that_was_read_from_it(tmp_path: Path) -> None:
    made = Made(tmp_path)
    pack(made, tide_txt=TIDE, moon_txt=MOON)
    made.index()
    (made.articles / "a.zip").write_bytes(b"PK no more")
    report = made.index()
    said = "is not an archive, or damaged; what was read from it before is kept"
    assert (report.unchanged, report.skipped) == (2, (SkippedFile("articles/a.zip", said),))
