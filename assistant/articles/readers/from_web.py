"""An article, or rows, that came from a web address: their own address is completed by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.articles.metadata.metadata import address_in, field_named, given_by
from assistant.articles.readers.rows import Row, Rows
from assistant.records.articles import Origin


@dataclass(frozen=True, slots=True)
class Web:
    """Where a file was fetched from, and what a feed that links to it says of it, by the names of columns."""

    address: str
    said: Mapping[str, object] = field(default_factory=dict)


def article_at(raw: RawArticle, web: Web | None) -> RawArticle:
    """The article with the address it was fetched from, and the site as its source where it names none.

    What a feed says of it stands behind what it says itself. The address that a page gives for itself is taken only
    where it is one of the same site: a page could pass itself off as another paper's.
    """
    if web is None:
        return raw
    address = web.address
    own = whole(address, address_in(raw.given)) if address_in(raw.given) else ""
    first = Given(Field.URL, own if own and _site(own) == _site(address) else address, Origin.FETCHED)
    return replace(raw, given=(first, *raw.given, *given_by(web.said, Origin.FEED), _source(address)))


def rows_at(rows: Rows, web: Web | None) -> Rows:
    """The rows with whole addresses for links that start from where they were fetched, and the site as a source."""
    if web is None:
        return rows
    address, source = web.address, _source(web.address)

    def completed() -> Iterator[Row]:
        for row in rows():
            links = {
                name: whole(address, value)
                for name, value in row.values.items()
                if field_named(name) is Field.URL and isinstance(value, str) and value
            }
            yield replace(row, values={**row.values, **links}, given=(*row.given, source))

    return completed


def _source(address: str) -> Given:
    return Given(Field.SOURCE, _site(address), Origin.FETCHED)


def whole(address: str, link: str) -> str:
    """A link as it is meant on the page of this address; one that means nothing stays as it is."""
    try:
        return urljoin(address, link)
    except ValueError:
        return link


def _site(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
