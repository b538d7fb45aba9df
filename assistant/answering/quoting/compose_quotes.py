"""Passages to an answer in the articles' own words, or to the finding that they do not answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.asking.time_in_question import asks_for_plan
from assistant.answering.asking.understand import Query
from assistant.answering.comparing.differing_copies import with_sides
from assistant.answering.comparing.disagreement import not_compared, notes_on
from assistant.answering.evidence.remarks import Remark
from assistant.answering.quoting.abstention import BY_WORDS, LEAST_CONFIDENCE, READ, UNREAD, confidence, signs_of
from assistant.answering.quoting.context_dependence import depends_on_context
from assistant.answering.quoting.presuppositions import premises_of
from assistant.answering.quoting.sentence_scores import Candidate, candidates_for
from assistant.language.figures import numbers_in
from assistant.records.drafts import Draft, DraftStatement
from assistant.records.evidence import Evidence, EvidenceArticle, Handle, Passage
from assistant.records.ports import Embedder, Reranker
from assistant.records.verdicts import Grade
from assistant.time.reading import read

MOST_STATEMENTS = 5
# The best sentence often only says what the question says: of the sample's questions a right one is among three for
# .79, among those that score about as well for .65; of paragraphs of squad2 for .98 and .93 (held.py, with this at 0).
_FEWEST_STATEMENTS = 3
# So many are looked at, and shown when their score is not this much below the best one's, in logits.
_LOOKED_THROUGH = 12
_MARGIN = 2.0
# Where the latest or a plan is asked for, the newest of the sentences that score about as well comes first.
_ABOUT_AS_WELL = 2.5
_NEAREST = 3
# Two sentences that share so much of their words say the same.
_SAME = 0.7


@dataclass(frozen=True, slots=True)
class Nearest:
    """The sentences that could be cited, and those that lie nearest to the question, best first.

    `confidence` in [0, 1], higher is better: how sure it is that they answer; None where that is not asked. `premises`
    are what the question takes for granted and they contradict.
    """

    evidence: Evidence
    handles: tuple[Handle, ...] = ()
    confidence: float | None = None
    premises: tuple[Remark, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether it is sure enough that they answer."""
        return self.confidence is not None and self.confidence >= LEAST_CONFIDENCE


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates that say different things, best first, and what they are in the evidence."""

    nearest: Nearest
    candidates: tuple[Candidate, ...]
    handles: Mapping[tuple[str, int], Handle]


@dataclass(frozen=True, slots=True)
class QuotedAnswer:
    """The sentences that answer, of `grade`, and what is noted with them; those nearest where they do not."""

    nearest: Nearest
    draft: Draft
    remarks: tuple[Remark, ...] = ()
    grade: Grade = Grade.QUOTED

    @property
    def evidence(self) -> Evidence:
        """What its handles name."""
        return self.nearest.evidence


def rank_sentences(
    query: Query, passages: Sequence[Passage], embedder: Embedder | None, reranker: Reranker | None
) -> Ranked:
    """The sentences of the passages by how well they answer; without an embedder the reranker compares words."""
    candidates = candidates_for(query, passages, embedder, reranker)
    evidence, handles = _evidence(candidates)
    if not candidates:
        return Ranked(Nearest(evidence, confidence=0.0), (), handles)
    ranked = tuple(_distinct(sorted(candidates, key=lambda each: -each.score)))
    nearest = tuple(handles[_key(each)] for each in ranked[:_NEAREST])
    weights = BY_WORDS if embedder is None else UNREAD if reranker is None else READ
    sure = confidence(signs_of(candidates, passages), weights)
    premises = tuple(premises_of(query, nearest, evidence))
    return Ranked(Nearest(evidence, nearest, sure, premises), ranked, handles)


def quote_answer(query: Query, ranked: Ranked) -> QuotedAnswer:
    """The few sentences that answer the question, verbatim, the best one first; none when nothing answers."""
    nearest, evidence = ranked.nearest, ranked.nearest.evidence
    if not nearest.answers:
        return QuotedAnswer(nearest, Draft((), declined=True))
    chosen = _in_order(_chosen(_newest_first(query, ranked.candidates)))
    cited = [ranked.handles[_key(each)] for each in chosen]
    shown = [handle for each in _statements(evidence, cited) for handle in each.handles]
    remarks = [*notes_on(query, shown, evidence), *not_compared(query, shown, evidence)]
    sides = [side for remark in remarks for side in remark.handles]
    drafts = _statements(evidence, [*with_sides(cited, remarks)[:MOST_STATEMENTS], *sides])
    return QuotedAnswer(nearest, Draft(drafts), tuple(remarks))


def with_each_source(
    quoted: QuotedAnswer,
    named: Sequence[tuple[str, ...]],
    passages: Sequence[Passage],
    rank: Callable[[Sequence[Passage]], Nearest],
) -> QuotedAnswer:
    """The answer with what each source named says, as far as it has passages; as it is where nothing answers.

    Of a source that no statement cites it is the sentence nearest to what was asked in its passages alone.
    """
    statements = quoted.draft.statements
    if len(named) < 2 or not statements:
        return quoted
    places = {
        (part.article.id, sentence.number): Handle(part.number, place)
        for part in quoted.evidence.articles
        for place, sentence in enumerate(part.sentences, start=1)
    }
    cited = {handle.article for each in statements for handle in each.handles}
    heard = {part.article.source for part in quoted.evidence.articles if part.number in cited}
    added: list[DraftStatement] = []
    for sources in named:
        own = [each for each in passages if each.article.source in sources and heard.isdisjoint(sources)]
        alone = rank(own)
        for found in map(alone.evidence.find, alone.handles[:1]):
            if found and (handle := places.get((found[0].id, found[1].number))):
                added.append(DraftStatement(found[1].of(found[0].text), (handle,)))
    kept = statements[: max(1, MOST_STATEMENTS - len(added))]
    return replace(quoted, draft=replace(quoted.draft, statements=(*kept, *added)))


def _newest_first(query: Query, ranked: Sequence[Candidate]) -> Sequence[Candidate]:
    """Puts first, where the latest or a plan is asked for, the newest of what fits about as well as the best."""
    if not (query.understood.latest or asks_for_plan(query.standalone)):
        return ranked
    rivals = [each for each in ranked if each.score >= ranked[0].score - _ABOUT_AS_WELL]
    newest = max(rivals, key=lambda each: each.article.published or date.min)
    return [newest, *(each for each in ranked if each is not newest)]


def _chosen(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence, others that fit nearly as well, and the next best of its article where these are few."""
    floor = ranked[0].score - _MARGIN
    near = [each for each in ranked[:_LOOKED_THROUGH] if each.score >= floor][:MOST_STATEMENTS]
    rest = [each for each in ranked if each.article.id == ranked[0].article.id and each not in near]
    return [*near, *rest[: max(0, _FEWEST_STATEMENTS - len(near))]]


