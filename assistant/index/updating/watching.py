"""Keeps a library current: indexes once, then whatever changes in its folders, until it is interrupted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.articles.globs import is_pattern
from assistant.errors import AssistantError, LibraryLocked, UsageError
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.schema import CATALOGUE_FILE, open_catalogue
from assistant.index.updating.file_events import FileEvents
from assistant.index.updating.given_paths import require_paths
from assistant.index.updating.index_plan import IndexPlan, Progress
from assistant.index.updating.indexing import index_articles
from assistant.index.updating.source_files import covers, kept_name
from assistant.records.articles import IndexReport
from assistant.records.watching import Watch, WatchEvent, WatchNote

# What keeps the library from being written to is tried again after so long, twice as long each time.
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0
# A lock ends with a run of another process, which takes seconds more often than minutes.
_LONGEST_LOCK_PAUSE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class WatchPlan:
    """What to watch and how; `index_plan` is asked for before each run, for the day changes.

    Every `every_seconds` everything is looked at, for what the system did not report, after
    `before_everything`: that is where articles come from that no folder reports.
    """

    paths: tuple[Path, ...]
    index_plan: Callable[[], IndexPlan]
    every_seconds: float
    poll_seconds: float | None = None
    before_everything: Callable[[], None] = lambda: None


def watch(plan: WatchPlan, tell: Callable[[WatchEvent], None], progress: Progress) -> None:
    """Indexes until KeyboardInterrupt. Raises UsageError for a path that is not there, unless the library knows it."""
    _Watching(plan, tell, progress).run()


class _Watching:
    """What has changed and is not indexed yet, and what was said of what is in the way."""

    def __init__(self, plan: WatchPlan, tell: Callable[[WatchEvent], None], progress: Progress) -> None:
        self._plan, self._tell, self._progress = plan, tell, progress
        self._paths = tuple(Path(os.path.abspath(path)) for path in plan.paths)
        self._changed: set[Path] = set()
        self._everything = True  # what to look at: everything, or only what changed
        self._next_everything = 0.0
        self._indexed = False
        self._said: set[WatchNote] = set()
        self._pause, self._not_before = _FIRST_PAUSE_SECONDS, 0.0

    def run(self) -> None:
        plan = self._plan.index_plan()
        require_paths(self._paths, plan.root, plan.folder)
        events = self._watched()
        try:
            while True:
                now = time.monotonic()
                self._everything = self._everything or now >= self._next_everything
                if (self._everything or self._changed) and now >= self._not_before:
                    self._index()
                self._changed |= events.next()
                if events.is_lost:
                    events.close()
                    events = self._watched()
                    self._everything = True
        finally:
            events.close()

    def _watched(self) -> FileEvents:
        return FileEvents(
            self._paths,
            poll_seconds=self._plan.poll_seconds,
            on_polling=lambda reason: self._say(WatchNote(Watch.POLLING, reason)),
        )

    def _index(self) -> None:
        present = self._present()
        if not present:
            self._wait(_LONGEST_LOCK_PAUSE_SECONDS)
            return
        everything, changed = self._everything, self._changed
        self._everything, self._changed = False, set()
        try:
            if everything:
                self._plan.before_everything()
            only = None if everything else changed
            plan = self._plan.index_plan()
            report = index_articles(present, plan, self._progress, listed=self._indexed, only=only)
        except (AssistantError, OSError) as error:
            if isinstance(error, UsageError) and not self._indexed:
                raise
            self._everything, self._changed = everything, changed
            self._say(WatchNote(Watch.WAITING, str(error)))
            self._wait(_LONGEST_LOCK_PAUSE_SECONDS if isinstance(error, LibraryLocked) else _LONGEST_PAUSE_SECONDS)
            return
        self._goes_on()
        if everything:
            self._next_everything = time.monotonic() + self._plan.every_seconds
        self._report(report)

    def _report(self, report: IndexReport) -> None:
        for event in report.changes if self._indexed else (report,):
            self._tell(event)
        for skipped in report.skipped:
            if skipped.path not in report.failed_before:
                self._tell(skipped)
        for warning in report.warnings:
            self._tell(WatchNote(Watch.WARNING, warning))
        self._indexed = True

    def _present(self) -> list[Path]:
        """The paths to index now: a folder that is gone, or empty all at once, may be a disk that is not mounted."""
        present = []
        for path in self._paths:
            absent = self._absence(path)
            if absent is None:
                present.append(path)
                for note in [each for each in self._said if each.subject == str(path)]:
                    self._said.remove(note)
                    self._tell(WatchNote(Watch.AGAIN, str(path)))
            else:
                self._say(WatchNote(absent, str(path)))
        return present

    def _absence(self, path: Path) -> Watch | None:
        if is_pattern(path):
            return None
        try:
            if path.is_dir():
                return Watch.EMPTY if not os.listdir(path) and self._is_known(path) else None
            return None if path.exists() else Watch.GONE
        except OSError:
            return Watch.GONE

    def _is_known(self, path: Path) -> bool:
        """Whether the library holds an article of this file or folder."""
        plan = self._plan.index_plan()
        if not (plan.folder / CATALOGUE_FILE).is_file():
            return False
        connection = open_catalogue(plan.folder)
        try:
            name = kept_name(path, plan.root)
            return any(covers(name, file) for file in Catalogue(connection).article_files())
        finally:
            connection.close()

    def _say(self, note: WatchNote) -> None:
        """Says what is in the way, once until it is over."""
        if note not in self._said:
            self._said.add(note)
            self._tell(note)

    def _wait(self, longest: float) -> None:
        self._not_before = time.monotonic() + min(self._pause, longest)
        self._pause *= 2

    def _goes_on(self) -> None:
        self._pause, self._not_before = _FIRST_PAUSE_SECONDS, 0.0
        waited = {note for note in self._said if note.kind is Watch.WAITING}
        self._said -= waited
        if waited:
            self._tell(WatchNote(Watch.AGAIN))
