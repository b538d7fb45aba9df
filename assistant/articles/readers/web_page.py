"""A web page to an article: its main text, without what the page hides, and its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.articles.metadata.metadata import Metadata, settle
from assistant.articles.metadata.published import DateOrder, DateRule, NotADate, read_published
from assistant.articles.readers.decoding import decoded
from assistant.articles.readers.encodings import known_encoding
from assistant.articles.readers.html_tree import drop_unseen, parse_html
from assistant.articles.readers.main_text import main_paragraphs
from assistant.articles.readers.near_heading import shown_authors
from assistant.articles.readers.page_metadata import page_metadata
from assistant.articles.readers.shown_day import shown_anywhere, shown_near_heading
from assistant.articles.readers.shown_words import Element
from assistant.language.lines import ends_sentence
from assistant.language.normalise import one_line
from assistant.language.sentences import CAPTION

# The encoding a page names for itself stands within its first kibibyte (HTML Standard, 13.2.3.2); some are late.
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{1,200}charset|\?xml[^>]{1,100}encoding)\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE
)
# Browsers pass over a zero byte; where there are more, the page is in UTF-16, or none.
_ONE_ZERO_BYTE_IN = 100
_BYLINE_WORDS = re.compile(r"\b(?:by|published|posted|and|on)\b", re.IGNORECASE)


def read_page(data: bytes) -> RawArticle:
    """The article in the bytes of a web page; raises UnreadableFile when they are no text."""
    whole = data.replace(b"\0", b"") if data.count(0) * _ONE_ZERO_BYTE_IN < len(data) else data
    found = decoded(whole, declared=_declared_in(whole))
    page = parse_html(found.text)
    marked = page_metadata(page)
    whole_page = None if _has_day(marked) else deepcopy(page)
    drop_unseen(page)
    given = (*_shown_authors(page, marked), *marked)
    if whole_page is not None:
        given = (*given, *_shown_days(whole_page, page, marked))
    paragraphs = _without_head(_captions_later(main_paragraphs(page)), settle(given))
    return RawArticle("\n\n".join(paragraphs), given, found.remarks)


def _declared_in(whole: bytes) -> str | None:
    """The encoding that a page names for itself; none that writes the letters of its name in other bytes."""
    declared = _DECLARED.search(whole[:4096])
    name = declared[1].decode("ascii", "ignore") if declared else ""
    known = known_encoding(name)
    return name if known and "<".encode(known) == b"<" else None


def _has_day(given: tuple[Given, ...]) -> bool:
    """Whether a day is given as that of the publication."""
    return settle(one for one in given if one.field is Field.PUBLISHED).published is not None


def _shown_authors(page: Element, marked: tuple[Given, ...]) -> Iterator[Given]:
    """The authors of a byline, where none is marked but the site itself."""
    known = settle(marked)
    return shown_authors(page) if known.authors in {(), (known.source,)} else iter(())


def _shown_days(whole_page: Element, page: Element, marked: tuple[Given, ...]) -> Iterator[Given]:
    """Days that the page shows and does not mark; those that are hard to find only where not even a change is given."""
    near = list(shown_near_heading(page))
    yield from near
    if not any(one.field is Field.PUBLISHED for one in near):
        is_changed = any(one.field is Field.UPDATED for one in (*marked, *near))
        if found := shown_anywhere(whole_page, page, search_text=not is_changed):
            yield found


def _captions_later(paragraphs: list[str]) -> list[str]:
    """The paragraphs with no caption before the first sentence of the text, where a place and a day may stand."""
    sentences = [number for number, one in enumerate(paragraphs) if ends_sentence(one) and not _is_caption(one)]
    begin = sentences[0] + 1 if sentences else 0
    return [*sorted(paragraphs[:begin], key=_is_caption), *paragraphs[begin:]]


def _is_caption(paragraph: str) -> bool:
    return paragraph.startswith(CAPTION)


def _without_head(paragraphs: list[str], metadata: Metadata) -> list[str]:
    """The paragraphs without what only repeats the metadata above them: section, title, day and authors."""
    titles = [number for number, paragraph in enumerate(paragraphs[:4]) if _is_title(paragraph, metadata.title or "")]
    after_title = titles[0] + 1 if titles and not any(map(ends_sentence, paragraphs[: titles[0]])) else 0
    rest = paragraphs[after_title:]
    while rest and _is_byline(rest[0], metadata):
        del rest[0]
    return rest or paragraphs


def _is_title(paragraph: str, title: str) -> bool:
    """Whether a paragraph is the title, behind or before which a page's own title often names the site."""
    words = one_line(paragraph)
    return words == title or (len(words) * 2 >= len(title) and (title.startswith(words) or title.endswith(words)))


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
