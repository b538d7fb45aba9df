"""Who holds a lock: noted in the lock's own file by the process that has it, and put into words for one that waits."""

from __future__ import annotations

import json
import os
import socket
import time
from pathlib import Path

_LONGEST_NOTE = 1_000
_LONGEST_WORD = 60
_SECONDS_OF_A_DAY = 86_400


def note_holder(lock: int, command: str) -> None:
    """Writes into the open file of a lock that is held: this process, what it does (`assistant index`), since when."""
    note = {"pid": os.getpid(), "host": socket.gethostname(), "command": command, "since": int(time.time())}
    os.truncate(lock, 0)
    os.pwrite(lock, json.dumps(note).encode(), 0)


def forget_holder(lock: int) -> None:
    """Empties the file of a lock before it is given up."""
    os.truncate(lock, 0)


def holder_in_words(file: Path) -> str:
    """Who holds the lock, as far as its file says: "Another process (pid 1234, `assistant index`, since 14:02)"."""
    try:
        with file.open("rb") as stream:
            note = json.loads(stream.read(_LONGEST_NOTE))
        pid, since = int(note["pid"]), float(note["since"])
        command, host = _plain(note["command"]), _plain(note["host"])
        is_of_today = 0 <= time.time() - since < _SECONDS_OF_A_DAY
        clock = time.strftime("%H:%M" if is_of_today else "%Y-%m-%d %H:%M", time.localtime(since))
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return "Another process"  # it has only just begun, or something else wrote there
    where = "" if host == socket.gethostname() else f" on {host}"
    return f"Another process (pid {pid}{where}, `{command}`, since {clock})"


def _plain(said: object) -> str:
    """A word of a file that anybody may have written, so that no terminal acts on it."""
    return "".join(letter for letter in str(said) if letter.isprintable())[:_LONGEST_WORD]
