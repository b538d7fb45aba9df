"""A Markdown draft to its blocks: prose without its marks; what is no prose apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.articles.drafts.draft_blocks import Block, Blocks
from assistant.articles.drafts.draft_inline import without_marks
from assistant.records.drafts import NoClaim

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\s*---[ ]*\n(?=[\w-]+[ ]*:)(.*?)^(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"^(?:title|headline)[ ]*:[ ]*[\"']?(.*?)[\"']?[ ]*$", re.MULTILINE | re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:")
_WHOLE = {
    "heading_open": NoClaim.HEADING,
    "table_open": NoClaim.TABLE,
    "fence": NoClaim.CODE,
    "code_block": NoClaim.CODE,
    "html_block": NoClaim.HTML,
}


def markdown_blocks(even: str) -> Blocks:
    """The blocks of a Markdown text of even characters."""
    front_matter = _FRONT_MATTER.match(even)
    begins = front_matter.end() if front_matter else 0
    named = _TITLE.search(front_matter[1]) if front_matter else None
    blocks = [Block(even[:begins], range(begins), NoClaim.HEADER)] if front_matter else []
    title = named[1] if named else ""
    starts = [begins, *(begins + end.end() for end in re.finditer("\n", even[begins:])), len(even)]
    closing: str | None = None  # the token that ends a block whose inner tokens are passed over
    listed = False
    for token in _tokens(even[begins:]):
        if closing is not None:
            closing = None if token.type == closing else closing
        elif token.type in _WHOLE:
            closing = token.type.replace("_open", "_close") if token.nesting else None
            blocks.append(_whole(even, token, starts))
            if token.tag == "h1" and not title:
                title = blocks[-1].text.strip("#= \n")
        elif token.type in {"list_item_open", "list_item_close"}:
            listed = token.nesting == 1
        elif token.type == "inline":
            blocks.append(_prose(even, token, starts, listed=listed))
    return Blocks(title, tuple(blocks))


def _tokens(body: str) -> Sequence[Token]:
    from markdown_it import MarkdownIt

    # Escapes and entities stay tokens of their own, so that each is found in the file.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join").parse(body)


def _whole(even: str, token: Token, starts: Sequence[int]) -> Block:
    first, last = token.map or (0, 0)
    span = range(starts[first], starts[min(last, len(starts) - 1)])
    return Block(even[span.start : span.stop], span, _WHOLE[token.type])


def _prose(even: str, token: Token, starts: Sequence[int], *, listed: bool) -> Block:
    first, last = token.map or (0, 0)
    places = _content_places(token.content, even, starts[first : last + 1])
    text, kept = without_marks(token.children or (), token.content, places)
    if _FOOTNOTE.match(token.content):
        return Block(token.content, places, NoClaim.FOOTNOTE)
    if not text.strip() and any(child.type == "image" for child in token.children or ()):
        return Block(token.content, places, NoClaim.PICTURE)
    return Block(text, kept, listed=listed)


def _content_places(content: str, even: str, starts: Sequence[int]) -> list[int]:
    """Where each character of a block's content stands; its lines are those of the file without marks in front."""
    places: list[int] = []
    for number, line in enumerate(content.split("\n")):
        begins, ends = starts[number], starts[number + 1]
        bare = line.strip()
        place = max(begins, even.rfind(bare, begins, ends)) - (len(line) - len(line.lstrip()))
        places += [max(begins, min(place + offset, ends - 1)) for offset in range(len(line))]
        places.append(max(begins, ends - 1))  # the line end
    return places[: len(content)]
