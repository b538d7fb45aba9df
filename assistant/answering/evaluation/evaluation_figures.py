"""The marks of single questions to the figures of an evaluation, each with its interval and what it rests on."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import fmean, median
from typing import TypeVar

from assistant.answering.evaluation.metrics import auroc, interval, risk_coverage_area, share_interval
from assistant.records.evaluation import Figure, Measure, Scored

Row = TypeVar("Row", float, tuple[float, bool])

_PLACES = {Measure.R_AT_1: 1, Measure.R_AT_3: 3, Measure.R_AT_5: 5, Measure.R_AT_10: 10}
# Over so many questions a share is within 3 points of what it would be over all there could be, and the bootstrap of
# the other figures takes seconds: 4.4 s for all of them at 1,000, on two busy cores.
_MOST_WITH_INTERVAL = 1_000


def figures_of(scored: Sequence[Scored]) -> tuple[Figure, ...]:
    """Every measure, in the order of Measure; its value is None where the rows do not say enough."""
    return (*_search_figures(scored), *_answer_figures(scored), *_abstention_figures(scored), *_time_figures(scored))


def _search_figures(scored: Sequence[Scored]) -> list[Figure]:
    searched = [each for each in scored if each.known.articles and each.search_ms is not None]
    figures = [
        _share(measure, [each.place is not None and each.place <= most for each in searched])
        for measure, most in _PLACES.items()
    ]
    return [*figures, _mean(Measure.MRR, [1 / each.place if each.place else 0.0 for each in searched])]


def _answer_figures(scored: Sequence[Scored]) -> list[Figure]:
    answerable = [each for each in scored if each.known.answerable and each.refused is not None]
    return [
        _share(Measure.ANSWERED, [not each.refused for each in answerable]),
        _share(Measure.ANSWER_CITED, [each.answer_cited for each in answerable if each.answer_cited is not None]),
        _mean(
            Measure.CITATION_PRECISION,
            [each.citation_precision for each in answerable if each.citation_precision is not None],
        ),
        _mean(
            Measure.CITATION_RECALL, [each.citation_recall for each in answerable if each.citation_recall is not None]
        ),
    ]


def _abstention_figures(scored: Sequence[Scored]) -> list[Figure]:
    asked = [each for each in scored if each.refused is not None]
    both_kinds = len({each.known.answerable for each in asked}) == 2
    refused = [not each.known.answerable for each in asked if each.refused] if both_kinds else []
    without_answer = [bool(each.refused) for each in asked if not each.known.answerable]
    ranked = [(_confidence(each), each.known.answerable) for each in asked] if both_kinds else []
    judged = [(_confidence(each), each.right) for each in asked if each.right is not None]
    # What no ranking can undercut: every right answer before the wrong ones.
    best = [(-float(place), right) for place, right in enumerate(sorted((right for _, right in judged), reverse=True))]
    return [
        _share(Measure.ABSTENTION_PRECISION, refused),
        _share(Measure.ABSTENTION_RECALL, without_answer),
        _figure(Measure.ABSTENTION_AUROC, _auroc, ranked),
        _figure(Measure.RISK_COVERAGE_AREA, _area, judged),
        Figure(Measure.LEAST_RISK_COVERAGE_AREA, _area(best) if best else None, len(best)),
    ]


def _time_figures(scored: Sequence[Scored]) -> list[Figure]:
    times = {
        Measure.SEARCH_MS: [each.search_ms for each in scored if each.search_ms is not None],
        Measure.ANSWER_MS: [each.answer_ms for each in scored if each.answer_ms is not None],
    }
    return [Figure(measure, median(values) if values else None, len(values)) for measure, values in times.items()]


def _confidence(scored: Scored) -> float:
    """The answer's own, and where it gives none, 1 for an answer and 0 for a refusal."""
    return scored.confidence if scored.confidence is not None else float(not scored.refused)


def _auroc(rows: Sequence[tuple[float, bool]]) -> float:
    """A draw of the bootstrap in which all rows are of one kind tells nothing: a half."""
    value = auroc(*zip(*rows, strict=True))
    return 0.5 if math.isnan(value) else value


def _area(rows: Sequence[tuple[float, bool]]) -> float:
    return risk_coverage_area(*zip(*rows, strict=True))


def _share(measure: Measure, values: Sequence[bool]) -> Figure:
    n = len(values)
    if not n:
        return Figure(measure)
    return Figure(measure, sum(values) / n, n, share_interval(sum(values), n) if n <= _MOST_WITH_INTERVAL else None)


def _mean(measure: Measure, values: Sequence[float]) -> Figure:
    return _figure(measure, fmean, values)


def _figure(measure: Measure, statistic: Callable[[Sequence[Row]], float], rows: Sequence[Row]) -> Figure:
    """The bootstrap knows nothing of rows that are all alike, and then there is no interval."""
    if not rows:
        return Figure(measure)
    around = interval(statistic, rows) if len(set(rows)) > 1 and len(rows) <= _MOST_WITH_INTERVAL else None
    return Figure(measure, statistic(rows), len(rows), around)
