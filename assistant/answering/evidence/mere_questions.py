"""Decides whether a sentence only asks, and so cannot support a statement."""

from __future__ import annotations

import re

_QUESTION = re.compile(
    r"\W*(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|do|does|did|can|could|will|would|should|may|might"
    r"|has|have|had)(?:[’']s|n[’']t)?\b.*\?\W*",
    re.IGNORECASE | re.DOTALL,
)
_TELLS_OF_ASKING = re.compile(r"\b(?:ask\w*|question\w*|wonder\w*|whether)\b|\?\W*\Z", re.IGNORECASE)


def only_asks(sentence: str) -> bool:
    """Whether a sentence is a question from its beginning to its end."""
    return bool(_QUESTION.fullmatch(sentence))


def tells_of_asking(statement: str) -> bool:
    """Whether a statement is a question, or says that one was asked."""
    return bool(_TELLS_OF_ASKING.search(statement))
