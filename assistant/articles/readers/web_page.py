"""A web page to an article: its main text by trafilatura, without what the page hides, and its metadata."""

from __future__ import annotations

import copy
import logging
import re

from assistant.articles.metadata.given import RawArticle
from assistant.articles.metadata.metadata import Metadata, settle
from assistant.articles.metadata.published import DateOrder, DateRule, NotADate, read_published
from assistant.articles.readers.decoding import decode
from assistant.articles.readers.html_tree import drop, drop_unseen, paragraphs_in, parse_html
from assistant.articles.readers.page_metadata import page_metadata
from assistant.articles.readers.shown_words import Element
from assistant.language.lines import ends_sentence
from assistant.language.normalise import one_line

# The encoding a page names for itself stands within its first kibibyte (HTML Standard, 13.2.3.2); some are late.
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{1,200}charset|\?xml[^>]{1,100}encoding)\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE
)
# Browsers pass over a zero byte; where there are more, the page is in UTF-16, or none.
_ONE_ZERO_BYTE_IN = 100
_AROUND_TEXT = frozenset(["nav", "header", "footer", "aside", "form", "figure", "menu"])
_BYLINE_WORDS = re.compile(r"\b(?:by|published|posted|and|on)\b", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W_]+")


def read_page(data: bytes) -> RawArticle:
    """The article in the bytes of a web page; raises UnreadableFile when they are no text."""
    whole = data.replace(b"\0", b"") if data.count(0) * _ONE_ZERO_BYTE_IN < len(data) else data
    declared = _DECLARED.search(whole[:4096])
    page = parse_html(decode(whole, declared=declared[1].decode("ascii", "ignore") if declared else None))
    given = page_metadata(page)
    drop_unseen(page)
    return RawArticle("\n\n".join(_without_head(_main_paragraphs(page), settle(given))), given)


def _main_paragraphs(page: Element) -> list[str]:
    """What trafilatura takes for the main text; when that is nothing, all paragraphs of the page's article or body.

    Where the page marks one article, or its main part, what trafilatura found outside of it is left out. It drops a
    paragraph that repeats an earlier one; where it did, the page's own are taken, those of them that it had found.
    """
    marked = _marked_article(page)
    root = page if marked is None else marked
    own = _own_paragraphs(root)
    # Whole paragraphs first: searching all of the text for each would take minutes on a page of ten megabytes.
    paragraphs_inside, inside = set(map(_letters, own)), _letters("".join(root.itertext()))
    found = [
        paragraph
        for paragraph in _by_trafilatura(page)
        if _letters(paragraph) in paragraphs_inside or _letters(paragraph) in inside
    ]
    seen = {one_line(paragraph) for paragraph in found}
    kept = [paragraph for paragraph in own if one_line(paragraph) in seen]
    return (kept if len(kept) > len(found) else found) or own


def _marked_article(page: Element) -> Element | None:
    articles = page.xpath("//article[not(ancestor::article)]")
    mains = page.xpath("//main | //*[@role='main']")
    return next((parts[0] for parts in (articles, mains) if len(parts) == 1), None)


def _own_paragraphs(root: Element) -> list[str]:
    part = copy.deepcopy(root)
    drop(part, lambda element: element.tag in _AROUND_TEXT)
    return paragraphs_in(part)


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
        days = [read_published(" ".join(words.split()), DateRule(order)) for order in DateOrder]
    except NotADate:
        return False
    # In which order its numbers are to be read is not known here.
    return any(published is None or published.day == metadata.published for published in days)


def _by_trafilatura(page: Element) -> list[str]:
    import trafilatura
    from trafilatura.settings import Document

    # It reports each page it cannot use; that is said by our own error, once.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    extracted = trafilatura.bare_extraction(page, include_comments=False, with_metadata=False)
    return paragraphs_in(extracted.body) if isinstance(extracted, Document) else []
