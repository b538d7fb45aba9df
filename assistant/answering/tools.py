"""What every way of answering works with: the tools, the two callbacks, and the record of time and usage."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from assistant.answering.searching.by_words import WordReader
from assistant.answering.searching.retrieve import SearchOptions
from assistant.index.library import Library
from assistant.models.caching import KeptScores, KeptVectors
from assistant.prompts import Prompts
from assistant.records.answers import LeftOut, Pending, Statement, Status
from assistant.records.ports import ChatModel, Embedder, Usage
from assistant.records.questions import Question

OnStatement = Callable[[Statement], None]
OnPending = Callable[[Pending], None]
NOTHING = LeftOut()
# About the tokens of a passage of 100 words with its numbers, title and day; more passages than the most only distract.
_PASSAGE_TOKENS = 180
_MOST_PASSAGES = 40


@dataclass(frozen=True, slots=True)
class Tools:
    """What answering works with. `model` None: answers are the articles' own sentences.

    `judge` reads whether cited sentences say what a statement says; without one only words are compared.
    `leave_out`: a model's statement that is not confirmed is left out and counted, not marked. `words_suffice`: the
    reader chose that words alone are compared, and an answer is whole where no difference was found. `reads`: whether
    the embedder and the reranker were trained on texts in the script of a question, else its words are compared; None:
    on all.
    """

    library: Library
    embedder: Embedder
    prompts: Prompts
    search_options: SearchOptions
    model: ChatModel | None = None
    answer_tokens: int = 1_000
    judge: ChatModel | None = None
    leave_out: bool = False
    words_suffice: bool = False
    reads: Callable[[str], bool] | None = None

    def as_of(self, question: Question) -> Tools:
        """The same for one question: the library as of its day, if it has one, and no text embedded or read twice."""
        library, options = self.library.as_of(question.filters.as_of), self.search_options
        if self.reads is not None and not self.reads(question.standalone or question.text):
            options = replace(options, reranker=WordReader(library.commonness), order=None, by_words=True)
        reranker, order = (each and KeptScores(each) for each in (options.reranker, options.order))
        return replace(
            self,
            library=library,
            embedder=KeptVectors(self.embedder),
            search_options=replace(options, reranker=reranker, order=order),
        )

    @property
    def for_evidence(self) -> SearchOptions:
        """What is searched for an answer: where a model writes it, as many passages as fill half of its window."""
        if self.model is None:
            return self.search_options
        room = (self.model.window - self.answer_tokens) // 2 // _PASSAGE_TOKENS
        return replace(self.search_options, limit=max(self.search_options.limit, min(room, _MOST_PASSAGES)))

    @property
    def shows_at_once(self) -> bool:
        """Whether a model's sentences may be shown while they are written: what is left out cannot be taken back."""
        return self.model is not None and not self.leave_out

    def status_of(self, statements: Iterable[Statement], left_out: LeftOut = NOTHING) -> Status:
        """Answered when every statement may be relied on, and none is missing or was corrected since; else in part."""
        missing = left_out.broken_off + left_out.unconfirmed_statements + left_out.withdrawn_statements
        known = list(statements)
        relied_on = all(each.confirmed or (self.words_suffice and not each.differs) for each in known)
        corrected = any(each.contrary for each in known)
        return Status.ANSWERED if relied_on and not corrected and not missing else Status.PARTIAL


class Stopwatch:
    """Seconds by step, for the answer's record."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Adds the time spent inside to the step `name`."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began


def tell_nobody(statement: Statement) -> None:
    """For who wants the answer when it is whole."""


def added(first: Usage, second: Usage) -> Usage:
    """The usage of both; a count that one does not give is the other's."""

    def total(left: int | None, right: int | None) -> int | None:
        return right if left is None else left + (right or 0)

    return Usage(
        total(first.input_tokens, second.input_tokens),
        total(first.output_tokens, second.output_tokens),
        first.requests + second.requests,
    )
