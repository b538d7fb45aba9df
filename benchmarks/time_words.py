"""What a question's words say of time and sources: how often it is understood, and what searching by it is worth.

questions  benchmarks/time_questions.jsonl: rows whose bounds and wish for the latest are all right
reports    questions over several articles (`query`, `evidence_list` with urls), asked on the day after the newest
           article: how many of the evidence articles are not among the first ten found. "literal" is the same search
           when words narrow nothing. Fewer: the share of the misses
           that is saved, with its 95 % interval, bootstrapped over questions; better and worse: questions with more and
           with fewer articles found, with the two-sided sign test

All rows of a part search one library in one run, as `assistant search` does.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assistant.answering.asking.scope import with_understood
from assistant.answering.asking.time_in_question import NamedTime, asks_for_latest, find_times
from assistant.answering.asking.understand import understand
from assistant.answering.evaluation.metrics import interval
from assistant.answering.pipeline import find
from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.tools import Tools
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.models.local_reranker import bundled_reranker
from assistant.prompts import load_prompts
from assistant.records.articles import Article
from assistant.records.questions import Question
from assistant.records.time import DaySpan

TABLE = Path(__file__).parent / "time_questions.jsonl"
UNKNOWN_DAY = date(2026, 11, 24)
PLACES = 10


@dataclass(frozen=True, slots=True)
class Misses:
    """Of one question: how many evidence articles there are, and how many each way of searching does not find."""

    kind: str
    named: bool
    wanted: int
    literal: int
    ours: int


def _spans_of(times: Sequence[NamedTime]) -> tuple[DaySpan, ...]:
    """The different spans, in order."""
    return tuple(dict.fromkeys(time.span for time in times))


def questions_report(*, misses: bool) -> str:
    """How many rows of the table are right in all they hold."""
    rows = _table()
    wrong = wrong_questions()
    right = len(rows) - len(wrong)
    return "\n".join([f"{right} of {len(rows)} right, {right / len(rows):.3f}", *(wrong.values() if misses else [])])


def wrong_questions() -> dict[str, str]:
    """The rows that are not right in all they hold, by id, each with what is understood instead."""
    wrong = {}
    for row in _table():
        spans = _spans_of(find_times(row["question"], date.fromisoformat(row["today"])))
        got = (*_bounds(spans), asks_for_latest(row["question"]))
        if got != (row["since"], row["until"], row["latest"]):
            wrong[row["id"]] = f"  {row['id']} {row['question']} ({row['today']}): {got}"
    return wrong


def _table() -> list[dict[str, Any]]:
    return [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


def reports_report(folder: Path, file: Path) -> str:
    """The misses by each way of searching, by the question's type and by whether it names a source or a time."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    embedder = LocalEmbedder()
    with closing(Library(folder, warn=print)) as library:
        today = (library.catalogue.published_span()[1] or UNKNOWN_DAY) + timedelta(days=1)
        counted = [_misses(row, today, library, embedder) for row in rows if row["evidence_list"]]
    lines = [f"{'':18} questions  articles  literal  ours  fewer                   better  worse     p"]
    for label in ("all", "named", "not named", *sorted({each.kind for each in counted})):
        chosen = [each for each in counted if label in ("all", each.kind, "named" if each.named else "not named")]
        lines.append(_misses_row(label, chosen))
    return "\n".join(lines)


def _misses(row: dict[str, Any], today: date, library: Library, embedder: LocalEmbedder) -> Misses:
    urls = {each["url"] for each in row["evidence_list"]}

    def missed(*, literal: bool) -> int:
        found = _found(Question(row["query"], today, literal=literal), _tools(library, embedder))
        return len(urls - {article.url for articles in found for article in articles})

    parts = with_understood(understand(Question(row["query"], today)), library).understood.parts
    return Misses(
        row["question_type"],
        bool(parts),
        len(urls),
        missed(literal=True),
        missed(literal=False),
    )


def _misses_row(label: str, counted: Sequence[Misses]) -> str:
    totals = [sum(values) for values in zip(*((e.wanted, e.literal, e.ours) for e in counted), strict=True)]
    better = sum(each.ours < each.literal for each in counted)
    worse = sum(each.ours > each.literal for each in counted)
    low, high = interval(_saved, counted)
    fewer = f"{_saved(counted):6.3f} [{low:.3f}, {high:.3f}]"
    return (
        f"{label:18} {len(counted):9,} {totals[0]:9,} {totals[1]:8,} {totals[2]:5,}"
        f" {fewer:24} {better:5,} {worse:6,} {_sign_test(better, worse):5.3f}"
    )


def _saved(counted: Sequence[Misses]) -> float:
    literal = sum(each.literal for each in counted)
    return 1 - sum(each.ours for each in counted) / literal if literal else 0.0


def _sign_test(better: int, worse: int) -> float:
    """The chance of a split at least as uneven when neither is likelier."""
    total, fewest = better + worse, min(better, worse)
    return min(1.0, 2.0 * sum(math.comb(total, k) for k in range(fewest + 1)) / float(2**total))


def _found(question: Question, tools: Tools) -> list[list[Article]]:
    return [[passage.article, *passage.copies] for passage in find(question, tools)[1].passages]


def _tools(library: Library, embedder: LocalEmbedder) -> Tools:
    return Tools(library, embedder, load_prompts(), SearchOptions(PLACES, per_article=1, reranker=bundled_reranker()))


def _bounds(spans: Sequence[DaySpan]) -> tuple[str | None, str | None]:
    if len(spans) != 1:
        return (None, None) if not spans else ("several", "several")
    first, last = spans[0].first, spans[0].last
    return first.isoformat() if first else None, last.isoformat() if last else None
