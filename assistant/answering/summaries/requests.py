"""Requests to a model side by side, with what is told of them before and while they run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TypeVar

# A service that is paid for answers more at once; one on the reader's own machine queues them.
_AT_ONCE = 4
Result = TypeVar("Result")


def _silent(first: int, second: int) -> None:
    """For who wants to hear nothing."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told that a summary takes several requests, and about how many tokens of input; and how many are done."""

    planned: Callable[[int, int], None] = _silent
    done: Callable[[int, int], None] = _silent


SILENT = Telling()


def side_by_side(tasks: Sequence[Callable[[], Result]], telling: Telling) -> list[Result]:
    """The results in the tasks' order; the first failure is raised, and what has not begun then never does."""
    workers = ThreadPoolExecutor(_AT_ONCE)
    try:
        running = [workers.submit(task) for task in tasks]
        for number, finished in enumerate(as_completed(running), start=1):
            finished.result()
            telling.done(number, len(tasks))
        return [each.result() for each in running]
    finally:
        workers.shutdown(wait=False, cancel_futures=True)
