"""Ctrl-C and SIGTERM to a question that long work asks itself: whether it is to stop."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from assistant.cli.printing import say

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StopSignal:
    """The first signal to stop, once it has come; calling it says whether it has."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self) -> bool:
        return self.number != 0

    @property
    def exit_code(self) -> int:
        """That of a process ended by the signal, as shells have it: 130 after Ctrl-C."""
        return 128 + self.number

    def take(self, number: int, _: FrameType | None) -> None:
        """Notes the first signal; the second is a KeyboardInterrupt."""
        if self.number:
            raise KeyboardInterrupt
        self.number = number


@contextmanager
def stop_signal() -> Iterator[StopSignal]:
    """Has Ctrl-C and SIGTERM noted, so that the work inside can end in good order; a second one ends the process."""
    stop = StopSignal()
    before = {number: signal.signal(number, stop.take) for number in _SIGNALS}
    try:
        yield stop
    except KeyboardInterrupt:
        say("Interrupted.")
        sys.stdout.flush()
        os._exit(stop.exit_code)  # an orderly exit would wait for the threads that embed
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
