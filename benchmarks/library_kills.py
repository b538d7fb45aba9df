"""A library whose commands are killed at moments drawn at random, and what is left of it after each."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from assistant.cli.main import COMMANDS
from assistant.errors import LibraryError
from assistant.index.library import Library
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.models.local_embedder import LocalEmbedder
from benchmarks.library_runs import broken, run, run_whole, write_article


@dataclass
class Killed:
    """What became of one command's kills."""

    kills: int = 0
    at_work: int = 0  # those that came before the command had ended
    writing: int = 0  # those that came while it held the writer's lock
    lost: int = 0
    wrong: int = 0
    not_opened: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """All that must not be."""
        return self.lost + self.wrong + self.not_opened


@dataclass(frozen=True)
class Held:
    """What a library holds that must not be lost."""

    texts: frozenset[str]
    answers: int
    set_days: int

    def lacks(self, other: Held) -> str:
        """What the other has and this has not."""
        gone = len(other.texts - self.texts)
        said = [f"{gone} texts"] * (gone > 0)
        said += ["answers"] * (self.answers < other.answers) + ["set days"] * (self.set_days < other.set_days)
        return ", ".join(said)


class Target:
    """A library that is killed over and over, and what there is to do to it."""

    def __init__(self, root: Path, articles: Path, draw: random.Random) -> None:
        self.root, self.draw = root, draw
        self.articles = root / "articles"
        self.backup = root / "backup.file"
        self.backed_up = Held(frozenset(), 0, 0)
        self.more = 0
        subprocess.run(["cp", "-rL", str(articles), str(self.articles)], check=True)

    def begin(self) -> None:
        """The first state: indexed, asked, a day set by hand, and backed up where that can be done."""
        run_whole(self.root, "index", str(self.articles))
        run_whole(self.root, "ask", "--no-model", "When is the bridge closed?")
        with closing(sqlite3.connect(self.root / LIBRARY_FOLDER / "catalogue.db")) as bare:
            (name,) = bare.execute("SELECT id FROM articles ORDER BY id LIMIT 1").fetchone()
        run_whole(self.root, "date", name, "2020-02-02")
        if "backup" in COMMANDS:
            run_whole(self.root, "backup", str(self.backup))
        self.backed_up = self.held()

    def change(self) -> None:
        """Some articles come, and some are changed."""
        for _ in range(6):
            self.more += 1
            write_article(self.articles, self.more)
        for number in self.draw.sample(range(1, self.more + 1), min(4, self.more)):
            file = self.articles / f"{number}.txt"
            file.write_text(file.read_text() + f"It was changed, the {self.more}th time.\n")

    def titles(self) -> list[str]:
        """The articles of `change` that the library holds."""
        with closing(sqlite3.connect(self.root / LIBRARY_FOLDER / "catalogue.db", timeout=30)) as bare:
            rows = bare.execute("SELECT title FROM articles WHERE title LIKE 'Report %' ORDER BY key").fetchall()
        return [title for (title,) in rows]

    def held(self) -> Held:
        """What the library holds now."""
        with closing(sqlite3.connect(self.root / LIBRARY_FOLDER / "catalogue.db", timeout=30)) as bare:
            texts = bare.execute("SELECT text FROM articles UNION SELECT text FROM versions").fetchall()
            (answers,), (days,) = (
                bare.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("answers", "set_days")
            )
        return Held(frozenset(text for (text,) in texts), answers, days)

    def faults(self) -> Iterator[str]:
        """What is not whole. Raises LibraryError when the library cannot be opened."""
        warnings = list[str]()
        with closing(Library(self.root, warn=warnings.append)) as library:
            keys = [row[0] for row in library._connection.execute("SELECT key FROM articles").fetchall()]
            yield from broken(library, keys)
            chunks = {row[0] for row in library._connection.execute("SELECT id FROM chunks").fetchall()}
            for table, column in (("vectors", "chunk"), ("words", "rowid")):
                rows = library._connection.execute(f"SELECT {column} FROM main.{table}").fetchall()
                if {row[0] for row in rows} != chunks:
                    yield f"{table} are not the chunks'"
            vector = EMBEDDER.embed(["the bridge is closed"])[0]
            found = {number for number, _ in library.nearest(vector, len(chunks) or 1)}
            if not found <= chunks or len(found) < min(len(chunks), 1):
                yield "what is found is not there"
            if library._connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                yield "SQLite finds damage"
        yield from warnings


EMBEDDER = LocalEmbedder()
TIMED = 3


def _index(library: Target) -> list[str]:
    library.change()
    return ["index", str(library.articles)]


