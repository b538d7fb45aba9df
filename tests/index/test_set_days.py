from datetime import date
from pathlib import Path

import pytest

from assistant.articles.metadata.published import DateOrder
from assistant.errors import LibraryLocked, UsageError
from assistant.index.lock import writer_lock
from assistant.index.storage.set_days import OwnDate
from assistant.index.updating.dating import set_day
from assistant.records.articles import Origin
from assistant.records.questions import Filters
from small_library import Made, WordEmbedder, counts

TIDE = "Date: 2024-08-01\n\nThe tide rose by two metres.\n"
OWN = OwnDate(date(2024, 8, 1), None, Origin.HEADER)
SET = date(2024, 7, 1)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path)
    made.write({"tide.txt": TIDE, "moon.txt": "title: The moon\n\nThe moon pulls the sea.\n"})
    made.index()
    return made


def id_of(made: Made, name: str) -> str:
    with made.opened() as (library, _):
        found: str = library.article(name)[1].id
        return found


def set_tide(made: Made, day: date | None) -> OwnDate:
    return set_day(id_of(made, "tide.txt"), day, made.plan())[1]


def state(made: Made, name: str = "tide.txt") -> tuple[date | None, Origin | None]:
    """An article's day and its origin; the days of its chunks are the same."""
    with made.opened() as (library, _):
        key, article = library.article(name)
        days = {
            None if row is None else date.fromordinal(row)
            for (row,) in made.rows(f"SELECT day FROM chunks WHERE article = {key}")
        }
        assert days == {article.published}
        return article.published, article.origins.get("published")


def test_a_day_set_by_hand_is_the_articles_day_everywhere(made):
    made.embedder.texts.clear()
    assert set_tide(made, SET) == OWN
    assert state(made) == (SET, Origin.SET)
    assert made.embedder.texts == ["The tide rose by two metres.\n1 July 2024\nThe tide rose by two metres."]
    with made.opened() as (library, _):
        ids = [number for number, _ in library.with_words(["tide"], 10, Filters(until=SET))]
        assert [row.chunk.number for row in library.chunks(ids).values()] == [0]
        found = library.nearest(made.embedder.embed(["tide"])[0], 10, Filters(since=SET, until=SET))
        assert [number for number, _ in found] == ids


def test_an_undated_article_may_be_dated_and_undone(made):
    moon = id_of(made, "moon.txt")
    set_day(moon, SET, made.plan())
    assert state(made, "moon.txt") == (SET, Origin.SET)
    article, own = set_day(moon, None, made.plan())
    assert (article.published, own) == (None, OwnDate())
    assert state(made, "moon.txt") == (None, None)


def test_taking_it_back_restores_the_articles_own_date_and_time_without_its_file(made):
    made.write({"tide.txt": TIDE.replace("2024-08-01", "2024-08-01T23:30:00-05:00")})
    made.index()
    before = made.rows(
        "SELECT published, published_time, origins, remarks, text, fingerprint FROM articles ORDER BY id"
    )
    set_tide(made, SET)
    (made.articles / "tide.txt").unlink()
    assert set_tide(made, date(2024, 7, 2)).time == "2024-08-01T23:30:00-05:00"
    assert set_tide(made, None).time == "2024-08-01T23:30:00-05:00"
    after = made.rows("SELECT published, published_time, origins, remarks, text, fingerprint FROM articles ORDER BY id")
    assert after == before


def test_it_survives_indexing_and_costs_nothing_then(made):
    set_tide(made, SET)
    assert counts(made.index()) == (0, 0, 0, 2, 0)
    assert counts(made.index(date_order=DateOrder.MONTH_FIRST)) == (0, 0, 0, 2, 0)  # every file is read
    assert made.embedder.texts == []
    assert state(made) == (SET, Origin.SET)


def test_it_survives_a_changed_text_and_date_and_what_is_taken_back_is_the_new_one(made):
    set_tide(made, SET)
    made.write({"tide.txt": TIDE.replace("two", "three").replace("08-01", "08-02")})
    assert counts(made.index()) == (0, 1, 0, 1, 0)
    assert state(made) == (SET, Origin.SET)
    made.write({"tide.txt": TIDE.replace("two", "three").replace("08-01", "08-03")})
    assert counts(made.index()) == (0, 0, 0, 2, 0)  # only what the file gives changed, which is not in use
    assert set_tide(made, None) == OwnDate(date(2024, 8, 3), None, Origin.HEADER)
    assert state(made) == (date(2024, 8, 3), Origin.HEADER)


