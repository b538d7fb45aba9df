"""Brings the library up to date with article files: reads what changed, stores whole articles, publishes vectors."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.articles.files import find_files, is_feed
from assistant.articles.metadata.given import FoundFiles
from assistant.articles.metadata.published import DateOrder, DateRule
from assistant.errors import UsageError
from assistant.index.finding import generations
from assistant.index.lock import writer_lock
from assistant.index.storage.catalogue import Catalogue, StoredArticle
from assistant.index.storage.schema import create_catalogue
from assistant.index.storage.set_days import SetDay, dated, has_set_day, own_date
from assistant.index.storage.writing import READ_AGAIN, CatalogueWriter, fingerprint, utc_now
from assistant.index.updating.kept_pages import KeptPages
from assistant.index.updating.marks import METHOD, marks_of
from assistant.index.updating.source_files import articles_of, bytes_in, lies_below, sha256_of
from assistant.records.articles import Article, IndexReport, SkippedFile
from assistant.records.fetching import NOTHING_FETCHED, FetchedNow
from assistant.records.ports import Embedder
from assistant.time.days_in_words import day_in_words

if TYPE_CHECKING:
    from assistant.index.updating.ingest import Ingest

_REST_AT_ONCE = 50
# Changing how articles are split or what is embedded must read all of them again, and make all vectors anew.
_METHOD = "1"
# Changing what is read out of a file must read every file again; of the articles only what changed is made anew.
_READING = "1"

# Told what is being done, how much of it is done, how much there is, and how many articles are read.
Progress = Callable[[str, int, int, int], None]


@dataclass(frozen=True, slots=True)
class IndexPlan:
    """What to index and how. `root` is the folder the library belongs to, `folder` its `.assistant`."""

    root: Path
    folder: Path
    embedder: Embedder
    chunk_words: int = 100
    tail_chunks: int = 2_000
    exclude: tuple[str, ...] = ()
    readers: Mapping[str, str] = field(default_factory=dict)
    chroma_url: str | None = None
    # The day of reading: a later date is remarked on. Where it is not known, years of two digits are refused as well.
    today: date | None = None
    date_order: DateOrder = DateOrder.DAY_FIRST
    # Articles stored in one transaction: a kill loses at most these, and memory holds no more of them.
    batch_characters: int = 250_000
    clock: Callable[[], datetime] = utc_now

    @property
    def made_by(self) -> str:
        """Names everything besides the articles that chunks and vectors depend on."""
        return f"{self.embedder.identity} | chunk_words={self.chunk_words} method={_METHOD}"

    @property
    def read_by(self) -> str:
        """Names everything besides a file that what is read out of it depends on."""
        return f"method={_READING} date_order={self.date_order}"

    @property
    def date_rule(self) -> DateRule:
        """How dates are read that their own numbers do not settle."""
        return DateRule(self.date_order, self.today.year + 1 if self.today else None)


def index_articles(
    paths: Sequence[Path], plan: IndexPlan, progress: Progress, *, fetched: FetchedNow = NOTHING_FETCHED
) -> IndexReport:
    """Reads the article files at `paths`, and what was fetched, into the library and says what became of them.

    Files below `paths` that are gone take their articles with them, whose texts are kept as withdrawn versions; a file
    that was read before and now cannot be keeps them. Raises UsageError for a path that is not there, LibraryLocked,
    LibraryDamaged and the embedder's errors.
    """
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is nothing at {str(path)!r}.", hint="Give a folder of articles, or files.")
    began = time.monotonic()
    with writer_lock(plan.folder):
        connection = create_catalogue(plan.folder)
        try:
            run = _Run(plan, Catalogue(connection), CatalogueWriter(connection, plan.clock), progress)
            run.index(paths, partial(KeptPages, connection, plan.folder, fetched))
            run.tell(fetched)
            return run.report(time.monotonic() - began + fetched.seconds)
        finally:
            connection.close()


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """What is left to note of a file when its articles are stored."""

    name: str
    sha256: str | None
    gone: frozenset[str]
    moved: Mapping[str, str]


class _Run:
    """One run's counts and the articles read but not yet stored."""

    def __init__(self, plan: IndexPlan, catalogue: Catalogue, writer: CatalogueWriter, progress: Progress) -> None:
        self._plan, self._catalogue, self._writer, self._progress = plan, catalogue, writer, progress
        self._ingest: Ingest | None = None
        self._set_days = catalogue.set_days()
        self._added = self._changed = self._removed = self._unchanged = 0
        self._same_files: set[str] = set()  # unchanged since they were read, and to be read by other rules
        self._skipped: list[SkippedFile] = []
        self._remarks: list[SkippedFile] = []
        self._waiting: list[tuple[str, Article]] = []
        self._waiting_characters = 0
        self._finished: list[_ReadFile] = []
        self._done_bytes = 0
        self._kept_pages: KeptPages | None = None

    def tell(self, fetched: FetchedNow) -> None:
        """Takes into the report what is to be said of web addresses."""
        self._skipped += fetched.skipped
        self._remarks += fetched.remarks

    def index(self, paths: Sequence[Path], kept_pages: Callable[[Mapping[str, str]], KeptPages]) -> None:
        if self._catalogue.fact("made_by") != self._plan.made_by:
            self._writer.start_over(self._plan.made_by)
        if self._catalogue.fact("read_by") != self._plan.read_by:
            self._writer.read_anew(self._plan.read_by)
        self._writer.settle_succession()
        replaced = self._catalogue.replaced()
        self._kept_pages = kept_pages(self._catalogue.files())
        found = find_files(paths, exclude=self._plan.exclude, readers=self._plan.readers)
        self._skipped += [SkippedFile(self._name(Path(each.path)), each.reason) for each in found.skipped]
        self._read(found)
        self._forget_missing(paths, found)
        self._date_heirs()
        self._remark_replaced(replaced)
        self._make_rest_anew()
        self._mark_rest()
        self._publish()

    def report(self, seconds: float) -> IndexReport:
        return IndexReport(
            added=self._added,
            changed=self._changed,
            removed=self._removed,
            unchanged=self._unchanged,
            skipped=tuple(self._skipped),
            chunks=self._catalogue.count("chunks"),
            seconds=seconds,
            remarks=tuple(self._remarks),
        )

    def _read(self, found: FoundFiles) -> None:
        known = self._catalogue.files()
        files = (*found.files, *(self._kept_pages.files if self._kept_pages else ()))
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
        for found in self._articles(file, name):
            if isinstance(found, SkippedFile):
                unread.append(found)
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
        is_whole_kept = name in bad or self._is_feed(file)
        stays = {id_ for id_, stored in before.items() if id_ not in kept and (is_whole_kept or stored.lies_in(bad))}
        stays -= self._kept_pages.stood_for if self._kept_pages else set()
        self._unchanged += len(stays)
        for each in unread:
            note = "; what was read from it before is kept" if stays and each.path == name else ""
            self._skipped.append(SkippedFile(each.path, each.reason + note))
        gone = frozenset(before.keys() - kept - stays)
        self._finished.append(_ReadFile(name, None if unread else digest, gone, moved))

    def _articles(self, file: Path, name: str) -> Iterator[Article | SkippedFile]:
        pages = self._kept_pages
        if pages and pages.address(file):
            return pages.articles(file, self._plan.date_rule)
        return articles_of(file, name, self._plan.readers, self._plan.date_rule)

    def _is_feed(self, file: Path) -> bool:
        pages = self._kept_pages
        return pages.is_feed(file) if pages and pages.address(file) else is_feed(file, self._plan.readers)

    def _take(self, file: str, article: Article, stored: StoredArticle | None) -> None:
        """Counts an article that was read and puts it in the batch if anything of it is new."""
        if stored is not None and stored.fingerprint == fingerprint(article):
            self._unchanged += 1
            return
        if stored is None:
            self._added += 1
        else:
            self._changed += 1
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
            self._store(self._waiting)
            self._waiting.clear()
            self._waiting_characters = 0
        for each in self._finished:
            self._writer.finish_file(each.name, sha256=each.sha256, gone=each.gone, moved=each.moved)
            self._removed += len(each.gone)
        self._finished.clear()

    def _store(self, articles: Sequence[tuple[str, Article]]) -> None:
        prepared = self._ingesting().prepare([article for _, article in articles])
        stored = [(file, each) for (file, _), each in zip(articles, prepared, strict=True)]
        self._writer.store(stored, self._same_files)

    def _ingesting(self) -> Ingest:
        if self._ingest is None:
            from assistant.index.updating.ingest import Ingest  # llama-index: 1.2 s, not paid when nothing changed

            self._ingest = Ingest(self._plan.embedder, chunk_words=self._plan.chunk_words)
        return self._ingest

    def _forget_missing(self, paths: Sequence[Path], found: FoundFiles) -> None:
        present = {self._name(file) for file in found.files}
        unseen = [each.path for each in self._skipped]  # files, and folders that could not be looked into
        for name in sorted({*self._catalogue.files(), *self._catalogue.article_files()} - present):
            looked_for = any(lies_below(name, self._name(path)) for path in paths)
            if looked_for and not any(lies_below(name, folder) for folder in unseen):
                self._removed += self._writer.forget_file(name)

    def _date_heirs(self) -> None:
        """Gives articles the day set by hand for the one that they go on from, known only when its file is gone."""
        for article_id, before in self._catalogue.set_days().items():
            found = self._catalogue.stored(article_id)
            if found is None or has_set_day(found[1]):
                continue
            file, article = found
            (prepared,) = self._ingesting().prepare([dated(article, before.day)])
            self._writer.store_with_day(file, prepared, SetDay(before.day, own_date(article)))

    def _remark_replaced(self, before: Mapping[str, str]) -> None:
        """Says which files hold an earlier version of an article that another file holds too, once."""
        now = self._catalogue.replaced()
        for path, current in sorted((path, current) for path, current in now.items() if path not in before):
            reason = f"has the same url as {current}, which is later; it is kept as an earlier version of it"
            self._remarks.append(SkippedFile(path, reason))

    def _make_rest_anew(self) -> None:
        """From their text as kept: articles that another embedder or length of chunk made, and no file gave again."""
        done, total = 0, self._catalogue.count("articles", "fingerprint = ''")
        while rest := self._catalogue.unfinished(_REST_AT_ONCE):
            self._store(rest)
            self._changed += len(rest)
            done += len(rest)
            self._tell("making new vectors", done, total)

    def _mark_rest(self) -> None:
        """Reads for dates and speech what an earlier version of this program, or earlier rules, have stored."""
        done, total = 0, self._catalogue.count_unmarked(METHOD)
        while rest := self._catalogue.unmarked(METHOD, _REST_AT_ONCE):
            sentences = self._catalogue.sentences([key for key, _ in rest])
            marked = [(key, sentences.get(key, ()), article) for key, article in rest]
            self._writer.mark([(key, own, marks_of(article, own)) for key, own, article in marked])
            done += len(rest)
            self._tell("reading for dates and speech", done, total)

    def _publish(self) -> None:
        folder, server = self._plan.folder, self._plan.chroma_url
        if generations.needs_publishing(self._catalogue, folder, tail_chunks=self._plan.tail_chunks, server=server):
            count = self._catalogue.count("vectors")
            generations.publish(
                self._catalogue,
                self._writer,
                folder,
                server=server,
                report=lambda done: self._tell("building the vector index", min(done, count), count),
            )
        generations.sweep(self._catalogue, self._writer, folder)

    def _tell(self, doing: str, done: int, total: int) -> None:
        self._progress(doing, done, total, self._added + self._changed + self._unchanged)

    def _name(self, path: Path) -> str:
        """The path as the library keeps it: relative to the library's folder where it lies below it.

        A link is kept by its own place: when it is gone, so are its articles.
        """
        if self._kept_pages and (address := self._kept_pages.address(path)):
            return address
        root = self._plan.root
        for whole, above in ((Path(os.path.abspath(path)), root.absolute()), (path.resolve(), root.resolve())):
            if whole.is_relative_to(above):
                return whole.relative_to(above).as_posix()
        return Path(os.path.abspath(path)).as_posix()
