"""A very long text is read in parts, each an article of its own."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from assistant.articles.files import read_articles
from assistant.articles.parts import LONGEST_ARTICLE, PART
from assistant.errors import UnreadableFile
from assistant.records.articles import Article, Origin, SkippedFile

HEADER = "title: The chronicle\ndate: 2024-08-01\nsource: Gazette\nurl: https://gazette.example/chronicle\n\n"
# Words that tell where they stand, so that none can be lost or moved unseen.
PARAGRAPHS = [f"Paragraph {n} tells of the river.\nIt rose by {n} metres." for n in range(25_000)]


def read(file: Path) -> list[Article | SkippedFile]:
    return list(read_articles(file, name=file.name))


def parts(file: Path) -> list[Article]:
    found = [each for each in read(file) if isinstance(each, Article)]
    assert len(found) == len(read(file))
    return found


def words(articles: list[Article]) -> list[str]:
    return " ".join(each.text for each in articles).split()


def test_a_very_long_text_file_is_read_in_parts_that_hold_all_of_it_and_share_its_metadata(tmp_path):
    file = tmp_path / "chronicle.txt"
    file.write_text(HEADER + "\n\n".join(PARAGRAPHS))
    found = parts(file)
    assert words(found) == " ".join(PARAGRAPHS).split()
    assert len(found) == 16
    assert [each.path for each in found] == [f"chronicle.txt#{n}" for n in range(1, len(found) + 1)]
    assert [each.title for each in found[:2]] == ["The chronicle (part 1)", "The chronicle (part 2)"]
    assert {(each.source, each.published) for each in found} == {("Gazette", date(2024, 8, 1))}
    assert len({each.id for each in found}) == len(found)
    assert [each.url for each in found] == ["https://gazette.example/chronicle", *[None] * (len(found) - 1)]
    assert all(each.text.startswith("Paragraph ") and len(each.text) <= 1.2 * PART for each in found)


def test_a_long_text_up_to_the_limit_is_one_article(tmp_path):
    file = tmp_path / "book.txt"
    file.write_text(("A word or two. " * (LONGEST_ARTICLE // 15)).strip())
    assert [each.path for each in parts(file)] == ["book.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_long_text_on_one_line_is_cut_between_its_words_in_any_encoding(tmp_path, encoding):
    text = " ".join(f"Le vieux château {n} a été détruit par la crue, déjà." for n in range(25_000))
    file = tmp_path / "line.txt"
    file.write_bytes(text.encode(encoding))
    assert words(parts(file)) == text.split()


def test_a_long_text_without_a_single_space_is_cut_between_characters(tmp_path):
    file = tmp_path / "wall.txt"
    file.write_text("水" * 400_000)
    assert "".join(each.text for each in parts(file)) == "水" * 400_000


def test_a_part_that_is_no_text_is_said_and_the_others_are_read(tmp_path):
    file = tmp_path / "mixed.txt"
    text = "\n\n".join(PARAGRAPHS).encode()
    file.write_bytes(text[:600_000] + b"\0" * 10 + text[600_010:])
    found = read(file)
    bad = [each for each in found if isinstance(each, SkippedFile)]
    assert bad == [SkippedFile("mixed.txt#6", "is not a text file (it holds zero bytes)")]
    assert len(found) == len({each.path for each in found})


def test_a_very_long_row_is_read_in_parts_too(tmp_path):
    file = tmp_path / "rows.jsonl"
    row = {"title": "The chronicle", "url": "https://gazette.example/c", "text": "\n\n".join(PARAGRAPHS)}
    file.write_text(json.dumps(row) + "\n" + json.dumps({"title": "Short", "text": "A short text."}) + "\n")
    found = parts(file)
    assert words(found[:-1]) == " ".join(PARAGRAPHS).split()
    assert [each.path for each in found[:2]] + [found[-1].path] == ["rows.jsonl#1#1", "rows.jsonl#1#2", "rows.jsonl#2"]
    assert found[1].origins == {"title": Origin.COLUMN}


def test_a_text_that_unpacks_to_more_than_may_be_read_gives_what_lies_before_and_says_so(tmp_path):
    file = tmp_path / "bomb.txt.gz"
    with gzip.open(file, "wb", compresslevel=1) as stream:
        for _ in range(66):
            stream.write((b"A long line of text, " * 49 + b"and\n") * 2**10)
    found = read_articles(file, name=file.name)
    assert next(found).path == "bomb.txt.gz#1"
    with pytest.raises(UnreadableFile, match="is larger than 64 MiB; what lies behind that is not read"):
        for _ in found:
            pass
