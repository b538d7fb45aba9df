"""The library's articles, one article, and an indexing run to text that a person reads, at a given width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from assistant.records.articles import Article, IndexReport, Origin
from assistant.terminal.as_json import NO_VERSIONS
from assistant.terminal.layout import (
    NARROWEST,
    Piece,
    Style,
    blank,
    block,
    cells,
    hang,
    label,
    line,
    prose_width,
    rendered,
    wrap,
)
from assistant.terminal.sources import address
from assistant.terminal.words import counted, is_in_future, listed, title, when
from assistant.time.days_in_words import day_in_words

if TYPE_CHECKING:
    from rich.text import Text

    from assistant.index.storage.set_days import OwnDate

# Below this an article takes two lines: three columns and a gap each would leave a title less than thirty cells.
NARROWEST_TABLE = 72
MARK_START, MARK_END = "▶", "◀"

_ID_CELLS = 12
_DATE_CELLS = 10
_GAP = 2
_WIDEST_SOURCE = 24
_LABEL_CELLS = len("published") + _GAP


def render_articles(
    articles: Sequence[Article], *, width: int, colour: bool, today: date, earlier: Mapping[str, int] = NO_VERSIONS
) -> str:
    """A table of id, date, source and title that uses the whole width; then how many, and from which days.

    `earlier` counts earlier versions by id.
    """
    titles = [_title(article, today, earlier.get(article.id, 0)) for article in articles]
    wide = width >= NARROWEST_TABLE
    table = _table(articles, titles, width) if wide else _stack(articles, titles, max(width, NARROWEST))
    summary = wrap(line((_summary(articles, today), Style.FAINT)), max(width, NARROWEST))
    return rendered([*table, blank(), *summary] if table else summary, colour=colour)


def render_article(
    article: Article, *, width: int, colour: bool, marks: Sequence[tuple[int, int]] = (), versions: str = ""
) -> str:
    """What is known of an article, each field with where it came from, then its text.

    The spans [start, end) in `marks`, in characters of the text, stand in reverse video, without colour in ▶…◀.
    `versions` says what is known of other versions.
    """
    prose = prose_width(width)
    text_lines = [wrapped for text in block(*marked(article.text, marks, colour)) for wrapped in wrap(text, prose)]
    return rendered([*_fields(article, versions, prose), blank(), *text_lines], colour=colour)


def render_dated(article: Article, own: OwnDate, *, width: int, colour: bool, today: date) -> str:
    """The day an article has now, and what it gives for itself."""
    own_words = f"{day_in_words(own.day)} ({own.origin.value})" if own.day and own.origin else "none"
    said = line((f"{article.id} ", Style.FAINT), *title(article, Style.STRONG))
    lines = wrap(said, prose_width(width), indent=4, used=0)
    if article.origins.get("published") is Origin.SET:
        future = ", which is in the future" if is_in_future(article, today) else ""
        lines += wrap(line(f"{when(article)}, set by hand{future}; its own date: {own_words}"), prose_width(width))
    else:
        lines += wrap(line(f"its own date again: {own_words}"), prose_width(width))
    return rendered(lines, colour=colour)


def render_index_report(report: IndexReport, *, width: int, colour: bool) -> str:
    """What an indexing run did in one line, what it warns of, what it newly skipped and what it could not use."""
    prose = prose_width(width)
    renamed = f" {report.renamed:,} renamed," if report.renamed else ""
    counts = (
        f"{report.added:,} added, {report.changed:,} changed, {report.removed:,} removed,{renamed}"
        f" {report.unchanged:,} unchanged, {len(report.skipped):,} skipped;"
        f" {counted(report.chunks, 'chunk')}, {report.seconds:.1f} s"
    )
    lines = wrap(line(counts), prose)
    for warning in report.warnings:
        lines += wrap(line((warning, Style.WARNING)), prose)
    new = [each for each in report.skipped if each.path not in report.failed_before]
    if known := len(report.skipped) - len(new):
        said = f"{known:,} of the skipped could not be read before either: see `assistant status`."
        lines += wrap(line(said), prose)
    if report.kept_out:
        said = f"{counted(report.kept_out, 'article')} stayed out: removed by hand (`assistant remove --undo`)."
        lines += wrap(line(said), prose)
    for heading, files in (("Skipped:", new), ("Read, but:", report.remarks)):
        if files:
            lines.append(line((heading, Style.WARNING)))
        for each in files:
            lines += wrap(line((each.path, Style.STRONG), f": {each.reason}"), prose, indent=2)
    return rendered(lines, colour=colour)


def _table(articles: Sequence[Article], titles: Sequence[Text], width: int) -> list[Text]:
    sources = [article.source or "" for article in articles]
    source_cells = min(_WIDEST_SOURCE, max(map(cells, [*sources, "source"])))
    columns = (_ID_CELLS, _DATE_CELLS, source_cells, width - _ID_CELLS - _DATE_CELLS - source_cells - 3 * _GAP)
    heads = [line((name, Style.FAINT)) for name in ("id", "date", "source", "title")]
    rows = [heads] if articles else []
    for article, titled in zip(articles, titles, strict=True):
        rows.append([line(article.id), line(_iso(article)), line(article.source or ""), titled])
    return [row_line for row in rows for row_line in _side_by_side(row, columns)]


def _side_by_side(row: Sequence[Text], columns: Sequence[int]) -> list[Text]:
    """The columns' wrapped lines beside each other; what does not fit a column goes on below, nothing is cut."""
    wrapped = [wrap(text, width) for text, width in zip(row, columns, strict=True)]
    lines = []
    for texts in zip_longest(*wrapped, fillvalue=blank()):
        joined = blank()
        for text, width in zip(texts, columns, strict=True):
            joined.append_text(text).append(" " * (width - text.cell_len + _GAP))
        joined.rstrip()
        lines.append(joined)
    return lines


