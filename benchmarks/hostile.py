"""What each of a hundred hostile files costs to index, whether it is read or named, and whether its neighbours suffer.

    python benchmarks/hostile.py FOLDER [--only WORDS]

Writes the files into FOLDER (500 MB) and a line for each: the processor seconds and the peak memory of reading it, and
the seconds of each later step on what was read of it, its articles and what is said of it. Then indexes all but the
largest in one run among ordinary articles. Ends with 1 when a bound is broken, or an ordinary article is not there.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.hostile_files import large, write, write_all

PROJECT = Path(__file__).parent.parent
COMMAND = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); from assistant.cli.main import main; main()"
MOST_SECONDS, MOST_MB = 10.0, 512
NEIGHBOURS = 20
# ru_maxrss counts in KiB on Linux, in bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
STEPS = ("reading", "sentences", "dates", "speech")


def main() -> None:
    """Prints the table and how the run ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="measure only files with these words in their names")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)  # this program's own other processes
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(costs_of(arguments.one)))
        return
    articles, apart = arguments.folder / "articles", arguments.folder / "large"
    for each in (articles, apart):
        each.mkdir(parents=True)
    files = write_all(articles) + [write(apart, name, data) for name, data in large()]
    print(f"{'file':28} {'reading':>8} {'peak MB':>8} {'sentences':>9} {'dates':>7} {'speech':>7}  outcome")
    broken = [file.name for file in files if arguments.only in file.name and not shown(file)]
    print(f"{len(files)} files; beyond {MOST_SECONDS:.0f} s or {MOST_MB} MB: {', '.join(map(ascii, broken)) or 'none'}")
    sys.exit(bool(broken) | (not arguments.only and not indexed_whole(articles)))


def shown(file: Path) -> bool:
    """Prints the costs of one file; whether they are within the bounds."""
    command = [sys.executable, "-m", "benchmarks.hostile", str(file.parent), "--one", str(file)]
    try:
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=900, check=False)
    except subprocess.TimeoutExpired:
        print(f"{ascii(file.name)[1:-1][:28]:28} hangs")
        return False
    if done.returncode:
        print(f"{ascii(file.name)[1:-1][:28]:28} fails: {done.stderr.strip().splitlines()[-1]}")
        return False
    cost: dict[str, Any] = json.loads(done.stdout)
    reading, sentences, dates, speech = (cost[step] for step in STEPS)
    said = f"{cost['articles']} read; {cost['said']}"[:120]
    print(
        f"{ascii(file.name)[1:-1][:28]:28} {reading:8.1f} {cost['megabytes']:8.0f} {sentences:9.1f} {dates:7.1f}"
        f" {speech:7.1f}  {said}",
        flush=True,
    )
    return bool(max(cost["slowest"], sentences, dates, speech) <= MOST_SECONDS and cost["megabytes"] <= MOST_MB)


def costs_of(file: Path) -> dict[str, object]:
    """The costs of reading one file, and of the steps behind, on its slowest article."""
    from assistant.articles.metadata.published import DAY_FIRST
    from assistant.articles.readers import sandbox
    from assistant.articles.speech.speech import find_utterances
    from assistant.index.updating.source_files import articles_of
    from assistant.language.sentences import split_sentences
    from assistant.records.articles import Article
    from assistant.time.date_expressions import find_dates

    spent = dict.fromkeys(STEPS, 0.0)
    count, reasons = 0, list[str]()

    @contextmanager
    def on(step: str) -> Iterator[None]:
        began = time.process_time()
        yield
        spent[step] = max(spent[step], time.process_time() - began)

    for found in articles_of(file, file.name, {}, DAY_FIRST):
        if not isinstance(found, Article):
            reasons.append(found.reason)
            continue
        count += 1
        if count > 200:
            continue
        with on("sentences"):
            sentences = split_sentences(found.text)
        with on("dates"):
            find_dates(found.text, found.published)
        with on("speech"):
            find_utterances(found, sentences)
    while sandbox._free:
        sandbox._free.pop().end()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    reading = children.ru_utime + children.ru_stime
    # Of a file with many articles each has ten seconds; of any other the file has, beside what starting takes.
    return {
        **spent,
        "reading": reading,
        "slowest": reading / max(1, count) if count > 1 else reading - 0.5,
        "megabytes": children.ru_maxrss * RSS_UNIT / 1e6,
        "articles": count,
        "said": f"{len(reasons)} named: {reasons[0]}" if reasons else "",
    }


def indexed_whole(articles: Path) -> bool:
    """Indexes all in one run among ordinary articles; whether they were indexed, and the run ended as it should."""
    for number in range(NEIGHBOURS):
        text = f"Title: Council {number}\nDate: 2024-05-{number + 1:02}\n\nThe council met in room {number} on Tuesday."
        write(articles, f"neighbour {number}.txt", text)
    library = articles.parent / "library"
    library.mkdir()
    command = [sys.executable, "-P", "-c", COMMAND, "--library", str(library)]
    began = time.perf_counter()
    run = subprocess.run(
        [*command, "index", str(articles), "--quiet", "--json"], capture_output=True, text=True, check=False
    )
    report = json.loads(run.stdout or "{}")
    listed = subprocess.run(
        [*command, "articles", "--json", "--limit", "100000"], capture_output=True, text=True, check=False
    )
    paths = [each["path"] for each in json.loads(listed.stdout)["articles"]]
    there = sum("neighbour" in path for path in paths)
    print(
        f"one run: {time.perf_counter() - began:.0f} s, exit code {run.returncode}, {there} of {NEIGHBOURS} neighbours"
    )
    print(f"indexed, {len(report.get('skipped', []))} lines of what could not be read {run.stderr[-500:]}")
    return run.returncode == 4 and there == NEIGHBOURS


if __name__ == "__main__":
    main()
