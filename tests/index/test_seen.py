"""A library as it was on a day answers what one without the later articles answers, to the last bit."""

import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import LibraryMissing, UsageError
from assistant.index.library import Library
from assistant.records.questions import Filters
from small_library import Made

DAY = date(2025, 3, 1)
WORDS = ("ferry", "harbour", "strike", "mayor", "covid-19", "it", "bridges", "été")
TABLES = ("articles", "chunks", "sentences", "vectors", "marked", "dates", "utterances")


def row(number: int, *, later: bool = False) -> dict[str, str]:
    """An article of a few of the words, on a day of its own; one in nine has no day."""
    draw = random.Random(number)
    text = "".join(f"The {' '.join(draw.choices(WORDS, k=draw.randint(3, 9)))} again. " for _ in range(4))
    day = DAY + timedelta(days=draw.randint(1, 90) if later else -draw.randint(0, 90))
    dated = {} if number % 9 == 0 and not later else {"date": day.isoformat()}
    title = " ".join(draw.choices(WORDS, k=3))
    return {"url": f"https://tide.example/{number}", "title": title, "source": "The Tide", "text": text, **dated}


EARLIER = [row(number) for number in range(40)]
LATER = [row(number, later=True) for number in range(100, 130)]


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A library that never held a later article."""
    return indexed(tmp_path_factory.mktemp("earlier"), EARLIER, [])


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A library where half of the later articles were read before the earlier ones."""
    return indexed(tmp_path_factory.mktemp("both"), EARLIER, LATER)


