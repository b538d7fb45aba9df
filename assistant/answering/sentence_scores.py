"""Passages to candidate sentences, each with the clues that speak for its answering the question."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.asking import Asked, asked_for
from assistant.answering.coverage import Terms, numbers_in, share, stem, stems_in
from assistant.answering.cues import holds
from assistant.answering.orders import which_hold_orders
from assistant.answering.synonyms import Synonyms, met_in, synonyms_of
from assistant.answering.understand import Query
from assistant.types import Article, Embedder, Passage, Sentence

# A shorter line is a scrap; one without a full stop is a heading or a caption, unless it is long or a list's item.
_FEWEST_WORDS = 3
_FEWEST_WITHOUT_STOP = 14
_STOP = re.compile(r"[.!…。！:;][\"'”’»)\]]*$")
_QUESTION = re.compile(r"[?？][\"'”’»)\]]*$")
_ITEM = re.compile(r"[-–—•*▪]\s|[^:]{1,40}: [$€£]?\d")
_BYLINE = re.compile(r"(?:By|Von|Par|Por) (?:(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|and|und|et|y|\d+|[·|,–—])[ ,]*)+\.?")
_APPARATUS = re.compile(
    r"^(?:©|copyright\b|photo(?:graph)?s?\b|image:|picture:|read more\b|related:|subscribe\b|sign up\b|click here\b)"
    r"|\b(?:all rights reserved|privacy policy|terms (?:of use|and conditions)|manage your registration)\b"
    r"|\bnewsletter\b.*\b(?:you|your|inbox)\b|\b(?:subscribe|sign up)\b.*\bnewsletter|/(?:AFP|Getty|Reuters|AP)\b",
    re.IGNORECASE,
)
# Text that speaks to a machine instead of the reader; its whole paragraph answers nothing.
_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,30}\b(?:previous|prior|above|earlier|preceding)\b.{0,20}\binstructions?\b"
    r"|\b(?:note|message|instructions?|attention)\b.{0,30}"
    r"\b(?:AI (?:assistants?|models?|systems?|readers?|tools?)|language models?|chatbots?|automated readers)\b",
    re.IGNORECASE,
)
_LESSER = re.compile(
    r"\b(deputy|vice|former|ex|acting|interim|shadow|outgoing|late)[ -](?:president|(?:prime )?minister|premier|mayor"
    r"|chancellor|governor|senator|secretary|director|chief|chair\w*|king|queen|ceo|head|leader|captain|coach|editor"
    r"|manager)\b",
    re.IGNORECASE,
)
_SENTENCES_BEFORE, _SENTENCES_AFTER = 2, 1
_DAYS_FRESH = 30
# From so long before the asking day on, all dates would be alike: then the newest article stands for it.
_DAYS_OLD = 60


@dataclass(frozen=True, slots=True)
class Clues:
    """What speaks for a sentence; each from 0 to 1, and the cosines from -1."""

    own: float  # the share of the question's terms it holds itself
    near: float  # … with its title and the sentences around it
    page: float  # … with all that was found of its article
    names: float  # the share of the question's names on that page
    numbers: float  # … and of its numbers
    known: float  # the share of the question's names that any of the articles found holds
    cosine: float  # with the question
    theme: float  # with the question without its names
    bare: float  # with the names alone
    wanted: float  # it holds what the question wants
    rank: float  # its article's best passage, as a share of the best of all
    fresh: float  # 1 on the asking day, 1/e after 30 days; where all articles are old, 1 for the newest
    lead: float  # it is its article's first sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could be cited; `before` is the sentence in front of it, where that was found too."""

    article: Article
    copies: tuple[Article, ...]
    sentence: Sentence
    before: Sentence | None
    clues: Clues

    @property
    def text(self) -> str:
        """The sentence's own characters."""
        return self.sentence.of(self.article.text)


