"""The checked statements of a whole reply to those that are shown: judged, repaired once, marked or left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.checking import Checker
from assistant.answering.compose_prose import one_line
from assistant.answering.judging import Finding, judge
from assistant.answering.refusals import says_nothing
from assistant.answering.repair import Failed, ask_to_repair
from assistant.answering.support_score import THRESHOLD
from assistant.answering.tools import Tools, added
from assistant.types import ChatModel, Citation, DraftStatement, Evidence, LeftOut, Statement, Usage

# What the model's word against a statement leaves of its score: less than of any that passes.
_FOUND = 0.5 * THRESHOLD


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement with its verdict, and the draft it was."""

    draft: DraftStatement
    statement: Statement


@dataclass(frozen=True, slots=True)
class Settled:
    """The statements to show, in order, and what became of the others."""

    statements: tuple[Statement, ...]
    left_out: LeftOut
    usage: Usage


@dataclass(frozen=True, slots=True)
class Settling:
    """What settling works with. `subject` is what the reply is about; `fits`: whether a rewrite speaks of that."""

    subject: str
    evidence: Evidence
    checker: Checker
    tools: Tools
    model: ChatModel
    fits: Callable[[DraftStatement], bool]


def settle(checked: Sequence[Checked], work: Settling, *, whole: bool) -> Settled:
    """What is shown of the statements of one reply, which is `whole` unless it broke off.

    The rules' verdicts are given. The model judges what passed, where that is set; what failed goes back to it once; a
    rewrite takes the place of what failed only when it passes the same check. Nothing the model does, or fails to do,
    can lose a statement that passed or hide one that failed. A reply that broke off is not followed by more requests.
    """
    if not whole:
        passed = sum(each.statement.supported for each in checked) if work.tools.judged else 0
        return _shown([each.statement for each in checked], work, LeftOut(unread_judgements=passed), Usage())
    judged, unread, usage = _judged(checked, work)
    places = [place for place, each in enumerate(judged) if _may_be_repaired(each)]
    failed = [Failed(judged[place].draft, judged[place].statement.reasons) for place in places]
    rewrites: Mapping[int, tuple[DraftStatement, ...]] = {}
    if failed:
        model, tools = work.model, work.tools
        asked = ask_to_repair(
            failed, work.evidence, work.subject, model=model, prompts=tools.prompts, reply_tokens=tools.answer_tokens
        )
        rewrites, usage = asked.by_place, added(usage, asked.usage)
    said = {one_line(each.statement.text) for each in judged if each.statement.supported}
    passing, more_unread, used = _passing(rewrites, said, work)
    new, repeated = _without_repeats(passing, said)
    statements: list[Statement] = []
    for place, each in enumerate(judged):
        number = places.index(place) if place in places else -1
        statements += _replaced(each.statement, new[number], work.checker) if number in new else [each.statement]
    left_out = LeftOut(
        withdrawn_statements=sum(not drafts for drafts in passing.values()),
        repeated_statements=repeated,
        unread_judgements=unread + more_unread,
    )
    return _shown(statements, work, left_out, added(usage, used))


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


def _may_be_repaired(each: Checked) -> bool:
    """Whether a statement failed, and says more than that something is not said: that must not be talked out of it."""
    return not each.statement.supported and (bool(each.draft.handles) or not says_nothing(each.draft.text))


def _judged(checked: Sequence[Checked], work: Settling) -> tuple[list[Checked], int, Usage]:
    """The statements with the model's findings, how many it did not judge, and what it took."""
    passed = [place for place, each in enumerate(checked) if each.statement.supported]
    if not work.tools.judged or not passed:
        return list(checked), 0, Usage()
    findings, unread, usage = _findings([checked[place].draft for place in passed], work)
    against = {place: findings[number] for number, place in enumerate(passed) if number in findings}
    judged = [
        replace(each, statement=_stricter(each.statement, against[place])) if place in against else each
        for place, each in enumerate(checked)
    ]
    return judged, unread, usage


def _findings(drafts: Sequence[DraftStatement], work: Settling) -> tuple[Mapping[int, Finding], int, Usage]:
    statements = [(draft.text, work.checker.cited(draft)) for draft in drafts]
    judgement = judge(statements, model=work.model, prompts=work.tools.prompts, reply_tokens=work.tools.answer_tokens)
    return judgement.findings, judgement.unread, judgement.usage


def _stricter(statement: Statement, finding: Finding) -> Statement:
    return replace(
        statement,
        supported=False,
        score=statement.score * _FOUND,
        reasons=(*statement.reasons, finding.reason),
        contradicted=statement.contradicted or finding.contradicted,
    )


def _passing(
    rewrites: Mapping[int, tuple[DraftStatement, ...]], said: Collection[str], work: Settling
) -> tuple[dict[int, tuple[DraftStatement, ...]], int, Usage]:
    """The rewrites every sentence of which passes the check and speaks of the subject.

    What is `said` already has passed, and is not judged again.
    """
    passing = {
        number: drafts
        for number, drafts in rewrites.items()
        if all(work.checker.verdict(draft).supported and work.fits(draft) for draft in drafts)
    }
    drafted = [
        (number, draft) for number, drafts in passing.items() for draft in drafts if one_line(draft.text) not in said
    ]
    if not work.tools.judged or not drafted:
        return passing, 0, Usage()
    findings, unread, usage = _findings([draft for _, draft in drafted], work)
    for place in findings:
        passing.pop(drafted[place][0], None)
    return passing, unread, usage


def _without_repeats(
    passing: Mapping[int, tuple[DraftStatement, ...]], said: Collection[str]
) -> tuple[dict[int, tuple[DraftStatement, ...]], int]:
    """The rewrites without what is said, or was rewritten to, before; and how many sentences that drops."""
    known = set(said)
    new: dict[int, tuple[DraftStatement, ...]] = {}
    for number in sorted(passing):
        new[number] = tuple(
            {one_line(draft.text): draft for draft in passing[number] if one_line(draft.text) not in known}.values()
        )
        known |= {one_line(draft.text) for draft in new[number]}
    return new, sum(len(passing[number]) - len(drafts) for number, drafts in new.items())


def _replaced(failed: Statement, drafts: Sequence[DraftStatement], checker: Checker) -> list[Statement]:
    return [replace(checker.check(draft, paragraph=failed.paragraph), repaired=True) for draft in drafts]


def _shown(statements: Sequence[Statement], work: Settling, left_out: LeftOut, usage: Usage) -> Settled:
    if not work.tools.leave_out:
        return Settled(tuple(statements), left_out, usage)
    supported = tuple(statement for statement in statements if statement.supported)
    count = len(statements) - len(supported)
    return Settled(supported, replace(left_out, unsupported_statements=count), usage)
