"""The blocks of the reader's own draft, each character with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records.drafts import NoClaim

_LINE_END = re.compile("[\r\v\f\u2028\u2029]")
_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, item, heading or other block: ``text[i]`` was read off the file's character ``places[i]``.

    `places` never go back. `listed`: it is an item of a list.
    """

    text: str
    places: Sequence[int]
    no_claim: NoClaim | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a draft, in order, and its title, which is empty when it has none."""

    title: str
    blocks: tuple[Block, ...]


def even_characters(text: str) -> str:
    """The text with line feeds as its only line ends and spaces as its only blanks, character for character."""
    return _SPACE.sub(" ", _LINE_END.sub("\n", text.replace("\r\n", " \n")))
