"""Statements that the rules let pass to what the model says against them: it can only make a verdict stricter."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.compose_prose import estimated_tokens, new_delimiter, one_line
from assistant.answering.thoughts import spoken
from assistant.answering.tools import added
from assistant.answering.verify import Cited
from assistant.articles.days_in_words import day_with_weekday
from assistant.errors import ModelError
from assistant.prompts import Prompts
from assistant.types import ChatModel, Message, Role, Usage

# A line of the reply is about twenty words.
_LINE_TOKENS = 60
_THINKING_TOKENS = 200
# The reason is shown in the midst of an answer.
_LONGEST_REASON = 160
_WORDS = ("SUPPORTED", "UNSUPPORTED", "CONTRADICTED")
_LINE = re.compile(rf"\s*\**(\d{{1,3}})\**\s*[:.)]\**\s*\**({'|'.join(_WORDS)})\**\s*(?:[-–—:.,]\s*(.*))?")
_HANDLES = re.compile(r"\s*[\[【(]\d+(?:\.\d+)?[\]】)]")


@dataclass(frozen=True, slots=True)
class Finding:
    """What the model says against a statement; `contradicted`: the cited sentences say something else."""

    reason: str
    contradicted: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings by the statement's place; `unread` statements were not judged, for want of a readable reply."""

    findings: Mapping[int, Finding]
    unread: int
    usage: Usage


def judge(
    statements: Sequence[tuple[str, Sequence[Cited]]], *, model: ChatModel, prompts: Prompts, reply_tokens: int
) -> Judgement:
    """The model's findings on statements and what they cite, in as few requests as its window allows."""
    findings: dict[int, Finding] = {}
    unread = 0
    usage = Usage()
    for places in _batches([_block(*each) for each in statements], model, prompts, reply_tokens):
        found, used = _judge_batch([_block(*statements[place]) for place in places], model, prompts, reply_tokens)
        usage = added(usage, used)
        if found is None:
            unread += len(places)
        else:
            findings |= {place: finding for place, finding in zip(places, found, strict=True) if finding is not None}
    return Judgement(findings, unread, usage)


def _judge_batch(
    blocks: Sequence[str], model: ChatModel, prompts: Prompts, reply_tokens: int
) -> tuple[list[Finding | None] | None, Usage]:
    """A finding or None for each statement; None for all when two replies could not be read or had."""
    messages = [Message(Role.USER, _request(blocks, prompts))]
    usage = Usage()
    for _ in range(2):
        reply = model.reply(messages, max_tokens=_reply_tokens(len(blocks), model, reply_tokens))
        try:
            said = spoken(reply)
        except ModelError:
            return None, added(usage, reply.usage)
        usage = added(usage, reply.usage)
        read = _read(said, len(blocks))
        if not isinstance(read, str):
            return read, usage
        complaint = prompts.judge_again.fill(fault=read, count=str(len(blocks)))
        messages = [*messages, Message(Role.ASSISTANT, said), Message(Role.USER, complaint)]
    return None, usage


def _read(said: str, count: int) -> list[Finding | None] | str:
    """The findings in order, or what is wrong with the reply."""
    findings: dict[int, Finding | None] = {}
    for line in filter(str.strip, said.splitlines()):
        found = _LINE.fullmatch(line)
        if found is None:
            return f"the line {textwrap.shorten(line, 80)!r} is not of the form asked for"
        number = int(found[1])
        if not 1 <= number <= count or number in findings:
            return f"the number {number} is given twice, or no statement has it"
        findings[number] = None if found[2] == "SUPPORTED" else _finding(found[2], found[3] or "")
    missing = [str(number) for number in range(1, count + 1) if number not in findings]
    if missing:
        return f"there is no line for {', '.join(missing)}"
    return [findings[number] for number in range(1, count + 1)]


def _finding(word: str, said: str) -> Finding:
    plain = one_line(_HANDLES.sub("", said)).strip(" .")
    reason = textwrap.shorten(plain, _LONGEST_REASON, placeholder=" …") or "the cited sentences do not say it"
    return Finding(f"the model finds: {reason}", contradicted=word == "CONTRADICTED")


def _batches(blocks: Sequence[str], model: ChatModel, prompts: Prompts, reply_tokens: int) -> Iterator[list[int]]:
    """The places of the statements that one request holds, in order; at least one in each."""
    empty = estimated_tokens(_request([], prompts))
    batch: list[int] = []
    used = empty
    for place, block in enumerate(blocks):
        size = estimated_tokens(block) + 2
        room = model.window - _reply_tokens(len(batch) + 1, model, reply_tokens)
        if batch and used + size > room:
            yield batch
            batch, used = [], empty
        batch.append(place)
        used += size
    if batch:
        yield batch


def _reply_tokens(count: int, model: ChatModel, reply_tokens: int) -> int:
    return min(max(reply_tokens, _THINKING_TOKENS + _LINE_TOKENS * count), model.window // 3)


def _request(blocks: Sequence[str], prompts: Prompts) -> str:
    delimiter = new_delimiter()
    numbered = "\n\n".join(f"{number}: {block}" for number, block in enumerate(blocks, start=1))
    return prompts.judge.fill(delimiter=delimiter, statements=numbered.replace(delimiter, ""), count=str(len(blocks)))


def _block(text: str, cited: Sequence[Cited]) -> str:
    lines = [one_line(text)]
    for each in cited:
        published = day_with_weekday(each.published) if each.published else "date unknown"
        lines.append(f"   From “{one_line(each.title)}”, {one_line(each.source or 'source unknown')}, {published}")
        if each.before:
            lines.append(f"   The sentence before: {one_line(each.before)}")
        lines.append(f"   Cited: {one_line(each.sentence)}")
    return "\n".join(lines)
