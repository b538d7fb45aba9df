"""A plain text draft to its blocks: header lines apart, wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.articles.drafts.claims import no_claim_of
from assistant.articles.drafts.draft_blocks import Block, Blocks
from assistant.articles.metadata.given import Field
from assistant.articles.readers.plain_text import take_header
from assistant.language.lines import ITEM, ends_sentence, lay_out
from assistant.records.drafts import NoClaim

_LINE = re.compile(r"[^\n]+")
# A paragraph of so few words without a full stop and without a figure is a heading, where others have full stops.
_LONGEST_HEADING_WORDS = 5
_LONGEST_TITLE_WORDS = 20


def plain_blocks(even: str) -> Blocks:
    """The blocks of a text of even characters."""
    given, rest = take_header(even)
    header = even[: len(even) - len(rest)]
    title = next((str(one.value) for one in given if one.field is Field.TITLE), "")
    blocks = [Block(header, range(len(header)), NoClaim.HEADER)] if header.strip() else []
    text = lay_out(rest)
    places = _places(text, even, len(header))
    lines = list(_LINE.finditer(text))
    prose = any(ends_sentence(line.group()) for line in lines)
    for number, line in enumerate(lines):
        item = ITEM.match(line.group())
        listed = item is not None
        first = number == 0 and not title
        heading = prose and not listed and _is_heading(line.group(), first=first)
        title = line.group() if heading and first else title
        no_claim = NoClaim.HEADING if heading else None
        begins = line.start() + (len(item.group()) - 1 if item else 0)  # without the mark of an item
        blocks.append(Block(text[begins : line.end()], places[begins : line.end()], no_claim, listed=listed))
    return Blocks(title, tuple(blocks))


def _is_heading(line: str, *, first: bool) -> bool:
    if ends_sentence(line) or no_claim_of(line, alone=True) is NoClaim.GREETING:
        return False
    longest = _LONGEST_TITLE_WORDS if first else _LONGEST_HEADING_WORDS
    return len(line.split()) <= longest and (first or not any(map(str.isdigit, line)))


def _places(text: str, even: str, begins: int) -> Sequence[int]:
    """Where each character of the laid-out text stands: laying out joins lines and drops white space and hyphens."""
    places: list[int] = []
    place = begins
    for char in text:
        if not char.isspace():
            place = even.index(char, place)
            places.append(place)
            place += 1
        else:
            places.append(min(place, len(even) - 1))
    return places
