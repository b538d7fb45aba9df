"""An article removed by hand stays away, keeps its text or loses it as the reader wants, and comes back on demand."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.errors import LibraryMissing
from assistant.index.updating.copies import set_aside
from assistant.index.updating.removing import let_in_again, remove_articles
from assistant.records.removals import Removal
from small_library import Made, counts

TIDE = "title: The tide\nsource: Sea\n\nThe tide rose by two metres at Zanderquay.\n"
MOON = "title: The moon\n\nThe moon pulls the sea.\n"


@pytest.fixture
def made(tmp_path):
    made = Made(tmp_path)
    made.write({"tide.txt": TIDE, "moon.txt": MOON})
    made.index()
    return made


def remove(made: Made, *names: str, erase: bool = False, erase_answers: bool = False, **plan) -> Removal:
    with made.opened() as (library, _):
        articles = [library.article(name)[1] for name in names]
    return remove_articles(articles, made.plan(**plan), lambda *_: None, erase=erase, erase_answers=erase_answers)


def undo(made: Made, name: str):
    with made.opened() as (library, _):
        found = library.removed.find(name)
    return let_in_again(found, made.plan(), lambda *_: None)


def holding(made: Made, word: bytes) -> list[str]:
    """The library's files that hold a word."""
    files = [each for each in made.folder.rglob("*") if each.is_file()]
    return sorted(each.name for each in files if word.lower() in each.read_bytes().lower())


def test_a_removed_article_is_not_found_and_its_text_is_kept_as_a_version(made):
    assert [article.title for article in remove(made, "The tide").articles] == ["The tide"]
    assert made.titles() == ["The moon"]
    assert made.found("tide") == []
    with made.opened() as (library, _):
        history = library.history("The tide")
    assert (history.current, [each.article.title for each in history.earlier]) == (None, ["The tide"])


def test_it_does_not_come_back_when_its_file_is_read_again_changed_or_not(made):
    remove(made, "The tide")
    assert counts(made.index()) == (0, 0, 0, 1, 0)
    report = made.index(chunk_words=50)
    assert (*counts(report), report.kept_out) == (0, 1, 0, 0, 0, 1)
    made.write({"tide.txt": TIDE.replace("two", "three")})
    report = made.index(chunk_words=50)
    assert (*counts(report), report.kept_out) == (0, 0, 0, 1, 0, 1)
    assert made.titles() == ["The moon"]


def test_it_does_not_come_back_under_another_name_of_its_file(made):
    remove(made, "The tide")
    (made.articles / "tide.txt").rename(made.articles / "ebb.txt")
    report = made.index()
    assert (*counts(report), report.kept_out) == (0, 0, 0, 1, 0, 1)


def test_of_two_copies_the_one_that_was_not_removed_stays(made):
    made.write({"copy.txt": TIDE})
    made.index()
    remove(made, "articles/copy.txt")
    made.index(chunk_words=50)
    with made.opened() as (library, _):
        assert [each.path for each in library.catalogue.all_articles()] == ["articles/moon.txt", "articles/tide.txt"]


def test_a_row_is_removed_and_the_others_of_its_file_stay(made):
    rows = [{"title": "Iron", "text": "Iron rusts."}, {"title": "Tin", "text": "Tin melts early."}]
    made.write_rows("rows.jsonl", rows)
    made.index()
    remove(made, "Iron")
    made.write_rows("rows.jsonl", [*rows, {"title": "Gold", "text": "Gold stays."}])
    report = made.index()
    assert (*counts(report), report.kept_out) == (1, 0, 0, 3, 0, 1)
    assert made.titles() == ["The moon", "Tin", "Gold", "The tide"]


def test_undoing_brings_it_back_under_its_id_with_no_version_left(made):
    before = made.rows("SELECT id FROM articles WHERE title = 'The tide'")
    remove(made, "The tide")
    undone = undo(made, "tide.txt")
    assert ([each.path for each in undone.articles], undone.missing) == (["articles/tide.txt"], ())
    assert made.rows("SELECT id FROM articles WHERE title = 'The tide'") == before
    assert made.found("metres") == ["The tide"]
    assert made.rows("SELECT * FROM removed") == made.rows("SELECT * FROM versions") == []


