"""What to index and how: the settings of one run, and what chunks, vectors and read files depend on."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.articles.files import find_files
from assistant.articles.globs import is_pattern
from assistant.articles.metadata.given import FoundFiles
from assistant.articles.metadata.published import DateOrder, DateRule
from assistant.articles.walking import NOT_UTF8
from assistant.index.finding.server import ChromaServer
from assistant.index.lock import Waiting
from assistant.index.storage.writing import utc_now
from assistant.index.updating.preparing import never
from assistant.index.updating.source_files import has_kept_name, kept_name
from assistant.records.articles import Article, SkippedFile
from assistant.records.ports import Embedder
from assistant.time.days_in_words import day_in_words

if TYPE_CHECKING:
    from assistant.index.updating.ingest import Ingest
    from assistant.index.updating.on_ray import RayIngest

# Changing how articles are split or what is embedded must read all of them again, and make all vectors anew.
_METHOD = "1"
# Changing what is read out of a file must read every file again; of the articles only what changed is made anew.
_READING = "2"

# Told what is being done, how much of it is done, how much there is, and how many articles are read.
Progress = Callable[[str, int, int, int], None]


def _say_nothing(_: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class IndexPlan:
    """What to index and how. `root` is the folder the library belongs to, `folder` its `.assistant`."""

    root: Path
    folder: Path
    embedder: Embedder
    chunk_words: int = 100
    tail_chunks: int = 2_000_000
    exclude: tuple[str, ...] = ()
    readers: Mapping[str, str] = field(default_factory=dict)
    # Whether links are read that lead out of the paths that are given.
    follow_links: bool = False
    server: ChromaServer | None = None
    # The day of reading: a later date is remarked on. Where it is not known, years of two digits are refused as well.
    today: date | None = None
    date_order: DateOrder = DateOrder.DAY_FIRST
    # Of all text files; without it each file's own is found.
    encoding: str | None = None
    # Articles embedded together and stored in one transaction: one to three seconds' work, which a kill may lose.
    batch_characters: int = 60_000
    # What other processes are told meanwhile, and whether to wait for one of them.
    command: str = "assistant index"
    waiting: Waiting | None = None
    # Who splits and embeds in place of this process; called once there is something to do.
    prepared_by: Callable[[], RayIngest] | None = None
    clock: Callable[[], datetime] = utc_now
    # Told in one line what a reader who waits should know.
    warn: Callable[[str], None] = _say_nothing
    # Asked now and then: once it says yes, what is embedded is stored and the run ends.
    stopped: Callable[[], bool] = never

    def find(self, paths: Sequence[Path]) -> FoundFiles:
        """The files to be read at the paths that are there, and at those that patterns find.

        What is skipped goes by its name in the library.
        """
        named = [path for path in paths if has_kept_name(path, self.root)]
        there = [path for path in named if os.path.lexists(path) or is_pattern(path)]
        found = find_files(there, exclude=self.exclude, readers=self.readers, follow_links=self.follow_links)
        skipped = [SkippedFile(kept_name(path, self.root), NOT_UTF8) for path in paths if path not in named]
        skipped += [SkippedFile(kept_name(Path(each.path), self.root), each.reason) for each in found.skipped]
        return replace(found, skipped=tuple(skipped))

    def make_ingest(self) -> Ingest | RayIngest:
        """What splits and embeds: importing it takes 1.2 s, which is not paid when nothing changed."""
        if self.prepared_by is not None:
            return self.prepared_by()
        from assistant.index.updating.ingest import Ingest

        return Ingest(self.embedder, chunk_words=self.chunk_words)

    @property
    def made_by(self) -> str:
        """Names everything besides the articles that chunks and vectors depend on."""
        return f"{self.embedder.identity} | chunk_words={self.chunk_words} method={_METHOD}"

    @property
    def read_by(self) -> str:
        """Names everything besides a file that what is read out of it depends on."""
        return f"method={_READING} date_order={self.date_order}" + (
            f" encoding={self.encoding}" if self.encoding else ""
        )

    @property
    def date_rule(self) -> DateRule:
        """How dates are read that their own numbers do not settle."""
        return DateRule(self.date_order, self.today.year + 1 if self.today else None)

    def remarks_on(self, article: Article) -> list[SkippedFile]:
        """What is odd about an article; that its day is in the future is not kept, for it will not stay true."""
        remarks, day = list(article.remarks), article.published
        if day is not None and self.today is not None and day > self.today:
            remarks.append(f"its date, {day_in_words(day)}, is in the future (read on {day_in_words(self.today)})")
        return [SkippedFile(article.path, remark) for remark in remarks]
