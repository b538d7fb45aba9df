"""Whether a statement says "not" where its source does not, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.alignment import stem
from assistant.answering.words import FUNCTION_WORDS

_TOKEN = re.compile(r"n[’']t\b|[^\W\d_]+(?=n[’']t\b)|\w+|[,;:.!?()“”\"—–]")
_NOT = frozenset({"not", "n't", "no", "never", "neither", "nor", "none", "nobody", "nothing", "without", "cannot"})
# Words that deny without any "not"; with one of them in the source, a "not" in the statement may say the same.
_DENYING = re.compile(
    r"\b(?:den(?:y|ie[sd]|ying|ial)|refus(?:al|e|es|ed|ing)|reject\w*|fail(?:s|ed|ing|ure)?|lack(?:s|ed|ing)?"
    r"|declin(?:e[sd]?|ing)|rul(?:e[sd]?|ing) out|un(?:able|likely|willing|clear|known|aware|certain|successful\w*)"
    r"|hardly|barely|little|few|in(?:ability|capable|sufficient)|impossible|dis(?:miss|agree|put)\w*|stop(?:s|ped|ping)?"
    r"|ban(?:s|ned|ning)?|halt(?:s|ed|ing)?|prevent\w*|end(?:s|ed|ing)?|avoid\w*|only|against|absen\w*"
    r"|miss(?:ed|es|ing)?|else|rather than|instead|before|until)\b",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(r"(?:\bnot|n[’']t)\b[^.;]*?\b(?:just|only|merely|simply|solely)\b", re.IGNORECASE)
# "46 jobs, not 64": nothing is denied that the source says.
_CONTRAST = re.compile(r",\s+(?:and\s+)?not\b|\bnot\s+(?=\d)", re.IGNORECASE)
# "not published" and "not be published": so many words behind it, less one, are what a "not" denies.
_REACH = 3


def negation_differs(statement: str, cited: Sequence[str]) -> str | None:
    """What the difference is, in the reader's words; None when there is none to be seen."""
    source = " ".join(cited)
    if _NOT_ONLY.search(statement) or _NOT_ONLY.search(source):
        return None
    said, said_negated = _content(_CONTRAST.sub(",", statement))
    there, there_negated = _content(source)
    if said_negated and not there_negated and not _has_not(source) and not _DENYING.search(source):
        return "it says “not”, which the cited text does not"
    turned = {word for word in said if word in there_negated and word not in there}
    denied = {stem(match.group().lower()) for match in _DENYING.finditer(statement)}
    if _has_not(statement) or denied - turned:
        return None
    return "it leaves out a “not” of the cited text" if turned else None


def _has_not(text: str) -> bool:
    return any(token.lower().replace("’", "'") in _NOT for token in _TOKEN.findall(text))


def _content(text: str) -> tuple[set[str], set[str]]:
    """The content words of a text by their stems: those that stand plain, and those right behind a "not"."""
    plain: set[str] = set()
    negated: set[str] = set()
    reach = 0
    for token in _TOKEN.findall(text):
        word = token.lower().replace("’", "'")
        if word in _NOT:
            reach = _REACH
            continue
        reach = max(0, reach - 1) if word[0].isalnum() else 0
        if word[0].isalnum() and word not in FUNCTION_WORDS:
            (negated if reach else plain).add(stem(word))
    return plain, negated
