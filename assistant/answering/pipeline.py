"""A question to a checked answer: understand, retrieve, compose, judge, in this order and openly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.asking.scope import narrowed, with_understood, without_bounds
from assistant.answering.asking.understand import Query, needs_history, query_for, understand
from assistant.answering.checking.checking import Checker
from assistant.answering.comparing.differing_copies import within_limit
from assistant.answering.evidence.evidence import Citations
from assistant.answering.evidence.resolved_dates import resolved_between
from assistant.answering.quoting.compose_quotes import QuotedAnswer, quote_answer, with_each_source
from assistant.answering.quoting.lookups import count_mentions, find_speech
from assistant.answering.quoting.outside_filters import Telling, given_up, only_telling, search_beyond
from assistant.answering.quoting.subquestions import as_one, questions_in
from assistant.answering.searching.retrieve import Retrieved, retrieve
from assistant.answering.searching.retrieve_parts import count_undated, retrieve_parts
from assistant.answering.summaries.latest import News, find_news, quote_news
from assistant.answering.tools import OnPending, OnStatement, Stopwatch, Tools, added, tell_nobody
from assistant.answering.writing.compose_prose import new_delimiter
from assistant.answering.writing.settling import cited_only, in_place_of_prose
from assistant.answering.writing.thoughts import spoken
from assistant.answering.writing.writing import Listener, Task, write_answer
from assistant.prompts import Prompts
from assistant.records.answers import Answer, Citation, LeftOut, Note, NoteKind, Status
from assistant.records.evidence import Passage, Scores
from assistant.records.ports import ChatModel, Message, Role, Usage
from assistant.records.questions import Question

# Below this cosine a passage that holds none of the words has nothing to do with the question.
_LEAST_COSINE = 0.2
# A condensed question is one line.
_CONDENSED_TOKENS = 200


@dataclass(frozen=True, slots=True)
class _Asking:
    """What both ways of composing need; a model is shown all passages, quotations come from the first of them.

    `news` where the latest is asked for as such; `given` answers what is looked up: a count, or what somebody said;
    `telling` are the sentences that alone may answer, where not all may.
    """

    query: Query
    passages: Sequence[Passage]
    news: News | None
    tools: Tools
    watch: Stopwatch
    listener: Listener
    given: QuotedAnswer | None = None
    telling: Telling | None = None

    def quoted(self) -> QuotedAnswer:
        """The articles' own sentences that answer, or that come nearest."""
        with self.watch.step("compose"):
            if self.news is not None:
                return quote_news(self.news)
            asked, tools = without_bounds(self.query), self.tools

            def quote(passages: Sequence[Passage]) -> QuotedAnswer:
                return quote_answer(asked, passages, tools.embedder, tools.wishes.reranker)

            quoted = self.given or quote(within_limit(self.passages, tools.wishes.limit))
            if self.telling is not None:
                return only_telling(quoted, self.telling)
            if self.given is not None:
                return quoted
            related = [passage for passage in self.passages if _is_related(passage.scores)]
            named = dict.fromkeys(part.sources for part in self.query.understood.parts if part.sources)
            return with_each_source(quoted, list(named), related, quote)

    def confidence(self, quoted: QuotedAnswer) -> float | None:
        """How sure it is that the articles answer; not known of the newest ones, nor of what is looked up."""
        return None if self.news is not None or self.given is not None else quoted.confidence


def find(question: Question, tools: Tools) -> tuple[Query, Retrieved]:
    """The passages for a question, without answering it, and without those that have nothing to do with it.

    Where there are none within what the question's words ask for, all that its filters let through is searched.
    """
    seen = tools.as_of(question)
    with seen.library.at_one_moment():
        query = with_understood(understand(question), seen.library)
        found = _shown(retrieve_parts(query, seen.library, seen.embedder, seen.wishes), seen.wishes.limit)
        if found.passages or not query.understood.parts:
            return query, found
        return given_up(query), _shown(retrieve(query, seen.library, seen.embedder, seen.wishes), seen.wishes.limit)


def _shown(retrieved: Retrieved, limit: int) -> Retrieved:
    related = [_dated(passage) for passage in retrieved.passages[:limit] if _is_related(passage.scores)]
    return replace(retrieved, passages=tuple(related))


