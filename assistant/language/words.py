"""The words of a text that carry its meaning, for keyword search and for comparing sentences with questions."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+(?:[’'.&-]\w+)*")
# Words that say how a question is put together, not what it is about.
FUNCTION_WORDS = frozenset(
    """a about after again against all also am an and any are as at be because been before being between both but by
    can could d did do does doing done down during each either else ever every few for from further had has
    have having he her here hers herself him himself his how i if in into is it its itself just ll m may me
    might mine more most much must my myself neither no nor not now of off on once one ones only or other our
    ours out over own per quite rather re s same shall she should since so some such t than that the their
    theirs them themselves then there these they this those though through to too under until up upon us ve
    very was we were what when where whether which while who whom whose why will with within without would yet
    you your yours according following""".split()
)


def words_of(text: str) -> list[str]:
    """All words, in lower case, in order; apostrophes, dots and hyphens inside a word part it."""
    return [part for word in _WORD.findall(text.lower()) for part in re.split(r"[’'.&-]", word) if part]


def content_words(text: str) -> list[str]:
    """The words of a text that are no function words, each once, in order."""
    return [word for word in dict.fromkeys(words_of(text)) if word not in FUNCTION_WORDS]
