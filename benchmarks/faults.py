"""What a reader gets when a model's server, or its reply, goes wrong: each fault once through `assistant ask`.

    python benchmarks/faults.py [--only WORD] [--beside CHECKOUT]

A server on loopback plays every fault and form of reply (benchmarks/faults_played.py) to the same question about the
sample articles, which answer it. For each the table gives the exit code, the seconds, and what is shown. Counted are
tracebacks, runs longer than the budget, answers lost, and "The articles do not say." where they do; with --beside also
those of another checkout, with its own .venv, as the baseline.

A run's budget is the setting timeout_seconds for each reply that was asked for, and STARTING_SECONDS.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checkouts import ROOT, Checkout
from benchmarks.faults_played import FAULTS, Fault, Server

QUESTION = "When will Chandlers Bridge reopen?"
TIMEOUT_SECONDS = 4
STARTING_SECONDS = 10
MOST_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one fault."""

    fault: Fault
    code: int
    seconds: float
    requests: int
    shown: str
    traceback: bool
    silent: bool
    lost: bool

    @property
    def hung(self) -> bool:
        return self.seconds > STARTING_SECONDS + TIMEOUT_SECONDS * max(1, self.requests)


def main() -> None:
    """Prints the table and the totals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only the faults whose name holds this")
    parser.add_argument("--beside", type=Path, help="another checkout, the baseline")
    options = parser.parse_args()
    faults = [fault for fault in FAULTS if options.only in fault.name]
    baseline = _runs(Checkout(options.beside.resolve()), faults) if options.beside else []
    runs = _runs(Checkout(ROOT), faults)
    for run in runs:
        print(f"{run.fault.name:34} {run.code:>3} {run.seconds:5.1f} s  {run.shown}", flush=True)
    print()
    for name, some in (("before", baseline), ("now", runs)):
        if some:
            print(f"{name:6} {_totals(some)}")


def _totals(runs: Sequence[Run]) -> str:
    return ", ".join(
        f"{sum(each)} {what}"
        for what, each in (
            ("tracebacks", [run.traceback for run in runs]),
            ("past the budget", [run.hung for run in runs]),
            ("“The articles do not say.”", [run.silent for run in runs]),
            ("answers lost", [run.lost for run in runs]),
            (f"exit codes 5 of {len(runs)}", [run.code == 5 for run in runs]),
        )
    )


def _runs(checkout: Checkout, faults: Sequence[Fault]) -> list[Run]:
    with tempfile.TemporaryDirectory() as library, ThreadPoolExecutor(max_workers=2) as two:
        checkout.index_sample(library)
        return list(two.map(lambda fault: _run(fault, checkout, library), faults))


def _run(fault: Fault, checkout: Checkout, library: str) -> Run:
    with Server(fault) as server:
        variables = {
            "OPENAI_BASE_URL": server.base_url,
            "OPENAI_API_KEY": "sk-loopback-0123456789",
            "ASSISTANT_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS),
        }
        command = [
            *checkout.assistant,
            "ask",
            QUESTION,
            "--json",
            "-L",
            library,
            "--as-of",
            "2025-06-05",
            "--model",
            "m",
        ]
        began = time.monotonic()
        try:
            done = subprocess.run(
                command,
                check=False,
                env=os.environ | variables,
                cwd=checkout.folder,
                capture_output=True,
                text=True,
                timeout=MOST_SECONDS,
            )
            code, out, err = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired:
            code, out, err = -1, "{}", "killed"
        seconds = time.monotonic() - began
        answer = json.loads(out or "{}")
        strayed = " (FOLLOWED ELSEWHERE)" if server.strayed else ""
        return Run(
            fault=fault,
            code=code,
            seconds=seconds,
            requests=server.requests,
            shown=_shown(answer, err) + strayed,
            traceback="Traceback" in out + err,
            silent=answer.get("status") == "not_in_articles",
            lost=not answer.get("statements"),
        )


def _shown(answer: dict[str, object], err: str) -> str:
    """The line on the failure, and the grades of what is shown."""
    failure, statements = answer.get("model_failure"), answer.get("statements")
    grades = [each["grade"] for each in statements] if isinstance(statements, list) else []
    said = failure["message"] if isinstance(failure, dict) else err.strip()
    counted = ", ".join(f"{grades.count(grade)} {grade}" for grade in dict.fromkeys(grades)) or "nothing"
    return f"{counted}{'; ' if said else ''}{said[:110]}"


if __name__ == "__main__":
    main()
