"""What the chat in the terminal talks to: a conversation about a library, made ready while the reader types."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.index.library import Library
from assistant.records.answers import Answer, Pending, Statement
from assistant.records.articles import Article
from assistant.records.questions import Question
from assistant.settings import Settings
from assistant.wiring.answers import make_tools
from assistant.wiring.models import Warn, make_embedder, make_reranker, model_name

if TYPE_CHECKING:
    from assistant.answering.conversation import Conversation


class Session:
    """What the chat in the terminal talks to (terminal.chat_session.ChatSession).

    What answers is made ready while the reader types the first question, or for it.
    """

    def __init__(self, begin: Callable[[], Conversation], library: Library, model_name: str | None) -> None:
        self._begin, self.library, self._model_name = begin, library, model_name
        self._warming: Thread | None = None
        self.on_completed: Callable[[str], None] | None = None

    def warm(self, settings: Settings) -> None:
        """Loads in the background, once, what the first answer needs: 1.2 s of the processor's time."""
        if self._warming is None:
            self._warming = Thread(target=_load, args=(settings,), daemon=True)
            self._warming.start()

    @cached_property
    def conversation(self) -> Conversation:
        """The conversation, begun when it is first needed; raises UsageError for settings that cannot be used."""
        if self._warming is not None:
            self._warming.join()
        return self._begin()

    @property
    def shows_at_once(self) -> bool:
        """Whether the answers may be shown while they are written."""
        return self.conversation.tools.shows_at_once

    def ask(
        self,
        text: str,
        on_statement: Callable[[Statement], None],
        on_pending: Callable[[Pending], None] | None = None,
        /,
    ) -> Answer:
        """The checked answer to one line."""
        return self.conversation.ask(text, on_statement, on_pending, self.on_completed)

    def article(self, article_id: str, /) -> Article:
        """A whole article."""
        return self.library.article(article_id)[1]

    def describe(self) -> str:
        """One line on the library and the model."""
        from assistant.time.days_in_words import day_in_words

        count = self.library.catalogue.count("articles", "id NOT IN (SELECT id FROM replaced)")
        first, last = self.library.catalogue.published_span()
        span = f", {day_in_words(first)} to {day_in_words(last)}" if first and last else ""
        speaker = (
            f"answers written by {self._model_name}" if self._model_name else "answers in the articles' own sentences"
        )
        return f"{count:,} articles{span}; {speaker}."

    def forget(self) -> None:
        """Begins a new conversation."""
        self.conversation.forget()


def make_session(
    library: Library,
    settings: Settings,
    begun: Question,
    log: Callable[[Answer], None],
    *,
    with_model: bool,
    warn: Warn,
    waits: bool,
) -> Session:
    """A conversation about the library; where a reader `waits` for the prompt, its beginning is put off.

    Raises LibraryMissing for an empty library, and UsageError.
    """

    def begin() -> Conversation:
        from assistant.answering.conversation import Conversation

        return Conversation(make_tools(settings, library, with_model=with_model, warn=warn), begun, log)

    library.require_articles()
    session = Session(begin, library, model_name(settings) if with_model else None)
    if not waits:
        _ = session.conversation
    return session


def _load(settings: Settings) -> None:
    """Imports and loads what answers; what fails is told when it is needed."""
    import_module("assistant.answering.conversation")
    with suppress(AssistantError):
        make_embedder(settings)
        make_reranker(settings)
