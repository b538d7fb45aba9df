"""Passages to candidate sentences, each with how well it answers the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.asking.understand import Query
from assistant.answering.evidence.prompt_injection import which_hold_orders
from assistant.language.scripts import is_latin
from assistant.language.words import words_of
from assistant.patterns import lazy_pattern
from assistant.records.articles import Article, Sentence
from assistant.records.evidence import Passage
from assistant.records.ports import Embedder, Reranker

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
_STOP = lazy_pattern(r"[.!…。！;।॥։።۔][\"'”’»)\]]*$")
_QUESTION = lazy_pattern(r"[?？؟][\"'”’»)\]]*$")
_ITEM = lazy_pattern(r"[-–—•*▪]\s|[^:]{1,40}: [$€£]?\d")
_BYLINE = lazy_pattern(r"(?:By|Von|Par|Por) (?:(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|and|und|et|y|\d+|[·|,–—])[ ,]*)+\.?")
_APPARATUS = lazy_pattern(
    r"^(?:©|copyright\b|photo(?:graph)?s?\b|image:|picture:|read more\b|more:|related:|subscribe\b|sign up\b"
    r"|click here\b)"
    r"|\bhide caption\b|\b\d+ of \d+ photos\b"  # of a gallery
    r"|\b(?:all rights reserved|privacy policy|terms (?:of use|and conditions)|manage your registration)\b"
    r"|\bnewsletter\b.*\b(?:you|your|inbox)\b|\b(?:subscribe|sign up)\b.*\bnewsletter|/(?:AFP|Getty|Reuters|AP)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could be cited.

    `score` is the reranker's logit of it and a share of that of its article's best passage, or cosines on about that
    scale; `passage` is that logit of the passage alone.
    """

    article: Article
    copies: tuple[Article, ...]
    sentence: Sentence
    text: str
    score: float
    passage: float


def candidates_for(
    query: Query, passages: Sequence[Passage], embedder: Embedder | None, reranker: Reranker | None
) -> list[Candidate]:
    """The sentences of the passages that could be cited, by article as first found, in each article's order.

    Where none could be, as in a list of headings, all of them but what is addressed to whoever answers. Without an
    embedder the reranker reads every sentence.
    """
    found = _places(passages)
    texts = [sentence.of(passage.article.text) for passage, sentence in found]
    telling = [place for place, orders in enumerate(which_hold_orders(texts)) if not orders]
    places = [place for place in telling if is_citable(texts[place])] or telling
    if not places:
        return []
    own = _scores(query, [texts[place] for place in places], embedder, reranker)
    least = min((each.scores.reranked for each in passages if each.scores.reranked is not None), default=None)
    candidates = []
    for place, score in zip(places, own, strict=True):
        passage, sentence = found[place]
        whole = _of_passage(passage, least)
        total = score + _PASSAGE_SHARE * whole
        candidates.append(Candidate(passage.article, passage.every_copy, sentence, texts[place], total, whole))
    return candidates


def is_citable(text: str) -> bool:
    """Whether a sentence can stand in an answer: no heading, byline, caption, scrap or question."""
    words = max(len(text.split()), len(words_of(text))) if not is_latin(text) else len(text.split())
    if words < _FEWEST_WORDS or _QUESTION.search(text) or _APPARATUS.search(text) or _BYLINE.fullmatch(text):
        return False
    return bool(_STOP.search(text)) or words >= _FEWEST_WITHOUT_STOP or _ITEM.match(text) is not None


def as_logit(cosine: float) -> float:
    """A cosine on about the scale of the reranker's logits."""
    return _COSINE_SCALE * (cosine - _COSINE_MIDDLE)


def _scores(query: Query, texts: Sequence[str], embedder: Embedder | None, reranker: Reranker | None) -> list[float]:
    """The reranker's scores of the nearest sentences; of the others, that of the last of these less what they lack.

    Without an embedder those of all of them.
    """
    if embedder is None:
        return [float(score) for score in reranker.scores(query.standalone, texts)] if reranker else [0.0] * len(texts)
    vectors = embedder.embed([query.standalone, *texts])
    cosines = [float(cosine) for cosine in vectors[1:] @ vectors[0]]
    if reranker is None:
        return [as_logit(cosine) for cosine in cosines]
    nearest = sorted(range(len(texts)), key=lambda place: -cosines[place])[:_READ]
    read = reranker.scores(query.standalone, [texts[each] for each in nearest])
    scores = dict(zip(nearest, (float(score) for score in read), strict=True))
    least = min(scores.values())
    return [scores.get(place, least - 1 + cosine) for place, cosine in enumerate(cosines)]


def _of_passage(passage: Passage, least: float | None) -> float:
    """The reranker's score of it; that of the `least` read where it was not read itself, or its cosine."""
    unread = as_logit(passage.scores.dense or 0.0) if least is None else least
    return unread if passage.scores.reranked is None else passage.scores.reranked


def _places(passages: Sequence[Passage]) -> list[tuple[Passage, Sentence]]:
    """Each sentence once, under its article's best passage."""
    best: dict[str, Passage] = {}
    sentences: dict[str, dict[int, Sentence]] = {}
    for passage in passages:
        best.setdefault(passage.article.id, passage)
        sentences.setdefault(passage.article.id, {}).update((each.number, each) for each in passage.sentences)
    return [(best[key], known[number]) for key, known in sentences.items() for number in sorted(known)]
