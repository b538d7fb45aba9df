"""Keeps the days that the reader set by hand, whatever the files of those articles say when they are read again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.set_days import SetDay, dated, has_set_day, own_date
from assistant.index.storage.writing import CatalogueWriter
from assistant.records.articles import Article


class DaysByHand:
    """The days set by hand as they were when a run began."""

    def __init__(self, catalogue: Catalogue, writer: CatalogueWriter) -> None:
        self._days, self._writer = catalogue.set_days(), writer

    def applied_to(self, article: Article) -> Article:
        """The article with the day that the reader set for it; what the file now gives is kept for taking that back."""
        before = self._days.get(article.id)
        if before is None:
            return article
        if before.own != own_date(article):
            self._writer.keep_set_day(article.id, SetDay(before.day, own_date(article)))
        return dated(article, before.day)


def days_inherited(catalogue: Catalogue) -> Iterator[tuple[str, Article, date]]:
    """Articles that go on from one whose day was set by hand, each with its file and that day, and without it yet."""
    for article_id, before in catalogue.set_days().items():
        found = catalogue.stored(article_id)
        if found is not None and not has_set_day(found[1]):
            yield (*found, before.day)
