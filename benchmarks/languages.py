"""How often questions in other scripts than Latin are answered, and refused, in one library of all their articles.

    python benchmarks/languages.py [--file FILE] [--wrong]

benchmarks/languages.jsonl has one JSON object a line: an article (`language`, `title`, `published`, `text`) or a
question (`language`, `question`, and as `answer` the words that a right answer holds, null where the articles do not
say). Prints by language how many are right; with --wrong what was answered to each that is not. Nothing is fitted
to either file; languages_held_out.jsonl was written by somebody else, half of its questions in other words.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answering.pipeline import ask
from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.tools import Tools
from assistant.index.library import Library
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.index.updating.index_plan import IndexPlan
from assistant.index.updating.indexing import index_articles
from assistant.language.scripts import is_latin
from assistant.models.local_embedder import LocalEmbedder
from assistant.models.local_reranker import LocalReranker
from assistant.prompts import load_prompts
from assistant.records.answers import Answer, Status
from assistant.records.questions import Filters, Question

DAY = date(2024, 7, 1)
SAMPLE = Path(__file__).parent.parent / "corpus" / "articles"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=Path(__file__).with_suffix(".jsonl"))
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.file.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        counts = _counted(rows, Path(folder), wrong=given.wrong)
    print("language  right  other sentences  refused though told   not told: refused  answered")
    for language, found in counts.items():
        told = f"{found['right']:5}  {found['other']:15}  {found['refused']:19}"
        print(f"{language:8}  {told}   {found['rightly refused']:17}  {found['answered']:8}")


def _counted(rows: list[dict[str, Any]], folder: Path, *, wrong: bool) -> dict[str, Counter[str]]:
    embedder, counts = LocalEmbedder(), defaultdict[str, Counter[str]](Counter)
    articles = [row for row in rows if "text" in row]
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in articles), "utf-8")
    plan = IndexPlan(root=folder, folder=folder / LIBRARY_FOLDER, embedder=embedder)
    index_articles([folder / "articles.jsonl", SAMPLE], plan, lambda *_: None)
    with closing(Library(folder, warn=print)) as library:
        tools = Tools(library, embedder, load_prompts(), SearchOptions(reranker=LocalReranker()), reads=is_latin)
        for row in rows:
            if "question" in row:
                answer = ask(Question(row["question"], DAY, Filters()), tools)
                kind = _kind(answer, row["answer"])
                counts[row["language"]][kind] += 1
                if wrong and kind not in ("right", "rightly refused"):
                    print(f"{row['question']} {kind} {answer.confidence}: {[each.text for each in answer.statements]}")
    return counts


def _kind(answer: Answer, wanted: str | None) -> str:
    if answer.status is Status.NOT_IN_ARTICLES:
        return "refused" if wanted else "rightly refused"
    if wanted is None:
        return "answered"
    return "right" if any(wanted in each.text for each in answer.statements) else "other"


if __name__ == "__main__":
    main()
