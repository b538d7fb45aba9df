"""A block of a model's reply to plain lines: markdown taken out, hard-wrapped lines joined, headings dropped."""

from __future__ import annotations

import re

from assistant.answering.writing.handles import is_names
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
    rf"#{{1,6}}\s.*|`{{3,}}\w*|\*\*[^*]*[^*{re.escape(STOPS)}]\*\*:?|__[^_]*[^_{re.escape(STOPS)}]__:?|[-*_=]{{3,}}"
)
_RULE = lazy_pattern(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*")
_EMPHASIS = lazy_pattern(
    r"\*\*|__|`+|(?<![\w*])\*(?=\S)(?=[^*]+\*)|(?<=\S)\*(?![\w*])|(?<!\w)_(?=[^_]+_)|(?<=\S)_(?!\w)"
)


def plain_lines(block: str) -> list[str]:
    """The lines of a block that each hold whole sentences, without bullets and emphasis; a row of a table is a line."""
    lines: list[str] = []
    every = block.split("\n")
    for raw, following in zip(every, [*every[1:], ""], strict=True):
        line = _QUOTED.sub("", raw.strip())
        if not line or (_HEADING.fullmatch(line) and not is_declined(line)) or _heads_list(raw, following):
            continue
        bullet = None if _DAY.match(line) else _BULLET.match(line)
        text = _EMPHASIS.sub("", line[bullet.end() :] if bullet else line).strip()
        if line.startswith("|"):
            lines += [] if _RULE.fullmatch(following.strip()) else _row(text)
        elif lines and not bullet and _wrapped(lines[-1], text):
            lines[-1] = f"{lines[-1]} {text}"
        elif text:
            lines.append(text)
    return lines


def _heads_list(raw: str, following: str) -> bool:
    """Whether an item of a list in bold is the heading of the items that stand further in below it."""
    depth, depth_below = (len(line) - len(line.lstrip()) for line in (raw, following))
    bullet = _BULLET.match(raw.strip())
    heading = bullet is not None and _HEADING.fullmatch(raw.strip()[bullet.end() :])
    return bool(heading) and depth_below > depth and _BULLET.match(following.strip()) is not None


def _row(line: str) -> list[str]:
    """The text of a row, its handles behind it; nothing of a rule."""
    if _RULE.fullmatch(line):
        return []
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    texts = [cell for cell in cells if cell and not is_names(cell)]
    names = [cell.strip("[]() ") for cell in cells if is_names(cell)]
    return [": ".join(texts) + (f" [{', '.join(names)}]" if names else "")] if texts or names else []


def _wrapped(line: str, following: str) -> bool:
    """Whether a line was broken for its length only, so that the following one carries it on."""
    if following[:1].islower():
        return True
    end = line.rstrip(CLOSING)[-1:]
    return end not in STOPS + ":]】］"
