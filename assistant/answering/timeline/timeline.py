"""A topic, or the whole library, to a timeline: dated events in order, each cited and with its sources counted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from assistant.answering.checking.checking import Checker
from assistant.answering.evidence.evidence import Citations, gather_evidence
from assistant.answering.evidence.near_duplicates import DATELINE
from assistant.answering.evidence.prompt_injection import which_hold_orders
from assistant.answering.evidence.remarks import places
from assistant.answering.timeline.events import Report
from assistant.answering.timeline.same_event import Happening, in_order, merged, with_denials
from assistant.answering.timeline.superseded import superseded
from assistant.answering.timeline.timeline_evidence import Reported, main_reports, reports_on
from assistant.answering.timeline.timeline_notes import notes_on
from assistant.answering.timeline.timeline_prose import MOST_READ, WHOLE_LIBRARY, Outline, TimelineWriter
from assistant.answering.timeline.timeline_topic import topic_of
from assistant.answering.tools import Stopwatch, Tools
from assistant.answering.writing.failing import failure_of, in_place_of_prose
from assistant.answering.writing.settling import unnumbered
from assistant.errors import ModelError
from assistant.models.caching import KeptVectors
from assistant.records.answers import Answer, Event, LeftOut, ModelFailure, Statement, Status
from assistant.records.articles import Chunk
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, Handle, Passage, Scores
from assistant.records.questions import Question

# How events are ranked where not all are shown: by their sources and the articles that report them, how well one
# sentence tells them, and how much that is about the topic.
_SOURCES, _ARTICLES, _WORTH, _RELEVANCE, _VAGUE = 1.0, 0.5, 0.6, 2.0, 1.0
_VAGUE_DAYS = 32

# Which report it is.
Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Timeline:
    """The events to show, in order, with the evidence they stand on."""

    happenings: tuple[Happening, ...]
    replaced_by: Mapping[int, tuple[Report, ...]]  # by the event's place
    evidence: Evidence
    handles: Mapping[tuple[str, int], Handle]

    def handle(self, report: Report) -> Handle:
        return self.handles[report.place]


def make_timeline(question: Question, tools: Tools, *, limit: int) -> Answer:
    """At most `limit` events of the topic that is the question's text; of the whole library when it is empty.

    The filters' days, and the times that the topic names, bound the events. It says NOT_IN_ARTICLES, with the sentences
    that come nearest, when there is no event. Raises the library's, the embedder's and the model's errors.
    """
    watch = Stopwatch()
    embedder = KeptVectors(tools.embedder)
    with watch.step("retrieve"):
        library = tools.as_of(question).library
        topic = topic_of(question, library)
        found = (
            reports_on(topic, library, embedder, tools.search_options) if topic.text else main_reports(topic, library)
        )
        found = _without_orders(found)
    with watch.step("compose"):
        happenings, main = _events_of(found, embedder, limit)
        chosen = with_denials(_chosen(happenings, main, found, limit), found.unreported)
        timeline = _timeline(chosen, superseded(happenings, embedder), happenings)
    left_out = LeftOut(
        undated_articles=found.undated_articles,
        more_events=len(happenings) - len(chosen),
        unread_sentences=found.uncompared,
    )
    begun = Answer(
        Status.NOT_IN_ARTICLES,
        question,
        question.text.strip(),
        left_out=left_out,
        understood=topic.understood,
        newest=library.catalogue.newest(topic.articles),
    )
    if not chosen:
        evidence = gather_evidence(found.nearest)
        nearest = Citations(evidence)
        nearest.number(Handle(part.number, 1) for part in evidence.articles)
        return replace(begun, nearest=nearest.all(), seconds=watch.seconds)
    checker = Checker(timeline.evidence, question.day)
    quoted = [_quote(timeline, checker, place) for place in range(len(chosen))]
    failure: ModelFailure | None = None
    if tools.model is not None:
        writer = TimelineWriter(tools, tools.model, watch)
        try:
            begun, quoted = _written(begun, timeline, quoted, checker, writer)
        except ModelError as error:
            failure, begun = failure_of(error), replace(begun, model=tools.model.name)
    answer = _finished(begun, timeline, quoted, checker)
    answer = replace(answer, status=tools.status_of(answer.statements, answer.left_out))
    answer = in_place_of_prose(answer, failure) if failure else answer
    return replace(answer, seconds=watch.seconds)


def _without_orders(found: Reported) -> Reported:
    """What was found without the sentences that tell whoever answers what to do."""
    texts = [report.text for report in (*found.reports, *found.further)]
    texts += [each.of(passage.article.text) for passage in found.nearest for each in passage.sentences]
    ordering = {text for text, orders in zip(texts, which_hold_orders(texts), strict=True) if orders}
    nearest = [
        replace(
            passage,
            sentences=tuple(each for each in passage.sentences if each.of(passage.article.text) not in ordering),
        )
        for passage in found.nearest
    ]
    return replace(
        found,
        reports=tuple(report for report in found.reports if report.text not in ordering),
        further=tuple(report for report in found.further if report.text not in ordering),
        nearest=tuple(passage for passage in nearest if passage.sentences),
    )


def _is_event(happening: Happening) -> bool:
    """Whether it is more than that one source says that somebody spoke, or that something was so, on that day."""
    return happening.sources > 1 or not all(report.weak for report in happening.reports)


def _events_of(found: Reported, embedder: KeptVectors, limit: int) -> tuple[list[Happening], AbstractSet[Key]]:
    """The events, and the reports of the main ones: where these are too few, others are told of in passing."""
    every = merged(found.reports, embedder)
    main = [each for each in every if _is_event(each)]
    reports = {report.key for each in main for report in each.reports}
    if len(main) >= limit:
        return main, reports
    if found.further:
        every = merged([*found.reports, *found.further], embedder)
    return [each for each in every if _is_event(each) or any(report.passing for report in each.reports)], reports


def _chosen(happenings: Sequence[Happening], main: AbstractSet[Key], found: Reported, limit: int) -> list[Happening]:
    """At most so many events, first of the main ones, the most reported and clearest, in the order of their days."""

    def rank(happening: Happening) -> float:
        best = happening.best
        vague = (happening.last - happening.first).days >= _VAGUE_DAYS
        told = _SOURCES * math.log2(1 + happening.sources) + _ARTICLES * math.log2(len(_one_an_article(happening)))
        told += _WORTH * best.worth - _VAGUE * vague
        return told + _RELEVANCE * found.relevance.get(best.key, 0.0)

    def in_passing(happening: Happening) -> bool:
        return main.isdisjoint(report.key for report in happening.reports)

    ranked = sorted(happenings, key=lambda each: (in_passing(each), -rank(each), in_order(each)))
    return sorted(ranked[:limit], key=in_order)


def _timeline(
    chosen: Sequence[Happening], replaced: Mapping[int, tuple[Report, ...]], every: Sequence[Happening]
) -> _Timeline:
    place_of = {happening.best.key: place for place, happening in enumerate(every)}
    replaced_by = {at: replaced.get(place_of[each.best.key], ()) for at, each in enumerate(chosen)}
    reports = [report for at, each in enumerate(chosen) for report in (*each.reports, *replaced_by[at])]
    evidence = gather_evidence(
        [Passage(each.article, Chunk(0, 0, 0), (each.sentence,), Scores(0.0)) for each in reports]
    )
    handles = {(each.article.id, each.sentence.start): each.handle for each in places(evidence)}
    return _Timeline(tuple(chosen), replaced_by, evidence, handles)


def _quote(timeline: _Timeline, checker: Checker, place: int) -> Statement:
    """An event in its article's own sentence, without the dateline in front of it."""
    best = timeline.happenings[place].best
    text = DATELINE.sub("", best.text)
    return checker.quoted(DraftStatement(text, (timeline.handle(best),)), paragraph=place)


