"""A reply that a model put into JSON to the prose it holds, while it arrives; all other text passes as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from assistant.answering.writing.handles import is_names
from assistant.answering.writing.thoughts import Restart
from assistant.patterns import lazy_pattern

_OPENING = lazy_pattern(r"(?:\A|\n|`|:)\s*(?P<json>\{\s*\"|\[\s*(?:\{\s*\"|\"))")
_MAY_OPEN = lazy_pattern(r"(?:\A|\n|`|:)\s*[\[{][\s{]*\Z")
_ENDS_TEXT = lazy_pattern(r"[\"}\].!?]")
# What stands under such a key is no part of the answer, or repeats what the articles say.
_BESIDE = lazy_pattern(
    r"(?:.*_)?(?:question|query|reasoning|reason|thought|thinking|analysis|title|heading|confidence|language|quote|excerpt"
    r"|article|source|citation|reference|evidence|handle|id)s?",
    re.IGNORECASE,
)
# A longer value is read when it is whole: each piece would be read anew.
_LONGEST_READ = 100_000
_DECODER = json.JSONDecoder(parse_float=str)  # the handle 2.10 is not 2.1


def without_json(pieces: Iterable[str | Restart]) -> Iterator[str | Restart]:
    """The pieces, with the texts of a JSON value in its place, each before the handles that stand beside it."""
    waiting = ""
    told: str | None = None  # of the value that is being read
    for piece in pieces:
        if isinstance(piece, Restart):
            waiting, told = "", None
            yield piece
            continue
        waiting += piece
        if told is None:
            opening = _OPENING.search(waiting)
            if opening is None:
                held = _MAY_OPEN.search(waiting)
                ready = held.start() if held else len(waiting)
                yield waiting[:ready]
                waiting = waiting[ready:]
                continue
            yield waiting[: opening.start("json")]
            waiting, told = waiting[opening.start("json") :], ""
        if len(waiting) > _LONGEST_READ or not _ENDS_TEXT.search(piece):
            continue
        prose, end = _read(waiting)
        if prose.startswith(told):
            yield prose[len(told) :]
            told = prose
        if end:
            waiting, told = waiting[end:], None
    if told is None:
        yield waiting
        return
    prose, end = _read(waiting)
    yield prose.removeprefix(told) + waiting[end:] if prose else waiting


def _read(text: str) -> tuple[str, int]:
    """The texts of the value that a text begins with, and where it ends; 0 where it does not end yet."""
    value, end = _whole(text)
    return (_prose(value) if end else _prose_begun(text)), end


def _whole(text: str) -> tuple[object, int]:
    """The value that a text begins with, and where it ends; 0 where it does not end yet."""
    if "}" not in text[-3:] and "]" not in text[-3:] and len(text) > _LONGEST_READ:
        return None, 0
    try:
        return _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None, 0


def _prose_begun(text: str) -> str:
    """The texts of a value that has only begun; empty where it is none."""
    from pydantic_core import from_json

    try:
        return _prose(from_json(text, allow_partial="trailing-strings"), begun=True)
    except ValueError:
        return ""


def _prose(value: object, *, begun: bool = False) -> str:
    try:
        lines = _lines(value, begun=begun)
    except RecursionError:
        return ""
    return "\n- ".join(lines)


def _lines(value: object, *, begun: bool) -> list[str]:
    """The texts of a value; of one that has `begun` the end is open, so that more handles may stand beside the last."""
    if isinstance(value, str):
        return [value] if " " in value.strip() and not is_names(value) else []
    if isinstance(value, list):
        return [
            line for place, each in enumerate(value, 1) for line in _lines(each, begun=begun and place == len(value))
        ]
    lines: list[str] = []
    if isinstance(value, Mapping):
        names: list[str] = []
        for place, (key, each) in enumerate(value.items(), 1):
            found = [] if _BESIDE.fullmatch(key) else _lines(each, begun=begun and place == len(value))
            lines += found
            names += [] if found else _names(each)
        if lines and names and not begun:
            lines[-1] += f" [{', '.join(names)}]"
    return lines


def _names(value: object) -> list[str]:
    """The handles that a value beside a text holds."""
    if isinstance(value, str):
        return [value.strip(" []()")] if "." in value and is_names(value) else []
    if isinstance(value, Mapping):
        value = list(value.values())
    return [name for each in value for name in _names(each)] if isinstance(value, list) else []
