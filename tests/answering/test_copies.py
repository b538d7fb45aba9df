from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.copies import Shingles
from assistant.answering.retrieve import fold_copies
from assistant.types import Article, Chunk, Passage, Scores, Sentence

FLOOD = (
    "The river burst its banks early on Tuesday after a storm brought 94 millimetres of rain in twelve hours, killing"
    " one man and flooding about 240 homes, civil protection officials said. Ferries were cancelled and schools stayed"
    " closed. The bridge at the market was shut to lorries until engineers had looked at its piers."
)
OTHER_REPORT = (
    "Early on Tuesday the river rose over its banks. Officials of the civil protection said that some 240 homes were"
    " flooded and that one man had died; twelve hours of rain had brought 94 millimetres. There were no ferries,"
    " schools were closed, and no lorry was let over the market bridge before its piers were inspected."
)


def passage(name: str, text: str, start: int = 0, end: int | None = None, score: float = 1.0) -> Passage:
    """The part of an article's text from `start` to `end`, as one chunk of one sentence."""
    article = Article(id=name, path=f"{name}.txt", text=text, title=name, published=date(2025, 2, 18))
    sentence = Sentence(0, start, len(text) if end is None else end, 0)
    return Passage(article, Chunk(start, 0, 1), (sentence,), Scores(score))


@pytest.mark.parametrize(
    ("first", "second", "copied"),
    [
        (FLOOD, FLOOD, True),
        (FLOOD, FLOOD.upper(), True),
        (FLOOD, f"PORTVILLE (Wire) - {FLOOD}", True),
        (FLOOD, FLOOD.replace("240", "410").replace("one man", "two men"), True),
        (FLOOD, FLOOD.replace(", ", "; ").replace("-", " "), True),
        (FLOOD, OTHER_REPORT, False),
        (FLOOD, FLOOD[: len(FLOOD) // 3] + OTHER_REPORT, False),
        ("Yes.", "Yes.", True),
        ("Yes.", "No.", False),
        ("Yes, indeed.", "yes indeed", False),
        ("…", "…", True),
        ("潮は上がった。", "潮は上がった。", True),
    ],
)
def test_a_text_is_a_copy_when_nearly_all_its_runs_of_words_stand_in_the_other(first, second, copied):
    assert Shingles().is_copy(passage("a", first), passage("b", second)) is copied


def test_a_part_of_a_reprint_is_a_copy_of_any_part_of_the_original_but_not_of_one_that_only_quotes_it():
    half = len(FLOOD) // 2
    original, reprint = passage("a", FLOOD, end=half), passage("b", f"{FLOOD} By the Wire.", start=half)
    quoting = passage("c", f"{OTHER_REPORT} {FLOOD[:half]}", end=len(OTHER_REPORT))
    assert Shingles().is_copy(original, reprint)
    assert not Shingles().is_copy(original, quoting)


def test_two_parts_of_one_article_are_no_copies():
    assert not Shingles().is_copy(passage("a", FLOOD), passage("a", FLOOD))


def test_copies_are_named_once_each_in_the_order_of_their_scores():
    folded = fold_copies(
        [
            passage("wire", FLOOD),
            passage("own", OTHER_REPORT),
            passage("post", FLOOD.upper()),
            passage("tide", f"{FLOOD} More tomorrow."),
            passage("post", FLOOD.upper(), start=1),
            passage("wire", FLOOD, start=20),
        ]
    )
    assert [(each.article.id, each.chunk.number, [copy.id for copy in each.copies]) for each in folded] == [
        ("wire", 0, ["post", "tide"]),
        ("own", 0, []),
        ("wire", 20, []),
    ]


WORDS = st.sampled_from("the river rose and fell again while boats lay by the wall".split())
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
PASSAGES = st.lists(TEXTS, max_size=8).map(
    lambda texts: [passage(f"article {number}", text) for number, text in enumerate(texts)]
)


@given(TEXTS, TEXTS)
def test_being_a_copy_goes_both_ways(first, second):
    one, other = passage("a", first), passage("b", second)
    assert Shingles().is_copy(one, other) == Shingles().is_copy(other, one)


@given(TEXTS)
def test_the_same_text_is_a_copy(text):
    assert Shingles().is_copy(passage("a", text), passage("b", text))


@given(PASSAGES)
def test_folding_loses_no_article_and_keeps_the_order(passages):
    folded = fold_copies(passages)
    named = [article.id for each in folded for article in (each.article, *each.copies)]
    assert sorted(named) == sorted(each.article.id for each in passages)
    places = {each.article.id: place for place, each in enumerate(passages)}
    assert all(places[one.article.id] < places[other.article.id] for one, other in pairwise(folded))
    assert all(places[each.article.id] < places[copy.id] for each in folded for copy in each.copies)


@given(PASSAGES)
def test_what_is_folded_once_stays_as_it_is(passages):
    folded = fold_copies(passages)
    assert fold_copies(folded) == folded
