"""The state of a chat in the terminal: the session that answers, the last answer, and the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.records.answers import Answer, Citation, Pending, Statement
from assistant.records.articles import Article
from assistant.terminal.layout import faint, line, prose_width, rendered, wrap
from assistant.terminal.output import Screen, write

if TYPE_CHECKING:
    from rich.text import Text


class ChatSession(Protocol):
    """The conversation behind the terminal; it keeps its own history of finished turns."""

    on_completed: Callable[[str], None] | None  # told how a follow-up is understood, before it is answered

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


class ConversationEnds(Exception):
    """The reader leaves, or the other end of the output is closed, as by `| head`; it is no error."""


class Chat:
    """A conversation as it stands: `answers` so far; `last` is the one that commands such as /sources speak of."""

    def __init__(self, session: ChatSession, screen: Screen) -> None:
        self.session = session
        self.screen = screen
        self.answers: list[Answer] = []

    @property
    def last(self) -> Answer | None:
        """The last answer of this conversation."""
        return self.answers[-1] if self.answers else None

    @property
    def width(self) -> int:
        """Cells in a line of prose."""
        return prose_width(self.screen.width)

    @property
    def sources(self) -> Sequence[Citation]:
        """What the last answer cites, or, where nothing answers, what comes nearest."""
        return (self.last.citations or self.last.nearest) if self.last else ()

    def say(self, text: str) -> None:
        """Prints finished text; raises ConversationEnds when nobody reads it."""
        if not write(text, self.screen.stdout):
            raise ConversationEnds

    def say_line(self, text: str) -> None:
        """Prints a sentence or two, wrapped."""
        self.say(rendered(wrap(line(text), self.width), colour=False))

    def say_completed(self, question: str) -> None:
        """Prints, dimly, how a follow-up is understood."""
        self.say_lines(faint(f"→ {question}", self.width))

    def say_lines(self, lines: Sequence[Text]) -> None:
        """Prints laid out lines."""
        self.say(rendered(lines, colour=self.screen.colour))
