"""A model's raw pieces to the pieces meant for the reader: what it thinks aloud between tags is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.patterns import lazy_pattern


class Restart:
    """What came before was thought aloud after all: it ends in a closing tag that was never opened."""


_NAMES = r"(?:think|thinking|thought|thoughts|reasoning|analysis|reflection)"
_OPEN = lazy_pattern(rf"<{_NAMES}>", re.IGNORECASE)
# Some chat templates put the opening tag into the prompt, so that only the closing one is seen; some servers pass on
# the raw marks of a model that writes its thoughts into a channel of their own.
_CLOSE = lazy_pattern(rf"</{_NAMES}>|<\|channel\|>\s*final\s*(?:<\|message\|>)?", re.IGNORECASE)
_MARK = lazy_pattern(r"<\|[a-z_]{1,20}\|>|</?(?:answer|s)>", re.IGNORECASE)
_LONGEST_TAG = 40
# What no reader sees must not be checked either, so that both have the same text before them; half of a pair of
# surrogates is no character at all, and no model takes it.
_CONTROLS = lazy_pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def without_thoughts(pieces: Iterable[str]) -> Iterator[str | Restart]:
    """The pieces outside of thoughts, in order; a tag cut by the border of two pieces is still seen.

    Of a reply that is nothing but thoughts, and whose tag is never closed, the last paragraph is taken for the answer.
    """
    waiting = thought = ""
    thinking = answered = False
    for piece in pieces:
        waiting += _CONTROLS.sub("", piece)
        while True:
            tag = _next_tag(waiting, thinking)
            if tag is None:
                break
            before, waiting = waiting[: tag.start()], waiting[tag.end() :]
            if thinking:
                thinking, thought = False, ""
                continue
            answered = answered or bool(before.strip())
            yield _MARK.sub("", before)
            thinking = bool(_OPEN.fullmatch(tag.group()))
            if not thinking:
                answered = False
                yield Restart()
        ready = len(waiting) - _held_back(waiting)
        if thinking:
            thought += waiting[:ready]
        else:
            answered = answered or bool(waiting[:ready].strip())
            yield _MARK.sub("", waiting[:ready])
        waiting = waiting[ready:]
    if not thinking:
        yield _MARK.sub("", waiting)
    elif not answered:
        yield _MARK.sub("", (thought + waiting).strip().rpartition("\n\n")[2])


def spoken(pieces: Iterable[str]) -> str:
    """A whole reply without its thoughts."""
    said = ""
    for piece in without_thoughts(pieces):
        said = "" if isinstance(piece, Restart) else said + piece
    return said


def _next_tag(text: str, thinking: bool) -> re.Match[str] | None:
    """The tag that changes something next; a thought ends at its closing tag, whatever it holds."""
    close = _CLOSE.search(text)
    if thinking:
        return close
    opening = _OPEN.search(text)
    if opening and (close is None or opening.start() < close.start()):
        return opening
    return close


def _held_back(text: str) -> int:
    """How many last characters may be the beginning of a tag."""
    at = text.rfind("<")
    if at < 0 or len(text) - at > _LONGEST_TAG:
        return 0
    tail = text[at:]
    # `<|channel|>` is complete only with the channel's name behind it.
    complete = ">" in tail and not tail.lower().startswith("<|channel|>")
    return 0 if complete else len(tail)
