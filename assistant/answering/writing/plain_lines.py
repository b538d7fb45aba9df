"""A block of a model's reply to plain lines: markdown taken out, hard-wrapped lines joined, headings dropped."""

from __future__ import annotations

import re

from assistant.answering.writing.refusals import is_declined
from assistant.language.calendar_names import ENGLISH_MONTHS, GERMAN_MONTHS
from assistant.language.word_lists import alternatives
from assistant.patterns import lazy_pattern

STOPS = ".!?…。！？"
CLOSING = "\"'”’»)*_"

_QUOTED = lazy_pattern(r"^(?:>\s*)+")
_BULLET = lazy_pattern(r"(?:[-*•‣–]|\d{1,2}[.)])\s+")
# "1. August 2024" begins a sentence in languages that write days so.
_DAY = lazy_pattern(
    rf"\d{{1,2}}\.\s+(?:{alternatives({name[:3] for name in ENGLISH_MONTHS | GERMAN_MONTHS})})", re.IGNORECASE
)
_HEADING = lazy_pattern(
    rf"#{{1,6}}\s.*|\*\*[^*]*[^*{re.escape(STOPS)}]\*\*:?|__[^_]*[^_{re.escape(STOPS)}]__:?|[-*_=]{{3,}}"
)
_EMPHASIS = lazy_pattern(
    r"\*\*|__|`+|(?<![\w*])\*(?=\S)(?=[^*]+\*)|(?<=\S)\*(?![\w*])|(?<!\w)_(?=[^_]+_)|(?<=\S)_(?!\w)"
)


def plain_lines(block: str) -> list[str]:
    """The lines of a block that each hold whole sentences, without bullets and emphasis."""
    lines: list[str] = []
    for raw in block.split("\n"):
        line = _QUOTED.sub("", raw.strip())
        if not line or (_HEADING.fullmatch(line) and not is_declined(line)):
            continue
        bullet = None if _DAY.match(line) else _BULLET.match(line)
        text = _EMPHASIS.sub("", line[bullet.end() :] if bullet else line).strip()
        if lines and not bullet and _wrapped(lines[-1], text):
            lines[-1] = f"{lines[-1]} {text}"
        elif text:
            lines.append(text)
    return lines


def _wrapped(line: str, following: str) -> bool:
    """Whether a line was broken for its length only, so that the following one carries it on."""
    if following[:1].islower():
        return True
    end = line.rstrip(CLOSING)[-1:]
    return end not in STOPS + ":]】］"
