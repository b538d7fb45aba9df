"""Backups, restoring and repairing a library, while it is read and where its catalogue is damaged."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import LibraryDamaged, LibraryError, UsageError
from assistant.index.storage.checking import find_damage, health
from assistant.index.storage.schema import open_catalogue
from assistant.index.updating.copies import back_up, install, restore
from assistant.index.updating.dating import set_day
from assistant.index.updating.indexing import rebuild_library
from assistant.index.updating.repair import repair
from small_library import Made

MOMENT = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
PAGE = 4096


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Made:
    made = Made(tmp_path_factory.mktemp("first"))
    for number in range(30):
        made.write(
            {
                f"{number:02}.txt": f"title: Number {number}\ndate: 2024-05-{number % 28 + 1:02}\n\n"
                f"Lantern {number} stands at the harbour. " + f"It shines for {number} hours, said Ada Moss. " * 40
            }
        )
    made.index()
    made.write({"00.txt": "title: Number 0\ndate: 2024-05-01\n\nThe first lantern is gone."})
    made.index()
    with made.opened() as (library, _):
        for number in range(40):
            library.log_answer(
                f"Question {number}?", '{"statements": [], "citations": [], "filler": "' + "x" * 900 + '"}'
            )
        library.follow("lanterns", (), MOMENT)
    ((third,),) = made.rows("SELECT id FROM articles WHERE title = 'Number 3'")
    set_day(third, date(2023, 1, 1), made.plan())
    made.index()
    return made


@pytest.fixture
def made(first: Made, tmp_path: Path) -> Made:
    shutil.copytree(first.root, tmp_path / "library")
    return Made(tmp_path / "library")


def all_that_is_kept(made: Made) -> list[list[Any]]:
    return [
        made.rows("SELECT id, path, title, text, published, fingerprint FROM articles ORDER BY id"),
        made.rows("SELECT asked_at, question, answer FROM answers ORDER BY id"),
        made.rows("SELECT * FROM set_days ORDER BY id"),
        made.rows("SELECT * FROM followed ORDER BY number"),
        made.rows("SELECT id, title, text FROM versions ORDER BY number"),
        made.rows(
            "SELECT articles.id, number, vector FROM chunks JOIN articles ON key = article"
            " JOIN vectors ON chunk = chunks.id ORDER BY 1, 2"
        ),
        [sorted(made.found(words)) for words in ("comet", "first", "gone 7")],
    ]


def test_a_backup_holds_everything_and_is_restored_into_an_empty_folder(made, tmp_path):
    copied = back_up(made.folder, tmp_path / "backup.db", force=False)
    assert copied.counts == {
        "articles": 30,
        "answers": 40,
        "days set by hand": 1,
        "earlier versions": 1,
        "topics followed": 1,
    }
    assert copied.damaged == ()
    assert oct((tmp_path / "backup.db").stat().st_mode & 0o777) == "0o600"
    other = Made(tmp_path / "other")
    assert restore(other.folder, tmp_path / "backup.db").counts == copied.counts
    assert all_that_is_kept(other) == all_that_is_kept(made)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backup.db", "library", "other"]
    assert sorted(each.name for each in other.folder.iterdir()) == ["catalogue.db", "catalogue.made", "writer.lock"]


def test_a_library_that_is_being_read_is_restored_and_the_reader_goes_on(made, tmp_path):
    before = all_that_is_kept(made)
    back_up(made.folder, tmp_path / "backup.db", force=False)
    made.write({"new.txt": "title: New\n\nA comet passed."})
    (made.articles / "05.txt").unlink()
    made.index()
    with made.opened() as (library, warnings):
        assert library.article("New")[1].title == "New"
        with library.at_one_moment():
            assert library.article("New")[1].title == "New"
            restore(made.folder, tmp_path / "backup.db")
            assert library.article("New")[1].title == "New"
        with pytest.raises(UsageError):
            library.article("New")
        assert library.article("Number 5")[1].title == "Number 5"
        library.log_answer("Still there?", "{}")
        assert warnings == []
    made.change("DELETE FROM answers WHERE question = 'Still there?'")
    assert all_that_is_kept(made) == before


def test_a_backup_overwrites_nothing_unless_it_is_told_to(made, tmp_path):
    (tmp_path / "there.db").write_text("mine")
    with pytest.raises(UsageError) as error:
        back_up(made.folder, tmp_path / "there.db", force=False)
    assert str(error.value) == (
        f"There is something at {str(tmp_path / 'there.db')!r} already. Give --force to overwrite it."
    )
    assert (tmp_path / "there.db").read_text() == "mine"
    assert back_up(made.folder, tmp_path / "there.db", force=True).counts["articles"] == 30
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "mine.txt")
    for name in ("pipe", "link", "library"):
        with pytest.raises(UsageError, match="Name another file"):
            back_up(made.folder, tmp_path / name, force=True)
    with pytest.raises(UsageError, match="There is no folder"):
        back_up(made.folder, tmp_path / "nowhere" / "backup.db", force=False)


@pytest.mark.parametrize("kind", ["text", "cut", "other", "pipe", "none"])
def test_a_file_that_is_no_sound_backup_is_not_restored(made, tmp_path, kind):
    file = tmp_path / "backup.db"
    before = all_that_is_kept(made)
    if kind == "pipe":
        os.mkfifo(file)
    elif kind != "none":
        back_up(made.folder, file, force=False)
    if kind == "text":
        file.write_text("These are notes.\n" * 1000)
    elif kind == "cut":
        os.truncate(file, file.stat().st_size // 2)
    elif kind == "other":
        file.unlink()
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE recipes (name)")
    with pytest.raises(UsageError if kind in ("pipe", "none") else LibraryDamaged):
        restore(made.folder, file)
    assert all_that_is_kept(made) == before


def leaf_pages(file: Path) -> list[int]:
    """The numbers, from 0, of the pages that hold rows of tables."""
    whole = file.read_bytes()
    return [number for number in range(1, len(whole) // PAGE) if whole[number * PAGE] == 0x0D]


def fold_log(made: Made) -> Path:
    """Has everything in the one file, as after the last process has closed it."""
    with closing(sqlite3.connect(made.folder / "catalogue.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file: Path = made.folder / "catalogue.db"
    return file


def test_a_catalogue_with_damaged_pages_is_never_rebuilt_without_a_word_and_is_repaired_when_asked(made):
    before = all_that_is_kept(made)
    file = fold_log(made)
    whole = bytearray(file.read_bytes())
    for number in leaf_pages(file)[::9]:
        whole[number * PAGE : (number + 1) * PAGE] = b"U" * PAGE
    file.write_bytes(whole)
    assert health(made.folder) is not None
    with pytest.raises(LibraryDamaged) as error:
        made.index()
    assert (
        error.value.hint == "`assistant doctor --repair` saves what can be read; the articles themselves are untouched."
    )
    salvage = repair(made.folder, lambda: MOMENT)
    assert salvage.saved["answers"] + salvage.lost["answers"] == 40
    assert 20 < salvage.saved["answers"] < 40
    assert salvage.kept_in == str(made.folder / "damaged-20261129T120000")
    assert (made.folder / "damaged-20261129T120000" / "catalogue.db").read_bytes() == whole
    assert health(made.folder) is None
    made.index()
    after = all_that_is_kept(made)
    assert after[0] == before[0]
    assert after[4:] == before[4:]
    assert set(after[1]) <= set(before[1])
    assert set(after[2]) <= set(before[2])
    with closing(open_catalogue(made.folder)) as connection:
        assert list(find_damage(connection)) == []


@pytest.mark.parametrize("lost", ["first page", "header", "version", "text", "folder", "log"])
def test_a_catalogue_that_cannot_be_opened_is_repaired(made, lost):
    before = all_that_is_kept(made)
    file = fold_log(made)
    whole = file.read_bytes()
    if lost == "first page":
        file.write_bytes(bytes(PAGE) + whole[PAGE:])
    elif lost == "header":
        file.write_bytes(b"garbled header!!" + whole[16:])
    elif lost == "version":
        made.change("PRAGMA user_version = 99")
    elif lost == "log":
        (made.folder / "catalogue.db-wal").write_bytes(os.urandom(30_000))
    else:
        file.unlink()
        if lost == "text":
            file.write_text("notes\n" * 5000)
        else:
            file.mkdir()
    if lost != "log":
        with pytest.raises(LibraryError):
            made.index()
    repair(made.folder, lambda: MOMENT)
    made.index()
    if lost in ("text", "folder"):
        assert all_that_is_kept(made)[1] == []
        assert len(all_that_is_kept(made)[0]) == 30
    else:
        assert all_that_is_kept(made) == before
    assert sorted(each.name for each in made.folder.iterdir() if each.name.startswith(".")) == []


def test_of_a_catalogue_that_was_cut_off_the_first_part_is_saved(made):
    before = all_that_is_kept(made)
    file = fold_log(made)
    os.truncate(file, file.stat().st_size * 2 // 3)
    salvage = repair(made.folder, lambda: MOMENT)
    assert salvage.saved["articles"] > 10
    assert made.rows("SELECT number FROM packs") == []  # it may hold chunks that are lost
    made.index()
    assert all_that_is_kept(made)[0] == before[0]
    assert health(made.folder) is None


def test_rebuilding_makes_everything_anew_from_the_texts_and_reads_no_file(made):
    before = all_that_is_kept(made)
    shutil.rmtree(made.articles)
    report = rebuild_library(made.plan(), lambda *_: None)
    assert (report.changed, report.removed, report.skipped) == (30, 0, ())
    assert all_that_is_kept(made) == before
    with closing(open_catalogue(made.folder)) as connection:
        assert list(find_damage(connection)) == []


def test_a_damaged_catalogue_is_still_there_when_nothing_could_be_put_in_its_place(made: Made) -> None:
    catalogue = made.folder / "catalogue.db"
    catalogue.write_bytes(b"no database at all" * 1_000)
    with pytest.raises(FileNotFoundError):
        install(made.folder, made.folder / "gone" / "catalogue.db")
    assert catalogue.read_bytes() == b"no database at all" * 1_000


def test_what_a_killed_restore_left_is_swept_and_nothing_else(made):
    for name in (".assistant-a1b2c3d4", ".replaced-a1b2c3d4", ".assistant-mine", "damaged-20240101T000000"):
        (made.folder / name).mkdir()
    made.index()
    assert sorted(each.name for each in made.folder.iterdir() if each.is_dir()) == [
        ".assistant-mine",
        "damaged-20240101T000000",
        *(["vectors"] if (made.folder / "vectors").is_dir() else []),
    ]
