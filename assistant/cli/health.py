"""The commands that keep a library well: doctor, rebuild, backup, restore."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.opened import root, today
from assistant.cli.printing import is_confirmed, print_result, say, shows_progress
from assistant.errors import ExitCode


def doctor_command(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Save what can be read of a damaged catalogue; the rest is kept beside it.")
    ] = False,
    library: options.Library = None,
    as_json: options.Json = False,
) -> None:
    """Check the library, the settings and the bundled models.

    Every file and every row is read. One line each: ok, or what is wrong and what to do. Exit code 6: something is
    wrong.
    """
    from assistant.terminal.render_health import findings_json, render_findings
    from assistant.wiring.health import examine, repair_library

    folder = root(context, library)
    salvage = repair_library(folder) if repair else None
    findings = examine(folder)
    print_result(as_json, findings_json, render_findings, findings, salvage)
    raise typer.Exit(ExitCode.LIBRARY if any(each.fault for each in findings) else ExitCode.ANSWERED)


def rebuild_command(
    context: typer.Context,
    library: options.Library = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Make everything anew that is made of the articles' texts.

    No file is read. Answers, earlier versions and days set by hand stay.
    """
    from assistant.terminal.as_json import index_report_json
    from assistant.terminal.listing import render_index_report
    from assistant.terminal.progress import IndexProgress
    from assistant.wiring.health import rebuild

    with IndexProgress(sys.stderr, animated=shows_progress(), quiet=quiet) as progress:
        report = rebuild(
            root(context, library),
            lambda doing, done, total, articles: progress.update(done, total, doing, articles=articles),
            today(),
        )
    print_result(as_json, index_report_json, render_index_report, report)


def backup_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    library: options.Library = None,
    as_json: options.Json = False,
) -> None:
    """Write all that the library holds to one file.

    That can be done while it is in use. The file is read again after it is written. It holds the articles' texts,
    earlier versions, answers, days set by hand and vectors; not the articles' own files, nor assistant.toml.
    """
    from assistant.terminal.render_health import copied_json, render_copied
    from assistant.wiring.health import back_up

    copied = back_up(root(context, library), file.absolute(), force=force)
    print_result(as_json, copied_json, render_copied, copied, "Written:")


def restore_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `assistant backup` wrote.")],
    yes: options.Yes = False,
    library: options.Library = None,
    as_json: options.Json = False,
) -> None:
    """Put what a backup holds in the library's place.

    That can be done while it is read. The backup is checked first. What the library holds now is lost: back it up
    before.
    """
    from assistant.terminal.render_health import copied_json, render_copied
    from assistant.wiring.health import held_now, restore

    folder = root(context, library)
    if not yes and (held := held_now(folder)) and not is_confirmed(f"Replace what the library holds: {held}?"):
        say("Nothing was restored.")
        return
    copied = restore(folder, file.absolute())
    print_result(as_json, copied_json, render_copied, copied, "Restored from")
