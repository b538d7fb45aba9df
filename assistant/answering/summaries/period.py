"""The articles of a time, without a topic, to a summary of what happened: by story, each with its sources."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from assistant.answering.checking.checking import Checker
from assistant.answering.comparing.differing_copies import twin_remarks
from assistant.answering.evidence.evidence import gather_evidence
from assistant.answering.evidence.near_duplicates import fold_copies
from assistant.answering.evidence.remarks import noted
from assistant.answering.summaries.coverage import cover, span_of
from assistant.answering.summaries.requests import SILENT, Telling, side_by_side
from assistant.answering.summaries.stories import Stories, Story, find_stories, told_before
from assistant.answering.summaries.summary_evidence import age, lead_of
from assistant.answering.summaries.summary_prose import Brief, SummaryWriter
from assistant.answering.summaries.summary_quotes import quote_summary
from assistant.answering.tools import OnStatement, Stopwatch, Tools, added, tell_nobody
from assistant.answering.writing.compose_prose import estimated_tokens, evidence_block
from assistant.answering.writing.failing import failure_of, in_place_of_prose
from assistant.answering.writing.settling import (
    Checked,
    Settling,
    only_declines,
    renumbered,
    settle,
    unnumbered,
)
from assistant.errors import ModelBrokeOff, ModelError
from assistant.index.library import Library
from assistant.records.answers import Answer, LeftOut, Statement, Status
from assistant.records.articles import Article
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, EvidenceArticle, Handle
from assistant.records.ports import ChatModel
from assistant.records.questions import Question
from assistant.records.summaries import Section
from assistant.records.verdicts import Grade

# Of a story the beginnings of so many articles are read, the most typical ones.
_READ = 12
# From so many sentences on, each story gets two.
_TWO_FROM = 10


@dataclass(frozen=True, slots=True)
class _Told:
    """One story with its evidence, the first part of which is article `offset` + 1 of the whole."""

    story: Story
    evidence: Evidence
    offset: int
    title: str
    articles: tuple[Article, ...]

    def restored(self, draft: DraftStatement) -> DraftStatement:
        """A statement on this story with the whole evidence's handles."""
        handles = tuple(Handle(handle.article + self.offset, handle.sentence) for handle in draft.handles)
        return replace(draft, handles=handles)


