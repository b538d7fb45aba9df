"""A web page to an article: its main text by trafilatura, without what the page hides, and its metadata."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

from assistant.articles.decoding import decode
from assistant.articles.lines import ends_sentence
from assistant.articles.metadata import Metadata, settle
from assistant.articles.normalise import one_line
from assistant.articles.page_metadata import page_metadata
from assistant.articles.published import NotADate, read_published
from assistant.articles.records import RawArticle

# Elements of an lxml tree; lxml ships no types.
Element = Any

# The encoding a page names for itself stands within its first kibibyte (HTML Standard, 13.2.3.2); some are late.
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{1,200}charset|\?xml[^>]{1,100}encoding)\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_HIDING_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0+(?:\.0+)?[a-z%]*\s*(?:!|;|$))",
    re.IGNORECASE,
)
_NEVER_TEXT = frozenset(
    [
        *(
            "head",
            "script",
            "style",
            "template",
            "noscript",
            "iframe",
            "object",
            "svg",
            "math",
            "canvas",
            "audio",
            "video",
        ),
        *("button", "select", "textarea", "datalist", "dialog", "del", "s", "strike"),
    ]
)
_AROUND_TEXT = frozenset(["nav", "header", "footer", "aside", "form", "figure", "menu"])
# Elements that stand inside a line; all others begin and end one. The last three are trafilatura's own.
_INLINE = frozenset(
    [
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "dfn",
            "em",
            "font",
            "i",
            "img",
            "ins",
        ),
        *(
            "kbd",
            "label",
            "mark",
            "nobr",
            "q",
            "samp",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "time",
            "tt",
            "u",
            "var",
        ),
        *("wbr", "hi", "ref", "graphic"),
    ]
)
_ITEMS, _ROWS, _CELLS = frozenset(["li", "item"]), frozenset(["tr", "row"]), frozenset(["td", "th", "cell"])
_LINE_BREAKS = frozenset(["br", "lb"])
_BYLINE_WORDS = re.compile(r"\b(?:by|published|posted|and|on)\b", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W_]+")
_SOURCE_LINE_END = re.compile(r"\s*\n\s*")


def read_page(data: bytes) -> RawArticle:
    """The article in the bytes of a web page; raises UnreadableFile when they are no text."""
    declared = _DECLARED.search(data[:4096])
    page = _parse(decode(data, declared=declared[1].decode("ascii", "ignore") if declared else None))
    given = page_metadata(page)
    _drop(page, _is_no_text)
    return RawArticle("\n\n".join(_without_head(_main_paragraphs(page), settle(given))), given)


def fragment_text(html: str) -> str:
    """All visible words of a piece of HTML, its paragraphs parted by blank lines."""
    page = _parse(html)
    _drop(page, _is_no_text)
    return "\n\n".join(_paragraphs(page))


def _parse(html: str) -> Element:
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    # As bytes: lxml refuses str with an XML declaration, and the declared encoding no longer holds.
    data = _XML_DECLARATION.sub("", html, count=1).encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing but white space and comments
        return lxml_html.Element("html")


def _drop(page: Element, unwanted: Callable[[Element], bool]) -> None:
    """Takes elements out of the tree, leaving the words that follow them."""
    for element in [one for one in page.iter() if unwanted(one)]:
        if element.getparent() is not None:
            element.drop_tree()


def _is_no_text(element: Element) -> bool:
    """Whether a reader of the page would not see this element's words, or not as text of the article."""
    return (
        element.tag in _NEVER_TEXT
        or element.get("hidden") is not None
        or element.get("aria-hidden", "").casefold() == "true"
        or bool(_HIDING_STYLE.search(element.get("style", "")))
    )


