"""Passages to an answer in the articles' own words, or to the finding that they do not answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

from assistant.answering.coverage import stems_in, terms_of
from assistant.answering.sentence_scores import Candidate, Clues, candidates_for
from assistant.answering.understand import Query
from assistant.types import Draft, DraftStatement, Embedder, Evidence, EvidenceArticle, Handle, Passage

MOST_STATEMENTS = 3
_RANKING = Clues(
    own=2.5, near=7.0, page=0.0, names=0.0, names_near=0.0, names_page=2.0, numbers_page=1.3, cosine=9.0,
    cosine_near=-4.0, passage_cosine=1.0, rank=2.0, wanted=1.0, lead=0.0, length=0.0,
)  # fmt: skip
_ANSWERING = Clues(
    own=2.0, near=2.0, page=4.0, names=0.0, names_near=0.0, names_page=1.5, numbers_page=1.0, cosine=2.5,
    cosine_near=0.0, passage_cosine=3.0, rank=0.0, wanted=1.0, lead=0.0, length=0.0,
)  # fmt: skip
_ANSWERING_FROM = 7.5
# A further sentence is shown when its score is not this much below the best one's.
_MARGIN = 4.0
_SAME = 0.7


@dataclass(frozen=True, slots=True)
class QuotedAnswer:
    """The sentences that could be cited, those that answer, and the ones that came closest, best first."""

    evidence: Evidence
    draft: Draft
    nearest: tuple[Handle, ...]


def quote_answer(
    query: Query, passages: Sequence[Passage], embedder: Embedder, commonness: Callable[[str], float]
) -> QuotedAnswer:
    """The two or three sentences that answer the question, verbatim, the best one first; none when nothing answers.

    `commonness` gives the share of the library's chunks that hold a word.
    """
    candidates = candidates_for(query, terms_of(query, commonness), passages, embedder)
    evidence, handles = _evidence(candidates)
    ranked = _distinct(sorted(candidates, key=lambda each: -_weigh(each.clues, _RANKING)))
    nearest = tuple(handles[_key(candidate)] for candidate in ranked[:MOST_STATEMENTS])
    if not ranked or _weigh(ranked[0].clues, _ANSWERING) < _ANSWERING_FROM:
        return QuotedAnswer(evidence, Draft((), declined=True), nearest)
    statements = tuple(DraftStatement(each.text, (handles[_key(each)],)) for each in _in_order(_chosen(ranked)))
    return QuotedAnswer(evidence, Draft(statements), nearest)


def _weigh(clues: Clues, weights: Clues) -> float:
    products: list[float] = [clue * weight for clue, weight in zip(astuple(clues), astuple(weights), strict=True)]
    return sum(products)


def _chosen(ranked: Sequence[Candidate]) -> list[Candidate]:
    floor = _weigh(ranked[0].clues, _RANKING) - _MARGIN
    return [each for each in ranked[:MOST_STATEMENTS] if _weigh(each.clues, _RANKING) >= floor]


def _in_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The best first, then the others of its article as they stand there, then those of other articles."""
    best, *others = chosen
    same = [each for each in others if each.article.id == best.article.id]
    rest = [each for each in others if each.article.id != best.article.id]
    return [best, *sorted(same, key=lambda each: each.sentence.number), *rest]


def _distinct(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that say nearly the same words as a better one."""
    kept: list[tuple[Candidate, frozenset[str]]] = []
    for candidate in ranked:
        stems = stems_in(candidate.text)
        if not any(len(stems & other) >= _SAME * len(stems | other) for _, other in kept):
            kept.append((candidate, stems))
    return [candidate for candidate, _ in kept]


def _evidence(candidates: Sequence[Candidate]) -> tuple[Evidence, dict[tuple[str, int], Handle]]:
    by_article: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_article.setdefault(candidate.article.id, []).append(candidate)
    articles: list[EvidenceArticle] = []
    handles: dict[tuple[str, int], Handle] = {}
    for number, part in enumerate(by_article.values(), start=1):
        sentences = tuple(each.sentence for each in part)
        articles.append(EvidenceArticle(number, part[0].article, sentences, part[0].copies))
        handles |= {_key(each): Handle(number, place) for place, each in enumerate(part, start=1)}
    return Evidence(tuple(articles)), handles


def _key(candidate: Candidate) -> tuple[str, int]:
    return candidate.article.id, candidate.sentence.number
