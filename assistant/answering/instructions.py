"""A sentence to whether it was put into an article to steer whoever answers from it, and so reports nothing."""

from __future__ import annotations

import re

_WRITING = (
    r"(?:add|answer|append|augment|begin|change|close|combine|convert|end|enhance|finish|give|group|include|insert|integrate"
    r"|introduce|make|mention|misspell|modify|promote|provide|put|rearrange|recommend|remove|render|repeat|replace|reply|respond"
    r"|rewrite|say|scramble|start|state|substitute|suggest|tell|translate|use|write)"
)
_REPLY = r"your (?:answer|response|reply|output|summary|message)s?"
# Anchored at the sentence's own beginning: a report that quotes such words is news.
_INSTRUCTION = re.compile(
    r"\W*(?:please,? |now,? |important: |instead,? )*"
    rf"(?:(?:ignore|disregard|forget|override)\b[^.]*\b(?:instructions?|rules?|prompts?|guidelines?)\b"
    r"|(?:assistant|chatbot|ai|llm|(?:note|instructions?) (?:to|for) [\w ]{0,30}(?:models?|assistants?|ais?))\s*:"
    rf"|{_WRITING}\b.*\b{_REPLY}\b"
    rf"|in {_REPLY},? {_WRITING}\b)",
    re.IGNORECASE | re.DOTALL,
)


def is_instruction(sentence: str) -> bool:
    """Whether a sentence tells the writer of an answer what to do."""
    return bool(_INSTRUCTION.match(sentence))
