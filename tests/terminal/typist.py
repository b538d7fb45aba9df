"""A person at a terminal: a program run in a process and on a terminal of its own, its keys typed, its screen read."""

from __future__ import annotations

import codecs
import os
import re
import select
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest

import assistant

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

LINES = 24
ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\]8;;[^\x1b]*\x1b\\|[=>])")
SECONDS_TO_WAIT = 300.0  # only a hang lasts so long, however busy the machine is


class Typist:
    """Types into a terminal, and waits for what it shows; `shown` is everything so far, `screen` what is seen now."""

    def __init__(self, leader: int, columns: int) -> None:
        self._leader = leader
        self._screen = pyte.Screen(columns, LINES)
        self._stream = pyte.Stream(self._screen)
        self.shown = ""
        self._seen = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def types(self, keys: str) -> None:
        os.write(self._leader, keys.encode())

    def waits_for(self, text: str) -> None:
        """Until the text is shown after what was waited for before."""
        deadline = time.monotonic() + SECONDS_TO_WAIT
        while (found := ESCAPE.sub("", self.shown).find(text, self._seen)) < 0:
            assert time.monotonic() < deadline, f"{text!r} is not shown in {self.shown!r}"
            read = self._read()
            assert read is not None, f"it ended without showing {text!r}: {self.shown!r}"
            self.shown += read
        self._seen = found + len(text)

    @property
    def screen(self) -> str:
        """The lines that are seen now, without the empty ones at the end."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    def sees(self, text: str) -> None:
        """Until the text is seen on the screen."""
        self._watches(lambda: text in self.screen, text)

    def prompted(self) -> None:
        """Until an empty prompt is the last line, and has been drawn to its end."""
        self._watches(lambda: self.screen.endswith("\n>") and self.shown.endswith("\x1b[?25h"), "the prompt")

    def _watches(self, is_there: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + SECONDS_TO_WAIT
        while not is_there():
            assert time.monotonic() < deadline, f"{what!r} is not seen in\n{self.screen}"
            read = self._read()
            assert read is not None, f"it ended without showing {what!r}:\n{self.screen}"
            self.shown += read

    def reads_to_the_end(self) -> None:
        """Until the program has left, which closes its side of the terminal."""
        deadline = time.monotonic() + SECONDS_TO_WAIT
        while (read := self._read()) is not None:
            assert time.monotonic() < deadline, f"it does not end: {self.shown!r}"
            self.shown += read

    def _read(self) -> str | None:
        if not select.select([self._leader], [], [], 1)[0]:
            return ""
        try:
            read = os.read(self._leader, 65_536)
        except OSError:  # Linux says so when the other end is closed
            return None
        decoded = self._decoder.decode(read)
        self._stream.feed(decoded)
        return decoded if read else None


@contextmanager
def at_terminal(command: Sequence[str], *, columns: int = 60, exit_code: int = 0, **environ: str) -> Iterator[Typist]:
    """The command while it runs; at the end it must leave with the exit code, and all it showed is read."""
    checkout = Path(assistant.__file__).parents[1]
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (LINES, columns))
    paths = os.pathsep.join([str(checkout), str(checkout / "tests")])
    process = subprocess.Popen(
        command,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
        env={
            **os.environ,
            "PYTHONPATH": paths,
            "TERM": "xterm",
            "PAGER": "cat",
            "PYTHONUTF8": "1",
            "PROMPT_TOOLKIT_NO_CPR": "1",
            **environ,
        },
    )
    os.close(follower)
    try:
        typist = Typist(leader, columns)
        yield typist
        typist.reads_to_the_end()
        assert process.wait(SECONDS_TO_WAIT) == exit_code
    finally:
        process.kill()
        process.wait()
        os.close(leader)