def _main_paragraphs(page: Element) -> list[str]:
    """What trafilatura takes for the main text; when that is nothing, all paragraphs of the page's article or body.

    Where the page marks one article, or its main part, what trafilatura found outside of it is left out. It drops a
    paragraph that repeats an earlier one; where it did, the page's own are taken, those of them that it had found.
    """
    marked = _marked_article(page)
    root = page if marked is None else marked
    inside = _letters("".join(root.itertext()))
    own = _own_paragraphs(root)
    found = [paragraph for paragraph in _by_trafilatura(page) if _letters(paragraph) in inside]
    seen = {one_line(paragraph) for paragraph in found}
    kept = [paragraph for paragraph in own if one_line(paragraph) in seen]
    return (kept if len(kept) > len(found) else found) or own


def _marked_article(page: Element) -> Element | None:
    articles = page.xpath("//article[not(ancestor::article)]")
    mains = page.xpath("//main | //*[@role='main']")
    return next((parts[0] for parts in (articles, mains) if len(parts) == 1), None)


def _own_paragraphs(root: Element) -> list[str]:
    part = copy.deepcopy(root)
    _drop(part, lambda element: element.tag in _AROUND_TEXT)
    return _paragraphs(part)


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text)


def _without_head(paragraphs: list[str], metadata: Metadata) -> list[str]:
    """The paragraphs without what only repeats the metadata above them: section, title, day and authors."""
    titles = [number for number, paragraph in enumerate(paragraphs[:4]) if one_line(paragraph) == metadata.title]
    after_title = titles[0] + 1 if titles and not any(map(ends_sentence, paragraphs[: titles[0]])) else 0
    rest = paragraphs[after_title:]
    while rest and _is_byline(rest[0], metadata):
        del rest[0]
    return rest or paragraphs


def _is_byline(paragraph: str, metadata: Metadata) -> bool:
    words = one_line(paragraph)
    for name in sorted(metadata.authors, key=len, reverse=True):
        words = words.replace(name, " ")
    words = _BYLINE_WORDS.sub(" ", words).strip(" ,;:|·•–—-")
    try:
        published = read_published(" ".join(words.split()))
    except NotADate:
        return False
    return published is None or published.day == metadata.published


def _by_trafilatura(page: Element) -> list[str]:
    import trafilatura
    from trafilatura.settings import Document

    # It reports each page it cannot use; that is said by our own error, once.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    extracted = trafilatura.bare_extraction(page, include_comments=False, with_metadata=False)
    return _paragraphs(extracted.body) if isinstance(extracted, Document) else []


def _paragraphs(root: Element) -> list[str]:
    """The words of an element in paragraphs; items of a list and rows of a table as lines of one paragraph."""
    paragraphs: list[str] = []
    after_line = False
    for text, is_line in _blocks(root):
        for part in re.split(r"\n\s*\n", text):
            words = "\n".join(line for line in map(one_line, part.split("\n")) if line)
            if words and is_line and after_line:
                paragraphs[-1] += "\n" + words
            elif words:
                paragraphs.append(words)
            after_line = is_line
    return paragraphs


def _blocks(root: Element) -> Iterator[tuple[str, bool]]:
    """Stretches of words between the ends of blocks, and whether one is an item of a list or a row of a table."""
    from lxml import etree

    words, mark, row = "", "", None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag, starts = element.tag, event == "start"
        if tag in _LINE_BREAKS:
            words += "\n" if starts else ""
        elif tag in _CELLS and row is not None:
            words += " " if starts else " | "
        elif tag not in _INLINE and (row is None or row is element):
            if words.strip(" |\n"):
                yield mark + (words.strip(" |\n") if row is element else words), bool(mark or row is element)
                mark = ""
            words = ""
            if tag in _ITEMS:
                mark = "- " if starts else ""
            if tag in _ROWS:
                row = element if starts and not element.xpath("boolean(.//p | .//div | .//table)") else None
        elif tag not in _INLINE:
            words += " "
        following = element.text if starts else (element.tail if element is not root else "")
        words += _SOURCE_LINE_END.sub(" ", following or "")
    if words.strip():
        yield mark + words, bool(mark)