def _dated(passage: Passage) -> Passage:
    start, end = passage.sentences[0].start, passage.sentences[-1].end
    return replace(passage, dates=resolved_between(passage.article, start, end))


def _is_related(scores: Scores) -> bool:
    return scores.keyword is not None or (scores.dense or 0.0) >= _LEAST_COSINE


def ask(
    question: Question,
    tools: Tools,
    on_statement: OnStatement | None = None,
    on_pending: OnPending | None = None,
) -> Answer:
    """Answers a question; `on_statement` is told each statement of the answer, in order, when all is settled.

    With `on_pending`, where the tools allow it, it is told while a model writes: `on_pending` what is sure of a
    sentence, as it grows, `on_statement` the sentence when it is complete, before it is judged. The answer has the
    grades, and what the judge refused of what was told; where nothing of a model's is confirmed, it alone has the
    articles' own sentences that stand in the place of that.

    Raises the library's, the embedder's and the model's errors.
    """
    watch, seen = Stopwatch(), tools.as_of(question)
    questions = questions_in(question) if tools.model is None else []
    if len(questions) > 1:
        several = as_one(question, [ask(each, tools) for each in questions])
        for statement in several.statements:
            (on_statement or tell_nobody)(statement)
        return several
    usage = Usage()
    with watch.step("understand"):
        query = understand(question)
        if tools.model is not None and question.history and needs_history(question.text):
            query, usage = _condensed(query, tools.model, tools.prompts)
    with watch.step("retrieve"), seen.library.at_one_moment():
        query, given = count_mentions(with_understood(query, seen.library), seen.library)
        telling: Telling | None = None
        news = None if given else find_news(narrowed(query), seen.library, seen.embedder, seen.wishes)
        if given is None and news is None and tools.model is None:
            given, telling = find_speech(query, seen.library, seen.embedder)
        if given is not None or news is not None:
            found = Retrieved(news.passages if news else (), count_undated(query, seen.library))
        else:
            found = retrieve_parts(query, seen.library, seen.embedder, seen.for_evidence)
        newest = seen.library.catalogue.newest(narrowed(query).question.filters)
    begun = Answer(
        Status.NOT_IN_ARTICLES,
        question,
        query.standalone,
        left_out=LeftOut(undated_articles=found.undated_articles),
        usage=usage,
        understood=replace(query.understood, latest=_tells_latest(news) or query.understood.latest),
        newest=newest,
    )
    listener = Listener(on_statement or tell_nobody, on_pending if tools.shows_at_once else None)
    asking = _Asking(query, found.passages, news, seen, watch, listener, given, telling)
    answer = _compose(begun, asking)
    if answer.status is Status.NOT_IN_ARTICLES and query.understood.parts and not answer.refused:
        answer = _answer_beyond(replace(begun, usage=answer.usage), asking)
    return replace(answer, seconds=watch.seconds)


def _tells_latest(news: News | None) -> bool:
    return news is not None and not news.of_then


def _compose(begun: Answer, asking: _Asking) -> Answer:
    model = asking.tools.model
    return _quote(begun, asking) if model is None or not asking.passages else _write(begun, asking, model)


def _answer_beyond(begun: Answer, asking: _Asking) -> Answer:
    """The second attempt, which gives up the parts of what was understood, and says so."""
    seen, query = asking.tools, given_up(asking.query)
    with asking.watch.step("retrieve"), seen.library.at_one_moment():
        beyond = search_beyond(query, seen.library, seen.embedder, seen.for_evidence)
        given, silent = (None, None) if seen.model else find_speech(query, seen.library, seen.embedder)
    wider = replace(
        begun,
        understood=replace(begun.understood, given_up=True),
        left_out=LeftOut(),
        newest=seen.library.catalogue.newest(query.question.filters),
    )
    everywhere = replace(asking, query=query, passages=beyond.passages, news=None, given=given, telling=silent)
    nearest = everywhere.quoted()
    # Where the articles contradict the time itself, that is said with the answer, and misleads nobody.
    limits = beyond.telling is not None and not _contradicts(nearest)
    telling = beyond.telling if silent is None else silent
    second = replace(everywhere, passages=beyond.may_answer, telling=telling) if limits else everywhere
    answer = _compose(wider, second)
    if answer.status is not Status.NOT_IN_ARTICLES or not limits:
        return answer
    return replace(_not_answered(wider, nearest), model=answer.model, usage=answer.usage)


