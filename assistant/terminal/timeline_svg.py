"""A timeline to a picture: one SVG that needs nothing else, with the events by day and source, the foremost named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree

from assistant.records.answers import Answer, Event, Statement
from assistant.terminal.clean import clean_line
from assistant.terminal.render_timeline import event_days
from assistant.terminal.timeline_bins import Bins, bins_for
from assistant.terminal.words import counted
from assistant.time.days_in_words import day_in_words

_NAMESPACE = "http://www.w3.org/2000/svg"
_WIDTH, _MARGIN, _AXIS = 960, 32, 40
_CHART_HEIGHT = 240
_LINE, _SMALL_LINE = 18, 17
_FONT = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"
_INK, _FAINT, _GRID = "#222222", "#666666", "#e3e3e3"
# Twelve hues that readers with each kind of colour blindness tell apart (Paul Tol, technical note SRON/EPS/TN/09-002,
# 2012, figure 11), and grey for what is not named.
_HUES = (
    "#332288", "#88ccee", "#117733", "#ddcc77", "#cc6677", "#aa4499",
    "#44aa99", "#999933", "#882255", "#6699cc", "#661100", "#aa4466",
)  # fmt: skip
# The rest of the sources; no source is called so, while one may be called "others".
_OTHERS, _OTHERS_NAME, _OTHERS_HUE = "", "others", "#bbbbbb"
_MOST_NAMED = 8
_MARK_HEIGHT, _TALLEST_UNIT = 20, 60.0
_PALE = "0.4"
_WIDEST_BAR = 120
_BREAK = "//"  # on the axis, where time is left out
# Widths of letters in a sans serif face are about this share of its size; a picture must not depend on a font's own.
_LETTER = 0.54
_TEXT_SIZE, _TITLE_SIZE = 13, 20
_LONGEST_TITLE = 70


class _Bar(NamedTuple):
    """One source's part of one bin: what happened, or what is planned."""

    bin: int
    source: str
    planned: bool
    reports: int


@dataclass(frozen=True, slots=True)
class _Chart:
    """What is drawn: the bars by bin and source, and which events are named, by their place in the timeline."""

    bins: Bins
    sources: tuple[str, ...]
    bars: tuple[_Bar, ...]
    tallest: int
    named: tuple[int, ...]
    marks: Mapping[int, int]  # how many numbers stand above each bin
    unit: float  # a report's height


def timeline_svg(answer: Answer) -> str:
    """The picture of a timeline that has an event, as the text of an SVG file."""
    events = [statement.event for statement in answer.statements if statement.event]
    chart = _chart(events)
    legend = _legend_rows(chart.sources)
    lines = [(place, *_named_line(answer.statements[place])) for place in chart.named]
    top = 74 + _LINE * len(legend) + 48
    bottom = top + _CHART_HEIGHT
    height = bottom + 52 + sum(_SMALL_LINE * len(texts) + 6 for _, _, texts in lines) + 16
    root = ElementTree.Element(
        "svg",
        {
            "xmlns": _NAMESPACE,
            "viewBox": f"0 0 {_WIDTH} {height}",
            "width": str(_WIDTH),
            "height": str(height),
            "role": "img",
            "aria-labelledby": "title description",
            "font-family": _FONT,
        },
    )
    subject = f"Timeline: {clean_line(answer.standalone)}" if answer.standalone else "Timeline"
    ElementTree.SubElement(root, "title", {"id": "title"}).text = subject
    ElementTree.SubElement(root, "desc", {"id": "description"}).text = _description(answer, chart)
    ElementTree.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    _text(root, _MARGIN, 40, _shortened(subject, _LONGEST_TITLE), size=_TITLE_SIZE, weight="bold")
    _text(root, _MARGIN, 62, _subtitle(answer, events, chart), fill=_FAINT)
    _draw_legend(root, legend, chart.sources)
    _draw_bars(root, chart, events, top)
    y = bottom + 52
    for number, (_, days, texts) in enumerate(lines, start=1):
        _mark(root, _MARGIN + 9, y - 4, number)
        _text(root, _MARGIN + 28, y, days, weight="bold")
        for text in texts:
            _text(root, _MARGIN + 118, y, text)
            y += _SMALL_LINE
        y += 6
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _chart(events: Sequence[Event]) -> _Chart:
    bins = bins_for(event.first for event in events)
    reporting = Counter(name for event in events for name in event.source_names)
    ranked = sorted(reporting, key=lambda name: (-reporting[name], name))
    sources = ranked if len(ranked) <= len(_HUES) else [*ranked[: len(_HUES) - 1], _OTHERS]
    counts = Counter(
        (bins.of(event.first), name if name in sources else _OTHERS, event.planned)
        for event in events
        for name in event.source_names
    )
    order = {source: place for place, source in enumerate(sources)}
    bars = [_Bar(*key, counts[key]) for key in sorted(counts, key=lambda each: (each[0], each[2], order[each[1]]))]
    heights = Counter[int]()
    for bar in bars:
        heights[bar.bin] += bar.reports
    foremost = sorted(
        range(len(events)), key=lambda place: (-events[place].sources, -len(events[place].reports), place)
    )
    named = tuple(sorted(foremost[:_MOST_NAMED]))
    marks = Counter(bins.of(events[place].first) for place in named)
    # The numbers must fit above the bars, however many stand over one.
    unit = min((_CHART_HEIGHT - _MARK_HEIGHT * marks[at] - 4) / height for at, height in heights.items())
    return _Chart(bins, tuple(sources), tuple(bars), max(heights.values()), named, marks, min(unit, _TALLEST_UNIT))


