"""What the chat in the terminal talks to: a conversation about a library, made ready while the reader types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, UsageError
from assistant.index.library import Library
from assistant.records.answers import Answer, Pending, Statement
from assistant.records.kept import Kept, KeptRow
from assistant.records.questions import Filters, Question
from assistant.settings import Settings
from assistant.wiring import answers
from assistant.wiring.library import warn_of_days
from assistant.wiring.models import Warn, load_model_library, make_embedder, make_reranker, model_name
from assistant.wiring.record import ChatRecord, list_answers

if TYPE_CHECKING:
    from assistant.answering.conversation import Conversation
    from assistant.records.speech import Said

_EVENTS = 30  # of a timeline, as for `assistant timeline`
_SAID = 20
_LISTED = 20  # of past answers, as for `assistant history`


class Session:
    """What the chat in the terminal talks to (terminal.chat_session.ChatSession).

    `library` is the whole one, of which each question sees what there was on its as-of day. What answers is made ready
    while the reader types the first question, or for it. `record` keeps every answer.
    """

    def __init__(
        self,
        library: Library,
        settings: Settings,
        begun: Question,
        record: ChatRecord,
        *,
        with_model: bool,
        warn: Warn,
    ) -> None:
        self.library, self._settings, self._record, self._warn = library, settings, record, warn
        self._begun = begun
        self.today = begun.today
        self.model = model_name(settings) if with_model else None
        self._warming: Thread | None = None
        self.on_completed: Callable[[str], None] | None = None
        self._narrowed(begun.filters)

    def warm(self) -> None:
        """Loads in the background, once, what the first answer needs: 1.2 s of the processor's time."""
        if self._warming is None:
            self._warming = Thread(target=_load, args=(self._settings, self.model), daemon=True)
            self._warming.start()

    @cached_property
    def conversation(self) -> Conversation:
        """The conversation, begun when it is first needed; raises UsageError for settings that cannot be used."""
        if self._warming is not None:
            self._warming.join()
        from assistant.answering.conversation import Conversation

        tools = answers.make_tools(
            self._settings, self.library, with_model=self.model is not None, warn=self._warn, name=self.model
        )
        return Conversation(tools, self._begun, self._record.keep)

    @property
    def shows_at_once(self) -> bool:
        """Whether the answers may be shown while they are written."""
        return self.conversation.tools.shows_at_once

    @property
    def filters(self) -> Filters:
        """Those that hold for the next question."""
        return self._begun.filters

    def ask(
        self,
        text: str,
        on_statement: Callable[[Statement], None],
        on_pending: Callable[[Pending], None] | None = None,
        /,
    ) -> Answer:
        """The checked answer to one line."""
        return self.conversation.ask(text, on_statement, on_pending, self.on_completed)

    def take_back(self) -> None:
        """The last question is as if it had not been asked, so that it can be asked again."""
        self.conversation.take_back()

    def narrow(self, filters: Filters) -> None:
        """Asks within other filters from now on. Raises UsageError for a source that no article has."""
        self._narrowed(filters)
        if "conversation" in self.__dict__:
            self.conversation.begun = self._begun

    def use_model(self, name: str | None) -> None:
        """Has answers written by another model, or by none. Raises UsageError, and ModelRefused without a key."""
        conversation = self.conversation
        conversation.tools = answers.with_model(conversation.tools, self._settings, name)
        self.model = name

    def summarise(self, topic: str, article_ids: Sequence[str], /) -> Answer:
        """The summary of articles, or of what there is on a topic."""
        tools = self.conversation.tools
        subject = self._question(topic)
        if article_ids:  # days and sources choose among the articles on a topic
            subject = replace(subject, filters=Filters(as_of=self.filters.as_of))
        return self._logged(answers.summarise(subject, tools, list(article_ids)), "summarize")

    def timeline(self, topic: str, /) -> Answer:
        """The dated events of a topic."""
        return self._logged(
            answers.timeline(self._question(topic), self.conversation.tools, self._warn, limit=_EVENTS), "timeline"
        )

    def said(self, name: str, topic: str, /) -> Said:
        """What somebody said, on a topic or on any."""
        opened = self._seen, self._settings
        return answers.said_by(name, self._question(topic), opened, limit=_SAID, every=False, warn=self._warn)

    def check(self, text: str, /) -> Answer:
        """The reader's own text, sentence by sentence. Raises UsageError for one that says nothing."""
        from assistant.answering.drafts.check_draft import check_draft
        from assistant.articles.drafts.draft_file import read_typed

        draft = read_typed(text)
        asked = self._question(draft.name)
        return self._logged(check_draft(draft, asked, self.conversation.tools, lambda _done, _total: None), "check")

    def names(self, beginning: str, /) -> Sequence[str]:
        """Sources, titles and ids of articles that begin so, in upper or lower case, a few of each."""
        return self._seen.names_beginning(beginning)

    def describe(self) -> str:
        """One line on the library and the model."""
        from assistant.time.days_in_words import day_in_words

        catalogue = self._seen.catalogue
        count = catalogue.count("articles", "id NOT IN (SELECT id FROM replaced)")
        first, last = catalogue.published_span()
        span = f", {day_in_words(first)} to {day_in_words(last)}" if first and last else ""
        speaker = f"answers written by {self.model}" if self.model else "answers in the articles' own sentences"
        return f"{count:,} articles{span}; {speaker}."

    def forget(self) -> None:
        """Begins a new conversation."""
        self.conversation.forget()
        self._record.begin_anew()

    def past_answers(self, words: str, /) -> tuple[Sequence[tuple[KeptRow, Kept | None]], int]:
        """The newest answers with these words, in any chat or none, and how many there are in all."""
        return list_answers(self.library, words, (None, None), limit=_LISTED)

    def resume(self, number: int | None, /) -> Sequence[Kept]:
        """Goes on with the chat of this answer, or with the last, within the filters of its last question.

        Gives its answers, the oldest first. Raises UsageError where there is none.
        """
        turns = self._record.resume(number)
        try:
            self.narrow(turns[-1].answer.question.filters)
        except UsageError as error:  # all articles of a source may be gone
            self._warn(f"The filters of that chat are not used. {error}")
        self.conversation.resume([each.answer for each in turns if each.is_question])
        return turns

    @property
    def _seen(self) -> Library:
        """The library as of the day that the conversation asks as on."""
        return self.library.as_of(self.filters.as_of)

    def _question(self, text: str) -> Question:
        return replace(self._begun, text=text)

    def _logged(self, answer: Answer, command: str) -> Answer:
        self._record.keep(answer, command)
        return answer

    def _narrowed(self, filters: Filters) -> None:
        seen = self.library.as_of(filters.as_of)
        seen.require_articles()
        asked = replace(self._begun, filters=filters, today=filters.as_of or self.today)
        self._begun = answers.with_sources(asked, self.library)
        warn_of_days(seen, filters, self._warn)


def _load(settings: Settings, model: str | None) -> None:
    """Imports and loads what answers; what fails is told when it is needed."""
    import_module("assistant.answering.conversation")
    with suppress(AssistantError):
        make_embedder(settings)
        make_reranker(settings)
    if model is not None:
        load_model_library()
