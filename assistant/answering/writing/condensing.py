"""A follow-up and the conversation before it to one question that stands alone, as a model words it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asking.line_words import ASKING
from assistant.answering.asking.pointers import Pointing, pointers_in
from assistant.answering.writing.thoughts import spoken
from assistant.errors import ModelError
from assistant.language.words import content_words, stem, words_of
from assistant.prompts import Prompts
from assistant.records.ports import ChatModel, Message, Role, Usage
from assistant.records.questions import Turn

# A condensed question is one line.
_CONDENSED_TOKENS = 200
_TURNS = 3
_NEGATIONS = frozenset({"no", "not", "never", "none", "nor", "t"})
# In the model's words they may be gone: "And in Nauru?", "Which of them won?".
_MAY_GO = frozenset({Pointing.COUNT, Pointing.THEN, Pointing.IT})


def condensed(text: str, history: Sequence[Turn], model: ChatModel, prompts: Prompts) -> tuple[str | None, Usage]:
    """The question in a model's words, and what it took; None where they cannot be used, or the model fails."""
    conversation = "\n".join(f"Reader: {turn.standalone}\nAnswer: {turn.answer}" for turn in history[-_TURNS:])
    delimiter = prompts.delimiter(text, conversation)
    prompt = prompts.condense.fill(delimiter=delimiter, conversation=conversation.replace(delimiter, ""), question=text)
    reply = model.reply([Message(Role.USER, prompt)], max_tokens=_CONDENSED_TOKENS)
    try:
        lines = spoken(reply).strip().splitlines()
    except ModelError:  # the answer tells of it
        return None, reply.usage
    usable = len(lines) == 1 and keeps_to(lines[0], text, conversation)
    return (lines[0].strip() if usable else None), reply.usage


def keeps_to(condensed_line: str, text: str, conversation: str) -> bool:
    """Whether a rewritten line says what the line says: all its words, and no others than the conversation's."""
    gone = " ".join(each.text for each in pointers_in(text) if each.kind in _MAY_GO)
    kept = _content(text) - _content(gone)
    new = _content(condensed_line)
    asks = {word for word in words_of(text) if word in ASKING} - _asks_about(text)
    words = words_of(condensed_line)
    negated = bool(_NEGATIONS & set(words_of(text))) is bool(_NEGATIONS & set(words))
    added = new - _content(text)
    still_asks = condensed_line.count("?") == text.count("?")
    return (
        bool(words)
        and still_asks
        and kept <= new
        and asks <= set(words)
        and negated
        and added <= _content(conversation)
    )


def _asks_about(text: str) -> set[str]:
    """The "what" of "what about": it asks nothing itself."""
    return set(re.findall(r"\b(what|how)(?= about\b)", text.lower()))


def _content(text: str) -> set[str]:
    return {stem(word) for word in content_words(text)}
