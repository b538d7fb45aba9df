"""Reads a judge's reply, JSON or lines, into one row per statement; gives the JSON form that is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from assistant.patterns import lazy_pattern

_LINE = lazy_pattern(
    r"\s*(?:[-•]\s+)?\**(\d{1,3})\**\s*[:.)]\**\s*\**(CONFIRMED|NOT[ _]CONFIRMED|CONTRADICTED)\b\**"
    r"((?:[\s,;]*[\[(]?\d+\.\d+[\])]?)*)\s*(?:[-–—:.,]+\s*(.*))?",
    re.IGNORECASE,
)
_OBJECT = lazy_pattern(r"\{.*\}", re.DOTALL)
REPLY_FORM: Mapping[str, object] = {
    "type": "object",
    "properties": {
        "verdicts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "statement": {"type": "integer"},
                    "reason": {"type": "string"},
                    "verdict": {"type": "string", "enum": ["confirmed", "not_confirmed", "contradicted"]},
                    "sentences": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["statement", "reason", "verdict", "sentences"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["verdicts"],
    "additionalProperties": False,
}


def rows_in(said: str) -> Iterator[tuple[int, str, str, str]]:
    """Number, verdict, sentences and reason of each statement, from JSON or else from lines."""
    found = _OBJECT.search(said)
    try:
        rows = json.loads(found.group())["verdicts"] if found else None
        for row in rows or ():
            sentences = row["sentences"] if isinstance(row["sentences"], str) else " ".join(map(str, row["sentences"]))
            yield int(row["statement"]), str(row["verdict"]), sentences, str(row["reason"] or "")
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        rows = None
    if rows:
        return
    for line in said.splitlines():
        match = _LINE.fullmatch(line)
        if match:
            yield int(match[1]), match[2], match[3], match[4] or ""