def indexed(root: Path, early: list[dict[str, str]], late: list[dict[str, str]]) -> Made:
    made = Made(root)
    made.write_rows("first.jsonl", late[: len(late) // 2])
    made.write_rows("rows.jsonl", early)
    made.write_rows("second.jsonl", late[len(late) // 2 :])
    for name in ("first.jsonl", "rows.jsonl", "second.jsonl"):
        made.index(name)
    return made


def told(library: Library, made: Made, words: list[str], filters: Filters, limit: int) -> object:
    """What a search finds, each chunk by its article and number."""
    vector = made.embedder.embed([" ".join(words)])[0]
    found = (library.with_words(words, limit, filters), library.nearest(vector, limit, filters))
    places = [library.catalogue.places_of_chunks([number for number, _ in each]) for each in found]
    return [[(*place[number], score) for number, score in each] for each, place in zip(found, places, strict=True)], [
        library.commonness(word) for word in words
    ]


@settings(max_examples=60)
@given(
    words=st.lists(st.sampled_from([*WORDS, "covid", "nobody", "a", "—", "it it"]), min_size=1, max_size=5),
    filters=st.sampled_from(
        [
            Filters(as_of=DAY),
            Filters(as_of=DAY, since=date(2025, 1, 10)),
            Filters(as_of=DAY, until=date(2025, 12, 1), sources=("the tide",)),
        ]
    ),
    limit=st.sampled_from([1, 3, 10, 1_000]),
)
def test_search_as_of_a_day_is_that_of_a_library_without_later_articles_to_the_last_bit(
    earlier: Made, both: Made, words: list[str], filters: Filters, limit: int
) -> None:
    with earlier.opened() as (without, _), both.opened() as (with_later, _):
        assert told(with_later.as_of(DAY), both, words, filters, limit) == told(
            without.as_of(DAY), earlier, words, filters, limit
        )


def test_a_published_generation_of_vectors_is_not_asked_about_an_earlier_day(earlier: Made, tmp_path: Path) -> None:
    """Its neighbours change with every vector added."""
    made = Made(tmp_path)
    made.write_rows("later.jsonl", LATER)
    made.write_rows("rows.jsonl", EARLIER)
    made.index("later.jsonl")
    made.index("rows.jsonl", tail_chunks=10)
    assert made.rows("SELECT count(*) FROM generations") == [(1,)]
    with earlier.opened() as (without, _), made.opened() as (with_later, warnings):
        for words in (["ferry"], ["harbour", "strike"], ["mayor"]):
            assert told(with_later.as_of(DAY), made, words, Filters(as_of=DAY), 5) == told(
                without.as_of(DAY), earlier, words, Filters(as_of=DAY), 5
            )
        assert warnings == []


@settings(max_examples=60)
@given(words=st.lists(st.sampled_from([*WORDS, "covid", "nobody", "a", "—", "it it"]), min_size=1, max_size=5))
def test_words_are_scored_as_fts5_scores_them_when_nothing_is_later(both: Made, words: list[str]) -> None:
    with both.opened() as (library, _):
        query = " OR ".join('"' + word.replace("-", " ") + '"' for word in words)
        theirs = dict(both.rows(f"SELECT rowid, -bm25(words, 2.0, 1.0) FROM words WHERE words MATCH '{query}'"))
        for each in (library, library.as_of(date.max)):
            ours = dict(each.with_words(words, 10_000))
            assert ours.keys() == theirs.keys()
            assert all(abs(ours[number] - theirs[number]) < 1e-9 for number in ours)
        assert [library.commonness(word) for word in words] == [
            library.as_of(date.max).commonness(word) for word in words
        ]


def test_every_table_with_articles_in_it_shows_those_of_the_day_alone(earlier: Made, both: Made) -> None:
    with earlier.opened() as (without, _), both.opened() as (with_later, _):
        seen = with_later.as_of(DAY)
        assert {table: seen.catalogue.count(table) for table in TABLES} == {
            table: without.catalogue.count(table) for table in TABLES
        }
        assert (seen.later_articles(), without.as_of(DAY).later_articles(), with_later.later_articles()) == (30, 0, 0)
        assert seen.catalogue.published_span() == without.catalogue.published_span()


def test_a_later_day_of_a_library_as_it_was_shows_no_more_and_an_earlier_one_less(both: Made) -> None:
    with both.opened() as (library, _):
        seen = library.as_of(DAY)
        assert library.as_of(None) is library
        assert seen.as_of(None) is seen.as_of(date.max) is seen
        assert seen.as_of(date(2024, 12, 15)).catalogue.newest(Filters()) <= date(2024, 12, 15)


def test_as_of_many_days_keeps_few_files_open(both: Made) -> None:
    with both.opened() as (library, _):
        counts = [library.as_of(DAY - timedelta(days=days)).catalogue.count("articles") for days in range(100)]
        assert counts == sorted(counts, reverse=True)
        assert len(library._on_days) == 8


def test_a_later_article_cannot_be_named_and_makes_no_title_ambiguous(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.write({"a.txt": "title: Same\ndate: 2025-01-01\n\nOne.", "b.txt": "title: Same\ndate: 2025-06-01\n\nTwo."})
    made.index()
    with made.opened() as (library, _):
        assert library.as_of(DAY).article("Same")[1].text == "One."
        with pytest.raises(UsageError):
            library.as_of(DAY).article("b.txt")


def test_a_day_before_every_article_is_a_library_without_articles(earlier: Made) -> None:
    with earlier.opened() as (library, _):
        dated = Filters(until=date.max)
        assert list(library.as_of(date.min).catalogue.all_articles(dated)) == []


def test_a_library_of_later_articles_alone_says_that_it_holds_none_of_the_day(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.write_rows("later.jsonl", LATER[:2])
    made.index()
    with made.opened() as (library, _), pytest.raises(LibraryMissing) as error:
        library.as_of(DAY).require_articles()
    assert "holds no article published by 2025-03-01." in str(error.value)
    with made.opened() as (library, _):
        assert library.as_of(DAY).with_words(["ferry"], 10) == []
        assert library.as_of(DAY).nearest(np.ones(32, dtype=np.float32), 10) == []


def test_nothing_of_the_words_can_be_asked_for_past_the_day(both: Made) -> None:
    """A question of SQL to the full-text index would count later chunks: through this connection there is none."""
    with both.opened() as (library, _):
        assert library.as_of(DAY).catalogue.count("words") == 0
