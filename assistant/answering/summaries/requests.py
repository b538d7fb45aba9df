"""Requests to a model side by side, with what is told of them before and while they run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Queue
from threading import Thread
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
    """The results in the tasks' order; the first failure is raised, and what has not begun then never does.

    What runs then does not hold up the end of the process, as the threads of an executor would.
    """
    waiting, finished = deque(range(len(tasks))), Queue[tuple[int, Result | BaseException]]()

    def work() -> None:
        with suppress(IndexError):
            while True:
                place = waiting.popleft()
                try:
                    finished.put((place, tasks[place]()))
                except BaseException as error:  # noqa: BLE001 - raised again where the results are waited for
                    finished.put((place, error))

    for _ in range(min(_AT_ONCE, len(tasks))):
        Thread(target=work, daemon=True).start()
    results: dict[int, Result] = {}
    try:
        for number in range(1, len(tasks) + 1):
            place, result = finished.get()
            if isinstance(result, BaseException):
                raise result
            results[place] = result
            telling.done(number, len(tasks))
    finally:
        waiting.clear()
    return [results[place] for place in range(len(tasks))]
