"""How long this checkout takes to index articles beside another one, both in turn, in whole processes.

    git worktree add /tmp/before COMMIT
    python benchmarks/indexing_beside.py /tmp/before ARTICLES [--rounds 5]

Prints the medians and their ratio, of seconds and of processor seconds (children's included): on a busy machine only
the latter mean something.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent.parent
SOME_SKIPPED = 4  # the exit code of an index that could not read everything


def main() -> None:
    """Runs both in turn and prints the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path, help="another checkout of this project")
    parser.add_argument("articles", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    costs: dict[Path, list[tuple[float, float]]] = {HERE: [], arguments.other.absolute(): []}
    for number in range(arguments.rounds):
        for checkout in costs if number % 2 else reversed(costs):
            costs[checkout].append(indexed(arguments.articles.absolute(), checkout))
    (seconds, cpu), (other_seconds, other_cpu) = (
        tuple(median(column) for column in zip(*each, strict=True)) for each in costs.values()
    )
    print(f"here {seconds:.2f} s, {cpu:.2f} cpu s; there {other_seconds:.2f} s, {other_cpu:.2f} cpu s")
    print(f"here / there: {seconds / other_seconds:.3f} of the time, {cpu / other_cpu:.3f} of the processor's")


def indexed(articles: Path, checkout: Path) -> tuple[float, float]:
    """Seconds and processor seconds of indexing into a new library by the program of a checkout."""
    code = f"import sys; sys.path.insert(0, {str(checkout)!r}); from assistant.cli.main import main; main()"
    with tempfile.TemporaryDirectory() as library:
        began, before = time.perf_counter(), os.times()
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, "--library", library, "index", str(articles), "--quiet"],
            capture_output=True,
            check=False,
        )
        seconds, after = time.perf_counter() - began, os.times()
    if done.returncode not in (0, SOME_SKIPPED):
        sys.exit(f"{checkout} ended with {done.returncode}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, spent


if __name__ == "__main__":
    main()
