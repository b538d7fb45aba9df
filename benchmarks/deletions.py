"""In how many tries a test notices that a word is missing from a word table.

    python benchmarks/deletions.py [--tries 50] [--seed 1] [--workers 2] [--by word] [--only PATH] [--list]

A try draws a table of the code (word_tables.py tells what counts as one) and one of its words, each with the same
chance; with --by word every word of all tables has the same chance, so that the first names alone are an eighth of the
tries. The word is deleted in a copy of the checkout, and the quick tests that could notice run there: those of the
folder that holds the table and of the folders that read it (TESTS), without properties and without what starts the
program as a command. A word is noticed when one of them fails; a word counts as not noticed even where a slower test
would fail. Before the tries the same tests have to pass in the copy as it is.

--only draws from the tables whose path holds PATH. --list prints how many tables and words there are.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from benchmarks.word_tables import Entry, Table, tables_of

ROOT = Path(__file__).resolve().parent.parent
DATES, ORDERS = "tests/benchmarks/test_date_expressions_table.py", "tests/benchmarks/test_orders_tables.py"
READINGS = "tests/benchmarks/test_readings.py"
STATEMENTS, SPEAKERS = "tests/benchmarks/test_statements_table.py", "tests/benchmarks/test_speakers_table.py"
ASKING, CHECKING = "tests/answering/asking", "tests/answering/checking"
SPEECH, METADATA = "tests/articles/speech", "tests/articles/metadata"
TESTS: dict[str, tuple[str, ...]] = {
    "assistant/language": (
        READINGS,
        "tests/language",
        DATES,
        STATEMENTS,
        SPEAKERS,
        SPEECH,
        ASKING,
        CHECKING,
        "tests/time",
        METADATA,
    ),
    "assistant/time": (READINGS, "tests/time", DATES, ASKING, "tests/language/test_tense.py", METADATA),
    "assistant/articles/metadata": (METADATA, READINGS),
    "assistant/articles/speech": (READINGS, SPEECH, SPEAKERS),
    "assistant/answering/asking": (READINGS, ASKING, DATES, "tests/answering/quoting"),
    "assistant/answering/checking": (CHECKING, STATEMENTS),
    "assistant/answering/comparing": ("tests/answering/comparing",),
    "assistant/answering/evidence": (READINGS, ORDERS, "tests/answering/evidence"),
}
COPIED = ("assistant", "benchmarks", "corpus", "docs", "prompts", "scripts", "tests", "pyproject.toml", "README.md")


@dataclass(frozen=True, slots=True)
class Try:
    """A word that is deleted from a table."""

    table: Table
    entry: Entry

    @property
    def tests(self) -> tuple[str, ...]:
        """The quick tests that could notice it."""
        folder = self.table.file.rsplit("/", 1)[0]
        for known, tests in TESTS.items():
            if folder.startswith(known):
                return tests
        return (READINGS, folder.replace("assistant", "tests", 1))


def main() -> None:
    """Prints a line a try, and the share that was noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--by", choices=("table", "word"), default="table")
    parser.add_argument("--only", default="")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    tables = [table for table in tables_of(ROOT) if given.only in table.file]
    print(f"{len(tables)} tables of {sum(len(table.entries) for table in tables):,} words")
    if not given.list:
        tries = drawn(tables, given.tries, random.Random(given.seed), by=given.by)
        print(report(tries, workers=given.workers))


def drawn(tables: Sequence[Table], tries: int, chance: random.Random, *, by: str) -> list[Try]:
    """So many different words; with `by` "table" each of its own draw of a table, which may come again."""
    every = [Try(table, entry) for table in tables for entry in table.entries]
    found: list[Try] = []
    while len(found) < min(tries, len(every)):
        table = chance.choice(tables)
        one = chance.choice(every) if by == "word" else Try(table, chance.choice(table.entries))
        if one not in found:
            found.append(one)
    return found


def report(tries: Sequence[Try], *, workers: int) -> str:
    """Runs the tries; each worker has a copy of its own."""
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            copies.put(_copy_to(Path(folder) / str(number)))
        failing = _first_failure(Path(folder) / "0", sorted({test for one in tries for test in one.tests}))
        if failing:
            sys.exit(f"Fails with no word deleted: {failing}")
        with ThreadPoolExecutor(workers) as pool:
            noticed = list(pool.map(lambda one: _tried(one, copies), tries))
    share = sum(noticed) / len(tries)
    missed = [f"  {one.table.file}:{one.table.line} {one.entry.word}" for one in _unnoticed(tries, noticed)]
    return "\n".join([f"{sum(noticed)} of {len(tries)} noticed, {share:.2f}; not noticed:", *missed])


def _unnoticed(tries: Sequence[Try], noticed: Sequence[bool]) -> list[Try]:
    return [one for one, is_noticed in zip(tries, noticed, strict=True) if not is_noticed]


def _tried(one: Try, copies: SimpleQueue[Path]) -> bool:
    """Whether a test fails without the word."""
    copy = copies.get()
    file = copy / one.table.file
    text = file.read_text("utf-8")
    try:
        file.write_text(one.entry.taken_from(text), "utf-8")
        failing = _first_failure(copy, one.tests)
    finally:
        file.write_text(text, "utf-8")
        copies.put(copy)
    print(f"{one.table.file}:{one.table.line} {one.entry.word!r}: {failing or 'NOT NOTICED'}", flush=True)
    return bool(failing)


def _first_failure(copy: Path, tests: Sequence[str]) -> str:
    """The first line of what fails, "" where nothing does."""
    existing = [test for test in tests if (copy / test).exists()]
    if not existing:
        return ""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += ["-m", "not hypothesis", *existing]
    done = subprocess.run(
        command, cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)}, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return ""
    told = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return (told or [done.stdout[-200:] + done.stderr[-200:]])[0][:200]


def _copy_to(folder: Path) -> Path:
    folder.mkdir()
    for name in COPIED:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(place, folder / name)
    return folder


if __name__ == "__main__":
    main()
