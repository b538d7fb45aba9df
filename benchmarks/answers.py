"""Answers without a model: how often the right sentence is cited, and how often a question is refused, and rightly.

    python benchmarks/answers.py ARTICLES QUESTIONS [--library FOLDER]

QUESTIONS is a JSON Lines file of one of three kinds, told by its fields:

    question, asked, answer (null: there is none), evidence: [{article, quote}]     the sample library's
    question, asked, answer, gold_urls                                              news questions
    query, question_type ("null_query": there is none), evidence_list: [{url, fact}]  questions over several articles

A cited sentence is right when it is the quotation or fact, or, where there is none, when it holds the answer's words.
Each question is asked as on its day, or else on the day of the library's newest article.

first     the first five sentences of the best passage, always: the baseline, as many as ours at most
ours      what `assistant ask` prints when there is no model

cited     share of the answerable questions with a right sentence among those cited; "1st": the first one cited
refused   share refused: of the answerable questions (each a loss), of those without an answer, and of the answerable
          ones when the articles known to answer are taken out of the library (others may still answer some)
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answering.compose_quotes import MOST_STATEMENTS, quote_answer
from assistant.answering.retrieve import Wishes, retrieve
from assistant.answering.scoring import place_of
from assistant.answering.understand import Query, understand
from assistant.index.indexing import IndexPlan, index_articles
from assistant.index.library import LIBRARY_FOLDER, Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.types import Embedder, Filters, Passage, Question

PASSAGES = 10
PER_ARTICLE = 3
# So many are found that ten are left when the articles that answer are taken out.
FOUND = 30
# Turns a query and its passages into the sentences that are cited; none when it is refused.
Way = Callable[[Query, Sequence[Passage]], list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; `right` are quotations or the answer's words, `articles` the URLs or paths of those that answer."""

    text: str
    day: date | None
    answerable: bool
    right: tuple[str, ...]
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A question with what was found for it."""

    asked: Asked
    query: Query
    passages: list[Passage]
    others: list[Passage]  # from articles that are not known to answer


def main() -> None:
    """Prints a row of shares for each way of answering."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="files or a folder of articles; not read when the library is there")
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path, help="folder of the library, made when it has none; default: a new one")
    arguments = parser.parse_args()
    questions = [read_question(json.loads(line)) for line in arguments.questions.read_text("utf-8").splitlines()]
    embedder = LocalEmbedder()
    with tempfile.TemporaryDirectory() as folder:
        root = arguments.library or Path(folder)
        if not (root / LIBRARY_FOLDER).is_dir():
            plan = IndexPlan(root=root, folder=root / LIBRARY_FOLDER, embedder=embedder)
            report = index_articles([arguments.articles], plan, lambda *_: None)
            print(f"indexed {report.added:,} articles in {report.seconds:.0f} s", file=sys.stderr)
        with closing(Library(root, warn=print)) as library:
            library.require_embedder(embedder.identity)
            newest = next((each.published for each in library.catalogue.all_articles() if each.published), date.max)
            found = [find(asked, asked.day or newest, library, embedder) for asked in questions]
            answerable = sum(asked.answerable for asked in questions)
            print(f"{answerable} answerable questions, {len(questions) - answerable} without an answer")
            print(f"{'':6} cited   1st   refused: answerable, without an answer, articles taken out   ms a question")
            for name, way in ways(library, embedder).items():
                print(row(name, way, found), flush=True)


def read_question(given: dict[str, Any]) -> Asked:
    """One question of any of the three kinds."""
    if "query" in given:
        facts = given["evidence_list"]
        right, articles = [each["fact"] for each in facts], [each["url"] for each in facts]
        return Asked(given["query"], None, given["question_type"] != "null_query", tuple(right), frozenset(articles))
    evidence = given["evidence"] if isinstance(given["evidence"], list) else []
    right = [each["quote"] for each in evidence] or [given["answer"] or ""]
    articles = [*given.get("gold_urls", []), *(each["article"] for each in evidence)]
    day = date.fromisoformat(given["asked"])
    return Asked(given["question"], day, given["answer"] is not None, tuple(right), frozenset(articles))


def find(asked: Asked, day: date, library: Library, embedder: Embedder) -> Found:
    """The passages for a question, with and without the articles that answer."""
    query = understand(Question(asked.text, day, Filters(as_of=day)))
    passages = retrieve(query, library, embedder, Wishes(limit=FOUND, per_article=PER_ARTICLE)).passages
    others = [each for each in passages if place_of(asked.articles, [(each.article, *each.copies)]) is None]
    return Found(asked, query, list(passages[:PASSAGES]), others[:PASSAGES])


def ways(library: Library, embedder: Embedder) -> dict[str, Way]:
    """Both ways of answering, by name."""

    def first(_query: Query, passages: Sequence[Passage]) -> list[str]:
        best = passages[0] if passages else None
        return [each.of(best.article.text) for each in best.sentences[:MOST_STATEMENTS]] if best else []

    def ours(query: Query, passages: Sequence[Passage]) -> list[str]:
        seen = library.as_of(query.question.filters.as_of)
        quoted = quote_answer(query, passages, embedder, seen.commonness)
        return [statement.text for statement in quoted.draft.statements]

    return {"first": first, "ours": ours}


def row(name: str, way: Way, found: Sequence[Found]) -> str:
    """One line of the table."""
    began = time.perf_counter()
    cited = [way(each.query, each.passages) for each in found]
    milliseconds = 1000 * (time.perf_counter() - began) / len(found)
    answerable = [(each, sentences) for each, sentences in zip(found, cited, strict=True) if each.asked.answerable]
    without = [sentences for each, sentences in zip(found, cited, strict=True) if not each.asked.answerable]
    taken_out = [way(each.query, each.others) for each, _ in answerable]
    shares = [
        _share([is_right(sentences, each.asked) for each, sentences in answerable]),
        _share([is_right(sentences[:1], each.asked) for each, sentences in answerable]),
        _share([not sentences for _, sentences in answerable]),
        _share([not sentences for sentences in without]),
        _share([not sentences for sentences in taken_out]),
    ]
    columns = "{} {}            {}                {}                 {}"
    return f"{name:6} {columns.format(*shares)}           {milliseconds:.0f}"


def is_right(sentences: Sequence[str], asked: Asked) -> bool:
    """Whether one of the sentences holds what is right, or is a part of it."""
    return any(
        _plain(right) in _plain(sentence)
        or (len(right.split()) > len(sentence.split()) > 3 and _plain(sentence) in _plain(right))
        for sentence in sentences
        for right in asked.right
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values) / len(values):5.3f}" if values else "    –"


if __name__ == "__main__":
    main()
