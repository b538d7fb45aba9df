"""A page without what it hides to the paragraphs of its main text.

trafilatura says which blocks of the page belong to it; their words are taken from the page itself, so that no word
within a paragraph is lost or fused. Prose, headings, times, lists and captions that trafilatura leaves out between the
blocks of the story belong to it too, unless they stand in a box of links, of controls or with the name of one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.articles.readers.html_tree import Block, blocks_in, joined
from assistant.articles.readers.page_prose import AROUND_TEXT, Page, is_link, linked_share, measured, way_up
from assistant.articles.readers.shown_words import Element, names_of
from assistant.articles.readers.trafilatura_text import boxes_in, extracted_from
from assistant.language.lines import ends_sentence, lay_out
from assistant.language.normalise import UNSPACED

# A page with fewer of its words in links has nothing but its text.
_FEW_LINKS = 0.05
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_LISTS = frozenset(["ul", "ol", "dl", "table", "tbody"])
_MOST_LINKED_IN_LIST = 0.3
# Of a block’s runs of three words more than this must be found: trafilatura drops words of some inline elements.
_RUN, _FOUND = 3, 0.5
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
_NO_LETTERS = re.compile(r"[\W_]+")
# A part with such a name that holds less than this of the page's prose is a box.
_BOX_SHARE = 0.3
_BOX_NAME = re.compile(
    r"(?:^|[\s_-])(paywall|newsletters?|cookies?|consent|gdpr|subscri(?:be|ption|bers?)|sign-?up|promo(?:tion)?"
    r"|related|recommend(?:ed|ations?)|read-?(?:more|next|also)|ads?|advert(?:isement)?|share|social|toc)(?=$|[\s_-])",
    re.IGNORECASE,
)
# Each paragraph for subscribers may have such a name; a notice has it once.
_ACCESS = re.compile("paywall|subscri", re.IGNORECASE)
# What a part says of itself elsewhere: a module or component, or its label for readers who do not see.
_BOX_LABEL = re.compile(
    r"(?:^|[\s_-])(paywall|newsletters?|consent|subscri(?:be|ption)|sign-?up|promo(?:tion)?|related|recommend(?:ed|ations?)"
    r"|ads?|advert(?:isement)?)(?=$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST_LABEL = 60
# The only words beside a picture are its caption, unless they are long.
_LONGEST_CAPTION = 200
_PICTURE_HOLDERS = frozenset(["div", "table", "tbody", "tr", "td", "center", "span", "p"])
# Beside other paragraphs of the story a short sentence is one of them.
_SHORT_PROSE = 10
# "Read more: …", "Lesen Sie auch: …", "À lire aussi : …": a few words and a colon, then nothing but a link.
_POINTER = re.compile(r"([^:：\n]{1,40})[:：](.+)")


def main_paragraphs(root: Element) -> list[str]:
    """The paragraphs of the main text; those of the whole page where no part of it is its text. Changes the page."""
    page = measured(root)
    choice = _Choice(page)
    chosen = joined(choice.chosen())
    if sum(map(len, chosen)) * 2 > choice.letters or linked_share(root) > _FEW_LINKS:
        return chosen
    # Each line may be an element of its own, as in a page made from a PDF file.
    return lay_out("\n".join(joined(choice.everything()))).split("\n\n")


class _Choice:
    """Which blocks of a page belong to its main text."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._top = page.root if page.story is None else page.story
        self._boxes = set(boxes_in(page.root))
        self._form_holders = {one for form in page.root.iter("form") for one in (form, form.getparent())}
        # In a letter that was sent as a page, "newsletter" names every part.
        large = [one for one in page.mass if page.share(one) >= _BOX_SHARE and one.tag not in {"html", "body"}]
        self._no_boxes = {name for one in large for name in _box_names(one)} | _names_of_access(page)
        self._inside = self._places_inside()
        self._kept: set[int] = set()
        # All elements that hold a block that is kept, or the page's heading.
        headings = list(page.root.iter("h1"))
        self._holders: set[Element] = set(headings[0].iterancestors()) if len(headings) == 1 else set()
        self._linked_in: dict[Element, float] = {}
        self._busy: dict[Element, bool] = {}

    def chosen(self) -> list[Block]:
        """The blocks in order, captions marked."""
        blocks = self._page.blocks
        found = set(_found(blocks, extracted_from(self._page.root)))
        captions = [number for number in self._inside if _is_caption(blocks[number])]
        text = [number for number in self._inside if number not in set(captions)]
        fit = [number for number in text if number in found and not self._serves_page(blocks[number])]
        self._keep(self._without_edges(fit))
        if not self._kept:
            return self.everything()
        for lost in (self._lost_prose, self._lost_lists, self._lost_heads):
            self._keep(lost([number for number in text if number not in self._kept]))
        first, last = self._first(), max(self._kept)
        shown = [number for number in captions if number < last and self._is_clean(blocks[number], caption=True)]
        self._keep(number for number in shown if self._page.story is not None or number > first)
        return [replace(blocks[number], caption=number in shown) for number in sorted(self._kept)]

    def everything(self) -> list[Block]:
        """The blocks of the story, or of the page, without what stands around the text."""
        blocks = [self._page.blocks[number] for number in self._inside]
        return [block for block in blocks if not any(one.tag in AROUND_TEXT for one in way_up(block.element))]

    @property
    def letters(self) -> int:
        """How many letters `everything` has."""
        return sum(len(block.text) for block in self.everything())

    def _keep(self, numbers: Iterable[int]) -> None:
        new = list(numbers)
        self._kept.update(new)
        self._holders.update(one for number in new for one in way_up(self._page.blocks[number].element))

    def _heading(self) -> int | None:
        """The number of the block that is the page's heading, None where there is none or are several."""
        headings = list(self._page.root.iter("h1"))
        places = [
            at for at, block in enumerate(self._page.blocks) if len(headings) == 1 and block.element is headings[0]
        ]
        return places[-1] if places else None

    def _places_inside(self) -> list[int]:
        """The numbers of the blocks in the story and between the page's heading and it; above that only prose."""
        blocks = self._page.blocks
        inside = [number for number, block in enumerate(blocks) if self._top in way_up(block.element)]
        heading = self._heading()
        if heading is None or not inside:
            return inside
        between = range(heading + 1, inside[0])
        return [*between, *(at for at in inside if at >= heading or self._page.is_prose(blocks[at]))]

    def _without_edges(self, numbers: list[int]) -> list[int]:
        """The numbers without lines that stand apart behind the last paragraph, or before the first of all."""
        blocks = self._page.blocks
        prose = [number for number in numbers if self._page.is_prose(blocks[number])]
        if not prose:
            return numbers
        beside = {one for number in prose for one in _with_holder(blocks[number])}
        first = prose[0] if self._page.root.find(".//h1") is None else 0
        return [at for at in numbers if first <= at <= prose[-1] or not beside.isdisjoint(_with_holder(blocks[at]))]

    def _serves_page(self, block: Block) -> bool:
        """Whether a block points elsewhere, or stands in a small part of the page with a form or the name of a box."""
        return _is_pointer(block) or any(
            self._page.share(one) < _BOX_SHARE
            and (one.tag == "nav" or one in self._form_holders or not _box_names(one) <= self._no_boxes)
            for one in way_up(block.element)
        )

    def _first(self) -> int:
        """The number of the page's heading, or of the first block that is kept."""
        heading = self._heading()
        return min(self._kept if heading is None else {*self._kept, heading})

    def _lost_prose(self, left: Sequence[int]) -> Iterator[int]:
        first, last = self._first(), max(self._kept)
        kin = {_kin(self._page.blocks[number]) for number in self._kept}
        for number in left:
            block = self._page.blocks[number]
            is_sibling = _kin(block) in kin
            is_near = self._page.story is not None or is_sibling or first < number < last
            is_prose = self._page.is_prose(block, _SHORT_PROSE) if is_sibling else self._page.is_prose(block)
            if is_near and is_prose and self._is_clean(block):
                yield number

    def _lost_lists(self, left: Sequence[int]) -> Iterator[int]:
        first, last = min(self._kept), max(self._kept)
        for number in left:
            block = self._page.blocks[number]
            if not block.listed or not first < number < last:
                continue
            holder = next((one for one in way_up(block.element) if one.tag in _LISTS), block.element)
            if holder not in self._linked_in:
                self._linked_in[holder] = linked_share(holder)
            if self._linked_in[holder] < _MOST_LINKED_IN_LIST and self._is_clean(block):
                yield number

    def _lost_heads(self, left: Sequence[int]) -> Iterator[int]:
        """Headings, and times above them or above other blocks of the story, that stand right above what is kept."""
        kept, first, heading = set(self._kept), min(self._kept), self._heading()
        for number in reversed(left):
            block = self._page.blocks[number]
            below = self._page.blocks[number + 1] if number + 1 in kept else None
            if (
                heading is not None
                and number == heading + 1
                and block.element.tag in _HEADINGS
                and self._is_clean(block)
            ):
                yield number  # it goes on with the page's heading
            if below is None or not self._is_clean(block):
                continue
            if block.element.tag in _HEADINGS or (
                _is_time(block) and (number > first or below.element.tag in _HEADINGS)
            ):
                kept.add(number)
                yield number

    def _is_clean(self, block: Block, *, caption: bool = False) -> bool:
        """Whether a block stands in no box: in no outermost part without a block of the story that looks like one."""
        if self._serves_page(block):
            return False
        around: list[Element] = []
        for one in way_up(block.element):
            if one in self._holders or one is self._top:
                break
            around.append(one)
        if any(one.tag in AROUND_TEXT or (not caption and one in self._boxes) for one in around):
            return False
        return not around or not self._is_busy(around[-1])

    def _is_busy(self, box: Element) -> bool:
        """Whether a part of the page holds controls, or lines that are only links."""
        if box not in self._busy:
            controls = box.xpath("boolean(.//form | .//input | .//button | .//select | .//textarea)")
            self._busy[box] = controls or any(map(is_link, blocks_in(box)))
        return self._busy[box]


