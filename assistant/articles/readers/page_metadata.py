"""A parsed web page to what it says of itself: JSON-LD, meta elements, canonical address, times and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from assistant.articles.metadata.author_names import author_names
from assistant.articles.metadata.given import Field, Given
from assistant.articles.metadata.metadata import settle
from assistant.articles.readers.lenient_json import read_json
from assistant.articles.readers.page_titles import with_page_titles, words_of
from assistant.articles.readers.shown_words import Element
from assistant.articles.readers.story_cards import cards_in, without_cards
from assistant.articles.readers.trafilatura_text import authors_in
from assistant.language.lines import ends_sentence
from assistant.language.word_lists import word_table
from assistant.records.articles import Origin

_ARTICLE_TYPES = frozenset(
    "article blogposting creativework discussionforumposting howto liveblogposting podcastepisode recipe report review"
    " scholarlyarticle socialmediaposting techarticle".split()
)
# What holds an article; its dates count where the article has none of its own.
_PAGE_TYPES = frozenset("collectionpage faqpage imagegallery itempage medicalwebpage qapage webpage".split())
_ORGANIZATIONS = frozenset(["organization"])
_CLASS = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"
_OF_PUBLICATION = f"({_CLASS.format('published')} or {_CLASS.format('dt-published')})"
_OF_CHANGE = f"({_CLASS.format('updated')} or {_CLASS.format('dt-updated')})"
_MARKED_TIMES = (
    (
        Field.PUBLISHED,
        f"//*[@itemprop='datePublished'] | //time[@pubdate] | //*[self::time or self::abbr][{_OF_PUBLICATION}]",
    ),
    (
        Field.UPDATED,
        f"//*[@itemprop='dateModified'] | //*[self::time or self::abbr][not({_OF_PUBLICATION}) and {_OF_CHANGE}]",
    ),
)
_UNMARKED_TIMES = tuple(
    f"{root}//time[not(@itemprop='dateModified') and not({_OF_CHANGE})][@datetime]"
    for root in ("//article[not(ancestor::article)]", "//main")
)
_DUBLIN_CORE = re.compile(r"^(dc|dcterms):")
_DEEPEST = 6  # levels of a JSON-LD graph that are looked into


def page_metadata(page: Element) -> tuple[Given, ...]:
    """Every value the page gives, the preferred one of each field first."""
    marked = [*_structured_data(page), *_meta_elements(page), *_marked_elements(page)]
    known = settle(marked)
    of_site = [one for one in marked if one.field is Field.AUTHORS and author_names(one.value) == (known.source,)]
    marked = [one for one in marked if one not in of_site]
    bylines = [] if settle(marked).authors else [Given(Field.AUTHORS, authors_in(without_cards(page)), Origin.PAGE)]
    # The name of the site is an author only where no other is named.
    return tuple(with_page_titles(page, [*marked, *bylines, *of_site]))


def _structured_data(page: Element) -> Iterator[Given]:
    """What the first article among the page's JSON-LD says, and the dates of the first page there."""
    nodes = [node for script in page.iter("script") for node in _nodes(_json_ld(script), _DEEPEST)]
    articles = (node for node in nodes if _is_of(node, _ARTICLE_TYPES, ending="newsarticle"))
    pages = (node for node in nodes if _is_of(node, _PAGE_TYPES))
    if (article := next(articles, None)) is not None:
        yield from _of_article(article)
    if (holder := next(pages, None)) is not None:
        yield from _dates_of(holder)


def _json_ld(script: Element) -> object:
    if script.get("type", "").partition(";")[0].strip().casefold() != "application/ld+json":
        return None
    return read_json(script.text or "")


def _nodes(data: object, levels: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, levels)
    elif isinstance(data, dict) and levels:
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key), levels - 1)


def _is_of(node: Mapping[str, Any], types: frozenset[str], ending: str = "no type") -> bool:
    own = node.get("@type")
    names = [str(name).casefold() for name in (own if isinstance(own, list) else [own])]
    return any(name in types or name.endswith(ending) for name in names)


