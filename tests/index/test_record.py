"""The record of what was asked is found by its words, and what is forgotten of it is gone."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import LibraryLocked, UsageError
from assistant.index.lock import writer_lock
from assistant.index.storage import schema
from assistant.index.storage.record import EVERYTHING, forget
from assistant.index.storage.writing import CatalogueWriter
from assistant.index.updating.forgetting import forget_answers
from assistant.records.kept import Asking, Forgotten, KeptRow
from index.test_catalogue_file import as_version_1
from small_library import Made

MAYOR = ("Who is the mayor?", "Ada Moss was elected on Sunday.", "She is the first woman in office.")
FERRY = ("When does the ferry sail?", "It sails at noon.", "The ferries sail at noon, the “Crossing Company” said.")
TIDE = ("How high was the tide?", "Four metres.", "The tide in March rose to four metres in the harbour of Fell.")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path)
    made.write({"tide.txt": "title: Tide\ndate: 2024-08-02\n\nThe tide rose to four metres."})
    made.index()
    keep(made, MAYOR, "2026-01-01T10:00:00+00:00")
    keep(made, FERRY, "2026-01-02T23:59:59+00:00")
    keep(made, TIDE, "2026-01-03T10:00:00+00:00")
    return made


def keep(made: Made, said: tuple[str, str, str], asked_at: str) -> None:
    question, statement, quote = said
    answer = {"statements": [{"text": statement}], "citations": [{"quote": quote}], "nearest": []}
    with made.opened() as (library, _):
        CatalogueWriter(library._connection).log_answer(asked_at=asked_at, question=question, answer=json.dumps(answer))


def found(made: Made, words: str = "", since: str = "", until: str = "") -> list[int]:
    with made.opened() as (library, warnings):
        asking = Asking(words, since, until)
        rows = library.record.newest(asking)
        assert library.record.count(asking) == len(rows)
        assert warnings == []
        return [row.id for row in rows]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", [3, 2, 1]),
        ("mayors", [1]),  # of the question, in another form
        ("elected", [1]),  # of the answer
        ("noon", [2]),  # of the answer and the quotation
        ("harbour tide", [3]),
        ("harbour - tide ?", [3]),  # marks by themselves are no words
        ("tide ferry", []),
        ('"four metres"', [3]),
        ('"metres four"', []),
        ('sail "crossing company', [2]),
        ("fell OR mayor", []),  # words, never operators
        ("question:mayor", []),
        ("NEAR(", []),
    ],
)
def test_answers_are_found_by_all_of_the_words_of_question_answer_and_quotations(made, words, numbers):
    assert found(made, words) == numbers


def test_days_bound_what_is_found_both_included(made):
    assert found(made, since="2026-01-02") == [3, 2]
    assert found(made, until="2026-01-02") == [2, 1]
    assert found(made, "sail", since="2026-01-02", until="2026-01-02") == [2]


def test_the_passage_that_has_the_words_is_given_with_its_marks(made):
    with made.opened() as (library, _):
        ((row),) = library.record.newest(Asking("tide fell"))
    assert row.excerpt == "The tide in March rose to four metres in the harbour of Fell."
    assert [row.excerpt[start:end] for start, end in row.marks] == ["tide", "Fell"]


def test_no_answer_has_a_number_that_was_never_given(made):
    with made.opened() as (library, _):
        assert library.record.one(2).question == FERRY[0]
        with pytest.raises(UsageError, match=r"No answer is kept under the number 9\. `assistant history` lists them"):
            library.record.one(9)


def test_a_damaged_answer_is_listed_without_what_it_said(made):
    made.change("UPDATE answers SET answer = '{' WHERE id = 2")
    assert found(made, "ferry") == [2]
    with made.opened() as (library, _):
        assert library.record.newest(EVERYTHING, 2) == [
            library.record.one(3),
            KeptRow(2, "2026-01-02T23:59:59+00:00", FERRY[0], ""),
        ]


def test_answers_of_an_earlier_version_are_found_when_they_are_looked_for(made):
    as_version_1(made.folder / "catalogue.db")
    assert found(made, "harbour") == [3]


def test_answers_deleted_by_hand_are_found_no_more(made):
    assert found(made, "noon") == [2]
    made.change("DELETE FROM answers WHERE id = 2")
    assert found(made, "noon") == []
    assert made.rows("SELECT id FROM words_of_answers_docsize") == [(1,), (3,)]


def test_a_damaged_index_of_their_words_is_made_anew(made):
    assert found(made, "noon") == [2]
    made.change("UPDATE words_of_answers_data SET block = zeroblob(length(block)) WHERE id > 100")
    assert [each.path for each in made.index().remarks] == ["words"]
    assert found(made, "noon") == [2]


def test_what_is_forgotten_is_neither_found_nor_left_in_the_file(made):
    assert found(made, "harbour") == [3]
    made.change(
        "INSERT INTO quarantined (kind, name, found_at, content) VALUES ('answers', 'q', '', "
        '\'{"id": 9, "asked_at": "2026-01-02T00:00:00+00:00", "answer": "The harbour of Fell"}\')'
    )
    with made.opened() as (library, _):
        writer = CatalogueWriter(library._connection)
        with writer.changing() as (connection, _):
            forget(connection, [3], before="2026-01-03")
        assert writer.rewrite()
    assert found(made, "harbour") == []
    assert found(made) == [2, 1]
    assert made.rows("SELECT key FROM checksums WHERE kind = 'answers'") == [("1",), ("2",)]
    written = b"".join(file.read_bytes() for file in made.folder.glob("catalogue.db*"))
    assert b"harbour" not in written
    assert b"ferries" in written


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE words_of_answers_config SET v = 99 WHERE k = 'version'",
        "DELETE FROM words_of_answers_idx",
        "DELETE FROM words_of_answers_docsize",
        "DELETE FROM words_of_answers_data",
    ],
)
def test_whatever_is_damaged_of_the_index_of_their_words_the_next_run_mends_it(made, change):
    assert found(made, "noon") == [2]
    made.change(change)
    made.index()
    assert found(made, "noon") == [2]
    assert found(made, "harbour") == [3]


def test_traces_that_a_reader_keeps_are_erased_by_the_next_run(made, monkeypatch):
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.1)
    assert found(made, "harbour") == [3]
    with closing(sqlite3.connect(made.folder / "catalogue.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM answers").fetchone()
        assert forget_answers(made.folder, [3], before=None) == Forgotten(1, traces=True)
    assert found(made) == [2, 1]
    made.index()
    assert made.rows("SELECT * FROM facts WHERE name = 'erasing'") == []
    assert b"harbour" not in b"".join(file.read_bytes() for file in made.folder.glob("catalogue.db*"))


def test_nothing_is_forgotten_while_another_process_writes(made):
    with writer_lock(made.folder, "assistant index"), pytest.raises(LibraryLocked):
        forget_answers(made.folder, [3], before=None)
    assert found(made) == [3, 2, 1]