def _remove(library: Target) -> list[str]:
    titles = library.titles()
    if len(titles) < 4:
        library.change()
        run_whole(library.root, "index", str(library.articles))
        titles = library.titles()
    return ["remove", "--yes", *titles[-4:]]


def _rebuild(_library: Target) -> list[str]:
    return ["rebuild"]


def _restore(library: Target) -> list[str]:
    return ["restore", "--yes", str(library.backup)]


def _watch(library: Target) -> list[str]:
    library.change()
    return ["watch", str(library.articles)]


KILLED: dict[str, Callable[[Target], list[str]]] = {
    "index": _index,
    "remove": _remove,
    "rebuild": _rebuild,
    "restore": _restore,
    "watch": _watch,
}


def killed(root: Path, articles: Path, kills: int, seed: int) -> int:
    """Prints what the kills of each command did; how many faults there were."""
    draw = random.Random(seed)
    library = Target(root, articles, draw)
    library.begin()
    there = [name for name in KILLED if name in COMMANDS]
    print(f"seed {seed}; commands: {', '.join(there)}; not there: {', '.join(KILLED.keys() - there) or 'none'}")
    found = {name: Killed() for name in there}
    # The least of a few runs: a moment drawn from a longer one often comes when the command has ended.
    lasts = {name: min(writing_seconds(library, name) for _ in range(TIMED)) for name in there if name != "watch"}
    lasts["watch"] = 1.5 * lasts["index"]  # it writes as index does, and then waits
    for number in range(kills):
        name = there[number % len(there)]
        kill_once(library, name, lasts[name], found[name])
        faults = sum(each.faults for each in found.values())
        print(f"\r{number + 1} of {kills} kills, {faults} faults", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"{'':8} kills  at work  writing  seconds  lost  wrong  not opened")
    for name, each in found.items():
        print(
            f"{name:8} {each.kills:5} {each.at_work:8} {each.writing:8} {lasts[name]:8.1f} {each.lost:5}"
            f" {each.wrong:6} {each.not_opened:11}"
        )
        print(*(f"  {note}" for note in each.notes[:5]), sep="\n", end="\n" if each.notes else "")
    run_whole(root, "index", str(library.articles))
    end = list(library.faults())
    files, stored = len(list(library.articles.glob("*.txt"))), library.held()
    print(f"after the last run: {len(stored.texts):,} texts, {files} files, faults: {end or 'none'}")
    return sum(each.faults for each in found.values()) + len(end)


def writing_seconds(library: Target, name: str) -> float:
    """How long a command works from taking the writer's lock to its end."""
    with run(library.root, *KILLED[name](library)) as process:
        wait_for_writing(library.root, process)
        began = time.perf_counter()
        _, said = process.communicate()
    if process.returncode not in (0, 4):
        sys.exit(f"{name} ended with {process.returncode}: {said}")
    return time.perf_counter() - began


def wait_for_writing(root: Path, process: subprocess.Popen[str]) -> None:
    """Returns when a command has the writer's lock, or has ended."""
    while process.poll() is None and writer_of(root) != process.pid:
        time.sleep(0.002)


def writer_of(root: Path) -> int | None:
    """The process that noted itself in the lock's file; a kill leaves the note there."""
    try:
        return int(json.loads((root / LIBRARY_FOLDER / "writer.lock").read_bytes())["pid"])
    except (OSError, ValueError):
        return None


def kill_once(library: Target, name: str, seconds: float, found: Killed) -> None:
    """Kills one run of a command, and looks at what is left."""
    arguments = KILLED[name](library)
    before, moment = library.held(), library.draw.uniform(0.0, 1.05 * seconds)
    with run(library.root, *arguments) as process:
        wait_for_writing(library.root, process)
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            found.at_work += 1
        if library.draw.random() < 0.5:
            process.kill()
        else:
            with_helpers(process)
    found.kills += 1
    found.writing += writer_of(library.root) == process.pid
    story = f"{' '.join(arguments)[:60]} killed {moment:.2f} s after it began to write"
    try:
        faults = list(library.faults())
        now = library.held()
        lacking = now.lacks(before)
        if name == "restore":  # what was there, or what was restored; nothing in between
            faults += [] if now in (before, library.backed_up) else ["neither what was there nor the backup"]
            lacking = lacking and now.lacks(library.backed_up)
    except (LibraryError, sqlite3.Error) as error:
        found.not_opened += 1
        found.notes.append(f"{story}: {error}")
        return
    found.wrong += bool(faults)
    found.lost += bool(lacking)
    found.notes += [f"{story}: {said}" for said in (*faults, *([f"lost: {lacking}"] if lacking else []))]


def with_helpers(process: subprocess.Popen[str]) -> None:
    """Kills a command with all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        process.kill()
