"""How far an indexing run or an evaluation has come, on stderr: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Self, TextIO

from assistant.terminal.clean import clean_line
from assistant.terminal.output import encodable, write
from assistant.terminal.words import counted

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

SECONDS_BETWEEN_LINES = 10.0
ROOMY_WIDTH = 72  # below it the bar is short and the file's name is not shown


class IndexProgress:
    """Shows an indexing run while it lasts, and leaves nothing behind on a terminal.

    `animated`: the stream is a terminal that may get escapes. `clock` gives seconds that only go forward.
    """

    def __init__(
        self, stream: TextIO, *, animated: bool, quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._animated = animated and not quiet
        self._quiet = quiet
        self._clock = clock
        self._started = self._said = clock()
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        self._started = self._said = self._clock()
        if self._animated:
            self._bar = _bar(self._stream)
            self._bar.add_task("indexing", total=None, said="", label="")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def update(self, done: int, total: int, label: str = "", *, articles: int | None = None) -> None:
        """`done` of `total` bytes or articles are read; `articles` counts articles when `done` counts bytes."""
        read = done if articles is None else articles
        seconds = self._clock() - self._started
        rate = read / seconds if seconds > 0 else 0.0
        said = f"{counted(read, 'article')}, {rate:,.0f}/s"
        if self._bar is not None:
            shown = encodable(clean_line(label), self._stream)
            self._bar.update(self._bar.task_ids[0], completed=done, total=total, said=said, label=shown)
        elif not self._quiet and self._clock() - self._said >= SECONDS_BETWEEN_LINES:
            self._said = self._clock()
            share = f"{100 * done // total} %" if total else "0 %"
            left = f", about {_duration(seconds * (total - done) / done)} left" if done else ""
            write(f"Indexing: {share}, {said}{left}{': ' if label else ''}{clean_line(label)}\n", self._stream)


class QuestionProgress:
    """Shows how many questions are finished while they are asked, on a terminal only, and leaves nothing behind."""

    def __init__(self, stream: TextIO, *, animated: bool, total: int) -> None:
        self._stream = stream
        self._total = total
        self._done = 0
        self._bar = _bar(stream) if animated else None

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.add_task("asking", total=self._total, said=self._said(), label="")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def finished(self, question: str) -> None:
        """One more question is finished."""
        self._done += 1
        if self._bar is not None:
            shown = encodable(clean_line(question), self._stream)
            self._bar.update(self._bar.task_ids[0], completed=self._done, said=self._said(), label=shown)

    def _said(self) -> str:
        return f"{self._done:,} of {counted(self._total, 'question')}"


def _bar(stream: TextIO) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.table import Column

    console = Console(file=stream, force_terminal=True)
    columns: list[ProgressColumn] = [
        BarColumn(bar_width=20 if console.width >= ROOMY_WIDTH else 6),
        TaskProgressColumn(),
        TextColumn("{task.fields[said]}", markup=False, table_column=Column(no_wrap=True)),
        TimeRemainingColumn(),
    ]
    if console.width >= ROOMY_WIDTH:
        # Cropped without rich's ellipsis, which a stream that is not UTF-8 cannot show.
        cropped = Column(no_wrap=True, overflow="crop", ratio=1)
        columns += [TextColumn("left"), TextColumn("{task.fields[label]}", markup=False, table_column=cropped)]
    return Progress(*columns, console=console, transient=True, expand=True)


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes == 0:
        return f"{max(1, round(seconds))} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
