"""What a cold start costs, whole processes: ours beside the bare import of the libraries that it cannot do without.

    python benchmarks/startup.py [--rounds 7]

help     `assistant --help`, beside `python -c "import typer"`
ask      `assistant ask` without a model on the sample library, beside `python -c "import chromadb, onnxruntime"`
chroma   the same with that library's vectors published to Chroma, as those of larger libraries are

The installed command next to this Python is run. Each round runs all of them, one after the other, so that a busy
machine slows all alike. Printed are the medians of the rounds, in milliseconds, and the median of the rounds' ratios;
the wall clock counts, the processor's time (user and system) tells how busy the machine was.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).parent / "assistant"
QUESTION = ("ask", "When does Chandlers’ Bridge close?", "--as-of", "2025-02-10", "--no-model")


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of one process: on the wall clock, and of processors."""

    wall: float
    processor: float


def main() -> None:
    """Prints a line for each of ours with its baseline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ASSISTANT_", "OPENAI_"))}
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as published:
        index = ["index", str(PROJECT / "corpus" / "articles"), "--quiet"]
        run([str(COMMAND), "--library", small, *index], environment)
        run([str(COMMAND), "--library", published, *index], {**environment, "ASSISTANT_TAIL_CHUNKS": "0"})
        vendors = [sys.executable, "-c", "import chromadb, onnxruntime"]
        pairs = {
            "help": ([str(COMMAND), "--help"], [sys.executable, "-c", "import typer"]),
            "ask": ([str(COMMAND), "--library", small, *QUESTION], vendors),
            "chroma": ([str(COMMAND), "--library", published, *QUESTION], vendors),
        }
        for commands in pairs.values():  # fills the disk cache
            for command in commands:
                run(command, environment)
        rounds = [
            {name: (run(own, environment), run(bare, environment)) for name, (own, bare) in pairs.items()}
            for _ in range(arguments.rounds)
        ]
    print(f"{'':6} {'ours':>7} {'baseline':>9} {'ratio':>6}   processor: ours, baseline")
    for name in pairs:
        print(row(name, [each[name] for each in rounds]))


def run(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Runs a command to its end, which must be a good one."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command} ended with {done.returncode}: {done.stderr}")
    processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Cost(1000 * wall, 1000 * processor)


def row(name: str, rounds: Sequence[tuple[Cost, Cost]]) -> str:
    """One line of the table."""
    ours, baseline = (statistics.median(each[side].wall for each in rounds) for side in (0, 1))
    ratio = statistics.median(own.wall / bare.wall for own, bare in rounds)
    processor = [statistics.median(each[side].processor for each in rounds) for side in (0, 1)]
    return f"{name:6} {ours:7.0f} {baseline:9.0f} {ratio:6.2f}   {processor[0]:.0f}, {processor[1]:.0f}"


if __name__ == "__main__":
    main()
