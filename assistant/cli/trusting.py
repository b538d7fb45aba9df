"""The command that lets the settings of a folder act: trust."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.cli.printing import asked, print_text, screen
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.trust import SettingsFile


def trust_command(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="The folder of a library. Default: the nearest.")
    ] = None,
    library: options.Library = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the folders that you have allowed.")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="Take the permission back.")] = False,
) -> None:
    """Let the settings in a folder's assistant.toml act.

    Settings that run code, reach a server, or read outside the folder count only once you have allowed them here. What
    they do is shown first. When the file changes, you are asked to look again.
    """
    from assistant.settings import find_root, read_file, state_folder
    from assistant.trust import allow, allowed_folders, is_allowed
    from assistant.trust import revoke as take_back

    if listed and (revoke or folder):
        raise UsageError("--list lists every folder.", hint="Give it alone.")
    state = state_folder()
    if listed:
        lines = [f"{path}: {', '.join(names)}" for path, names in allowed_folders(state)]
        _print(lines or ["No folder is allowed."])
        return
    root = find_root(folder or library or context.obj)
    if revoke:
        if not take_back(state, root):
            raise UsageError(f"The folder {str(root)!r} is not allowed.", hint="`assistant trust --list` lists them.")
        _print([f"No longer allowed: {root}"])
        return
    found = read_file(root)
    if is_allowed(state, found):
        _print([f"Allowed already: {root}" if found.acting else f"Nothing in {root} needs your permission."])
        return
    _print(_what_it_does(root, found))
    if not yes and not asked("Allow this, until the file changes?"):
        raise UsageError("Nothing was allowed.", hint="`assistant trust --yes` allows it without a question.")
    allow(state, found)
    _print([f"Allowed, until the file changes: {root}"])


def _what_it_does(root: Path, found: SettingsFile) -> list[str]:
    lines = [f"assistant.toml in {root} sets:"]
    for each in found.acting:
        lines += [f"  {each.name} = {each.value}", f"      {each.effect}"]
    return lines


def _print(lines: list[str]) -> None:
    """Prints lines in which nothing from a stranger's file can act on the terminal, there within its width."""
    from assistant.terminal.layout import line, rendered, wrap

    look, laid_out = screen(), []
    for each in lines:
        width = look.width if look.live else len(each) * 2  # two cells a character at most
        laid_out += wrap(line(each.strip()), width, indent=len(each) - len(each.lstrip()))
    print_text(rendered(laid_out, colour=False))
