"""How a library stands, to text that a person reads, and to JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.records.answers import Status
from assistant.records.status import LibraryStatus
from assistant.terminal.as_json import Json, head, some
from assistant.terminal.layout import Style, hang, label, line, prose_width, rendered, wrap
from assistant.terminal.render_settings import setting_line
from assistant.terminal.words import counted, listed, moment
from assistant.time.days_in_words import day_in_words

_LABEL_CELLS = len("unfinished") + 2
_FEW_ADDRESSES = 5
_FIELDS = (
    "root articles sources foremost_sources first last undated versions withdrawn answers set_days followed chunks"
    " vectors model published place generation catalogue_bytes vectors_bytes pack_bytes fetched_bytes indexed_at paths"
    " failures removed unfinished chat_model settings"
)


def render_status(status: LibraryStatus, *, width: int, colour: bool) -> str:
    """A line for each matter, then every file that could not be read and every article removed by hand."""
    prose = prose_width(width)
    lines = []
    for name, said in _matters(status):
        lines += hang(label(name, _LABEL_CELLS), line(said), prose)
    for place, setting in enumerate(status.settings):
        lines += hang(label("" if place else "settings", _LABEL_CELLS), setting_line(setting), prose)
    for each in status.unfinished:
        lines += hang(label("unfinished", _LABEL_CELLS), line((each, Style.WARNING)), prose)
    if status.failures:
        lines.append(line((f"Could not be read ({len(status.failures):,}):", Style.WARNING)))
    for failure in status.failures:
        said = f": {failure.reason} (since {moment(failure.failed_at)})"
        lines += wrap(line((failure.path, Style.STRONG), said), prose, indent=2)
    if status.removed:
        lines.append(line(f"Removed by hand ({len(status.removed):,}):"))
    for removed in status.removed:
        known = f" {removed.title or 'erased'}, {removed.path} ({moment(removed.removed_at)})"
        lines += wrap(line((removed.id, Style.FAINT), known), prose, indent=2)
    return rendered(lines, colour=colour)


def status_json(status: LibraryStatus) -> Json:
    """What status prints."""
    return {**head(Status.ANSWERED), **some(status, _FIELDS)}


def _matters(status: LibraryStatus) -> Iterator[tuple[str, str]]:
    yield "library", status.root
    yield "articles", ", ".join(_articles(status))
    if status.foremost_sources:
        more = status.sources - len(status.foremost_sources)
        yield "sources", listed([*status.foremost_sources, *([f"{more:,} more"] if more else [])])
    if status.chunks:
        yield "chunks", f"{status.chunks:,}, their vectors made by {status.model}"
        yield "searched", _searched(status)
    total = status.catalogue_bytes + status.vectors_bytes + status.pack_bytes + status.fetched_bytes
    index = f", {_size(status.vectors_bytes)} of it vector index" if status.vectors_bytes else ""
    yield "on disk", f"{_size(total)}{index}"
    indexed = moment(status.indexed_at) if status.indexed_at else "never to the end"
    yield "indexed", indexed + (f", from {', '.join(_places(status.paths))}" if status.paths else "")
    kept = [counted(status.answers, "answer"), counted(status.set_days, "date set by hand", "dates set by hand")]
    kept += [counted(status.followed, "topic followed", "topics followed")] if status.followed else []
    yield "kept", ", ".join(kept)
    yield "answers", f"by {status.chat_model}" if status.chat_model else "in the articles' own words: no model is set"


def _places(paths: Sequence[str]) -> list[str]:
    """The paths, and the web addresses where they are few."""
    addresses = [path for path in paths if "://" in path]
    if len(addresses) <= _FEW_ADDRESSES:
        return [*paths]
    return [*(path for path in paths if path not in addresses), f"{len(addresses):,} web addresses"]


def _articles(status: LibraryStatus) -> Iterator[str]:
    yield f"{status.articles:,} from {counted(status.sources, 'source')}"
    if status.first and status.last:
        one = status.first == status.last
        yield day_in_words(status.first) + ("" if one else f" to {day_in_words(status.last)}")
    for number, what in ((status.undated, "undated"), (status.withdrawn, "withdrawn")):
        if number:
            yield f"{number:,} {what}"
    if status.versions:
        yield counted(status.versions, "earlier version")


def _searched(status: LibraryStatus) -> str:
    if status.place is None:
        return "every vector is compared"
    newer = status.vectors - status.published
    rest = f"; {newer:,} newer ones are compared one by one" if newer else ""
    return f"{counted(status.published, 'vector')} by Chroma ({status.place}){rest}"


def _size(number: int) -> str:
    size = float(number)
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
