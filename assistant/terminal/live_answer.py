"""An answer while it is made. On a terminal that can be written over: words at once, faint until they are judged.

What is shown meanwhile is taken away at the end, when the caller prints the answer with its grades. Only what came of
an answer that is broken off stays, each sentence marked as not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.records.answers import Answer, Pending, Statement
from assistant.terminal.clean import clean_so_far
from assistant.terminal.layout import Style, line, parted, prose_width, wrap
from assistant.terminal.output import Screen, encodable, height_of
from assistant.terminal.render import (
    Render,
    completed_lines,
    render_answer,
    render_rest,
    render_watched,
    statement_line,
)
from assistant.terminal.statement_printer import StatementPrinter, print_at_once
from assistant.terminal.waiting import console, spinner, unseen_typing

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

OnStatement = Callable[[Statement], None]
OnPending = Callable[[Pending], None] | None
_LINES_WITHOUT_TERMINAL = 24


Ask = Callable[[OnStatement, OnPending], Answer]


def watched(
    ask: Ask, say: Callable[[str], object], screen: Screen, *, at_once: bool, completed: Sequence[str] = ()
) -> tuple[Answer, Render]:
    """The answer that `ask` gives, and what lays out the part of it that is not on the screen by then.

    `at_once`: its words are shown while they are written; where the screen cannot be written over, they stay.
    `completed` gets how a follow-up is understood, as soon as that is known.
    """
    if screen.redraws:
        answer = _answered_live(ask, say, screen, at_once=at_once, completed=completed)
        return answer, render_watched if at_once else render_answer
    if at_once and screen.live:
        return print_at_once(ask, say, screen), render_rest
    return ask(_nobody, None), render_answer


def _answered_live(
    ask: Ask, say: Callable[[str], object], screen: Screen, *, at_once: bool, completed: Sequence[str]
) -> Answer:
    """The answer; what came where that ends in an error is printed."""
    from rich.live import Live

    drawn = _Drawn(screen, completed)
    live = Live(console=console(screen), transient=True, get_renderable=drawn.shown)

    def show(statement: Statement) -> None:
        drawn.statements.append(statement)
        drawn.pending = Pending("")

    def pending(so_far: Pending) -> None:
        drawn.pending = so_far
        live.refresh()

    try:
        with unseen_typing(screen.stdin), live:
            return ask(show if at_once else _nobody, pending if at_once else None)
    except BaseException:  # whatever ended it, what the reader has read stays
        printer = StatementPrinter(say, screen)
        for statement in drawn.statements:
            printer.show(statement)
        printer.pending(drawn.pending)
        printer.end()
        raise


class _Drawn:
    """What has come of the answer."""

    def __init__(self, screen: Screen, completed: Sequence[str]) -> None:
        self._screen, self._completed = screen, completed
        self._searching, self._writing = spinner(screen, "Searching"), spinner(screen, "Writing and checking")
        self.statements: list[Statement] = []
        self.pending = Pending("")

    def shown(self) -> RenderableType:
        """As much of the end as there is room for, and the sign that the program is at work."""
        from rich.console import Group
        from rich.text import Text

        lines = self._lines()
        if not lines:
            return self._searching
        begun = self.statements or self.pending.text or self.pending.begun
        room = (height_of(self._screen.stdout) or _LINES_WITHOUT_TERMINAL) - 2
        faint = [Text(encodable(each.plain, self._screen.stdout), style=Style.FAINT.value) for each in lines[-room:]]
        return Group(*faint, self._writing if begun else self._searching)

    def _lines(self) -> list[Text]:
        said = [(each.paragraph, statement_line(each, marked=False)) for each in self.statements]
        begun = clean_so_far(self.pending.begun or self.pending.text)
        said += [(self.pending.paragraph, line(begun))] if begun.strip() else []
        paragraphs = [[text for _, text in group] for _, group in groupby(said, key=lambda each: each[0])]
        width = prose_width(self._screen.width)
        parts = [wrap(line(" ".join(each.plain for each in texts)), width) for texts in paragraphs]
        understood = [each for question in self._completed for each in completed_lines(question, width)]
        return [*understood, *parted(parts)]


def _nobody(_: Statement) -> None:
    """Without a model the answer comes all at once."""
