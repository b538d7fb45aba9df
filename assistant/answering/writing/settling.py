"""The checked statements of a whole reply to those that are shown: judged, repaired once, marked or left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.checking.checking import NOTHING_CITED, Checker
from assistant.answering.checking.findings import invented_quotations
from assistant.answering.tools import Tools, added
from assistant.answering.writing.candidates import candidates
from assistant.answering.writing.judging import Case, Judge, Judgement, Ruling, judge_cases
from assistant.answering.writing.refusals import says_nothing
from assistant.answering.writing.repair import Refused, ask_to_repair
from assistant.language.normalise import one_line
from assistant.records.answers import Citation, LeftOut, Note, NoteKind, Statement
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence
from assistant.records.ports import ChatModel, Usage
from assistant.records.verdicts import Grade


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement with what its words alone tell, and the draft it was."""

    draft: DraftStatement
    statement: Statement


@dataclass(frozen=True, slots=True)
class Settled:
    """The statements to show, in order; those `refused` are no part of them, and `left_out` counts why.

    `notes` say why the judge could not be had, where that is so.
    """

    statements: tuple[Statement, ...]
    refused: tuple[Statement, ...]
    left_out: LeftOut
    usage: Usage
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Settling:
    """What settling works with; `subject` is what the reply is about, `model` who wrote it."""

    subject: str
    evidence: Evidence
    checker: Checker
    tools: Tools
    model: ChatModel


def settle(checked: Sequence[Checked], work: Settling, *, whole: bool) -> Settled:
    """What is shown of the statements of one reply, which is `whole` unless it broke off.

    Where there is a judge it reads every statement that is not the article's own sentence, in one request. What it
    refuses goes back to the writer once, and a rewrite takes its place when the judge confirms it there; of a reply
    that broke off nothing is rewritten. A judge that fails confirms nothing and refuses nothing.
    """
    if work.tools.judge is None:  # the reader chose to have words compared, and nothing more
        return _shown([each.statement for each in checked], (), work, LeftOut(), Usage())
    judged, judgement = _judged(checked, work)
    refusals = [place for place, ruling in judgement.rulings.items() if whole and not ruling.confirmed]
    rewrites, used = _rewrites([judged[place] for place in refusals], work)
    taken, repeated, used_again = _taken(rewrites, [judged[place] for place in refusals], judged, work)
    taken_by_place = {refusals[number]: statements for number, statements in taken.items()}
    statements = [
        statement for place, each in enumerate(judged) for statement in taken_by_place.get(place, [each.statement])
    ]
    left_out = LeftOut(
        withdrawn_statements=sum(not drafts for drafts in rewrites.values()),
        repeated_statements=repeated,
        unread_judgements=sum(each.statement.grade is Grade.NOT_JUDGED for each in judged),
    )
    refused = [judged[place].statement for place in sorted(taken_by_place)]
    usage = added(added(judgement.usage, used), used_again)
    settled = _shown(statements, refused, work, left_out, usage)
    return replace(settled, notes=failure_notes(judgement.failure))


def failure_notes(failure: str) -> tuple[Note, ...]:
    """That the judge could not be had, and why, where that is so."""
    return (Note(NoteKind.NOT_JUDGED, f"The judge could not be asked: {failure}"),) if failure else ()


def unnumbered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements that are no part of an answer, without the numbers of sources that it does not have."""
    return tuple(replace(each, citations=()) for each in statements)


def cited_only(statements: Sequence[Statement | Note], citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations that a statement or a note still cites, with the numbers they have."""
    numbers = {number for statement in statements for number in statement.citations}
    return tuple(citation for citation in citations if citation.n in numbers)


