import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.records.articles import SkippedFile
from small_library import UNPRIVILEGED, Made, counts

TIDE = "title: The tide\n\nThe tide rose by two metres.\n"
MOON = "title: The moon\n\nThe moon pulls the sea.\n"
WIND = "title: The wind\n\nThe wind blew from the west.\n"
ROWS = [
    {"title": "Iron", "text": "Iron rusts in wet air."},
    {"title": "Copper", "text": "Copper turns green in the rain."},
    {"title": "Gold", "text": "Gold keeps its colour."},
]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path)
    made.write({"tide.txt": TIDE, "moon.txt": MOON})
    return made


def test_a_first_run_adds_and_a_second_finds_nothing_to_do(made):
    assert counts(made.index()) == (2, 0, 0, 0, 0)
    assert made.embedder.texts == ["The moon\nThe moon pulls the sea.", "The tide\nThe tide rose by two metres."]
    assert counts(made.index()) == (0, 0, 0, 2, 0)
    assert made.embedder.texts == []


def test_only_what_is_new_or_changed_is_embedded(made):
    made.index()
    made.write({"tide.txt": TIDE.replace("two", "three"), "wind.txt": WIND})
    assert counts(made.index()) == (1, 1, 0, 1, 0)
    assert made.embedder.texts == ["The tide\nThe tide rose by three metres.", "The wind\nThe wind blew from the west."]
    assert made.titles() == ["The moon", "The tide", "The wind"]


def test_a_file_touched_but_not_changed_is_not_embedded_again(made):
    made.index()
    os.utime(made.articles / "tide.txt")
    assert counts(made.index()) == (0, 0, 0, 2, 0)


def test_a_file_written_anew_with_the_same_article_is_not_embedded_again(made):
    made.index()
    made.write({"tide.txt": TIDE.replace("\n\n", "\n\n\n\n")})
    assert counts(made.index()) == (0, 0, 0, 2, 0)
    assert made.embedder.texts == []


def test_articles_of_a_removed_file_go(made):
    made.index()
    (made.articles / "tide.txt").unlink()
    assert counts(made.index()) == (0, 0, 1, 1, 0)
    assert made.titles() == ["The moon"]
    assert made.found("tide") == []


def test_articles_of_a_removed_folder_go_and_others_stay(made):
    made.write({"old/wind.txt": WIND, "older/rows.jsonl": ""})
    made.write_rows("older/rows.jsonl", ROWS)
    assert counts(made.index()) == (6, 0, 0, 0, 0)
    shutil.rmtree(made.articles / "old")
    assert counts(made.index("older")) == (0, 0, 0, 3, 0)
    assert counts(made.index()) == (0, 0, 1, 5, 0)
    assert made.titles() == ["The moon", "Iron", "Copper", "Gold", "The tide"]


def test_the_word_forms_of_a_changed_article_are_forgotten(made):
    made.index()
    assert made.found("rose") == ["The tide"]
    made.write({"tide.txt": TIDE.replace("rose", "fell")})
    made.index()
    assert made.found("rose") == []
    assert made.found("fell") == ["The tide"]


def test_indexing_one_file_touches_no_other(made):
    made.index()
    made.write({"tide.txt": TIDE.replace("two", "three")})
    (made.articles / "moon.txt").unlink()
    made.write({"wind.txt": WIND})
    assert counts(made.index("wind.txt")) == (1, 0, 0, 0, 0)
    assert made.embedder.texts == ["The wind\nThe wind blew from the west."]
    assert made.titles() == ["The moon", "The tide", "The wind"]


def test_the_librarys_own_folder_and_one_outside_are_brought_up_to_date_apart(made, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "wind.txt").write_text(WIND)
    assert counts(made.index(str(outside))) == (1, 0, 0, 0, 0)
    assert counts(made.index(str(made.root))) == (2, 0, 0, 0, 0)
    (outside / "wind.txt").unlink()
    assert counts(made.index(str(made.root))) == (0, 0, 0, 2, 0)
    assert counts(made.index(str(outside))) == (0, 0, 1, 0, 0)


