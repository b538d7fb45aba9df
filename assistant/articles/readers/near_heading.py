"""A web page to the lines below and above its heading, and to the authors that one of them names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.articles.metadata.author_names import author_names
from assistant.articles.metadata.dateline import LONGEST_LINE, MOST_LINES
from assistant.articles.metadata.given import Field, Given
from assistant.articles.readers.html_tree import blocks_in
from assistant.articles.readers.shown_words import Element
from assistant.language.lines import ends_sentence
from assistant.patterns import lazy_pattern
from assistant.records.articles import Origin

_ABOVE_HEADING = 2  # lines
_BYLINE = lazy_pattern(
    r"(?:(?:(?:written|posted|words|story|text|report) )?by|von|par|por|di)\s(?=[^\W\d_])"
    r"|(?:text|autor[ae]?|author|автор)\s?:",
    re.IGNORECASE,
)
_PLACE = lazy_pattern(r"\s(?:in|at|from|for|aus)\s.*")
_MOST_WORDS = 5  # of a name
_PARTICLES = frozenset("af al av bin da das de del den der di dos du e el ibn la le ten ter van von y zu".split())


def lines_near_heading(page: Element) -> Iterator[list[str]]:
    """The short lines below the only heading of the page, then those right above it."""
    headings = set(page.iter("h1"))
    blocks = list(blocks_in(page)) if len(headings) == 1 else []
    at = next((number for number, one in enumerate(blocks) if headings & {one.element, one.element.getparent()}), None)
    if at is None:
        return
    below = blocks[at + 1 : at + 1 + MOST_LINES]
    sentences = [number for number, one in enumerate(below) if ends_sentence(one.text)]
    # Behind a lead and the first sentence the story has begun.
    for near in (below[: sentences[1]] if len(sentences) > 1 else below, blocks[max(at - _ABOVE_HEADING, 0) : at]):
        yield [one.text for one in near if len(one.text) <= LONGEST_LINE]


def shown_authors(page: Element) -> Iterator[Given]:
    """The names in lines such as "By …", "Von …", "Автор: …", where each looks like a name."""
    for line in (line for lines in lines_near_heading(page) for line in lines):
        is_byline = _BYLINE.match(line) and not ends_sentence(line)
        names = [_PLACE.sub("", name) for name in author_names(line)] if is_byline else []
        if names and all(map(_looks_like_name, names)):
            yield Given(Field.AUTHORS, names, Origin.PAGE)


def _looks_like_name(name: str) -> bool:
    words = name.split()
    return len(words) <= _MOST_WORDS and all(word[0].isupper() or word in _PARTICLES for word in words)
