"""What indexing would do, to text that a person reads, and to JSON."""

from __future__ import annotations

from assistant.records.articles import ArticleChange, IndexReport
from assistant.terminal.as_json import Json, index_report_json, plain
from assistant.terminal.layout import Style, line, prose_width, rendered, wrap
from assistant.terminal.words import counted


def render_dry_run(report: IndexReport, anew: int, *, width: int, colour: bool) -> str:
    """The counts, then every article that would come, change or go, and every file that cannot be read."""
    prose = prose_width(width)
    counts = (
        f"Nothing was written. {report.added:,} would be added, {report.changed:,} changed, {report.removed:,} removed,"
        f" {report.renamed:,} renamed, {report.unchanged:,} unchanged, {len(report.skipped):,} skipped."
    )
    lines = wrap(line(counts), prose)
    if anew:
        lines += wrap(line((f"The vectors of {counted(anew, 'article')} would be made anew.", Style.WARNING)), prose)
    if report.kept_out:
        lines += wrap(line(f"{counted(report.kept_out, 'article')} would stay out: removed by hand."), prose)
    for change in report.changes:
        lines += wrap(line(f"{change.kind.value} ", *in_words(change)), prose, indent=2, used=0)
    for each in report.skipped:
        lines += wrap(line("skipped ", (each.path, Style.STRONG), f": {each.reason}"), prose, indent=2, used=0)
    return rendered(lines, colour=colour)


def in_words(change: ArticleChange) -> tuple[str | tuple[str, Style], ...]:
    """An article that came, changed or went: its path, where it was before, and its title."""
    was = f"{change.was} → " if change.was else ""
    return (was, (change.path, Style.STRONG), f": {change.title}")


def dry_run_json(report: IndexReport, anew: int) -> Json:
    """What index --dry-run prints: the object of index, with what would change and `made_anew`."""
    return {**index_report_json(report), "dry_run": True, "made_anew": anew, "changes": plain(report.changes)}
