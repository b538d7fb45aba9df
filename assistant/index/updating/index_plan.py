"""What to index and how: the settings of one run, and what chunks, vectors and read files depend on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.articles.metadata.published import DateOrder, DateRule
from assistant.index.finding.server import ChromaServer
from assistant.index.lock import Waiting
from assistant.index.storage.writing import utc_now
from assistant.records.ports import Embedder

if TYPE_CHECKING:
    from assistant.index.updating.on_ray import RayIngest

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
    # Whether links are read that lead out of the paths that are given.
    follow_links: bool = False
    server: ChromaServer | None = None
    # The day of reading: a later date is remarked on. Where it is not known, years of two digits are refused as well.
    today: date | None = None
    date_order: DateOrder = DateOrder.DAY_FIRST
    # Articles stored in one transaction: a kill loses at most these, and memory holds no more of them.
    batch_characters: int = 250_000
    # What other processes are told meanwhile, and whether to wait for one of them.
    command: str = "assistant index"
    waiting: Waiting | None = None
    # Who splits and embeds in place of this process; called once there is something to do.
    prepared_by: Callable[[], RayIngest] | None = None
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
