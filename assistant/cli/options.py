"""The options and arguments that more than one command takes, and every form of them, each declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli import completing
from assistant.records.fetching import Content
from assistant.records.summaries import Length


def _day(flag: str, meaning: str) -> Any:
    return typer.Option(flag, metavar="DATE", help=meaning)


def _limit(meaning: str, most: int | None = None) -> Any:
    return typer.Option("--limit", "-n", metavar="NUMBER", min=1, max=most, help=meaning)


def _model(meaning: str) -> Any:
    return typer.Option("--model", metavar="NAME", help=meaning)


Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="The encoding of text files, such as windows-1252 or koi8-r."),
]
Library = Annotated[
    Path | None,
    typer.Option(
        "--library",
        "-L",
        metavar="FOLDER",
        help="The library's folder. Default: ASSISTANT_LIBRARY, else the nearest library.",
    ),
]
Article = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE", help="An id (or its beginning), a path or a title.", autocompletion=completing.articles
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]

# Which articles, events or past answers.
Since = Annotated[
    str | None,
    _day("--since", "Only articles of this day or later. A DATE is 2024-08-01, July 2024, last week, 3 days ago, …"),
]
Until = Annotated[str | None, _day("--until", "Only articles up to this day.")]
On = Annotated[str | None, _day("--on", "Only articles of this day, or of this week, month, …")]
EventSince = Annotated[str | None, _day("--since", "Only events of this day or later.")]
EventUntil = Annotated[str | None, _day("--until", "Only events up to this day.")]
EventOn = Annotated[str | None, _day("--on", "Only events of this day, or of this week, month, …")]
AnswerSince = Annotated[str | None, _day("--since", "Only answers given on this day or later.")]
AnswerUntil = Annotated[str | None, _day("--until", "Only answers given up to this day.")]
AsOf = Annotated[str | None, _day("--as-of", "Answer as of this day: no later article is used. Default: today.")]
Source = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="NAME",
        help="Only articles of this source, by its name or a short form; may be repeated.",
        autocompletion=completing.sources,
    ),
]
Literal = Annotated[
    bool, typer.Option("--literal", help="Only options narrow the search, not times and sources in the words.")
]

# What is fetched, and how.
UrlList = Annotated[
    Path | None,
    typer.Option("--urls", metavar="FILE", help="A list of web addresses, one a line; - is standard input."),
]
ContentOfUrl = Annotated[
    Content | None, typer.Option("--as", help="What the web addresses hold. Default: what is found there.")
]
FullPages = Annotated[bool, typer.Option("--full", help="Of a feed, fetch the pages that its entries link to.")]
PageLimit = Annotated[
    int | None, _limit("Of a sitemap, fetch so many pages in one run, the newest first. Default: 100.")
]
PageSince = Annotated[
    str | None, _day("--since", "Of a sitemap, leave out pages that were last changed before this day.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private networks, and from this machine, too.")
]

# How many.
ArticleLimit = Annotated[int | None, _limit("Only this many, from the newest.")]
PassageLimit = Annotated[int | None, _limit("How many passages.")]
QuestionLimit = Annotated[int | None, _limit("Only this many questions, from the first.")]
EventLimit = Annotated[int, _limit("How many events at most.", most=1_000)]
AnswerLimit = Annotated[int, _limit("How many answers at most.")]
StatementLimit = Annotated[int, _limit("How many statements, or speakers.")]

# Who writes or judges, and how much is shown.
Model = Annotated[str | None, _model("The chat model that writes answers.")]
Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="The profile of your own settings file whose server is asked."),
]
Judge = Annotated[str | None, _model("The chat model that judges.")]
NoModel = Annotated[bool, typer.Option("--no-model", help="Answer in the articles' own sentences.")]
Strict = Annotated[
    bool,
    typer.Option("--strict", help="End with exit code 5 where a model failed and the articles' own sentences answer."),
]
NoJudge = Annotated[bool, typer.Option("--no-model", help="Only compare words; nothing is judged.")]
Full = Annotated[
    bool, typer.Option("--full", help="Below the answer, show each quotation separately, with its article.")
]
FullPassages = Annotated[bool, typer.Option("--full", help="Show passages whole.")]

# What a summary looks like.
SummaryLength = Annotated[Length, typer.Option("--length", help="How long.")]
Bullets = Annotated[bool, typer.Option("--bullets", help="Each sentence on a line of its own.")]

# What is kept, and what is asked before something goes.
NoRecord = Annotated[bool, typer.Option("--no-record", help="Keep neither the question nor the answer.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")]
