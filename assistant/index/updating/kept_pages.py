"""The fetched files that a run reads, each under its web address: what was asked for now, and what was not read yet."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.articles.metadata.addresses import address_of
from assistant.articles.metadata.published import DateRule
from assistant.articles.readers.from_web import Web
from assistant.index.storage.fetched import FetchedRow, fetched_rows, kept_file
from assistant.index.updating.source_files import articles_of
from assistant.records.articles import Article, SkippedFile
from assistant.records.fetching import Content, FetchedNow


class KeptPages:
    """Kept files by their places, for one run."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, now: FetchedNow, known: Mapping[str, str]) -> None:
        """`known` are the hashes of the files that were read, as the catalogue has them."""
        self._rows: dict[Path, FetchedRow] = {}
        self._pages: dict[str, str] = {}  # by the address of an article: the feed that its page was found in
        self.stood_for: set[str] = set()  # ids of entries for which the page that they link to stands
        for address, row in fetched_rows(connection).items():
            file = kept_file(folder, row)
            if file is None:
                continue
            if address in now.addresses or known.get(address) != row.sha256:
                self._rows[file] = row
            if row.found_in and (at := address_of(address)):
                self._pages[at] = row.found_in

    @property
    def files(self) -> tuple[Path, ...]:
        """What is to be read, in the order of the addresses."""
        return tuple(self._rows)

    def address(self, file: Path) -> str | None:
        """The address that a file was fetched from; None for another file."""
        row = self._rows.get(file)
        return row.address if row else None

    def is_feed(self, file: Path) -> bool:
        """Whether it is a feed, which holds only its latest entries."""
        return file in self._rows and self._rows[file].kind == Content.FEED

    def articles(self, file: Path, rule: DateRule) -> Iterator[Article | SkippedFile]:
        """The articles of a kept file, by our own readers and no other."""
        row = self._rows[file]
        web = Web(row.final or row.address, json.loads(row.said))
        for found in articles_of(file, row.address, {}, rule, web):
            at = address_of(found.url) if isinstance(found, Article) and self.is_feed(file) else None
            if isinstance(found, Article) and at and self._pages.get(at) == row.address:
                self.stood_for.add(found.id)
            else:
                yield found
