"""A catalogue that a stranger made to act: it is refused, and nothing it names is run, reached or deleted."""

import os
import re
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import AssistantError, ExitCode, LibraryDamaged
from assistant.index.storage.schema import open_catalogue
from assistant.index.storage.writing import utc_now
from assistant.index.updating.copies import back_up, restore
from assistant.index.updating.repair import repair
from small_library import Made


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Made(tmp_path_factory.mktemp("published"))
    made.write_rows("rows.jsonl", [{"title": f"Row {n}", "text": f"Row number {n} tells of tides."} for n in range(9)])
    made.index(tail_chunks=0)
    root: Path = made.root
    return root


@pytest.fixture
def made(tmp_path: Path, published: Path) -> Made:
    shutil.copytree(published, tmp_path / "stranger")
    return Made(tmp_path / "stranger")


def ask(made: Made) -> None:
    with made.opened() as (library, _):
        library.nearest(made.embedder.embed(["tide"])[0], 10)
        library.log_answer("q", "{}")


WAYS = pytest.mark.parametrize("way", [ask, Made.index])
# A definition is put into the file as SQLite itself would never write it.
FORGED = "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, '{}', '{}') WHERE name = '{}'"
SCHEMAS = {
    "CREATE TRIGGER helpful AFTER INSERT ON answers BEGIN DELETE FROM articles; END": "the trigger 'helpful'",
    "CREATE VIEW helpful AS SELECT * FROM articles": "the view 'helpful'",
    "CREATE VIRTUAL TABLE helpful USING fts5 (text)": "the table 'helpful'",
    "CREATE TABLE helpful (x)": "the table 'helpful'",
    "CREATE INDEX helpful ON articles (abs(day)) WHERE day > 0": "the index 'helpful'",
    "DROP TABLE marked; CREATE TABLE marked (article INTEGER PRIMARY KEY, method TEXT NOT NULL, x AS (hex(method)))": (
        "the table 'marked'"
    ),
    "DROP TABLE replaced; CREATE VIEW replaced AS SELECT id, id AS by_id, 1 AS day, '' AS replaced_at FROM articles": (
        "the view 'replaced'"
    ),
    "ALTER TABLE articles ADD COLUMN x AS (hex(text))": "the table 'articles'",
    FORGED.format("text TEXT NOT NULL", "text TEXT NOT NULL CHECK (abs(1))", "articles"): "the table 'articles'",
    FORGED.format("block BLOB", "block BLOB, x AS (hex(block))", "words_data"): "the table 'words_data'",
}


def change_schema(made: Made, statements: str) -> None:
    with closing(sqlite3.connect(made.folder / "catalogue.db")) as connection:
        connection.executescript(statements)
        connection.commit()


@WAYS
@pytest.mark.parametrize(("statements", "named"), SCHEMAS.items())
def test_a_catalogue_with_anything_that_this_program_did_not_make_is_refused_and_the_first_is_named(
    made, statements, named, way
):
    change_schema(made, statements)
    before = made.rows("SELECT count(*) FROM articles"), made.rows("SELECT count(*) FROM answers")
    with pytest.raises(LibraryDamaged) as error:
        way(made)
    assert str(error.value) == (
        f"The library's catalogue in {str(made.folder)!r} cannot be used: it holds {named}, which this program did not"
        " make. Something else has changed it. `assistant doctor --repair` saves what it holds in a new one; the"
        " articles themselves are untouched."
    )
    assert error.value.exit_code == ExitCode.LIBRARY
    assert (made.rows("SELECT count(*) FROM articles"), made.rows("SELECT count(*) FROM answers")) == before


@WAYS
def test_a_catalogue_that_lacks_a_table_is_said_to_lack_it(made, way):
    change_schema(made, "DROP TABLE set_days")
    with pytest.raises(LibraryDamaged, match="cannot be used: it lacks 'set_days'"):
        way(made)


@WAYS
def test_a_trigger_in_a_catalogue_of_an_earlier_version_does_not_act_when_it_is_brought_up_to_date(made, way):
    change_schema(
        made,
        "DROP TABLE failures; PRAGMA user_version = 2;"
        "CREATE TRIGGER helpful AFTER INSERT ON facts BEGIN DELETE FROM articles; END",
    )
    with pytest.raises(LibraryDamaged, match="it holds the trigger 'helpful'"):
        way(made)
    assert made.rows("PRAGMA user_version") == [(2,)]


