"""Brings the library up to date with article files: reads what changed, stores whole articles, publishes vectors."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.articles.files import find_files, is_feed
from assistant.articles.globs import is_pattern
from assistant.articles.metadata.given import FoundFiles
from assistant.articles.walking import NOT_UTF8
from assistant.index.finding import generations
from assistant.index.finding.exact import is_remote
from assistant.index.finding.server import ChromaServer
from assistant.index.storage.catalogue import Catalogue, StoredArticle
from assistant.index.storage.removed import ERASING
from assistant.index.storage.rows import fingerprint
from assistant.index.storage.schema import CATALOGUE_FILE
from assistant.index.storage.set_days import SetDay, dated, has_set_day, own_date
from assistant.index.storage.writing import READ_AGAIN, CatalogueWriter
from assistant.index.updating.comings import Comings
from assistant.index.updating.given_paths import emptied, forget_gone_paths, keep_paths, require_paths
from assistant.index.updating.index_plan import IndexPlan, Progress
from assistant.index.updating.marks import METHOD
from assistant.index.updating.mending import mended_catalogue
from assistant.index.updating.preparing import marks_even_of_faulty, prepare
from assistant.index.updating.source_files import (
    articles_of,
    bytes_in,
    covers,
    has_kept_name,
    is_named,
    kept_name,
    lies_below,
    require_matches,
    sha256_of,
)
from assistant.records.articles import Article, Coming, IndexReport, SkippedFile
from assistant.time.days_in_words import day_in_words

if TYPE_CHECKING:
    from assistant.index.updating.ingest import Ingest
    from assistant.index.updating.on_ray import RayIngest

_REST_AT_ONCE = 50


def index_articles(
    paths: Sequence[Path],
    plan: IndexPlan,
    progress: Progress,
    *,
    listed: bool = False,
    only: Collection[Path] | None = None,
) -> IndexReport:
    """Reads the article files at `paths` into the library and says what became of them.

    Files below `paths` that are gone take their articles with them, whose texts are kept as withdrawn versions; a file
    that was read before and now cannot be keeps them. With `listed` the report names every article that came, changed
    or went. With `only`, of the files that are there only these, or those below these folders, are looked into. Raises
    UsageError for a path that is not there and that was never read, LibraryLocked, LibraryDamaged and the embedder's
    errors.
    """
    require_paths(paths, plan.root, plan.folder)
    require_matches(paths, [] if not (plan.folder / CATALOGUE_FILE).is_file() else None)
    began = time.monotonic()
    with mended_catalogue(plan) as (connection, mending):
        run = _run_over(connection, plan, progress, listed=listed)
        keep_paths(connection, paths, plan.root, read_at=plan.clock().isoformat(timespec="seconds"))
        run.index(paths, only)
        forget_gone_paths(connection, paths, plan.root)
        return run.report(began, mending.finish())


def rebuild_library(plan: IndexPlan, progress: Progress) -> IndexReport:
    """Makes anew all that was made of the texts kept; reads no file. Raises as index_articles does."""
    began = time.monotonic()
    with mended_catalogue(plan) as (connection, mending):
        mending.derive_again(plan.made_by)
        run = _run_over(connection, plan, progress)
        run.rebuild()
        mending.rebuild_words_now()
        return run.report(began, mending.finish())


def _run_over(connection: sqlite3.Connection, plan: IndexPlan, progress: Progress, *, listed: bool = False) -> _Run:
    writer = CatalogueWriter(connection, plan.clock)
    comings = Comings(connection, writer, root=plan.root, clock=plan.clock, listed=listed)
    return _Run(plan, Catalogue(connection), writer, progress, comings=comings)


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
        self, plan: IndexPlan, catalogue: Catalogue, writer: CatalogueWriter, progress: Progress, *, comings: Comings
    ) -> None:
        self._plan, self._catalogue, self._writer, self._progress = plan, catalogue, writer, progress
        self._comings = comings
        self._ingest: Ingest | RayIngest | None = None
        self._set_days = catalogue.set_days()
        self._added = self._changed = self._removed = self._unchanged = 0
        self._same_files: set[str] = set()  # unchanged since they were read, and to be read by other rules
        self._skipped: list[SkippedFile] = []
        self._faulty: set[str] = set()  # files of which an article met a fault of this program: to be read again
        self._remarks: list[SkippedFile] = []
        self._warnings: list[str] = []
        self._waiting: list[tuple[str, Article]] = []
        self._waiting_characters = 0
        self._finished: list[_ReadFile] = []
        self._done_bytes = 0

    def index(self, paths: Sequence[Path], only: Collection[Path] | None) -> None:
        if self._catalogue.fact("made_by") != self._plan.made_by:
            self._writer.start_over(self._plan.made_by)
        if self._catalogue.fact("read_by") != self._plan.read_by:
            self._writer.read_anew(self._plan.read_by)
        self._writer.settle_succession()
        replaced = self._catalogue.replaced()
        unnamed = [path for path in paths if not has_kept_name(path, self._plan.root)]
        self._skipped += [SkippedFile(self._name(path), NOT_UTF8) for path in unnamed]
        found = find_files(
            [path for path in paths if path not in unnamed and (os.path.lexists(path) or is_pattern(path))],
            exclude=self._plan.exclude,
            readers=self._plan.readers,
            follow_links=self._plan.follow_links,
        )
        self._skipped += [SkippedFile(self._name(Path(each.path)), each.reason) for each in found.skipped]
        wanted = [self._name(path) for path in paths]
        known = [name for name in sorted(self._known()) if any(covers(each, name) for each in wanted)]
        require_matches(paths, known)
        missing = self._missing(known, found)
        self._comings.expect(missing)
        self._read(found.files if only is None else [file for file in found.files if is_named(file, only)])
        self._forget(missing, wanted, found)
        self._date_heirs()
        self._remark_replaced(replaced)
        self._make_rest_anew()
        self._mark_rest()
        self._publish()
        self._finish_erasing()
        looked = wanted if only is None else [self._name(path) for path in only]
        self._comings.finish(self._skipped, lambda name: any(covers(each, name) for each in looked), wanted)

    def rebuild(self) -> None:
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
            renamed=self._comings.renamed,
            kept_out=self._comings.kept_out,
            failed_before=self._comings.failed_before,
            changes=tuple(self._comings.changes),
            warnings=tuple(self._warnings),
        )

    def _read(self, files: Sequence[Path]) -> None:
        known = self._catalogue.files()
        sizes = {file: bytes_in(file) for file in files}
        total = sum(sizes.values())
        for file in files:
            name = self._name(file)
            digest = sha256_of(file)
            if digest is not None and known.get(name) == digest:
                self._unchanged += len(self._catalogue.file_articles(name))
            else:
                if known.get(name) == f"{READ_AGAIN}{digest}":
                    self._same_files.add(name)
                self._read_file(file, name, digest, sizes[file], total)
            self._done_bytes += sizes[file]
            self._tell("reading", self._done_bytes, total)
        self._flush()

    def _read_file(self, file: Path, name: str, digest: str | None, size: int, total: int) -> None:
        before = self._catalogue.file_articles(name)
        kept: set[str] = set()
        moved: dict[str, str] = {}
        unread: list[SkippedFile] = []
        read_characters = 0
        for found in articles_of(file, name, self._plan.readers, self._plan.date_rule):
            if isinstance(found, SkippedFile):
                unread.append(found)
                continue
            if self._comings.keeps_out(found, new=found.id not in before):
                continue
            article = self._with_set_day(found)
            kept.add(article.id)
            self._take(name, article, before.get(article.id))
            if article.id in before and before[article.id].path != article.path:
                moved[article.id] = article.path
            read_characters += len(article.text)
            if self._waiting_characters >= self._plan.batch_characters:
                self._flush()
                # Characters may outnumber bytes; the bar must not run past its end.
                self._tell("reading", self._done_bytes + min(size, read_characters), total)
        # What a row held that can be read no more stays; when the file breaks off, all that was in it; and of a feed
        # what has fallen out of it.
        bad = {each.path for each in unread}
        is_whole_kept = name in bad or is_feed(file, self._plan.readers)
        stays = {id_ for id_, stored in before.items() if id_ not in kept and (is_whole_kept or stored.path in bad)}
        self._unchanged += len(stays)
        for each in unread:
            note = "; what was read from it before is kept" if stays and each.path == name else ""
            self._skipped.append(SkippedFile(each.path, each.reason + note))
        gone = frozenset(before.keys() - kept - stays)
        self._finished.append(_ReadFile(name, None if unread else digest, gone, moved))

    def _take(self, file: str, article: Article, stored: StoredArticle | None) -> None:
        """Counts an article that was read and puts it in the batch if anything of it is new."""
        if stored is not None and stored.fingerprint == fingerprint(article):
            self._unchanged += 1
            return
        if stored is None and self._comings.renames(file, article):
            return
        if stored is None:
            self._added += 1
        else:
            self._changed += 1
        self._comings.note(Coming.ADDED if stored is None else Coming.CHANGED, article)
        self._remarks += [SkippedFile(article.path, remark) for remark in (*article.remarks, *self._of_future(article))]
        self._waiting.append((file, article))
        self._waiting_characters += len(article.text)

    def _with_set_day(self, article: Article) -> Article:
        """The article with the day that the reader set for it; what the file now gives is kept for taking that back."""
        before = self._set_days.get(article.id)
        if before is None:
            return article
        if before.own != own_date(article):
            self._writer.keep_set_day(article.id, SetDay(before.day, own_date(article)))
        return dated(article, before.day)

    def _of_future(self, article: Article) -> list[str]:
        """That an article's day is later than the day of reading: said now, and not kept, for it will not stay true."""
        day, today = article.published, self._plan.today
        if day is None or today is None or day <= today:
            return []
        return [f"its date, {day_in_words(day)}, is in the future (read on {day_in_words(today)})"]

    def _flush(self) -> None:
        if self._waiting:
            self._count_back(self._store(self._waiting))
            self._waiting.clear()
            self._waiting_characters = 0
        for each in self._finished:
            self._comings.note_gone(each.gone)
            digest = None if each.name in self._faulty else each.sha256
            self._writer.finish_file(each.name, sha256=digest, gone=each.gone, moved=each.moved)
            self._removed += len(each.gone)
        self._finished.clear()

    def _store(self, articles: Sequence[tuple[str, Article]]) -> set[str]:
        """Stores articles; gives back the ids of those that met a fault, of which what was stored before stays."""
        prepared = prepare(self._ingesting(), articles)
        for file, article, reason in prepared.faulty:
            self._faulty.add(file)
            self._comings.take_back(article.path)
            self._skip(article.path, reason)
        self._writer.store(prepared.articles, self._same_files)
        return {article.id for _, article, _ in prepared.faulty}

    def _count_back(self, faulty: set[str]) -> None:
        """Counts articles that met a fault as what they are now: not there, or unchanged if not to be made anew."""
        were = self._catalogue.keys(faulty)
        to_be_made = sum(self._catalogue.count("articles", "id = ? AND fingerprint = ''", (each,)) for each in were)
        self._added -= len(faulty) - len(were)
        self._changed -= len(were)
        self._unchanged += len(were) - to_be_made

    def _skip(self, path: str, reason: str) -> None:
        """Says once why an article or file is passed over."""
        skipped = SkippedFile(path, reason)
        if skipped not in self._skipped:
            self._skipped.append(skipped)

    def _ingesting(self) -> Ingest | RayIngest:
        if self._ingest is None:
            self._ingest = self._plan.prepared_by() if self._plan.prepared_by else self._own_ingest()
        return self._ingest

    def _own_ingest(self) -> Ingest:
        from assistant.index.updating.ingest import Ingest  # llama-index: 1.2 s, not paid when nothing changed

        return Ingest(self._plan.embedder, chunk_words=self._plan.chunk_words)

    def _known(self) -> set[str]:
        return {*self._catalogue.files(), *self._catalogue.article_files()}

    def _missing(self, known: Sequence[str], found: FoundFiles) -> list[str]:
        """The files that are gone, of those known from before where this run looks."""
        present = {self._name(file) for file in found.files}
        unseen = [each.path for each in self._skipped]  # files, and folders that could not be looked into
        return [
            name for name in known if name not in present and not any(lies_below(name, folder) for folder in unseen)
        ]

    def _forget(self, missing: Sequence[str], given: Sequence[str], found: FoundFiles) -> None:
        removed: dict[str, int] = {}
        for name in missing:
            self._comings.note_gone(self._catalogue.file_articles(name))
            removed[name] = self._writer.forget_file(name)
        self._removed += sum(removed.values())
        self._warnings += emptied(given, removed, [self._name(file) for file in found.files])

    def _date_heirs(self) -> None:
        """Gives articles the day set by hand for the one that they go on from, known only when its file is gone."""
        for article_id, before in self._catalogue.set_days().items():
            found = self._catalogue.stored(article_id)
            if found is None or has_set_day(found[1]):
                continue
            file, article = found
            heir = prepare(self._ingesting(), [(file, dated(article, before.day))])
            for _, prepared in heir.articles:
                self._writer.store_with_day(file, prepared, SetDay(before.day, own_date(article)))
            for _, _, reason in heir.faulty:
                self._skip(article.path, reason)

    def _remark_replaced(self, before: Mapping[str, str]) -> None:
        """Says which files hold an earlier version of an article that another file holds too, once."""
        now = self._catalogue.replaced()
        for path, current in sorted((path, current) for path, current in now.items() if path not in before):
            reason = f"has the same url as {current}, which is later; it is kept as an earlier version of it"
            self._remarks.append(SkippedFile(path, reason))

    def _make_rest_anew(self) -> None:
        """From their text as kept: articles that another embedder or length of chunk made, and no file gave again."""
        done, total = 0, self._catalogue.count("articles", "fingerprint = ''")
        faulty: set[str] = set()
        while rest := self._unfinished(faulty):
            faulty |= self._store(rest)
            done += len(rest)
            self._tell("making new vectors", done, total)
        self._changed += done - len(faulty)

    def _unfinished(self, faulty: set[str]) -> list[tuple[str, Article]]:
        """The next articles to be made anew, without those that met a fault."""
        rest = self._catalogue.unfinished(_REST_AT_ONCE + len(faulty))
        return [each for each in rest if each[1].id not in faulty]

    def _mark_rest(self) -> None:
        """Reads for dates and speech what an earlier version of this program, or earlier rules, have stored."""
        done, total = 0, self._catalogue.count_unmarked(METHOD)
        while rest := self._catalogue.unmarked(METHOD, _REST_AT_ONCE):
            sentences = self._catalogue.sentences([key for key, _ in rest])
            marked = []
            for key, article in rest:
                marks, reason = marks_even_of_faulty(article, sentences.get(key, ()))
                marked.append((key, sentences.get(key, ()), marks))
                if reason:
                    self._skip(article.path, reason)
            self._writer.mark(marked)
            done += len(rest)
            self._tell("reading for dates and speech", done, total)

    def _publish(self) -> None:
        folder, server = self._plan.folder, self._plan.server
        if generations.needs_publishing(self._catalogue, folder, tail_chunks=self._plan.tail_chunks, server=server):
            count = self._catalogue.count("vectors")
            generations.publish(
                self._catalogue,
                self._writer,
                folder,
                server=server,
                report=lambda done: self._tell("building the vector index", min(done, count), count),
            )
        for strange in generations.sweep(self._catalogue, folder):
            self._warnings.append(f"{str(strange)!r} was not made by this program, and is left there.")
        self._remarks += [SkippedFile(place, left) for place, left in self._sweep_server(server)]

    def _sweep_server(self, server: ChromaServer | None) -> list[tuple[str, str]]:
        if not any(is_remote(each.place) for each in self._catalogue.generations()):
            return []
        from assistant.index.finding.remote import sweep_server

        return sweep_server(self._catalogue, self._writer, self._plan.folder, server)

    def _finish_erasing(self) -> None:
        """Goes on with what `assistant remove --erase` could not end."""
        if self._catalogue.fact(ERASING) is not None:
            from assistant.index.updating.removing import finish_erasing

            finish_erasing(self._catalogue, self._writer, self._plan)

    def _tell(self, doing: str, done: int, total: int) -> None:
        self._progress(doing, done, total, self._added + self._changed + self._unchanged)

    def _name(self, path: Path) -> str:
        return kept_name(path, self._plan.root)
