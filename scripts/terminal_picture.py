"""What a command prints on a terminal of 80 columns, to one SVG file that needs nothing else."""

from __future__ import annotations

import io
import os
import pty
import shlex
import subprocess
import termios
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

_COLUMNS, _ROWS = 80, 60
_ERASED = "\x1b[2K"
# rich's own form without its fonts from the network; every line's width is given, so that any monospaced font fits.
_FORM = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-family: system-ui, sans-serif; font-size: 18px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g></g></svg>
"""


def picture_of_command(command: str, folder: Path, environment: Mapping[str, str]) -> str:
    """The SVG of the command line and all it prints, run in `folder`; raises CalledProcessError when it fails."""
    console = Console(record=True, width=_COLUMNS, file=io.StringIO())
    console.print(
        Text(f"$ {command}\n", style="bold"), Text.from_ansi(_on_terminal(command, folder, environment)), sep=""
    )
    return console.export_svg(title="assistant", theme=DIMMED_MONOKAI, code_format=_FORM, unique_id="answer")


def _on_terminal(command: str, folder: Path, environment: Mapping[str, str]) -> str:
    """What the command writes when its output is a terminal, with the escapes for colours."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (_ROWS, _COLUMNS))
    environ = {name: value for name, value in environment.items() if name != "NO_COLOR"} | {"TERM": "xterm-256color"}
    with subprocess.Popen(
        shlex.split(command), cwd=folder, env=environ, stdout=theirs, stdin=subprocess.DEVNULL
    ) as run:
        os.close(theirs)
        written = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    if run.returncode:
        raise subprocess.CalledProcessError(run.returncode, command)
    seen = written.decode().rpartition(_ERASED)[2]  # a turning sign came before, and was taken away
    return seen.replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux's way of saying that the other end is closed
        return b""
