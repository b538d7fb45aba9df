"""Settings to ready objects: the only file that chooses concrete classes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import settings as settings_file
from assistant.errors import UsageError
from assistant.index.library import LIBRARY_FOLDER, Library
from assistant.records.answers import Answer, Pending, Statement
from assistant.records.articles import Article
from assistant.records.ports import Embedder, Reranker
from assistant.records.questions import Question
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.answering.conversation import Conversation
    from assistant.answering.tools import Tools
    from assistant.index.indexing import IndexPlan, Progress
    from assistant.index.set_days import OwnDate
    from assistant.records.articles import IndexReport
    from assistant.records.ports import ChatModel
    from assistant.records.speech import Said
    from assistant.records.versions import Difference, History

Warn = Callable[[str], None]


def open_library(root: Path, warn: Warn) -> Library:
    """The library of a folder, for questions."""
    return Library(root, warn=warn)


def index(root: Path, given: list[Path], progress: Progress, today: date) -> IndexReport:
    """Brings the library of a folder up to date with the paths given, else with those its settings name."""
    from assistant.index.indexing import index_articles

    settings = settings_file.load_settings(root)
    return index_articles(given or _usual_paths(settings, root), _index_plan(settings, root, today), progress)


def set_day(root: Path, article: str, day: date | None, today: date, warn: Warn) -> tuple[Article, OwnDate]:
    """Sets the day of the article of this name, or takes back what was set; also what it gives for itself."""
    from assistant.index.dating import set_day

    settings = settings_file.load_settings(root)
    library = open_library(root, warn)
    try:
        article_id = library.article(article)[1].id
    finally:
        library.close()
    return set_day(article_id, day, _index_plan(settings, root, today))


def _index_plan(settings: Settings, root: Path, today: date) -> IndexPlan:
    from assistant.articles.metadata.published import DateOrder
    from assistant.index.indexing import IndexPlan

    return IndexPlan(
        root=root,
        folder=root / LIBRARY_FOLDER,
        embedder=make_embedder(settings),
        chunk_words=settings.chunk_words,
        tail_chunks=settings.tail_chunks,
        exclude=settings.exclude,
        readers=settings.readers,
        chroma_url=settings.chroma_url,
        today=today,
        date_order=DateOrder(settings.date_order),
    )


def make_tools(
    settings: Settings, library: Library, *, with_model: bool, warn: Warn, per_article: int | None = None
) -> Tools:
    """What answering works with. Raises LibraryMissing for an empty library, UsageError for another embedder's."""
    from assistant.answering.searching.retrieve import SearchOptions
    from assistant.answering.tools import Tools
    from assistant.prompts import load_prompts

    embedder = make_embedder(settings)
    library.require_articles()
    library.require_embedder(embedder.identity)
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


def make_embedder(settings: Settings) -> Embedder:
    """The embedder the setting names. Raises UsageError."""
    kind, _, name = settings.embedder.partition(":")
    if kind == "local" and not name:
        from assistant.models.local_embedder import bundled_embedder

        return bundled_embedder()
    if kind == "openai" and name:
        from assistant.models.openai_api import OpenAIEmbedder

        return OpenAIEmbedder(
            model=name, api_key=_key(settings), base_url=settings.base_url, timeout_seconds=settings.timeout_seconds
        )
    if kind == "llama-index" and name:
        from assistant.models.llama_embedder import LlamaEmbedder

        return LlamaEmbedder(name)
    raise UsageError(
        f"The setting embedder = {settings.embedder!r} names no embedder.",
        hint='It is "local", "openai:MODEL" or "llama-index:module:Class".',
    )


def make_reranker(settings: Settings) -> Reranker | None:
    """The bundled reranker, unless the setting says none. Raises UsageError."""
    kind, _, name = settings.reranker.partition(":")
    if settings.reranker == "none":
        return None
    if settings.reranker == "local" or (kind == "api" and name):
        from assistant.models.local_reranker import bundled_reranker

        return bundled_reranker()
    raise UsageError(
        f"The setting reranker = {settings.reranker!r} names no reranker.",
        hint='It is "local", "api:MODEL" or "none".',
    )


def make_order(settings: Settings, warn: Warn) -> Reranker | None:
    """The server that orders passages, when the setting names its model. Raises UsageError where it has no address."""
    kind, _, model = settings.reranker.partition(":")
    if kind != "api":
        return None
    variables, base_url, key = "RERANKER", settings.reranker_base_url, settings.reranker_api_key
    if base_url is None:
        variables, base_url, key = "OPENAI", settings.base_url, settings.api_key
    if base_url is None:
        raise UsageError(
            f"The setting reranker = {settings.reranker!r} needs the address of a server.",
            hint="Set RERANKER_BASE_URL, like http://localhost:8080.",
        )
    from assistant.models.openai_api import Caller
    from assistant.models.rerank_api import ApiReranker

    caller = Caller(
        model=model,
        api_key=key.get_secret_value() if key else None,
        base_url=base_url,
        timeout_seconds=settings.timeout_seconds,
        variables=variables,
    )
    return ApiReranker(caller, warn)


def make_model(settings: Settings, name: str | None) -> ChatModel | None:
    """The chat model of this name, when a key, an address or a model is set; else None."""
    if settings.model is None and settings.api_key is None and settings.base_url is None:
        return None
    from assistant.models.openai_api import OpenAIChat, default_model

    return OpenAIChat(
        model=name or default_model(),
        api_key=_key(settings),
        base_url=settings.base_url,
        window=settings.window_tokens,
        timeout_seconds=settings.timeout_seconds,
    )


@dataclass(frozen=True, slots=True)
class Session:
    """What the chat in the terminal talks to (terminal.chat_session.ChatSession)."""

    conversation: Conversation
    library: Library
    model_name: str | None

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
            f"answers written by {self.model_name}" if self.model_name else "answers in the articles' own sentences"
        )
        return f"{count:,} articles{span}; {speaker}."

    def forget(self) -> None:
        """Begins a new conversation."""
        self.conversation.forget()


def make_session(tools: Tools, begun: Question, log: Callable[[Answer], None]) -> Session:
    """A conversation about the library."""
    from assistant.answering.conversation import Conversation

    return Session(Conversation(tools, begun, log), tools.library, tools.model.name if tools.model else None)


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


def article_versions(name: str, library: Library) -> tuple[History, list[Difference]]:
    """The versions of an article, and what changed from each to the next."""
    from assistant.articles.differences import difference

    history = library.history(name)
    return history, [difference(old, new) for old, new in pairwise(history.articles)]


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


def keep_answer(answer: Answer, library: Library, settings: Settings) -> None:
    """Keeps an answer in the library, as the JSON that scripts get, unless the reader wants none kept."""
    from assistant.terminal.as_json import answer_json, dumps

    if settings.record:
        library.log_answer(answer.question.text, dumps(answer_json(answer)))


def chat_history_file(settings: Settings) -> Path | None:
    """Where the lines typed in the chat are kept, unless the reader wants none kept."""
    return settings_file.state_folder() / "chat_history" if settings.record else None


def _usual_paths(settings: Settings, root: Path) -> list[Path]:
    if settings.articles:
        return [root / path for path in settings.articles]
    if (root / "corpus").is_dir():
        return [root / "corpus"]
    raise UsageError(
        "There is nothing to index: no path is named.", hint="Name the folder of your articles: assistant index PATH."
    )


def _key(settings: Settings) -> str | None:
    return settings.api_key.get_secret_value() if settings.api_key else None
