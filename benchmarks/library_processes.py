"""Whether a library stands one writer with many readers, and being killed at any moment of any command that writes.

    python benchmarks/library_processes.py [--seconds 60] [--readers 4] [--kills 60] [ARTICLES]

beside   A process adds articles one by one while others ask: one half over a library that they keep open, the other
         opening it anew for each question. An article counts as committed when a bare SQLite connection first sees it.
killed   Commands (`index`, `watch`, `remove`, `rebuild`, `restore`, as far as there are) are killed with SIGKILL at
         moments drawn from the time that each works after taking the writer's lock; half of the kills take the helpers
         it started along, as a power cut would. After each the library is opened and compared with what it must still
         hold. at work: killed before it ended; writing: killed while it held the lock.
         lost: a text, an answer or a day set by hand that was there and is not; wrong: something not whole or not its
         article's own; not opened: the library cannot be read.

ARTICLES is a folder of articles, by default the sample corpus. The program run is that of this checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from assistant.index.library import Library
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.index.updating.index_plan import IndexPlan
from assistant.index.updating.indexing import index_articles
from assistant.models.local_embedder import LocalEmbedder
from benchmarks.library_kills import killed
from benchmarks.library_runs import ROOT, SAMPLE, broken, run_whole, state_of, write_article

ITSELF = [sys.executable, "-m", "benchmarks.library_processes"]


def main() -> None:
    """Runs both parts and prints what they counted; the exit code is 1 when anything was lost, wrong or late."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    parser.add_argument("--part", choices=["beside", "killed"], help="only this part")
    parser.add_argument("--read", nargs=2, help=argparse.SUPPRESS)  # this program's own readers
    parser.add_argument("--write", help=argparse.SUPPRESS)  # and its writer
    arguments = parser.parse_args()
    if arguments.read:
        print(json.dumps(read(Path(arguments.read[0]), anew=arguments.read[1] == "anew", seconds=arguments.seconds)))
        return
    if arguments.write:
        print(json.dumps(write(Path(arguments.write), arguments.seconds)))
        return
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        if arguments.part != "killed":
            (Path(folder) / "beside").mkdir()
            faults += beside(Path(folder) / "beside", arguments.seconds, arguments.readers)
        if arguments.part != "beside":
            (Path(folder) / "killed").mkdir()
            faults += killed(Path(folder) / "killed", arguments.articles, arguments.kills, arguments.seed)
    sys.exit(1 if faults else 0)


def beside(root: Path, seconds: float, readers: int) -> int:
    """Prints how soon articles were seen and what went wrong; how many faults there were."""
    articles = root / "articles"
    articles.mkdir()
    for number in range(50):
        write_article(articles, -1 - number)
    run_whole(root, "index", str(articles))
    limit = ["--seconds", str(seconds)]
    with ExitStack() as ends, closing(sqlite3.connect(root / LIBRARY_FOLDER / "catalogue.db")) as bare:
        processes = [
            ends.enter_context(_start(root, *limit, "--read", str(root), "anew" if number % 2 else "open"))
            for number in range(readers)
        ]
        for process in processes:
            assert process.stdout is not None
            process.stdout.readline()  # it has asked its first question
        writer = ends.enter_context(_start(root, *limit, "--write", str(root)))
        committed: dict[int, float] = {}
        while writer.poll() is None:
            for (title,) in bare.execute("SELECT title FROM articles WHERE title LIKE 'Report %'"):
                committed.setdefault(int(title.split()[1]), time.time())
            time.sleep(0.005)
        written = _told(writer)
        told = [_told(process) for process in processes]
    return _report(written, told, committed)


def _report(written: dict[str, Any], told: list[dict[str, Any]], committed: dict[int, float]) -> int:
    # What was committed in the readers' last second may have been seen by none of them.
    last = min((each.get("ended", 0.0) for each in told), default=0.0) - 1.0
    due = [number for number, moment in committed.items() if number >= 0 and moment < last]
    lags = [each["seen"][str(n)] - committed[n] for each in told for n in due if str(n) in each.get("seen", {})]
    missed = len(due) * len(told) - len(lags)
    errors = [error for each in (*told, written) for error in each["errors"]]
    questions, late = sum(each.get("questions", 0) for each in told), sum(lag > 1.0 for lag in lags)
    print(f"{len(told)} readers, {questions:,} questions; {written.get('runs', 0)} runs of the writer")
    print(f"{len(errors)} errors {Counter(errors).most_common(3) if errors else ''}; {missed} articles not seen")
    if lags:
        middle, most = statistics.median(lags), max(lags)
        print(f"{len(lags)} sights of an article: median {middle:.3f} s, at most {most:.3f} s, {late} later than 1 s")
    return int(len(errors) + missed + late)


def _start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*ITSELF, *arguments], cwd=ROOT, env=os.environ | state_of(root), stdout=subprocess.PIPE, text=True
    )


def _told(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What a process of ours counted, in its last line."""
    said = (process.communicate()[0] or "").strip().splitlines()
    told: dict[str, Any] = json.loads(said[-1]) if said and process.returncode == 0 else {"errors": ["it broke off"]}
    return told


def write(root: Path, seconds: float) -> dict[str, object]:
    """The writer's life: an article more in each run, and now and then a generation."""
    embedder, errors, runs = LocalEmbedder(1), list[str](), 0
    until = time.monotonic() + seconds
    plan = IndexPlan(root=root, folder=root / LIBRARY_FOLDER, embedder=embedder, tail_chunks=20)
    while time.monotonic() < until:
        write_article(root / "articles", runs)
        try:
            index_articles([root / "articles"], plan, lambda *_: None)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            errors.append(f"{type(error).__name__}: {error}")
        runs += 1
    return {"errors": errors, "runs": runs}


def read(root: Path, *, anew: bool, seconds: float) -> dict[str, object]:
    """A reader's life: what it saw first when, what went wrong, and how often it asked."""
    embedder, errors, seen, questions = LocalEmbedder(1), list[str](), dict[int, float](), 0
    vector = embedder.embed(["the tide rose at the mark"])[0]
    kept: Library | None = None
    until: float | None = None
    while until is None or time.monotonic() < until:
        try:
            library = kept or Library(root, warn=errors.append)
            kept = None if anew else library
            while library.with_words([f"comet{len(seen)}"], 1):
                seen[len(seen)] = time.time()
            found = library.nearest(vector, 10)
            with library.at_one_moment():
                rows = library.chunks([chunk for chunk, _ in found]).values()
                errors += broken(library, list({row.article for row in rows}))
            if anew:
                library.close()
            questions += 1
        except Exception as error:  # noqa: BLE001 - as above
            errors.append(f"{type(error).__name__}: {error}")
            kept = None
        if until is None:
            print("ready", flush=True)
            until = time.monotonic() + seconds + 2.0  # the writer has yet to start
    if kept is not None:
        kept.close()
    return {"errors": errors, "seen": seen, "questions": questions, "ended": time.time()}


if __name__ == "__main__":
    main()
