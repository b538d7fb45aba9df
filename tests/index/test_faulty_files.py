import json
import os
from pathlib import Path

import pytest

from assistant.records.articles import SkippedFile
from command_line import run
from small_library import Made, WordEmbedder, counts

NOT_UTF8 = "has a name that is not UTF-8; rename it to have it read"
LATIN1 = os.fsdecode(b"caf\xe9.txt")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path)
    made.write({"moon.txt": "Title: Moon\n\nThe moon sets.", "tide.txt": "Title: Tide\n\nThe tide rises."})
    return made


class FaultyEmbedder:
    """Cannot embed a text with the word "comet"."""

    def __init__(self, identity: str = "words 1") -> None:
        self.identity = identity
        self._words = WordEmbedder(identity)

    def embed(self, texts):
        for text in texts:
            if "comet" in text:
                raise RecursionError(f"too deep\x1b[2J in {text}")
        return self._words.embed(texts)


def test_a_reader_that_cannot_be_loaded_skips_its_files_and_the_rest_is_indexed(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken_reader.py").write_text("raise RecursionError('no such luck\\nat all')")
    monkeypatch.syspath_prepend(tmp_path)
    made.write({"note.log": "Words."})
    report = made.index(readers={".log": "broken_reader:Reader"})
    reason = "is not read because of a fault in this program (RecursionError: no such luck at all)"
    assert (counts(report), report.skipped) == ((2, 0, 0, 0, 1), (SkippedFile("articles/note.log", reason),))


def test_an_article_that_meets_a_fault_is_skipped_the_rest_is_indexed_and_it_is_tried_again(made: Made) -> None:
    made.write({"comet.txt": "Title: Comet\n\nThe comet passed."})
    made.write_rows(
        "rows.jsonl", [{"title": "Bird", "text": "A bird sang."}, {"title": "Fall", "text": "A comet fell."}]
    )
    report = made.index(embedder=FaultyEmbedder())
    assert counts(report) == (3, 0, 0, 0, 2)
    assert [each.path for each in report.skipped] == ["articles/comet.txt", "articles/rows.jsonl#2"]
    assert report.skipped[0].reason.startswith("is not read because of a fault in this program (RecursionError: too de")
    assert made.titles() == ["Moon", "Bird", "Tide"]
    assert counts(made.index()) == (2, 0, 0, 3, 0)


def test_of_an_article_that_meets_a_fault_what_was_stored_stays(made: Made) -> None:
    made.index()
    made.write({"tide.txt": "Title: Tide\n\nThe comet rises."})
    assert counts(made.index(embedder=FaultyEmbedder())) == (0, 0, 0, 2, 1)
    assert made.found("tide") == ["Tide"]
    report = made.index(embedder=FaultyEmbedder("words 2"))  # its vectors have to be made anew, too
    assert (counts(report), [each.path for each in report.skipped]) == ((0, 2, 0, 0, 1), ["articles/tide.txt"])
    assert counts(made.index(embedder=WordEmbedder("words 2"))) == (0, 1, 0, 1, 0)


def test_names_that_are_not_utf8_are_skipped_and_can_be_printed(made: Made) -> None:
    (made.articles / LATIN1).write_text("Words.")
    folder = made.articles / os.fsdecode(b"d\xe9p\xf4t")
    folder.mkdir()
    (folder / "a.txt").write_text("Words.")
    for _ in range(2):
        report = made.index()
        assert report.skipped == (
            SkippedFile("articles/caf\ufffd.txt", NOT_UTF8),
            SkippedFile("articles/d\ufffdp\ufffdt", NOT_UTF8),
        )
    assert counts(report) == (0, 0, 0, 2, 2)
    for options in ([], ["--json"]):
        told = run("-L", str(made.root), "index", str(made.articles / LATIN1), *options)
        assert told.returncode == 4
        assert f"caf\ufffd.txt{': ' if not options else ''}" in told.stdout
        told = run("-L", str(made.root), "index", str(made.articles / os.fsdecode(b"n\xf4.txt")), *options)
        assert (told.returncode, "There is nothing at" in told.stdout + told.stderr) == (2, True)
        told = run("-L", str(made.root), "show", LATIN1, *options)
        assert (told.returncode, "No article is called" in told.stdout + told.stderr) == (2, True)


def test_a_library_in_a_folder_whose_name_is_not_utf8_is_used(tmp_path: Path) -> None:
    made = Made(tmp_path / os.fsdecode(b"biblioth\xe8que"))
    made.write({"tide.txt": "Title: Tide\n\nThe tide rises.", "picture.png": ""})
    report = made.index()
    assert (counts(report), report.skipped[0].path) == ((1, 0, 0, 0, 1), "articles/picture.png")
    told = run("-L", str(made.root), "articles", "--json")
    assert [each["path"] for each in json.loads(told.stdout)["articles"]] == ["articles/tide.txt"]
    assert run("-L", str(made.root), "show", "tide.txt").returncode == 0


def test_a_link_in_a_circle_and_a_pipe_are_one_line_each(made: Made) -> None:
    (made.articles / "self.txt").symlink_to("self.txt")
    os.mkfifo(made.articles / "pipe.txt")
    report = made.index()
    assert (counts(report), report.skipped) == (
        (2, 0, 0, 0, 2),
        (
            SkippedFile("articles/pipe.txt", "is not a regular file"),
            SkippedFile("articles/self.txt", "is a link that leads back to itself"),
        ),
    )
    assert counts(made.index("self.txt", "pipe.txt")) == (0, 0, 0, 0, 2)


def test_a_name_that_is_too_long_is_nothing_that_is_there(made: Made) -> None:
    told = run("-L", str(made.root), "index", "x" * 5_000)
    assert (told.returncode, told.stderr.startswith("assistant: There is nothing at ")) == (2, True)
    assert not made.folder.exists()


def test_links_that_lead_out_are_named_skipped_and_read_on_demand(made: Made, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_text("The password is swordfish.")
    (made.articles / "out").symlink_to(tmp_path / "elsewhere")
    reason = f"is a link to {tmp_path}/elsewhere, outside what is read; --follow-links reads it too"
    report = made.index()
    assert (counts(report), report.skipped) == ((2, 0, 0, 0, 1), (SkippedFile("articles/out", reason),))
    assert counts(made.index(follow_links=True)) == (1, 0, 0, 2, 0)
    assert made.found("password") == ["The password is swordfish."]
    assert counts(made.index()) == (0, 0, 0, 2, 1)  # what was read on demand stays
    assert made.found("password") == ["The password is swordfish."]
