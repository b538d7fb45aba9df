"""Statements and the numbered sentences they cite to what a judge, a model that reads meaning, says of each."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.compose_prose import estimated_tokens, heading_of, new_delimiter, one_line
from assistant.answering.resolved_dates import dates_in_brackets
from assistant.answering.thoughts import spoken
from assistant.answering.tools import added
from assistant.articles.sentences import split_sentences
from assistant.errors import ModelError
from assistant.prompts import Prompts
from assistant.types import ChatModel, Evidence, EvidenceArticle, Handle, Message, Role, Sentence, Usage

# A line of the reply is about twenty words.
_LINE_TOKENS = 80
_THINKING_TOKENS = 300
# The reason is shown in the midst of an answer.
_LONGEST_REASON = 200
# More questions than these lead a judge away from what is wrong.
_MOST_QUESTIONS = 3
# Of three true statements that a strong model refused, all three had a name from two sentences before.
_BEFORE, _AFTER = 2, 1
_LINE = re.compile(
    r"\s*(?:[-•]\s+)?\**(\d{1,3})\**\s*[:.)]\**\s*\**(CONFIRMED|NOT[ _]CONFIRMED|CONTRADICTED)\b\**"
    r"((?:[\s,;]*[\[(]?\d+\.\d+[\])]?)*)\s*(?:[-–—:.,]+\s*(.*))?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(\d{1,4})\.(\d{1,4})")
_SHOWN = re.compile(r"^ +\[(\d+\.\d+)\]", re.MULTILINE)
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
_FORM: Mapping[str, object] = {
    "type": "object",
    "properties": {
        "verdicts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "statement": {"type": "integer"},
                    "reason": {"type": "string"},
                    "verdict": {"type": "string", "enum": ["confirmed", "not_confirmed", "contradicted"]},
                    "sentences": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["statement", "reason", "verdict", "sentences"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["verdicts"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Case:
    """A statement to be judged by sentences of an evidence.

    `cited` are those it cites; `offered` those among which it may find its support where it cites none. `questions` are
    what the comparison of words found; `in_place_of` is the statement that it is to replace, `follows` the sentence
    before it in a text of the reader's own, which tells what "four weeks later" counts from.
    """

    text: str
    cited: tuple[Handle, ...] = ()
    offered: tuple[Handle, ...] = ()
    questions: tuple[str, ...] = ()
    in_place_of: str = ""
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the judge says of one statement; `by` are the sentences that bear it out, or speak against it."""

    confirmed: bool
    contradicted: bool = False
    by: tuple[Handle, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The rulings by the statement's place; what is not there was not judged, for want of a readable reply."""

    rulings: Mapping[int, Ruling]
    usage: Usage


def judge(
    cases: Sequence[Case], evidence: Evidence, *, model: ChatModel, prompts: Prompts, reply_tokens: int
) -> Judgement:
    """The judge's rulings, in as few requests as its window allows; a model that fails leaves them out."""
    rulings: dict[int, Ruling] = {}
    usage = Usage()
    blocks = [_block(case, evidence) for case in cases]
    for places in _batches(blocks, model, prompts, reply_tokens):
        batch = _Batch([blocks[place] for place in places], evidence, model, prompts, reply_tokens)
        found, used = batch.judged(with_others=any(not cases[place].offered for place in places))
        usage = added(usage, used)
        rulings |= {places[number]: ruling for number, ruling in found.items()}
    return Judgement(rulings, usage)


@dataclass(frozen=True, slots=True)
class _Batch:
    """The statements of one request."""

    blocks: Sequence[str]
    evidence: Evidence
    model: ChatModel
    prompts: Prompts
    reply_tokens: int

    def judged(self, *, with_others: bool) -> tuple[dict[int, Ruling], Usage]:
        """What could be read of the reply; where that is not all, of a second one to a complaint as well."""
        messages = [Message(Role.USER, self._request(with_others=with_others))]
        rulings: dict[int, Ruling] = {}
        usage = Usage()
        for _ in range(2):
            most = _reply_tokens(len(self.blocks), self.model, self.reply_tokens)
            reply = self.model.reply(messages, max_tokens=most, form=_FORM)
            try:
                said = spoken(reply)
            except ModelError:
                return rulings, added(usage, reply.usage)
            usage = added(usage, reply.usage)
            found, fault = _read(said, len(self.blocks), self.evidence)
            rulings = found | rulings
            if not fault or len(rulings) == len(self.blocks):
                break
            complaint = self.prompts.judge_again.fill(fault=fault, count=str(len(self.blocks)))
            messages = [messages[0], Message(Role.ASSISTANT, said), Message(Role.USER, complaint)]
        return rulings, usage

    def _request(self, *, with_others: bool) -> str:
        request = _filled(self.blocks, "", self.prompts)
        if not with_others:
            return request
        shown = frozenset(handle for block in self.blocks for handle in _SHOWN.findall(block))
        room = self.model.window - _reply_tokens(len(self.blocks), self.model, self.reply_tokens)
        return _filled(self.blocks, _others(self.evidence, shown, room - estimated_tokens(request)), self.prompts)


def _read(said: str, count: int, evidence: Evidence) -> tuple[dict[int, Ruling], str]:
    """The rulings that can be read, by place, and what is wrong with the reply as a whole, if anything is."""
    rulings: dict[int, Ruling] = {}
    twice: set[int] = set()
    for number, word, sentences, reason in _rows(said):
        if number in rulings:
            twice.add(number)
        rulings[number] = _ruling(word, sentences, reason, evidence)
    known = {number - 1: rulings[number] for number in rulings if 1 <= number <= count and number not in twice}
    missing = [str(number) for number in range(1, count + 1) if number - 1 not in known]
    return known, f"there is no one line for {', '.join(missing)}" if missing else ""


def _rows(said: str) -> Iterator[tuple[int, str, str, str]]:
    """Number, verdict, sentences and reason of each statement, from JSON or else from lines."""
    found = _OBJECT.search(said)
    try:
        rows = json.loads(found.group())["verdicts"] if found else None
        for row in rows or ():
            yield int(row["statement"]), str(row["verdict"]), " ".join(map(str, row["sentences"])), str(row["reason"])
    except (ValueError, TypeError, KeyError):
        rows = None
    if rows:
        return
    for line in said.splitlines():
        match = _LINE.fullmatch(line)
        if match:
            yield int(match[1]), match[2], match[3], match[4] or ""


def _ruling(word: str, sentences: str, reason: str, evidence: Evidence) -> Ruling:
    handles = (Handle(int(article), int(sentence)) for article, sentence in _HANDLE.findall(sentences))
    by = tuple(dict.fromkeys(handle for handle in handles if evidence.find(handle) is not None))
    plain = one_line(re.sub(r"\s*[\[【(]\d+\.\d+[\]】)]", "", reason)).strip(" .-–—")
    said = textwrap.shorten(plain, _LONGEST_REASON, placeholder=" …") or "the cited sentences do not say it"
    verdict = word.upper().replace("_", " ")
    return Ruling(verdict == "CONFIRMED", verdict == "CONTRADICTED", by, "" if verdict == "CONFIRMED" else said)


def _batches(blocks: Sequence[str], model: ChatModel, prompts: Prompts, reply_tokens: int) -> Iterator[list[int]]:
    """The places of the statements that one request holds, in order; at least one in each."""
    empty = estimated_tokens(_filled([], "", prompts))
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


def _filled(blocks: Sequence[str], others: str, prompts: Prompts) -> str:
    delimiter = new_delimiter()
    numbered = "\n\n".join(f"{number}: {block}" for number, block in enumerate(blocks, start=1))
    material = "\n\n".join(part for part in (numbered, others) if part)
    return prompts.judge.fill(delimiter=delimiter, statements=material.replace(delimiter, ""), count=str(len(blocks)))


def _block(case: Case, evidence: Evidence) -> str:
    """The statement, what to ask oneself about it, and the sentences it is judged by, in their surroundings."""
    lines = [one_line(case.text)]
    if case.in_place_of:
        lines.append(f"   In place of: {one_line(case.in_place_of)}")
    if case.follows:
        lines.append(f"   It follows this, which only tells what it speaks of: {one_line(case.follows)}")
    lines += [
        f"   Ask yourself: {one_line(question)}. Does that matter?" for question in case.questions[:_MOST_QUESTIONS]
    ]
    if not case.cited:
        lines.append("   It cites no sentence.")
    handles = case.cited or case.offered
    for part in evidence.articles:
        own = [part.sentences[each.sentence - 1] for each in handles if each.article == part.number]
        if own:
            lines += [f"   {line}" for line in heading_of(part).splitlines()]
            lines += _sentence_lines(part, own, marked=bool(case.cited))
    return "\n".join(lines)


def _sentence_lines(part: EvidenceArticle, own: Sequence[Sentence], *, marked: bool) -> Iterator[str]:
    """The sentences with those around them; what the evidence holds with its handle, what is cited with a mark."""
    numbers = {each.number for each in own}
    around = {number + step for number in numbers for step in range(-_BEFORE, _AFTER + 1)}
    handles = {each.number: number for number, each in enumerate(part.sentences, start=1)}
    for number, sentence in sorted(_known(part, around).items()):
        handle = f"[{part.number}.{handles[number]}]" if number in handles else "(around)"
        mark = " CITED:" if marked and number in numbers else ""
        meant = dates_in_brackets(part.article, sentence)
        yield f"   {handle}{mark} {one_line(sentence.of(part.article.text))}{meant}"


def _known(part: EvidenceArticle, numbers: Iterable[int]) -> dict[int, Sentence]:
    """Sentences of an article by their number, of the evidence or of its text."""
    every = {each.number: each for each in (*_sentences_of(part.article.text), *part.sentences)}
    return {number: every[number] for number in numbers if number in every}


def _others(evidence: Evidence, shown: frozenset[str], room: int) -> str:
    """The evidence's sentences that stand with no statement, as many as fit, those of articles that are cited first."""
    lines = ["Other numbered sentences:"]
    used = estimated_tokens(lines[0])
    near = {handle.partition(".")[0] for handle in shown}
    for part in sorted(evidence.articles, key=lambda each: str(each.number) not in near):
        for number, sentence in enumerate(part.sentences, start=1):
            handle = str(Handle(part.number, number))
            line = f"[{handle}] {one_line(sentence.of(part.article.text))}"
            if handle in shown or used + estimated_tokens(line) + 1 > room:
                continue
            used += estimated_tokens(line) + 1
            lines.append(line)
    return "\n".join(lines) if len(lines) > 1 else ""


# The sentences of one article are asked for by each statement that cites it.
@lru_cache(maxsize=64)
def _sentences_of(text: str) -> tuple[Sentence, ...]:
    return split_sentences(text)
