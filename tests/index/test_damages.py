"""Single rows of the catalogue that are not what was stored: never quoted, named once, and mended by the next run."""

import json
import shutil
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.errors import LibraryDamaged
from assistant.index.storage.fetched import FetchedRow, note_fetched
from assistant.index.storage.rows import MEND
from assistant.index.storage.schema import create_catalogue
from assistant.index.updating.dating import set_day
from assistant.index.updating.fetching import FetchPlan, fetch_due
from assistant.index.updating.given_paths import paths_read_before
from assistant.index.updating.removing import remove_articles
from small_library import Made

TEXT = "The harbour of Fell closed on Monday. “We had no choice,” said Ada Moss. It opens again on 3 May 2024.\n\n" + (
    "The ferries wait. " * 30
)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Made:
    made = Made(tmp_path_factory.mktemp("first"))
    made.write(
        {
            "harbour.txt": f"title: Harbour\ndate: 2024-04-30\nurl: https://example.org/harbour\n\n{TEXT}",
            "market.txt": "title: Market\ndate: 2024-05-01\n\nThe market of Fell moves into the hall. Stalls are free.",
            "theatre.txt": "title: Theatre\ndate: 2024-05-02\n\nThe theatre of Fell plays again. Tickets are cheap.",
        }
    )
    made.index()
    made.write({"theatre.txt": "title: Theatre\ndate: 2024-05-02\n\nThe theatre of Fell is shut. Tickets are void."})
    made.index()
    with made.opened() as (library, _):
        library.log_answer("What of the harbour?", json.dumps({"statements": [], "citations": []}))
    return made


@pytest.fixture
def made(first: Made, tmp_path: Path) -> Made:
    shutil.copytree(first.root, tmp_path, dirs_exist_ok=True)
    return Made(tmp_path)


def all_that_is_stored(made: Made) -> list[object]:
    """What the library holds, but for the numbers of its rows."""
    return [
        made.rows("SELECT id, file, path, title, text, published, day, fingerprint FROM articles ORDER BY id"),
        made.rows(
            "SELECT id, number, start, end FROM sentences JOIN articles ON key = article ORDER BY id, number, start"
        ),
        made.rows(
            "SELECT articles.id, number, first, last, chunks.day, vector FROM chunks JOIN articles ON key = article"
            " JOIN vectors ON chunk = chunks.id ORDER BY 1, 2"
        ),
        made.rows("SELECT id, start, first FROM dates JOIN articles ON key = article ORDER BY id, start"),
        made.rows(
            "SELECT articles.id, speaker, said_start FROM utterances JOIN articles ON key = article ORDER BY 1, 3"
        ),
        [made.found(words) for words in ("harbour", "market", "theatre", "ferries", "tickets", "fell")],
    ]


HARBOUR = "(SELECT key FROM articles WHERE title = 'Harbour')"
ROW = "The article 'articles/harbour.txt' is damaged in the library and left out. " + MEND
IN_ARTICLES = [
    "UPDATE articles SET text = replace(text, 'Monday', 'Sunday') WHERE title = 'Harbour'",
    "UPDATE articles SET text = cast(x'ff41' || substr(cast(text AS BLOB), 3) AS TEXT) WHERE title = 'Harbour'",
    "UPDATE articles SET text = x'00ff' WHERE title = 'Harbour'",
    "UPDATE articles SET file = cast(x'ff41' AS TEXT) WHERE title = 'Harbour'",
    "UPDATE articles SET published = '2024-04-31' WHERE title = 'Harbour'",
    "UPDATE articles SET published = '2024-04-29' WHERE title = 'Harbour'",
    "UPDATE articles SET day = 'never' WHERE title = 'Harbour'",
    "UPDATE articles SET day = 99999999 WHERE title = 'Harbour'",
    "UPDATE articles SET authors = '[' WHERE title = 'Harbour'",
    "UPDATE articles SET origins = '{\"title\": \"nowhere\"}' WHERE title = 'Harbour'",
    "UPDATE articles SET remarks = 7 WHERE title = 'Harbour'",
    "UPDATE articles SET url = 'https://example.com' WHERE title = 'Harbour'",
    "UPDATE articles SET file = 'articles/market.txt' WHERE title = 'Harbour'",
]


@pytest.mark.parametrize("change", IN_ARTICLES)
def test_a_damaged_article_is_left_out_and_named_once_and_is_mended_from_its_file(made, change):
    before = all_that_is_stored(made)
    made.change(change)
    with made.opened() as (library, warnings):
        assert [each.title for each in library.catalogue.all_articles()] == ["Theatre", "Market"]
        assert library.articles([row[0] for row in made.rows(f"SELECT key FROM articles WHERE key = {HARBOUR}")]) == {}
        assert warnings == [ROW]
    report = made.index()
    assert [(each.path, each.reason) for each in report.remarks] == [
        ("articles/harbour.txt", "was damaged in the library and is read again from its file")
    ]
    assert (report.added, report.changed, report.removed) == (1, 0, 0)
    assert all_that_is_stored(made) == before
    assert made.rows("SELECT * FROM quarantined") == []
    assert made.rows("SELECT title FROM versions") == [("Theatre",)]
    assert made.index().remarks == ()


