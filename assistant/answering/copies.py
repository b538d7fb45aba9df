"""Tells near-copies of one text: syndicated reports, reprints with a new headline, updated versions."""

from __future__ import annotations

import re

from assistant.articles.likeness import runs_of
from assistant.types import Passage

# Runs of three words (w-shingling, Broder 1997). In the sample library an edited reprint shares .88 of them with its
# original, its passages .77 to 1; two reports of one event share .10 at most.
_RUN = 3
_COPIED = 0.6
_WORD = re.compile(r"\w+")

_Runs = frozenset[tuple[str, ...]]


class Shingles:
    """Compares passages by their runs of words, which are counted once for each passage and each article."""

    def __init__(self) -> None:
        self._passages: dict[tuple[str, int], _Runs] = {}
        self._articles: dict[str, _Runs] = {}

    def is_copy(self, first: Passage, second: Passage) -> bool:
        """Whether two passages of different articles each stand, but for small edits, in the other's article."""
        if first.article.id == second.article.id:
            return False
        return self._stands_in(second, first) and self._stands_in(first, second)

    def _stands_in(self, passage: Passage, other: Passage) -> bool:
        runs = self._passage_runs(passage)
        if not runs:
            return passage.text == other.text
        return len(runs & self._article_runs(other)) >= _COPIED * len(runs)

    def _passage_runs(self, passage: Passage) -> _Runs:
        key = (passage.article.id, passage.chunk.number)
        if key not in self._passages:
            self._passages[key] = _runs(passage.text)
        return self._passages[key]

    def _article_runs(self, passage: Passage) -> _Runs:
        if passage.article.id not in self._articles:
            self._articles[passage.article.id] = _runs(passage.article.text)
        return self._articles[passage.article.id]


def _runs(text: str) -> _Runs:
    return runs_of(_WORD.findall(text.lower()), _RUN)
