"""Passages to candidate sentences, each with how well it answers the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.orders import which_hold_orders
from assistant.answering.understand import Query
from assistant.types import Article, Embedder, Passage, Reranker, Sentence

# So many sentences, the nearest by the embedder, are read together with the question; the others come after them.
_READ = 24
# What a sentence's passage counts beside it. Of 150 quiz questions of 2024 the first sentence holds the answer for .293
# so, .280 without; with the title read in front of each sentence for .233, with the sentence before for .120.
_PASSAGE_SHARE = 0.2
# A cosine on about the scale of the reranker's logits, for the choice without a reranker: unrelated sentences lie at
# .1 to .3, ones that answer at .4 to .8.
_COSINE_SCALE, _COSINE_MIDDLE = 20.0, 0.55
# A shorter line is a scrap; one without a full stop is a heading or a caption, unless it is long or a list's item.
_FEWEST_WORDS = 3
_FEWEST_WITHOUT_STOP = 14
_STOP = re.compile(r"[.!…。！:;][\"'”’»)\]]*$")
_QUESTION = re.compile(r"[?？][\"'”’»)\]]*$")
_ITEM = re.compile(r"[-–—•*▪]\s|[^:]{1,40}: [$€£]?\d")
_BYLINE = re.compile(r"(?:By|Von|Par|Por) (?:(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|and|und|et|y|\d+|[·|,–—])[ ,]*)+\.?")
_APPARATUS = re.compile(
    r"^(?:©|copyright\b|photo(?:graph)?s?\b|image:|picture:|read more\b|more:|related:|subscribe\b|sign up\b"
    r"|click here\b)"
    r"|\b(?:all rights reserved|privacy policy|terms (?:of use|and conditions)|manage your registration)\b"
    r"|\bnewsletter\b.*\b(?:you|your|inbox)\b|\b(?:subscribe|sign up)\b.*\bnewsletter|/(?:AFP|Getty|Reuters|AP)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could be cited; `before` is the sentence in front of it, where that was found too.

    `score` is the reranker's logit of it and a share of that of its article's best passage, or cosines on about that
    scale; `passage` is that logit of the passage alone.
    """

    article: Article
    copies: tuple[Article, ...]
    sentence: Sentence
    before: Sentence | None
    score: float
    passage: float

    @property
    def text(self) -> str:
        """The sentence's own characters."""
        return self.sentence.of(self.article.text)


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence where it was found."""

    passage: Passage
    sentence: Sentence
    before: Sentence | None

    @property
    def text(self) -> str:
        return self.sentence.of(self.passage.article.text)


def candidates_for(
    query: Query, passages: Sequence[Passage], embedder: Embedder, reranker: Reranker | None
) -> list[Candidate]:
    """The sentences of the passages that could be cited, by article as first found, in each article's order.

    Where none could be, as in a list of headings, all of them but what is addressed to whoever answers.
    """
    found = _places(passages)
    ordering = which_hold_orders([each.text for each in found])
    telling = [each for each, orders in zip(found, ordering, strict=True) if not orders]
    places = [each for each in telling if is_citable(each.text)] or telling
    if not places:
        return []
    vectors = embedder.embed([query.standalone, *(each.text for each in places)])
    cosines = [float(cosine) for cosine in vectors[1:] @ vectors[0]]
    own = _scores(query, places, cosines, reranker)
    wholes = [_of_passage(each.passage) for each in places]
    return [
        Candidate(
            place.passage.article,
            place.passage.every_copy,
            place.sentence,
            place.before,
            score + _PASSAGE_SHARE * whole,
            whole,
        )
        for place, score, whole in zip(places, own, wholes, strict=True)
    ]


def is_citable(text: str) -> bool:
    """Whether a sentence can stand in an answer: no heading, byline, caption, scrap or question."""
    words = len(text.split())
    if words < _FEWEST_WORDS or _QUESTION.search(text) or _APPARATUS.search(text) or _BYLINE.fullmatch(text):
        return False
    return bool(_STOP.search(text)) or words >= _FEWEST_WITHOUT_STOP or _ITEM.match(text) is not None


def as_logit(cosine: float) -> float:
    """A cosine on about the scale of the reranker's logits."""
    return _COSINE_SCALE * (cosine - _COSINE_MIDDLE)


def _scores(query: Query, places: Sequence[_Place], cosines: Sequence[float], reranker: Reranker | None) -> list[float]:
    """The reranker's scores of the nearest sentences; of the others, that of the last of these less what they lack."""
    if reranker is None:
        return [as_logit(cosine) for cosine in cosines]
    nearest = sorted(range(len(places)), key=lambda place: -cosines[place])[:_READ]
    read = reranker.scores(query.standalone, [places[each].text for each in nearest])
    scores = dict(zip(nearest, (float(score) for score in read), strict=True))
    least = min(scores.values())
    return [scores.get(place, least - 1 + cosine) for place, cosine in enumerate(cosines)]


def _of_passage(passage: Passage) -> float:
    return as_logit(passage.scores.dense or 0.0) if passage.scores.reranked is None else passage.scores.reranked


def _places(passages: Sequence[Passage]) -> list[_Place]:
    """Each sentence once, under its article's best passage."""
    best: dict[str, Passage] = {}
    sentences: dict[str, dict[int, Sentence]] = {}
    for passage in passages:
        best.setdefault(passage.article.id, passage)
        sentences.setdefault(passage.article.id, {}).update((each.number, each) for each in passage.sentences)
    return [
        _Place(best[key], known[number], known.get(number - 1))
        for key, known in sentences.items()
        for number in sorted(known)
    ]
