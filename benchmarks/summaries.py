"""Scores summaries without a model against points that a reader listed: of articles, of topics, of a week.

    python benchmarks/summaries.py LISTS LIBRARY... [--show] [--half 0|1]

LISTS is a folder with articles.json, topics.json and week.json, and check.py, whose `present` says whether a text has a
point. Each LIBRARY is the folder of an indexed library; each list entry is scored in the one that holds most of its
articles. Beside each figure stands that of the first three sentences: of the article, though the summary has six; of
each article that the topic's summary cites, cut off after the summary's length. `--half` takes every other topic and
article, by a fixed draw.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from assistant.answering.summaries.period import summarise_period
from assistant.answering.summaries.summarise import summarise_articles, summarise_topic
from assistant.answering.tools import Tools
from assistant.errors import UsageError
from assistant.records.answers import Answer
from assistant.records.articles import Article
from assistant.records.questions import Filters, Question
from assistant.settings import load_settings
from assistant.wiring.answers import make_tools
from assistant.wiring.library import open_index

_OF_ARTICLE, _OF_TOPIC, _OF_WEEK = 6, 12, 20
_TODAY = date(2026, 1, 1)


def main() -> None:
    """Prints a line for each entry, then the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", type=Path)
    parser.add_argument("libraries", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--half", type=int, choices=(0, 1))
    arguments = parser.parse_args()
    check = _check_of(arguments.lists)
    every = [_tools(folder) for folder in arguments.libraries]
    halves = {name: _half(_list(arguments.lists, name), arguments.half) for name in ("topics", "articles")}
    _report("topics", [_topic(each, every, check, arguments.show) for each in halves["topics"]])
    _report("articles", [_article(each, every, check, arguments.show) for each in halves["articles"]])
    _week(_list(arguments.lists, "week"), every, check, arguments.show)


def _topic(listed: Any, every: Sequence[Tools], check: ModuleType, show: bool) -> tuple[int, int, int, int]:
    tools = _holding([url for point in listed["turning_points"] for url in point["urls"]], every)
    if tools is None:
        return 0, 0, 0, 0
    filters = Filters(since=date.fromisoformat(listed["since"]), until=date.fromisoformat(listed["until"]))
    answer = summarise_topic(Question(listed["topic"], _TODAY, filters), tools, sentences=_OF_TOPIC)
    lead = _leads(tools, [each.article for each in answer.citations], 3)
    return _scored(listed["topic"], listed["turning_points"], (_text(answer), lead[: _OF_TOPIC * 200]), check, show)


def _article(listed: Any, every: Sequence[Tools], check: ModuleType, show: bool) -> tuple[int, int, int, int]:
    tools = _holding([listed["url"]], every)
    if tools is None:
        return 0, 0, 0, 0
    key, article = _found(tools, listed["url"])
    question = Question(article.title, _TODAY)
    answer = summarise_articles([(key, article)], question, tools, sentences=_OF_ARTICLE)
    lead = _leads(tools, [article], 3)
    scored = _scored(article.title, listed["main_points"], (_text(answer), lead), check, show)
    bad = [part for part in listed["bad"] if check.norm(part) in check.norm(_text(answer))]
    return (*scored[:3], len(bad))


def _week(listed: Any, every: Sequence[Tools], check: ModuleType, show: bool) -> None:
    tools = _holding(listed["stories"][0]["urls"], every)
    if tools is None:
        print("week: no library holds its articles")
        return
    filters = Filters(since=date.fromisoformat(listed["from"]), until=date.fromisoformat(listed["to"]))
    answer = summarise_period(Question("", _TODAY, filters), tools, sentences=_OF_WEEK)
    text = _text(answer)
    found = [check.present(text, story["must"]) for story in listed["stories"]]
    also = sum(check.present(text, story["must"]) for story in listed["also_acceptable"])
    print(f"week: {sum(found)} of {len(found)} stories ({' '.join('.x'[each] for each in found)}), {also} more allowed")
    if show:
        print(text)


def _scored(
    name: str, points: Sequence[Any], texts: tuple[str, str], check: ModuleType, show: bool
) -> tuple[int, int, int, int]:
    """How many points there are, how many the summary has and how many the lead has."""
    own = [check.present(texts[0], point["must"]) for point in points]
    lead = [check.present(texts[1], point["must"]) for point in points]
    print(f"{sum(own)} of {len(own)} (lead {sum(lead)})  {name[:80]}", flush=True)
    if show:
        missed = [point["point"] for point, found in zip(points, own, strict=True) if not found]
        print("\n".join(["", *(f"  missed: {each}" for each in missed), texts[0], ""]))
    return len(own), sum(own), sum(lead), 0


def _report(name: str, rows: Sequence[tuple[int, int, int, int]]) -> None:
    points, own, lead, bad = (sum(column) for column in zip(*rows, strict=True))
    if points:
        mean = sum(row[1] / row[0] for row in rows if row[0]) / sum(bool(row[0]) for row in rows)
        print(
            f"{name}: {own / points:.2f} of {points} points (lead {lead / points:.2f}), mean {mean:.2f}; bad: {bad}\n"
        )


def _text(answer: Answer) -> str:
    return "\n".join(statement.text for statement in answer.statements)


def _leads(tools: Tools, articles: Iterable[Article], sentences: int) -> str:
    wholes = tools.library.whole(article.id for article in articles)
    once = {article.id: article for article in articles}.values()
    return "\n".join(each.of(article.text) for article in once for each in wholes[article.id][:sentences])


def _holding(urls: Sequence[str], every: Sequence[Tools]) -> Tools | None:
    """The library that holds most of these articles."""
    counts = [sum(_holds(tools, url) for url in urls) for tools in every]
    return every[counts.index(max(counts))] if any(counts) else None


def _holds(tools: Tools, url: str) -> bool:
    with suppress(UsageError):
        return bool(_found(tools, url))
    return False


def _found(tools: Tools, url: str) -> tuple[int, Article]:
    path = next((path for path, known, _ in tools.library.catalogue.names() if known == url), url)
    return tools.library.article(path)


def _tools(folder: Path) -> Tools:
    settings = load_settings(folder)
    library = open_index(folder, print, settings)
    return make_tools(settings, library, with_model=False, warn=print)


def _half(rows: Sequence[Any], half: int | None) -> Sequence[Any]:
    order = list(rows)
    random.Random(13).shuffle(order)
    return rows if half is None else order[half::2]


def _list(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def _check_of(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("check", folder / "check.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder} has no check.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
