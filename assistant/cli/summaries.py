"""The commands that sum up: summarize."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.opened import answering, narrowing, today
from assistant.cli.printing import print_result
from assistant.errors import ExitCode, UsageError
from assistant.records.summaries import Length


def summarize_command(
    context: typer.Context,
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="ARTICLE", help="Ids, paths or titles of articles.")
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", metavar="WORDS", help="Summarise what all articles say about this.")
    ] = None,
    length: options.SummaryLength = Length.MEDIUM,
    sentences: Annotated[
        int | None,
        typer.Option("--sentences", metavar="NUMBER", min=1, max=50, help="About how many, in place of --length."),
    ] = None,
    bullets: options.Bullets = False,
    library: options.Library = None,
    since: options.Since = None,
    until: options.Until = None,
    on: options.On = None,
    as_of: options.AsOf = None,
    source: options.Source = None,
    literal: options.Literal = False,
    model: options.Model = None,
    no_model: options.NoModel = False,
    full: options.Full = False,
    as_json: options.Json = False,
) -> None:
    """Summarise articles, a topic, or what happened in a time.

    Name articles, or a --topic. With neither, --since, --until, --on or --source choose the articles, and the summary
    tells their main subjects, each with its sources. Every sentence comes with its exact quotation.
    """
    from assistant.terminal.as_json import answer_json
    from assistant.terminal.render_summary import render_summary
    from assistant.wiring.answers import summarise, with_sources
    from assistant.wiring.library import keep_answer

    topic = (topic or "").strip()
    subject = narrowing(since, until, on, as_of, source, literal=literal).question(topic, today=today())
    narrows = subject.filters.by_date or subject.filters.sources
    if (articles and topic) or not (articles or topic or narrows):
        raise UsageError(
            "Name articles to summarise, or a --topic, or a time with --since or --on.",
            hint="See `assistant summarize --help`.",
        )
    with answering(context, library, filters=subject.filters, model=model, no_model=no_model) as (opened, tools):
        subject = with_sources(subject, opened.library)
        answer = summarise(subject, tools, articles or [], sentences or length)
        print_result(as_json, answer_json, render_summary, answer, full=full, bullets=bullets)
        keep_answer(answer, opened.library, opened.settings)
    raise typer.Exit(ExitCode.of(answer.status))
