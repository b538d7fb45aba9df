"""The state of a chat in the terminal: the session that answers, the answers so far, and the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from assistant.records.answers import Answer, Citation, Pending, Statement
from assistant.records.kept import Kept, KeptRow
from assistant.records.questions import Filters
from assistant.terminal.layout import line, prose_width, rendered, wrap
from assistant.terminal.output import Screen, write
from assistant.terminal.render import Render, completed_lines, render_answer

if TYPE_CHECKING:
    from rich.text import Text

    from assistant.records.speech import Said


class ChatSession(Protocol):
    """The conversation behind the terminal; it keeps its own history of finished turns.

    Every method may raise AssistantError.
    """

    on_completed: Callable[[str], None] | None  # told how a follow-up is understood, before it is answered

    @property
    def shows_at_once(self) -> bool:
        """Whether answers may be shown while they are written."""
        ...

    @property
    def filters(self) -> Filters:
        """Those that hold for the next question."""
        ...

    @property
    def today(self) -> date:
        """The reader's own day."""
        ...

    @property
    def model(self) -> str | None:
        """The name of the chat model that writes; None where answers are the articles' own sentences."""
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

    def take_back(self) -> None:
        """The last question is as if it had not been asked, so that it can be asked again."""
        ...

    def narrow(self, filters: Filters, /) -> None:
        """Asks within other filters from now on."""
        ...

    def use_model(self, name: str | None, /) -> None:
        """Has answers written by another model, or by none."""
        ...

    def summarise(self, topic: str, article_ids: Sequence[str], /) -> Answer:
        """The summary of articles, or of what there is on a topic."""
        ...

    def timeline(self, topic: str, /) -> Answer:
        """The dated events of a topic."""
        ...

    def said(self, name: str, topic: str, /) -> Said:
        """What somebody said, on a topic or on any."""
        ...

    def check(self, text: str, /) -> Answer:
        """The reader's own text, sentence by sentence."""
        ...

    def names(self, beginning: str, /) -> Sequence[str]:
        """Sources, titles and ids of articles that begin so."""
        ...

    def describe(self) -> str:
        """One line on the library and the model."""
        ...

    def forget(self) -> None:
        """Begins a new conversation."""
        ...

    def past_answers(self, words: str, /) -> tuple[Sequence[tuple[KeptRow, Kept | None]], int]:
        """The newest past answers with these words, and how many there are in all."""
        ...

    def resume(self, number: int | None, /) -> Sequence[Kept]:
        """Goes on with the chat of this answer, or with the last; gives its answers, the oldest first."""
        ...


class ConversationEnds(Exception):
    """The reader leaves, or the other end of the output is closed, as by `| head`; it is no error."""


class Chat:
    """A conversation as it stands.

    `answers` are those so far, of summaries, timelines and checks too; `sources` what the last of them cites, or what
    was shown since, by which /open finds its article. `asked` is the last question, answered or not; `opened` the
    number of the source that was opened last.
    """

    def __init__(self, session: ChatSession, screen: Screen) -> None:
        self.session = session
        self.screen = screen
        self.answers: list[Answer] = []
        self.sources: Sequence[Citation] = ()
        self.asked: str | None = None
        self.opened: int | None = None
        self._render: Render = render_answer

    @property
    def last(self) -> Answer | None:
        """The last answer of this conversation."""
        return self.answers[-1] if self.answers else None

    @property
    def width(self) -> int:
        """Cells in a line of prose."""
        return prose_width(self.screen.width)

    def source(self, number: str) -> Citation | None:
        """The source of this number, as it is typed: 2, or [2]."""
        wanted = number.strip(" []")
        return next((each for each in self.sources if str(each.n) == wanted), None)

    def take(self, answer: Answer, render: Render = render_answer) -> None:
        """Makes an answer the last one: /sources, /open and /why speak of it, and `render` lays it out."""
        self.answers.append(answer)
        self._render = render
        self.show_sources_of(answer.citations or answer.nearest)

    def show_sources_of(self, citations: Sequence[Citation]) -> None:
        """Makes these what /open finds by their numbers."""
        self.sources, self.opened = citations, None

    def rendered(self, width: int | None = None) -> str:
        """The last answer as text for the screen; with a `width`, plain text to be used elsewhere."""
        if self.last is None:
            return ""
        return self._render(self.last, width=width or self.screen.width, colour=self.screen.colour and not width)

    def begin_anew(self) -> None:
        """Forgets what was asked and answered."""
        self.answers.clear()
        self.show_sources_of(())
        self.asked = None

    def say(self, text: str) -> None:
        """Prints finished text; raises ConversationEnds when nobody reads it."""
        if not write(text, self.screen.stdout):
            raise ConversationEnds

    def say_line(self, text: str) -> None:
        """Prints a sentence or two, wrapped."""
        self.say(rendered(wrap(line(text), self.width), colour=False))

    def say_completed(self, question: str) -> None:
        """Prints, dimly, how a follow-up is understood."""
        self.say_lines(completed_lines(question, self.width))

    def say_lines(self, lines: Sequence[Text]) -> None:
        """Prints laid out lines."""
        self.say(rendered(lines, colour=self.screen.colour))
