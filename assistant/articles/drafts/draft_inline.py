"""A paragraph of Markdown to its words, each character with its place in the paragraph's source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]+\]")
# From the closing bracket of a link's or picture's text to the end of where it leads.
_TARGET = re.compile(r"\](?:\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|\[[^\]]*\])?", re.DOTALL)
_PICTURE = re.compile(r"!\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*(?=\])", re.DOTALL)
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)


def without_marks(tokens: Sequence[Token], source: str, places: Sequence[int]) -> tuple[str, list[int]]:
    """The words of a paragraph and the place of each of their characters, taken from those of its source.

    What is struck through, pictures, raw tags, footnote marks and where links lead are no words.
    """
    reading = _Reading(source)
    for token in tokens:
        reading.take(token)
    text = "".join(char for char, _ in reading.kept)
    gone = {place for mark in _FOOTNOTE_MARK.finditer(text) for place in range(*mark.span())}
    left = [pair for number, pair in enumerate(reading.kept) if number not in gone]
    return "".join(char for char, _ in left), [places[place] for _, place in left]


class _Reading:
    """Goes through a paragraph's tokens and its source side by side; `kept` are characters with their places."""

    def __init__(self, source: str) -> None:
        self.kept: list[tuple[str, int]] = []
        self._source = source
        self._reached = 0
        self._silent = 0  # inside what is struck through, or a bare address

    def take(self, token: Token) -> None:
        """Reads one token off the source."""
        kind = token.type
        if kind == "text":
            self._keep(token.content, token.content)
        elif kind == "text_special":
            self._keep(token.content, token.markup)
        elif kind in {"softbreak", "hardbreak"}:
            self._keep(" " if kind == "softbreak" else "\n", "\n")
        elif kind == "code_inline":
            self._code(token.markup)
        elif kind == "image":
            picture = _PICTURE.search(self._source, self._reached)
            self._reached = self._after_target(picture.end() if picture else self._reached)
        elif kind == "html_inline":
            self._keep("\n" if _BREAK_TAG.match(token.content) else "", token.content)
        elif kind in {"link_open", "link_close"}:
            self._link(token)
        else:
            self._silent += token.nesting if kind.startswith("s_") else 0
            self._pass(token.markup)

    def _keep(self, shown: str, written: str) -> None:
        """Keeps what is shown for the next place where `written` stands."""
        start = self._source.find(written, self._reached)
        if start < 0:  # the source says it in another way, which cannot happen for all we know
            return
        self._reached = start + len(written)
        if not self._silent:
            exact = len(shown) == len(written)
            self.kept += [(char, start + number if exact else start) for number, char in enumerate(shown)]

    def _pass(self, mark: str) -> None:
        start = self._source.find(mark, self._reached)
        self._reached = max(self._reached, start + len(mark))

    def _code(self, mark: str) -> None:
        self._pass(mark)
        closing = re.compile(rf"(?<!`){mark}(?!`)").search(self._source, self._reached)
        end = closing.start() if closing else len(self._source)
        inside = self._source[self._reached : end]
        self._keep(inside.replace("\n", " "), inside)
        self._pass(mark)

    def _link(self, token: Token) -> None:
        opens = token.nesting == 1
        if token.markup == "autolink":
            self._silent += token.nesting
            self._pass("<" if opens else ">")
        elif opens:
            self._pass("[")
        else:
            self._reached = self._after_target(self._reached)

    def _after_target(self, start: int) -> int:
        target = _TARGET.search(self._source, start)
        return target.end() if target else start
