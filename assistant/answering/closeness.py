"""How close a sentence comes to a question in meaning, term by term, where its words are others."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from assistant.answering.coverage import Terms, stem, stems_in
from assistant.answering.sentence_scores import Candidate
from assistant.answering.understand import Query
from assistant.answering.words import content_words
from assistant.types import Embedder

# Cosines of single words under the bundled embedder: unrelated ones lie at .16 to .36, "wind" and "gusts" at .57,
# "houses" and "homes" at .90.
_UNRELATED, _ALIKE = 0.25, 0.85
# Of the terms that are no names, so many must be answered to; a question leads to its subject with the others.
_TERMS_THAT_COUNT = 2
# What a question without such terms ("Who is Martin Ellery?") is taken to gain: about the middle of what others do.
_NO_TERMS = 0.08


@dataclass(frozen=True, slots=True)
class Closeness:
    """`meant`: the share of the terms for which the sentence or its title has a word of that meaning, from 0 to 1.

    `gain`: how much less similar the sentence, in its surroundings, is to the question when a term is left out of it,
    as the mean of the terms that matter most. A sentence that only shares the question's names gains nothing by the
    others: it speaks of the subject and not of what was asked.
    """

    meant: float
    gain: float


def closeness(query: Query, terms: Terms, candidate: Candidate, embedder: Embedder) -> Closeness:
    """Compares one sentence with the question, all in one call of the embedder."""
    asked, without = _leaving_out(query.standalone, terms)
    if not asked:
        return Closeness(1.0, _NO_TERMS)
    article = candidate.article
    before = candidate.before.of(article.text) if candidate.before else ""
    surroundings = f"{article.title}. {before} {candidate.text}"
    words = content_words(f"{candidate.text} {article.title}")
    vectors = embedder.embed([query.standalone, surroundings, *without, *asked.values(), *words])
    question, sentence = vectors[0], vectors[1]
    gains = (question - vectors[2 : 2 + len(asked)]) @ sentence
    alike = vectors[2 + len(asked) : 2 + 2 * len(asked)] @ vectors[2 + 2 * len(asked) :].T
    exact = [term in terms.names or term.isdigit() for term in asked]
    free = np.sort(gains[~np.array(exact)])
    held = stems_in(f"{candidate.text} {article.title}")
    meant = sum(
        terms.weights[term] * (1.0 if term in held else 0.0 if is_exact else _meaning(row))
        for term, is_exact, row in zip(asked, exact, alike, strict=True)
    )
    return Closeness(
        meant / sum(terms.weights[term] for term in asked),
        float(free[-_TERMS_THAT_COUNT:].mean()) if len(free) else _NO_TERMS,
    )


def _leaving_out(question: str, terms: Terms) -> tuple[dict[str, str], list[str]]:
    """The words of the question by their stem, and for each the question without it."""
    asked: dict[str, str] = {}
    without: list[str] = []
    for match in re.finditer(r"[^\W_]+", question):
        term = stem(match.group().lower())
        if term in terms.weights and term not in asked:
            asked[term] = match.group().lower()
            without.append((question[: match.start()] + question[match.end() :]).strip())
    return asked, without


def _meaning(cosines: np.ndarray) -> float:
    """From 0 for unrelated words to 1 for the closest."""
    best = float(cosines.max()) if len(cosines) else 0.0
    return min(1.0, max(0.0, (best - _UNRELATED) / (_ALIKE - _UNRELATED)))
