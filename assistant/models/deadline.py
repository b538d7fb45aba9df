"""Gives an iteration that may stall a deadline that is always kept."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import TypeVar

Item = TypeVar("Item")
# Set by whoever may have to give up, in another thread, what is asked for in this one.
STOP: ContextVar[threading.Event | None] = ContextVar("STOP", default=None)
_LOOK_SECONDS = 0.1


class Stopped(BaseException):
    """What is being done here is wanted no longer (STOP); no reason to do something else in its place."""


def go_on() -> None:
    """Raises Stopped where that is so."""
    stop = STOP.get()
    if stop is not None and stop.is_set():
        raise Stopped


class _End:
    """The last thing a finished iteration hands over."""


def iterate_until(deadline: float, start: Callable[[], Iterator[Item]]) -> Iterator[Item]:
    """The items of `start()`; raises TimeoutError when the next one is not there by `deadline` (time.monotonic).

    Also raises Stopped, where that is asked for.

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
            item = _next(items, deadline)
            if isinstance(item, _End):
                return
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        given_up.set()


def _next(items: queue.SimpleQueue[Item], deadline: float) -> Item:
    """The next item, waited for until the deadline, or until nobody wants it."""
    looks = STOP.get() is not None
    while True:
        go_on()
        left = max(0.0, deadline - time.monotonic())
        try:
            return items.get(timeout=min(left, _LOOK_SECONDS) if looks else left)
        except queue.Empty:
            if not looks or left <= _LOOK_SECONDS:
                raise TimeoutError from None
