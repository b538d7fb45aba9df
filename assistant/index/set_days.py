"""Days set by hand: an article's own date to the one the reader gives it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from assistant.types import Article, Origin

_FIELD = "published"


@dataclass(frozen=True, slots=True)
class OwnDate:
    """What an article gives for itself, and where it stands; nothing for one that is undated."""

    day: date | None = None
    time: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class SetDay:
    """The day that the reader set for an article, which wins over its own."""

    day: date
    own: OwnDate


def own_date(article: Article) -> OwnDate:
    """The date of an article as its file gives it."""
    return OwnDate(article.published, article.published_time, article.origins.get(_FIELD))


def dated(article: Article, day: date) -> Article:
    """The article with a day set by hand."""
    return replace(
        article, published=day, published_time=None, origins={**_other_origins(article), _FIELD: Origin.SET}
    )


def undone(article: Article, own: OwnDate) -> Article:
    """The article with its own date again."""
    origins = {**_other_origins(article), _FIELD: own.origin} if own.origin else _other_origins(article)
    return replace(article, published=own.day, published_time=own.time, origins=origins)


def _other_origins(article: Article) -> Mapping[str, Origin]:
    return {name: origin for name, origin in article.origins.items() if name != _FIELD}
