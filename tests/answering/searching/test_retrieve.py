from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.asking.understand import understand
from assistant.answering.searching.retrieve import Retrieved, SearchOptions, retrieve
from assistant.errors import UsageError
from assistant.records.evidence import Passage
from assistant.records.questions import NO_FILTERS, Filters, Question, Understood
from small_library import Made

TODAY = date(2025, 3, 2)
ONE_EACH = SearchOptions(per_article=1)
STORM = "The storm closed the harbour for six days, and boats lay three deep along the outer wall until it was over."
ROWS = [
    # One fact in the same words, differently put: the same to both searches, and no copies.
    {"title": "Pier", "date": "2025-01-01", "source": "The Tide", "text": "On Monday the ferry was late at the pier."},
    {"title": "Pier", "date": "2025-03-01", "source": "The Tide", "text": "The ferry at the pier was late on Monday."},
    {"title": "Pier", "source": "The Tide", "text": "Late was the ferry on Monday at the pier."},
    # One report in four papers, one of them with another lead; and what another reporter wrote.
    {"title": "Storm closes harbour", "date": "2025-02-01", "source": "Wire", "text": STORM},
    {"title": "Harbour shut", "date": "2025-02-01", "source": "The Tide", "text": STORM},
    {"title": "Boats stuck", "date": "2025-02-02", "source": "L’ÉCHO", "text": f"Boats are stuck. {STORM}"},
    {"title": "Six days", "date": "2025-02-03", "source": "Post", "text": STORM.upper()},
    {
        "title": "Closed",
        "date": "2025-02-03",
        "source": "Post",
        "text": "Six days of storm: the harbour is shut, boats wait.",
    },
    # Enough for several chunks.
    {"title": "Lanterns", "date": "2025-02-10", "text": "\n\n".join(f"Lantern {n} was lit. " * 25 for n in range(6))},
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    made = Made(tmp_path_factory.mktemp("library"))
    made.write_rows("rows.jsonl", ROWS)
    made.index()
    return made


@pytest.fixture(scope="module")
def library(made):
    with made.opened() as (library, warnings):
        yield library
    assert warnings == []


def ask(made, library, text, *, today=TODAY, filters=NO_FILTERS, search_options=ONE_EACH) -> Retrieved:
    return retrieve(understand(Question(text, today, filters)), library, made.embedder, search_options)


def days(retrieved: Retrieved, title: str) -> list[str | None]:
    found = [each.article for each in retrieved.passages if each.article.title == title]
    return [article.published.isoformat() if article.published else None for article in found]


def test_where_the_latest_is_not_asked_for_all_days_weigh_alike(made, library):
    found = ask(made, library, "Was the ferry late at the pier on Monday?")
    assert {each.scores.date_prior for each in found.passages} == {1.0}


def test_for_the_latest_recency_is_counted_from_the_newest_article(made, library):
    query = understand(Question("Was the ferry late at the pier on Monday?", date(2029, 1, 1)))
    latest = replace(query, understood=Understood(latest=True))
    found = retrieve(latest, library, made.embedder, SearchOptions(per_article=1))
    assert found.passages[0].scores.date_prior == 2.5


@pytest.mark.parametrize(
    ("filters", "expected", "undated"),
    [
        (Filters(as_of=date(2025, 1, 15)), ["2025-01-01", None], 0),
        (Filters(as_of=date(2025, 3, 1)), ["2025-03-01", "2025-01-01", None], 0),
        (Filters(since=date(2025, 2, 1)), ["2025-03-01"], 1),
        (Filters(until=date(2025, 2, 1)), ["2025-01-01"], 1),
        (Filters(since=date(2025, 1, 1), until=date(2025, 1, 1)), ["2025-01-01"], 1),
        (Filters(until=date(2025, 3, 1), as_of=date(2025, 1, 15)), ["2025-01-01"], 1),
        (Filters(sources=("THE TIDE",)), ["2025-03-01", "2025-01-01", None], 0),
        (Filters(sources=("the tide",), since=date(2025, 2, 1)), ["2025-03-01"], 1),
        (Filters(sources=("Post",)), [], 0),
    ],
)
def test_filters_hold_and_the_undated_articles_left_out_are_counted(made, library, filters, expected, undated):
    found = ask(made, library, "Was the ferry late at the pier on Monday?", filters=filters)
    assert set(days(found, "Pier")) == set(expected)
    assert len(days(found, "Pier")) == len(expected)
    assert found.undated_articles == undated


def test_a_source_is_named_without_regard_to_case_in_any_script(made, library):
    found = ask(made, library, "boats", filters=Filters(sources=("l’écho",)))
    assert [each.article.title for each in found.passages] == ["Boats stuck"]


def test_nothing_let_through_is_nothing_found(made, library):
    early = Filters(until=date(1999, 1, 1))
    assert ask(made, library, "boats", filters=early) == Retrieved((), undated_articles=1)


def test_a_source_that_no_article_has_is_wrong_usage(made, library):
    with pytest.raises(UsageError) as error:
        ask(made, library, "boats", filters=Filters(sources=("Wire", "Nobody")))
    assert str(error.value) == "No article is from 'Nobody'. The sources are: The Tide, Post, L’ÉCHO, Wire."


def test_an_empty_library_finds_nothing(tmp_path):
    made = Made(tmp_path)
    made.index()
    with made.opened() as (library, _):
        assert ask(made, library, "boats") == Retrieved(())


def test_copies_of_one_text_are_one_passage_that_names_the_others(made, library):
    found = ask(made, library, "Why did boats lie three deep along the outer wall?")
    first = found.passages[0]
    titles = {first.article.title, *(each.title for each in first.every_copy)}
    assert titles == {"Storm closes harbour", "Harbour shut", "Boats stuck", "Six days"}
    assert len(first.every_copy) == 3
    others = [
        title for each in found.passages[1:] for title in (each.article.title, *(one.title for one in each.every_copy))
    ]
    assert not titles & set(others)
    assert "Closed" in others


def test_one_article_gives_no_more_passages_than_wished(made, library):
    for most in (1, 2, 4):
        found = ask(made, library, "Which lantern was lit?", search_options=SearchOptions(per_article=most))
        chunks = [each.chunk.number for each in found.passages if each.article.title == "Lanterns"]
        assert len(chunks) == len(set(chunks)) == most


def test_no_more_passages_are_found_than_wished(made, library):
    for limit in (1, 3):
        assert (
            len(ask(made, library, "harbour pier lantern", search_options=SearchOptions(limit=limit)).passages) == limit
        )


def test_a_word_that_only_the_title_holds_finds_the_article(made, library):
    assert ask(made, library, "Stuck?").passages[0].article.title == "Boats stuck"


WORDS = sorted({word.strip(".,:").lower() for row in ROWS for word in row["text"].split()} | {"comet", "“", "¿", "'"})


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), per_article=st.integers(1, 3))
def test_passages_are_whole_chunks_best_first_whatever_is_asked(made, library, words, per_article):
    found = ask(made, library, " ".join(words), search_options=SearchOptions(limit=5, per_article=per_article))
    assert 1 <= len(found.passages) <= 5
    scores = [each.scores.fused for each in found.passages]
    assert scores == sorted(scores, reverse=True)
    for each in found.passages:
        assert is_whole(each)
    named = [article.id for each in found.passages for article in each.copies]
    assert len({(each.article.id, each.chunk.number) for each in found.passages}) == len(found.passages)
    assert all(len(set(map(id, each.copies))) == len(each.copies) for each in found.passages)
    assert not set(named) & {each.article.id for each in found.passages if each.copies}


def is_whole(passage: Passage) -> bool:
    """Whether it is a whole chunk, or what a longer reprint adds at an end of one."""
    numbers = [sentence.number for sentence in passage.sentences]
    chunk = list(range(passage.chunk.first, passage.chunk.last))
    ends = (chunk[: len(numbers)], chunk[-len(numbers) :])
    return numbers in ends and passage.text in passage.article.text
