"""A library that is watched follows its folders, survives what is in the way, and ends cleanly."""

import os
import queue
import random
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from assistant.index.lock import writer_lock
from small_library import Made

TESTS = Path(__file__).parent.parent
# Only a broken program waits so long.
PATIENCE_SECONDS = 120
PROGRAM = f"""
import sys
sys.path[:0] = {[str(TESTS), str(TESTS.parent)]!r}
from datetime import datetime
from pathlib import Path
from assistant.index.updating.watching import WatchPlan, watch
from assistant.terminal.render_watch import watch_line
from small_library import Made
made = Made(Path(sys.argv[1]))
every, poll = (float(value) if value != "None" else None for value in sys.argv[2:4])
paths = tuple(map(Path, sys.argv[4:])) or (made.articles,)
indexed = []
def fetching():  # also before the first run, which says nothing before its report
    if indexed:
        print("fetching", flush=True)
    indexed.append(True)
plan = WatchPlan(paths, made.plan, every, poll, before_everything=fetching)
try:
    watch(plan, lambda event: print(watch_line(event, datetime.now()), end="", flush=True), lambda *_: None)
except KeyboardInterrupt:
    print("ended", flush=True)
"""


class Watcher:
    """The watching process and the lines that it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        self.said: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def waits_for(self, wanted: str) -> None:
        """Returns when a line is said that begins so, its time aside."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"{wanted!r} was not said, but {self.said}") from None
            self.said.append(line)
            if line.startswith(wanted):
                return

    def _read(self) -> None:
        assert self.process.stdout is not None
        with suppress(ValueError):  # the test has ended, and closed it
            for line in self.process.stdout:
                self._lines.put(re.sub(r"^\d\d:\d\d:\d\d ", "", line.rstrip("\n")))


