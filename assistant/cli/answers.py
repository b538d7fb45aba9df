"""The commands that find and answer: search, ask."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assistant.cli import options
from assistant.cli.handing_on import Files, handed_on
from assistant.cli.history import Again, ask_again
from assistant.cli.opened import answering, narrowing, opening, today
from assistant.cli.printing import print_json, print_result, print_text
from assistant.errors import ExitCode

if TYPE_CHECKING:
    from assistant.cli.opened import Opened
    from assistant.records.answers import Answer


def search_command(
    context: typer.Context,
    question: Annotated[
        list[str], typer.Argument(metavar="QUESTION", help="Words or a question; - reads it from standard input.")
    ],
    library: options.Library = None,
    since: options.Since = None,
    until: options.Until = None,
    on: options.On = None,
    as_of: options.AsOf = None,
    source: options.Source = None,
    literal: options.Literal = False,
    limit: options.PassageLimit = None,
    per_article: Annotated[
        int, typer.Option("--per-article", metavar="NUMBER", min=1, help="How many of them may come from one article.")
    ] = 1,
    full: options.FullPassages = False,
    as_json: options.Json = False,
) -> None:
    """Show the passages that fit a question.

    Each with title, source, date and scores; nothing is answered.
    """
    asked = narrowing(since, until, on, as_of, source, literal=literal).read(
        " ".join(question), sys.stdin, today=today()
    )
    with opening(context, library, filters=asked.filters, for_answers=True, passages=limit) as opened:
        from assistant.terminal.as_json import found_json
        from assistant.terminal.render import render_passages

        found = opened.answers.search(opened.answers.read(asked), per_article=per_article)
        if as_json:
            print_json(found_json(found))
        else:
            look = opened.screen
            print_text(render_passages(found, width=look.width, colour=look.colour, full=full))
    raise typer.Exit(ExitCode.ANSWERED if found.passages else ExitCode.NOT_IN_ARTICLES)


@handed_on
def ask_command(
    context: typer.Context,
    question: Annotated[
        list[str] | None, typer.Argument(metavar="QUESTION", help="The question; - reads it from standard input.")
    ] = None,
    library: options.Library = None,
    since: options.Since = None,
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
    again: Annotated[
        int | None,
        typer.Option("--again", metavar="ID", help="Ask a past question again (`assistant history`), and compare."),
    ] = None,
    full: options.Full = False,
    as_json: options.Json = False,
    *,
    files: Files,
) -> None:
    """Answer a question, with exact quotations.

    With OPENAI_API_KEY, OPENAI_BASE_URL or --model a model writes the answer. Without one you get the articles' own
    sentences; several questions in one are answered one by one. Exit code 3: the articles do not say. Exit code 4:
    part of the answer is missing, or is marked as not confirmed or not judged.
    """
    typed = narrowing(since, until, on, as_of, source, literal=literal)
    words = " ".join(question or [])
    if again is not None:
        wanted = Again(
            again,
            words or None,
            typed,
            model=model,
            profile=profile,
            no_model=no_model,
            no_record=no_record,
            strict=strict,
            full=full,
        )
        ask_again(context, library, wanted, files, as_json=as_json)
    asked = typed.read(words, sys.stdin, today=today())
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
        from assistant.terminal.live_answer import watched
        from assistant.terminal.render import render_answer

        answers = opened.answers
        answering_now = partial(answers.ask, answers.read(asked))
        render: Callable[..., str] = render_answer
        if as_json or files.take_stdout:
            answer = answering_now()
        else:
            answer, render = watched(answering_now, print_text, opened.screen, at_once=answers.tools.shows_at_once)
        _finish(answer, opened, files, as_json=as_json, render=partial(render, full=full))


def _finish(answer: Answer, opened: Opened, files: Files, *, as_json: bool, render: Callable[..., str]) -> NoReturn:
    """Prints the answer, or what of it is not on the screen yet, keeps it and ends with its exit code."""
    from assistant.terminal.as_json import answer_json

    if not files.take_stdout:
        print_result(as_json, answer_json, render, answer)
    opened.answers.keep(answer, "ask")
    files.write_answer(answer)
    raise typer.Exit(opened.code_of(answer))
