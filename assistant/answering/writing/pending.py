"""The unfinished end of a model's reply to the words of its next sentence that are sure to stay.

What more text may still turn into something else is held back: the beginning of a handle, of emphasis or of a quotation
of them, and the whole sentence for as long as it may be a refusal, a greeting, a heading, or a thought said aloud.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answering.writing.plain_lines import CLOSING, STOPS, plain_lines
from assistant.answering.writing.refusals import may_be_no_statement
from assistant.patterns import lazy_pattern

# The sentences of one line of a reply, without its handles.
Sentences = Callable[[str], list[str]]

# A line that begins so may be a heading; a bullet has a blank behind it.
_MARKED_LINE = lazy_pattern(r"(?:[#`=]|\*\S|__|[-_=]{2,})")
_UNSURE = lazy_pattern(r"[*`]|(?<!\w)_|\\\Z|[\[【［(（][^\]】］)）]*\Z|<[^>]{0,40}\Z")
_OPEN_MARK = lazy_pattern(r"\s*[\[【［][^\]】］]*\Z")
# What the prompt asks for where there is no answer: no reader need see it come and go.
_DECLINE = "NOT IN ARTICLES"
# A handle takes the stop and the space in front of it with it.
_END = f" \t{STOPS}{CLOSING},;:–—-"
# Fewer words may be the beginning of anything. Scripts without spaces have no words to count, but their characters.
_LEAST_WORDS = 4
_LEAST_CHARACTERS = 24


def begun_words(waiting: str, sentences: Sentences) -> str:
    """All words that have come, without what may be the beginning of a handle, and without a refusal's first word."""
    text = " ".join(sentence for line in plain_lines(waiting) for sentence in sentences(line))
    text = _OPEN_MARK.sub("", text)
    return "" if _DECLINE.startswith(text[: len(_DECLINE)]) else text


def sure_words(waiting: str, sentences: Sentences) -> str:
    """The beginning of the next sentence of `waiting`; empty while nothing of it is sure."""
    begun = waiting.lstrip()
    if not begun or _MARKED_LINE.match(begun):
        return ""
    lines = plain_lines(re.split(r"\n[^\S\n]*\n", begun, maxsplit=1)[0])
    found = sentences(lines[0]) if lines else []
    if not found:
        return ""
    unsure = _UNSURE.search(found[0])
    text = (found[0][: unsure.start()] if unsure else found[0]).rstrip(_END)
    if len(text.split()) < _LEAST_WORDS and len(text) < _LEAST_CHARACTERS:
        return ""
    return "" if may_be_no_statement(text) else text
