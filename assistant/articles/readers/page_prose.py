"""A page's blocks to where its prose stands: in which part the story is, and what beside it are only cards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.articles.readers.html_tree import Block, blocks_in, drop
from assistant.articles.readers.shown_words import Element
from assistant.articles.readers.trafilatura_text import boxes_in, comments_in
from assistant.language.lines import ends_sentence
from assistant.language.normalise import UNSPACED

# Parts that stand around a text, unless they hold most of it.
AROUND_TEXT = frozenset(["nav", "header", "footer", "aside", "form", "menu"])
# Prose is a block of some letters, at most half of them in links, that ends as a sentence does.
_LEAST_PROSE, _LEAST_UNSPACED, _MOST_LINKED = 40, 12, 0.5
# Of several article elements one is the story with so many times the prose of the next.
_MOST, _FEW, _TIMES_THE_NEXT = 0.5, 0.2, 3
_UNSPACED = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page in blocks; `mass` counts the letters of prose in each element that holds some, `linked` is by element."""

    root: Element
    blocks: tuple[Block, ...]
    mass: Counter[Element]
    linked: dict[Element, float]
    story: Element | None = None  # the article element, or the main one, that holds the text

    def share(self, element: Element) -> float:
        """How much of the page's prose an element holds."""
        return self.mass[element] / max(self.mass[self.root], 1)

    def is_prose(self, block: Block, least: int = _LEAST_PROSE) -> bool:
        """Whether a block is a paragraph of running text, by its look."""
        enough = len(block.text) >= least or len(_UNSPACED.findall(block.text)) >= _LEAST_UNSPACED
        is_running = ends_sentence(block.text) and block.element.tag != "tr"
        return enough and is_running and self.linked[block.element] <= _MOST_LINKED


def measured(root: Element) -> Page:
    """The page with the part that is its story; comments and cards, and names that would hide it, are taken off."""
    comments = {comment for comment in comments_in(root) if _letters(comment) * 2 < _letters(root)}
    drop(root, comments.__contains__)
    page = _counted(root)
    _unmask(page)
    story, cards = _story_and_cards(page)
    if cards:
        drop(root, cards.__contains__)
        page = _counted(root)
    if story is None:
        mains = root.xpath("//main | //*[@role='main']")
        story = mains[0] if len(mains) == 1 and page.share(mains[0]) > _MOST else None
    return Page(root, page.blocks, page.mass, page.linked, story)


def way_up(element: Element) -> Iterator[Element]:
    """An element and all that hold it, from the inside."""
    yield element
    yield from element.iterancestors()


def _counted(root: Element) -> Page:
    blocks = tuple(blocks_in(root))
    holders = dict.fromkeys(block.element for block in blocks)
    page = Page(root, blocks, Counter(), {holder: linked_share(holder) for holder in holders})
    for block in blocks:
        if page.is_prose(block):
            page.mass.update(dict.fromkeys(way_up(block.element), len(block.text)))
    return page


def linked_share(element: Element) -> float:
    """How much of an element's words stands in links."""
    linked = sum(_letters(link) for link in element.iter("a"))
    return linked / max(_letters(element), 1)


def is_link(block: Block) -> bool:
    """Whether a block is nothing but a link to elsewhere."""
    return not ends_sentence(block.text) and linked_share(block.element) > _MOST_LINKED


def _letters(element: Element) -> int:
    return sum(len(words.strip()) for words in element.itertext())


def _unmask(page: Page) -> None:
    """Takes the names off what holds most of the prose, where trafilatura would take it for a bar or a box by them."""
    boxes = set(boxes_in(page.root))
    for element in [one for one in page.mass if page.share(one) > _MOST]:
        if element in boxes or "teaser" in (element.get("class", "") + element.get("id", "")).casefold():
            for name in ("class", "id", "role"):
                element.attrib.pop(name, None)
        if element.tag in AROUND_TEXT:
            element.tag = "div"


def _story_and_cards(page: Page) -> tuple[Element | None, set[Element]]:
    """The article element that is the story, None where none is, and those that are only cards beside or within it."""
    articles = list(page.root.iter("article"))
    outermost = [one for one in articles if not any(parent.tag == "article" for parent in one.iterancestors())]
    story = _story_among(outermost, page)
    if story is not None:
        within = [one for one in articles if one is not story and story in one.iterancestors()]
        beside = [one for one in outermost if one is not story]
        return story, {*beside, *(within if _holds_most_itself(story, within, page) else ())}
    cards = outermost if _holds_most_itself(page.root, outermost, page) else []
    for article in articles:  # where several make up the text trafilatura takes the first
        article.tag = "section"
    return None, {card for card in cards if card.find(".//h1") is None}


def _story_among(articles: list[Element], page: Page) -> Element | None:
    if not articles:
        return None
    headings = list(page.root.iter("h1"))
    holders = [one for one in articles if one.find(".//h1") is not None]
    # The next stories may follow on the same page; and the heading may stand in an article element of its own.
    if holders and page.share(holders[0]) > _FEW:
        return holders[0]
    largest, *others = sorted(articles, key=lambda one: -page.mass[one])
    if not others:
        return largest if not headings or page.share(largest) > _MOST else None
    return largest if page.mass[largest] >= _TIMES_THE_NEXT * page.mass[others[0]] > 0 else None


def _holds_most_itself(element: Element, parts: Iterable[Element], page: Page) -> bool:
    """Whether most of an element's prose stands outside of these parts of it."""
    outer = [one for one in parts if not any(parent in parts for parent in one.iterancestors())]
    return sum(page.mass[one] for one in outer) < page.mass[element] * _MOST
