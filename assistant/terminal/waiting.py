"""Where nothing can be shown yet: a sign on a terminal that the program is at work, and typing that waits its turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from assistant.terminal.output import Screen, encodable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.spinner import Spinner

_SIGNS = "⠋"  # of the spinner that most terminals can show


@contextmanager
def waiting(screen: Screen, what: str) -> Iterator[None]:
    """A spinner with what is being done, on a terminal that can be written over; it leaves nothing behind."""
    if not screen.redraws:
        yield
        return
    from rich.live import Live

    with unseen_typing(screen.stdin), Live(spinner(screen, what), console=console(screen), transient=True):
        yield


def console(screen: Screen) -> Console:
    """Rich's view of the screen; the text that it is given is laid out already."""
    from rich.console import Console

    return Console(file=screen.stdout, force_terminal=True, width=screen.width, highlight=False, markup=False)


def spinner(screen: Screen, what: str) -> Spinner:
    """A sign that turns, and what is being done."""
    from rich.spinner import Spinner

    signs = "dots" if encodable(_SIGNS, screen.stdout) == _SIGNS else "line"
    return Spinner(signs, text=encodable(f"{what} …", screen.stdout))


@contextmanager
def unseen_typing(stdin: TextIO) -> Iterator[None]:
    """What is typed meanwhile is not shown in the midst of the output, and waits for the next prompt."""
    try:
        import termios
    except ImportError:
        yield
        return
    try:
        place = stdin.fileno()
        before = termios.tcgetattr(place)
    except (OSError, ValueError, termios.error):  # no terminal
        yield
        return
    silent = [*before]
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(place, termios.TCSADRAIN, silent)
    try:
        yield
    finally:
        termios.tcsetattr(place, termios.TCSADRAIN, before)