def test_a_path_below_the_library_is_stored_relative_to_it_and_another_whole(made, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "wind.txt"
    outside.write_text(WIND)
    made.index()
    made.index(str(outside))
    with made.opened() as (library, _):
        paths = [each.path for each in library.catalogue.all_articles()]
    assert sorted(paths) == sorted(["articles/moon.txt", "articles/tide.txt", outside.as_posix()])


def test_a_path_that_is_not_there_is_wrong_usage_and_makes_no_library(tmp_path):
    made = Made(tmp_path)
    with pytest.raises(UsageError, match=r"There is nothing at .*gone"):
        made.index("gone")
    assert not made.folder.exists()


def test_a_file_that_cannot_be_read_any_more_keeps_what_was_read_from_it(made):
    made.write_rows("rows.jsonl", ROWS)
    made.index()
    made.write({"tide.txt": "\n\n", "rows.jsonl": "no rows at all\n"})
    report = made.index()
    assert counts(report) == (0, 0, 0, 5, 2)
    assert report.skipped == (
        SkippedFile(
            "articles/rows.jsonl",
            "holds no row that can be read; row 1 is not valid JSON (character 1: Expecting value);"
            " what was read from it before is kept",
        ),
        SkippedFile("articles/tide.txt", "holds no text; what was read from it before is kept"),
    )
    assert made.found("metres rust") == ["Iron", "The tide"]
    assert counts(made.index()) == (0, 0, 0, 5, 2)
    made.write({"tide.txt": TIDE})
    assert counts(made.index()) == (0, 0, 0, 5, 1)


def test_a_file_of_another_kind_is_skipped_and_said(made):
    made.write({"picture.png": "not text"})
    report = made.index()
    assert counts(report) == (2, 0, 0, 0, 1)
    assert report.skipped == (SkippedFile("articles/picture.png", "is a kind of file that is not read (.png)"),)


def test_a_file_that_breaks_off_gives_what_stands_before_the_break_and_loses_nothing(made):
    rows = [{"title": f"Row {number}", "text": f"Row number {number} is here. " * 50} for number in range(200)]
    made.write_rows("rows.jsonl", rows)
    packed = gzip.compress((made.articles / "rows.jsonl").read_bytes(), mtime=0)
    (made.articles / "rows.jsonl").unlink()
    (made.articles / "rows.jsonl.gz").write_bytes(packed)
    assert counts(made.index()) == (202, 0, 0, 0, 0)
    (made.articles / "rows.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    report = made.index()
    assert counts(report) == (0, 0, 0, 202, 1)
    assert made.embedder.texts == []
    (made.articles / "rows.jsonl.gz").write_bytes(packed)
    assert counts(made.index()) == (0, 0, 0, 202, 0)


def test_rows_put_in_above_others_neither_rename_nor_embed_them(made):
    made.write_rows("rows.jsonl", ROWS)
    made.index()
    with made.opened() as (library, _):
        before = {each.title: each.id for each in library.catalogue.all_articles()}
    made.write_rows("rows.jsonl", [{"title": "Tin", "text": "Tin melts early."}, *ROWS])
    assert counts(made.index()) == (1, 0, 0, 5, 0)
    assert made.embedder.texts == ["Tin\nTin melts early."]
    with made.opened() as (library, _):
        after = {each.title: (each.id, each.path) for each in library.catalogue.all_articles()}
    assert {title: id_ for title, (id_, _) in after.items() if title != "Tin"} == before
    assert [after[title][1] for title in ("Tin", "Iron", "Copper", "Gold")] == [
        f"articles/rows.jsonl#{number}" for number in (1, 2, 3, 4)
    ]


def test_a_removed_row_goes_and_a_bad_row_takes_no_other_with_it(made):
    made.write_rows("rows.jsonl", [*ROWS, {"title": "No text"}])
    report = made.index()
    assert counts(report) == (5, 0, 0, 0, 1)
    assert report.skipped == (SkippedFile("articles/rows.jsonl#4", "holds no text"),)
    made.write_rows("rows.jsonl", [ROWS[0], ROWS[2], {"title": "No text"}, {"title": "No text either"}])
    assert counts(made.index()) == (0, 0, 1, 4, 2)
    assert made.titles() == ["The moon", "Iron", "Gold", "The tide"]


def test_a_row_that_can_be_read_no_more_keeps_its_article(made):
    made.write_rows("rows.jsonl", ROWS)
    made.index()
    file = made.articles / "rows.jsonl"
    lines = file.read_text().splitlines()
    file.write_text("\n".join([lines[0], lines[1][:-5], lines[2]]))
    assert counts(made.index()) == (0, 0, 0, 5, 1)
    assert made.found("copper") == ["Copper"]
    file.write_text("\n".join(lines))
    assert counts(made.index()) == (0, 0, 0, 5, 0)


def test_excluded_files_are_not_read_and_go_when_they_were(made):
    made.index()
    assert counts(made.index(exclude=("tide*",))) == (0, 0, 1, 1, 0)


def test_another_length_of_chunk_makes_all_anew_even_what_is_not_read_again(made):
    made.write({"long.txt": "title: Long\n\n" + "One two three four five six seven eight nine ten. " * 12})
    assert made.index().chunks == 4
    shutil.move(made.articles / "long.txt", made.root / "long.txt")
    report = made.index("moon.txt", chunk_words=20)
    assert counts(report) == (0, 3, 0, 0, 0)
    assert report.chunks == 8
    assert len(made.embedder.texts) == 8
    assert made.found("seven") == ["Long"]
    with made.opened() as (library, _):
        assert library.catalogue.count("vectors") == library.catalogue.count("words") == 8


def test_articles_given_up_by_a_run_that_was_cut_off_are_made_anew_by_the_next(made):
    class BreaksOff(BaseException):
        pass

    made.index()
    embed = made.embedder.embed

    def break_off(texts):
        raise BreaksOff

    made.embedder.embed = break_off
    with pytest.raises(BreaksOff):
        made.index(chunk_words=20)
    made.embedder.embed = embed
    assert counts(made.index("moon.txt", chunk_words=20)) == (0, 2, 0, 0, 0)
    assert counts(made.index(chunk_words=20)) == (0, 0, 0, 2, 0)
    assert made.found("tide") == ["The tide"]


def test_an_index_of_a_library_with_all_articles_gone_leaves_it_empty_and_usable(made):
    made.index()
    for file in made.articles.iterdir():
        file.unlink()
    report = made.index()
    assert counts(report) == (0, 0, 2, 0, 0)
    assert report.chunks == 0
    assert made.found("tide") == []
    made.write({"wind.txt": WIND})
    assert counts(made.index()) == (1, 0, 0, 0, 0)


def test_progress_never_runs_back_or_past_its_end(made):
    made.write_rows("rows.jsonl", [{"title": f"Row {n}", "text": f"Row {n} tells of things. " * 20} for n in range(50)])
    with gzip.open(made.articles / "more.jsonl.gz", "wt") as stream:
        stream.write((made.articles / "rows.jsonl").read_text().replace("Row", "Line"))
    made.index(batch_characters=2_000)
    reading = [(done, total, articles) for doing, done, total, articles in made.said if doing == "reading"]
    assert len(reading) > 20
    assert reading == sorted(reading)
    assert all(done <= total for done, total, _ in reading)
    assert reading[-1][0] == reading[-1][1]
    assert reading[-1][2] == 102


def test_a_link_to_a_file_is_the_file(made):
    (made.articles / "again.txt").symlink_to(made.articles / "tide.txt")
    assert counts(made.index()) == (2, 0, 0, 0, 0)


@pytest.mark.skipif(UNPRIVILEGED is None, reason="root reads everything, and there is no setpriv to take that away")
def test_a_folder_that_cannot_be_looked_into_keeps_what_was_read_from_it(made):
    made.write({"closed/wind.txt": WIND})
    assert counts(made.index()) == (3, 0, 0, 0, 0)
    (made.articles / "closed").chmod(0)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from small_library import Made, counts;"
        "report = Made(Path(sys.argv[2])).index(); print(counts(report), *report.skipped)"
    )
    command = [*UNPRIVILEGED, sys.executable, "-c", program, str(Path(__file__).parent.parent), str(made.root)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    (made.articles / "closed").chmod(0o755)
    reason = "cannot be opened (Permission denied)"
    assert told.stdout == f"(0, 0, 0, 2, 1) SkippedFile(path='articles/closed', reason='{reason}')\n", told.stderr
    assert made.titles() == ["The wind", "The moon", "The tide"]


def feed(*entries: str) -> str:
    items = "".join(
        f"<item><guid>{name}</guid><title>{name}</title><description>The {name} sails.</description></item>"
        for name in entries
    )
    return f'<rss version="2.0"><channel><title>Harbour</title>{items}</channel></rss>'


def test_an_entry_that_has_fallen_out_of_its_feed_stays_until_the_feed_is_gone(made):
    made.write({"harbour.rss": feed("Kittiwake", "Tern")})
    made.index()
    made.write({"harbour.rss": feed("Tern", "Gannet")})
    report = made.index()
    assert (report.added, report.changed, report.removed) == (1, 0, 0)
    assert {"Kittiwake", "Tern", "Gannet"} <= set(made.titles())
    (made.articles / "harbour.rss").unlink()
    assert made.index().removed == 3
