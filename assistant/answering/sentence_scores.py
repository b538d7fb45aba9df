"""Passages to candidate sentences, each with the clues that speak for its answering the question."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.coverage import Terms, numbers_in, share, stems_in
from assistant.answering.cues import holds
from assistant.answering.understand import Query
from assistant.types import Article, Embedder, Passage, Sentence

# A line with fewer words and without a full stop is a heading, a byline or a caption.
_FEWEST_WORDS = 4
_FEWEST_WITHOUT_STOP = 14
_STOP = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*$")
_APPARATUS = re.compile(
    r"^(?:by [A-Z]|©|copyright\b|photo(?:graph)?s?\b|image\b|picture:|read more\b|related:|sign up\b|subscribe\b|click here\b)|"
    r"\ball rights reserved\b|/(?:AFP|Getty|Reuters|AP)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clues:
    """What speaks for a sentence, each from 0 to 1 but for cosines and `length` (logarithm of its words)."""

    own: float  # the question's terms it holds itself
    near: float  # … with its title and the sentences around it
    page: float  # … with all that was found of its article
    names: float
    names_near: float
    names_page: float
    numbers_page: float
    cosine: float
    cosine_near: float
    passage_cosine: float
    rank: float
    wanted: float
    lead: float
    length: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could be cited."""

    article: Article
    copies: tuple[Article, ...]
    sentence: Sentence
    clues: Clues

    @property
    def text(self) -> str:
        return self.sentence.of(self.article.text)


@dataclass(frozen=True, slots=True)
class _Found:
    """All that was found of one article: its passages' sentences in order, and its best passage."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    rank: float


def candidates_for(query: Query, terms: Terms, passages: Sequence[Passage], embedder: Embedder) -> list[Candidate]:
    """The sentences of the passages that could be cited, by article as first found, in each article's order."""
    by_article: list[_Found] = _by_article(passages)
    texts = [sentence.of(found.passage.article.text) for found in by_article for sentence in found.sentences]
    if not texts:
        return []
    vectors = embedder.embed([query.standalone, *texts])
    cosines = (vectors[1:] @ vectors[0]).tolist()
    asked = stems_in(query.standalone)
    candidates: list[Candidate] = []
    done = 0
    for found in by_article:
        own_cosines = cosines[done : done + len(found.sentences)]
        done += len(found.sentences)
        candidates += _article_candidates(found, query, terms, asked, own_cosines)
    return candidates


def is_citable(text: str) -> bool:
    """Whether a sentence can stand in an answer: no heading, byline, caption or scrap."""
    words = len(text.split())
    if words < _FEWEST_WORDS or _APPARATUS.search(text):
        return False
    return bool(_STOP.search(text)) or words >= _FEWEST_WITHOUT_STOP


def _by_article(passages: Sequence[Passage]) -> list[_Found]:
    best = max((passage.scores.fused for passage in passages), default=1.0) or 1.0
    first: dict[str, Passage] = {}
    sentences: dict[str, dict[int, Sentence]] = {}
    for passage in passages:
        first.setdefault(passage.article.id, passage)
        known = sentences.setdefault(passage.article.id, {})
        known.update((sentence.number, sentence) for sentence in passage.sentences)
    return [
        _Found(passage, tuple(known for _, known in sorted(sentences[key].items())), passage.scores.fused / best)
        for key, passage in first.items()
    ]


def _article_candidates(
    found: _Found, query: Query, terms: Terms, asked: frozenset[str], cosines: Sequence[float]
) -> list[Candidate]:
    article = found.passage.article
    texts = [sentence.of(article.text) for sentence in found.sentences]
    stems = [stems_in(text) for text in texts]
    heading = stems_in(f"{article.title} {article.source or ''}")
    day = stems_in(f"{article.published:%d %B %Y}") if article.published else frozenset()
    page = frozenset[str]().union(heading, day, *stems)
    page_numbers = frozenset[str]().union(numbers_in(article.title), day, *(numbers_in(text) for text in texts))
    names = {term: weight for term, weight in terms.weights.items() if term in terms.names}
    candidates = []
    for place, sentence in enumerate(found.sentences):
        if not is_citable(texts[place]):
            continue
        around = [other for other in range(max(0, place - 2), min(len(texts), place + 2)) if other != place]
        near = heading.union(stems[place], *(stems[other] for other in around))
        clues = Clues(
            own=share(terms.weights, stems[place]),
            near=share(terms.weights, near),
            page=share(terms.weights, page),
            names=share(names, stems[place]) if names else 1.0,
            names_near=share(names, near) if names else 1.0,
            names_page=share(names, page) if names else 1.0,
            numbers_page=len(terms.numbers & page_numbers) / len(terms.numbers) if terms.numbers else 1.0,
            cosine=cosines[place],
            cosine_near=max((cosines[other] for other in around), default=0.0),
            passage_cosine=found.passage.scores.dense or 0.0,
            rank=found.rank,
            wanted=holds(query.wanted, texts[place], asked),
            lead=float(sentence.number == 0),
            length=math.log(len(texts[place].split())),
        )
        candidates.append(Candidate(article, found.passage.copies, sentence, clues))
    return candidates
