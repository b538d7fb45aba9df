"""The commands by which articles leave and the library is looked after: remove, status, watch."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import completing, options
from assistant.cli.opened import root, today
from assistant.cli.printing import is_confirmed, print_result, say, screen, shows_progress, warn
from assistant.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from datetime import date

    from assistant.records.removals import Removal
    from assistant.records.watching import WatchEvent


def remove_command(
    context: typer.Context,
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARTICLE", help="Ids (or their beginnings), paths or titles.", autocompletion=completing.articles
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="NAME",
            help="All articles of this source; may be repeated.",
            autocompletion=completing.sources,
        ),
    ] = None,
    before: Annotated[
        str | None, typer.Option("--before", metavar="DATE", help="All articles of an earlier day than this.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Let articles that you removed in again.")] = False,
    erase: Annotated[bool, typer.Option("--erase", help="Erase the text as well, and all earlier versions.")] = False,
    erase_answers: Annotated[
        bool, typer.Option("--erase-answers", help="Erase the kept answers that quote them as well.")
    ] = False,
    yes: options.Yes = False,
    library: options.Library = None,
    as_json: options.Json = False,
) -> None:
    """Remove articles from the library, not from the disk.

    They are no longer searched, listed or quoted, and indexing their files does not bring them back; --undo does. The
    text is kept as a withdrawn version unless --erase is given.
    """
    from assistant.terminal.progress import IndexProgress
    from assistant.terminal.render_removal import removal_json, render_removed, render_undone, undone_json
    from assistant.wiring.changing import find_removal, remove, undo_removal

    names, sources = list(articles or []), list(source or [])
    _require_one_way(names, by_filters=bool(sources or before), undo=undo, erases=erase or erase_answers)
    folder = root(context, library)
    with IndexProgress(sys.stderr, animated=shows_progress(), quiet=True) as progress:

        def tell(doing: str, done: int, total: int, read: int) -> None:
            progress.update(done, total, doing, articles=read)

        if undo:
            undone = undo_removal(folder, names, today(), tell, warn=warn)
            print_result(as_json, undone_json, render_undone, undone)
            raise typer.Exit(ExitCode.PARTIAL if undone.missing else ExitCode.ANSWERED)
        found = find_removal(folder, names, sources, _day(before), erase=erase, warn=warn)
        if not yes and not _is_confirmed(found, erase_answers=erase_answers):
            say("Nothing was removed.")
            return
        print_result(
            as_json, removal_json, render_removed, remove(folder, found, today(), tell, erase_answers=erase_answers)
        )


def watch_command(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH", help="Files and folders.")] = None,
    every: Annotated[
        float, typer.Option("--every", metavar="MINUTES", min=0.05, help="How often everything is looked through.")
    ] = 30,
    poll: Annotated[
        float | None,
        typer.Option("--poll", metavar="SECONDS", min=0.1, help="Look through the folders so often: a network drive."),
    ] = None,
    library: options.Library = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Index, and go on indexing what changes, until Ctrl-C.

    A line says what came, changed or went, and when. While another process indexes, a disk is full or a folder is
    gone, it waits and says so.
    """
    import signal
    from datetime import datetime

    from assistant.terminal.as_json import dumps_line
    from assistant.terminal.output import write, write_json
    from assistant.terminal.render_watch import watch_json, watch_line
    from assistant.wiring.changing import watch

    def tell(event: WatchEvent) -> None:
        now = datetime.now().astimezone()
        if as_json:
            read = write_json(dumps_line(watch_json(event, now)), sys.stdout)
        else:
            read = write(watch_line(event, now), sys.stdout)
        if not read:  # nobody listens any more
            raise KeyboardInterrupt

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    try:
        watch(
            *(root(context, library), [*(paths or [])], tell, lambda *_: None),
            today=today,
            every_minutes=every,
            poll_seconds=poll,
        )
    except KeyboardInterrupt:
        say("Ended.")


def status_command(context: typer.Context, library: options.Library = None, as_json: options.Json = False) -> None:
    """Show what the library holds and how it stands.

    How many articles, of which days and sources, how they are searched, when they were last read, what could not be
    read and what is unfinished; which model answers, and which settings are in force.
    """
    from assistant.terminal.render_status import render_status, status_json
    from assistant.wiring.changing import status

    print_result(as_json, status_json, render_status, status(root(context, library), today()))


def _require_one_way(names: list[str], *, by_filters: bool, undo: bool, erases: bool) -> None:
    if undo and (by_filters or erases or not names):
        raise UsageError("--undo takes the names of removed articles alone.", hint="`assistant status` lists them.")
    if bool(names) == by_filters:
        raise UsageError(
            "Give articles, or --source and --before, and not both.", hint="See `assistant remove --help`."
        )


def _day(typed: str | None) -> date | None:
    from assistant.terminal.typed import one_day

    return None if typed is None else one_day(typed)


def _is_confirmed(found: Removal, *, erase_answers: bool) -> bool:
    """Shows what is to be removed and asks."""
    from assistant.terminal.output import write
    from assistant.terminal.render_removal import render_removal
    from assistant.terminal.words import counted

    look = screen()
    if look.interactive:
        write(render_removal(found, width=look.width, colour=look.colour), sys.stderr)
    what = counted(len(found.articles), "article")
    how = " and erase the text" if found.erased else ""
    answers = f" and {counted(found.answers, 'kept answer')}" if erase_answers and found.answers else ""
    return is_confirmed(f"Remove {what}{how}{answers}?")
