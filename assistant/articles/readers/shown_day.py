"""A web page that marks no day as that of its publication to the day that it shows.

First the lines about the page's heading are read; then htmldate looks through the page, told that the day of
publication is wanted. Its answer counts where the page shows that whole day: a year of a copyright or a month alone
gives none. Where htmldate finds it only by searching all of the text, the day must stand in a line that is no sentence.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.articles.metadata.dateline import LONGEST_LINE, dateline
from assistant.articles.metadata.given import Field, Given
from assistant.articles.readers.html_tree import blocks_in
from assistant.articles.readers.near_heading import lines_near_heading
from assistant.articles.readers.shown_words import Element
from assistant.articles.readers.story_cards import of_story
from assistant.language.lines import ends_sentence
from assistant.records.articles import Origin

_MOST_ELEMENTS = 50_000  # htmldate copies the page several times
# Meta elements that htmldate takes for the publication where nothing else is given.
_OF_CHANGE = re.compile(r"modif|updated|lastmod|lastdate|utime|moddate|revision|revised|copyrightyear", re.IGNORECASE)
_NO_ADDRESS = "about:blank"  # the day in the page's address is read by ours
_CHANGED = re.compile(
    r"\b(?:updated|modified|edited|changed|revised|reviewed|aktualisiert|geändert|bearbeitet|mise?s? à jour|modifié"
    r"|actualizad[oa]|modificad[oa]|aggiornat[oa]|atualizad[oa]|bijgewerkt|обновлено|изменено|zaktualizowano)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|veröffentlicht|publié|publicad[oa]|pubblicat[oa]|gepubliceerd|опубликован[ао]?|publicerad"
    r"|дата публикации|opublikowano|publikováno|publisert|julkaistu|megjelent|yayınlanma|δημοσιεύτηκε)\b\s?:?\s?",
    re.IGNORECASE,
)
_ANY_MONTH = r"[^\W\d_]{3,}\.?"


def shown_near_heading(page: Element) -> Iterator[Given]:
    """The days in the lines below and above the page's heading, as far as the page shows them."""
    for lines in lines_near_heading(page):
        # What stands behind a label in another language than those of a dateline is a line of its own.
        text = "\n".join(_PUBLISHED.sub("", line) if _PUBLISHED.match(line) else line for line in lines)
        labelled = list(dateline("\n".join(lines))) or dateline(text)
        yield from (replace(given, origin=Origin.PAGE) for given in labelled)


def shown_anywhere(page: Element, shown: Element, *, search_text: bool) -> Given | None:
    """What htmldate says of a whole page; `shown` is the page without what it hides."""
    if sum(1 for _ in page.iter()) > _MOST_ELEMENTS:
        return None
    bare = _without_changes(page)
    lines = [one.text for one in blocks_in(shown) if len(one.text) <= LONGEST_LINE]
    if day := _by_htmldate(bare, extensive=False):
        return _as_written(day, _source_of(page), lines, needed=day.day == 1)
    if search_text and (day := _by_htmldate(bare, extensive=True)):
        return _as_written(day, "\n".join(line for line in lines if not ends_sentence(line)), lines, needed=True)
    return None


def _by_htmldate(page: Element, *, extensive: bool) -> date | None:
    import htmldate

    # It reports what it cannot use; that is said by our own remark.
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = htmldate.find_date(page, extensive_search=extensive, original_date=True, url=_NO_ADDRESS)
    return date.fromisoformat(found) if found else None


def _without_changes(page: Element) -> Element:
    """A copy of the page without other stories and the meta elements that tell of its last change."""
    bare = of_story(page)
    for meta in list(bare.iter("meta")):
        names = " ".join(meta.get(name, "") for name in ("property", "name", "itemprop", "http-equiv"))
        if _OF_CHANGE.search(names):
            meta.getparent().remove(meta)
    return bare


def _source_of(page: Element) -> str:
    from lxml import etree

    source: str = etree.tostring(page, encoding="unicode")
    return source


def _as_written(day: date, text: str, lines: list[str], *, needed: bool) -> Given | None:
    """The day, or the figures that stand for it where they may mean another one too; None if it `needed` to be seen."""
    field = Field.UPDATED if _is_of_change(day, lines) else Field.PUBLISHED
    if _clear_form(day).search(text):
        return Given(field, day, Origin.PAGE)
    if figures := _unclear_form(day).search(text):
        return Given(field, figures[0], Origin.PAGE)
    return None if needed else Given(field, day, Origin.PAGE)


def _is_of_change(day: date, lines: list[str]) -> bool:
    """Whether every line that shows the day calls it that of the last change."""
    forms = (_clear_form(day), _unclear_form(day))
    showing = [line for line in lines if any(form.search(line) for form in forms)]
    return bool(showing) and all(_CHANGED.search(line) and not _PUBLISHED.search(line) for line in showing)


def _clear_form(day: date) -> re.Pattern[str]:
    year, month, number = day.year, rf"0?{day.month}", rf"0?{day.day}"
    return re.compile(
        rf"(?<!\d){year}(?:[-/.]{month}[-/.]{number}|{day.month:02}{day.day:02}|[年년]\s?{month}[月월]\s?{number})(?!\d)"
        rf"|(?<!\d){number}(?:st|nd|rd|th|er|º|\.)?[\s-](?:of\s|de\s)?{_ANY_MONTH},?[\s-](?:de\s)?{year}(?!\d)"
        rf"|{_ANY_MONTH}\s{number}(?:st|nd|rd|th)?,?\s{year}(?!\d)|{year}\.?\s{_ANY_MONTH}\s{number}(?!\d)"
    )


def _unclear_form(day: date) -> re.Pattern[str]:
    """Figures in either order; an order that only one day can have is settled where they are read."""
    year, month, number = rf"(?:{day.year}|{day.year % 100:02})(?!\d)", rf"0?{day.month}", rf"0?{day.day}"
    return re.compile(rf"(?<![\d./-])(?:{number}([-/.]){month}\1|{month}([-/.]){number}\2){year}")
