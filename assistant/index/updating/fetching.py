"""Web addresses to files that are kept: pages, feeds with or without their pages, and the pages of sitemaps.

Nothing is held while a site is waited for: each address is noted by a short transaction of its own, and a run that is
broken off goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from assistant.articles.fetching.addresses import tidy
from assistant.articles.fetching.content import content_of
from assistant.articles.fetching.fetch import NOTHING_KNOWN, Fetcher, FetchRules, Validators
from assistant.articles.fetching.links import Link, links_in_feed, links_in_sitemap
from assistant.errors import NotFetched
from assistant.index.lock import writer_lock
from assistant.index.storage.fetched import (
    FetchedRow,
    fetched_rows,
    forget_file,
    kept_file,
    note_fetched,
)
from assistant.index.storage.rows import have_read_again, moment
from assistant.index.storage.schema import CATALOGUE_FILE, create_catalogue
from assistant.index.storage.writing import utc_now
from assistant.records.articles import SkippedFile
from assistant.records.fetching import NOTHING_FETCHED, Content, FetchedNow, Wanted

MOST_SITEMAPS = 50  # that an index of them leads to, in one run
# A link of a feed that gave nothing is asked for again only so much later.
_LINK_RETRY = timedelta(days=1)

# Told how many addresses are done, and how many there are.
FetchProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FetchPlan:
    """Where what is fetched is kept, by what rules, and the addresses that the reader gave it on this machine before.

    A library that somebody else made lists his own, and none of them is fetched because its folder is here.
    """

    folder: Path
    own: frozenset[str] = frozenset()
    rules: FetchRules = field(default_factory=FetchRules)
    clock: Callable[[], datetime] = utc_now
    stopped: Callable[[], bool] = lambda: False  # whether to end with what came by then; the next run goes on


def fetch(wanted: Sequence[Wanted], plan: FetchPlan, progress: FetchProgress) -> FetchedNow:
    """Fetches what the reader names, and what that names; whatever fails is said, and the rest is fetched.

    Raises LibraryError's classes.
    """
    began = time.monotonic()
    connection = _open(plan.folder)
    try:
        run = _Run(plan, connection, progress)
        for each in wanted:
            if not plan.stopped():
                run.take(each)
        return run.report(time.monotonic() - began)
    finally:
        connection.close()


def fetch_due(plan: FetchPlan, progress: FetchProgress, *, older_than: timedelta = timedelta(0)) -> FetchedNow:
    """Fetches again what the reader gave before, as it was given then, if it was last asked for so long ago.

    Addresses that were given on another machine are named, and not fetched.
    """
    if not (plan.folder / CATALOGUE_FILE).is_file():
        return NOTHING_FETCHED
    connection = _open(plan.folder)
    try:
        given = [row for row in fetched_rows(connection).values() if row.given]
    finally:
        connection.close()
    own = [row for row in given if row.address in plan.own]
    before = plan.clock() - older_than
    due = [_wanted(row) for row in own if not row.tried_at or datetime.fromisoformat(row.tried_at) <= before]
    fetched = fetch(due, plan, progress) if due else NOTHING_FETCHED
    strange = [row for row in given if row not in own]
    said = [
        SkippedFile(row.address, "is not fetched: it was not given on this machine; name it once") for row in strange
    ]
    return replace(fetched, skipped=(*fetched.skipped, *said))


class _Run:
    """One run: what is known of each address, and what came of it."""

    def __init__(self, plan: FetchPlan, connection: sqlite3.Connection, progress: FetchProgress) -> None:
        self._plan, self._connection, self._progress = plan, connection, progress
        self._fetcher = Fetcher(plan.rules)
        self._rows = fetched_rows(connection)
        self._taken: dict[str, None] = {}
        self._skipped: list[SkippedFile] = []
        self._remarks: list[SkippedFile] = []
        self._done, self._total = 0, 0

    def take(self, wanted: Wanted) -> None:
        """Fetches one address that was given, and what it leads to."""
        self._count(1)
        try:
            address = tidy(wanted.address)
        except NotFetched as error:
            self._skipped.append(SkippedFile(wanted.address, error.message))
            return
        options = json.dumps({**asdict(wanted), "address": address}, default=str)
        before = self._rows.get(address, FetchedRow(address))
        self._rows[address] = replace(before, given=1, options=options)
        sitemap = self._get(address, wanted.content)
        row = self._rows[address]
        if row.kind == Content.FEED and wanted.full and (file := kept_file(self._plan.folder, row)) is not None:
            self._take_links(links_in_feed(file, row.final or address), address)
        elif sitemap is not None:
            self._take_sitemap(sitemap, address, wanted)

    def report(self, seconds: float) -> FetchedNow:
        """What there is to read, and to say."""
        return FetchedNow(tuple(self._taken), tuple(self._skipped), tuple(self._remarks), seconds)

    def _get(self, address: str, content: Content | None = None) -> bytes | None:
        """Fetches an address if it changed, keeps and notes it; gives the bytes of a sitemap, which are not kept."""
        before = self._rows.setdefault(address, FetchedRow(address))
        kept = kept_file(self._plan.folder, before)
        now = self._now()
        try:
            if before.not_before > now:
                raise NotFetched(f"is left alone until {before.not_before}, as its server asked")
            known = Validators(before.final, before.etag, before.last_modified) if kept else NOTHING_KNOWN
            fetched = self._fetcher.fetch(address, known)
            if fetched.body is None:
                self._note(replace(before, tried_at=now, problem="", not_before=""))
                return None
            what, suffix, body = content_of(fetched, content)
        except NotFetched as error:
            self._fail(before, error, is_kept=kept is not None)
            return None
        finally:
            self._count(0, done=1)
        row = replace(
            before,
            kind=what.value,
            suffix="" if what is Content.SITEMAP else suffix,
            final=fetched.final,
            etag=fetched.validators.etag,
            last_modified=fetched.validators.last_modified,
            fetched_at=now,
            tried_at=now,
            sha256=hashlib.sha256(body).hexdigest(),
            problem="",
            not_before="",
        )
        if before.suffix != row.suffix:
            forget_file(self._plan.folder, before)
        self._note(row, None if what is Content.SITEMAP else body)
        return body if what is Content.SITEMAP else None

    def _fail(self, before: FetchedRow, error: NotFetched, *, is_kept: bool) -> None:
        later = self._plan.clock() + timedelta(seconds=min(error.wait_seconds, 30 * 86_400))
        not_before = moment(later) if error.wait_seconds else before.not_before
        note = "; what was read from it before is kept" if is_kept else ""
        self._skipped.append(SkippedFile(before.address, error.message + note))
        if before.found_in or before.fetched_at:  # an address that was mistyped is not asked for ever again
            self._note(replace(before, tried_at=self._now(), problem=error.message, not_before=not_before))
        if is_kept:
            self._taken[before.address] = None

    def _note(self, row: FetchedRow, body: bytes | None = None) -> None:
        note_fetched(self._connection, self._plan.folder, row, body)
        self._rows[row.address] = row
        if row.suffix:
            self._taken[row.address] = None

    def _take_links(self, links: Sequence[Link], found_in: str) -> None:
        """Fetches what a feed or sitemap links to, but what is there and has not changed since."""
        due = [link for link in links if self._is_due(link)]
        self._taken.update(dict.fromkeys(link.address for link in links if self._is_kept(link.address)))
        self._count(len(due))
        come = False
        for link in due:
            if self._plan.stopped():
                break
            before = self._rows.get(link.address, FetchedRow(link.address))
            said = json.dumps(link.said, default=str)
            self._rows[link.address] = replace(before, found_in=before.found_in or found_in, said=said)
            self._get(link.address)
            come = come or self._is_kept(link.address)
        if come:  # its pages stand for its entries, also where it did not change itself
            have_read_again(self._connection, found_in)

    def _take_sitemap(self, data: bytes, address: str, wanted: Wanted) -> None:
        links = self._links_of_site(data, address, wanted.since)
        due = [link for link in links if self._is_due(link)]
        dropped = set(due[wanted.limit :])
        if dropped:
            rest = f"{len(dropped):,} more pages of it are not fetched now: --limit is {wanted.limit:,}"
            self._remarks.append(SkippedFile(address, rest))
        self._take_links([link for link in links if link not in dropped], address)

    def _links_of_site(self, data: bytes, address: str, since: date | None) -> list[Link]:
        """The pages that a sitemap, and the sitemaps it names, lead to, newest first; undated ones last."""
        earliest = since.isoformat() if since else ""
        pages: dict[str, Link] = {}
        waiting, seen, strangers = [(address, data)], {address}, 0
        while waiting:
            here, sitemap = waiting.pop()
            try:
                found = links_in_sitemap(sitemap, here)
            except NotFetched as error:
                self._skipped.append(SkippedFile(here, error.message))
                continue
            strangers += found.strangers
            pages.update({link.address: link for link in found.pages})
            inner = [link for link in found.sitemaps if link.address not in seen and _is_since(link, earliest)]
            inner.sort(key=lambda link: link.changed, reverse=True)
            if len(seen) + len(inner) > MOST_SITEMAPS:
                self._remarks.append(
                    SkippedFile(here, f"names more than {MOST_SITEMAPS} sitemaps; the newest are read")
                )
            for link in inner[: MOST_SITEMAPS - len(seen)]:
                seen.add(link.address)
                self._count(1)
                self._rows.setdefault(link.address, FetchedRow(link.address, found_in=address))
                if (body := self._get(link.address, Content.SITEMAP)) is not None:
                    waiting.append((link.address, body))
        if strangers:
            self._remarks.append(
                SkippedFile(address, f"names {strangers:,} addresses of other sites, which are left out")
            )
        kept = [link for link in pages.values() if _is_since(link, earliest)]
        return sorted(kept, key=lambda link: link.changed, reverse=True)

    def _is_due(self, link: Link) -> bool:
        """Whether an address that another names was never fetched, or was changed since, or may be tried again."""
        row = self._rows.get(link.address)
        if row is None or not row.tried_at or (link.changed and link.changed > row.fetched_at[:10] > ""):
            return True
        long_ago = self._plan.clock() - datetime.fromisoformat(row.tried_at) >= _LINK_RETRY
        return bool(row.problem) and long_ago

    def _is_kept(self, address: str) -> bool:
        return address in self._rows and kept_file(self._plan.folder, self._rows[address]) is not None

    def _now(self) -> str:
        return moment(self._plan.clock())

    def _count(self, total: int, *, done: int = 0) -> None:
        self._total += total
        self._done += done
        self._progress(self._done, self._total)


def _open(folder: Path) -> sqlite3.Connection:
    if (folder / CATALOGUE_FILE).is_file():
        return create_catalogue(folder)
    with writer_lock(folder):
        return create_catalogue(folder)


def _wanted(row: FetchedRow) -> Wanted:
    """How an address was given."""
    given = json.loads(row.options)
    return Wanted(
        row.address,
        content=Content(given["content"]) if given["content"] else None,
        full=bool(given["full"]),
        limit=int(given["limit"]),
        since=date.fromisoformat(given["since"]) if given["since"] else None,
    )


def _is_since(link: Link, earliest: str) -> bool:
    return not link.changed or link.changed >= earliest
