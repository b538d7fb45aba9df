"""The records of fetching: what a web address holds, how one is wanted, and what a run of fetching gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.records.articles import SkippedFile

USUAL_LIMIT = 100  # pages of one sitemap in one run


class Content(StrEnum):
    """What an address holds."""

    PAGE = "page"  # one article, or a file of articles
    FEED = "feed"  # its entries are articles; what falls out of it is kept
    SITEMAP = "sitemap"  # the addresses of pages, or of other sitemaps


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address that the reader gave, and how it is to be read: `full` is of feeds, the last two are of sitemaps."""

    address: str
    content: Content | None = None
    full: bool = False
    limit: int = USUAL_LIMIT
    since: date | None = None


@dataclass(frozen=True, slots=True)
class FetchedNow:
    """The addresses that a run fetched, or found unchanged; what is to be said of others; and how long it took."""

    addresses: tuple[str, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    remarks: tuple[SkippedFile, ...] = ()
    seconds: float = 0.0


NOTHING_FETCHED = FetchedNow()
