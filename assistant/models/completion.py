"""The JSON of a chat completion, whole or in chunks, to its text, its usage and the reason for its end.

Servers leave out or add fields at will, so nothing is taken for granted but that a part is a JSON object.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """What one chunk, or one whole completion, adds to a reply; None where it says nothing."""

    text: str = ""
    finish: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None


def read_part(part: dict[str, Any]) -> Part:
    """One chunk of a stream, or a whole completion; raises ConnectionError when it reports an error."""
    if part.get("error"):
        raise ConnectionError(str(part["error"]))
    usage = _object(part.get("usage"))
    choices = part.get("choices")
    choice = _object(choices[0]) if isinstance(choices, list) and choices else {}
    text = _object(choice.get("delta") or choice.get("message")).get("content")
    return Part(
        text=text if isinstance(text, str) else "",
        finish=str(choice["finish_reason"]) if choice.get("finish_reason") else None,
        input_tokens=_count(usage.get("prompt_tokens")),
        output_tokens=_count(usage.get("completion_tokens")),
    )


def read_body(body: bytes) -> Part:
    """A whole completion; raises ValueError when the body is something else, such as a web page."""
    found = json.loads(body)
    if not isinstance(found, dict) or not ("choices" in found or "error" in found):
        raise ValueError("no completion")
    return read_part(found)


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None
