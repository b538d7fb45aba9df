"""What answers questions about a library: tools, summaries, timelines, what was said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

from assistant.errors import LibraryError, UsageError
from assistant.index.library import Library
from assistant.language.scripts import is_latin
from assistant.patterns import lazy_pattern
from assistant.records.answers import Answer
from assistant.records.questions import Question
from assistant.records.summaries import Length
from assistant.settings import Settings, state_folder
from assistant.wiring.models import (
    Warn,
    load_model_library,
    make_embedder,
    make_model,
    make_order,
    make_reranker,
    model_name,
    require_embedder,
)

if TYPE_CHECKING:
    from assistant.answering.summaries.requests import Telling
    from assistant.answering.tools import Tools
    from assistant.records.speech import Said


_FEW = 4  # so few words may all be slips: a search is typed in a hurry
_WORD = lazy_pattern(r"[^\W\d_]+")
# About so many sentences make a short, a medium and a long summary.
_OF_ARTICLES = {Length.SHORT: 3, Length.MEDIUM: 6, Length.LONG: 12}
_OF_TOPIC = {Length.SHORT: 6, Length.MEDIUM: 12, Length.LONG: 24}
_OF_SECTION = {Length.SHORT: 2, Length.MEDIUM: 4, Length.LONG: 8}
_OF_PERIOD = {Length.SHORT: 5, Length.MEDIUM: 20, Length.LONG: 40}


def make_tools(
    settings: Settings,
    library: Library,
    *,
    with_model: bool,
    warn: Warn,
    per_article: int | None = None,
    name: str | None = None,
) -> Tools:
    """What answering works with; a model's `name` stands in for that of the settings.

    Raises LibraryMissing for an empty library, UsageError for another embedder's.
    """
    from assistant.answering.searching.retrieve import SearchOptions
    from assistant.answering.tools import Tools
    from assistant.prompts import load_prompts

    if with_model and model_name(settings):  # beside what is read and compared for the question
        Thread(target=load_model_library, daemon=True).start()
    embedder = make_embedder(settings)
    library.require_articles()
    require_embedder(library, settings, embedder)
    tools = Tools(
        library=library,
        embedder=embedder,
        prompts=load_prompts(library.root / settings.prompts if settings.prompts else None, _secret()),
        search_options=SearchOptions(
            limit=settings.passages,
            per_article=per_article or settings.passages_per_article,
            recent_days=settings.date_prior_days,
            reranker=make_reranker(settings),
            order=make_order(settings, warn),
        ),
        answer_tokens=settings.answer_tokens,
        leave_out=settings.unconfirmed == "leave_out",
        words_suffice=settings.verify == "rules",
        reads=is_latin if settings.embedder == "local" else None,  # both bundled models were trained on English
    )
    return _with_models(tools, settings, name or settings.model) if with_model else tools


def _secret() -> bytes | None:
    """The reader's own, with which delimiters are made; None where none can be kept."""
    from assistant.index.finding.server import read_secret

    with suppress(LibraryError):
        return read_secret(state_folder() / "prompts" / "secret")
    return None


def with_model(tools: Tools, settings: Settings, name: str | None) -> Tools:
    """The tools with the model of this name as writer, and as judge where the settings name no other; or with none."""
    if name is None:
        return replace(tools, model=None, judge=None)
    return _with_models(tools, settings.model_copy(update={"model": name}), name)


def _with_models(tools: Tools, settings: Settings, name: str | None) -> Tools:
    model = make_model(settings, name)
    judge = make_model(settings, settings.judge_model) if model and settings.judge_model else model
    return replace(tools, model=model, judge=judge if settings.verify == "model" else None)


def with_sources(question: Question, library: Library) -> Question:
    """The question with the whole names of the sources its filters call by short ones. Raises UsageError."""
    filters = question.filters
    if not filters.sources:
        return question
    called = library.as_of(filters.as_of).sources_called(filters.sources)
    return replace(question, filters=replace(filters, sources=called))


def as_meant(question: Question, library: Library, warn: Warn, *, topic: bool = False) -> Question:
    """The question with the words of the articles for those that no article holds and that are nearly the same.

    Each is named. A literal question stays as it is; of a question its text stays, of a topic not.

    A word that the bundled model knows is no slip, although no article may hold it. Where most words are strange, the
    question is in another language than the articles.
    """
    from assistant.language.words import stem
    from assistant.models.local_embedder import bundled_embedder

    words = list(dict.fromkeys(_WORD.findall(question.text)))
    missing = [word for word in words if not library.holds_word(word)]
    strange = [word for word in missing if not any(map(bundled_embedder().knows, (word, stem(word.lower()))))]
    if 2 * len(strange) > max(len(words), _FEW):
        return question
    text = question.standalone or question.text
    for word in strange:
        near = library.nearest_word(word)
        if near and question.literal:
            warn(f"No article has the word {word!r}. Did you mean {near!r}?")
        elif near:
            warn(f"No article has the word {word!r}, so it is read as {near!r} (not with --literal).")
            text = re.sub(rf"\b{re.escape(word)}\b", near, text)
    if text == question.text:
        return question
    return replace(question, text=text) if topic else replace(question, standalone=text)


def summarise(
    subject: Question,
    tools: Tools,
    names: list[str],
    sentences: int | Length = Length.MEDIUM,
    *,
    changed: bool = False,
    telling: Telling | None = None,
) -> Answer:
    """The summary of the articles named, else of the topic that is the subject's text, else of what its filters choose.

    `changed`: only what is new since the first day of the filters. `telling` hears of several requests before they are
    made, and how many are done.
    """
    from assistant.answering.summaries.period import summarise_period
    from assistant.answering.summaries.requests import SILENT
    from assistant.answering.summaries.summarise import summarise_articles, summarise_topic

    filters, told = subject.filters, telling or SILENT
    if names and (filters.by_date or filters.sources):
        raise UsageError(
            "--since, --until and --source choose among the articles on a topic.", hint="Name articles, or a --topic."
        )
    if names:
        seen = tools.as_of(subject)
        chosen = [seen.library.article(name) for name in names]
        about = replace(subject, text="; ".join(article.title for _, article in chosen))
        return summarise_articles(chosen, about, seen, sentences=_count(sentences, _OF_ARTICLES), telling=told)
    if subject.text:
        return summarise_topic(subject, tools, sentences=_count(sentences, _OF_TOPIC), changed=changed, telling=told)
    return summarise_period(subject, tools, sentences=_count(sentences, _OF_PERIOD), changed=changed, telling=told)


def compare(subject: Question, tools: Tools, length: Length, *, telling: Telling | None = None) -> Answer:
    """What the sources of the subject's filters say of the topic that is its text, together and each alone."""
    from assistant.answering.summaries.compare_sources import compare_sources
    from assistant.answering.summaries.requests import SILENT

    return compare_sources(subject, tools, most=_OF_SECTION[length], telling=telling or SILENT)


def _count(sentences: int | Length, of_length: Mapping[Length, int]) -> int:
    return of_length[sentences] if isinstance(sentences, Length) else sentences


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