def _stack(articles: Sequence[Article], titles: Sequence[Text], width: int) -> list[Text]:
    lines: list[Text] = []
    for article, titled in zip(articles, titles, strict=True):
        known = line((f"{article.id}  {_iso(article)}  {article.source or ''}", Style.FAINT))
        lines += wrap(known, width, indent=4, used=0)
        lines += wrap(titled, width, indent=4)
    return lines


def _title(article: Article, today: date, earlier: int) -> Text:
    future: Piece = (" (dated in the future)", Style.WARNING) if is_in_future(article, today) else ""
    versions: Piece = (f" ({counted(earlier, 'earlier version')})", Style.FAINT) if earlier else ""
    return line(*title(article), future, versions)


def _summary(articles: Sequence[Article], today: date) -> str:
    days = sorted(article.published for article in articles if article.published)
    sources = {article.source for article in articles if article.source}
    said = [counted(len(articles), "article")]
    if sources:
        said.append(counted(len(sources), "source"))
    if days:
        said.append(
            day_in_words(days[0]) if days[0] == days[-1] else f"{day_in_words(days[0])} to {day_in_words(days[-1])}"
        )
    if len(days) < len(articles):
        said.append(f"{len(articles) - len(days):,} undated")
    if future := sum(is_in_future(article, today) for article in articles):
        said.append(f"{future:,} dated in the future")
    return ", ".join(said)


def _iso(article: Article) -> str:
    return article.published.isoformat() if article.published else "undated"


def _fields(article: Article, versions: str, width: int) -> list[Text]:
    published = when(article) + (f", {article.published_time}" if article.published_time else "")
    shown = {
        "title": (article.title, Style.STRONG),
        "source": (article.source or "", Style.PLAIN),
        "published": (published, Style.PLAIN),
        "authors": (listed(article.authors), Style.PLAIN),
    }
    lines: list[Text] = []
    for name, piece in shown.items():
        if piece[0]:
            lines += hang(label(name, _LABEL_CELLS), line(piece, _from(article, name)), width)
    if article.url:
        lines.append(label("url", _LABEL_CELLS).append_text(address(article)).append_text(line(_from(article, "url"))))
    lines += _uncut("path", article.path, "") + _uncut("id", article.id, "")
    if versions:
        lines += _uncut("versions", versions, "")
    for remark in article.remarks:
        lines += hang(label("remark", _LABEL_CELLS), line((remark, Style.WARNING)), width)
    return lines


def _uncut(name: str, value: str, origin: Piece) -> list[Text]:
    """A value to copy: it stays in one piece, however long."""
    return [label(name, _LABEL_CELLS).append_text(line(value, origin))]


def _from(article: Article, name: str) -> Piece:
    origin = article.origins.get(name)
    return (f" ({origin.value})", Style.FAINT) if origin else ""


def marked(text: str, marks: Sequence[tuple[int, int]], colour: bool) -> list[Piece]:
    """The text with its marked spans in reverse video, without colour in ▶…◀.

    It is cut at the marks' ends before it is cleaned, because cleaning may move offsets.
    """
    pieces: list[Piece] = []
    reached = 0
    for start, end in sorted(set(marks)):
        first = max(start, reached)
        if first >= end:
            continue
        quoted = text[first:end]
        pieces += [text[reached:first], (quoted, Style.MARKED) if colour else f"{MARK_START}{quoted}{MARK_END}"]
        reached = end
    return [*pieces, text[reached:]]
