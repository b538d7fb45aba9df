"""A question for the first or the most of something, and the sentences found, to the note that nothing was compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.remarks import Remark
from assistant.types import DraftStatement, NoteKind

_SUPERLATIVE = re.compile(
    r"\b(?:the|[\w’']+[’']s?)\s+(?:\w+\s+)?(?P<words>(?:most|least)(?:\s+\w+)?|first|last|best|worst|fewest|"
    r"(?:bigg|cheap|costli|deadli|deep|earli|fast|great|heavi|high|larg|long|low|new|old|poor|rich|short|slow|small"
    r"|strong|tall|weak|wid|young)est)\b",
    re.IGNORECASE,
)


def not_compared(question: str, statements: Sequence[DraftStatement]) -> list[Remark]:
    """That nobody compared what is found, unless a sentence of it has the question's own superlative."""
    asked = _SUPERLATIVE.search(question)
    if asked is None or not statements:
        return []
    words = " ".join(asked["words"].lower().split())
    if any(re.search(rf"\b{re.escape(words)}\b", " ".join(each.text.lower().split())) for each in statements):
        return []
    text = f"These are the sentences found; whether one is the {words} was not compared."
    return [Remark(NoteKind.NOT_COMPARED, text, ())]
