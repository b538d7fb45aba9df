"""Tells whether a model's statement speaks of what was asked: true sentences about something else are no answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from assistant.answering.alignment import shared_words
from assistant.answering.coverage import share, stems_in, terms_of
from assistant.answering.languages import languages_differ
from assistant.answering.understand import Query
from assistant.types import Citation, Statement

# The least weight of the question's terms that one statement, its quotations and their titles must hold between them.
# An answer in other words still shares a name or the subject; a quotation picked at random shares nothing.
_LEAST_SHARE = 0.15
# From this share of its content words on, a statement says again what an earlier answer said. Tried on rewordings of
# one sentence (.6, .83, 1) and on other sentences about its subject (.29, .4, .5).
_SAID_BEFORE = 0.6


class Relevance:
    """Compares statements with one question; `commonness` gives the share of chunks that hold a word."""

    def __init__(self, query: Query, commonness: Callable[[str], float]) -> None:
        self._question = query.standalone
        self._weights = terms_of(query, commonness).weights
        history = query.question.history
        asked_before = stems_in(" ".join(turn.standalone for turn in history))
        # What this question asks beyond those before it.
        self._new = frozenset(self._weights) - asked_before
        self._answers = [turn.answer for turn in history if turn.answer]

    def speaks_to(self, statement: Statement, citations: Sequence[Citation]) -> bool:
        """Whether a statement is about what was asked; another language than the question's cannot be compared."""
        cited = [citation for citation in citations if citation.n in statement.citations]
        return self.speaks_of(statement.text, [f"{each.quote} {each.article.title}" for each in cited])

    def speaks_of(self, text: str, around: Sequence[str]) -> bool:
        """The same of a statement's text and the quotations and titles around it."""
        if not self._weights or languages_differ(self._question, text):
            return True
        stems = stems_in(" ".join([text, *around]))
        return share(self._weights, stems) >= _LEAST_SHARE and not self._only_repeats(text, stems)

    def _only_repeats(self, text: str, stems: Collection[str]) -> bool:
        """Whether this says again what an earlier turn was told, and nothing of what is asked now beyond that."""
        if not self._new or not self._answers or not self._new.isdisjoint(stems):
            return False
        return any(shared_words(text, [answer]) >= _SAID_BEFORE for answer in self._answers)
