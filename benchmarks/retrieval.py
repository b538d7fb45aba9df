"""How often the article that answers is among the first found: ours beside dense search, BM25 and their plain fusion.

    python benchmarks/retrieval.py ARTICLES QUESTIONS [--library FOLDER] [--later-too]

QUESTIONS is a JSON Lines file: `question`, `asked` (the day), and the articles that answer as `gold_urls` or as
`evidence` with the `article`'s path; questions without any are passed over. All ways search one library in one run and
are scored on the first ten distinct articles; the first article that answers counts. Each question is asked as on its
day: articles of later days are left out, unless --later-too.

dense    nearest vectors, title and date in front of every chunk
BM25     SQLite's FTS5 over the question's content words
RRF      reciprocal rank fusion of the first 500 chunks of both: sum of 1 / (60 + rank) (Cormack and others, 2009)
ours     what `assistant search` does. It folds copies of one text into one passage; an article that answers and was
         folded counts as found at that passage's place

MRR is the mean of 1 / place, 0 beyond the tenth. Time is that of a whole search, the question's vector included.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answering.retrieve import Wishes, retrieve
from assistant.answering.retrieve_parts import retrieve_parts
from assistant.answering.scoring import place_of
from assistant.answering.understand import Query, understand
from assistant.answering.understood import with_understood
from assistant.index.indexing import IndexPlan, index_articles
from assistant.index.library import LIBRARY_FOLDER, Library
from assistant.index.vectors import Neighbour
from assistant.models.local_embedder import LocalEmbedder
from assistant.types import Article, Embedder, Filters, Question

PLACES = 10
CHUNKS = 500
RANK_CONSTANT = 60
# The articles at each place; more than one where copies are folded.
Found = list[list[Article]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the URLs or the ends of the paths of the articles that answer it."""

    text: str
    day: date
    answers: frozenset[str]


def main() -> None:
    """Prints a row of scores for each way of searching."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="files or a folder of articles; not read when the library is there")
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path, help="folder of the library, made when it has none; default: a new one")
    parser.add_argument("--later-too", action="store_true", help="search articles later than the asking day as well")
    arguments = parser.parse_args()
    questions = read_questions(arguments.questions)
    embedder = LocalEmbedder()
    with tempfile.TemporaryDirectory() as folder:
        root = arguments.library or Path(folder)
        if not (root / LIBRARY_FOLDER).is_dir():
            build(arguments.articles, root, embedder)
        with closing(Library(root, warn=print)) as library:
            library.require_embedder(embedder.identity)
            articles, chunks = library.catalogue.count("articles"), library.catalogue.count("chunks")
            print(f"{len(questions)} questions; {articles:,} articles, {chunks:,} chunks")
            print(f"{'':8}   R@1   R@5  R@10   MRR   ms a question")
            for name, search in ways(library, embedder).items():
                print(row(name, *measure(search, questions, as_of=not arguments.later_too)), flush=True)


def read_questions(file: Path) -> list[Asked]:
    """The questions that some article answers."""
    questions = []
    for line in file.read_text(encoding="utf-8").splitlines():
        given: dict[str, Any] = json.loads(line)
        evidence = given.get("evidence", [])
        paths = [each["article"] for each in evidence] if isinstance(evidence, list) else []
        answers = frozenset([*given.get("gold_urls", []), *paths])
        if answers:
            questions.append(Asked(given["question"], date.fromisoformat(given["asked"]), answers))
    return questions


def build(articles: Path, root: Path, embedder: Embedder) -> None:
    """Makes the library."""
    plan = IndexPlan(root=root, folder=root / LIBRARY_FOLDER, embedder=embedder)
    report = index_articles([articles], plan, lambda *_: None)
    print(
        f"indexed {report.added:,} articles in {report.seconds:.0f} s, {len(report.skipped)} skipped", file=sys.stderr
    )


def ways(library: Library, embedder: Embedder) -> dict[str, Callable[[Query], Found]]:
    """Every way of searching, by name."""

    def dense(query: Query) -> list[Neighbour]:
        seen = library.as_of(query.question.filters.as_of)
        return seen.nearest(embedder.embed([query.standalone])[0], CHUNKS, query.question.filters)

    def keyword(query: Query) -> list[Neighbour]:
        return library.as_of(query.question.filters.as_of).with_words(query.words, CHUNKS, query.question.filters)

    def fused(query: Query) -> list[Neighbour]:
        scores: dict[int, float] = {}
        for ranking in (dense(query), keyword(query)):
            for rank, (chunk, _) in enumerate(ranking, start=1):
                scores[chunk] = scores.get(chunk, 0.0) + 1 / (RANK_CONSTANT + rank)
        return sorted(scores.items(), key=lambda each: -each[1])

    def ours(query: Query) -> Found:
        asked, wishes = with_understood(query, library), Wishes(limit=PLACES, per_article=1)
        found = retrieve_parts(asked, library, embedder, wishes)
        if not found.passages:
            found = retrieve(asked, library, embedder, wishes)
        return [[passage.article, *passage.copies] for passage in found.passages]

    return {
        "dense": lambda query: distinct_articles(library, dense(query)),
        "BM25": lambda query: distinct_articles(library, keyword(query)),
        "RRF": lambda query: distinct_articles(library, fused(query)),
        "ours": ours,
    }


def distinct_articles(library: Library, ranking: Sequence[Neighbour]) -> Found:
    """The articles of the first chunks, each once."""
    rows = library.chunks([chunk for chunk, _ in ranking])
    keys = list(dict.fromkeys(rows[chunk].article for chunk, _ in ranking if chunk in rows))[:PLACES]
    articles = library.articles(keys)
    return [[articles[key]] for key in keys]


def measure(
    search: Callable[[Query], Found], questions: Sequence[Asked], *, as_of: bool
) -> tuple[list[int | None], float]:
    """For each question the place of the first article that answers, from 1, and the mean seconds of a search."""
    queries = [
        understand(Question(each.text, each.day, Filters(as_of=each.day if as_of else None))) for each in questions
    ]
    search(queries[0])  # loads what is loaded once
    began = time.perf_counter()
    found = [search(query) for query in queries]
    seconds = (time.perf_counter() - began) / len(queries)
    return [place_of(each.answers, articles) for each, articles in zip(questions, found, strict=True)], seconds


def row(name: str, places: Sequence[int | None], seconds: float) -> str:
    """One line of the table."""
    shares = [sum(place is not None and place <= most for place in places) / len(places) for most in (1, 5, 10)]
    mean = sum(1 / place for place in places if place) / len(places)
    return f"{name:8} {' '.join(f'{value:5.3f}' for value in (*shares, mean))}   {1000 * seconds:.1f}"


if __name__ == "__main__":
    main()
