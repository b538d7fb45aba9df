import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import AssistantError, ExitCode, LibraryDamaged, LibraryMissing
from assistant.index.updating.marks import METHOD
from assistant.records.questions import NO_FILTERS, Filters
from small_library import UNPRIVILEGED, Made


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path)
    made.write_rows(
        "rows.jsonl", [{"title": f"Row {n}", "text": f"Row number {n} tells of tides. " * 30} for n in range(60)]
    )
    made.index()
    return made


def cut_off(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def zeros(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def text(file: Path) -> None:
    file.write_text("These are notes and no catalogue.\n" * 100)


def garbled_but_for_its_head(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"U" * (len(whole) - 8192))


def other_database(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()


def later_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")


def misnamed(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET name = CAST(x'66cc66' AS TEXT), sql = 'none' WHERE name = 'facts'")
        connection.commit()


HINT = " `assistant doctor --repair` saves what can be read; the articles themselves are untouched."
DAMAGES: list[tuple[Callable[[Path], None], str]] = [
    (cut_off, "database disk image is malformed"),
    (zeros, "file is not a database"),
    (text, "file is not a database"),
    (garbled_but_for_its_head, "database disk image is malformed"),
    (other_database, "its version is 0, this program reads 5"),
    (misnamed, "a name in it is damaged"),
    (later_version, "its version is 99, this program reads 5"),
]


def use(made: Made) -> None:
    """Asks for everything there is."""
    with made.opened() as (library, _):
        library.nearest(made.embedder.embed(["tide"])[0], 10)
        library.with_words(["tide"], 10, NO_FILTERS)
        list(library.catalogue.all_articles())


@pytest.mark.parametrize(("damage", "reason"), DAMAGES)
@pytest.mark.parametrize("way", [use, Made.index])
def test_a_damaged_catalogue_is_said_to_be_damaged(made, damage, reason, way):
    damage(made.folder / "catalogue.db")
    with pytest.raises(LibraryDamaged) as error:
        way(made)
    assert str(error.value) == f"The library's catalogue in {str(made.folder)!r} cannot be used: {reason}.{HINT}"
    assert error.value.exit_code == ExitCode.LIBRARY


def test_a_damaged_catalogue_moved_away_is_made_anew(made):
    text(made.folder / "catalogue.db")
    made.folder.rename(made.root / "damaged")
    assert made.index().added == 60


def nothing(made: Made) -> None:
    for file in made.folder.iterdir():
        file.unlink()


def no_folder(made: Made) -> None:
    nothing(made)
    made.folder.rmdir()


def a_file_without_tables(made: Made) -> None:
    """What a kill leaves that comes before the tables are made."""
    nothing(made)
    (made.folder / "catalogue.db").touch()


@pytest.mark.parametrize("state", [nothing, no_folder, a_file_without_tables])
def test_a_missing_catalogue_is_said_to_be_missing_and_indexing_makes_it(made, state):
    state(made)
    with pytest.raises(LibraryMissing) as error:
        use(made)
    assert str(error.value) == (
        f"There is no library in {str(made.root)!r}. Run `assistant index PATH` with the folder of your articles first."
    )
    assert error.value.exit_code == ExitCode.LIBRARY
    assert made.index().added == 60
    use(made)


def test_a_library_folder_that_is_a_file_cannot_be_written_to(tmp_path):
    made = Made(tmp_path)
    made.write({"tide.txt": "The tide rose."})
    made.folder.write_text("in the way")
    with pytest.raises(AssistantError) as error:
        made.index()
    assert str(error.value) == f"The library in {str(made.root)!r} cannot be written to: File exists."
    assert error.value.exit_code == ExitCode.LIBRARY


def as_version_1(file: Path) -> None:
    """What the program of version 1 left."""
    with closing(sqlite3.connect(file)) as connection:
        added = (
            "marked",
            "dates",
            "utterances",
            "versions",
            "earlier_ids",
            "addresses",
            "replaced",
            "set_days",
            "failures",
            "packs",
            "gone",
            "fetched",
            "article_checksums",
            "checksums",
            "quarantined",
            "removed",
            "read_paths",
            "words_of_answers",
            "followed",
            "arrived",
        )
        for table in added:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP INDEX articles_by_title")
        connection.execute("DROP INDEX articles_by_source")
        connection.execute("DELETE FROM facts WHERE name = 'succession'")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


@pytest.mark.parametrize("way", [use, Made.index])
def test_a_library_of_version_1_is_brought_up_to_date_and_loses_nothing(made, way):
    before = made.rows("SELECT * FROM articles ORDER BY key")
    tables = set(made.rows("SELECT name, sql FROM sqlite_master"))
    as_version_1(made.folder / "catalogue.db")
    way(made)
    assert set(made.rows("SELECT name, sql FROM sqlite_master")) == tables
    assert made.rows("SELECT * FROM articles ORDER BY key") == before


def test_indexing_reads_for_dates_and_speech_what_version_1_had_not(made):
    as_version_1(made.folder / "catalogue.db")
    report = made.index()
    assert (report.unchanged, report.changed) == (60, 0)
    assert made.rows("SELECT count(*) FROM marked") == [(60,)]


def test_articles_not_yet_read_for_dates_and_speech_are_counted_under_the_filters_and_as_of_a_day(tmp_path):
    made = Made(tmp_path)
    made.write_rows(
        "rows.jsonl",
        [
            {"title": f"Row {n}", "text": f"Row {n} tells of tides.", "source": "The Tide", "date": f"2024-08-0{n}"}
            for n in range(1, 6)
        ]
        + [{"title": "Undated", "text": "No day is given."}],
    )
    made.index()
    made.change(
        "DELETE FROM marked WHERE article IN (SELECT key FROM articles WHERE title IN ('Row 1', 'Row 4', 'Undated'))",
        "UPDATE marked SET method = 'earlier rules' WHERE article = (SELECT key FROM articles WHERE title = 'Row 2')",
    )
    with made.opened() as (library, _):
        catalogue, seen = library.catalogue, library.as_of(date(2024, 8, 3)).catalogue
        assert (catalogue.count_unmarked(), catalogue.count_unmarked(METHOD), seen.count_unmarked()) == (3, 4, 2)
        tide = Filters(sources=("the tide",))
        assert (catalogue.count_unmarked(filters=tide), seen.count_unmarked(filters=tide)) == (2, 1)
        assert catalogue.count_unmarked(filters=Filters(as_of=date(2024, 8, 3))) == 2
        assert catalogue.count_unmarked(METHOD, Filters(since=date(2024, 8, 2))) == 2
    made.index()
    with made.opened() as (library, _):
        assert (library.catalogue.count_unmarked(), library.catalogue.count_unmarked(METHOD)) == (0, 0)


@pytest.mark.skipif(UNPRIVILEGED is None, reason="root writes everywhere, and there is no setpriv to take that away")
def test_a_library_of_version_1_where_nothing_can_be_written_says_what_to_do(made):
    as_version_1(made.folder / "catalogue.db")
    made.folder.chmod(0o555)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path;"
        " from assistant.index.storage.schema import open_catalogue;"
        " from assistant.errors import LibraryError\n"
        "try: open_catalogue(Path(sys.argv[2]))\n"
        "except LibraryError as error: print(error, int(error.exit_code))"
    )
    command = [sys.executable, "-c", program, str(Path(__file__).parents[2]), str(made.folder)]
    try:
        told = subprocess.run([*UNPRIVILEGED, *command], capture_output=True, text=True, check=False)
    finally:
        made.folder.chmod(0o755)
    assert (told.stdout, told.stderr) == (
        f"The library in {str(made.root)!r} was made by an earlier version of this program, and nothing can be written"
        " there to bring it up to date. Open it once where its folder can be written to, for example with `assistant"
        " articles`. 6\n",
        "",
    )
