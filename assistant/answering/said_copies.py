"""One speaker's statements to the same without copies: the same words in another article are one statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.articles.likeness import runs_of
from assistant.speech_types import SaidStatement
from assistant.types import Article

_WORD = re.compile(r"\w+")
# Runs of three words, as for passages (answering.copies): an edited reprint keeps .88 of them. Of one sentence "4.5 per
# cent" for "4.5 percent" alone changes three runs.
_RUN = 3
_COPIED = 0.7
# Fewer words than this may be said twice by chance.
_FEWEST_WORDS = 5

_Runs = frozenset[tuple[str, ...]]


def folded(statements: Sequence[SaidStatement]) -> list[SaidStatement]:
    """The statements, each that repeats the words of one before it folded into that one, if in another article."""
    kept: list[SaidStatement] = []
    runs: list[_Runs] = []
    holders: dict[tuple[str, ...], list[int]] = {}
    copies: dict[int, dict[str, Article]] = {}
    for each in statements:
        own = _runs(each)
        place = _copied(own, runs, holders)
        if place is not None and kept[place].article.id != each.article.id:
            copies.setdefault(place, {}).setdefault(each.article.id, each.article)
            continue
        for run in own:
            holders.setdefault(run, []).append(len(kept))
        kept.append(each)
        runs.append(own)
    return [replace(each, copies=tuple(copies.get(place, {}).values())) for place, each in enumerate(kept)]


def _copied(own: _Runs, runs: Sequence[_Runs], holders: dict[tuple[str, ...], list[int]]) -> int | None:
    """The first statement that shares most of its runs with this one, and this one with it."""
    shared = Counter(place for run in own for place in holders.get(run, ()))
    fitting = [place for place, count in shared.items() if count >= _COPIED * max(len(own), len(runs[place]))]
    return min(fitting, default=None)


def _runs(statement: SaidStatement) -> _Runs:
    text = statement.article.text
    words = _WORD.findall(" ".join(text[start:end] for start, end in statement.said).casefold())
    if len(words) < _FEWEST_WORDS:
        return frozenset()
    return runs_of(words, _RUN)
