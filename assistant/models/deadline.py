"""Gives an iteration that may stall a deadline that is always kept."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


class _End:
    """The last thing a finished iteration hands over."""


def iterate_until(deadline: float, start: Callable[[], Iterator[Item]]) -> Iterator[Item]:
    """The items of `start()`; raises TimeoutError when the next one is not there by `deadline` (time.monotonic).

    The iteration runs in a thread of its own. A time limit on single reads would not do: a server that sends a byte, or
    a comment that keeps the line alive, now and then never exceeds it. A thread that is given up ends at its next item.
    """
    items: queue.SimpleQueue[Item | _End | BaseException] = queue.SimpleQueue()
    given_up = threading.Event()

    def run() -> None:
        iteration = None
        try:
            iteration = start()
            for item in iteration:
                if given_up.is_set():
                    break
                items.put(item)
            items.put(_End())
        except BaseException as error:  # noqa: BLE001  # every error belongs to the caller, who raises it
            items.put(error)
        finally:
            close = getattr(iteration, "close", None)
            if close is not None:
                close()

    threading.Thread(target=run, daemon=True).start()
    try:
        while True:
            try:
                item = items.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise TimeoutError from None
            if isinstance(item, _End):
                return
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        given_up.set()