def _of_article(article: Mapping[str, Any]) -> Iterator[Given]:
    page_of_it = article.get("mainEntityOfPage")
    address = page_of_it.get("@id") if isinstance(page_of_it, dict) else page_of_it
    for field, value in (
        (Field.TITLE, _decoded(article.get("headline") or article.get("name"))),
        (Field.SOURCE, _decoded(article.get("publisher"))),
        (Field.URL, article.get("url") or address),
        (Field.AUTHORS, _persons(_decoded(article.get("author") or article.get("creator")))),
    ):
        if value:
            yield Given(field, value, Origin.STRUCTURED_DATA)
    yield from _dates_of(article)


def _persons(authors: object) -> object:
    """The authors without organizations where persons are among them."""
    if not isinstance(authors, list):
        return authors
    persons = [one for one in authors if not (isinstance(one, dict) and _is_of(one, _ORGANIZATIONS, "organization"))]
    return persons or authors


def _decoded(value: object) -> object:
    """A value with the entities of HTML that its words hold, and those of the names in it, as characters."""
    if isinstance(value, str):
        return unescape(value)
    if isinstance(value, list):
        return [_decoded(one) if isinstance(one, str | dict) else one for one in value]
    if isinstance(value, dict):
        return {key: unescape(one) if isinstance(one, str) else one for key, one in value.items()}
    return value


def _dates_of(node: Mapping[str, Any]) -> Iterator[Given]:
    for field, name in ((Field.PUBLISHED, "datePublished"), (Field.UPDATED, "dateModified")):
        value = node.get(name)
        if value:
            yield Given(field, value[0] if isinstance(value, list) else value, Origin.STRUCTURED_DATA)


def _meta_elements(page: Element) -> Iterator[Given]:
    contents: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        content = meta.get("content", "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = _DUBLIN_CORE.sub(r"\1.", meta.get(attribute, "").strip().casefold())
            if name and content:
                contents.setdefault(name, []).append(content)
    for link in page.iter("link"):
        if "canonical" in link.get("rel", "").casefold().split():
            yield Given(Field.URL, link.get("href", ""), Origin.META_TAG)
    for name, field in word_table("meta_names").items():
        if name in contents:
            several = field == Field.AUTHORS and len(contents[name]) > 1
            yield Given(Field(field), contents[name] if several else contents[name][0], Origin.META_TAG)


def _marked_elements(page: Element) -> Iterator[Given]:
    """Times and names that the page marks as its own: by ``itemprop``, ``pubdate``, microformats, ``rel=author``."""
    cards = cards_in(page)
    for field, path in _MARKED_TIMES:
        for element in page.xpath(path):
            if not cards.intersection(element.iterancestors("article")):
                attributes = ("datetime", "content", *(("title",) if element.tag == "abbr" else ()))
                stamp = next(filter(None, map(element.get, attributes)), None)
                yield Given(field, stamp or words_of(element), Origin.META_TAG)
    # An unmarked time counts when the page's one article, or its main part, shows one day only.
    times = (page.xpath(path) for path in _UNMARKED_TIMES)
    own = ([one for one in found if not cards.intersection(one.iterancestors("article"))] for found in times)
    stamps = [time.get("datetime", "") for time in next(filter(None, own), []) if not _is_in_sentence(time)]
    if len({stamp[:10] for stamp in stamps}) == 1:
        yield Given(Field.PUBLISHED, stamps[0], Origin.META_TAG)
    marked = page.xpath("//*[@rel='author'] | //*[@itemprop='author']")
    authors = [_name_in(element) for element in marked if not cards.intersection(element.iterancestors("article"))]
    yield Given(Field.AUTHORS, [name for name in authors if name], Origin.META_TAG)


def _is_in_sentence(time: Element) -> bool:
    """Whether a sentence tells of the time, which is then that of what it tells of."""
    return any(ends_sentence(words_of(one)) for one in time.iterancestors("p", "li", "dd", "td", "blockquote"))


def _name_in(author: Element) -> str:
    """The name that an author's element marks within it; else all of its words, or what it has instead of words."""
    names = author.xpath(".//*[@itemprop='name']")[:1] or [author]
    return words_of(names[0]) or names[0].get("content", "")
