"""A speaker's statements to those on a topic, by its words and by meaning."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from assistant.language.words import FUNCTION_WORDS, stem, words_of
from assistant.records.ports import Embedder
from assistant.records.questions import Question
from assistant.records.speech import SaidStatement

# Sentences are embedded on the fly, about 200 a second; of more candidates those with the most of the topic's words.
MOST_EMBEDDED = 400
# The score is the cosine plus this times the share of the topic's words, the rare ones weighing more.
_WORDS_WEIGHT = 0.35
# Of the 19 statements that scored least above it in three topics of news (gun control, interest rates, sanctions) 15
# were on the topic.
LEAST_SCORE = 0.42


def on_topic(statements: Sequence[SaidStatement], question: Question, embedder: Embedder) -> list[SaidStatement]:
    """Those of the statements that fit the topic, each with its score, in the order they came in."""
    weights = _weights(question.text, statements)
    shares = [_share(each, weights) for each in statements]
    ranked = sorted(range(len(statements)), key=lambda place: (-shares[place], place))[:MOST_EMBEDDED]
    if not ranked:
        return []
    texts = [f"{statements[place].article.title}. {statements[place].quote}" for place in ranked]
    bare = [statements[place].quote for place in ranked]
    vectors = embedder.embed([question.text, *texts, *bare])
    cosines = vectors[1:] @ vectors[0]
    kept = []
    for number, place in enumerate(ranked):
        cosine = max(float(cosines[number]), float(cosines[len(ranked) + number]))
        score = cosine + _WORDS_WEIGHT * shares[place]
        if score >= LEAST_SCORE:
            kept.append((place, score))
    return [replace(statements[place], score=round(score, 4)) for place, score in sorted(kept)]


def _weights(topic: str, statements: Sequence[SaidStatement]) -> dict[str, float]:
    """The topic's words by their stem, the rarer in these statements the weightier.

    Counted in nothing else: what later articles hold must not change what is found as on an earlier day.
    """
    held = [_stems(each) for each in statements]
    terms = dict.fromkeys(stem(word) for word in words_of(topic) if word not in FUNCTION_WORDS)
    return {term: math.log(1 + len(held) / (1 + sum(term in each for each in held))) for term in terms}


def _stems(statement: SaidStatement) -> set[str]:
    return {stem(word) for word in words_of(f"{statement.article.title} {statement.quote}")}


def _share(statement: SaidStatement, weights: dict[str, float]) -> float:
    """The share of the topic's words, by weight, in the statement's sentences or half of it in the article's title."""
    here = {stem(word) for word in words_of(statement.quote)}
    title = {stem(word) for word in words_of(statement.article.title)}
    found = sum(weight * (1.0 if term in here else 0.5 * (term in title)) for term, weight in weights.items())
    return found / (sum(weights.values()) or 1.0)
