"""Lines of several sources to how alike a model that reads meaning finds them, in the place of their vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assistant.answering.summaries.requests import Telling, side_by_side
from assistant.answering.summaries.summary_lines import Line
from assistant.answering.tools import Tools, added
from assistant.answering.writing.judging import Case, Judge, judge_cases
from assistant.records.evidence import Evidence
from assistant.records.ports import ChatModel, Usage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# So many lines of each source are judged, the best ones; each beside the lines of another source most like it.
_JUDGED, _OFFERED = 12, 6
# What a judge confirms is the same, and what it does not find is said by one alone, whatever the vectors say.
_CONFIRMED, _ELSEWHERE = 0.9, 0.5
_CASES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class JudgedLikeness:
    """How alike each two lines are, in the light of the judge, and which contradict each other, the first one first.

    `failure` says why the judge could not be had.
    """

    likeness: NDArray[np.float32]
    usage: Usage
    contradicted: frozenset[tuple[int, int]] = frozenset()
    failure: str = ""


def judged_likeness(
    lines: Sequence[Line],
    worth: Sequence[float | None],
    of_source: NDArray[np.int64],
    likeness: NDArray[np.float32],
    means: tuple[Evidence, Tools, Telling],
) -> JudgedLikeness:
    """The likeness of lines, of the best of which a judge has read whether another source's lines bear them out."""
    evidence, tools, telling = means
    judge = tools.judge
    if judge is None:
        return JudgedLikeness(likeness, Usage())
    asked = _asked(worth, of_source, likeness)
    batches = [asked[start : start + _CASES_AT_ONCE] for start in range(0, len(asked), _CASES_AT_ONCE)]
    cases = [
        [Case(lines[at].text, offered=tuple(lines[other].handle for other in near)) for at, near in batch]
        for batch in batches
    ]
    telling.planned(len(batches), sum(len(each.text) for batch in cases for each in batch) // 4 * (1 + _OFFERED))
    tasks = [partial(judge_cases, batch, evidence, _judge(judge, tools)) for batch in cases]
    judgements = side_by_side(tasks, telling)
    result, usage, failure = likeness.copy(), Usage(), ""
    contradicted: set[tuple[int, int]] = set()
    places = {line.handle: at for at, line in enumerate(lines)}
    for batch, judgement in zip(batches, judgements, strict=True):
        usage, failure = added(usage, judgement.usage), failure or judgement.failure
        for number, ruling in judgement.rulings.items():
            at, near = batch[number]
            borne_out = [places[handle] for handle in ruling.by if handle in places and places[handle] in near]
            if ruling.contradicted:
                contradicted |= {(min(at, other), max(at, other)) for other in borne_out}
                for other in borne_out:
                    result[at, other] = result[other, at] = _CONFIRMED
                continue
            for other in near:
                said = _CONFIRMED if ruling.confirmed and other in borne_out else min(_ELSEWHERE, result[at, other])
                result[at, other] = result[other, at] = said
    return JudgedLikeness(result, usage, frozenset(contradicted), failure)


def _judge(model: ChatModel, tools: Tools) -> Judge:
    return Judge(model, tools.prompts, tools.answer_tokens)


def _asked(
    worth: Sequence[float | None], of_source: NDArray[np.int64], likeness: NDArray[np.float32]
) -> list[tuple[int, list[int]]]:
    """The lines to be judged, each with the lines of one other source that may bear it out."""
    asked = []
    for source in sorted(set(of_source.tolist())):
        own = [at for at, value in enumerate(worth) if value is not None and of_source[at] == source]
        for at in sorted(own, key=lambda place: -(worth[place] or 0.0))[:_JUDGED]:
            for other in sorted(set(of_source.tolist()) - {source}):
                theirs = (of_source == other).nonzero()[0].tolist()
                asked.append((at, sorted(theirs, key=lambda place: -float(likeness[at, place]))[:_OFFERED]))
    return asked