def test_a_damaged_article_whose_file_is_gone_is_set_aside_and_never_becomes_a_version(made):
    made.change(IN_ARTICLES[0])
    (made.articles / "harbour.txt").unlink()
    report = made.index()
    assert [(each.path, each.reason) for each in report.remarks] == [
        (
            "articles/harbour.txt",
            "was damaged in the library, and no file has it now: what is left of it is set aside in the table"
            " `quarantined`",
        )
    ]
    assert made.titles() == ["Market", "Theatre"]
    ((kind, content),) = made.rows("SELECT kind, content FROM quarantined")
    assert (kind, json.loads(content)["text"][:37]) == ("article", "The harbour of Fell closed on Sunday.")
    assert made.rows("SELECT title FROM versions") == [("Theatre",)]
    assert made.index().remarks == ()


IN_PARTS = [
    f"UPDATE sentences SET end = end - 1 WHERE article = {HARBOUR} AND number = 0",
    f"UPDATE sentences SET start = 5000, end = 9000 WHERE article = {HARBOUR} AND number = 1",
    f"UPDATE sentences SET start = 'x' WHERE article = {HARBOUR} AND number = 1",
    f"DELETE FROM sentences WHERE article = {HARBOUR} AND number = 2",
    f"UPDATE chunks SET first = 7 WHERE article = {HARBOUR} AND number = 0",
    f"UPDATE chunks SET last = 900 WHERE article = {HARBOUR} AND number = 0",
    f"UPDATE chunks SET day = 'x' WHERE article = {HARBOUR} AND number = 0",
    f"DELETE FROM chunks WHERE article = {HARBOUR} AND number = 1",
]


@pytest.mark.parametrize("change", IN_PARTS)
def test_damaged_sentences_and_chunks_are_quoted_by_nobody_and_made_anew_from_the_text(made, change):
    before = all_that_is_stored(made)
    made.change(change)
    with made.opened() as (library, warnings):
        keys = [row[0] for row in made.rows("SELECT key FROM articles ORDER BY title")]
        assert list(library.sentences(keys)) == keys[1:]
        assert warnings == [ROW]
    report = made.index()
    assert [(each.path, each.reason) for each in report.remarks] == [
        ("articles/harbour.txt", "what was made of it in the library was damaged and is made anew")
    ]
    assert all_that_is_stored(made) == before


IN_VECTORS = [
    f"UPDATE vectors SET vector = zeroblob(64) WHERE chunk IN (SELECT id FROM chunks WHERE article = {HARBOUR})",
    f"UPDATE vectors SET vector = x'00' WHERE chunk IN (SELECT id FROM chunks WHERE article = {HARBOUR})",
    f"UPDATE vectors SET vector = 'text' WHERE chunk IN (SELECT id FROM chunks WHERE article = {HARBOUR})",
    f"DELETE FROM vectors WHERE chunk IN (SELECT id FROM chunks WHERE article = {HARBOUR})",
    "INSERT INTO vectors VALUES (999, zeroblob(64))",
]


@pytest.mark.parametrize("change", IN_VECTORS)
def test_damaged_vectors_end_no_question_and_are_made_anew(made, change):
    before = all_that_is_stored(made)
    made.change(change)
    with made.opened() as (library, _):
        assert library.nearest(made.embedder.embed(["market hall"])[0], 3)
    assert len(made.index().remarks) == 1
    assert all_that_is_stored(made) == before


def test_a_library_without_checksums_is_compared_with_its_fingerprints_and_sealed_by_the_next_run(made):
    made.change("DELETE FROM article_checksums", "DELETE FROM checksums", IN_ARTICLES[0])
    with made.opened() as (library, warnings):
        assert [each.title for each in library.catalogue.all_articles()] == ["Theatre", "Market"]
        assert warnings == [ROW]
    assert len(made.index().remarks) == 1
    assert made.rows("SELECT count(*) FROM article_checksums WHERE row IS NOT NULL AND vectors IS NOT NULL") == [(3,)]
    kinds = {kind for (kind,) in made.rows("SELECT DISTINCT kind FROM checksums")}
    assert kinds == {"answers", "read_paths", "table", "versions"}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (f"UPDATE dates SET first = first + 1 WHERE article = {HARBOUR}", "The dates in"),
        (f"UPDATE utterances SET speaker = 'Bo Moss' WHERE article = {HARBOUR}", "Who says what in"),
    ],
)
def test_damaged_dates_and_speech_are_left_out_and_read_again(made, change, named):
    before = all_that_is_stored(made)
    made.change(change)
    with made.opened() as (library, warnings):
        library.catalogue.dates({key: library.articles([key])[key] for (key,) in made.rows("SELECT key FROM articles")})
        library.catalogue.soundness.utterances([key for (key,) in made.rows("SELECT key FROM articles")])
        assert warnings == [
            f"{named} the article 'articles/harbour.txt' is damaged in the library and left out. {MEND}"
        ]
    assert len(made.index().remarks) == 1
    assert all_that_is_stored(made) == before