def _written(
    begun: Answer, timeline: _Timeline, quoted: Sequence[Statement], checker: Checker, writer: TimelineWriter
) -> tuple[Answer, list[Statement]]:
    """The events in a model's words, and in the articles' where the model's are refused."""
    allowed = [
        [timeline.handle(report) for report in happening.reports[:MOST_READ]] for happening in timeline.happenings
    ]
    outline = Outline(begun.standalone or WHOLE_LIBRARY, timeline.happenings, timeline.evidence, allowed)
    lines = writer.write(outline, checker)
    statements = [lines.get(place, quote) for place, quote in enumerate(quoted)]
    left_out = replace(
        begun.left_out,
        replaced_statements=len(quoted) - len(lines),
        broken_off=writer.broken_off,
        unread_judgements=writer.unread_judgements,
    )
    answer = replace(
        begun,
        left_out=left_out,
        model=writer.model_name,
        usage=writer.usage,
        refused=unnumbered(writer.refused),
        notes=writer.notes,
    )
    return answer, statements


def _finished(begun: Answer, timeline: _Timeline, statements: Sequence[Statement], checker: Checker) -> Answer:
    """The answer with its numbers: what the lines cite first, then what else reports their events."""
    citations = Citations(timeline.evidence)
    by_number = {citation.n: timeline.handles[citation.article.id, citation.start] for citation in checker.citations()}
    cited = [citations.number(by_number[number] for number in each.citations) for each in statements]
    notes = [
        note
        for each in timeline.happenings
        for note in notes_on(each, lambda report: citations.number([timeline.handle(report)])[0])
    ]
    replaced = [
        citations.number(timeline.handle(each) for each in timeline.replaced_by[at]) for at in range(len(cited))
    ]
    shown = [
        replace(
            statement,
            citations=cited[at],
            event=Event(
                first=happening.first,
                last=happening.last,
                day_from=happening.day_from,
                planned=happening.planned,
                superseded_by=replaced[at],
                sources=happening.sources,
                source_names=happening.source_names,
                reports=citations.number(timeline.handle(each) for each in _one_an_article(happening)),
            ),
        )
        for at, (statement, happening) in enumerate(zip(statements, timeline.happenings, strict=True))
    ]
    return replace(
        begun,
        statements=tuple(shown),
        citations=citations.all(),
        notes=(*begun.notes, *notes),
    )


def _one_an_article(happening: Happening) -> list[Report]:
    return list({report.article.id: report for report in reversed(happening.reports)}.values())[::-1]
