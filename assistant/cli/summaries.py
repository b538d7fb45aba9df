"""The commands that sum up and compare: summarize, compare."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assistant.cli import completing, options
from assistant.cli.handing_on import Files, handed_on
from assistant.cli.opened import answering, narrowing, today
from assistant.cli.printing import print_result, shows_progress, warn
from assistant.errors import UsageError
from assistant.records.summaries import Length

if TYPE_CHECKING:
    from assistant.answering.summaries.requests import Telling
    from assistant.cli.opened import Opened
    from assistant.records.answers import Answer


@contextmanager
def telling_of_requests() -> Iterator[Telling]:
    """Says on stderr how much a model is to read where it takes several requests, and on a terminal how far it is."""
    from assistant.answering.summaries.requests import Telling
    from assistant.terminal.check_progress import CheckProgress
    from assistant.terminal.words import requests_line

    with CheckProgress(sys.stderr, animated=shows_progress(), verb="Read", noun="part") as progress:
        yield Telling(lambda requests, tokens: warn(requests_line(requests, tokens)), progress.update)


@handed_on
def summarize_command(
    context: typer.Context,
    articles: Annotated[
        list[str] | None,
        typer.Argument(metavar="ARTICLE", help="Ids, paths or titles of articles.", autocompletion=completing.articles),
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
    changed_since: Annotated[
        str | None,
        typer.Option("--changed-since", metavar="DATE", help="Only what is new since this day, or was told otherwise."),
    ] = None,
    until: options.Until = None,
    on: options.On = None,
    as_of: options.AsOf = None,
    source: options.Source = None,
    literal: options.Literal = False,
    model: options.Model = None,
    profile: options.Profile = None,
    no_model: options.NoModel = False,
    strict: options.Strict = False,
    no_record: options.NoRecord = False,
    full: options.Full = False,
    as_json: options.Json = False,
    *,
    files: Files,
) -> None:
    """Summarise articles, a topic, or what happened in a time.

    Name articles, or a --topic. With neither, --since, --until, --on or --source choose the articles, and the summary
    tells their main subjects, each with its sources. Every sentence comes with its exact quotation.
    """
    topic = (topic or "").strip()
    if changed_since and (since or on):
        raise UsageError("--changed-since replaces --since and --on.", hint="Give --changed-since alone.")
    narrowed = narrowing(changed_since or since, until, on, as_of, source, literal=literal)
    subject = narrowed.question(topic, today=today())
    narrows = subject.filters.by_date or subject.filters.sources
    if (articles and topic) or not (articles or topic or narrows):
        raise UsageError(
            "Name articles to summarise, or a --topic, or a time with --since or --on.",
            hint="See `assistant summarize --help`.",
        )
    with answering(
        context,
        library,
        filters=subject.filters,
        model=model,
        profile=profile,
        no_model=no_model,
        no_record=no_record,
        strict=strict,
    ) as opened:
        subject = opened.answers.read(subject, topic=True)
        with telling_of_requests() as telling:
            answer = opened.answers.summarise(
                subject,
                articles=articles or [],
                length=sentences or length,
                changed=bool(changed_since),
                telling=telling,
            )
        finish(answer, opened, files, "summarize", as_json=as_json, full=full, bullets=bullets)


@handed_on
def compare_command(
    context: typer.Context,
    topic: Annotated[
        list[str] | None, typer.Argument(metavar="TOPIC", help="What it is about; without it, the main stories.")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="A source, by its name or a short form; at least two."),
    ] = None,
    length: options.SummaryLength = Length.MEDIUM,
    library: options.Library = None,
    since: options.Since = None,
    until: options.Until = None,
    on: options.On = None,
    as_of: options.AsOf = None,
    literal: options.Literal = False,
    model: options.Model = None,
    profile: options.Profile = None,
    no_model: options.NoModel = False,
    strict: options.Strict = False,
    no_record: options.NoRecord = False,
    full: options.Full = False,
    as_json: options.Json = False,
    *,
    files: Files,
) -> None:
    """Compare what sources say, on a topic or in a time.

    What they all say, where they differ, and what only one of them says, each in its own words with its day. With a
    model, it reads whether one source's sentences bear out what another says.
    """
    narrowed = narrowing(since, until, on, as_of, source, literal=literal)
    subject = narrowed.question(" ".join(topic or []).strip(), today=today())
    if len(subject.filters.sources) < 2:
        raise UsageError(
            "A comparison takes at least two sources.",
            hint='Name them: assistant compare --source A --source B "TOPIC". `assistant status` lists the sources.',
        )
    with answering(
        context,
        library,
        filters=subject.filters,
        model=model,
        profile=profile,
        no_model=no_model,
        no_record=no_record,
        strict=strict,
    ) as opened:
        subject = opened.answers.read(subject, topic=True)
        with telling_of_requests() as telling:
            answer = opened.answers.compare(subject, length=length, telling=telling)
        finish(answer, opened, files, "compare", as_json=as_json, full=full, bullets=False)


def finish(
    answer: Answer, opened: Opened, files: Files, command: str, *, as_json: bool, full: bool, bullets: bool
) -> NoReturn:
    """Prints what a command summarised, or compared, keeps it and ends with its exit code."""
    from assistant.terminal.as_json import answer_json
    from assistant.terminal.handouts.from_summary import summary_handout
    from assistant.terminal.render_summary import render_summary

    if not files.take_stdout:
        print_result(as_json, answer_json, render_summary, answer, full=full, bullets=bullets)
    opened.answers.keep(answer, command)
    files.write(lambda: summary_handout(answer))
    raise typer.Exit(opened.code_of(answer))