def test_functions_that_a_schema_calls_are_not_trusted(made):
    with closing(open_catalogue(made.folder)) as connection:
        found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("trusted_schema", "cell_size_check")]
    assert found == [0, 1]


def hot_journal(database: Path, victim: Path) -> None:
    """What a killed transaction over several files leaves, with a name of the stranger's choosing."""
    whole = database.read_bytes()
    page_size = int.from_bytes(whole[16:18])
    name = os.fsencode(victim)
    header = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 0, 0, len(whole) // page_size, 512, page_size)
    lock_page = struct.pack(">I", 0x40000000 // page_size + 1)
    end = struct.pack(">II", len(name), sum(name)) + bytes.fromhex("d9d505f920a163d7")
    database.with_name(f"{database.name}-journal").write_bytes(header.ljust(512, b"\0") + lock_page + name + end)


def test_a_journal_can_have_sqlite_delete_a_file_of_the_readers(tmp_path):
    """What the next tests guard against, so that they are known to test something."""
    victim, database = tmp_path / "victim.txt", tmp_path / "other.db"
    victim.write_text("precious")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()
    hot_journal(database, victim)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("SELECT * FROM recipes").fetchall()
    assert not victim.exists()


@WAYS
def test_a_journal_that_names_another_file_is_refused_and_that_file_is_left(made, tmp_path, way):
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    change_schema(made, "PRAGMA journal_mode = DELETE")
    hot_journal(made.folder / "catalogue.db", victim)
    with pytest.raises(
        LibraryDamaged, match=r"'catalogue\.db-journal' names another file, which opening it would delete"
    ):
        way(made)
    assert victim.read_text() == "precious"


@WAYS
def test_a_journal_of_the_vectors_that_names_another_file_is_not_played_back(made, tmp_path, way):
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    hot_journal(made.folder / "vectors" / "000001" / "chroma.sqlite3", victim)
    way(made)
    made.write({"more.txt": "The tide fell."})
    made.index(tail_chunks=0)  # copies the vectors
    assert victim.read_text() == "precious"


@WAYS
def test_a_journal_that_is_a_pipe_is_not_waited_for(made, way):
    os.mkfifo(made.folder / "catalogue.db-journal")
    with pytest.raises(AssistantError):
        way(made)


@pytest.mark.parametrize("place", ["../../victim", "/etc", "vectors/../../victim", "vectors/000001/..", "", "ftp://x"])
def test_vectors_that_are_said_to_lie_elsewhere_are_not_read_and_the_next_run_forgets_them(made, place):
    made.change(f"UPDATE generations SET place = '{place}'")
    with pytest.raises(LibraryDamaged, match=f"its vectors are said to lie in {re.escape(repr(place))}"):
        ask(made)
    made.index()
    assert made.rows("SELECT place FROM generations") == []
    ask(made)


@WAYS
@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "https://127.0.0.1:9", "http://user@127.0.0.1:9/"])
def test_a_server_that_the_reader_did_not_name_is_not_asked(made, address, way, monkeypatch):
    connected: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda _, where: connected.append(where))
    made.change(
        f"UPDATE generations SET place = '{address}#chunks'",
        f"INSERT INTO generations SELECT NULL, '{address}#more', last_chunk, count, files FROM generations",
    )
    way(made)
    assert connected == []
    with made.opened() as (library, warnings):
        assert len(library.nearest(made.embedder.embed(["tide"])[0], 5)) == 5
    assert [each for each in warnings if "that your settings do not name" not in each] == []


@pytest.mark.parametrize("command", ["restore", "repair"])
def test_a_journal_that_names_another_file_is_removed_by_restoring_and_repairing_and_that_file_is_left(
    made, tmp_path, command
):
    back_up(made.folder, tmp_path / "backup", force=False)
    victim = tmp_path / "letters.txt"
    victim.write_text("Dear Ada")
    change_schema(made, "PRAGMA journal_mode = DELETE")
    hot_journal(made.folder / "catalogue.db", victim)
    if command == "restore":
        restore(made.folder, tmp_path / "backup")
    else:
        repair(made.folder, utc_now)
    assert victim.read_text() == "Dear Ada"
    assert made.titles()
