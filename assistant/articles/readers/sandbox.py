"""Runs the reading of files in a process of its own, with little memory, and little time for each thing it gives.

A file can be a bomb: half a megabyte that unpacks to half a gigabyte, or a page that takes hours. One process, started
once, reads file after file; what goes beyond the bounds, or crashes, ends that process, and the next file gets another.
"""

from __future__ import annotations

import atexit
import importlib
import os
import pickle
import re
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.errors import AssistantError, UnreadableFile
from assistant.records.articles import Origin

MIB = 2**20
# Of memory that is written to; the libraries' own code, some 30 MiB, comes on top.
MEMORY_BYTES = 450 * MIB
# Of the processor, so that a harmless file is read on a busy machine too, only later; for each article of a file.
CPU_SECONDS = 10
WALL_SECONDS = 300  # for a process that waits for ever, or where the processor's time cannot be limited
LONGEST_TEXT = 20_000_000  # characters of one article

# A process that has held so much gives little of it back to the system, and the next file gets a new one. An error in
# it is want of memory by another name, as lxml has one: what doubles its room may ask for all that is left.
_MUCH_BYTES = MEMORY_BYTES // 2
_LENGTH_BYTES = 8
_FOLDER = "_FOLDER_OF_READING"  # tells the process of the folder that goes with it
_STATUS = Path("/proc/self/status")
_MOST_HELD = re.compile(r"VmHWM:\s*(\d+) kB")
# ru_maxrss counts in KiB on Linux, in bytes on macOS.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_TOO_LARGE = "needs more than 512 MB of memory to read; split it into smaller files"
_TOO_LONG = "takes too long to read; split it into smaller files"