def test_undoing_without_the_file_says_so_and_lets_it_in_when_the_file_is_back(made):
    remove(made, "The tide")
    (made.articles / "tide.txt").unlink()
    made.index()
    undone = undo(made, "The tide")
    assert [(each.path, each.reason) for each in undone.missing] == [("articles/tide.txt", "its file is gone")]
    made.write({"tide.txt": TIDE})
    assert counts(made.index()) == (1, 0, 0, 1, 0)


def test_a_day_set_by_hand_is_there_again_after_undoing(made):
    from datetime import date

    from assistant.index.updating.dating import set_day

    ((tide,),) = made.rows("SELECT id FROM articles WHERE title = 'The tide'")
    set_day(tide, date(2024, 8, 1), made.plan())
    remove(made, "The tide")
    undo(made, "The tide")
    assert made.rows("SELECT published FROM articles WHERE title = 'The tide'") == [("2024-08-01",)]


def test_removing_a_current_article_does_not_bring_forth_what_it_stood_for(made):
    text = "The river flooded the Lower Town on Monday. Twelve people were taken to safety. The school stays closed."
    page = "title: The flood\nurl: https://example.org/2024/flood\ndate: 2024-08-0{day}\n\n" + text
    made.write({"one.txt": page.format(day=1), "two.txt": page.format(day=2)})
    made.index()
    with made.opened() as (library, _):
        ids = library.removed.members([library.article("articles/two.txt")[1].id])
        articles = [library.catalogue.stored(each)[1] for each in ids]
    remove_articles(articles, made.plan(), lambda *_: None, erase=False, erase_answers=False)
    assert made.titles() == ["The moon", "The tide"]


def test_erasing_leaves_no_word_of_it_in_any_file_of_the_library(made):
    made.write({"tide.txt": TIDE.replace("two", "three")})
    made.index(tail_chunks=0)
    assert "catalogue.db" in holding(made, b"Zanderquay")
    report = remove(made, "The tide", erase=True, tail_chunks=0)
    assert (report.erased, report.traces) == (True, False)
    assert holding(made, b"Zanderquay") == holding(made, b"zanderquai") == holding(made, b"metres") == []
    assert made.rows("SELECT title FROM removed") == [("",)]
    assert made.rows("SELECT * FROM versions") == made.rows("SELECT * FROM facts WHERE name = 'erasing'") == []
    assert made.rows("PRAGMA integrity_check") == [("ok",)]
    report = made.index(chunk_words=50)
    assert (*counts(report), report.kept_out) == (0, 1, 0, 0, 0, 1)
    assert holding(made, b"Zanderquay") == []


def test_erasing_ends_beside_a_strange_folder_and_names_what_a_repair_kept(made):
    (made.folder / "vectors" / "mine").mkdir(parents=True)
    kept = set_aside(made.folder, "20240101T000000")
    removal = remove(made, "The tide", erase=True)
    assert (removal.traces, removal.damaged_files) == (False, (str(kept),))
    assert made.rows("SELECT count(*) FROM facts WHERE name = 'erasing'") == [(0,)]
    assert (made.folder / "vectors" / "mine").is_dir()


def test_erasing_builds_the_vectors_anew_without_those_of_the_article(made):
    made.index(tail_chunks=0)
    folder = made.rows("SELECT place FROM generations")[0][0]
    remove(made, "The tide", erase=True, tail_chunks=0)
    ((place, count),) = made.rows("SELECT place, count FROM generations")
    assert count == 1
    assert place != folder
    assert not (made.folder / folder).exists()


def test_erasing_makes_the_pack_anew_without_the_vectors_of_the_article(made):
    before = {file.name: file.read_bytes() for file in made.folder.glob("pack-*")}
    assert [len(content) for _, content in sorted(before.items())] == [2 * 40, 2 * 32]
    remove(made, "The tide", erase=True)
    after = {file.name: file.read_bytes() for file in made.folder.glob("pack-*")}
    assert {name: len(content) for name, content in after.items()} == {
        "pack-000002.rows": 40,
        "pack-000002.vectors": 32,
    }
    assert made.rows("SELECT * FROM gone") == []
    remove(made, "The moon", erase=True)
    assert list(made.folder.glob("pack-*")) == []
    assert made.rows("SELECT * FROM packs") == []


