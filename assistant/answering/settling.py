"""The checked statements of a whole reply to those that are shown: judged, repaired once, marked or left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.checking import NOTHING_CITED, Checker
from assistant.answering.compose_prose import one_line
from assistant.answering.findings import invented_quotations
from assistant.answering.judging import Case, Ruling, judge
from assistant.answering.refusals import says_nothing
from assistant.answering.repair import Refused, ask_to_repair
from assistant.answering.tools import Tools, added
from assistant.types import ChatModel, Citation, DraftStatement, Evidence, Grade, LeftOut, Statement, Usage


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement with what its words alone tell, and the draft it was."""

    draft: DraftStatement
    statement: Statement


@dataclass(frozen=True, slots=True)
class Settled:
    """The statements to show, in order; those `refused` are no part of them, and `left_out` counts why."""

    statements: tuple[Statement, ...]
    refused: tuple[Statement, ...]
    left_out: LeftOut
    usage: Usage


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
    judged, unread, usage = _judged(checked, work)
    places = [place for place, each in enumerate(judged) if whole and _may_be_repaired(each)]
    rewrites, used = _rewrites([judged[place] for place in places], work)
    usage = added(usage, used)
    taken, repeated, used = _taken(rewrites, [judged[place] for place in places], judged, work)
    statements: list[Statement] = []
    refused: list[Statement] = []
    for place, each in enumerate(judged):
        number = places.index(place) if place in places else -1
        if number in taken:
            statements += taken[number]
            refused.append(each.statement)
        else:
            statements.append(each.statement)
    left_out = LeftOut(
        withdrawn_statements=sum(not drafts for drafts in rewrites.values()),
        repeated_statements=repeated,
        unread_judgements=unread,
    )
    return _shown(statements, refused, work, left_out, added(usage, used))


def cited_only(statements: Sequence[Statement], citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations that a statement still cites, with the numbers they have."""
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


def _may_be_repaired(each: Checked) -> bool:
    return each.statement.grade is Grade.NOT_CONFIRMED and not only_declines([each.draft])


def _judged(checked: Sequence[Checked], work: Settling) -> tuple[list[Checked], int, Usage]:
    """The statements with the judge's rulings, how many it did not judge, and what it took."""
    places = [place for place, each in enumerate(checked) if _is_open(each)]
    cases = [_case(checked[place]) for place in places]
    rulings, usage = _rulings(cases, work)
    judged = list(checked)
    for number, place in enumerate(places):
        if number in rulings:
            judged[place] = _ruled(checked[place], rulings[number], work)
    return judged, len(places) - len(rulings), usage


def _is_open(each: Checked) -> bool:
    """Whether the judge is asked: not about the article's own sentence, nor about what its words refute."""
    if each.statement.grade is Grade.NOT_JUDGED:
        return True
    return each.statement.reasons == (NOTHING_CITED,) and not only_declines([each.draft])


def _case(each: Checked) -> Case:
    questions = each.statement.reasons if each.statement.grade is Grade.NOT_JUDGED else ()
    return Case(each.draft.text, each.draft.handles, questions=questions)


def _rulings(cases: Sequence[Case], work: Settling) -> tuple[Mapping[int, Ruling], Usage]:
    if work.tools.judge is None or not cases:
        return {}, Usage()
    judgement = judge(
        cases,
        work.evidence,
        model=work.tools.judge,
        prompts=work.tools.prompts,
        reply_tokens=work.tools.answer_tokens,
    )
    return judgement.rulings, judgement.usage


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
        repaired=found is not each.draft,
    )
    return Checked(found, confirmed)


def _borne_out(draft: DraftStatement, ruling: Ruling, checker: Checker) -> DraftStatement | None:
    """The draft with the sentences that bear it out, others than it cites where the judge found them there.

    None where a reader could not look it up: no sentence is named, or one quotes what no cited article holds.
    """
    found = draft if set(ruling.by) <= set(draft.handles) else replace(draft, handles=ruling.by)
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
    rulings, usage = _rulings([_rewritten(draft, refused[number].draft, work.checker) for number, draft in new], work)
    confirmed: dict[int, list[DraftStatement]] = {number: [] for number in sorted(rewrites)}
    for number, draft in drafts:
        found: DraftStatement | None = draft
        if (number, draft) in new:
            ruling = rulings.get(new.index((number, draft)))
            found = _borne_out(draft, ruling, work.checker) if ruling is not None and ruling.confirmed else None
        if found is None:
            confirmed.pop(number, None)
        elif number in confirmed:
            confirmed[number].append(found)
    return confirmed, usage


def _rewritten(draft: DraftStatement, refused: DraftStatement, checker: Checker) -> Case:
    grade, reasons = checker.grade(draft)
    questions = reasons if grade is Grade.NOT_JUDGED else ()
    return Case(draft.text, draft.handles, questions=questions, in_place_of=refused.text)


def _shown(
    statements: Sequence[Statement], refused: Sequence[Statement], work: Settling, left_out: LeftOut, usage: Usage
) -> Settled:
    if not work.tools.leave_out:
        return Settled(tuple(statements), tuple(refused), left_out, usage)
    shown = tuple(each for each in statements if not each.differs)
    others = [each for each in statements if each.differs]
    left_out = replace(left_out, unconfirmed_statements=len(others))
    return Settled(shown, (*refused, *others), left_out, usage)
