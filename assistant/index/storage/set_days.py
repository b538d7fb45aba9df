"""Days set by hand: an article's own date to the one the reader gives it, and back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date

from assistant.errors import LibraryDamaged
from assistant.records.articles import Article, Origin

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


def has_set_day(article: Article) -> bool:
    """Whether the article goes by a day set by hand."""
    return article.origins.get(_FIELD) is Origin.SET


def set_day_of(row: sqlite3.Row) -> SetDay:
    """The day set by hand in a row of `set_days`. Raises LibraryDamaged."""
    try:
        own_day = None if row["own_day"] is None else date.fromisoformat(row["own_day"])
        origin = None if row["own_origin"] is None else Origin(row["own_origin"])
        return SetDay(date.fromisoformat(row["day"]), OwnDate(own_day, row["own_time"], origin))
    except (ValueError, TypeError) as error:
        raise LibraryDamaged(
            f"The day set by hand for the article {row['id']!r} is damaged.", hint="`assistant index` sets it aside."
        ) from error


def dated(article: Article, day: date) -> Article:
    """The article with a day set by hand."""
    # Where an origin stands among the others is kept: the article's fingerprint depends on it.
    return replace(article, published=day, published_time=None, origins={**article.origins, _FIELD: Origin.SET})


def undone(article: Article, own: OwnDate) -> Article:
    """The article with its own date again."""
    if own.origin:
        origins = {**article.origins, _FIELD: own.origin}
    else:
        origins = {name: origin for name, origin in article.origins.items() if name != _FIELD}
    return replace(article, published=own.day, published_time=own.time, origins=origins)