def _found(blocks: Sequence[Block], extracted: Element | None) -> Iterator[int]:
    """The numbers of the blocks whose words stand in what was extracted, all or most of them."""
    lines = [block.text for block in blocks_in(extracted)] if extracted is not None else []
    whole = {_NO_LETTERS.sub("", line) for line in lines} - {""}
    own = {_NO_LETTERS.sub("", block.text) for block in blocks}
    runs = {run for line in lines if _NO_LETTERS.sub("", line) not in own for run in _runs(line)}
    for number, block in enumerate(blocks):
        block_runs = _runs(block.text) if runs else []
        shared = sum(map(runs.__contains__, block_runs))
        if _NO_LETTERS.sub("", block.text) in whole or shared > _FOUND * len(block_runs):
            yield number


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return list(zip(*(words[start:] for start in range(_RUN)), strict=False))


def _is_caption(block: Block) -> bool:
    parts = [block.element, *(block.element if block.element.tag == "tr" else ())]
    if block.caption or any("caption" in names_of(part).casefold() for part in parts):
        return True
    return len(block.text) <= _LONGEST_CAPTION and _stands_under_picture(block)


def _stands_under_picture(block: Block) -> bool:
    letters = _NO_LETTERS.sub("", block.text.removeprefix("- "))
    for one in way_up(block.element):
        if one.tag not in _PICTURE_HOLDERS or not _holds_only(one, letters):
            return False
        if one.find(".//img") is not None:
            return linked_share(one) == 0 and one is not block.element
    return False


