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
_Pair = tuple[int, int]


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
    usage, failure = Usage(), ""
    # What one source's sentence bears out may say more than the other: a pair is the same if either judgement finds it.
    read, same, contradicted = set[_Pair](), set[_Pair](), set[_Pair]()
    places = {line.handle: at for at, line in enumerate(lines)}
    for batch, judgement in zip(batches, judgements, strict=True):
        usage, failure = added(usage, judgement.usage), failure or judgement.failure
        for number, ruling in judgement.rulings.items():
            at, near = batch[number]
            named = {_pair(at, places[handle]) for handle in ruling.by if places.get(handle) in near}
            if ruling.contradicted:
                contradicted |= named
            else:
                read |= {_pair(at, other) for other in near}
                same |= named if ruling.confirmed else set()
    result = likeness.copy()
    for one, other in read:
        result[one, other] = result[other, one] = min(_ELSEWHERE, result[one, other])
    for one, other in same | contradicted:
        result[one, other] = result[other, one] = _CONFIRMED
    return JudgedLikeness(result, usage, frozenset(contradicted), failure)


def _pair(one: int, other: int) -> _Pair:
    return min(one, other), max(one, other)


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
