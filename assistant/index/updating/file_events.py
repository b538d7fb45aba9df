"""Folders and files to the paths that change in them, as the system reports it or by looking through them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from pathlib import Path

import watchfiles

from assistant.articles.globs import base_of

# A change is passed on once nothing else has changed for so long, and at the latest after the longest: a file that is
# being copied is read once.
_QUIET_MILLISECONDS = 300
_LONGEST_MILLISECONDS = 5_000
# So often the caller gets the word where nothing changes.
_TICK_MILLISECONDS = 500
# Where the system cannot report, as with more folders than it watches.
_POLL_SECONDS = 5.0

_Events = Generator[set[tuple[watchfiles.Change, str]], None, None]


class FileEvents:
    """Watches paths from the moment it is made. A file is watched in its folder, for programs replace files."""

    def __init__(self, paths: Sequence[Path], *, poll_seconds: float | None, on_polling: Callable[[str], None]) -> None:
        """With `poll_seconds` the folders are looked through that often; `on_polling` hears that they have to be."""
        self._files = frozenset(path for path in paths if path.is_file())
        bases = {base_of(path) for path in paths if path not in self._files}
        self._folders = sorted(base for base in bases if base.is_dir())
        self._targets = sorted({*bases, *(path.parent for path in self._files)})
        self._places = [_place(target) for target in self._targets]
        try:
            self._events = self._started(poll_seconds)
        except (OSError, RuntimeError) as error:  # too many folders; watchfiles' own errors are RuntimeErrors
            on_polling(str(error))
            self._events = self._started(poll_seconds or _POLL_SECONDS)

    def next(self) -> set[Path]:
        """What has changed, after a moment; nothing where nothing has. Raises KeyboardInterrupt."""
        if not self._events:  # nothing is there to be watched
            time.sleep(_TICK_MILLISECONDS / 1000)
        return {Path(path) for events in self._events for _, path in next(events)}

    @property
    def is_lost(self) -> bool:
        """Whether a folder came, went or is another one than was watched: what changes there is not heard."""
        return [_place(target) for target in self._targets] != self._places

    def close(self) -> None:
        """Stops watching."""
        for events in self._events:
            events.close()

    def _started(self, poll_seconds: float | None) -> list[_Events]:
        started = []
        for targets, recursive in ((self._folders, True), (sorted({path.parent for path in self._files}), False)):
            if targets:
                events = watchfiles.watch(
                    *targets,
                    watch_filter=self._counts,
                    debounce=_LONGEST_MILLISECONDS,
                    step=_QUIET_MILLISECONDS,
                    rust_timeout=_TICK_MILLISECONDS,
                    yield_on_timeout=True,
                    force_polling=poll_seconds is not None,
                    poll_delay_ms=int(1000 * (poll_seconds or _POLL_SECONDS)),
                    recursive=recursive,
                    ignore_permission_denied=True,
                )
                next(events)  # it begins to watch when it is first asked
                started.append(events)
        return started

    def _counts(self, _: watchfiles.Change, changed: str) -> bool:
        """Hidden files, the library's own among them, and what editors leave beside a file count for nothing."""
        path = Path(changed)
        if path in self._files:
            return True
        if path.name.endswith("~"):
            return False
        for folder in self._folders:
            with suppress(ValueError):
                return not any(part.startswith(".") for part in path.relative_to(folder).parts)
        return False


def _place(target: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(target)
    except OSError:
        return None
    return found.st_dev, found.st_ino
