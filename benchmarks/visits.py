"""How far an answer and a verdict travel: the files of assistant/ they visit, and the moves between them.

    python benchmarks/visits.py [--against CHECKOUT] [--pairs]

answer   a question about the sample library, answered without a model, after another one
verdict  a statement compared with the first three sentences of an article (Checker.grade), after one on another article

A file is visited when a function of it runs. A move is a call from a function in one file to a function in another;
a generator is called each time it is asked for more. Returns, imports, other threads and libraries do not count.

With --against the code of another checkout is measured too, and comes first. With --pairs the ten pairs of files with
the most moves, from caller to called. Each measure runs in a process of its own, on a library made by the same code.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import assistant

PROJECT = Path(__file__).resolve().parent.parent
ASKED = date(2025, 6, 30)
QUESTIONS = ("Who won the election?", "When does Chandlers’ Bridge close?")
STATEMENTS = (  # each after the title of the article that it cites
    ("Skarrow ferry crews end five-day strike", "The crews of the ferries went back to work on Tuesday."),
    ("Chandlers’ Bridge to close for seven weeks", "The bridge reopens on 30 April 2025, at 48 million crowns."),
)


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
        index = ["-m", "assistant", "--library", folder, "index", str(PROJECT / "corpus" / "articles"), "--quiet"]
        command = [sys.executable, *index]
        subprocess.run(command, cwd=checkout, env=environment, check=True, stdout=subprocess.DEVNULL)
        for name in ("answer", "verdict"):
            command = [sys.executable, __file__, "--measure", name, folder]
            found = json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)
            counts |= {f"{name}: {kind}": number for kind, number in found["counts"].items()}
            pairs += [f"{name}, {checkout.name}", *(f"{moves:7,}  {pair}" for pair, moves in found["pairs"])]
    return counts, pairs


def _measure(name: str, folder: Path) -> dict[str, Any]:
    library = _named("Library")(folder, warn=print)
    before, measured = _questions(library) if name == "answer" else (_verdict(library, *each) for each in STATEMENTS)
    before()
    return _followed(measured)


def _questions(library: Any) -> list[Callable[[], object]]:
    tools = _named("make_tools")(_named("load_settings")(library.root), library, with_model=False, warn=print)
    questions = [_named("Question")(text, ASKED, _named("Filters")()) for text in QUESTIONS]
    return [partial(_named("ask"), question, tools) for question in questions]


def _verdict(library: Any, title: str, text: str) -> Callable[[], object]:
    article = library.article(title)[1]
    sentences = library.whole([article.id])[article.id][:3]
    passage = _named("Passage")(article, _named("Chunk")(0, 0, 0), sentences, _named("Scores")(0.0))
    draft = _named("DraftStatement")(text, tuple(_named("Handle")(1, number) for number in (1, 2, 3)))
    return partial(_named("Checker")(_named("gather_evidence")([passage]), ASKED).grade, draft)


def _named(name: str) -> Any:
    """The function or class of this name, wherever it is defined; all is imported first but the commands."""
    names = [each.name for each in pkgutil.walk_packages(assistant.__path__, "assistant.")]
    modules = [importlib.import_module(each) for each in names if each.split(".")[1] not in ("__main__", "cli")]
    (found,) = {vars(module)[name] for module in modules if name in vars(module)}
    return found


def _followed(run: Callable[[], object]) -> dict[str, Any]:
    """What happens in the files of assistant/ while it runs."""
    root = assistant.__path__[0] + os.sep
    visited: set[str] = set()
    moves: Counter[str] = Counter()

    def follow(frame: FrameType, event: str, _: object) -> None:
        file, caller = (each.f_code.co_filename if each else "" for each in (frame, frame.f_back))
        if event == "call" and file.startswith(root):
            visited.add(file)
            if caller != file and caller.startswith(root):
                moves[f"{caller.removeprefix(root)} → {file.removeprefix(root)}"] += 1

    sys.setprofile(follow)
    run()
    sys.setprofile(None)
    return {"counts": {"files": len(visited), "moves": moves.total()}, "pairs": moves.most_common(10)}


if __name__ == "__main__":
    main()