def _holds_only(element: Element, letters: str) -> bool:
    left = letters
    for words in element.itertext():
        own = _NO_LETTERS.sub("", words)
        if not left.startswith(own):
            return False
        left = left[len(own) :]
    return True


def _kin(block: Block) -> tuple[Element, str]:
    return block.element.getparent(), block.element.tag


def _box_names(element: Element) -> set[str]:
    labels = [value for name, value in element.items() if name.startswith("data-") or name == "aria-label"]
    short = (label for label in labels if len(label) <= _LONGEST_LABEL)
    found = _BOX_NAME.findall(names_of(element)) + [name for label in short for name in _BOX_LABEL.findall(label)]
    return {name.casefold() for name in found}


def _names_of_access(page: Page) -> set[str]:
    """The names by which several paragraphs say who may read them."""
    marked = [block.element for block in page.blocks if block.element.tag == "p" and page.is_prose(block)]
    counted = Counter(name for element in marked for name in _box_names(element) if _ACCESS.match(name))
    return {name for name, count in counted.items() if count > 1}


def _with_holder(block: Block) -> tuple[Element, Element]:
    return block.element, block.element.getparent()


def _is_pointer(block: Block) -> bool:
    pointer = _POINTER.fullmatch(block.text)
    if pointer is None or ends_sentence(block.text):
        return False
    return _NO_LETTERS.sub("", pointer[2]) in {_letters_of(link) for link in block.element.iter("a")} - {""}


def _is_time(block: Block) -> bool:
    return _NO_LETTERS.sub("", block.text) in map(_letters_of, block.element.iter("time"))


def _letters_of(element: Element) -> str:
    return _NO_LETTERS.sub("", "".join(element.itertext()))
