"""A parsed page to what trafilatura takes for its main text, parts whose names tell it that they are none, authors."""

from __future__ import annotations

import logging

from assistant.articles.readers.shown_words import Element


def extracted_from(page: Element) -> Element | None:
    """A tree of the main text in trafilatura's own elements; None where it finds none."""
    import trafilatura
    from trafilatura.settings import Document

    # It reports each page it cannot use; that is said by our own error, once.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    extracted = trafilatura.bare_extraction(page, include_comments=False, with_metadata=False)
    return extracted.body if isinstance(extracted, Document) else None


def authors_in(page: Element) -> list[str]:
    """The authors that meta elements, structured data or else a byline of the page name."""
    from trafilatura.metadata import examine_meta, extract_author, extract_meta_json

    try:
        found = extract_meta_json(page, examine_meta(page)).author or extract_author(page)
    except (AttributeError, KeyError, TypeError, ValueError):  # structured data of another shape than it expects
        found = extract_author(page)
    return found.split("; ") if found else []


def comments_in(page: Element) -> list[Element]:
    """The parts that hold readers' comments, by their names."""
    from trafilatura.xpaths import REMOVE_COMMENTS_AND_LISTS_XPATH

    return [element for path in REMOVE_COMMENTS_AND_LISTS_XPATH for element in path(page)]


def boxes_in(page: Element) -> list[Element]:
    """The parts whose names say that they serve the page: bars, boxes, menus, what is related or for sale."""
    from trafilatura.xpaths import OVERALL_DISCARD_XPATH

    return [element for path in OVERALL_DISCARD_XPATH for element in path(page)]
