"""Statements, and the words of one that is still being written, to a screen that only ever grows.

Nothing is drawn again: words go out as soon as no more of the sentence can move a line break in front of them, and the
numbers follow when the sentence is complete. What the judge says of it comes after the whole answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.records.answers import Answer, Pending, Statement
from assistant.terminal.clean import clean_so_far
from assistant.terminal.layout import Style, cells, joined_lines, line, prose_width, rendered, sure_length, wrap
from assistant.terminal.output import Screen
from assistant.terminal.render import statement_line

if TYPE_CHECKING:
    from rich.text import Text

_NO_STATEMENT = "[not part of the answer]"
_NOT_JUDGED = "[not judged]"
_NONE_JUDGED = "[broken off: not judged]"


class StatementPrinter:
    """Prints the statements of one answer in flowing paragraphs; `at_once`: while they are written, not yet judged."""

    def __init__(self, say: Callable[[str], object], screen: Screen, *, at_once: bool = False) -> None:
        self._say = say
        self._colour = screen.colour
        self._width = prose_width(screen.width)
        self._at_once = at_once
        self._column = 0  # where the sentence began that is being printed
        self._paragraph: int | None = None  # of the last statement, while its line goes on
        self.printed = False  # whether there is anything on the screen
        self._shown = ""  # of the sentence that is being written, as it stands on the screen

    def pending(self, pending: Pending) -> None:
        """The words of the next statement, as far as they have come."""
        column = self._column if self._shown or pending.paragraph == self._paragraph else 0
        plain = joined_lines(self._wrapped(line(clean_so_far(pending.text)), column))
        sure = plain[: sure_length(plain)].rstrip()
        if sure.startswith(self._shown) and sure.strip():
            if not self._shown:
                self._begin(pending.paragraph)
            self._say(sure[len(self._shown) :])
            self._shown = sure

    def show(self, statement: Statement) -> None:
        """The statement with its numbers and, when it has been judged, its mark; of its words those not shown yet."""
        text = statement_line(statement, marked=not self._at_once)
        if self._shown and not self._goes_on(text, statement.paragraph):
            self._break_off(_NO_STATEMENT)
        if not self._shown:
            self._begin(statement.paragraph)
        wrapped = self._wrapped(text, self._column)
        self._say(rendered(_after(wrapped, len(self._shown)), colour=self._colour).removesuffix("\n"))
        self._column = cells(wrapped[-1].plain) + (self._column if len(wrapped) == 1 else 0)
        self._shown = ""

    def end(self) -> None:
        """Ends the last line; words that are no statement, of a reply that was broken off, are marked as such."""
        self._break_off(_NOT_JUDGED)
        if self._paragraph is not None:
            self._say("\n")

    def stop(self) -> None:
        """Ends what came of an answer that is broken off: nothing was judged of what is on the screen."""
        self.end()
        if self._at_once and self.printed:
            self._say(rendered([line((_NONE_JUDGED, Style.WARNING))], colour=self._colour))

    def _begin(self, paragraph: int) -> None:
        """Makes room for a statement: behind the one before it, or in a paragraph of its own."""
        if self._paragraph is not None and paragraph != self._paragraph:
            self._say("\n\n")
            self._column = 0
        self._paragraph, self.printed = paragraph, True

    def _wrapped(self, text: Text, column: int) -> list[Text]:
        return wrap(line(" ").append_text(text) if column else text, self._width, used=column)

    def _goes_on(self, text: Text, paragraph: int) -> bool:
        return paragraph == self._paragraph and joined_lines(self._wrapped(text, self._column)).startswith(self._shown)

    def _break_off(self, mark: str) -> None:
        """Says of words on the screen that they came to nothing."""
        if self._shown:
            last = self._shown.rpartition("\n")[2]
            used = cells(last) + (self._column if last == self._shown else 0)
            wrapped = wrap(line(" ").append_text(line((mark, Style.WARNING))), self._width, used=used)
            self._say(rendered(wrapped, colour=self._colour))
            self._shown, self._column, self._paragraph = "", 0, None


def print_at_once(
    ask: Callable[[Callable[[Statement], None], Callable[[Pending], None]], Answer],
    say: Callable[[str], object],
    screen: Screen,
) -> Answer:
    """The answer that `ask` gives, its statements printed while they are written, and an empty line after them."""
    printer = StatementPrinter(say, screen, at_once=True)
    try:
        answer = ask(printer.show, printer.pending)
    except BaseException:
        printer.stop()
        raise
    printer.end()
    say("\n" if printer.printed else "")
    return answer


def _after(lines: list[Text], length: int) -> list[Text]:
    """The lines without their first `length` characters, a line end counting as one."""
    rest = list(lines)
    while length > len(rest[0]):
        length -= len(rest.pop(0)) + 1
    return [rest[0][length:], *rest[1:]]
