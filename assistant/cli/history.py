"""The commands on the record of what was asked: history with show, export and forget, and asking again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

from assistant.cli import options
from assistant.cli.handing_on import Files, handed_on
from assistant.cli.opened import answering, narrowing, opening, root, today
from assistant.cli.printing import is_confirmed, print_json, print_result, print_text, say, warn
from assistant.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from assistant.terminal.typed import Narrowing

Number = Annotated[int, typer.Argument(metavar="ID", help="Its number in `assistant history`.")]


def history_command(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help='All of these, in any form; "several words" in a row.'),
    ] = None,
    since: options.AnswerSince = None,
    until: options.AnswerUntil = None,
    limit: options.AnswerLimit = 20,
    library: options.Library = None,
    as_json: options.Json = False,
) -> None:
    """List past questions, newest first.

    WORDS are looked for in questions, answers and quotations; the passage that has them is shown. Days are counted in
    UTC. Exit code 3: there is none.
    """
    from assistant.terminal.render_history import history_json, render_history
    from assistant.wiring.record import list_answers

    typed = " ".join(words or [])
    if words and not any(character.isalnum() for character in typed):
        raise UsageError(f"{typed!r} has no word to look for.", hint="`assistant history` alone lists everything.")
    days = narrowing(since, until, None, None, None).filters(today())
    with opening(context, library) as opened:
        found, total = list_answers(opened.library, typed, (days.since, days.until), limit=limit)
        print_result(as_json, history_json, render_history, found, total)
        if typed.isdecimal():
            say(f"`assistant history show {typed}` shows answer {typed}.")
    raise typer.Exit(ExitCode.ANSWERED if found else ExitCode.NOT_IN_ARTICLES)


@handed_on
def show_command(
    context: typer.Context,
    number: Number,
    full: options.Full = False,
    library: options.Library = None,
    as_json: options.Json = False,
    *,
    files: Files,
) -> None:
    """Show a past answer as it was given, with its question and filters.

    `assistant recheck ID` says what of it no longer stands, `assistant ask --again ID` asks it anew.
    """
    from assistant.terminal.handouts.from_any import any_handout
    from assistant.terminal.render_history import kept_answer_json, render_kept
    from assistant.wiring.record import one_answer, with_texts

    with opening(context, library) as opened:
        row, kept, turns = one_answer(opened.library, number)
        if as_json:
            print_json(kept_answer_json(row, kept))
        elif not files.take_stdout:
            look = opened.screen
            print_text(render_kept(kept, turns, width=look.width, colour=look.colour, full=full))
        files.write(lambda: any_handout(with_texts(kept, opened.library).answer))


def export_command(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A new file; without one, prints.")] = None,
    library: options.Library = None,
) -> None:
    """Write the whole record as JSON, a line an answer, the oldest first."""
    from assistant.terminal.as_json import dumps_line
    from assistant.terminal.output import write_json
    from assistant.terminal.render_history import exported_line
    from assistant.terminal.rows_file import RowsFile
    from assistant.terminal.words import counted

    written = 0
    with opening(context, library) as opened, RowsFile(file) as rows:
        for row in opened.library.record.all():
            exported = dumps_line(exported_line(row))
            rows.write(exported)
            if file is None and not write_json(exported, sys.stdout):
                return
            written += 1
    if file is not None:
        say(f"{counted(written, 'answer')} written to {str(file)!r}.")


def forget_command(
    context: typer.Context,
    numbers: Annotated[list[int] | None, typer.Argument(metavar="ID", help="Numbers in `assistant history`.")] = None,
    before: Annotated[
        str | None, typer.Option("--before", metavar="DATE", help="All answers of an earlier day than this (UTC).")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All answers.")] = False,
    yes: options.Yes = False,
    library: options.Library = None,
    as_json: options.Json = False,
) -> None:
    """Erase past answers, with their questions.

    The library's file is written anew without them, so that their words are gone from it. What you typed in the chat
    to ask them is erased, too; with --all, everything that you typed there about this library.
    """
    from assistant.terminal.render_history import forgotten_json, render_forgotten
    from assistant.terminal.typed import one_day
    from assistant.terminal.words import counted
    from assistant.wiring.record import answers_to_forget, forget_answers

    if bool(numbers) + (before is not None) + everything != 1:
        raise UsageError("Give numbers, --before or --all, and one of them.", hint="See `assistant history --help`.")
    day = None if before is None else one_day(before)
    folder = root(context, library)
    chosen = answers_to_forget(folder, list(numbers or []), day, warn)
    if not yes and not is_confirmed(f"Erase {counted(len(chosen), 'answer')} from the record?"):
        say("Nothing was erased.")
        return
    forgotten = forget_answers(folder, chosen, day, everything=everything)
    print_result(as_json, forgotten_json, render_forgotten, forgotten)


OTHERS: Mapping[str, Callable[..., None]] = {
    "show": show_command,
    "export": export_command,
    "forget": forget_command,
}
ABOUT = """The record of your questions and their answers.

`assistant history [WORDS]` is short for `assistant history list [WORDS]`.
"""


class Again(NamedTuple):
    """What was typed with `ask --again`: the number of the past answer, and what else."""

    number: int
    question: str | None
    typed: Narrowing
    model: str | None
    profile: str | None
    no_model: bool
    no_record: bool
    strict: bool
    full: bool


def ask_again(context: typer.Context, library: Path | None, wanted: Again, files: Files, *, as_json: bool) -> NoReturn:
    """Asks a past question anew, within its own filters, and says what its answer has otherwise than then.

    Raises UsageError where a question, or something that narrows one, was typed as well.
    """
    from assistant.terminal.render import render_answer
    from assistant.terminal.render_again import again_json, render_changes
    from assistant.terminal.typed import Narrowing
    from assistant.wiring.record import ask_anew, question_to_ask_again

    if wanted.question is not None or wanted.typed != Narrowing():
        raise UsageError("--again asks a past question within its own filters.", hint="Give it without others.")
    with opening(context, library) as opened:
        then = question_to_ask_again(opened.library, wanted.number)
    asked = then.asked_anew(today())
    how = {name: getattr(wanted, name) for name in ("model", "profile", "no_model", "no_record", "strict")}
    with answering(context, library, filters=asked.filters, **how) as opened:
        changes = ask_anew(then, asked, opened.answers)
        if as_json:
            print_json(again_json(changes))
        elif not files.take_stdout:
            look = opened.screen
            print_text(render_answer(changes.again, width=look.width, colour=look.colour, full=wanted.full))
            print_text(render_changes(changes, width=look.width, colour=look.colour))
        files.write_answer(changes.again)
    raise typer.Exit(opened.code_of(changes.again))
