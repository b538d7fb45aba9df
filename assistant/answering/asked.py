"""The record that flows through the steps of `ask`, from the question as it was put to the finished answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from assistant.answering.asking.understand import Query
from assistant.answering.quoting.compose_quotes import Nearest, QuotedAnswer, Ranked
from assistant.answering.quoting.outside_filters import SentenceKeys, Unscoped
from assistant.answering.summaries.latest import News
from assistant.answering.tools import Stopwatch, Tools
from assistant.answering.writing.writing import Listener, Written
from assistant.records.answers import Answer, Citation, ModelFailure
from assistant.records.evidence import Evidence, Passage


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on its way to an answer; each step fills in what it finds and leaves the rest.

    `tools` are those of the question's day. `news` where the latest is asked for as such; `looked_up` answers without
    a search for sentences: a count, what somebody said, the news. `in_period` are the sentences that alone may answer,
    where not all may. A model is shown all `passages`; quotations come from the first of them, `ranked`. `unscoped` is
    what a second attempt found, which gives up the times and sources of the question, and `nearest_of_all` what lies
    nearest there, where only some of it may answer. `answer` is silence until something answers; `failure` says what
    kept a model from writing. `given` are numbers that a reader has seen already.
    """

    query: Query
    tools: Tools
    watch: Stopwatch
    listener: Listener
    answer: Answer
    passages: tuple[Passage, ...] = ()
    undated_articles: int = 0
    newest: date | None = None
    news: News | None = None
    looked_up: QuotedAnswer | None = None
    in_period: SentenceKeys | None = None
    unscoped: Unscoped | None = None
    ranked: Ranked | None = None
    nearest_of_all: Nearest | None = None
    written: Written | None = None
    failure: ModelFailure | None = None
    given: tuple[Citation, ...] = ()

    @property
    def nearest(self) -> Nearest:
        """What lies nearest to the question, however it was found."""
        if self.looked_up is not None:
            return self.looked_up.nearest
        return self.ranked.nearest if self.ranked is not None else Nearest(Evidence())

    def timed(self, name: str) -> AbstractContextManager[None]:
        """Adds the time spent inside to the seconds of the answer."""
        return self.watch.step(name)


Step = Callable[[Asked], Asked]
