"""The title elements, headings and given titles of a page to titles without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.articles.metadata.given import Field, Given
from assistant.articles.readers.shown_words import Element
from assistant.language.normalise import one_line
from assistant.records.articles import Origin

_BETWEEN = r"(?:\s*[|｜·•»«]\s*|\s+[-–—]+\s+)"
_PARTS = re.compile(rf"({_BETWEEN})")


def with_page_titles(page: Element, marked: Sequence[Given]) -> Iterator[Given]:
    """What is given, its titles cut where a heading or the site's name shows where they end; then the page's titles."""
    site = next((one.value for one in marked if one.field is Field.SOURCE and isinstance(one.value, str)), "")
    headings = {level: [words for one in page.iter(level) if (words := words_of(one))] for level in ("h1", "h2", "h3")}
    shown = [words for level in headings.values() for words in level]
    for given in marked:
        if given.field is Field.TITLE and isinstance(given.value, str):
            yield replace(given, value=_without_site(one_line(given.value), shown, site))
        else:
            yield given
    titles = [words_of(one) for one in page.xpath("//head/title")[:1]]
    yield from (Given(Field.TITLE, words, Origin.HEADING) for words in _headings_in(titles, shown, site))
    if len(headings["h1"]) == 1 and not _same(headings["h1"][0], site):
        yield Given(Field.TITLE, headings["h1"][0], Origin.HEADING)
    for words in titles:
        lines = {one_line(one.text or "") for one in page.xpath("//body//*[not(self::script) and not(self::style)]")}
        yield Given(Field.TITLE, _without_site(words, lines, site), Origin.META_TAG)


def words_of(element: Element) -> str:
    """An element's words in one line."""
    return one_line(element.text_content())


def _headings_in(titles: Iterable[str], headings: Collection[str], site: str) -> Iterator[str]:
    """The headings that are the page's title, or the part of it that is not the site's name."""
    for title in titles:
        found = _without_site(title, headings, site)
        if found in headings:
            yield found


def _without_site(title: str, lines: Collection[str], site: str) -> str:
    """The longest part of a title that the page shows as a line of its own; else what is left without the site."""
    runs = _runs_of(title)
    shown = [one for one in runs if one in lines and not _same(one, site)]
    if shown:
        return max(shown, key=len)
    return next((run for run, rest in runs.items() if rest and _same(rest, site)), title)


def _runs_of(title: str) -> dict[str, str]:
    """The title and what stands before or after each sign that parts it, the longest first, with what it leaves out."""
    pieces = _PARTS.split(title)
    runs = {title: ""}
    for end in range(len(pieces) - 2, 0, -2):
        runs["".join(pieces[:end])] = "".join(pieces[end + 1 :])
    for start in range(2, len(pieces), 2):
        runs.setdefault("".join(pieces[start:]), "".join(pieces[: start - 1]))
    return runs


def _same(words: str, site: str) -> bool:
    return bool(site) and words.casefold() == site.casefold()
