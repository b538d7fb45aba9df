"""The commands on what happened and what was said: timeline, said."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.handing_on import Files, handed_on
from assistant.cli.opened import answering, narrowing, opening, today
from assistant.cli.printing import print_result
from assistant.errors import ExitCode, UsageError


@handed_on
def timeline_command(
    context: typer.Context,
    topic: Annotated[
        list[str] | None,
        typer.Argument(metavar="TOPIC", help="What it is about; without it, the most reported events."),
    ] = None,
    library: options.Library = None,
    since: options.EventSince = None,
    until: options.EventUntil = None,
    on: options.EventOn = None,
    as_of: options.AsOf = None,
    source: options.Source = None,
    literal: options.Literal = False,
    limit: options.EventLimit = 30,
    model: options.Model = None,
    profile: options.Profile = None,
    no_model: options.NoModel = False,
    strict: options.Strict = False,
    no_record: options.NoRecord = False,
    as_json: options.Json = False,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="FILE.svg", help="Also draw the events by day and source.")
    ] = None,
    *,
    files: Files,
) -> None:
    """List dated events in order, each with its citation.

    Reports of one event make one line, which counts the sources. Plans are marked. --since, --until and --on
    limit the day of the event, --as-of that of the article. Exit code 3: the articles report no such event.
    """
    from assistant.terminal.as_json import answer_json
    from assistant.terminal.handouts.from_answer import timeline_handout
    from assistant.terminal.render_timeline import render_timeline
    from assistant.terminal.timeline_picture import require_picture, write_picture

    require_picture(picture, force=files.force)
    asked = narrowing(since, until, on, as_of, source, literal=literal).question(
        " ".join(topic or []).strip(), today=today()
    )
    with answering(
        context,
        library,
        filters=asked.filters,
        model=model,
        profile=profile,
        no_model=no_model,
        no_record=no_record,
        strict=strict,
    ) as opened:
        answer = opened.answers.timeline(opened.answers.read(asked, topic=True), limit=limit)
        if not files.take_stdout:
            print_result(as_json, answer_json, render_timeline, answer)
        opened.answers.keep(answer, "timeline")
        write_picture(answer, picture, force=files.force)
        files.write(lambda: timeline_handout(answer))
    raise typer.Exit(opened.code_of(answer))


@handed_on
def said_command(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A person or an organisation; without one, lists who speaks.")
    ] = None,
    topic: Annotated[list[str] | None, typer.Argument(metavar="TOPIC", help="Only what is said about this.")] = None,
    library: options.Library = None,
    since: options.Since = None,
    until: options.Until = None,
    on: options.On = None,
    as_of: options.AsOf = None,
    source: options.Source = None,
    limit: options.StatementLimit = 20,
    every: Annotated[bool, typer.Option("--all", help="Also show statements whose speaker is not certain.")] = False,
    as_json: options.Json = False,
    *,
    files: Files,
) -> None:
    """Show what somebody said, word for word and dated.

    Oldest first: quotations, and what the article gives in its own words, marked as reported. Exit code 3: nobody with
    that name says anything, or nothing about the topic.
    """
    from assistant.terminal.handouts.from_said import said_handout
    from assistant.terminal.render_said import render_said, render_speakers
    from assistant.terminal.said_json import said_json, speakers_json

    if name is not None and not name.strip():
        raise UsageError(
            "The name is empty.", hint="Name a person or an organisation; `assistant said` alone lists who speaks."
        )
    if name is None and files.are_named:
        raise UsageError("Only what somebody said is written to a file.", hint="Name a person or an organisation.")
    question = narrowing(since, until, on, as_of, source).question(" ".join(topic or []).strip(), today=today())
    with opening(context, library, filters=question.filters) as opened:
        said = opened.answers.said(name, question, limit=limit, every=every)
        if name is None:
            print_result(as_json, speakers_json, render_speakers, said)
        elif not files.take_stdout:
            print_result(as_json, said_json, render_said, said)
        files.write(lambda: said_handout(said))
    found = said.statements if name else said.speakers
    raise typer.Exit(ExitCode.ANSWERED if found else ExitCode.NOT_IN_ARTICLES)