def _contradicts(quoted: QuotedAnswer) -> bool:
    return any(remark.kind is NoteKind.PREMISE for remark in quoted.remarks)


def _quote(begun: Answer, asking: _Asking) -> Answer:
    """The answer in the articles' own sentences."""
    quoted = asking.quoted()
    answer = _quotations(begun, quoted, asking)
    if not answer.statements:
        return _not_answered(answer, quoted)
    for statement in answer.statements:
        asking.listener.statement(statement)
    return replace(answer, status=asking.tools.status_of(answer.statements))


def _quotations(begun: Answer, quoted: QuotedAnswer, asking: _Asking, told: Sequence[Citation] = ()) -> Answer:
    """The articles' own sentences that answer, with their numbers and notes; none where they do not.

    Numbers that a reader has been `told` already stay; others follow them.
    """
    checker = Checker(quoted.evidence, given=told)
    statements = tuple(replace(checker.quoted(each), grade=quoted.grade) for each in quoted.draft.statements)
    answer = replace(begun, confidence=asking.confidence(quoted))
    if not statements:
        return answer
    notes = tuple(checker.note(remark) for remark in quoted.remarks)
    citations = cited_only([*statements, *notes], checker.citations())
    return replace(answer, statements=statements, citations=citations, notes=notes)


def _write(begun: Answer, asking: _Asking, model: ChatModel) -> Answer:
    """The answer in a model's words."""
    written = write_answer(
        Task(asking.query, asking.passages, begun.newest),
        tools=asking.tools,
        model=model,
        watch=asking.watch,
        listener=asking.listener,
    )
    left_out = replace(written.left_out, undated_articles=begun.left_out.undated_articles)
    answer = replace(
        begun, model=model.name, usage=added(begun.usage, written.usage), left_out=left_out, refused=written.refused
    )
    quoted = asking.quoted()
    if not written.statements:
        if not written.refused:
            return _not_answered(answer, quoted)
        said = _quotations(answer, quoted, asking, written.citations)
        return in_place_of_prose(said if said.statements else _not_answered(said, quoted))
    citations = Citations(quoted.evidence, written.citations)
    premises = _premises(quoted, citations)
    return replace(
        answer,
        status=asking.tools.status_of(written.statements, left_out),
        statements=written.statements,
        citations=citations.all(),
        notes=(*premises, *written.notes),
        confidence=asking.confidence(quoted),
    )


def _condensed(query: Query, model: ChatModel, prompts: Prompts) -> tuple[Query, Usage]:
    """A follow-up rewritten by the model to stand alone; what cannot be used leaves ours."""
    question = query.question
    delimiter = new_delimiter()
    conversation = "\n".join(f"Reader: {turn.standalone}\nAnswer: {turn.answer}" for turn in question.history[-3:])
    prompt = prompts.condense.fill(
        delimiter=delimiter, conversation=conversation.replace(delimiter, ""), question=question.text
    )
    reply = model.reply([Message(Role.USER, prompt)], max_tokens=_CONDENSED_TOKENS)
    lines = spoken(reply).strip().splitlines()
    usable = len(lines) == 1 and 0 < len(lines[0]) <= 4 * len(question.text) + 200
    return (query_for(question, lines[0].strip()) if usable else query), reply.usage


def _not_answered(answer: Answer, quoted: QuotedAnswer) -> Answer:
    """The finding that the articles do not answer, with what came nearest and what the question takes for granted."""
    citations = Citations(quoted.evidence)
    citations.number(quoted.nearest)
    return replace(answer, notes=_premises(quoted, citations), nearest=citations.all())


def _premises(quoted: QuotedAnswer, citations: Citations) -> tuple[Note, ...]:
    """What the question takes for granted and the articles contradict, with its numbers among the citations."""
    return tuple(
        Note(remark.kind, remark.text, citations.number(remark.handles))
        for remark in quoted.remarks
        if remark.kind is NoteKind.PREMISE
    )
