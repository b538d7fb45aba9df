"""What answers questions about a library: tools, conversations, summaries, timelines, what was said."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, UsageError
from assistant.index.library import Library
from assistant.records.answers import Answer, Pending, Statement
from assistant.records.articles import Article
from assistant.records.questions import Question
from assistant.settings import Settings
from assistant.wiring.models import (
    Warn,
    make_embedder,
    make_model,
    make_order,
    make_reranker,
    model_name,
    require_embedder,
)

if TYPE_CHECKING:
    from assistant.answering.conversation import Conversation
    from assistant.answering.tools import Tools
    from assistant.records.speech import Said


def make_tools(
    settings: Settings, library: Library, *, with_model: bool, warn: Warn, per_article: int | None = None
) -> Tools:
    """What answering works with. Raises LibraryMissing for an empty library, UsageError for another embedder's."""
    from assistant.answering.searching.retrieve import SearchOptions
    from assistant.answering.tools import Tools
    from assistant.prompts import load_prompts

    embedder = make_embedder(settings)
    library.require_articles()
    require_embedder(library, settings, embedder)
    model = make_model(settings, settings.model) if with_model else None
    judge = make_model(settings, settings.judge_model) if model and settings.judge_model else model
    return Tools(
        library=library,
        embedder=embedder,
        prompts=load_prompts(library.root / settings.prompts if settings.prompts else None),
        search_options=SearchOptions(
            limit=settings.passages,
            per_article=per_article or settings.passages_per_article,
            recent_days=settings.date_prior_days,
            reranker=make_reranker(settings),
            order=make_order(settings, warn),
        ),
        model=model,
        answer_tokens=settings.answer_tokens,
        judge=judge if settings.verify == "model" else None,
        leave_out=settings.unconfirmed == "leave_out",
        words_suffice=settings.verify == "rules",
    )


class Session:
    """What the chat in the terminal talks to (terminal.chat_session.ChatSession).

    What answers is made ready while the reader types the first question, or for it.
    """

    def __init__(self, begin: Callable[[], Conversation], library: Library, model_name: str | None) -> None:
        self._begin, self.library, self._model_name = begin, library, model_name
        self._warming: Thread | None = None

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
        return self.conversation.ask(text, on_statement, on_pending)

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


def with_sources(question: Question, library: Library) -> Question:
    """The question with the whole names of the sources its filters call by short ones. Raises UsageError."""
    filters = question.filters
    if not filters.sources:
        return question
    called = library.as_of(filters.as_of).sources_called(filters.sources)
    return replace(question, filters=replace(filters, sources=called))


def summarise(subject: Question, tools: Tools, names: list[str], sentences: int) -> Answer:
    """The summary of the articles named, or, when none is, of the topic that is the subject's text."""
    from assistant.answering.summaries.summarise import summarise_articles, summarise_topic

    filters = subject.filters
    if names and (filters.by_date or filters.sources):
        raise UsageError(
            "--since, --until and --source choose among the articles on a topic.", hint="Name articles, or a --topic."
        )
    if not names:
        return summarise_topic(subject, tools, sentences=sentences)
    seen = tools.as_of(subject)
    chosen = [seen.library.article(name) for name in names]
    titles = "; ".join(article.title for _, article in chosen)
    return summarise_articles(chosen, replace(subject, text=titles), seen, sentences=sentences)


def timeline(question: Question, tools: Tools, warn: Warn, *, limit: int) -> Answer:
    """The events of the topic that is the question's text; of the whole library when it is empty.

    Raises LibraryError for a library none of whose articles has been read for dates, and warns of some.
    """
    from assistant.answering.timeline.timeline import make_timeline

    unread = tools.library.require_read("dates")
    if unread:
        from assistant.terminal.words import unread_for_dates_line

        warn(unread_for_dates_line(unread))
    return make_timeline(with_sources(question, tools.library), tools, limit=limit)


def said_by(
    name: str | None,
    question: Question,
    opened: tuple[Library, Settings],
    *,
    limit: int,
    every: bool,
    warn: Warn,
) -> Said:
    """What somebody said, on the topic that is the question's text; without a name, who speaks.

    Warns of articles that an interrupted `assistant index` has left unread: what is said there is not found.
    """
    from assistant.answering.speech.said import find_said, list_speakers
    from assistant.terminal.words import counted

    library, settings = opened
    library.require_articles()
    if unread := library.require_read("who says what"):
        verb = "is" if unread == 1 else "are"
        warn(f"{counted(unread, 'article')} {verb} not read for this yet; run `assistant index`.")
    asked = with_sources(question, library)
    if name is None:
        return list_speakers(asked, library, limit=limit)
    embedder = make_embedder(settings) if asked.text else None
    return find_said(name, asked, library, embedder, limit=limit, every=every)
