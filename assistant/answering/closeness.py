"""How close a sentence comes to a question in meaning, term by term, where its words are others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.asking import kind_asked
from assistant.answering.coverage import Terms, stem
from assistant.answering.sentence_scores import Candidate
from assistant.answering.synonyms import met_in, synonyms_of
from assistant.answering.understand import Query
from assistant.answering.words import content_words
from assistant.types import Embedder

# Cosines of single words under the bundled embedder: unrelated ones lie at .16 to .36, "wind" and "gusts" at .57,
# "houses" and "homes" at .90.
_UNRELATED, _ALIKE = 0.25, 0.85
# Of the terms that are no names, so many must be answered to; a question leads to its subject with the others.
_TERMS_THAT_COUNT = 2
# A long question has its heaviest terms looked at; each costs an embedding of the whole question.
_MOST_TERMS = 16
# What a question without such terms ("Who is Martin Ellery?") is taken to gain: about the middle of what others do.
_NO_TERMS = 0.08


@dataclass(frozen=True, slots=True)
class Closeness:
    """`meant`: the share of the terms for which the sentence or its title has a word of that meaning, from 0 to 1.

    `gain`: how much less similar the sentence, in its surroundings, is to the question when a term is left out of it,
    as the mean of the terms that matter most. A sentence that only shares the question's names gains nothing by the
    others: it speaks of the subject and not of what was asked.

    `kind`: how well the sentence or its title has a word for what is asked for by kind ("which bank"), from 0 to 1; 1
    where the question names no kind.

    `others`: as `meant`, of the terms that belong to no name; 1 where there are none.
    """

    meant: float
    gain: float
    kind: float
    others: float


def closeness(query: Query, terms: Terms, candidate: Candidate, embedder: Embedder) -> Closeness:
    """Compares one sentence with the question, all in one call of the embedder."""
    article = candidate.article
    held = met_in(f"{candidate.text} {article.title}", synonyms_of(query.standalone, terms))
    heaviest = sorted(terms.weights, key=lambda term: -terms.weights[term])
    free = [term for term in heaviest if term not in terms.names and not term.isdigit()][:_MOST_TERMS]
    asked, without = _leaving_out(query.standalone, free)
    words = content_words(f"{candidate.text} {article.title}")
    before = candidate.before.of(article.text) if candidate.before else ""
    surroundings = f"{article.title}. {before} {candidate.text}"
    vectors = embedder.embed([query.standalone, surroundings, *without, *asked.values(), *words])
    question, sentence, rest = vectors[0], vectors[1], vectors[2:]
    gains = np.sort((question - rest[: len(asked)]) @ sentence)
    alike = rest[len(asked) : 2 * len(asked)] @ rest[2 * len(asked) :].T
    meanings = {term: _meaning(row) for term, row in zip(asked, alike, strict=True)}
    met = {term: 1.0 if term in held else meanings[term] for term in meanings}
    heavy = sum(terms.weights[term] for term in met)
    meant = sum(weight * (1.0 if term in held else meanings.get(term, 0.0)) for term, weight in terms.weights.items())
    return Closeness(
        meant / sum(terms.weights.values()) if terms.weights else 1.0,
        float(gains[-_TERMS_THAT_COUNT:].mean()) if len(gains) else _NO_TERMS,
        min((met[term] for term in kind_asked(query, meanings)), default=1.0),
        sum(terms.weights[term] * share for term, share in met.items()) / heavy if heavy else 1.0,
    )


def _leaving_out(question: str, free: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The words of the question by their stem, and for each the question without it."""
    asked: dict[str, str] = {}
    without: list[str] = []
    for match in re.finditer(r"[^\W_]+", question):
        term = stem(match.group().lower())
        if term in free and term not in asked:
            asked[term] = match.group().lower()
            without.append((question[: match.start()] + question[match.end() :]).strip())
    return asked, without


def _meaning(cosines: NDArray[np.float32]) -> float:
    """From 0 for unrelated words to 1 for the closest."""
    best = float(cosines.max()) if len(cosines) else 0.0
    return min(1.0, max(0.0, (best - _UNRELATED) / (_ALIKE - _UNRELATED)))
