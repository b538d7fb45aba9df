"""The fetched files that a run reads, each under its web address: what was asked for now, and what was not read yet."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant.articles.files import is_feed
from assistant.articles.metadata.addresses import address_of
from assistant.articles.metadata.published import DateRule
from assistant.articles.readers.from_web import Web
from assistant.index.storage.fetched import FetchedRow, fetched_rows, kept_file
from assistant.index.updating.source_files import articles_of
from assistant.records.articles import Article, SkippedFile
from assistant.records.fetching import Content, FetchedNow


class KeptPages:
    """What is kept of web addresses, by its places; all other files are read as if it were not there."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, now: FetchedNow) -> None:
        self.now = now
        self._rows: dict[Path, FetchedRow] = {}
        self._pages: dict[str, str] = {}  # by the address of an article: the feed that its page was found in
        self.stood_for: set[str] = set()  # ids of entries for which the page that they link to stands
        for address, row in fetched_rows(connection).items():
            if (file := kept_file(folder, row)) is not None:
                self._rows[file] = row
                if row.found_in and (at := address_of(address)):
                    self._pages[at] = row.found_in

    def files(self, known: Mapping[str, str]) -> tuple[Path, ...]:
        """What is to be read, in the order of the addresses; `known` are the hashes of what was read before."""
        asked = set(self.now.addresses)
        due = [file for file, row in self._rows.items() if row.address in asked or known.get(row.address) != row.sha256]
        return tuple(due)

    def looked_at(self, names: Sequence[str]) -> list[str]:
        """These paths, and the addresses that this run asked for."""
        return [*names, *self.now.addresses, *(each.path for each in self.now.skipped)]

    def address(self, file: Path) -> str | None:
        """The address that a file was fetched from; None for another file."""
        row = self._rows.get(file)
        return row.address if row else None

    def is_feed(self, file: Path, readers: Mapping[str, str]) -> bool:
        """Whether it is a feed, which holds only its latest entries."""
        row = self._rows.get(file)
        return row.kind == Content.FEED if row else is_feed(file, readers)

    def articles(
        self, file: Path, name: str, readers: Mapping[str, str], rule: DateRule, *, encoding: str | None = None
    ) -> Iterator[Article | SkippedFile]:
        """The articles of a file; those of a kept one by our own readers and no other."""
        row = self._rows.get(file)
        if row is None:
            yield from articles_of(file, name, readers, rule, encoding=encoding)
            return
        web = Web(row.final or row.address, json.loads(row.said))
        for found in articles_of(file, row.address, {}, rule, web=web):
            at = address_of(found.url) if isinstance(found, Article) and row.kind == Content.FEED else None
            if isinstance(found, Article) and at and self._pages.get(at) == row.address:
                self.stood_for.add(found.id)
            else:
                yield found
