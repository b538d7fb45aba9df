"""A web page to the parts of it that belong to other stories than its own, to its readers or to the site."""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy

from assistant.articles.readers.lenient_json import read_json
from assistant.articles.readers.shown_words import Element, names_of
from assistant.patterns import lazy_pattern

_CARD_SHARE = 0.3  # of the page's prose: below it an article element is a card
_AROUND = ("header", "footer", "nav", "aside")
_NAMED = lazy_pattern(
    r"(?:^|[\s_-])(?:related|recommend(?:ed|ations?)|most-?(?:read|popular)|trending|read-?(?:more|next|also)|sidebar"
    r"|comments?|calendar|events?|privacy|legal|imprint)(?=$|[\s_-])",
    re.IGNORECASE,
)


def cards_in(page: Element) -> set[Element]:
    """The article elements without the page's heading and with little of its prose."""
    return _small(page, list(page.iter("article")))


def without_cards(page: Element) -> Element:
    """A copy of the page without its cards."""
    bare: Element = deepcopy(page)
    for card in cards_in(bare):
        card.clear(keep_tail=True)
    return bare


def of_story(page: Element) -> Element:
    """A copy of the page without its cards, boxes of links, comments and bars, and without JSON-LD that is readable."""
    bare: Element = deepcopy(page)
    named = [one for one in bare.iter("div", "section", "ul", "ol") if _NAMED.search(names_of(one))]
    bars = [one for one in bare.iter(*_AROUND) if next(one.iterancestors("article", "main"), None) is None]
    for part in _small(bare, [*bare.iter("article"), *named, *bars]):
        part.clear(keep_tail=True)
    for script in list(bare.iter("script")):
        if "ld+json" in script.get("type", "") and read_json(script.text or "") is not None:
            script.clear(keep_tail=True)
    return bare


def _small(page: Element, parts: list[Element]) -> set[Element]:
    """Those of the parts that hold less than a share of the prose, and not the heading."""
    if not parts:
        return set()
    prose = [(one, len("".join(one.itertext()))) for one in page.iter("p")]
    least = _CARD_SHARE * sum(length for _, length in prose)
    asked = set(parts)
    held = Counter[Element]()
    for paragraph, length in prose:
        held.update(dict.fromkeys(asked.intersection(paragraph.iterancestors()), length))
    own = {holder for heading in page.iter("h1") for holder in heading.iterancestors()}
    return {one for one in parts if held[one] < least and one not in own}