_OUR_PACKAGES = str(Path(__file__).parents[3])
_CHILD = """import sys
sys.path.append(sys.argv[1])
from assistant.articles.readers.sandbox import main
main()
"""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was found in a file, in plain types; `properties` are values of fields by their names."""

    text: str
    heading: str = ""
    properties: Mapping[str, str | list[str]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Call:
    """Asks for all that ``module:function`` yields for these arguments, within these bounds."""

    function: str
    arguments: tuple[object, ...]
    memory_bytes: int
    cpu_seconds: int


@dataclass(frozen=True, slots=True)
class _End:
    """Nothing more is given: because of `unreadable`, or that was all. `is_last`: the process ends, too."""

    unreadable: str | None
    is_last: bool


def read_apart(module: str, file: Path) -> RawArticle:
    """The article in what `extract(file)` of this module gives, an Extracted; raises UnreadableFile."""
    found = extract_apart(module, file)
    heading = (Given(Field.TITLE, found["heading"], Origin.HEADING),) if found["heading"] else ()
    properties = [Given(Field(name), value, Origin.PROPERTIES) for name, value in found["properties"].items()]
    return RawArticle(found["text"], (*heading, *properties), tuple(found["remarks"]))


def extract_apart(module: str, file: Path) -> Mapping[str, Any]:
    """The fields of the record that `extract(file)` of this module gives, run apart; raises UnreadableFile."""
    found: Mapping[str, Any]
    [found] = run_apart(f"{__name__}:extracted", module, file.absolute())
    return found


def run_apart(function: str, *arguments: object) -> Iterator[Any]:
    """All that a generator function, ``module:function``, gives for these arguments, run apart.

    In the process that is apart already, it is called as it is. Raises UnreadableFile when the function does, and
    when the process crashes or goes beyond its bounds.
    """
    if _Process.is_this_one:
        yield from _named(function)(*arguments)
        return
    process = _free.pop() if _free else _Process()
    try:
        end = yield from process.answers(_Call(function, arguments, MEMORY_BYTES, CPU_SECONDS))
    except BaseException:  # also when the caller wants no more: what the process still says is nobody's answer
        process.end()
        raise
    if end.is_last:
        process.end()
    else:
        _free.append(process)
    if end.unreadable is not None:
        raise UnreadableFile(end.unreadable)


def extracted(module: str, file: Path) -> Iterator[Mapping[str, Any]]:
    """The one record that `extract(file)` of a module gives, as a mapping; whatever ails the file is said."""
    try:
        found = asdict(importlib.import_module(module).extract(file))
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:
        if holds_much():
            raise MemoryError from error
        words = f"{type(error).__name__}: {' '.join(str(error).split())}"
        raise UnreadableFile(f"is damaged ({words[:200]})") from error
    if len(found.get("text", "")) > LONGEST_TEXT:
        raise UnreadableFile(f"holds more than {LONGEST_TEXT} characters of text")
    yield found


def allow_more_seconds(seconds: float) -> None:
    """Gives this process so much more of the processor for what it is reading, when it reads apart."""
    if _Process.is_this_one:
        soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (soft + int(seconds), hard))


def holds_much() -> bool:
    """Whether this process reads apart, and has held so much memory that an error may come from the want of more."""
    return _Process.is_this_one and _most_held() > _MUCH_BYTES


def _most_held() -> int:
    """The most memory that this process has held, in bytes.

    On Linux ru_maxrss counts what the process that started this one held, too (exec(2) keeps it).
    """
    with suppress(OSError):
        if found := _MOST_HELD.search(_STATUS.read_text()):
            return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT


class _Process:
    """The process that reads, as this one sees it."""

    is_this_one = False

    def __init__(self) -> None:
        # Files that a reader unpacks must not stay when it is ended. Where there is no room for them, most need none.
        self._folder: str | None = None
        with suppress(OSError):
            self._folder = tempfile.mkdtemp(prefix="assistant-")
        # -P keeps the working folder, which may be a stranger's, out of the places where modules are looked for. In a
        # group of its own it is not told of Ctrl-C, on which this process stores what has been read.
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-c", _CHILD, _OUR_PACKAGES],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | ({"TMPDIR": self._folder, _FOLDER: self._folder} if self._folder else {}),
            process_group=0,
        )

    def answers(self, call: _Call) -> Generator[Any, None, _End]:
        """What the process gives for a call, and how it ends; raises UnreadableFile when it has crashed."""
        assert self._child.stdin is not None
        with suppress(BrokenPipeError):  # it has crashed: that is found out below
            pickle.dump(call, self._child.stdin)
            self._child.stdin.flush()
        while True:
            answer = self._receive()
            if isinstance(answer, _End):
                return answer
            yield answer

    def end(self) -> None:
        """Ends the process and takes away what it left."""
        self._child.kill()
        self._child.communicate()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _receive(self) -> object:
        until = time.monotonic() + WALL_SECONDS
        length = int.from_bytes(self._read(_LENGTH_BYTES, until))
        return pickle.loads(self._read(length, until))

    def _read(self, count: int, until: float) -> bytes:
        assert self._child.stdout is not None
        pipe, pieces = self._child.stdout.fileno(), bytearray()
        while len(pieces) < count:
            if not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
                raise UnreadableFile(_TOO_LONG)
            piece = os.read(pipe, min(MIB, count - len(pieces)))
            if not piece:
                too_long = self._child.wait() == -getattr(signal, "SIGXCPU", 0) < 0
                raise UnreadableFile(_TOO_LONG if too_long else f"is damaged, or {_TOO_LARGE}")
            pieces += piece
        return bytes(pieces)


_free = list[_Process]()  # processes that wait for a call
os.register_at_fork(after_in_child=_free.clear)  # two callers would get one another's answers


@atexit.register
def _end_all() -> None:
    while _free:
        _free.pop().end()


def main() -> None:
    """The process apart: answers call after call until no more can come."""
    _Process.is_this_one = True
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # SIGXCPU would leave a core file
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints is no answer
        while True:
            try:
                call = pickle.load(sys.stdin.buffer)
            except EOFError:  # the one that asked has ended, perhaps without a word
                break
            end = _answer(call, answers)
            _send(answers, end)
            if end.is_last:
                return
    if folder := os.environ.get(_FOLDER):
        shutil.rmtree(folder, ignore_errors=True)


def _answer(call: _Call, answers: BinaryIO) -> _End:
    """Sends what a call asks for; says how it ended."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (call.memory_bytes, most))
    unreadable = None
    try:
        _start_clock(call.cpu_seconds)
        for given in _named(call.function)(*call.arguments):
            _send(answers, given)
            _start_clock(call.cpu_seconds)
    except AssistantError as error:
        unreadable = error.message
    except MemoryError:
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))  # the answer needs some
        return _End(_TOO_LARGE, is_last=True)
    return _End(unreadable, is_last=holds_much())


def _start_clock(seconds: int) -> None:
    """Gives this process so much of the processor from now on."""
    used, (_, most) = resource.getrusage(resource.RUSAGE_SELF), resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, most))


def _send(pipe: BinaryIO, message: object) -> None:
    data = pickle.dumps(message)
    pipe.write(len(data).to_bytes(_LENGTH_BYTES) + data)
    pipe.flush()


def _named(function: str) -> Callable[..., Iterator[Any]]:
    module, _, name = function.partition(":")
    named: Callable[..., Iterator[Any]] = getattr(importlib.import_module(module), name)
    return named