def _draw_bars(root: ElementTree.Element, chart: _Chart, events: Sequence[Event], top: float) -> None:
    left, right, bottom = _MARGIN + _AXIS, _WIDTH - _MARGIN, top + _CHART_HEIGHT
    step = (right - left) / chart.bins.width
    unit = chart.unit
    for value in _ticks(chart.tallest):
        y = bottom - value * unit
        ElementTree.SubElement(root, "line", _numbers(x1=left, x2=right, y1=y, y2=y) | {"stroke": _GRID})
        _text(root, left - 8, y + 4, str(value), anchor="end", fill=_FAINT, size=12)
    _text(root, _MARGIN, top - 12, "reports, each source once an event", fill=_FAINT, size=12)
    width = min(_WIDEST_BAR, step * 0.82)
    reached = [0] * len(chart.bins.starts)
    for bar in chart.bars:
        x = left + (chart.bins.left(bar.bin) + 0.5) * step - width / 2
        y = bottom - (reached[bar.bin] + bar.reports) * unit
        shape = _numbers(x=x, y=y, width=width, height=bar.reports * unit)
        drawn = ElementTree.SubElement(
            root,
            "rect",
            shape
            | {
                "fill": _hue(chart.sources, bar.source),
                "stroke": "#ffffff",
                "fill-opacity": _PALE if bar.planned else "1",
            },
        )
        when = f"{chart.bins.unit.value} of {day_in_words(chart.bins.starts[bar.bin])}"
        said = f"{_source_name(bar.source)}, {'planned, ' * bar.planned}{when}: {bar.reports}"
        ElementTree.SubElement(drawn, "title").text = said
        reached[bar.bin] += bar.reports
    ElementTree.SubElement(root, "line", _numbers(x1=left, x2=right, y1=bottom, y2=bottom) | {"stroke": _FAINT})
    for place, label in chart.bins.labels().items():
        x = left + (chart.bins.left(place) + 0.5) * step
        ElementTree.SubElement(root, "line", _numbers(x1=x, x2=x, y1=bottom, y2=bottom + 5) | {"stroke": _FAINT})
        _text(root, x, bottom + 20, label, anchor="middle", fill=_FAINT, size=12)
    for place in chart.bins.breaks:
        x = left + (chart.bins.left(place) - 0.5) * step
        _text(root, x, bottom + 5, _BREAK, anchor="middle", fill=_FAINT)
    _draw_marks(root, chart, events, (left, step, bottom), reached)


def _draw_marks(
    root: ElementTree.Element,
    chart: _Chart,
    events: Sequence[Event],
    scale: tuple[float, float, float],
    reached: Sequence[int],
) -> None:
    """The numbers of the named events above their bars, the first on top where a bar has several."""
    left, step, bottom = scale
    above = Counter(chart.marks)
    for number, place in enumerate(chart.named, start=1):
        at = chart.bins.of(events[place].first)
        above[at] -= 1
        y = bottom - reached[at] * chart.unit - 12 - _MARK_HEIGHT * above[at]
        _mark(root, left + (chart.bins.left(at) + 0.5) * step, y, number)


