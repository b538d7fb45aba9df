"""Finds where the first statement of a partial model reply ends: after the marks of the sentences it cites."""

from __future__ import annotations

import re

from assistant.answering.writing.handles import LONGEST_MARK, find_marks
from assistant.answering.writing.plain_lines import CLOSING, STOPS
from assistant.patterns import lazy_pattern
from assistant.records.evidence import Evidence

_AFTER_MARK = lazy_pattern(rf"[)）]*(?:[ \t]*(?P<stop>[{re.escape(STOPS)}]+))?[{re.escape(CLOSING)}]*")
_OPENING = "[【［(（\\<^⁰¹²³⁴⁵⁶⁷⁸⁹"
# Without one of these a text holds no mark.
_MARKED = lazy_pattern(r"[\]】］)）>^·⋅‧˙]|\d\.\d|sentence", re.IGNORECASE)
_CLOSE_BRACKET = lazy_pattern(r"[\]】］)）]")


def first_end(text: str, evidence: Evidence) -> int | None:
    """Where the first statement that ends in marks ends; None while that cannot be told."""
    if not _MARKED.search(text):
        return None
    marks = find_marks(text, evidence)
    for number, mark in enumerate(marks):
        after = _AFTER_MARK.match(text, mark.end)
        end = after.end() if after else mark.end
        gap = len(text[end:]) - len(text[end:].lstrip())
        following = text[end + gap :]
        if not following:
            return None
        if number + 1 < len(marks) and marks[number + 1].start == end + gap:
            continue
        if _may_be_mark(following):
            return None
        stopped = after is not None and after["stop"]
        if stopped or not _goes_on(following, new_line="\n" in text[end : end + gap]):
            return end
    return None


def _may_be_mark(following: str) -> bool:
    """Whether the next characters can still turn a bracket that begins here into a mark."""
    if following[0] not in _OPENING or len(following) > LONGEST_MARK:
        return False
    closing = _CLOSE_BRACKET.search(following)
    return closing is None or len(following[closing.end() :].lstrip()) < 2


def _goes_on(following: str, *, new_line: bool) -> bool:
    """Whether what stands behind a mark carries the same sentence on."""
    if following[0].islower():
        return True
    return not new_line and following[0] in ",;:)%—–-"
