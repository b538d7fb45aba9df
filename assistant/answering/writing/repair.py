"""Statements that the judge refused to what the model gives in their place when it is told why, in one request."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.writing.compose_prose import (
    estimated_tokens,
    evidence_block,
    fit_evidence,
)
from assistant.answering.writing.refusals import is_declined
from assistant.answering.writing.statements import read_statements
from assistant.answering.writing.summary_parts import Part, all_handles, select
from assistant.answering.writing.thoughts import spoken
from assistant.errors import ModelError
from assistant.language.normalise import one_line
from assistant.patterns import lazy_pattern
from assistant.prompts import Prompts
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, Handle
from assistant.records.ports import ChatModel, Message, Role, Usage

# A reply may take a quarter of the window at most, so that the evidence has the greater part of it.
_REPLY_SHARE = 4
# "1: …", also with a bullet, a stop or a bracket, and in bold, as models write it.
NUMBERED_LINE = lazy_pattern(r"\s*(?:[-•]\s+)?\**(\d{1,3})\**\s*[:.)]\**\s*(\S.*)")
_WITHDRAWN = lazy_pattern(r"\W*withdrawn\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Refused:
    """A statement that was refused, and why."""

    draft: DraftStatement
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rewrites:
    """What the model gave for each refused statement, by its place in the list; nothing at all where it is withdrawn.

    A place that is not there was not answered, or not in a form that can be read.
    """

    by_place: Mapping[int, tuple[DraftStatement, ...]]
    usage: Usage


def ask_to_repair(
    refused: Sequence[Refused],
    evidence: Evidence,
    subject: str,
    *,
    model: ChatModel,
    prompts: Prompts,
    reply_tokens: int,
) -> Rewrites:
    """The model's rewrites, not yet checked; none when it fails or breaks off, since what there was is kept then."""
    most_tokens = min(reply_tokens, model.window // _REPLY_SHARE)
    delimiter = prompts.delimiter(subject, evidence_block(evidence), *(each.draft.text for each in refused))

    def request(part: Part) -> str:
        return prompts.repair.fill(
            delimiter=delimiter,
            evidence=evidence_block(part.evidence, delimiter),
            refused=_refused_lines(refused, part).replace(delimiter, ""),
            question=one_line(subject).replace(delimiter, ""),
            count=str(len(refused)),
        )

    room = model.window - most_tokens - estimated_tokens(request(select(evidence, ())))
    if room <= 0:
        return Rewrites({}, Usage())
    part = _part_for(refused, evidence, room)
    reply = model.reply([Message(Role.USER, request(part))], max_tokens=most_tokens)
    try:
        said = spoken(reply)
    except ModelError:
        return Rewrites({}, reply.usage)
    return Rewrites(_read(said, part, len(refused)), reply.usage)


def _part_for(refused: Sequence[Refused], evidence: Evidence, room: int) -> Part:
    """All of the evidence if it fits, else the articles that are cited, else what stands around what is cited."""
    every = all_handles(evidence)
    cited = {handle for each in refused for handle in each.draft.handles}
    articles = {handle.article for handle in cited}
    around = {Handle(each.article, each.sentence + step) for each in cited for step in (-1, 0, 1)}
    choices = [
        every,
        [handle for handle in every if handle.article in articles],
        [handle for handle in every if handle in around],
        sorted(cited),
    ]
    for choice in choices:
        part = select(evidence, choice)
        if choice and estimated_tokens(evidence_block(part.evidence, "\0")) <= room:
            return part
    part = select(evidence, sorted(cited) or every)
    return Part(fit_evidence(part.evidence, room)[0], part.whole)


def _refused_lines(refused: Sequence[Refused], part: Part) -> str:
    own = {whole: handle for handle, whole in part.whole.items()}
    lines = []
    for number, each in enumerate(refused, start=1):
        marks = "".join(f"[{own[handle]}]" for handle in each.draft.handles if handle in own)
        lines.append(f"{number}: {one_line(each.draft.text)} {marks}".rstrip())
        lines.append(f"   Why it was refused: {one_line('; '.join(each.reasons))}")
    return "\n".join(lines)


def _read(said: str, part: Part, count: int) -> dict[int, tuple[DraftStatement, ...]]:
    """The rewrites by place; a number that is given twice has none, since nobody knows which is meant."""
    given: dict[int, list[str]] = {}
    for line in said.splitlines():
        found = NUMBERED_LINE.fullmatch(line)
        if found and 1 <= int(found[1]) <= count:
            given.setdefault(int(found[1]) - 1, []).append(found[2])
    rewrites: dict[int, tuple[DraftStatement, ...]] = {}
    for place, (text, *others) in given.items():
        if others:
            continue
        if _WITHDRAWN.fullmatch(text) or is_declined(text):
            rewrites[place] = ()
        elif drafts := tuple(part.restored(draft) for draft in read_statements([text], part.evidence)):
            rewrites[place] = drafts
    return rewrites