def test_what_was_made_of_an_erased_text_and_what_was_set_aside_of_it_is_erased_too(made):
    ((article_id, number, key),) = made.rows(
        "SELECT articles.id, chunks.id, articles.key FROM articles JOIN chunks ON chunks.article = articles.key"
        " WHERE articles.title = 'The tide'"
    )
    aside = json.dumps({"id": article_id, "text": "as it was at Zanderquay"})
    made.change(f"INSERT INTO quarantined VALUES (1, 'versions', 'articles/tide.txt', '2024', '{aside}')")
    row = number.to_bytes(8, "little") + key.to_bytes(8, "little")
    assert any(row in each.read_bytes() for each in made.folder.glob("pack-*.rows"))
    remove(made, "The tide", erase=True)
    assert not any(row in each.read_bytes() for each in made.folder.glob("pack-*.rows"))
    assert holding(made, b"Zanderquay") == []
    assert made.found("moon") == ["The moon"]


def test_an_article_removed_or_withdrawn_before_can_be_erased_later(made):
    with made.opened() as (library, _):
        article = library.article("The tide")[1]
    remove(made, "The tide")
    remove_articles([article], made.plan(), lambda *_: None, erase=True, erase_answers=False)
    assert holding(made, b"Zanderquay") == []
    assert counts(made.index(chunk_words=50))[0] == 0


def test_answers_that_quote_it_are_counted_and_stay_unless_they_are_erased_too(made):
    with made.opened() as (library, _):
        for name in ("The tide", "The moon"):
            article = library.article(name)[1]
            library.log_answer(f"What of {name}?", json.dumps({"citations": [{"article": {"id": article.id}}]}))
    assert remove(made, "The tide").answers == 1
    assert len(made.rows("SELECT * FROM answers")) == 2
    assert remove(made, "The moon", erase=True, erase_answers=True).answers_erased == 1
    assert made.rows("SELECT question FROM answers") == [("What of The tide?",)]


def test_nothing_is_removed_where_there_is_no_library(tmp_path):
    with pytest.raises(LibraryMissing):
        remove_articles([], Made(tmp_path).plan(), lambda *_: None, erase=False, erase_answers=False)


PROGRAM = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:4]
from small_library import Made
from assistant.index.updating import removing
made = Made(Path(sys.argv[1]))
with made.opened() as (library, _):
    articles = list(library.catalogue.all_articles())[:20]
removing._AT_ONCE = 3
print("ready", flush=True)
removing.remove_articles(articles, made.plan(tail_chunks=0), lambda *_: print("batch", flush=True), erase=True,
    erase_answers=False)
print("done", flush=True)
"""


def test_a_removal_killed_at_any_moment_leaves_whole_articles_and_is_completed_by_the_next_run(made):
    seed = int.from_bytes(os.urandom(4), "big")
    draw = random.Random(seed)
    made.write_rows("rows.jsonl", [{"title": f"Row {n}", "text": f"Row {n} tells of Quandervale."} for n in range(20)])
    made.index(tail_chunks=0)
    tests = Path(__file__).parent.parent
    story = [f"seed {seed}"]
    try:
        for _ in range(4):
            wanted = draw.randint(1, 9)
            command = [sys.executable, "-P", "-c", PROGRAM, str(made.root), str(tests), str(tests.parent)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
                assert process.stdout is not None
                for _, _ in zip(range(wanted), process.stdout, strict=False):
                    pass
                time.sleep(draw.uniform(0, 0.3))
                os.killpg(process.pid, signal.SIGKILL)
            assert made.rows("PRAGMA integrity_check") == [("ok",)]
            chunks = made.rows("SELECT id FROM chunks ORDER BY id")
            assert made.rows("SELECT chunk FROM vectors ORDER BY chunk") == chunks
            assert made.rows("SELECT rowid FROM words ORDER BY rowid") == chunks
            left = [title for (title,) in made.rows("SELECT title FROM articles")]
            gone = [id_ for (id_,) in made.rows("SELECT id FROM removed")]
            assert len(left) + len(gone) == 22
            story.append(f"{len(left)} left")
        made.index(tail_chunks=0)
        assert made.rows("SELECT * FROM facts WHERE name = 'erasing'") == []
        assert len(made.titles()) == len(left)
    except BaseException as error:
        error.add_note("; ".join(story))
        raise
