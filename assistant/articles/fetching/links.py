"""A feed, a sitemap or a list of addresses to the addresses that it names, each with the day of its last change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from assistant.articles.fetching.addresses import is_address, tidy
from assistant.articles.metadata.given import Field
from assistant.articles.metadata.metadata import field_named
from assistant.articles.readers.feed import feed_rows
from assistant.articles.readers.from_web import whole
from assistant.articles.readers.json_rows import json_rows
from assistant.articles.readers.rows import Row
from assistant.errors import NotFetched, UnreadableFile

MOST_LINKS = 50_000  # of one sitemap (sitemaps.org)
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Link:
    """An address that another names; `changed` is the ISO day of its last change, or of publication, if it is said.

    `said` is what a feed says of it besides, by the names of columns.
    """

    address: str
    changed: str = ""
    said: Mapping[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages of a site, or other sitemaps; those of other sites are counted, not named (sitemaps.org)."""

    pages: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()
    strangers: int = 0


def links_in_feed(file: Path, address: str) -> list[Link]:
    """What the entries of a feed link to; `address` is where the feed was fetched from."""
    links: dict[str, Link] = {}
    for row in _rows(file):
        url = next((value for name, value in row.values.items() if field_named(name) is Field.URL), None)
        if isinstance(url, str) and url:
            said = {name: value for name, value in row.values.items() if field_named(name) not in (None, Field.URL)}
            links.update({link.address: replace(link, said=said) for link in _links([(whole(address, url), "")])})
    return list(links.values())


def links_in_sitemap(data: bytes, address: str) -> Sitemap:
    """What a sitemap, or an index of them, names; raises NotFetched for what is none. A text has one address a line."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _of_site(_links((line, "") for line in addresses_in(data.decode("utf-8-sig", "replace"))), [], address)
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotFetched("is not a sitemap") from error
    if root is None or str(root.tag).rpartition("}")[2].lower() not in ("urlset", "sitemapindex"):
        raise NotFetched("is not a sitemap")
    read = partial(_entries, root, address)
    return _of_site(_links(read("url")), _links(read("sitemap")), address)


def addresses_in(text: str) -> list[str]:
    """The web addresses in a list, one a line; what stands behind a space, and lines that begin with #, are left."""
    words = (line.split()[0] for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    return list(dict.fromkeys(word for word in words if is_address(word)))


def _rows(file: Path) -> Iterator[Row]:
    try:
        if file.suffix == ".json":
            with file.open("rb") as stream:
                yield from json_rows(stream)
        else:
            yield from feed_rows(file)
    except UnreadableFile:  # said when the feed's own entries are read
        return


def _entries(root: object, address: str, name: str) -> Iterator[tuple[str, str]]:
    for element in root.iter(f"{{*}}{name}"):  # type: ignore[attr-defined]  # an lxml element; lxml ships no types
        location = element.findtext("{*}loc") or ""
        days = [element.findtext("{*}lastmod") or "", element.findtext(".//{*}publication_date") or ""]
        found = [day[1] for day in map(_DAY.match, days) if day]
        if location.strip():
            yield whole(address, location.strip()), max(found, default="")


def _links(found: Iterable[tuple[str, str]]) -> list[Link]:
    links: dict[str, Link] = {}
    for address, changed in found:
        try:
            tidied = tidy(address)
        except NotFetched:
            continue
        links.setdefault(tidied, Link(tidied, changed))
        if len(links) >= MOST_LINKS:
            break
    return list(links.values())


def _of_site(pages: list[Link], sitemaps: list[Link], address: str) -> Sitemap:
    own = [[link for link in links if _host(link.address) == _host(address)] for links in (pages, sitemaps)]
    return Sitemap(tuple(own[0]), tuple(own[1]), len(pages) + len(sitemaps) - sum(map(len, own)))


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