def summarise_period(
    question: Question,
    tools: Tools,
    *,
    sentences: int,
    changed: bool = False,
    on_statement: OnStatement | None = None,
    telling: Telling = SILENT,
) -> Answer:
    """What the articles that the filters let through report most, by story, in about so many sentences.

    `changed`: each story says since when it was told before the first day of the filters. Statements are told and
    errors raised as by `summarise_topic`; NOT_IN_ARTICLES where no article is let through.
    """
    tell, watch, seen = on_statement or tell_nobody, Stopwatch(), tools.as_of(question)
    library, filters = seen.library, question.filters
    library.require_sources(filters.sources)
    each = 2 if sentences >= _TWO_FROM else 1
    with watch.step("retrieve"):
        found = find_stories(filters, library)
        told = _with_evidence(found.stories[: max(1, sentences // each)], library)
        whole = Evidence(tuple(replace(part, number=number) for number, part in enumerate(_parts(told), start=1)))
        before = told_before([one.story for one in told], filters, library) if changed else {}
    begun = Answer(
        Status.NOT_IN_ARTICLES,
        question,
        question.text,
        left_out=LeftOut(undated_articles=library.catalogue.count_undated(filters), older_articles=found.older),
        newest=library.catalogue.newest(filters),
    )
    if not told:
        return replace(begun, seconds=watch.seconds)
    if seen.model is None:
        with watch.step("compose"):
            answer = _quoted(begun, told, whole, seen, each)
    else:
        try:
            answer = _written(begun, told, whole, (seen, seen.model, watch, telling), each)
        except ModelError as error:
            own = _quoted(replace(begun, model=seen.model.name), told, whole, seen, each)
            answer = in_place_of_prose(own, failure_of(error))
    for statement in answer.statements:
        tell(statement)
    notes, citations = noted(answer.statements, answer.citations, whole, twin_remarks)
    answer = replace(answer, citations=citations, notes=(*answer.notes, *notes))
    return replace(_with_sections(answer, told, found, before, library), seconds=watch.seconds)


def _with_sections(
    answer: Answer, told: Sequence[_Told], found: Stories, before: Mapping[int, date], library: Library
) -> Answer:
    """The answer by story: a heading above the statements of each."""
    sections = []
    for number, one in enumerate(told):
        begins = next((at for at, each in enumerate(answer.statements) if each.paragraph == number), None)
        if begins is not None:
            first, last = span_of(one.articles)
            sources = tuple(dict.fromkeys(article.source for article in one.articles if article.source))
            section = Section(one.title, begins, articles=one.story.reports, sources=sources, first=first, last=last)
            sections.append(replace(section, since_before=before.get(number)))
    keys = [key for story in found.stories for key in story.keys] + list(found.round_ups)
    coverage = cover(
        list(library.articles(keys).values()), sum(min(_READ, len(one.articles)) for one in told), answer.citations
    )
    return replace(answer, sections=tuple(sections), coverage=coverage)


def _with_evidence(stories: Sequence[Story], library: Library) -> list[_Told]:
    """Each story with the beginnings of its most typical articles, the oldest first, copies folded."""
    told: list[_Told] = []
    for story in stories:
        articles = library.articles(story.keys)
        read = [(key, articles[key]) for key in story.keys if key in articles][:_READ]
        leads = [lead for key, article in read if (lead := lead_of(key, article, library)) is not None]
        evidence = gather_evidence(fold_copies(sorted(leads, key=lambda lead: age(lead.article))))
        if evidence.articles:
            offset = told[-1].offset + len(told[-1].evidence.articles) if told else 0
            told.append(_Told(story, evidence, offset, read[0][1].title, tuple(articles.values())))
    return told


def _parts(told: Sequence[_Told]) -> list[EvidenceArticle]:
    return [part for one in told for part in one.evidence.articles]


def _quoted(begun: Answer, told: Sequence[_Told], whole: Evidence, tools: Tools, each: int) -> Answer:
    """Each story in its articles' own sentences."""
    checker = Checker(whole)
    statements = _in_place(told, (), checker, tools, each)
    status = tools.status_of(statements) if statements else Status.NOT_IN_ARTICLES
    return replace(begun, status=status, statements=tuple(statements), citations=checker.citations())


def _written(
    begun: Answer,
    told: Sequence[_Told],
    whole: Evidence,
    means: tuple[Tools, ChatModel, Stopwatch, Telling],
    each: int,
) -> Answer:
    """Each story in a model's words, written side by side, each sentence judged.

    A story that the model says nothing of, or nothing that is confirmed, is told in its articles' own sentences.
    """
    tools, model, watch, telling = means
    writers = [SummaryWriter(tools, model) for _ in told]
    briefs = [Brief(one.title, each, "the language of the articles") for one in told]
    tokens = sum(estimated_tokens(evidence_block(one.evidence, "")) for one in told)
    telling.planned(len(told), tokens)
    with watch.step("compose"):
        tasks = [partial(_drafts, writer, one, brief) for writer, one, brief in zip(writers, told, briefs, strict=True)]
        drafts = side_by_side(tasks, telling)
    checker = Checker(whole, begun.question.day)
    checked = [
        Checked(draft, checker.check(draft, paragraph=number))
        for number, own in enumerate(drafts)
        if not only_declines(own)
        for draft in own
    ]
    broken = sum(writer.broken_off for writer in writers)
    with watch.step("judge"):
        work = Settling("the news", whole, checker, tools, model)
        settled = settle(checked, work, whole=not broken)
    judged = tools.judge is not None
    good = [one for one in settled.statements if one.confirmed or not (judged or one.grade is Grade.NOT_CONFIRMED)]
    kept = [one for one in settled.statements if any(one.paragraph == other.paragraph for other in good)]
    with watch.step("compose"):
        kept += _in_place(told, {one.paragraph for one in kept}, checker, tools, each)
    statements, citations = renumbered(sorted(kept, key=lambda one: one.paragraph), checker.citations())
    refused = tuple(one for writer in writers for one in writer.refused)
    dropped = [one for one in settled.statements if one not in kept]
    left_out = replace(
        settled.left_out,
        undated_articles=begun.left_out.undated_articles,
        cut_sentences=sum(writer.cut_sentences for writer in writers),
        unread_sentences=sum(writer.unread_sentences for writer in writers),
        unknown_handles=checker.unknown_handles + sum(writer.unknown_handles for writer in writers),
        refused_statements=len(refused) + len(dropped),
        broken_off=broken,
    )
    usage = settled.usage
    for writer in writers:
        usage = added(usage, writer.usage)
    return replace(
        begun,
        status=tools.status_of(statements, left_out),
        statements=statements,
        citations=citations,
        notes=settled.notes,
        refused=unnumbered((*refused, *settled.refused, *dropped)),
        left_out=left_out,
        usage=usage,
        model=model.name,
    )


def _drafts(writer: SummaryWriter, one: _Told, brief: Brief) -> list[DraftStatement]:
    """What the model writes of one story; of a reply that breaks off, what came. Raises the model's errors."""
    drafts: list[DraftStatement] = []
    try:
        for draft in writer.write(one.evidence, brief):
            drafts.append(one.restored(draft))
    except ModelBrokeOff:
        if not drafts:
            raise
        writer.broken_off += 1
    return drafts


def _in_place(
    told: Sequence[_Told], said: Collection[int], checker: Checker, tools: Tools, each: int
) -> list[Statement]:
    """The stories that the model has not told, in their articles' own sentences."""
    return [
        checker.quoted(one.restored(draft), paragraph=number)
        for number, one in enumerate(told)
        if number not in said
        for draft in quote_summary(one.evidence, tools.embedder, sentences=each).statements
    ]
