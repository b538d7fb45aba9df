"""Requests to a model side by side: in order, up to the first failure, and never in the way of an end."""

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from assistant.answering.summaries.requests import SILENT, Telling, side_by_side

INTERRUPTED = """
import threading, time
from assistant.answering.summaries.requests import SILENT, side_by_side

def interrupt():
    raise KeyboardInterrupt

side_by_side([lambda: time.sleep(60), interrupt], SILENT)
"""


def task(place: int, begun: list[int], seconds: float = 0.1) -> Callable[[], int]:
    def run() -> int:
        begun.append(place)
        time.sleep(seconds)
        return place

    return run


def fail() -> int:
    raise ValueError("first")


def test_results_are_in_the_order_of_their_tasks_and_each_is_told_of() -> None:
    told: list[tuple[int, int]] = []
    tasks = [task(place, [], 0.3 - 0.05 * place) for place in range(6)]
    assert side_by_side(tasks, Telling(done=lambda *done: told.append(done))) == list(range(6))
    assert told == [(number, 6) for number in range(1, 7)]
    assert side_by_side(list[Callable[[], int]](), SILENT) == []


def test_after_a_failure_nothing_more_begins() -> None:
    begun: list[int] = []
    with pytest.raises(ValueError, match="first"):
        side_by_side([fail, *(task(place, begun) for place in range(50))], SILENT)
    time.sleep(0.5)
    assert len(begun) < 10


def test_what_still_runs_does_not_hold_up_the_end_of_the_process() -> None:
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False)
    assert "KeyboardInterrupt" in done.stderr
    assert time.monotonic() - began < 30
