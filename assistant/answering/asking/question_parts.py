"""A question to the names in it, and to what was added to it in brackets."""

from __future__ import annotations

import re

from assistant.language.words import FUNCTION_WORDS, content_words, words_of
from assistant.patterns import lazy_pattern

# Latin, Greek and Cyrillic capitals; re knows no class for them.
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽΑ-ΩА-ЯЁЄІЇҐ"
_NAME = lazy_pattern(rf"\b[{_CAPITAL}][\w’'-]*(?:\s+(?:of|the|de|la|du|al|bin|van|von)?\s*[{_CAPITAL}][\w’'-]*)*")


def added_to(text: str) -> str:
    """The brackets at the end of a question that was made to stand alone, or nothing."""
    brackets = re.search(r"(?<=\S)\s*\([^()]*\)$", text)
    return brackets.group() if brackets else ""


def names_of(text: str) -> list[str]:
    """Runs of capitalised words in a question; its first word counts only when it is no question word."""
    names = []
    for match in _NAME.finditer(text):
        name = match.group()
        if match.start() == 0 and words_of(name.split()[0])[0] in _QUESTION_OPENERS:
            name = " ".join(name.split()[1:])
        if name and content_words(name):
            names.append(name)
    return list(dict.fromkeys(names))


_QUESTION_OPENERS = FUNCTION_WORDS - {"may", "us"} | frozenset(
    """tell name give list show
    qui que quoi quand quel quelle quels quelles où comment pourquoi combien est quién quiénes qué cuándo dónde cómo
    cuánto cuánta cuántos cuántas cuál por wer wen wem was wann wo wie warum welche welcher welches ist""".split()
)
