"""How far an answer and a verdict travel: the files of assistant/ they visit, and the moves between them.

    python benchmarks/visits.py [--against CHECKOUT] [--pairs]

answer   a question about the sample library, answered without a model, after another one
verdict  a statement compared with the first three sentences of an article (Checker.grade), after one on another article

A file is visited when a function of it runs. A move is a call from a function in one file to a function in another;
returns do not count. A generator that goes on is called by whoever asks for more: "to generators" are those moves and
the first calls. What runs while a module is imported, in other threads and in libraries does not count.

With --against the code of another checkout is measured too, and comes first. With --pairs the ten pairs of files with
the most moves, from caller to called. Each measure runs in a process of its own, on a library made by the same code.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from inspect import CO_GENERATOR
from pathlib import Path
from types import FrameType
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
ASKED = date(2025, 6, 30)
QUESTIONS = ("Who won the election?", "When does Chandlers’ Bridge close?")
STATEMENTS = {  # the article that each cites
    "Skarrow ferry crews end five-day strike": "The crews of the ferries went back to work on Tuesday.",
    "Chandlers’ Bridge to close for seven weeks": "Stilewright Construction won the contract in December for 48 million"
    " crowns, and Chandlers’ Bridge is due to reopen on 30 April 2025, Halina Corbet said.",
}


def main() -> None:
    """Prints the table, and the pairs where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(_measure(given.measure[0], Path(given.measure[1]))))
        return
    figures = [_figures(each) for each in ([given.against.resolve(), PROJECT] if given.against else [PROJECT])]
    print(f"{'':22}   before    after  ratio" if given.against else "")
    for name in figures[0][0]:
        values = [counts[name] for counts, _ in figures]
        ratio = f"{values[1] / max(values[0], 1):7.2f}" if given.against else ""
        print(f"{name:22}" + "".join(f"{value:9,}" for value in values) + ratio)
    for _, pairs in figures if given.pairs else ():
        print("", *pairs, sep="\n")


def _figures(checkout: Path) -> tuple[dict[str, int], list[str]]:
    """The figures of a checkout by their names, and lines of the pairs of files with the most moves."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ASSISTANT_", "OPENAI_"))}
    environment |= {"PYTHONPATH": str(checkout), "PYTHONHASHSEED": "0"}
    files = list((checkout / "assistant").rglob("*.py"))
    lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)
    counts, pairs = {"files of assistant/": len(files), "lines of assistant/": lines}, []
    with tempfile.TemporaryDirectory() as folder:
        articles = str(PROJECT / "corpus" / "articles")
        index = [sys.executable, "-m", "assistant", "--library", folder, "index", articles, "--quiet"]
        subprocess.run(index, env=environment, check=True, stdout=subprocess.DEVNULL)
        for name in ("answer", "verdict"):
            command = [sys.executable, __file__, "--measure", name, folder]
            found = json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)
            counts |= {f"{name}: {kind}": number for kind, number in found["counts"].items()}
            pairs += [f"{name}, {checkout.name}", *(f"{moves:7,}  {pair}" for pair, moves in found["pairs"])]
    return counts, pairs


def _measure(name: str, folder: Path) -> dict[str, Any]:
    with closing(_named("Library")(folder, warn=print)) as library:
        before, measured = (_questions if name == "answer" else _verdicts)(library)
        before()
        return _followed(measured)


def _questions(library: Any) -> list[Callable[[], object]]:
    tools = _named("make_tools")(_named("load_settings")(library.root), library, with_model=False, warn=print)
    questions = [_named("Question")(text, ASKED, _named("Filters")()) for text in QUESTIONS]
    return [partial(_named("ask"), question, tools) for question in questions]


def _verdicts(library: Any) -> list[Callable[[], object]]:
    verdicts: list[Callable[[], object]] = []
    for title, text in STATEMENTS.items():
        article = library.article(title)[1]
        sentences = library.whole([article.id])[article.id][:3]
        passage = _named("Passage")(article, _named("Chunk")(0, 0, 0), sentences, _named("Scores")(0.0))
        draft = _named("DraftStatement")(text, tuple(_named("Handle")(1, number) for number in (1, 2, 3)))
        verdicts.append(partial(_named("Checker")(_named("gather_evidence")([passage]), ASKED).grade, draft))
    return verdicts


def _named(name: str) -> Any:
    """The function or class of this name, in whatever file the measured checkout defines it."""
    root = Path(str(importlib.import_module("assistant").__file__)).parent
    defines = re.compile(rf"^(?:def|class) {name}\b", re.MULTILINE)
    (file,) = (each for each in root.rglob("*.py") if defines.search(each.read_text(encoding="utf-8")))
    return getattr(importlib.import_module(".".join(file.relative_to(root.parent).with_suffix("").parts)), name)


def _followed(run: Callable[[], object]) -> dict[str, Any]:
    """What happens in the files of assistant/ while it runs."""
    root = str(Path(str(importlib.import_module("assistant").__file__)).parent) + os.sep
    visited: set[str] = set()
    moves: Counter[tuple[str, str]] = Counter()
    to_generators = importing = 0

    def follow(frame: FrameType, event: str, _: object) -> None:
        nonlocal to_generators, importing
        file, caller = (each.f_code.co_filename if each else "" for each in (frame, frame.f_back))
        if file == "<frozen importlib._bootstrap>":
            importing += {"call": 1, "return": -1}.get(event, 0)
        if event == "call" and not importing and file.startswith(root):
            visited.add(file)
            if caller != file and caller.startswith(root):
                moves[caller, file] += 1
                to_generators += bool(frame.f_code.co_flags & CO_GENERATOR)

    sys.setprofile(follow)
    try:
        run()
    finally:
        sys.setprofile(None)
    counts = {"files": len(visited), "moves": moves.total(), "to generators": to_generators}
    return {
        "counts": counts,
        "pairs": [
            (f"{one.removeprefix(root)} → {two.removeprefix(root)}", many) for (one, two), many in moves.most_common(10)
        ],
    }


if __name__ == "__main__":
    main()
