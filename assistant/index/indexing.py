"""Brings the library up to date with article files: reads what changed, stores whole articles, publishes vectors."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.articles.files import FoundFiles, Unread, find_files, read_articles
from assistant.errors import UnreadableFile, UsageError
from assistant.index import generations
from assistant.index.catalogue import Catalogue
from assistant.index.lock import writer_lock
from assistant.index.schema import create_catalogue
from assistant.index.writing import CatalogueWriter, fingerprint
from assistant.types import Article, Embedder, IndexReport, SkippedFile

if TYPE_CHECKING:
    from assistant.index.ingest import Ingest

# Articles stored in one transaction: a kill loses at most these, and the embedder sees enough texts to sort by length.
_BATCH_CHARACTERS = 250_000
# A gzip file ends with the size of what it holds, modulo 2^32 (RFC 1952, 2.3.1).
_GZIP_TRAILER = 4
# Changing how articles are split or what is embedded must read all of them again.
_METHOD = "1"

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

    @property
    def made_by(self) -> str:
        """Names everything besides the articles that chunks and vectors depend on."""
        return f"{self.embedder.identity} | chunk_words={self.chunk_words} method={_METHOD}"


def index_articles(paths: Sequence[Path], plan: IndexPlan, progress: Progress) -> IndexReport:
    """Reads the article files at `paths` into the library and says what became of them.

    Files below `paths` that are gone take their articles with them; a file that was read before and now cannot be keeps
    them. Raises UsageError for a path that is not there, LibraryLocked, LibraryDamaged and the embedder's errors.
    """
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is nothing at {str(path)!r}.", hint="Give a folder of articles, or files.")
    began = time.monotonic()
    with writer_lock(plan.folder):
        connection = create_catalogue(plan.folder)
        try:
            run = _Run(plan, Catalogue(connection), CatalogueWriter(connection), progress)
            run.index(paths)
            return run.report(time.monotonic() - began)
        finally:
            connection.close()


class _Run:
    """One run's counts and the articles read but not yet stored."""

    def __init__(self, plan: IndexPlan, catalogue: Catalogue, writer: CatalogueWriter, progress: Progress) -> None:
        self._plan, self._catalogue, self._writer, self._progress = plan, catalogue, writer, progress
        self._ingest: Ingest | None = None
        self._added = self._changed = self._removed = self._unchanged = 0
        self._skipped: list[SkippedFile] = []
        self._waiting: list[tuple[str, Article]] = []
        self._finished: list[tuple[str, str, set[str]]] = []
        self._done_bytes = 0

    def index(self, paths: Sequence[Path]) -> None:
        if self._catalogue.fact("made_by") != self._plan.made_by:
            self._writer.start_over(self._plan.made_by)
        found = find_files(paths, exclude=self._plan.exclude, readers=self._plan.readers)
        self._skipped += [SkippedFile(self._name(Path(each.path)), each.reason) for each in found.skipped]
        self._read(found)
        self._forget_missing(paths, found)
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
        )

    def _read(self, found: FoundFiles) -> None:
        known = self._catalogue.files()
        sizes = {file: _size(file) for file in found.files}
        total = sum(sizes.values())
        for file in found.files:
            name = self._name(file)
            try:
                digest = _sha256(file)
                if known.get(name) == digest:
                    self._unchanged += len(self._catalogue.file_articles(name))
                else:
                    self._read_file(file, name, digest, sizes[file], total)
            except (UnreadableFile, OSError) as error:
                self._skip(name, error)
            self._done_bytes += sizes[file]
            self._tell("reading", self._done_bytes, total)
        self._flush()

    def _read_file(self, file: Path, name: str, digest: str, size: int, total: int) -> None:
        before = self._catalogue.file_articles(name)
        kept: set[str] = set()
        unread: list[SkippedFile] = []
        read_characters = 0
        for article in read_articles(file, name=name, readers=self._plan.readers):
            if isinstance(article, Unread):
                unread.append(SkippedFile(article.path, article.reason))
                continue
            kept.add(article.id)
            if before.get(article.id) == fingerprint(article):
                self._unchanged += 1
            else:
                self._added += article.id not in before
                self._changed += article.id in before
                self._waiting.append((name, article))
            read_characters += len(article.text)
            if sum(len(waiting.text) for _, waiting in self._waiting) >= _BATCH_CHARACTERS:
                self._flush()
                # The bar must not run past a file's end, whatever its size was thought to be.
                self._tell("reading", self._done_bytes + min(size, read_characters), total)
        self._skipped += unread
        # With rows that could not be read the file is read again next time; what was read from it before stays.
        if not unread:
            self._finished.append((name, digest, kept))

    def _skip(self, name: str, error: UnreadableFile | OSError) -> None:
        reason = str(error) if isinstance(error, UnreadableFile) else (error.strerror or str(error))
        kept = len(self._catalogue.file_articles(name))
        self._unchanged += kept
        self._skipped.append(SkippedFile(name, f"{reason} What was read from it before is kept." if kept else reason))

    def _flush(self) -> None:
        if self._waiting:
            prepared = self._ingesting().prepare([article for _, article in self._waiting])
            files = [file for file, _ in self._waiting]
            self._writer.store(list(zip(files, prepared, strict=True)))
            self._waiting.clear()
        for name, digest, kept in self._finished:
            self._removed += self._writer.finish_file(name, digest, kept)
        self._finished.clear()

    def _ingesting(self) -> Ingest:
        if self._ingest is None:
            from assistant.index.ingest import Ingest  # llama-index: 1.2 s, not paid when nothing changed

            self._ingest = Ingest(self._plan.embedder, chunk_words=self._plan.chunk_words)
        return self._ingest

    def _forget_missing(self, paths: Sequence[Path], found: FoundFiles) -> None:
        present = {self._name(file) for file in found.files} | {each.path for each in self._skipped}
        for name in sorted({*self._catalogue.files(), *self._catalogue.article_files()} - present):
            if any(_lies_below(name, self._name(path)) for path in paths):
                self._removed += self._writer.forget_file(name)

    def _publish(self) -> None:
        folder = self._plan.folder
        if not generations.needs_publishing(self._catalogue, folder, tail_chunks=self._plan.tail_chunks):
            return
        count = self._catalogue.count("vectors")
        generations.publish(
            self._catalogue,
            self._writer,
            folder,
            server=self._plan.chroma_url,
            report=lambda done: self._tell("building the vector index", min(done, count), count),
        )

    def _tell(self, doing: str, done: int, total: int) -> None:
        self._progress(doing, done, total, self._added + self._changed + self._unchanged)

    def _name(self, path: Path) -> str:
        """The path as the library keeps it: relative to the library's folder where it lies below it."""
        whole = path.resolve()
        root = self._plan.root.resolve()
        return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else whole.as_posix()


def _lies_below(name: str, folder: str) -> bool:
    return folder in (".", name) or name.startswith(folder.rstrip("/") + "/")


def _size(file: Path) -> int:
    """About how many characters there are to read: the size in bytes, for a packed file of what it holds."""
    try:
        size = file.stat().st_size
        if file.suffix == ".gz" and size > _GZIP_TRAILER:
            with file.open("rb") as stream:
                stream.seek(-_GZIP_TRAILER, 2)
                size = max(size, int.from_bytes(stream.read(), "little"))
    except OSError:
        return 0
    return size


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
