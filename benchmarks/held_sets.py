"""The sets of questions that finding and answering are measured on: files to questions, and articles to a library."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.index.own_files import LIBRARY_FOLDER
from assistant.index.updating.index_plan import IndexPlan
from assistant.index.updating.indexing import index_articles
from assistant.records.ports import Embedder

PROJECT = Path(__file__).parent.parent
NAMES = ("news", "news2024", "multihop", "cranfield", "squad2", "corpus")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; `right` are quotations, facts or the answer's words, `articles` the URLs or paths that answer.

    `day` None: as on the day of the library's newest article. `answerable` None: not known. `paragraph`: the one text
    it is asked of, in place of a library.
    """

    text: str
    day: date | None
    answerable: bool | None
    right: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()
    paragraph: str | None = None


def read_set(name: str, folder: Path) -> list[Asked]:
    """The questions of a set, in their file's order."""
    file = PROJECT / "corpus" / "questions.jsonl" if name == "corpus" else folder / name / "questions.jsonl"
    return [_asked(name, json.loads(line)) for line in file.read_text("utf-8").splitlines()]


def build(name: str, folder: Path, root: Path, embedder: Embedder) -> None:
    """Makes the library of a set in `root`, unless there is one."""
    if (root / LIBRARY_FOLDER).is_dir():
        return
    root.mkdir(parents=True, exist_ok=True)
    articles = PROJECT / "corpus" / "articles" if name == "corpus" else root / "articles.jsonl"
    if name != "corpus":
        rows = (json.dumps(_article(name, row), ensure_ascii=False) + "\n" for row in _rows(folder / name))
        articles.write_text("".join(rows), "utf-8")
    plan = IndexPlan(root=root, folder=root / LIBRARY_FOLDER, embedder=embedder)
    index_articles([articles], plan, lambda *_: None)


def _rows(folder: Path) -> Iterable[dict[str, Any]]:
    file = next(each for each in sorted(folder.iterdir()) if "articles.jsonl" in each.name)
    text = gzip.decompress(file.read_bytes()).decode() if file.suffix == ".gz" else file.read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _article(name: str, row: dict[str, Any]) -> dict[str, Any]:
    if name == "multihop":
        stops = (fact if fact.rstrip()[-1:] in '.!?"”' else f"{fact}." for fact in row["facts"])
        kept = {key: row[key] for key in ("url", "title", "author", "source")}
        return {**kept, "published": row["published_at"][:10], "text": " ".join(stops)}
    if name == "cranfield":
        return {"url": f"https://cranfield.invalid/{row['id']}", "title": row["title"], "text": row["text"]}
    return row


def _asked(name: str, row: dict[str, Any]) -> Asked:
    day = date.fromisoformat(row["asked"]) if "asked" in row else None
    if name == "multihop":
        facts = row["evidence_list"]
        answerable = row["question_type"] != "null_query"
        right, urls = tuple(each["fact"] for each in facts), frozenset(each["url"] for each in facts)
        return Asked(row["query"], None, answerable, right, urls)
    if name == "cranfield":
        return Asked(
            row["question"], None, None, (), frozenset(f"https://cranfield.invalid/{each}" for each in row["relevant"])
        )
    if name == "squad2":
        return Asked(row["question"], None, row["answerable"], tuple(row["answers"]), paragraph=row["context"])
    if name == "news2024":
        return Asked(row["question"], day, None, (row["answer"],))
    if name == "news":
        return Asked(row["question"], day, True, (row["answer"],), frozenset(row["gold_urls"]))
    quotes = [(each["article"], each["quote"]) for each in row["evidence"]]
    right = tuple(quote for _, quote in quotes)
    return Asked(row["question"], day, row["answer"] is not None, right, frozenset(path for path, _ in quotes))
