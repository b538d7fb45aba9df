"""A library open for questions: what the command line, `assistant mcp` and other programs ask (docs/python.md)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from assistant.records.questions import Filters, Question
from assistant.records.summaries import Length
from assistant.wiring.library import blaming_damage, keep_answer, open_index, warn_of_days
from assistant.wiring.models import Warn

if TYPE_CHECKING:
    from assistant.answering.summaries.requests import Telling
    from assistant.answering.tools import Tools
    from assistant.index.library import Library
    from assistant.records.answers import Answer, Found, Pending, Statement
    from assistant.records.articles import Article
    from assistant.records.drafts import OwnDraft
    from assistant.records.speech import Said
    from assistant.settings import Settings

EVENTS, STATEMENTS = 30, 20
Day = str | date


class Narrow(TypedDict, total=False):
    """What narrows a question: days as dates, or in words such as "2024-08-01", "July 2024" or "last week".

    `since`, `until` and `on` are days of publication, of a timeline those of the events. `as_of` is the day the
    question is asked as on: nothing published later is seen. `sources` are names of outlets, or short forms of them.
    `literal`: words of the question, such as "latest", narrow nothing.
    """

    since: Day | None
    until: Day | None
    on: Day | None
    as_of: Day | None
    sources: Sequence[str]
    literal: bool


def open_library(
    folder: str | Path | None = None,
    *,
    model: str | None = None,
    profile: str | None = None,
    with_model: bool = True,
    warn: Warn | None = None,
) -> OpenLibrary:
    """Opens the library of a folder, else the one that the command line would use in the working folder.

    Settings, keys and the model are found as the command line finds them; `model` and `profile` stand in for those,
    and without `with_model` answers are the articles' own sentences. `warn` is told in one line each what a reader
    should know, else the logger "assistant" is.

    Raises AssistantError, of whose kinds LibraryMissing, LibraryDamaged and UsageError are the likely ones.
    """
    from assistant.settings import find_root, load_settings, unallowed_line

    tell = warn or logging.getLogger("assistant").warning
    root = find_root(Path(folder) if folder is not None else None)
    if line := unallowed_line(root):
        tell(line)
    return OpenLibrary(root, load_settings(root, model=model, profile=profile), warn=tell, with_model=with_model)


class OpenLibrary:
    """A library open for questions, by one thread; close it, or use it in a `with` block.

    A question or a topic is a text with what narrows it, or a Question that `read` has given. Every method raises
    AssistantError: UsageError for what cannot be asked, LibraryError for a library that cannot be read.
    """

    def __init__(self, root: Path, settings: Settings, *, warn: Warn, with_model: bool = True) -> None:
        """Opens the library of the folder `root`. Raises LibraryMissing and LibraryDamaged."""
        self.root, self.settings = root, settings
        self._warn, self._with_model = warn, with_model
        self._told: set[Filters] = set()
        with ExitStack() as closing:
            closing.enter_context(blaming_damage(root))
            self.index = open_index(root, warn, settings)
            closing.callback(self.index.close)
            self._closing = closing.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._closing.__exit__(*raised)  # type: ignore[arg-type]

    def close(self) -> None:
        """Gives back the files that are open."""
        self._closing.close()

    @cached_property
    def tools(self) -> Tools:
        """What answers. Raises LibraryMissing for an empty library and UsageError for settings that name nothing."""
        from assistant.wiring.answers import make_tools

        return make_tools(self.settings, self.index, with_model=self._with_model, warn=self._warn)

    def read(self, question: str | Question, *, topic: bool = False, **narrow: Unpack[Narrow]) -> Question:
        """The question as it is meant: with its days, the whole names of its sources, and the words of the articles.

        What it takes for slips is said. Every other method does this with a text; a Question it takes as it is.
        """
        from assistant.wiring.answers import as_meant

        asked = self._narrowed(question, narrow)
        return as_meant(asked, self.index.as_of(asked.filters.as_of), self._warn, topic=topic)

    def ask(
        self,
        question: str | Question,
        on_statement: Callable[[Statement], None] | None = None,
        on_pending: Callable[[Pending], None] | None = None,
        **narrow: Unpack[Narrow],
    ) -> Answer:
        """The checked answer; the two callbacks are told what comes of it meanwhile, as answering.pipeline.ask says."""
        from assistant.answering.pipeline import ask

        return ask(self._asked(question, narrow), self.tools, on_statement, on_pending)

    def search(
        self, question: str | Question, *, limit: int | None = None, per_article: int = 1, **narrow: Unpack[Narrow]
    ) -> Found:
        """The passages that fit, best first; `limit`, else the setting `passages`, is how many at most."""
        from assistant.answering.pipeline import find
        from assistant.records.answers import Found, LeftOut

        options = self.tools.search_options
        options = replace(options, limit=limit or options.limit, per_article=per_article)
        query, found = find(self._asked(question, narrow), replace(self.tools, search_options=options))
        left_out = LeftOut(undated_articles=found.undated_articles)
        return Found(query.question, found.passages, query.understood, left_out)

    def check(
        self,
        draft: str | Path | OwnDraft,
        asked: Question | None = None,
        *,
        on_checked: Callable[[int, int], None] | None = None,
        **narrow: Unpack[Narrow],
    ) -> Answer:
        """Every sentence of a text, or of a file with one, graded; `on_checked` is told how many of how many are.

        "Yesterday" is counted from the day that `asked`, or `as_of`, is asked as on.
        """
        from assistant.answering.drafts.check_draft import check_draft
        from assistant.articles.drafts.draft_file import read_draft, read_typed

        if isinstance(draft, str):
            draft = read_typed(draft)
        elif isinstance(draft, Path):
            draft = read_draft(str(draft))
        about = self._narrowed(asked or draft.name, narrow)
        return check_draft(draft, about, self.tools, on_checked or _nobody)

    def summarise(
        self,
        topic: str | Question = "",
        *,
        articles: Sequence[str] = (),
        length: Length | int = Length.MEDIUM,
        changed: bool = False,
        telling: Telling | None = None,
        **narrow: Unpack[Narrow],
    ) -> Answer:
        """The summary of the articles named by id, path or title, else of a topic, else of what the days hold.

        `length` may be about how many sentences. `changed`: only what is new since the first day, or told otherwise.
        """
        from assistant.wiring.answers import summarise

        asked = self._about(topic, narrow)
        return summarise(asked, self.tools, list(articles), length, changed=changed, telling=telling)

    def compare(
        self,
        topic: str | Question = "",
        *,
        length: Length = Length.MEDIUM,
        telling: Telling | None = None,
        **narrow: Unpack[Narrow],
    ) -> Answer:
        """What at least two `sources` say of a topic, together and each alone."""
        from assistant.wiring.answers import compare

        return compare(self._about(topic, narrow), self.tools, length, telling=telling)

    def timeline(self, topic: str | Question = "", *, limit: int = EVENTS, **narrow: Unpack[Narrow]) -> Answer:
        """The dated events of a topic, else the most reported ones, in order."""
        from assistant.wiring.answers import timeline

        return timeline(self._about(topic, narrow), self.tools, self._warn, limit=limit)

    def said(
        self,
        name: str | None = None,
        topic: str | Question = "",
        *,
        limit: int = STATEMENTS,
        every: bool = False,
        **narrow: Unpack[Narrow],
    ) -> Said:
        """What somebody said, oldest first; without a name, who speaks. `every`: also where that is not certain."""
        from assistant.wiring.answers import said_by

        asked = self._narrowed(topic, narrow)
        opened = self.index.as_of(asked.filters.as_of), self.settings
        return said_by(name, asked, opened, limit=limit, every=every, warn=self._warn)

    def article(self, name: str) -> Article:
        """The article of this id, path or title."""
        return self.index.article(name)[1]

    def keep(self, answer: Answer, command: str) -> int | None:
        """Puts an answer into the record (`assistant history`), and gives its number; None by `record = false`.

        `command` is the one that gives such an answer: ask, summarize, compare, timeline or check.
        """
        return keep_answer(answer, self.index, self.settings, command)

    def seen(self, filters: Filters | None) -> Library:
        """The library as of the filters' day; that it holds later articles, or none so late, is said once."""
        seen = self.index.as_of(filters.as_of if filters else None)
        if filters and filters not in self._told:
            self._told.add(filters)
            warn_of_days(seen, filters, self._warn)
        return seen

    def _asked(self, question: str | Question, narrow: Narrow) -> Question:
        from assistant.terminal.typed import require_words

        if isinstance(question, Question):
            return question
        require_words(question)
        return self.read(question, **narrow)

    def _narrowed(self, question: str | Question, narrow: Narrow) -> Question:
        from assistant.wiring.answers import with_sources

        asked = question if isinstance(question, Question) else _typed(question, narrow)
        seen = self.seen(asked.filters)
        seen.require_articles()
        return with_sources(asked, seen)

    def _about(self, topic: str | Question, narrow: Narrow) -> Question:
        return topic if isinstance(topic, Question) else self.read(topic, topic=True, **narrow)


def _typed(text: str, narrow: Narrow) -> Question:
    from assistant.terminal.typed import Narrowing

    days = {name: str(value) for name, value in narrow.items() if isinstance(value, str | date)}
    sources, literal = tuple(narrow.get("sources", ())), narrow.get("literal", False)
    return Narrowing(**days, sources=sources, literal=literal).question(text.strip(), today=date.today())  # noqa: DTZ011


def _nobody(_done: int, _total: int) -> None:
    """For who wants the answer when it is whole."""