def test_it_survives_another_embedder_and_a_file_that_was_gone(made):
    set_tide(made, SET)
    assert counts(made.index(embedder=WordEmbedder("words 2"))) == (0, 2, 0, 0, 0)
    assert state(made) == (SET, Origin.SET)
    made.write({"away.txt": "x"})
    (made.articles / "tide.txt").rename(made.root / "tide.txt")
    made.index(embedder=WordEmbedder("words 2"))
    (made.root / "tide.txt").rename(made.articles / "tide.txt")
    made.index(embedder=WordEmbedder("words 2"))
    assert state(made) == (SET, Origin.SET)


def test_a_published_generation_follows(made):
    made.index(tail_chunks=0)
    set_tide(made, SET)
    with made.opened() as (library, warnings):
        found = library.nearest(made.embedder.embed(["tide rose metres"])[0], 10, Filters(until=SET))
        assert len(found) == 1
        assert warnings == []
    made.index(tail_chunks=0)
    with made.opened() as (library, _):
        assert len(library.nearest(made.embedder.embed(["tide"])[0], 10, Filters(until=SET))) == 1
        assert len(library.nearest(made.embedder.embed(["tide"])[0], 10, Filters(since=date(2024, 7, 2)))) == 0


def test_nothing_is_set_for_an_article_that_is_not_there_nor_taken_back_where_nothing_is_set(made):
    with pytest.raises(UsageError, match="There is no article 'aaaaaaaaaaaa'"):
        set_day("aaaaaaaaaaaa", SET, made.plan())
    with pytest.raises(UsageError, match="No day is set by hand for article"):
        set_tide(made, None)


def test_nothing_is_set_while_another_process_writes(made):
    with writer_lock(made.folder, "assistant index"), pytest.raises(LibraryLocked):
        set_tide(made, SET)


def test_nothing_is_set_in_a_library_of_another_embedder(made):
    with pytest.raises(UsageError, match="made with another embedder"):
        set_day(id_of(made, "tide.txt"), SET, made.plan(embedder=WordEmbedder("words 2")))


HEADER = [{}, {"url": "https://tide.example/2024/tide"}]


@pytest.mark.parametrize("header", HEADER)
def test_it_goes_on_with_a_renamed_file_and_is_taken_back_there(made, header):
    text = "".join(f"{name}: {value}\n" for name, value in header.items()) + TIDE
    made = Made(made.root / "again")
    made.write({"tide.txt": text, "moon.txt": "The moon pulls the sea."})
    made.index()
    old_id = id_of(made, "tide.txt")
    set_tide(made, SET)
    (made.articles / "tide.txt").rename(made.articles / "ebb.txt")
    report = made.index()
    assert (*counts(report), report.renamed) == (0, 0, 0, 1, 0, 1)
    assert made.embedder.texts == []
    assert state(made, "ebb.txt") == (SET, Origin.SET)
    assert id_of(made, old_id) == id_of(made, "ebb.txt")
    assert made.rows("SELECT * FROM versions") == []
    assert counts(made.index()) == (0, 0, 0, 2, 0)
    assert set_day(id_of(made, "ebb.txt"), None, made.plan())[1] == OWN
    assert state(made, "ebb.txt") == (OWN.day, Origin.HEADER)
    assert made.rows("SELECT * FROM set_days") == []


@pytest.mark.parametrize("header", HEADER)
def test_it_goes_on_with_a_file_that_comes_back_under_another_name(made, header):
    text = "".join(f"{name}: {value}\n" for name, value in header.items()) + TIDE
    made = Made(made.root / "again")
    made.write({"tide.txt": text, "moon.txt": "The moon pulls the sea."})
    made.index()
    set_tide(made, SET)
    (made.articles / "tide.txt").rename(made.root / "tide.txt")
    made.index()
    (made.root / "tide.txt").rename(made.articles / "ebb.txt")
    made.index()
    assert state(made, "ebb.txt") == (SET, Origin.SET)
    assert made.rows("SELECT * FROM versions") == []
    assert set_day(id_of(made, "ebb.txt"), None, made.plan())[1] == OWN


def test_a_day_set_for_one_of_two_files_with_one_url_stays_its_own_when_the_other_goes(made):
    url = "url: https://tide.example/2024/tide\n"
    made.write({"tide.txt": url + TIDE, "tide-2.txt": url + TIDE.replace("08-01", "08-03")})
    made.index()
    set_tide(made, SET)
    (made.articles / "tide.txt").unlink()
    made.index()
    assert state(made, "tide-2.txt") == (date(2024, 8, 3), Origin.HEADER)


def test_it_goes_on_with_a_renamed_file_for_which_a_later_one_stands(made):
    url = "url: https://tide.example/2024/tide\n"
    made.write({"tide.txt": url + TIDE, "later.txt": url + TIDE.replace("08-01", "08-03").replace("two", "three")})
    made.index()
    set_tide(made, SET)
    (made.articles / "tide.txt").rename(made.articles / "ebb.txt")
    made.index()
    assert state(made, "ebb.txt") == (SET, Origin.SET)
