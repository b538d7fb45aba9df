"""Events to one line each in a model's words, a bounded number of events a request; every line is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.checking.checking import Checker
from assistant.answering.timeline.same_event import Happening
from assistant.answering.tools import Stopwatch, Tools, added
from assistant.answering.writing.compose_prose import estimated_tokens, evidence_block
from assistant.answering.writing.repair import NUMBERED_LINE
from assistant.answering.writing.settling import Checked, Settling, settle
from assistant.answering.writing.statements import read_statements
from assistant.answering.writing.summary_parts import Part, select
from assistant.answering.writing.thoughts import spoken
from assistant.errors import ModelBrokeOff
from assistant.language.normalise import one_line
from assistant.records.answers import Citation, Note, Statement
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, Handle
from assistant.records.ports import ChatModel, Message, Role, Usage
from assistant.records.time import DaySpan
from assistant.time.days_in_words import span_in_words

# So many sentences of an event are read, and so many events a request asks for, if they fit.
MOST_READ = 3
_MOST_EVENTS = 10
# A reply may take a quarter of the window at most, so that the material has the greater part of it.
_REPLY_SHARE = 4
WHOLE_LIBRARY = "the main events"


@dataclass(frozen=True, slots=True)
class Outline:
    """What is to be written: a line for each of these events, from those of the evidence's sentences named for it."""

    subject: str
    happenings: Sequence[Happening]
    evidence: Evidence
    allowed: Sequence[Sequence[Handle]]

    def part(self, places: Sequence[int]) -> Part:
        """The sentences of some of the events."""
        return select(self.evidence, sorted({handle for place in places for handle in self.allowed[place]}))


class TimelineWriter:
    """Has one model write the lines of one timeline; the counts hold for what has been read of it so far."""

    def __init__(self, tools: Tools, model: ChatModel, watch: Stopwatch) -> None:
        self._tools = tools
        self._model = model
        self._watch = watch
        self._reply_tokens = min(tools.answer_tokens, model.window // _REPLY_SHARE)
        self.usage = Usage()
        self.broken_off = 0
        self.unread_judgements = 0
        self.refused: tuple[Statement, ...] = ()
        self.notes: tuple[Note, ...] = ()

    @property
    def model_name(self) -> str:
        """Who writes."""
        return self._model.name

    def write(self, outline: Outline, checker: Checker) -> dict[int, Statement]:
        """The judged line of each event by its place; an event whose line is refused has none.

        Raises the model's errors, unless a reply breaks off.
        """
        checked: list[Checked] = []
        for places in self._batches(outline):
            with self._watch.step("compose"):
                drafts = self._read(outline, places)
            with self._watch.step("verify"):
                checked += [Checked(draft, checker.check(draft, paragraph=place)) for place, draft in drafts.items()]
        work = Settling(outline.subject, outline.evidence, checker, self._tools, self._model)
        with self._watch.step("judge"):
            settled = settle(checked, work, whole=not self.broken_off)
        self.usage = added(self.usage, settled.usage)
        self.unread_judgements = settled.left_out.unread_judgements
        self.notes = settled.notes
        lines = _lines(settled.statements, checker.citations(), outline, judged=self._tools.judge is not None)
        chosen = list(lines.values())
        self.refused = (*settled.refused, *(each for each in settled.statements if each not in chosen))
        return lines

    def _batches(self, outline: Outline) -> list[list[int]]:
        """The places of the events that one request holds; one that no request can hold is in none."""
        batches: list[list[int]] = []
        for place in range(len(outline.happenings)):
            joined = [*batches[-1], place] if batches else [place]
            if batches and len(joined) <= _MOST_EVENTS and self._fits(outline, joined):
                batches[-1] = joined
            elif self._fits(outline, [place]):
                batches.append([place])
        return batches

    def _fits(self, outline: Outline, places: Sequence[int]) -> bool:
        messages = self._request(outline, places, outline.part(places))
        return sum(estimated_tokens(each.text) for each in messages) + self._reply_tokens <= self._model.window

    def _request(self, outline: Outline, places: Sequence[int], part: Part) -> list[Message]:
        delimiter = self._tools.prompts.delimiter(outline.subject, evidence_block(part.evidence))
        own = {whole: handle for handle, whole in part.whole.items()}
        events = []
        for number, place in enumerate(places, start=1):
            happening = outline.happenings[place]
            handles = "".join(f"[{own[handle]}]" for handle in outline.allowed[place])
            days = span_in_words(DaySpan(happening.first, happening.last))
            events.append(f"{number}: {days}{', planned' * happening.planned}: {handles}")
        request = self._tools.prompts.timeline_user.fill(
            delimiter=delimiter,
            evidence=evidence_block(part.evidence, delimiter),
            subject=one_line(outline.subject).replace(delimiter, ""),
            events="\n".join(events),
            count=str(len(places)),
        )
        return [Message(Role.SYSTEM, self._tools.prompts.timeline_system.fill()), Message(Role.USER, request)]

    def _read(self, outline: Outline, places: Sequence[int]) -> dict[int, DraftStatement]:
        """The line of each event by its place, with the whole evidence's handles; those that can be read."""
        part = outline.part(places)
        reply = self._model.reply(self._request(outline, places, part), max_tokens=self._reply_tokens)
        try:
            said = spoken(reply)
        except ModelBrokeOff:
            self.broken_off += 1
            return {}
        finally:
            self.usage = added(self.usage, reply.usage)
        drafts: dict[int, DraftStatement] = {}
        for line in said.splitlines():
            found = NUMBERED_LINE.fullmatch(line)
            if not found or not 1 <= int(found[1]) <= len(places):
                continue
            place = places[int(found[1]) - 1]
            statements = list(read_statements([found[2]], part.evidence))
            # Of two lines for one event, or two sentences in one, nobody knows which is meant.
            if len(statements) == 1 and place not in drafts:
                drafts[place] = part.restored(statements[0])
        return drafts


def _lines(
    statements: Sequence[Statement], citations: Sequence[Citation], outline: Outline, *, judged: bool
) -> dict[int, Statement]:
    """The line of each event that is confirmed, where it is `judged`, and that cites nothing but its own sentences.

    Where the reader wants words compared, and nothing more, no difference may have been found.
    """
    cited = {each.n: (each.article.id, each.start) for each in citations}
    lines: dict[int, Statement] = {}
    events = Counter(statement.paragraph for statement in statements)
    for statement in statements:
        found = [outline.evidence.find(handle) for handle in outline.allowed[statement.paragraph]]
        own = {(article.id, sentence.start) for article, sentence in filter(None, found)}
        is_own = bool(statement.citations) and {cited[number] for number in statement.citations} <= own
        # A line that became two sentences would lose one.
        if (statement.confirmed or not (judged or statement.differs)) and is_own and events[statement.paragraph] == 1:
            lines[statement.paragraph] = statement
    return lines