def renumbered(
    statements: Sequence[Statement], citations: Sequence[Citation]
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Both with the citations numbered anew, from 1 in order of appearance; what no statement cites is gone."""
    order = dict.fromkeys(number for statement in statements for number in statement.citations)
    new = {number: place for place, number in enumerate(order, start=1)}
    by_number = {citation.n: citation for citation in citations}
    return (
        tuple(replace(each, citations=tuple(new[number] for number in each.citations)) for each in statements),
        tuple(replace(by_number[number], n=place) for number, place in new.items()),
    )


def only_declines(drafts: Sequence[DraftStatement]) -> bool:
    """Whether a reply says nothing but, in its own words and citing nothing, that there is no answer."""
    return bool(drafts) and all(not draft.handles and says_nothing(draft.text) for draft in drafts)


def _judged(checked: Sequence[Checked], work: Settling) -> tuple[list[Checked], Judgement]:
    """The statements as the judge found them, and its rulings by their places."""
    places = [place for place, each in enumerate(checked) if _is_open(each)]
    bare = [place for place in places if not checked[place].draft.handles]
    found = candidates([checked[place].draft for place in bare], work.evidence, work.tools.embedder)
    offered = dict(zip(bare, found, strict=True))
    cases = [
        Case(
            checked[place].draft.text,
            checked[place].draft.handles,
            offered.get(place, ()),
            questions=_asked_of(checked[place]),
        )
        for place in places
    ]
    judgement = _rulings(cases, work)
    rulings = {places[number]: ruling for number, ruling in judgement.rulings.items()}
    judged = [_ruled(each, rulings[place], work) if place in rulings else each for place, each in enumerate(checked)]
    return judged, replace(judgement, rulings=rulings)


def _is_open(each: Checked) -> bool:
    """Whether the judge is asked: not about the article's own sentence, nor about what only says there is no answer."""
    return each.statement.grade is not Grade.QUOTED and not only_declines([each.draft])


def _asked_of(each: Checked) -> tuple[str, ...]:
    return tuple(reason for reason in each.statement.reasons if reason != NOTHING_CITED)


def _rulings(cases: Sequence[Case], work: Settling) -> Judgement:
    tools = work.tools
    if tools.judge is None or not cases:
        return Judgement({}, Usage())
    judge = Judge(tools.judge, tools.prompts, tools.answer_tokens, work.checker.asked)
    return judge_cases(cases, work.evidence, judge)


def _ruled(each: Checked, ruling: Ruling, work: Settling) -> Checked:
    """The statement as the judge found it: with the sentences that bear it out, or with what they do not say."""
    if not ruling.confirmed:
        reasons = (ruling.reason,)
        refused = replace(each.statement, grade=Grade.NOT_CONFIRMED, reasons=reasons, contradicted=ruling.contradicted)
        return replace(each, statement=refused)
    found = _borne_out(each.draft, ruling, work.checker)
    if found is None:
        return each
    confirmed = replace(
        each.statement,
        grade=Grade.CONFIRMED,
        reasons=(),
        citations=work.checker.number(found.handles),
        cited_anew=not set(found.handles) <= set(each.draft.handles),
    )
    return Checked(found, confirmed)


def _borne_out(draft: DraftStatement, ruling: Ruling, checker: Checker) -> DraftStatement | None:
    """The draft with the sentences that bear it out, others than it cites where the judge found them there.

    None where a reader could not look it up: no sentence is named, or one quotes what no cited article holds.
    """
    keeps = set(ruling.by) <= set(draft.handles) and not (draft.shared and ruling.by)
    found = draft if keeps else replace(draft, handles=ruling.by)
    cited = checker.cited(found)
    return None if not cited or invented_quotations(found.text, cited) else found


def _rewrites(refused: Sequence[Checked], work: Settling) -> tuple[Mapping[int, tuple[DraftStatement, ...]], Usage]:
    if not refused:
        return {}, Usage()
    asked = ask_to_repair(
        [Refused(each.draft, each.statement.reasons) for each in refused],
        work.evidence,
        work.subject,
        model=work.model,
        prompts=work.tools.prompts,
        reply_tokens=work.tools.answer_tokens,
    )
    return asked.by_place, asked.usage


def _taken(
    rewrites: Mapping[int, tuple[DraftStatement, ...]],
    refused: Sequence[Checked],
    judged: Sequence[Checked],
    work: Settling,
) -> tuple[dict[int, list[Statement]], int, Usage]:
    """What stands in the place of what was refused, how many sentences of it repeat others, and what it took.

    A rewrite is judged as what replaces the other, and taken only when all of it is confirmed; what is said already is
    not judged again, and nothing stands in the place of what is withdrawn.
    """
    said = {one_line(each.statement.text) for each in judged if each.statement.confirmed}
    confirmed, usage = _confirmed_rewrites(rewrites, refused, said, work)
    taken: dict[int, list[Statement]] = {}
    repeated = 0
    for number, drafts in confirmed.items():
        taken[number] = []
        for draft in drafts:
            if one_line(draft.text) in said:
                repeated += 1
                continue
            said.add(one_line(draft.text))
            checked = work.checker.check(draft, paragraph=refused[number].statement.paragraph)
            grade = Grade.QUOTED if checked.grade is Grade.QUOTED else Grade.CONFIRMED
            taken[number].append(replace(checked, grade=grade, reasons=(), repaired=True))
    return taken, repeated, usage


def _confirmed_rewrites(
    rewrites: Mapping[int, tuple[DraftStatement, ...]],
    refused: Sequence[Checked],
    said: Collection[str],
    work: Settling,
) -> tuple[dict[int, list[DraftStatement]], Usage]:
    """The rewrites every sentence of which is said already or confirmed, with what bears it out."""
    drafts = [(number, draft) for number, written in sorted(rewrites.items()) for draft in written]
    new = [(number, draft) for number, draft in drafts if one_line(draft.text) not in said]
    # Even the article's own sentence may be about something else, or open with "she".
    judgement = _rulings([_rewritten(draft, refused[number].draft, work.checker) for number, draft in new], work)
    found_of = {
        id(draft): _borne_out(draft, judgement.rulings[place], work.checker)
        for place, (_, draft) in enumerate(new)
        if place in judgement.rulings and judgement.rulings[place].confirmed
    }
    confirmed: dict[int, list[DraftStatement]] = {number: [] for number in sorted(rewrites)}
    for number, draft in drafts:
        found = draft if one_line(draft.text) in said else found_of.get(id(draft))
        if found is None:
            confirmed.pop(number, None)
        elif number in confirmed:
            confirmed[number].append(found)
    return confirmed, judgement.usage


def _rewritten(draft: DraftStatement, refused: DraftStatement, checker: Checker) -> Case:
    grade, reasons = checker.grade(draft)
    questions = reasons if grade is Grade.NOT_JUDGED else ()
    return Case(draft.text, draft.handles, questions=questions, in_place_of=refused.text)


def _shown(
    statements: Sequence[Statement], refused: Sequence[Statement], work: Settling, left_out: LeftOut, usage: Usage
) -> Settled:
    if not work.tools.leave_out:
        return Settled(tuple(statements), tuple(refused), left_out, usage)
    dropped = [each.differs if work.tools.words_suffice else each.grade is Grade.NOT_CONFIRMED for each in statements]
    shown = tuple(each for each, drops in zip(statements, dropped, strict=True) if not drops)
    others = [each for each, drops in zip(statements, dropped, strict=True) if drops]
    left_out = replace(left_out, unconfirmed_statements=len(others))
    return Settled(shown, (*refused, *others), left_out, usage)
