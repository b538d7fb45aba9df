"""A conversation in the terminal: a line in, an answer out sentence by sentence, its sources one command away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.errors import AssistantError
from assistant.records.answers import Answer, Citation, Pending, Statement, Status
from assistant.records.articles import Article
from assistant.terminal.layout import Style, hang, line, prose_width, rendered, wrap
from assistant.terminal.line_reader import read_lines
from assistant.terminal.listing import render_article
from assistant.terminal.output import Screen, height_of, write
from assistant.terminal.render import (
    NOT_IN_ARTICLES,
    is_in_place_of_prose,
    judged_lines,
    note_lines,
    notes,
    opening_lines,
    source_lines,
)
from assistant.terminal.statement_printer import StatementPrinter
from assistant.terminal.words import listed

if TYPE_CHECKING:
    from rich.text import Text

_COMMANDS = {
    "/sources": "each quotation behind the last answer, with its article",
    "/open N": "the article of source N, with what was quoted marked",
    "/new": "forget the conversation so far",
    "/help": "these commands",
    "/quit": "leave (also /exit, Ctrl-D)",
}


class ChatSession(Protocol):
    """The conversation behind the terminal; it keeps its own history of finished turns."""

    @property
    def shows_at_once(self) -> bool:
        """Whether answers may be shown while they are written."""
        ...

    def ask(
        self,
        text: str,
        on_statement: Callable[[Statement], None],
        on_pending: Callable[[Pending], None] | None,
        /,
    ) -> Answer:
        """Answers; calls `on_statement` once for each statement of the answer, in order.

        With `on_pending` it may do so while the answer is written, each statement's words first, before any is judged.
        Where nothing of a model's is confirmed, the answer alone has what stands in its place.
        """
        ...

    def article(self, article_id: str, /) -> Article:
        """The whole article; raises AssistantError."""
        ...

    def describe(self) -> str:
        """One line on the library and the model."""
        ...

    def forget(self) -> None:
        """Begins a new conversation."""
        ...


def run_chat(session: ChatSession, screen: Screen, *, history_file: Path | None = None) -> None:
    """Reads and answers until the input ends or the reader leaves.

    An error ends its turn, not the conversation; so does Ctrl-C while an answer is made.
    """
    conversation = _Conversation(session, screen)
    try:
        conversation.greet()
        for text in read_lines(screen, history_file):
            if text in ("/quit", "/exit"):
                return
            conversation.turn(text)
    except _NobodyReads:
        return


class _NobodyReads(Exception):
    """The other end of the output is closed, as by `| head`: the conversation is over, and it is no error."""


class _Conversation:
    def __init__(self, session: ChatSession, screen: Screen) -> None:
        self._session = session
        self._screen = screen
        self._last: Answer | None = None  # what /sources and /open speak of

    def greet(self) -> None:
        width = prose_width(self._screen.width)
        greeting = wrap(line(self._session.describe()), width)
        greeting += wrap(line("Ask a question, or type /help."), width)
        self._say(rendered(greeting, colour=self._screen.colour) + "\n")

    def turn(self, text: str) -> None:
        try:
            if text.startswith("/"):
                self._obey(text)
            else:
                self._answer(text)
        except AssistantError as error:
            width = prose_width(self._screen.width)
            write(rendered(wrap(line(str(error)), width), colour=False), self._screen.stderr)
        except KeyboardInterrupt:
            self._say("\nCancelled.\n")
        self._say("\n")

    def _answer(self, text: str) -> None:
        at_once = self._screen.live and self._session.shows_at_once
        printer = StatementPrinter(self._say, self._screen, at_once=at_once)
        try:
            answer = self._session.ask(text, printer.show, printer.pending if at_once else None)
        finally:
            printer.end()
        width = prose_width(self._screen.width)
        self._last = answer
        if at_once:
            self._say_part(judged_lines(answer, width))
        if is_in_place_of_prose(answer):
            self._in_place_of_prose(answer, behind=printer.printed)
        if answer.status is Status.NOT_IN_ARTICLES:
            self._say(f"\n{NOT_IN_ARTICLES}\n" if printer.printed else f"{NOT_IN_ARTICLES}\n")
        for part in (notes(answer, width), source_lines(answer, width), note_lines(answer, width)):
            self._say_part(part)

    def _in_place_of_prose(self, answer: Answer, *, behind: bool) -> None:
        """The articles' own sentences, where nothing that a model wrote was confirmed; `behind` what it wrote."""
        opening = opening_lines(answer, prose_width(self._screen.width))
        self._say("\n" * behind + rendered(opening, colour=self._screen.colour))
        if answer.statements:
            self._say("\n")
        printer = StatementPrinter(self._say, self._screen)
        for statement in answer.statements:
            printer.show(statement)
        printer.end()

    def _say_part(self, part: Sequence[Text]) -> None:
        if part:
            self._say("\n" + rendered(part, colour=self._screen.colour))

    def _obey(self, text: str) -> None:
        command, _, argument = text.partition(" ")
        if command == "/sources":
            self._show_sources()
        elif command == "/open":
            self._open(argument.strip(" []"))
        elif command == "/new":
            self._session.forget()
            self._last = None
            self._say("A new conversation.\n")
        elif command == "/help":
            self._help()
        else:
            self._say_wrapped(f"{command} is not a command. /help lists them.")

    @property
    def _cited(self) -> Sequence[Citation]:
        return (self._last.citations or self._last.nearest) if self._last else ()

    def _show_sources(self) -> None:
        if self._last is None or not self._cited:
            self._say_wrapped("There are no sources yet: ask a question first.")
            return
        lines = source_lines(self._last, prose_width(self._screen.width), full=True)
        self._say(rendered(lines, colour=self._screen.colour))

    def _open(self, number: str) -> None:
        chosen = next((citation for citation in self._cited if str(citation.n) == number), None)
        if chosen is None:
            known = listed([str(citation.n) for citation in self._cited])
            self._say_wrapped(f"/open takes the number of a source: {known or 'ask a question first'}.")
            return
        article = self._session.article(chosen.article.id)
        marks = [(citation.start, citation.end) for citation in self._cited if citation.article.id == article.id]
        screen = self._screen
        height = height_of(screen.stdout)
        text = render_article(article, width=screen.width, colour=screen.colour, marks=marks)
        if screen.interactive and height is not None and text.count("\n") >= height:
            _page(render_article(article, width=screen.width, colour=False, marks=marks))
        else:
            self._say(text)

    def _help(self) -> None:
        widest = max(map(len, _COMMANDS)) + 2
        width = prose_width(self._screen.width)
        lines = []
        for command, meaning in _COMMANDS.items():
            label = line((command, Style.STRONG)).append(" " * (widest - len(command)))
            lines += hang(label, line(meaning), width)
        self._say(rendered(lines, colour=self._screen.colour))

    def _say_wrapped(self, text: str) -> None:
        self._say(rendered(wrap(line(text), prose_width(self._screen.width)), colour=False))

    def _say(self, text: str) -> None:
        if not write(text, self._screen.stdout):
            raise _NobodyReads


def _page(text: str) -> None:
    """Through the reader's pager; without colour, which not every pager shows as such."""
    import pydoc

    pydoc.pager(text)
