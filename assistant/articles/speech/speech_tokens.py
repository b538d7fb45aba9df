"""A sentence to its words and marks, every quotation one token: what is inside it names no speaker outside.

Other than in language/words.py a word stays as it is printed: capitals, full stops and hyphens tell names and offices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.language.quotations import Quotation
from assistant.language.titles import ABBREVIATED

_TOKEN = re.compile(
    rf"(?:[A-Z]\.(?:-?[A-Z]\.)*|(?:{ABBREVIATED}|St|Sr|Jr)\.)"
    r"|[^\W_]+(?:(?:[’'&./]|[-‐‑–](?=[^\W_]))[^\W_]+)*(?:(?<=s)[’'](?= [^\W_]))?|\.{3}|[^\w\s]"
)


class Token(NamedTuple):
    """A word, a mark or a whole quotation at ``[start, end)`` of the article's text; `lower` is "“" for a quotation."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_quotation(self) -> bool:
        return self.lower == QUOTATION

    @property
    def is_word(self) -> bool:
        return self.lower[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


QUOTATION = "“"


def tokens_of(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> list[Token]:
    """The tokens of ``text[start:end]``; `quotations` are those that reach into it, in order."""
    tokens: list[Token] = []
    reached = start
    for each in quotations:
        _words(text, reached, max(reached, each.start), tokens)
        first, last = max(start, each.start), min(end, each.end)
        tokens.append(Token(text[first:last], QUOTATION, first, last))
        reached = last
    _words(text, reached, end, tokens)
    return tokens


def _words(text: str, start: int, end: int, tokens: list[Token]) -> None:
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        tokens.append(Token(word, "w.h.o." if word == "WHO" else word.lower(), match.start(), match.end()))
