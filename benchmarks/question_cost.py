"""What a question costs without a model, warm: with the bundled reranker and with none, beside BM25 alone.

    python benchmarks/question_cost.py SETS LIBRARY … [--most 20]

SETS is a folder with news2024 as benchmarks/held_sets.py reads it; each LIBRARY is a folder that has been indexed. The
first questions of the set are asked of it as on their day, each in all ways, one after the other, so that a busy
machine slows all alike. Printed are medians: the processor's milliseconds of all threads and as a multiple of BM25's
search, the wall clock's, and that of each part.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from assistant.answering.asking.understand import understand
from assistant.answering.pipeline import ask
from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.tools import Tools
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.models.local_reranker import bundled_reranker
from assistant.prompts import load_prompts
from assistant.records.answers import Answer
from assistant.records.questions import Filters, Question
from benchmarks.held_sets import read_set

KEYWORDS = 200


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("libraries", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=20)
    arguments = parser.parse_args()
    asked = read_set("news2024", arguments.sets)[: arguments.most]
    questions = [Question(each.text, each.day, Filters(as_of=each.day)) for each in asked if each.day]
    for folder in arguments.libraries:
        with closing(Library(folder, warn=print)) as library:
            print(f"{folder.name}: {library.catalogue.count('articles')} articles, {len(questions)} questions")
            print(_rows(library, questions))


def _rows(library: Library, questions: list[Question]) -> str:
    embedder, prompts = LocalEmbedder(), load_prompts(None)
    with_reranker = Tools(library, embedder, prompts, SearchOptions(reranker=bundled_reranker()))
    with_none = Tools(library, embedder, prompts, SearchOptions())
    ways: dict[str, Callable[[Question], Answer | None]] = {
        "BM25": lambda question: _keyword(library, question),
        "no reranker": lambda question: ask(question, with_none),
        "reranker": lambda question: ask(question, with_reranker),
    }
    for way in ways.values():
        way(questions[0])  # models are read and caches filled
    costs: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    parts: dict[str, list[Mapping[str, float]]] = {name: [] for name in ways}
    for question in questions:
        for name, way in ways.items():
            began, busy = time.perf_counter(), time.process_time()
            answer = way(question)
            costs[name].append((time.process_time() - busy, time.perf_counter() - began))
            parts[name].append(answer.seconds if answer else {})
    least = statistics.median(cost for cost, _ in costs["BM25"])
    lines = []
    for name, of in costs.items():
        processor, wall = (statistics.median(each) for each in zip(*of, strict=True))
        named = {part: statistics.median(each[part] for each in parts[name]) for part in parts[name][0]}
        listed = "  ".join(f"{part} {1000 * seconds:.0f}" for part, seconds in named.items())
        lines.append(
            f"  {name:11}  processor {1000 * processor:5.0f} ms ({processor / least:5.1f} ×)"
            f"  wall {1000 * wall:5.0f} ms  {listed}"
        )
    return "\n".join(lines)


def _keyword(library: Library, question: Question) -> None:
    query = understand(question)
    library.as_of(question.filters.as_of).with_words(query.words, KEYWORDS, question.filters)


if __name__ == "__main__":
    main()
