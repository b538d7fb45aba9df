"""Statements and the numbered sentences they cite to what a judge, a model that reads meaning, says of each."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.checking.checking import sentences_of
from assistant.answering.evidence.evidence import dates_in_brackets
from assistant.answering.tools import added
from assistant.answering.writing.compose_prose import estimated_tokens, heading_of
from assistant.answering.writing.judge_reply import REPLY_FORM, rows_in
from assistant.answering.writing.thoughts import spoken
from assistant.errors import ModelError
from assistant.language.normalise import one_line
from assistant.patterns import lazy_pattern
from assistant.prompts import Prompts
from assistant.records.articles import Sentence
from assistant.records.evidence import Evidence, EvidenceArticle, Handle
from assistant.records.ports import ChatModel, Message, Role, Usage
from assistant.time.days_in_words import day_with_weekday

# A line of the reply is about twenty words.
_LINE_TOKENS = 80
_THINKING_TOKENS = 300
# The reason is shown in the midst of an answer.
_LONGEST_REASON = 200
# More questions than these lead a judge away from what is wrong.
_MOST_QUESTIONS = 3
# Of three true statements that a strong model refused, all three had a name from two sentences before.
_BEFORE, _AFTER = 2, 1
_VERDICTS = ("CONFIRMED", "NOT CONFIRMED", "CONTRADICTED")
# "CONFIRMED, but not the flood" confirms nothing.
_QUALIFIED = lazy_pattern(r"\b(?:but|except|only|partly|in part|however|not|though|apart from)\b", re.IGNORECASE)
_HANDLE = lazy_pattern(r"(\d{1,4})\.(\d{1,4})")
_SHOWN = lazy_pattern(r"^ +\[(\d+\.\d+)\]", re.MULTILINE)


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
    """The rulings by the statement's place; what is not there was not judged, for want of a readable reply.

    `failure` says why the judge could not be had, where that is so.
    """

    rulings: Mapping[int, Ruling]
    usage: Usage
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """A model that judges, how much it is asked for at once, and the day the reader asks on, which counts as known."""

    model: ChatModel
    prompts: Prompts
    reply_tokens: int
    asked: date | None = None

    def most_tokens(self, count: int) -> int:
        """Of a reply on so many statements."""
        return min(max(self.reply_tokens, _THINKING_TOKENS + _LINE_TOKENS * count), self.model.window // 3)


def judge_cases(cases: Sequence[Case], evidence: Evidence, judge: Judge) -> Judgement:
    """The judge's rulings, in as few requests as its window allows; a model that fails is asked no more."""
    rulings: dict[int, Ruling] = {}
    usage = Usage()
    blocks = [_block(case, evidence) for case in cases]
    for places in _batches(blocks, judge):
        batch = _Batch([cases[place] for place in places], [blocks[place] for place in places], evidence, judge)
        judgement = batch.judged()
        usage = added(usage, judgement.usage)
        rulings |= {places[number]: ruling for number, ruling in judgement.rulings.items()}
        if judgement.failure:
            return Judgement(rulings, usage, judgement.failure)
    return Judgement(rulings, usage)


@dataclass(frozen=True, slots=True)
class _Batch:
    """The statements of one request."""

    cases: Sequence[Case]
    blocks: Sequence[str]
    evidence: Evidence
    judge: Judge

    def judged(self) -> Judgement:
        """What could be read of the reply; where that is not all, of a second one to a complaint as well."""
        messages = [Message(Role.USER, self._request())]
        rulings: dict[int, Ruling] = {}
        usage = Usage()
        for _ in range(2):
            reply = self.judge.model.reply(
                messages, max_tokens=self.judge.most_tokens(len(self.blocks)), form=REPLY_FORM
            )
            try:
                said = spoken(reply)
            except ModelError as error:
                return Judgement(rulings, added(usage, reply.usage), str(error))
            usage = added(usage, reply.usage)
            rulings = self._read(said) | rulings
            missing = [str(number + 1) for number in range(len(self.blocks)) if number not in rulings]
            if not missing:
                break
            fault = f"there is no one line for {', '.join(missing)}"
            complaint = self.judge.prompts.judge_again.fill(fault=fault, count=str(len(self.blocks)))
            messages = [messages[0], Message(Role.ASSISTANT, said), Message(Role.USER, complaint)]
        return Judgement(rulings, usage)

    def _request(self) -> str:
        request = _filled(self.blocks, "", self.judge)
        if all(case.offered for case in self.cases):
            return request
        shown = frozenset(handle for block in self.blocks for handle in _SHOWN.findall(block))
        room = self.judge.model.window - self.judge.most_tokens(len(self.blocks))
        return _filled(self.blocks, _others(self.evidence, shown, room - estimated_tokens(request)), self.judge)

    def _read(self, said: str) -> dict[int, Ruling]:
        """The rulings that can be read, by place; what is given twice, or bears nothing out, is not."""
        rulings: dict[int, Ruling] = {}
        twice: set[int] = set()
        for number, word, sentences, reason in rows_in(said):
            verdict = word.upper().replace("_", " ").strip(" .*")
            if verdict not in _VERDICTS or (verdict == _VERDICTS[0] and _QUALIFIED.search(reason)):
                continue
            if number in rulings:
                twice.add(number)
            rulings[number] = _ruling(verdict, sentences, reason, self.evidence)
        return {
            number - 1: ruling
            for number, ruling in rulings.items()
            if 1 <= number <= len(self.cases)
            and number not in twice
            and not (ruling.confirmed and not ruling.by and not self.cases[number - 1].cited)
        }


def _ruling(verdict: str, sentences: str, reason: str, evidence: Evidence) -> Ruling:
    handles = (Handle(int(article), int(sentence)) for article, sentence in _HANDLE.findall(sentences))
    by = tuple(dict.fromkeys(handle for handle in handles if evidence.find(handle) is not None))
    plain = one_line(re.sub(r"\s*[\[【(]\d+\.\d+[\]】)]", "", reason)).strip(" .-–—")
    said = textwrap.shorten(plain, _LONGEST_REASON, placeholder=" …") or "the cited sentences do not say it"
    return Ruling(verdict == "CONFIRMED", verdict == "CONTRADICTED", by, "" if verdict == "CONFIRMED" else said)


def _batches(blocks: Sequence[str], judge: Judge) -> Iterator[list[int]]:
    """The places of the statements that one request holds, in order; at least one in each."""
    empty = estimated_tokens(_filled([], "", judge))
    batch: list[int] = []
    used = empty
    for place, block in enumerate(blocks):
        size = estimated_tokens(block) + 2
        room = judge.model.window - judge.most_tokens(len(batch) + 1)
        if batch and used + size > room:
            yield batch
            batch, used = [], empty
        batch.append(place)
        used += size
    if batch:
        yield batch


def _filled(blocks: Sequence[str], others: str, judge: Judge) -> str:
    numbered = "\n\n".join(f"{number}: {block}" for number, block in enumerate(blocks, start=1))
    material = "\n\n".join(part for part in (numbered, others) if part)
    delimiter = judge.prompts.delimiter(material)
    return judge.prompts.judge.fill(
        delimiter=delimiter,
        statements=material.replace(delimiter, ""),
        as_of=day_with_weekday(judge.asked) if judge.asked else "not given",
        count=str(len(blocks)),
    )


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
    every = {each.number: each for each in (*sentences_of(part.article.text), *part.sentences)}
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
