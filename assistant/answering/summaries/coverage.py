"""The articles of a subject and what a summary cites to what it covers of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.records.answers import Citation
from assistant.records.articles import Article
from assistant.records.summaries import Coverage


def cover(articles: Sequence[Article], read: int, citations: Iterable[Citation]) -> Coverage:
    """What is cited of the articles that are about a subject, `read` of which were read; a copy counts as cited."""
    ids = {article.id for each in citations for article in (each.article, *each.copies)}
    cited = [article for article in articles if article.id in ids]
    first, last = span_of(articles)
    days = {article.published for article in articles if article.published}
    sources = tuple(dict.fromkeys(article.source for article in articles if article.source))
    named = {article.source for article in cited}
    return Coverage(
        articles=len(articles),
        read=read,
        cited=len(cited),
        first=first,
        last=last,
        days=len(days),
        days_uncited=len(days - {article.published for article in cited}),
        sources=sources,
        sources_uncited=tuple(source for source in sources if source not in named),
    )


def span_of(articles: Iterable[Article]) -> tuple[date | None, date | None]:
    """The first and the last day of articles; None where all are undated."""
    days = [article.published for article in articles if article.published]
    return min(days, default=None), max(days, default=None)
