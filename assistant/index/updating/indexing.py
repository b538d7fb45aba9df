"""Brings the library up to date with article files: reads what changed, stores whole articles, publishes vectors."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.articles.metadata.given import FoundFiles
from assistant.index.storage.catalogue import Catalogue, StoredArticle
from assistant.index.storage.removed import ERASING
from assistant.index.storage.rows import READ_AGAIN, fingerprint, moment
from assistant.index.storage.schema import CATALOGUE_FILE
from assistant.index.storage.set_days import SetDay, dated, own_date
from assistant.index.storage.writing import CatalogueWriter
from assistant.index.updating.comings import Comings, remarks_on_replaced
from assistant.index.updating.days_by_hand import DaysByHand, days_inherited
from assistant.index.updating.given_paths import emptied, forget_gone_paths, keep_paths, require_paths
from assistant.index.updating.index_plan import IndexPlan, Progress
from assistant.index.updating.kept_pages import KeptPages
from assistant.index.updating.mending import mended_catalogue
from assistant.index.updating.pipeline import Pipeline, Stopped, Taken
from assistant.index.updating.preparing import Fault, mark_rest, prepare
from assistant.index.updating.publishing import Packing, publish_vectors
from assistant.index.updating.source_files import (
    bytes_in,
    covers,
    gone,
    is_named,
    kept_name,
    require_matches,
    sha256_of,
)
from assistant.records.articles import Article, Coming, IndexReport, SkippedFile
from assistant.records.fetching import NOTHING_FETCHED, FetchedNow

if TYPE_CHECKING:
    from assistant.index.storage.writing import PreparedArticle
    from assistant.index.updating.ingest import Ingest
    from assistant.index.updating.on_ray import RayIngest

_REST_AT_ONCE = 50
_LARGE_BYTES = 10_000_000  # some five minutes' work


def index_articles(
    paths: Sequence[Path],
    plan: IndexPlan,
    progress: Progress,
    *,
    listed: bool = False,
    only: Collection[Path] | None = None,
    fetched: FetchedNow = NOTHING_FETCHED,
) -> IndexReport:
    """Reads the article files at `paths`, and what was fetched, into the library and says what became of them.

    Files below `paths` that are gone take their articles with them, whose texts are kept as withdrawn versions; a file
    that was read before and now cannot be keeps them. With `listed` the report names every article that came, changed
    or went. With `only`, of the files that are there only these, or those below these folders, are looked into. A run
    that is stopped stores what is embedded and says so in its report; the next goes on from there. Raises UsageError
    for a path that is not there and that was never read, LibraryLocked, LibraryDamaged and the embedder's errors.
    """
    require_paths(paths, plan.root, plan.folder)
    require_matches(paths, [] if not (plan.folder / CATALOGUE_FILE).is_file() else None)
    began = time.monotonic()
    with mended_catalogue(plan) as (connection, mending):
        run = _run_over(connection, plan, progress, listed=listed, fetched=fetched)
        keep_paths(connection, paths, plan.root, read_at=moment(plan.clock()))
        if run.index(paths, only):
            forget_gone_paths(connection, paths, plan.root)
        return run.report(began - fetched.seconds, mending.finish())


def rebuild_library(plan: IndexPlan, progress: Progress) -> IndexReport:
    """Makes anew all that was made of the texts kept; reads no file. Raises as index_articles does."""
    began = time.monotonic()
    with mended_catalogue(plan) as (connection, mending):
        mending.derive_again(plan.made_by)
        run = _run_over(connection, plan, progress)
        run.rebuild()
        mending.rebuild_words_now()
        return run.report(began, mending.finish())


def _run_over(
    connection: sqlite3.Connection,
    plan: IndexPlan,
    progress: Progress,
    *,
    listed: bool = False,
    fetched: FetchedNow = NOTHING_FETCHED,
) -> _Run:
    writer = CatalogueWriter(connection, plan.clock)
    comings = Comings(connection, writer, root=plan.root, clock=plan.clock, listed=listed)
    pages = KeptPages(connection, plan.folder, fetched)
    return _Run(plan, Catalogue(connection), writer, progress, comings=comings, pages=pages)


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """What is left to note of a file when its articles are stored."""

    name: str
    sha256: str | None
    gone: frozenset[str]
    moved: Mapping[str, str]


class _Run:
    """One run's counts and the articles read but not yet stored."""

    def __init__(
        self,
        plan: IndexPlan,
        catalogue: Catalogue,
        writer: CatalogueWriter,
        progress: Progress,
        *,
        comings: Comings,
        pages: KeptPages,
    ) -> None:
        self._plan, self._catalogue, self._writer, self._progress = plan, catalogue, writer, progress
        self._comings, self._pages = comings, pages
        self._ingest: Ingest | RayIngest | None = None
        self._days_by_hand = DaysByHand(catalogue, writer)
        self._added = self._changed = self._removed = self._unchanged = 0
        self._same_files: set[str] = set()  # unchanged since they were read, and to be read by other rules
        self._skipped = [*pages.now.skipped]
        self._faulty: set[str] = set()  # files of which an article met a fault of this program: to be read again
        self._faulty_articles: set[str] = set()
        self._remarks = [*pages.now.remarks]
        self._warnings: list[str] = []
        self._done_bytes = self._stored_bytes = self._total_bytes = 0
        self._packing = Packing(catalogue, writer, plan.folder)
        self._stopped_at: int | None = None
        self._pipeline = Pipeline(
            self._ingesting, self._store, batch_characters=plan.batch_characters, stopped=plan.stopped
        )

    def index(self, paths: Sequence[Path], only: Collection[Path] | None) -> bool:
        return self._until_stopped(partial(self._bring_up_to_date, paths, only))

    def rebuild(self) -> None:
        self._until_stopped(self._derive_again)

    def _until_stopped(self, work: Callable[[], None]) -> bool:
        """Whether the work came to its end; when it is stopped, what is embedded is stored."""
        with self._pipeline:
            try:
                work()
            except Stopped:
                self._tell("stopping", 0, 0)
                with suppress(Stopped):
                    self._pipeline.drain()
                self._stopped_at = self._catalogue.count("articles")
        return self._stopped_at is None

    def _bring_up_to_date(self, paths: Sequence[Path], only: Collection[Path] | None) -> None:
        self._pipeline.go_on()
        if self._catalogue.fact("made_by") != self._plan.made_by:
            self._writer.start_over(self._plan.made_by)
        if self._catalogue.fact("read_by") != self._plan.read_by:
            self._writer.read_anew(self._plan.read_by)
        self._writer.settle_succession()
        replaced = self._catalogue.replaced()
        found = self._plan.find(paths)
        self._skipped += found.skipped
        wanted = [self._name(path) for path in paths]
        ever = {*self._catalogue.files(), *self._catalogue.article_files()}
        known = [name for name in sorted(ever) if any(covers(each, name) for each in wanted)]
        require_matches(paths, known)
        missing = gone(known, [self._name(file) for file in found.files], self._skipped)
        self._comings.expect(missing)
        self._read(found.files if only is None else [file for file in found.files if is_named(file, only)])
        self._forget(missing, wanted, found)
        self._date_heirs()
        self._remarks += remarks_on_replaced(replaced, self._catalogue.replaced())
        self._make_rest_anew()
        self._mark_rest()
        self._publish()
        self._finish_erasing()
        looked = wanted if only is None else [self._name(path) for path in only]
        named = self._pages.looked_at(looked)
        self._comings.finish(self._skipped, lambda name: any(covers(each, name) for each in named), wanted)

    def _derive_again(self) -> None:
        self._writer.settle_succession()
        self._make_rest_anew()
        self._mark_rest()
        self._publish()

    def report(self, began: float, mended: Sequence[SkippedFile]) -> IndexReport:
        return IndexReport(
            added=self._added,
            changed=self._changed,
            removed=self._removed,
            unchanged=self._unchanged,
            skipped=tuple(self._skipped),
            chunks=self._catalogue.count("chunks"),
            seconds=time.monotonic() - began,
            remarks=(*self._remarks, *mended),
            stopped_at=self._stopped_at,
            renamed=self._comings.renamed,
            kept_out=self._comings.kept_out,
            failed_before=self._comings.failed_before,
            changes=tuple(self._comings.changes),
            warnings=tuple(self._warnings),
        )

    def _read(self, files: Sequence[Path]) -> None:
        known = self._catalogue.files()
        sizes = {file: bytes_in(file) for file in (*files, *self._pages.files(known))}
        self._total_bytes = sum(sizes.values())
        for file, size in sizes.items():
            self._pipeline.go_on()
            name = self._name(file)
            digest = sha256_of(file)
            if digest is not None and known.get(name) == digest:
                self._unchanged += len(self._catalogue.file_articles(name))
            else:
                if known.get(name) == f"{READ_AGAIN}{digest}":
                    self._same_files.add(name)
                self._read_file(file, name, digest, size)
            self._done_bytes += size
            self._pipeline.then(partial(self._tell_reached, self._done_bytes))
        self._pipeline.drain()

    def _read_file(self, file: Path, name: str, digest: str | None, size: int) -> None:
        if size >= _LARGE_BYTES:
            megabytes = f"{size / 1e6:,.0f} MB"
            self._plan.warn(f"{name!r} is large ({megabytes}) and may take long; Ctrl-C keeps what is indexed by then.")
        before = self._catalogue.file_articles(name)
        kept: set[str] = set()
        moved: dict[str, str] = {}
        unread: list[SkippedFile] = []
        read_characters = 0
        plan = self._plan
        for found in self._pages.articles(file, name, plan.readers, plan.date_rule, encoding=plan.encoding):
            if isinstance(found, SkippedFile):
                unread.append(found)
                continue
            if self._comings.keeps_out(found, new=found.id not in before):
                continue
            article = self._days_by_hand.applied_to(found)
            kept.add(article.id)
            # Characters may outnumber bytes; the bar must not run past its end.
            read_characters = min(size, read_characters + len(article.text))
            self._take(name, article, before.get(article.id), self._done_bytes + read_characters)
            if article.id in before and before[article.id].path != article.path:
                moved[article.id] = article.path
        # What a row held that can be read no more stays; when the file breaks off, all that was in it; and of a feed
        # what has fallen out of it.
        bad = {each.path for each in unread}
        is_whole_kept = name in bad or self._pages.is_feed(file, self._plan.readers)
        stays = {id_ for id_, stored in before.items() if id_ not in kept and (is_whole_kept or stored.lies_in(bad))}
        stays -= self._pages.stood_for
        self._unchanged += len(stays)
        for each in unread:
            note = "; what was read from it before is kept" if stays and each.path == name else ""
            self._skipped.append(SkippedFile(each.path, each.reason + note))
        gone = frozenset(before.keys() - kept - stays)
        self._pipeline.then(partial(self._finish, _ReadFile(name, None if unread else digest, gone, moved)))

    def _take(self, file: str, article: Article, stored: StoredArticle | None, reached: int) -> None:
        """Counts an article that did not change, and has any other prepared and stored."""
        if stored is not None and stored.fingerprint == fingerprint(article):
            self._unchanged += 1
            self._pipeline.then(partial(self._tell_reached, reached))
            return
        if stored is None and self._comings.renames(file, article):
            return
        self._remarks += self._plan.remarks_on(article)
        self._pipeline.add(Taken(file, article, is_new=stored is None, reached=reached))

    def _store(self, prepared: Sequence[tuple[Taken, PreparedArticle | Fault]]) -> None:
        """Stores articles; of those that met a fault what was stored before stays."""
        ready = [(taken, each) for taken, each in prepared if not isinstance(each, Fault)]
        self._writer.store([(taken.file, each) for taken, each in ready], self._same_files)
        for taken, _ in ready:
            if taken.is_new:
                self._added += 1
            else:
                self._changed += 1
            if taken.reached is not None:
                self._comings.note(Coming.ADDED if taken.is_new else Coming.CHANGED, taken.article)
        for taken, each in prepared:
            if isinstance(each, Fault):
                self._pass_over(taken, each)
        self._packing.note(sum(len(each.chunks) for _, each in ready))
        if prepared and (reached := prepared[-1][0].reached) is not None:
            self._tell_reached(reached)

    def _pass_over(self, taken: Taken, fault: Fault) -> None:
        """Says that an article met a fault; it counts as unchanged if it is there and not to be made anew."""
        self._faulty.add(taken.file)
        self._faulty_articles.add(taken.article.id)
        self._skip(taken.article.path, fault.reason)
        self._unchanged += self._catalogue.count("articles", "id = ? AND fingerprint <> ''", (taken.article.id,))

    def _finish(self, read: _ReadFile) -> None:
        self._comings.note_gone(read.gone)
        digest = None if read.name in self._faulty else read.sha256
        self._writer.finish_file(read.name, sha256=digest, gone=read.gone, moved=read.moved)
        self._removed += len(read.gone)

    def _skip(self, path: str, reason: str) -> None:
        """Says once why an article or file is passed over."""
        skipped = SkippedFile(path, reason)
        if skipped not in self._skipped:
            self._skipped.append(skipped)

    def _ingesting(self) -> Ingest | RayIngest:
        if self._ingest is None:
            self._ingest = self._plan.make_ingest()
        return self._ingest

    def _forget(self, missing: Sequence[str], given: Sequence[str], found: FoundFiles) -> None:
        removed: dict[str, int] = {}
        for name in missing:
            self._comings.note_gone(self._catalogue.file_articles(name))
            removed[name] = self._writer.forget_file(name)
        self._removed += sum(removed.values())
        self._warnings += emptied(given, removed, [self._name(file) for file in found.files])

    def _date_heirs(self) -> None:
        """Gives articles the day set by hand for the one that they go on from, known only when its file is gone."""
        for file, article, day in days_inherited(self._catalogue):
            heir = prepare(self._ingesting(), dated(article, day))
            if isinstance(heir, Fault):
                self._skip(article.path, heir.reason)
            else:
                self._writer.store_with_day(file, heir, SetDay(day, own_date(article)))

    def _make_rest_anew(self) -> None:
        """From their text as kept: articles that another embedder or length of chunk made, and no file gave again."""
        done, total = 0, self._catalogue.count("articles", "fingerprint = ''")
        self._faulty_articles.clear()  # what met a fault as it is now may meet none as it was stored
        while rest := self._unfinished():
            for file, article in rest:
                self._pipeline.add(Taken(file, article, is_new=False))
            self._pipeline.drain()
            done += len(rest)
            self._tell("making new vectors", done, total)

    def _unfinished(self) -> list[tuple[str, Article]]:
        """The next articles to be made anew, without those that met a fault."""
        rest = self._catalogue.unfinished(_REST_AT_ONCE + len(self._faulty_articles))
        return [each for each in rest if each[1].id not in self._faulty_articles]

    def _mark_rest(self) -> None:
        """Reads for dates and speech what an earlier version of this program, or earlier rules, have stored."""
        tell = partial(self._tell, "reading for dates and speech")
        for path, reason in mark_rest(self._catalogue, self._writer, self._pipeline.go_on, tell):
            self._skip(path, reason)

    def _publish(self) -> None:
        self._packing.pack()
        warnings, remarks = publish_vectors(
            self._catalogue,
            self._writer,
            self._plan.folder,
            tail_chunks=self._plan.tail_chunks,
            server=self._plan.server,
            tell=partial(self._tell, "building the vector index"),
            go_on=self._pipeline.go_on,
        )
        self._warnings += warnings
        self._remarks += remarks

    def _tell_reached(self, done_bytes: int) -> None:
        # Files that end within a batch are finished after its last article is stored.
        self._stored_bytes = max(self._stored_bytes, done_bytes)
        self._tell("reading", self._stored_bytes, self._total_bytes)

    def _finish_erasing(self) -> None:
        """Goes on with what `assistant remove --erase` could not end."""
        if self._catalogue.fact(ERASING) is not None:
            from assistant.index.updating.removing import finish_erasing

            finish_erasing(self._catalogue, self._writer, self._plan)

    def _tell(self, doing: str, done: int, total: int) -> None:
        self._progress(doing, done, total, self._added + self._changed + self._unchanged)

    def _name(self, path: Path) -> str:
        return self._pages.address(path) or kept_name(path, self._plan.root)
