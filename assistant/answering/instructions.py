"""A sentence to whether it reports nothing: it is put into an article to steer whoever answers, or only asks."""

from __future__ import annotations

import re

from assistant.answering.attribution import attributions_in

_WRITING = (
    r"(?:add|answer|append|augment|begin|change|close|combine|convert|end|enhance|finish|give|group|include|insert|integrate"
    r"|introduce|make|mention|misspell|modify|promote|provide|put|rearrange|recommend|remove|render|repeat|replace|reply|respond"
    r"|rewrite|say|scramble|start|state|substitute|suggest|tell|translate|use|write)"
)
_IGNORING = r"(?:ignore|disregard|forget|override)"
_REPLY = r"your (?:answer|response|reply|output|summary|message)s?"
# "AI: the year in review" is a heading; with a stop at its end, or an order behind the colon, it is none.
_LABEL = (
    rf"(?:assistant|chatbot|ai|llm)\s*:(?=.*[.!]\W*\Z|\s*(?:(?:please|now|always|from now on),? )*"
    rf"(?:{_WRITING}|{_IGNORING}|you|never|do not|don[’']t)\b)"
)
# Anchored at the sentence's own beginning: a report that quotes such words is news.
_INSTRUCTION = re.compile(
    r"\W*(?:please,? |now,? |important: |instead,? )*"
    rf"(?:{_IGNORING}\b[^.]*\b(?:instructions?|rules?|prompts?|guidelines?)\b"
    rf"|{_LABEL}|(?:note|instructions?) (?:to|for) [\w ]{{0,30}}(?:models?|assistants?|ais?)\s*:"
    rf"|{_WRITING}\b.*\b{_REPLY}\b"
    rf"|in {_REPLY}(?:,? {_WRITING}\b|, (?!(?:you|your|i|we|he|she|they|it|there|the|an?|this|that)\b)\w))",
    re.IGNORECASE | re.DOTALL,
)
# What may follow "…, the mayor said": "on Friday at the Customs House".
_END = re.compile(r"(?: ?[\w’'-]+){0,6}\W*")
_QUESTION = re.compile(
    r"\W*(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|do|does|did|can|could|will|would|should|may|might"
    r"|has|have|had)(?:[’']s|n[’']t)?\b.*\?\W*",
    re.IGNORECASE | re.DOTALL,
)
_TELLS_OF_ASKING = re.compile(r"\b(?:ask\w*|question\w*|wonder\w*|whether)\b|\?\W*\Z", re.IGNORECASE)


def is_instruction(sentence: str) -> bool:
    """Whether a sentence tells the writer of an answer what to do; an order that ends in who gave it is news."""
    if not _INSTRUCTION.match(sentence):
        return False
    return not any(
        each.who and each.first == 0 and ":" not in sentence[: each.start] and _END.fullmatch(sentence, each.end)
        for each in attributions_in(sentence)
    )


def only_asks(sentence: str) -> bool:
    """Whether a sentence is a question from its beginning to its end."""
    return bool(_QUESTION.fullmatch(sentence))


def tells_of_asking(statement: str) -> bool:
    """Whether a statement is a question, or says that one was asked."""
    return bool(_TELLS_OF_ASKING.search(statement))
