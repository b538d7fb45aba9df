"""What a timeline and a summary of a wide topic cost beside one question: processor time of whole processes.

    python benchmarks/library_topics.py LIBRARY [TOPIC]... [--rounds 3]

LIBRARY is the folder of an indexed library. Each round runs the three commands for each topic, one after the other, so
that a busy machine slows all alike; printed are medians of milliseconds of the processor (user and system), and the
ratio to the question.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.library_runs import ASSISTANT

TOPICS = ("Trump", "Covid", "the war in Ukraine")


def main() -> None:
    """Prints a line for each topic."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("topics", nargs="*", default=TOPICS)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{'':24}{'question':>12}{'timeline':>12}{'summary':>12}")
    for topic in arguments.topics:
        commands = {
            "question": ["ask", f"What is the latest about {topic}?", "--no-model"],
            "timeline": ["timeline", topic, "--no-model"],
            "summary": ["summarize", "--topic", topic, "--no-model"],
        }
        costs: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(arguments.rounds):
            for name, command in commands.items():
                costs[name].append(_cost(["-L", str(arguments.library), *command]))
        medians = {name: statistics.median(each) for name, each in costs.items()}
        print(f"{topic:24}" + "".join(f"{each:9.0f} ms" for each in medians.values()))
        print(f"{'':24}" + "".join(f"{each / medians['question']:10.2f} ×" for each in medians.values()), flush=True)


def _cost(command: Sequence[str]) -> float:
    """Milliseconds of the processor that a whole run of the program takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "ASSISTANT_RECORD": "false"}
    done = subprocess.run([*ASSISTANT, *command], env=environment, capture_output=True, check=False)
    if done.returncode not in {0, 3, 4}:
        raise SystemExit(done.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
