"""A web page to the article elements in it that hold other stories than its own."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy

from assistant.articles.readers.shown_words import Element

_CARD_SHARE = 0.3  # of the page's prose: below it an article element is a card


def cards_in(page: Element) -> set[Element]:
    """The article elements without the page's heading and with little of its prose."""
    prose = [(one, len("".join(one.itertext()))) for one in page.iter("p")]
    least = _CARD_SHARE * sum(length for _, length in prose)
    held = Counter[Element]()
    for paragraph, length in prose:
        held.update(dict.fromkeys(paragraph.iterancestors("article"), length))
    own = {holder for heading in page.iter("h1") for holder in heading.iterancestors("article")}
    return {one for one in page.iter("article") if held[one] < least and one not in own}


def without_cards(page: Element) -> Element:
    """A copy of the page without its cards."""
    bare: Element = deepcopy(page)
    for card in cards_in(bare):
        card.clear(keep_tail=True)
    return bare
