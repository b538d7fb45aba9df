"""The command that begins a conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.opened import narrowing, opening, today
from assistant.cli.printing import warn
from assistant.errors import UsageError


def chat_command(
    context: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="ID", help="With --resume: an answer of it, by `assistant history`.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the chat of ID; without one, the last.")] = False,
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
    no_record: options.NoRecord = False,
) -> None:
    """Ask one question after another.

    Follow-ups keep the subject; /help lists the commands that you can type. A chat that is resumed has the filters of
    its last question, unless others are given.
    """
    from assistant.records.questions import NO_FILTERS
    from assistant.settings import environment
    from assistant.terminal.chat import run_chat
    from assistant.terminal.output import in_whole_lines
    from assistant.wiring.chat import Session
    from assistant.wiring.library import chat_history_file
    from assistant.wiring.record import ChatRecord

    if number is not None:
        _require_number(number, resume=resume)
    begun = narrowing(since, until, on, as_of, source, literal=literal).question("", today=today())
    with opening(context, library, model=model, profile=profile, record=False if no_record else None) as opened:
        session = Session(
            opened.library,
            opened.settings,
            replace(begun, today=today()),
            ChatRecord(opened.library, opened.settings),
            with_model=not no_model,
            warn=warn,
        )
        turns = session.resume(int(number) if number else None) if resume else ()
        if turns and begun.filters != NO_FILTERS:
            session.narrow(begun.filters)
        if not opened.screen.interactive:
            _ = session.conversation  # what cannot be used is said before anything is asked
        history_file = chat_history_file(opened.settings, opened.library.root)
        screen = in_whole_lines(opened.screen, environment())
        run_chat(session, screen, history_file=history_file, on_prompt=session.warm, turns=turns)


def _require_number(typed: str, *, resume: bool) -> None:
    """Raises UsageError for what is no answer's number, or not wanted as one."""
    if not resume and typed.isdecimal():
        raise UsageError(f"{typed} is no question.", hint=f"Did you mean `assistant chat --resume {typed}`?")
    if not resume:
        raise UsageError(
            "A chat takes no question from the command line.", hint="Type it there, or `assistant ask` it."
        )
    if not typed.isdecimal():
        raise UsageError(f"--resume takes a number, not {typed!r}.", hint="`assistant history` shows the numbers.")