@contextmanager
def watching(made: Made, *paths: Path, every: float = 3600, poll: float | None = None) -> Iterator[Watcher]:
    command = [sys.executable, "-P", "-c", PROGRAM, str(made.root), str(every), str(poll), *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Watcher(process)
        finally:
            process.kill()


@pytest.fixture
def made(tmp_path):
    made = Made(tmp_path)
    made.write({"tide.txt": "title: The tide\n\nThe tide rose.\n"})
    return made


WATCHING = "1 added, 0 changed, 0 removed, 0 renamed, 0 unchanged, 0 skipped; 1 chunk. Watching"


@pytest.mark.parametrize("poll", [None, 0.2])
def test_what_comes_changes_moves_and_goes_is_followed_and_said(made, poll):
    with watching(made, poll=poll) as watcher:
        watcher.waits_for(WATCHING)
        made.write({"deep/moon.txt": "title: The moon\n\nThe moon rose.\n"})
        watcher.waits_for("added articles/deep/moon.txt: The moon")
        time.sleep(1.1)  # a poll compares times of whole seconds on some systems
        made.write({"deep/moon.txt": "title: The moon\n\nThe moon set.\n"})
        watcher.waits_for("changed articles/deep/moon.txt: The moon")
        (made.articles / "deep").rename(made.articles / "shallow")
        watcher.waits_for("renamed articles/deep/moon.txt → articles/shallow/moon.txt: The moon")
        made.write({"bad.pdf": "no PDF"})
        watcher.waits_for("skipped articles/bad.pdf: is not a PDF")
        (made.articles / "shallow" / "moon.txt").unlink()
        watcher.waits_for("removed articles/shallow/moon.txt: The moon")
    assert made.titles() == ["The tide"]


def test_only_what_changed_is_looked_into(made):
    with watching(made) as watcher:
        watcher.waits_for(WATCHING)
        unsealed = "DELETE FROM checksums WHERE kind = 'table'"  # as the first write of a run leaves it
        made.change(unsealed, "UPDATE files SET sha256 = 'another'")
        made.write({"moon.txt": "title: The moon\n\nThe moon rose.\n"})
        watcher.waits_for("added articles/moon.txt: The moon")
    assert made.rows("SELECT sha256 FROM files WHERE path = 'articles/tide.txt'") == [("another",)]


def test_while_another_process_holds_the_library_it_waits_and_says_so(made):
    with watching(made) as watcher:
        watcher.waits_for(WATCHING)
        with writer_lock(made.folder):
            made.write({"moon.txt": "title: The moon\n\nThe moon rose.\n"})
            watcher.waits_for("waiting: Another process (pid ")
        watcher.waits_for("going on")
        watcher.waits_for("added articles/moon.txt: The moon")
    assert sum(line.startswith("waiting") for line in watcher.said) == 1


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another process's files")
def test_a_full_disk_is_waited_for(made):
    with watching(made) as watcher:
        watcher.waits_for(WATCHING)
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.prlimit(watcher.process.pid, resource.RLIMIT_FSIZE, (4096, hard))
        made.write({"moon.txt": "title: The moon\n\nThe moon rose.\n"})
        watcher.waits_for("waiting: The library's catalogue in")
        resource.prlimit(watcher.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        watcher.waits_for("going on")
    assert made.titles() == ["The moon", "The tide"]
    assert made.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_folder_that_is_gone_or_empty_all_at_once_keeps_its_articles_and_is_watched_again_when_back(made):
    away = made.root / "away"
    with watching(made) as watcher:
        watcher.waits_for(WATCHING)
        made.articles.rename(away)
        watcher.waits_for(f"{made.articles} is gone; its articles stay")
        made.articles.mkdir()
        watcher.waits_for(f"{made.articles} is empty all at once; its articles stay")
        assert made.titles() == ["The tide"]
        made.articles.rmdir()
        away.rename(made.articles)
        watcher.waits_for(f"{made.articles} is there again")
        made.write({"moon.txt": "title: The moon\n\nThe moon rose.\n"})
        watcher.waits_for("added articles/moon.txt: The moon")
    assert made.titles() == ["The moon", "The tide"]


def test_a_file_and_a_pattern_are_watched_and_what_lies_beside_is_not(made):
    made.write({"other.txt": "title: Other\n\nThis is other.\n", "notes/a.md": "# A\n\nThis is A.\n"})
    with watching(made, made.articles / "tide.txt", made.articles / "notes" / "*.md") as watcher:
        watcher.waits_for("2 added")
        made.write({"other.txt": "title: Other\n\nThis changed.\n", "notes/b.txt": "This is text."})
        made.write({"notes/b.md": "# B\n\nThis is B.\n"})
        watcher.waits_for("added articles/notes/b.md: B")
        new = made.articles / "tide.txt.new"
        new.write_text("title: The tide\n\nThe tide fell.\n")
        new.replace(made.articles / "tide.txt")
        watcher.waits_for("changed articles/tide.txt: The tide")
    assert made.titles() == ["A", "B", "The tide"]


def test_now_and_then_everything_is_looked_at_after_fetching(made):
    with watching(made, every=1) as watcher:
        watcher.waits_for(WATCHING)
        watcher.waits_for("fetching")
        watcher.waits_for("fetching")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(made, number):
    main = f"import sys; sys.path.insert(0, {str(TESTS.parent)!r}); from assistant.cli.main import main; main()"
    command = [sys.executable, "-P", "-c", main, "--library", str(made.root), "watch", str(made.articles)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert WATCHING in process.stdout.readline()
        process.send_signal(number)
        _, complaints = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, complaints) == (0, "Ended.\n")


def test_a_path_that_is_not_there_is_wrong_usage(made):
    from assistant.errors import ExitCode
    from command_line import run

    done = run("watch", "gone", cwd=made.root)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert "There is nothing at" in done.stderr


def test_a_watch_that_is_killed_loses_nothing_and_the_next_one_goes_on(made):
    seed = int.from_bytes(os.urandom(4), "big")
    draw = random.Random(seed)
    expected = {"The tide"}
    try:
        for number in range(int(os.environ.get("WATCH_KILLS", "4"))):
            with watching(made) as watcher:
                watcher.waits_for("1 added" if number == 0 else "")
                for each in range(draw.randint(1, 20)):
                    title = f"Number {number}.{each}"
                    made.write({f"{number}-{each}.txt": f"title: {title}\n\nThis is {title}.\n"})
                    expected.add(title)
                    time.sleep(draw.uniform(0, 0.05))
                time.sleep(draw.uniform(0, 1.5))
                watcher.process.kill()
            assert made.rows("PRAGMA integrity_check") == [("ok",)]
            chunks = made.rows("SELECT id FROM chunks ORDER BY id")
            assert made.rows("SELECT chunk FROM vectors ORDER BY chunk") == chunks
            assert made.rows("SELECT rowid FROM words ORDER BY rowid") == chunks
        with watching(made) as watcher:
            watcher.waits_for("")
        assert set(made.titles()) == expected
    except BaseException as error:
        error.add_note(f"seed {seed}")
        raise