def _mark(root: ElementTree.Element, x: float, y: float, number: int) -> None:
    ElementTree.SubElement(root, "circle", _numbers(cx=x, cy=y, r=9) | {"fill": _INK, "stroke": "#ffffff"})
    _text(root, x, y + 4, str(number), anchor="middle", fill="#ffffff", size=11, weight="bold")


def _legend_rows(sources: Sequence[str]) -> list[list[tuple[float, str]]]:
    """The sources in rows, each with where it begins."""
    rows: list[list[tuple[float, str]]] = [[]]
    x = float(_MARGIN)
    for source in sources:
        width = 20 + _wide(_shortened(_source_name(source), 40)) + 20
        if rows[-1] and x + width > _WIDTH - _MARGIN:
            rows.append([])
            x = float(_MARGIN)
        rows[-1].append((x, source))
        x += width
    return rows


def _draw_legend(
    root: ElementTree.Element, rows: Sequence[Sequence[tuple[float, str]]], sources: Sequence[str]
) -> None:
    for number, row in enumerate(rows):
        y = 88 + _LINE * number
        for x, source in row:
            square = _numbers(x=x, y=y - 11, width=12, height=12)
            ElementTree.SubElement(root, "rect", square | {"fill": _hue(sources, source)})
            _text(root, x + 18, y, _shortened(_source_name(source), 40))


def _named_line(statement: Statement) -> tuple[str, list[str]]:
    """A named event's day, and its line in at most two lines of the picture."""
    event = statement.event
    if event is None:
        return "", []
    days = event_days(event)
    behind = [
        *([" ".join(days[1:])] if days[1:] else []),
        *(["planned"] if event.planned else []),
        *([counted(event.sources, "source")] if event.sources > 1 else []),
    ]
    said = clean_line(statement.text) + (f" ({', '.join(behind)})" if behind else "")
    return days[0], _two_lines(said, int((_WIDTH - 2 * _MARGIN - 118) / (_TEXT_SIZE * _LETTER)))


def _two_lines(text: str, letters: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            if len(lines) == 2:
                lines[-1] = _shortened(lines[-1] + " …", letters)
                return lines
            lines.append("")
        lines[-1] = _shortened(f"{lines[-1]} {word}".strip(), letters)
    return lines


def _subtitle(answer: Answer, events: Sequence[Event], chart: _Chart) -> str:
    first, last = min(event.first for event in events), max(event.last for event in events)
    days = day_in_words(first) if first == last else f"{day_in_words(first)} to {day_in_words(last)}"
    names = {name for event in events for name in event.source_names}
    more = answer.left_out.more_events
    pale = ", pale where planned" if any(event.planned for event in events) else ""
    left_out = f", empty time left out ({_BREAK})" if chart.bins.breaks else ""
    by = counted(len(names), "source")
    told = counted(len(events), "event") if not more else f"{len(events):,} of {counted(len(events) + more, 'event')}"
    numbered = f"; the {len(chart.named)} most reported are told" if len(chart.named) < len(events) else ""
    return f"{told}, {days}, by {by}; one bar a {chart.bins.unit.value}{pale}{left_out}{numbered}"


def _description(answer: Answer, chart: _Chart) -> str:
    """What the picture shows, for who cannot see it."""
    events = [statement.event for statement in answer.statements if statement.event]
    named = []
    for place in chart.named:
        days, texts = _named_line(answer.statements[place])
        named.append(f"{days}: {' '.join(texts)}")
    return f"{_subtitle(answer, events, chart)}. {' '.join(named)}"


def _ticks(tallest: int) -> list[int]:
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000) if tallest / step <= 6)
    return list(range(0, tallest + 1, step))


def _source_name(source: str) -> str:
    return _OTHERS_NAME if source == _OTHERS else clean_line(source)


def _hue(sources: Sequence[str], source: str) -> str:
    return _OTHERS_HUE if source == _OTHERS else _HUES[sources.index(source)]


def _text(
    root: ElementTree.Element,
    x: float,
    y: float,
    text: str,
    *,
    size: int = _TEXT_SIZE,
    fill: str = _INK,
    anchor: str = "start",
    weight: str = "normal",
) -> None:
    style = {"font-size": str(size), "fill": fill, "text-anchor": anchor, "font-weight": weight}
    ElementTree.SubElement(root, "text", _numbers(x=x, y=y) | style).text = text


def _numbers(**values: float) -> dict[str, str]:
    return {name: f"{value:.1f}".removesuffix(".0") for name, value in values.items()}


def _shortened(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def _wide(text: str) -> float:
    return len(text) * _TEXT_SIZE * _LETTER