def _statements(evidence: Evidence, cited: Sequence[Handle]) -> tuple[DraftStatement, ...]:
    """A statement for each handle; no sentence is shown twice."""
    drafts: list[DraftStatement] = []
    shown: set[Handle] = set()
    for handle in cited:
        if handle not in shown:
            drafts.append(_statement(evidence, handle, shown))
            shown.update(drafts[-1].handles)
    return tuple(drafts)


def _statement(evidence: Evidence, handle: Handle, shown: Collection[Handle]) -> DraftStatement:
    """The sentence, with the one before it where it cannot be understood without that and it is not `shown` yet."""
    part = evidence.articles[handle.article - 1]
    text, sentence = part.article.text, part.sentences[handle.sentence - 1]
    leaned_on = Handle(handle.article, handle.sentence - 1)
    before = part.sentences[handle.sentence - 2] if leaned_on.sentence and leaned_on not in shown else None
    if before is None or before.number != sentence.number - 1 or not depends_on_context(sentence.of(text)):
        return DraftStatement(sentence.of(text), (handle,))
    return DraftStatement(" ".join(text[before.start : sentence.end].split()), (leaned_on, handle))


def _in_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The best first, then the others of its article as they stand there, then those of other articles."""
    best, *others = chosen
    same = [each for each in others if each.article.id == best.article.id]
    rest = [each for each in others if each.article.id != best.article.id]
    return [best, *sorted(same, key=lambda each: each.sentence.number), *rest]


def _distinct(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that say nearly the same words as a better one."""
    kept: list[tuple[Candidate, frozenset[str]]] = []
    for candidate in ranked:
        stems = read(candidate.text).stems
        if not any(
            len(stems & other) >= _SAME * len(stems | other) and numbers_in(same.text) == numbers_in(candidate.text)
            for same, other in kept
        ):
            kept.append((candidate, stems))
    return [candidate for candidate, _ in kept]


def _evidence(candidates: Sequence[Candidate]) -> tuple[Evidence, dict[tuple[str, int], Handle]]:
    by_article: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_article.setdefault(candidate.article.id, []).append(candidate)
    articles: list[EvidenceArticle] = []
    handles: dict[tuple[str, int], Handle] = {}
    for number, part in enumerate(by_article.values(), start=1):
        sentences = tuple(each.sentence for each in part)
        articles.append(EvidenceArticle(number, part[0].article, sentences, part[0].copies))
        handles |= {_key(each): Handle(number, place) for place, each in enumerate(part, start=1)}
    return Evidence(tuple(articles)), handles


def _key(candidate: Candidate) -> tuple[str, int]:
    return candidate.article.id, candidate.sentence.number
