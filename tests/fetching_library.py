"""A library that fetches from a web server on loopback, and pages, feeds and sitemaps for that."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.index.updating.fetching import FetchPlan, fetch, fetch_due
from assistant.index.updating.indexing import index_articles
from assistant.records.articles import Article, IndexReport
from assistant.records.fetching import FetchedNow, Wanted
from small_library import Made
from web_server import Page, Site, rules_for

AT = "http://news.example/2024/08/01/ferry"
FEED = "http://news.example/feed.xml"
MAP = "http://news.example/sitemap.xml"
NOON = datetime(2024, 8, 2, 12, 0, tzinfo=UTC)


def page(title: str, *paragraphs: str, head: str = "") -> Page:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return Page(
        f"<html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Menu of the site</a></nav>"
        f"<article><h1>{title}</h1>{body}</article></body></html>"
    )


FERRY = page("Ferry sails", "The ferry sails again on Monday, the harbour master said.", "It had been idle for a week.")


def item(number: int, words: str = "A summary of it.") -> str:
    return (
        f"<item><title>Item {number}</title><link>/pages/{number}</link><guid>g{number}</guid>"
        f"<pubDate>Thu, 0{number} Aug 2024 10:00:00 GMT</pubDate><description>{words} ({number})</description></item>"
    )


def feed(*numbers: int, **page_of: Any) -> Page:
    items = "".join(map(item, numbers))
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'
    return Page(text, "application/rss+xml", **page_of)


def sitemap(*entries: tuple[str, str], outer: str = "urlset", inner: str = "url") -> Page:
    listed = "".join(f"<{inner}><loc>{at}</loc><lastmod>{day}</lastmod></{inner}>" for at, day in entries)
    return Page(f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</{outer}>', "application/xml")


class Here(Made):  # type: ignore[misc]  # mypy does not find the code that tests share
    """A library that fetches from one site."""

    def __init__(self, root: Path, site: Site) -> None:
        super().__init__(root)
        self.site = site
        self.now = NOON

    def fetching(self, **rules: Any) -> FetchPlan:
        known = self.rows("SELECT address FROM fetched") if self.folder.is_dir() else []
        own = frozenset(address for (address,) in known)
        return FetchPlan(self.folder, own, rules_for(self.site, **rules), lambda: self.now)

    def read(self, *wanted: Wanted | str, **rules: Any) -> IndexReport:
        """Fetches and indexes."""
        self.now += timedelta(minutes=1)
        named = [Wanted(each) if isinstance(each, str) else each for each in wanted]
        return self.take(fetch(named, self.fetching(**rules), lambda *_: None))

    def again(self, **rules: Any) -> IndexReport:
        """Fetches again what was given."""
        self.now += timedelta(minutes=1)
        return self.take(fetch_due(self.fetching(**rules), lambda *_: None))

    def take(self, fetched: FetchedNow) -> IndexReport:
        return index_articles([], self.plan(), lambda *_: None, fetched=fetched)

    def all(self) -> list[Article]:
        with self.opened() as (library, _):
            return sorted(library.catalogue.all_articles(), key=lambda each: each.path)
