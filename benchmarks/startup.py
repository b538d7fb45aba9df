"""What a cold start costs, whole processes: ours beside the bare import of the libraries that it cannot do without.

    python benchmarks/startup.py [--rounds 7] [--before FOLDER]

help     `assistant --help`, beside `python -c "import typer"`
status   `assistant status`, and
articles `assistant articles`, on the sample library, beside the same
ask      `assistant ask` without a model on the sample library, beside `python -c "import chromadb, onnxruntime"`
chroma   the same with that library's vectors published to Chroma, as those of larger libraries are

The installed command next to this Python is run. Each round runs all of them, one after the other, so that a busy
machine slows all alike. FOLDER is a checkout of an earlier state, which is run in the same rounds. Printed are the
medians of the rounds, in milliseconds, and the median of the rounds' ratios; the wall clock counts, on a quiet machine,
and the processor's time (user and system) on a busy one.
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


@dataclass(frozen=True, slots=True)
class State:
    """A checkout of the program, by the environment that runs it, and the folder of its libraries."""

    folder: Path
    environment: Mapping[str, str]

    def index(self) -> None:
        """Makes the libraries."""
        for name, settings in {"small": {}, "published": {"ASSISTANT_TAIL_CHUNKS": "0"}}.items():
            (self.folder / name).mkdir(parents=True)
            articles = str(PROJECT / "corpus" / "articles")
            index = [str(COMMAND), "--library", name, "index", articles, "--quiet"]
            run(index, {**self.environment, **settings}, self.folder)

    def run(self, *arguments: str) -> Cost:
        return run([str(COMMAND), *arguments], self.environment, self.folder)


def main() -> None:
    """Prints a line for each of ours with its baseline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--before", type=Path)
    arguments = parser.parse_args()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ASSISTANT_", "OPENAI_"))}
    checkouts = {"": PROJECT} | ({" before": arguments.before.resolve()} if arguments.before else {})
    typer = [sys.executable, "-c", "import typer"]
    vendors = [sys.executable, "-c", "import chromadb, onnxruntime"]
    pairs = {
        "help": (["--help"], typer),
        "status": (["--library", "small", "status"], typer),
        "articles": (["--library", "small", "articles"], typer),
        "ask": (["--library", "small", *QUESTION], vendors),
        "chroma": (["--library", "published", *QUESTION], vendors),
    }
    with tempfile.TemporaryDirectory() as folder:
        states = {}
        for name, checkout in checkouts.items():  # each has libraries of its own, as the catalogue's form may differ
            states[name] = State(Path(folder, f"libraries{name}"), {**environment, "PYTHONPATH": str(checkout)})
            states[name].index()
        rounds = [  # the first fills the disk cache
            {
                f"{name}{of}": (state.run(*arguments_of_ours), run(bare, environment, state.folder))
                for name, (arguments_of_ours, bare) in pairs.items()
                for of, state in states.items()
            }
            for _ in range(arguments.rounds + 1)
        ][1:]
    print(f"{'':15} {'ours':>7} {'baseline':>9} {'ratio':>6}   processor: ours, baseline, ratio")
    for name in rounds[0]:
        print(row(name, [each[name] for each in rounds]))


def run(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Cost:
    """Runs a command to its end, which must be a good one."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
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
    of_processor = statistics.median(own.processor / bare.processor for own, bare in rounds)
    busy = f"{processor[0]:.0f}, {processor[1]:.0f}, {of_processor:.2f}"
    return f"{name:15} {ours:7.0f} {baseline:9.0f} {ratio:6.2f}   {busy}"


if __name__ == "__main__":
    main()
