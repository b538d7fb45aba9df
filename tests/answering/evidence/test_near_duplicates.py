from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.evidence.near_duplicates import also_in, fold_copies, is_copy, key_of, stands_in
from assistant.language.sentences import split_sentences
from assistant.records.articles import Article, Chunk
from assistant.records.evidence import Passage, Scores

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


def article(name: str, text: str) -> Article:
    return Article(id=name, path=f"{name}.txt", text=text, title=name, published=date(2025, 2, 18))


def passage(name: str, text: str, first: int = 0, last: int | None = None) -> Passage:
    """The sentences of an article's text from `first` to before `last`, as one chunk."""
    sentences = split_sentences(text)[first:last]
    return Passage(article(name, text), Chunk(first, first, first + len(sentences)), sentences, Scores(1.0))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("“It’s shut,” he said – twice.", '"It\'s shut", he said -- twice', True),
        ("PORTVILLE (Wire) - The river rose.", "THE RIVER ROSE.", True),
        ("It fell by 4.5 per cent.", "It fell by 4.5%.", True),
        ("Some 2,900 people, on-line", "Some 2900 people online", True),
        ("The river rose.", "A river rose.", False),
        ("The river rose.", "The river did not rise.", False),
        ("It cost 4.5 million.", "It cost 45 million.", False),
        ("It cost $5.", "It cost €5.", False),
        ("It was -5 degrees.", "It was 5 degrees.", False),
        ("It can be.", "It can't be.", False),
        ("On 1 12 ships sailed.", "On 11 2 ships sailed.", False),
        ("Yes.", "No.", False),
        ("…", "…", True),
        ("…", "!", False),
        ("潮は上がった。", "潮は上がった", True),
        ("वह की", "वह कि", False),
    ],
)
def test_two_sentences_are_one_when_only_typography_differs(first, second, same):
    assert (key_of(first) == key_of(second)) is same


@given(
    st.lists(st.sampled_from(["- Wool.", "- two ships", "The river rose.", "Ferries sail again", "“Yes,” he said."]))
)
def test_every_sentence_stands_in_its_own_article(lines):
    whole = article("a", "\n".join(lines))
    assert all(stands_in(each.of(whole.text), whole) for each in split_sentences(whole.text))


def test_a_folded_passage_leaves_its_copies_to_the_one_it_is_folded_into():
    first, second, third = (passage(name, FLOOD) for name in "abc")
    folded = fold_copies([first, *fold_copies([second, third])])
    assert [[copy.id for copy in each.copies] for each in folded] == [["b", "c"]]


def test_a_sentence_stands_in_an_article_only_as_a_sentence():
    said = article("a", "It is false that the river rose. Nobody drowned.")
    assert not stands_in("The river rose.", said)
    assert stands_in("NOBODY DROWNED", said)
    assert also_in("Nobody drowned.", said, [said, article("b", "Nobody drowned!"), article("c", FLOOD)]) == (
        article("b", "Nobody drowned!"),
    )


@pytest.mark.parametrize(
    ("first", "second", "copied"),
    [
        (FLOOD, FLOOD, True),
        (FLOOD, FLOOD.upper(), True),
        (FLOOD, f"PORTVILLE (Wire) - {FLOOD}", True),
        (FLOOD, f"{FLOOD} More tomorrow.", True),
        (FLOOD, f"The wire reports. {FLOOD}", True),
        (FLOOD, FLOOD.split(" The bridge", maxsplit=1)[0], True),
        (FLOOD, FLOOD.replace("240", "410"), False),
        (FLOOD, FLOOD.replace("Tuesday", "Thursday"), False),
        (FLOOD, FLOOD.replace("was shut", "was not shut"), False),
        (FLOOD, f"{FLOOD.replace('stayed closed', 'opened')} More tomorrow.", False),
        (FLOOD, OTHER_REPORT, False),
    ],
)
def test_a_passage_is_a_copy_when_all_its_sentences_or_all_of_the_others_stand_in_the_other(first, second, copied):
    assert is_copy(passage("a", first), passage("b", second)) is copied
    assert is_copy(passage("b", second), passage("a", first)) is copied


def test_two_parts_of_one_article_are_no_copies():
    assert not is_copy(passage("a", FLOOD), passage("a", FLOOD))


def test_copies_are_named_once_each_and_what_a_longer_one_adds_stays():
    folded = fold_copies(
        [
            passage("wire", FLOOD),
            passage("own", OTHER_REPORT),
            passage("post", FLOOD.upper()),
            passage("tide", f"{FLOOD} More tomorrow."),
            passage("post", FLOOD.upper(), first=1),
            passage("mail", FLOOD, last=1),
            passage("brief", FLOOD.split(" Ferries", maxsplit=1)[0]),
        ]
    )
    shown = [
        (
            each.article.id,
            each.text,
            [copy.id for copy in each.copies],
            [copy.id for copy in each.partial_copies],
        )
        for each in folded
    ]
    assert shown == [
        ("wire", FLOOD, ["post", "tide", "mail"], ["brief"]),
        ("own", OTHER_REPORT, [], []),
        ("tide", "More tomorrow.", [], []),
    ]


WORDS = st.sampled_from("the river rose and fell again while boats lay by the wall".split())
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
PASSAGES = st.lists(TEXTS, max_size=8).map(
    lambda texts: [passage(f"article {number}", text) for number, text in enumerate(texts)]
)


@given(TEXTS)
def test_the_same_text_is_a_copy(text):
    assert is_copy(passage("a", text), passage("b", text))


@given(PASSAGES)
def test_folding_loses_no_article_and_keeps_the_order(passages):
    folded = fold_copies(passages)
    named = [article.id for each in folded for article in (each.article, *each.every_copy)]
    assert sorted(named) == sorted(each.article.id for each in passages)
    places = {each.article.id: place for place, each in enumerate(passages)}
    assert all(places[one.article.id] < places[other.article.id] for one, other in pairwise(folded))
    assert all(places[each.article.id] < places[copy.id] for each in folded for copy in each.every_copy)


@given(PASSAGES)
def test_what_is_folded_once_stays_as_it_is(passages):
    folded = fold_copies(passages)
    assert fold_copies(folded) == folded
