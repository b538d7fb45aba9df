"""What a question costs as a library grows: processor time, memory, disk and bytes written, at four sizes.

    python benchmarks/library_scale.py NEWS FOLDER [--questions 15] [--sizes 4000 56000 …] [--how search ask once]

NEWS holds news/articles.jsonl.gz and news/questions.jsonl as benchmarks/held_sets.py reads them. The libraries are made
in FOLDER by benchmarks/multiplied.py unless they are there, which takes a minute for each 100,000 chunks. Every
question is asked without a model in three ways: of all, of one year, and as on a day in the middle of the twenty years.

`once` is a process of its own for each of the first questions; `search` is the part of it that the library does, in a
process that has been asked before; `ask` is the whole answer there, with the bundled reranker, whose share does not
grow. An exponent e says that the median grows as chunks ** e.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from assistant.answering.asking.understand import understand
from assistant.answering.pipeline import ask
from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.tools import Tools
from assistant.index.finding.packing import pack_chunks
from assistant.index.library import Library
from assistant.index.lock import writer_lock
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.index.storage.packs import PackTable
from assistant.index.storage.schema import create_catalogue
from assistant.index.storage.writing import CatalogueWriter
from assistant.models.local_embedder import LocalEmbedder
from assistant.models.local_reranker import bundled_reranker
from assistant.prompts import load_prompts
from assistant.records.questions import NO_FILTERS, Filters, Question
from benchmarks.held_sets import read_set
from benchmarks.multiplied import multiply, originals

REAL_ARTICLES = 300
TODAY = date(2025, 1, 1)
WAYS = {
    "plain": NO_FILTERS,
    "range": Filters(since=date(2014, 1, 1), until=date(2014, 12, 31)),
    "as-of": Filters(as_of=date(2015, 1, 1)),
}
FOUND = 200
# A process for each question takes seconds.
ASKED_ONCE = 3
# ru_maxrss counts in KiB on Linux, in bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    """Makes the libraries and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--questions", type=int, default=15)
    parser.add_argument("--sizes", type=int, nargs="+", default=[4_000, 56_000, 226_000, 1_000_000])
    parser.add_argument("--how", nargs="+", default=["search", "ask", "once"])
    parser.add_argument("--asked", nargs=3, metavar=("WAY", "HOW", "NUMBER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    questions = [each.text for each in read_set("news", arguments.news)[: arguments.questions]]
    if arguments.asked:
        way, how, number = arguments.asked
        print(json.dumps(_measured(arguments.folder, questions, way, how, int(number))))
        return
    for size in arguments.sizes:
        _make(arguments.news / "news" / "articles.jsonl.gz", _place(arguments.folder, size), size)
    print(f"\n{'':8}{'':8}" + "".join(f"{size:>14,}" for size in arguments.sizes) + "  exponent")
    for way in WAYS:
        for how in arguments.how:
            costs = [_costs(arguments, _place(arguments.folder, size), way, how) for size in arguments.sizes]
            cells = [f"{statistics.median(each):.0f}/{_p95(each):.0f} ms" for each, _ in costs]
            exponent = _exponent(arguments.sizes, [statistics.median(each) for each, _ in costs])
            print(f"{way:8}{how:8}" + "".join(f"{cell:>14}" for cell in cells) + f"{exponent:10.2f}", flush=True)
            peaks = [f"{peak / 1e6:.0f} MB" for _, peak in costs]
            print(f"{'':8}{'':8}" + "".join(f"{cell:>14}" for cell in peaks), flush=True)


def _place(folder: Path, size: int) -> Path:
    return folder / (f"{size // 1_000_000}m" if size >= 1_000_000 else f"{size // 1_000}k")


def _make(news: Path, root: Path, size: int) -> None:
    """Makes a library, unless it is there; its pack is appended to in lots, as by many runs of `assistant index`."""
    folder = root / LIBRARY_FOLDER
    began, busy = time.perf_counter(), time.process_time()
    is_made = folder.is_dir()
    if not is_made:
        multiply(originals(news, REAL_ARTICLES), root, size)
    stored, stored_busy = time.perf_counter(), time.process_time()
    before = _bytes_written()
    with writer_lock(folder), closing(create_catalogue(folder)) as connection:
        pack_chunks(PackTable(connection), CatalogueWriter(connection), folder)
        chunks = connection.execute("SELECT count(*), count(DISTINCT article) FROM chunks").fetchone()
    disk = {each.name: each.stat().st_size for each in folder.iterdir() if each.is_file()}
    packed = sum(size for name, size in disk.items() if name.startswith("pack-"))
    print(
        f"{root.name}: {chunks[0]:,} chunks of {chunks[1]:,} articles; catalogue {disk['catalogue.db'] / 1e6:,.0f} MB,"
        f" pack {packed / 1e6:,.0f} MB; stored in {stored - began:.0f} s ({stored_busy - busy:.0f} s of the processor),"
        f" packed in {time.perf_counter() - stored:.0f} s ({time.process_time() - stored_busy:.0f} s), for which"
        f" {(_bytes_written() - before) / 1e6:,.0f} MB were written",
        flush=True,
    )


def _bytes_written() -> int:
    """What this process has written, by Linux; 0 where that is not told."""
    file = Path("/proc/self/io")
    lines = dict(line.split(": ") for line in file.read_text().splitlines()) if file.exists() else {}
    return int(lines.get("wchar", 0))


def _costs(arguments: argparse.Namespace, root: Path, way: str, how: str) -> tuple[list[float], int]:
    """Milliseconds of the processor for each question, and the peak memory in bytes."""
    numbers = range(ASKED_ONCE) if how == "once" else [0]
    told = [_in_a_process(arguments, root, (way, how, str(number))) for number in numbers]
    return [cost for costs, _ in told for cost in costs], max(peak for _, peak in told)


def _in_a_process(arguments: argparse.Namespace, root: Path, asked: Sequence[str]) -> tuple[list[float], int]:
    command = [sys.executable, "-m", "benchmarks.library_scale", str(arguments.news), str(root), "--asked", *asked]
    command += ["--questions", str(arguments.questions)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, env=os.environ)
    costs, peak = json.loads(done.stdout)
    return costs, peak


def _measured(root: Path, questions: Sequence[str], way: str, how: str, number: int) -> tuple[list[float], int]:
    embedder, filters = LocalEmbedder(), WAYS[way]
    with closing(Library(root, warn=print)) as library:
        tools = Tools(library, embedder, load_prompts(None), SearchOptions(reranker=bundled_reranker()))

        def answer(text: str) -> None:
            ask(Question(text, TODAY, filters), tools)

        def search(text: str) -> None:
            seen = library.as_of(filters.as_of)
            seen.nearest(vectors[text], FOUND, filters)
            seen.with_words(words[text], FOUND, filters)

        if how == "once":
            answer(questions[number])
            costs = [1_000 * time.process_time()]
        else:
            vectors = dict(zip(questions, embedder.embed(questions), strict=True))
            words = {text: understand(Question(text, TODAY, filters)).words for text in questions}
            one = search if how == "search" else answer
            one(questions[0])
            costs = [_milliseconds(one, text) for text in questions[1:]]
    return costs, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT


def _milliseconds(one: Callable[[str], None], text: str) -> float:
    busy = time.process_time()
    one(text)
    return 1_000 * (time.process_time() - busy)


def _p95(costs: Sequence[float]) -> float:
    return sorted(costs)[math.ceil(0.95 * len(costs)) - 1]


def _exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """The slope of the line through the points that is nearest to them, both axes in logarithms."""
    if len(sizes) < 2:
        return math.nan
    return statistics.linear_regression([math.log(size) for size in sizes], [math.log(cost) for cost in costs]).slope


if __name__ == "__main__":
    main()
