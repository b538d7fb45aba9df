import os
import signal
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from assistant.articles.readers import sandbox
from assistant.articles.readers.sandbox import run_apart
from assistant.errors import UnreadableFile

HERE = "test_sandbox"
TOO_LARGE = "needs more than 512 MB of memory to read; split it into smaller files"


@pytest.fixture(autouse=True)
def own_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process that finds this file, and that no other test gets."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    waiting, sandbox._free[:] = [*sandbox._free], []
    yield
    for process in sandbox._free:
        process.end()
    sandbox._free[:] = waiting


def numbers(last: int) -> Iterator[int]:
    yield from range(last)


def own_number() -> Iterator[int]:
    yield os.getpid()


def busy_after(count: int) -> Iterator[int]:
    yield from range(count)
    while True:
        pass


def large(megabytes: int) -> Iterator[int]:
    yield len(b"x" * (megabytes * 2**20))


def crashing() -> Iterator[int]:
    yield 1
    os.kill(os.getpid(), signal.SIGSEGV)


def unreadable() -> Iterator[int]:
    yield 1
    raise UnreadableFile("holds no text")


def folder_for_unpacking() -> Iterator[str]:
    yield tempfile.mkdtemp()
    os.kill(os.getpid(), signal.SIGKILL)


def given_by(name: str, *arguments: object) -> tuple[list[object], str]:
    """What a function here gave when it ran apart, and why no more."""
    given: list[object] = []
    try:
        for each in run_apart(f"{HERE}:{name}", *arguments):
            given.append(each)
    except UnreadableFile as error:
        return given, error.message
    return given, ""


def test_what_the_process_that_asks_holds_is_not_counted_as_held_by_the_one_that_reads() -> None:
    held = b"x" * (300 * 2**20)
    assert [given_by("own_number") for _ in range(2)] == [given_by("own_number")] * 2
    assert held


def test_one_process_answers_call_after_call() -> None:
    assert given_by("numbers", 3) == ([0, 1, 2], "")
    assert given_by("own_number") == given_by("own_number") != ([os.getpid()], "")


def test_what_goes_beyond_a_bound_or_crashes_is_said_and_the_next_call_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "CPU_SECONDS", 1)
    assert {
        "too long": given_by("busy_after", 2),
        "too large": given_by("large", 600),
        "crash": given_by("crashing"),
        "no text": given_by("unreadable"),
    } == {
        "too long": ([0, 1], "takes too long to read; split it into smaller files"),
        "too large": ([], TOO_LARGE),
        "crash": ([1], f"is damaged, or {TOO_LARGE}"),
        "no text": ([1], "holds no text"),
    }
    assert given_by("numbers", 2) == ([0, 1], "")


def test_a_process_that_held_much_is_not_used_again() -> None:
    assert given_by("large", 300) == ([300 * 2**20], "")
    assert sandbox._free == []


def test_a_caller_that_wants_no_more_leaves_nothing_to_the_next() -> None:
    with closing(cast(Generator[int, None, None], run_apart(f"{HERE}:numbers", 10))) as calling:
        assert next(calling) == 0
    assert given_by("numbers", 2) == ([0, 1], "")


def test_what_a_reader_unpacked_goes_with_its_process() -> None:
    [folder], _ = given_by("folder_for_unpacking")
    assert not Path(str(folder)).parent.exists()