def test_damaged_versions_answers_set_days_and_what_is_followed_are_set_aside(made):
    ((market,),) = made.rows("SELECT id FROM articles WHERE title = 'Market'")
    set_day(market, date(2024, 1, 1), made.plan())
    with made.opened() as (library, _):
        library.follow("markets", (), datetime(2024, 8, 1, tzinfo=UTC))
    made.change(
        "UPDATE versions SET text = 'The theatre of Fell burnt down.'",
        "UPDATE answers SET answer = '{}'",
        "UPDATE set_days SET day = '2023-01-01'",
        "UPDATE followed SET topic = 'theatres'",
    )
    with made.opened() as (library, warnings):
        ((theatre,),) = made.rows("SELECT id FROM articles WHERE title = 'Theatre'")
        assert library.versions.history(theatre).earlier == ()
        assert [each.answer for each in library.record.all()] == [""]
        assert library.followed.all() == []
        assert len(warnings) == 1
    remarks = made.index().remarks
    assert [each.reason.partition(":")[0] for each in remarks] == [
        "an earlier version of this article was damaged or lost",
        "the answer kept to this question was damaged",
        "the day set by hand for this article was damaged or lost",
        "what was followed under this name was damaged or lost",
    ]
    assert made.rows("SELECT kind FROM quarantined") == [("versions",), ("answers",), ("set_days",), ("followed",)]
    assert made.rows("SELECT count(*) FROM versions") == [(0,)]


@pytest.mark.parametrize("change", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}"])
def test_what_is_kept_of_removals_addresses_and_paths_is_set_aside_when_it_is_damaged(made, change):
    with made.opened() as (library, _):
        market = library.article("Market")[1]
    remove_articles([market], made.plan(), lambda *_: None, erase=False, erase_answers=False)
    with closing(create_catalogue(made.folder)) as connection:
        note_fetched(connection, made.folder, FetchedRow("https://example.org/feed", given=1))
    assert made.index().remarks == ()
    for table, column in (("removed", "content"), ("fetched", "options"), ("read_paths", "read_at")):
        made.change(change.format(table, column))
    fetch_due(FetchPlan(made.folder, own=frozenset({"https://example.org/feed"})), lambda *_: None)
    assert paths_read_before(made.root, made.folder) == []
    said = {each.path: each.reason.partition(":")[0] for each in made.index().remarks}
    assert sorted(reason.partition(" was damaged or lost")[0] for reason in said.values()) == [
        "that this article was removed by hand",
        "that this path is to be read",
        "what was known of this address",
    ]
    assert made.index().remarks == ()


def test_a_day_set_by_hand_and_a_version_that_are_gone_are_said_to_be_lost_once(made):
    ((market,),) = made.rows("SELECT id FROM articles WHERE title = 'Market'")
    set_day(market, date(2024, 1, 1), made.plan())
    assert made.index().remarks == ()
    made.change("DELETE FROM set_days", "DELETE FROM versions")
    assert [each.reason.partition(":")[0] for each in made.index().remarks] == [
        "an earlier version of this article was damaged or lost",
        "the day set by hand for this article was damaged or lost",
    ]
    assert made.index().remarks == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE words_docsize SET sz = x'7f7f' WHERE id = 1",
        "DELETE FROM words_docsize WHERE id = 1",
        "UPDATE words_config SET v = 0",
        "DELETE FROM words_config",
        "DELETE FROM words_data",
        "DELETE FROM words_idx",
        "UPDATE words_data SET block = zeroblob(length(block)) WHERE id > 100",
        "INSERT INTO replaced SELECT id, 'nobody', 1, '' FROM articles WHERE title = 'Harbour'",
        "UPDATE files SET sha256 = 7",
        "UPDATE files SET path = 'articles/nothing.txt' WHERE path = 'articles/harbour.txt'",
        "DELETE FROM addresses",
        "INSERT INTO failures VALUES ('articles/harbour.txt', 'none', 'never')",
        "UPDATE facts SET value = 'x' WHERE name = 'succession'",
        "UPDATE facts SET value = 'x' WHERE name = 'read_by'",
        "UPDATE facts SET value = 'x' WHERE name = 'made_by'",
    ],
)
def test_tables_of_which_no_row_is_quoted_are_made_anew(made, change):
    before = all_that_is_stored(made)
    made.change(change)
    report = made.index()
    assert report.remarks != ()
    assert report.removed == 0
    assert all_that_is_stored(made) == before
    assert made.index().remarks == ()


def test_a_damaged_article_is_never_stored_anew_as_sound(made):
    ((harbour,),) = made.rows("SELECT id FROM articles WHERE title = 'Harbour'")
    made.change(IN_ARTICLES[0])
    with pytest.raises(LibraryDamaged, match=r"'articles/harbour\.txt' is damaged"):
        set_day(harbour, date(2024, 1, 1), made.plan())
