"""A question and the articles' own sentences to what a judge says: whether they answer it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.writing.thoughts import spoken
from assistant.errors import ModelError
from assistant.language.normalise import one_line
from assistant.patterns import lazy_pattern
from assistant.prompts import Prompts
from assistant.records.ports import ChatModel, Message, Role, Usage

# One word, and room for a model that thinks before it.
_REPLY_TOKENS = 300
_WORD = lazy_pattern(r"[*_\"' ]*\b(yes|no)\b", re.IGNORECASE)


def answers(question: str, sentences: Sequence[str], judge: ChatModel, prompts: Prompts) -> tuple[bool | None, Usage]:
    """Whether the sentences answer the question, and what it took to ask; None where that cannot be read."""
    shown = "\n".join(map(one_line, sentences))
    delimiter = prompts.delimiter(question, shown)
    request = prompts.second_opinion.fill(
        delimiter=delimiter,
        question=one_line(question).replace(delimiter, ""),
        sentences=shown.replace(delimiter, ""),
    )
    reply = judge.reply([Message(Role.USER, request)], max_tokens=_REPLY_TOKENS)
    try:
        said = _WORD.match(spoken(reply).strip())
    except ModelError:
        return None, reply.usage
    return (said[1].lower() == "yes" if said else None), reply.usage
