"""How often, and until when, one request to a service is tried again."""

from __future__ import annotations

import time

from assistant.models.failures import Failure

# Before the second, third and fourth attempt; a service that names another wait gets that one, if a reader would sit
# through it without being told.
_WAITS_SECONDS = (0.5, 1.0, 2.0)
_LONGEST_WAIT_SECONDS = 20.0


class Attempts:
    """The attempts of one request, which all together end at `deadline` (time.monotonic)."""

    def __init__(self, timeout_seconds: float) -> None:
        self.deadline = time.monotonic() + timeout_seconds
        self._waits = iter(_WAITS_SECONDS)

    @property
    def seconds_left(self) -> float:
        return self.deadline - time.monotonic()

    def may_go_on(self, failure: Failure) -> bool:
        """Waits and says yes, when another attempt may help and the deadline allows it."""
        wait = next(self._waits, None)
        if wait is None or not failure.passing:
            return False
        seconds = wait if failure.wait_seconds is None else failure.wait_seconds
        if seconds > min(_LONGEST_WAIT_SECONDS, self.seconds_left):
            return False
        time.sleep(seconds)
        return True
