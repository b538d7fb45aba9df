"""Evidence to a summary in a model's words: in one request when it fits, else in parts whose summaries are merged."""

from __future__ import annotations

import functools
import math
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.checking.checking import Checker
from assistant.answering.summaries.requests import SILENT, Telling, side_by_side
from assistant.answering.tools import Tools, added
from assistant.answering.writing.compose_prose import estimated_tokens, evidence_block
from assistant.answering.writing.settling import unnumbered
from assistant.answering.writing.statements import read_statements
from assistant.answering.writing.summary_parts import Part, select, split_evidence
from assistant.errors import ModelBrokeOff, UsageError
from assistant.records.answers import Statement
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence
from assistant.records.ports import ChatModel, Message, Role, Usage
from assistant.records.verdicts import Grade
from assistant.time.days_in_words import day_with_weekday

# A reply may take a quarter of the window at most, so that the material has the greater part of it.
_REPLY_SHARE = 4
# With less than this left for the material a request would hold a sentence or two.
_LEAST_TOKENS = 200
# The titles of many articles must not fill the window that is for their text.
_LONGEST_SUBJECT = 400
# A part's summary is longer than its share of the whole, so that the merging can choose.
_PART_LONGER = 2.0
_PART_LEAST = 2

# The summary of one part, with the whole evidence's handles.
Partial = tuple[DraftStatement, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What is to be written: about what, in about how many sentences, in which language."""

    subject: str
    sentences: int
    language: str


class SummaryWriter:
    """Has one model write one summary; the counts hold for what has been read of it so far."""

    def __init__(self, tools: Tools, model: ChatModel, telling: Telling = SILENT) -> None:
        self._tools, self._model, self._telling = tools, model, telling
        self._prompts = tools.prompts
        self._reply_tokens = min(tools.answer_tokens, model.window // _REPLY_SHARE)
        self.usage = Usage()
        self.paragraph = 0  # of the last statement
        self.partials: tuple[Partial, ...] = ()  # the summaries of the parts, where there are several
        self.unread_sentences = 0
        self.cut_sentences = 0
        # Of the parts' summaries: what was not merged, and how many of them ended before they were finished.
        self.broken_off = 0
        self.unknown_handles = 0
        self.refused: tuple[Statement, ...] = ()

    def write(self, evidence: Evidence, brief: Brief) -> Iterator[DraftStatement]:
        """The summary's statements as they arrive, with the evidence's handles; none when the model declines.

        Raises UsageError when the window is too small, and the model's errors.
        """
        parts, self.unread_sentences = split_evidence(evidence, self._room(self._request(Evidence(), brief)))
        if len(parts) == 1:
            yield from self._read(self._request(parts[0].evidence, brief), parts[0])
            return
        self._room(self._merge_request("", brief))
        tokens = sum(estimated_tokens(evidence_block(part.evidence, "")) for part in parts)
        self._telling.planned(len(parts) + 1, tokens)
        self.partials = self._of_parts(parts, evidence, replace(brief, sentences=_length(brief, parts)))
        yield from self._merged(self.partials, evidence, brief)

    def _of_parts(self, parts: Sequence[Part], evidence: Evidence, brief: Brief) -> tuple[Partial, ...]:
        """The summaries of the parts, written side by side."""
        writers = [SummaryWriter(self._tools, self._model) for _ in parts]
        tasks = [
            functools.partial(writer._partial, part, evidence, brief)
            for writer, part in zip(writers, parts, strict=True)
        ]
        written = side_by_side(tasks, self._telling)
        for writer in writers:
            self.usage = added(self.usage, writer.usage)
            self.broken_off += writer.broken_off
            self.unknown_handles += writer.unknown_handles
            self.refused += writer.refused
        return tuple(each for each in written if each)

    def _partial(self, part: Part, evidence: Evidence, brief: Brief) -> Partial:
        return self._checked(self._read(self._request(part.evidence, brief), part), evidence)

    def _merged(self, partials: Sequence[Partial], evidence: Evidence, brief: Brief) -> Iterator[DraftStatement]:
        """One summary of the parts' summaries; as many as fit are merged at a time, until one request holds all."""
        room = self._room(self._merge_request("", brief))
        waiting = [self._shortened(each, evidence, room // 2) for each in partials]
        while len(groups := _grouped(waiting, evidence, room)) > 1:
            waiting = [
                group[0] if len(group) == 1 else self._checked(self._merge(group, evidence, brief), evidence)
                for group in groups
            ]
            waiting = [each for each in waiting if each]
        if waiting:
            yield from self._merge(waiting, evidence, brief)

    def _merge(self, group: Sequence[Partial], evidence: Evidence, brief: Brief) -> Iterator[DraftStatement]:
        part = _cited(group, evidence)
        return self._read(self._merge_request(_parts_text(group, part), brief), part)

    def _read(self, messages: Sequence[Message], part: Part) -> Iterator[DraftStatement]:
        """The statements of one reply, with the whole evidence's handles."""
        reply = self._model.reply(messages, max_tokens=self._reply_tokens)
        drafts = read_statements(reply, part.evidence)
        try:
            for draft in drafts:
                self.paragraph = len(drafts.paragraphs)
                yield part.restored(draft)
        finally:
            self.usage = added(self.usage, reply.usage)

    def _checked(self, drafts: Iterable[DraftStatement], evidence: Evidence) -> Partial:
        """The statements that cite something and quote nothing invented: others must not reach the merging."""
        checker = Checker(evidence)
        drafted: list[DraftStatement] = []
        try:
            drafted.extend(drafts)
        except ModelBrokeOff:
            if not drafted:
                raise
            self.broken_off += 1
        checked = [checker.check(draft) for draft in drafted]
        kept = tuple(
            draft for draft, each in zip(drafted, checked, strict=True) if each.grade is not Grade.NOT_CONFIRMED
        )
        self.unknown_handles += checker.unknown_handles
        self.refused += unnumbered(each for each in checked if each.grade is Grade.NOT_CONFIRMED)
        return kept

    def _shortened(self, partial: Partial, evidence: Evidence, budget_tokens: int) -> Partial:
        """The first statements that fit, so that any two parts can be merged."""
        kept = partial
        while len(kept) > 1 and _tokens([kept], evidence) > budget_tokens:
            kept = kept[:-1]
        self.cut_sentences += len(partial) - len(kept)
        return kept

    def _room(self, empty: Sequence[Message]) -> int:
        """The tokens left for material in a request that is otherwise like `empty`."""
        room = self._model.window - self._reply_tokens - sum(estimated_tokens(message.text) for message in empty)
        if room < _LEAST_TOKENS:
            raise UsageError(
                f"A window of {self._model.window} tokens leaves no room for articles.",
                hint="Raise ASSISTANT_WINDOW_TOKENS to what the model can read.",
            )
        return room

    def _request(self, evidence: Evidence, brief: Brief) -> list[Message]:
        delimiter = self._prompts.delimiter(brief.subject, evidence_block(evidence))
        return self._messages(
            self._prompts.summary_user.fill(
                delimiter=delimiter,
                evidence=evidence_block(evidence, delimiter),
                subject=textwrap.shorten(brief.subject, _LONGEST_SUBJECT, placeholder=" …"),
                length=str(brief.sentences),
                language=brief.language,
            )
        )

    def _merge_request(self, parts: str, brief: Brief) -> list[Message]:
        delimiter = self._prompts.delimiter(brief.subject, parts)
        return self._messages(
            self._prompts.summary_merge.fill(
                delimiter=delimiter,
                parts=parts.replace(delimiter, ""),
                subject=textwrap.shorten(brief.subject, _LONGEST_SUBJECT, placeholder=" …"),
                length=str(brief.sentences),
                language=brief.language,
            )
        )

    def _messages(self, request: str) -> list[Message]:
        return [Message(Role.SYSTEM, self._prompts.summary_system.fill()), Message(Role.USER, request)]


def _length(brief: Brief, parts: Sequence[Part]) -> int:
    """How many sentences to ask for of each part."""
    share = math.ceil(_PART_LONGER * brief.sentences / max(1, len(parts)))
    return max(_PART_LEAST, min(brief.sentences, share))


def _grouped(partials: Sequence[Partial], evidence: Evidence, room: int) -> list[list[Partial]]:
    """Neighbouring parts that one request holds together; at least two, so that every round leaves fewer."""
    groups: list[list[Partial]] = []
    for partial in partials:
        if groups and (len(groups[-1]) < 2 or _tokens([*groups[-1], partial], evidence) <= room):
            groups[-1].append(partial)
        else:
            groups.append([partial])
    return groups


def _cited(group: Sequence[Partial], evidence: Evidence) -> Part:
    return select(evidence, sorted({handle for partial in group for draft in partial for handle in draft.handles}))


def _tokens(group: Sequence[Partial], evidence: Evidence) -> int:
    return estimated_tokens(_parts_text(group, _cited(group, evidence)))


def _parts_text(group: Sequence[Partial], part: Part) -> str:
    """The parts' summaries under the days of their articles, each sentence with the part's handles."""
    own = {whole: handle for handle, whole in part.whole.items()}
    blocks = []
    for number, partial in enumerate(group, start=1):
        handles = [[own[handle] for handle in draft.handles] for draft in partial]
        lines = [
            f"{' '.join(draft.text.split())} {''.join(f'[{handle}]' for handle in local)}"
            for draft, local in zip(partial, handles, strict=True)
        ]
        cited = {part.evidence.articles[handle.article - 1].article.published for local in handles for handle in local}
        days = sorted(day for day in cited if day is not None)
        span = " to ".join(day_with_weekday(day) for day in dict.fromkeys(days[:1] + days[-1:])) or "unknown dates"
        blocks.append("\n".join([f"Part {number}, articles of {span}:", *lines]))
    return "\n\n".join(blocks)
