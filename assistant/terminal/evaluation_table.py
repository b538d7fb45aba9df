"""An evaluation to a table that a person reads, at a given width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.records.evaluation import Evaluation, Figure, Measure, NamedArticle
from assistant.terminal.layout import NARROWEST, Style, blank, line, prose_width, rendered, wrap
from assistant.terminal.words import counted, listed

if TYPE_CHECKING:
    from rich.text import Text

# What a row takes; below it a figure's interval and meaning stand under it.
NARROWEST_TABLE = 80
UNKNOWN = "–"

_SEARCH = {
    Measure.R_AT_1: ("R@1", "the article comes first"),
    Measure.R_AT_3: ("R@3", "it is among the first 3"),
    Measure.R_AT_5: ("R@5", "among the first 5"),
    Measure.R_AT_10: ("R@10", "among the first 10"),
    Measure.MRR: ("MRR", "mean of 1 / its place"),
}
_ANSWERS = {
    Measure.ANSWERED: ("answered", "not refused"),
    Measure.ANSWER_CITED: ("answer cited", "in a cited sentence"),
    Measure.CITATION_PRECISION: ("citation precision", "of what is cited, right"),
    Measure.CITATION_RECALL: ("citation recall", "of what is right, cited"),
}
_REFUSALS = {
    Measure.ABSTENTION_PRECISION: ("abstention precision", "of refused, unanswerable"),
    Measure.ABSTENTION_RECALL: ("abstention recall", "of unanswerable, refused"),
    Measure.ABSTENTION_AUROC: ("abstention AUROC", "ranking by confidence"),
    Measure.RISK_COVERAGE_AREA: ("risk-coverage area", "mean share wrong"),
    Measure.LEAST_RISK_COVERAGE_AREA: ("least possible", "right answers all first"),
}
_TIMES = {
    Measure.SEARCH_MS: ("search", "median ms a question"),
    Measure.ANSWER_MS: ("answer", "median ms a question"),
}
_NAME_CELLS = max(len(name) for names in (_SEARCH, _ANSWERS, _REFUSALS, _TIMES) for name, _ in names.values())
_VALUE_CELLS, _N_CELLS, _INTERVAL_CELLS = 5, 6, 13
_INDENT = _GAP = 2
_LINES_NAMED = 5


def render_evaluation(evaluation: Evaluation, *, width: int, colour: bool) -> str:
    """What was asked of what, the figures with what they rest on, and what a reader must know to trust them."""
    figures = {figure.measure: figure for figure in evaluation.figures}
    lines = wrap(line(_headline(evaluation)), prose_width(width))
    for number, (heading, names) in enumerate(_groups(evaluation).items()):
        lines += [blank(), _heading(heading, with_columns=number == 0 and width >= NARROWEST_TABLE)]
        for measure, (name, meaning) in names.items():
            lines += _row(name, meaning, figures[measure], width)
    notes = [said for note in _notes(evaluation) for said in wrap(line((note, Style.FAINT)), prose_width(width))]
    return rendered([*lines, *([blank()] if notes else []), *notes], colour=colour)


def _groups(evaluation: Evaluation) -> dict[str, Mapping[Measure, tuple[str, str]]]:
    if evaluation.setup.retrieval_only:
        return {"Search": _SEARCH, "Time": {Measure.SEARCH_MS: _TIMES[Measure.SEARCH_MS]}}
    return {"Search": _SEARCH, "Answers": _ANSWERS, "Refusals": _REFUSALS, "Time": _TIMES}


def _heading(text: str, *, with_columns: bool) -> Text:
    heading = line((text, Style.STRONG))
    if with_columns:
        before = _INDENT + _NAME_CELLS + _VALUE_CELLS + _N_CELLS + 2 * _GAP
        heading.append(" " * (before - heading.cell_len - 1))
        heading.append("n" + " " * _GAP + "95 % interval", Style.FAINT.value)
    return heading


def _row(name: str, meaning: str, figure: Figure, width: int) -> list[Text]:
    """A figure in columns, or on a narrow terminal with its interval and meaning below."""
    value = _value(figure)
    start = blank().append(" " * _INDENT + name.ljust(_NAME_CELLS) + " " * _GAP).append(value.rjust(_VALUE_CELLS))
    start.append(f"{figure.n:,}".rjust(_N_CELLS + _GAP), Style.FAINT.value)
    interval = f"{figure.interval[0]:.3f}–{figure.interval[1]:.3f}" if figure.interval else ""
    if width >= NARROWEST_TABLE:
        return [start.append(f"{' ' * _GAP}{interval.ljust(_INTERVAL_CELLS)}{' ' * _GAP}{meaning}", Style.FAINT.value)]
    below = "; ".join(part for part in (meaning, interval and f"95 %: {interval}") if part)
    return [start, *wrap(line((below, Style.FAINT)), max(width, NARROWEST), indent=2 * _INDENT)]


def _value(figure: Figure) -> str:
    if figure.value is None:
        return UNKNOWN
    return f"{figure.value:,.0f}" if figure.measure in _TIMES else f"{figure.value:.3f}"


def _headline(evaluation: Evaluation) -> str:
    setup, finished = evaluation.setup, len(evaluation.scored)
    answerable = sum(each.known.answerable for each in evaluation.scored)
    asked = counted(finished, "question")
    if evaluation.interrupted:
        asked = f"{finished:,} of {counted(evaluation.wanted, 'question')} (interrupted)"
    kinds = "all answerable" if answerable == finished else f"{answerable:,} answerable, {finished - answerable:,} not"
    return f"{asked}, {kinds}; {counted(setup.articles, 'article')}; {_speaker(evaluation)}."


def _speaker(evaluation: Evaluation) -> str:
    if evaluation.setup.retrieval_only:
        return "search alone"
    model = evaluation.setup.model
    return f"answers written by {model}" if model else "answers in the articles’ own sentences"


def _notes(evaluation: Evaluation) -> list[str]:
    scored, usage = evaluation.scored, evaluation.usage
    notes = []
    if evaluation.failed:
        first = evaluation.failed[0]
        lines = _lines([each.known.line for each in evaluation.failed])
        count = counted(len(evaluation.failed), "question")
        notes.append(f"The model or the search failed on {count} ({lines}), on the first: {first.error}")
    if evaluation.absent:
        notes.append(_not_found(evaluation.absent, "not in the library"))
    if evaluation.later:
        notes.append(_not_found(evaluation.later, "of a day after the asking day"))
    shown = {measure for names in _groups(evaluation).values() for measure in names}
    if any(figure.value is None for figure in evaluation.figures if figure.measure in shown):
        notes.append(f"{UNKNOWN}: the rows do not say enough for this figure.")
    if any(each.refused is not None and each.confidence is None for each in scored):
        notes.append("An answer that gives no confidence counts as 1, a refusal as 0.")
    if usage.input_tokens is not None or usage.output_tokens is not None:
        read, written = usage.input_tokens or 0, usage.output_tokens or 0
        notes.append(f"The model read {read:,} tokens and wrote {written:,}.")
    return notes


def _not_found(articles: Sequence[NamedArticle], why: str) -> str:
    lines = _lines([each.line for each in articles])
    be, count = ("is", "counts") if len(articles) == 1 else ("are", "count")
    return f"{counted(len(articles), 'named article')} {be} {why} ({lines}), and {count} as not found."


def _lines(numbers: Sequence[int]) -> str:
    """The first few: line 3; lines 3, 4 and 9; lines 3, 4, 9, 12, 15 and 40 more."""
    each = list(dict.fromkeys(numbers))
    more = [f"{len(each) - _LINES_NAMED:,} more"] if len(each) > _LINES_NAMED else []
    return f"{'line' if len(each) == 1 else 'lines'} {listed([*map(str, each[:_LINES_NAMED]), *more])}"
