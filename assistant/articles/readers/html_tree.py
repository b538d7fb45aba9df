"""HTML to a tree without what the page hides, and parts of a tree to paragraphs of words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.articles.readers.shown_words import LINE_BREAKS, Element, is_block, spell_out
from assistant.language.normalise import clean_characters, one_line
from assistant.language.raised import with_fractions
from assistant.language.sentences import CAPTION

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
# Control characters as numbers: lxml takes them in, but raises an error when text that holds one is moved.
_CONTROL_ENTITY = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]));?(?![\da-f])", re.IGNORECASE
)
_HIDING_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0+(?:\.0+)?[a-z%]*\s*(?:!|;|$))",
    re.IGNORECASE,
)
# Elements whose words are no text, or struck out, or the reading of the word before them (<rt>).
_NO_TEXT = re.compile(
    "head|script|style|template|noscript|iframe|object|svg|canvas|audio|video|textarea|datalist|dialog|del|s|strike|rt|rp"
)
# Where scripts run, no tag within it counts, so that a page may open an element in one and close it in another.
_NOSCRIPT = re.compile(r"<noscript\b[^>]{0,1000}>", re.IGNORECASE)
_NOSCRIPT_END = re.compile(r"</noscript\s{0,100}>", re.IGNORECASE)
# The usual names for words that only a program for reading aloud gives.
_READ_ALOUD = frozenset(["visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text"])
_ITEMS, _ROWS, _CELLS = frozenset(["li", "item"]), frozenset(["tr", "row"]), frozenset(["td", "th", "cell"])
_ROW_EDGES = " |\n"
_SOURCE_LINE_END = re.compile(r"\s*\n\s*")


def parse_html(html: str) -> Element:
    """The tree of a page or a piece of one; nothing is fetched, and no entity but HTML's own is resolved."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    # As bytes: lxml refuses str with an XML declaration, and the declared encoding no longer holds.
    markup = _without_noscript(_CONTROL_ENTITY.sub("", clean_characters(html)))
    data = _XML_DECLARATION.sub("", markup, count=1).encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing but white space and comments
        return lxml_html.Element("html")


def drop_unseen(page: Element) -> None:
    """Empties the elements whose words a reader of the page would not see, and spells out what shows others."""
    drop(page, _is_unseen)
    spell_out(page)


def drop(page: Element, unwanted: Callable[[Element], bool]) -> None:
    """Empties elements of the tree, leaving the words that follow them."""
    for element in [one for one in page.iter() if unwanted(one)]:
        element.clear(keep_tail=True)
        element.tag = "span"


def fragment_text(html: str) -> str:
    """All visible words of a piece of HTML, its paragraphs parted by blank lines."""
    page = parse_html(html)
    drop_unseen(page)
    return "\n\n".join(paragraphs_in(page))


@dataclass(frozen=True, slots=True)
class Block:
    """Words between the ends of blocks, in lines, the element that holds them, and what they stand in."""

    element: Element
    text: str
    listed: bool = False  # in a list or a table
    caption: bool = False


def paragraphs_in(root: Element) -> list[str]:
    """The words of an element in paragraphs; items of a list and rows of a table as lines of one paragraph."""
    return joined(blocks_in(root))


def joined(blocks: Iterable[Block]) -> list[str]:
    """The blocks as paragraphs; items and rows that follow each other are lines of one, and captions are marked."""
    paragraphs: list[str] = []
    after_line = False
    for block in blocks:
        if block.listed and after_line and not block.caption:
            paragraphs[-1] += "\n" + block.text
        else:
            paragraphs.append(CAPTION + one_line(block.text.removeprefix("- ")) if block.caption else block.text)
        after_line = block.listed and not block.caption
    return paragraphs


def blocks_in(root: Element) -> Iterator[Block]:
    """All blocks of an element that have words, in order."""
    for element, text, listed in _stretches(root):
        is_in_caption = element.tag == "figcaption" or next(element.iterancestors("figcaption"), None) is not None
        for part in re.split(r"\n\s*\n", text):
            lines = (line for line in map(one_line, part.split("\n")) if line)
            if words := with_fractions("\n".join(lines)):
                yield Block(element, words, listed, is_in_caption)


def _without_noscript(markup: str) -> str:
    kept, at = "", 0
    while (start := _NOSCRIPT.search(markup, at)) and (end := _NOSCRIPT_END.search(markup, start.end())):
        kept += markup[at : start.start()]
        at = end.end()
    return kept + markup[at:]


def _stretches(root: Element) -> Iterator[tuple[Element, str, bool]]:
    """Words as they stand between the ends of blocks, and whether they are an item of a list or a row of a table."""
    from lxml import etree

    words, mark = "", ""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if is_block(element):
            if words.strip().strip(_ROW_EDGES):
                yield element if event == "end" else element.getparent(), mark + words, bool(mark)
                mark = ""
            words = ""
            if element.tag in _ITEMS:
                mark = "- " if event == "start" else ""
        if event == "start" and _is_one_line(element):
            walk.skip_subtree()
            row = _row_words(element)
            if row:
                yield element, mark + row, True
                mark = ""
        else:
            words += _words_behind(event, element, root)
    if words.strip():
        yield root, mark + words, bool(mark)


def _row_words(row: Element) -> str:
    """The words of a table's row, a bar between its cells."""
    from lxml import etree

    words = ""
    for event, element in etree.iterwalk(row, events=("start", "end")):
        if element.tag in _CELLS and event == "end":
            words += " | "
        elif is_block(element):
            words += " "
        words += _words_behind(event, element, row)
    return words.strip(_ROW_EDGES)


def _words_behind(event: str, element: Element, root: Element) -> str:
    """The words between a tag of the element, its start or its end, and the next tag."""
    if event == "start":
        line_break = "\n" if element.tag in LINE_BREAKS else ""
        return line_break + _SOURCE_LINE_END.sub(" ", element.text or "")
    return "" if element is root else _SOURCE_LINE_END.sub(" ", element.tail or "")


def _is_one_line(element: Element) -> bool:
    """Whether it is a row of a table with nothing but words in its cells."""
    return element.tag in _ROWS and not element.xpath("boolean(.//p | .//div | .//table)")


def _is_unseen(element: Element) -> bool:
    if element.tag in {"html", "body"}:  # hidden until a script has run
        return False
    return (
        bool(_NO_TEXT.fullmatch(element.tag))
        or element.get("hidden") is not None
        or (element.get("aria-hidden", "").casefold() == "true" and not _is_read_otherwise(element))
        or bool(_HIDING_STYLE.search(element.get("style", "")))
        or _is_read_aloud(element)
    )


def _is_read_otherwise(element: Element) -> bool:
    """Whether other words beside it are read aloud instead of those that it shows."""
    return any(one is not None and _is_read_aloud(one) for one in (element.getprevious(), element.getnext()))


def _is_read_aloud(element: Element) -> bool:
    return not _READ_ALOUD.isdisjoint(element.get("class", "").split())