@dataclass(frozen=True, slots=True)
class _Found:
    """All that was found of one article: its best passage, and the sentences of all its passages in order."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    rank: float

    @property
    def texts(self) -> list[str]:
        return [sentence.of(self.passage.article.text) for sentence in self.sentences]

    @property
    def heading(self) -> str:
        return f"{self.passage.article.title} {self.passage.article.source or ''}"


@dataclass(frozen=True, slots=True)
class _Asking:
    """What every sentence is held against; `names` are the weights of the terms that belong to names."""

    query: Query
    asked: Asked
    terms: Terms
    synonyms: Synonyms
    names: Mapping[str, float]
    stems: frozenset[str]
    known: float
    reference: date


def candidates_for(query: Query, terms: Terms, passages: Sequence[Passage], embedder: Embedder) -> list[Candidate]:
    """The sentences of the passages that could be cited, by article as first found, in each article's order.

    Where none could be, as in a list of headings, all of them but what is addressed to whoever answers.
    """
    by_article = _by_article(passages)
    texts = [text for found in by_article for text in found.texts]
    if not texts:
        return []
    questions = [query.standalone, _words_with(query, terms, names=False), _words_with(query, terms, names=True)]
    asked_stems = stems_in(query.standalone)
    vectors = embedder.embed([*questions, *(_without_lesser(text, asked_stems) for text in texts)])
    cosines = (vectors[len(questions) :] @ vectors[: len(questions)].T).tolist()
    names = {term: weight for term, weight in terms.weights.items() if term in terms.names}
    everything = stems_in(" ".join([*texts, *(found.heading for found in by_article)]))
    known = share(names, everything) if names else 1.0
    asking = _Asking(
        query,
        asked_for(query),
        terms,
        synonyms_of(query.standalone, terms),
        names,
        asked_stems,
        known,
        _reference(query, passages),
    )
    candidates: list[Candidate] = []
    done = 0
    for found in by_article:
        candidates += _article_candidates(found, asking, cosines[done : done + len(found.sentences)])
        done += len(found.sentences)
    ordering = which_hold_orders([each.text for each in candidates])
    telling = [each for each, orders in zip(candidates, ordering, strict=True) if not orders]
    return [each for each in telling if is_citable(each.text)] or telling


def is_citable(text: str) -> bool:
    """Whether a sentence can stand in an answer: no heading, byline, caption, scrap or question."""
    words = len(text.split())
    if words < _FEWEST_WORDS or _QUESTION.search(text) or _APPARATUS.search(text) or _BYLINE.fullmatch(text):
        return False
    return bool(_STOP.search(text)) or words >= _FEWEST_WITHOUT_STOP or _ITEM.match(text) is not None


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


def _words_with(query: Query, terms: Terms, *, names: bool) -> str:
    """The question's names alone, or the question without them; the whole where nothing is left."""
    words = [word for word in query.standalone.split() if bool(stems_in(word) & terms.names) is names]
    return " ".join(words) or query.standalone


def _article_candidates(found: _Found, asking: _Asking, cosines: Sequence[Sequence[float]]) -> list[Candidate]:
    article, texts, terms = found.passage.article, found.texts, asking.terms
    stems = [met_in(_without_lesser(text, asking.stems), asking.synonyms) for text in texts]
    heading = met_in(found.heading, asking.synonyms)
    day = stems_in(f"{article.published:%d %B %Y}") if article.published else frozenset[str]()
    page = heading.union(day, *stems)
    page_numbers = day.union(numbers_in(article.title), *(numbers_in(text) for text in texts))
    machine = {
        sentence.paragraph for sentence, text in zip(found.sentences, texts, strict=True) if _TO_A_MACHINE.search(text)
    }
    candidates = []
    for place, sentence in enumerate(found.sentences):
        if sentence.paragraph in machine:
            continue
        around = stems[max(0, place - _SENTENCES_BEFORE) : place + _SENTENCES_AFTER + 1]
        clues = Clues(
            own=share(terms.weights, stems[place]),
            near=share(terms.weights, heading.union(*around)),
            page=share(terms.weights, page),
            names=share(asking.names, page) if asking.names else 1.0,
            numbers=len(terms.numbers & page_numbers) / len(terms.numbers) if terms.numbers else 1.0,
            known=asking.known,
            cosine=cosines[place][0],
            theme=cosines[place][1],
            bare=cosines[place][2],
            wanted=holds(asking.asked, texts[place], asking.stems),
            rank=found.rank,
            fresh=_freshness(article, asking.reference),
            lead=float(sentence.number == 0),
        )
        before = found.sentences[place - 1] if place else None
        if before is not None and before.number != sentence.number - 1:
            before = None
        candidates.append(Candidate(article, found.passage.copies, sentence, before, clues))
    return candidates


def _reference(query: Query, passages: Sequence[Passage]) -> date:
    """The day recency counts from: the asking day, or of old articles only, the day of the newest."""
    today = query.question.today
    newest = max((passage.article.published for passage in passages if passage.article.published), default=today)
    return newest if (today - newest).days > _DAYS_OLD else today


def _without_lesser(text: str, asked: frozenset[str]) -> str:
    """A text without the titles that another word takes from its bearer, unless the question has that word.

    The deputy mayor and the former mayor are not the mayor.
    """
    return _LESSER.sub(
        lambda found: found.group(1) if stem(found.group(1).lower()) not in asked else found.group(), text
    )


def _freshness(article: Article, reference: date) -> float:
    if article.published is None:
        return 0.0
    return math.exp(-max(0, (reference - article.published).days) / _DAYS_FRESH)
