"""What `assistant watch` says, one line each with the time, to text that a person reads, and to JSON."""

from __future__ import annotations

from datetime import datetime

from assistant.records.articles import ArticleChange, IndexReport, SkippedFile
from assistant.records.watching import Watch, WatchEvent, WatchNote
from assistant.terminal.as_json import Json, index_report_json, plain
from assistant.terminal.clean import clean_line
from assistant.terminal.words import counted

_NOTES = {
    Watch.GONE: "{} is gone; its articles stay until it is back, or until `assistant index`",
    Watch.EMPTY: "{} is empty all at once; its articles stay until it is filled, or until `assistant index`",
    Watch.WAITING: "waiting: {}",
    Watch.WARNING: "{}",
    Watch.POLLING: "the system does not report changes ({}); the folders are looked through every 5 s",
}


def watch_line(event: WatchEvent, now: datetime) -> str:
    """One line, its time in front."""
    return clean_line(f"{now:%H:%M:%S} {_in_words(event)}") + "\n"


def watch_json(event: WatchEvent, now: datetime) -> Json:
    """One object: `at` is its time, `event` what it is about."""
    at = now.isoformat(timespec="seconds")
    match event:
        case IndexReport():
            return {"at": at, "event": "indexed", **index_report_json(event)}
        case ArticleChange():
            return {"at": at, "event": event.kind.value, "path": event.path, "title": event.title, "was": event.was}
        case SkippedFile():
            return {"at": at, "event": "skipped", "path": event.path, "reason": event.reason}
        case WatchNote():
            return {"at": at, "event": event.kind.value, "subject": plain(event.subject)}


def _in_words(event: WatchEvent) -> str:
    match event:
        case IndexReport():
            counts = f"{event.added:,} added, {event.changed:,} changed, {event.removed:,} removed"
            kept = f"{event.renamed:,} renamed, {event.unchanged:,} unchanged, {len(event.skipped):,} skipped"
            return f"{counts}, {kept}; {counted(event.chunks, 'chunk')}. Watching; Ctrl-C ends it."
        case ArticleChange():
            was = f"{event.was} → " if event.was else ""
            return f"{event.kind.value} {was}{event.path}: {event.title}"
        case SkippedFile():
            return f"skipped {event.path}: {event.reason}"
        case WatchNote(Watch.AGAIN, subject):
            return f"{subject} is there again" if subject else "going on"
        case WatchNote():
            return _NOTES[event.kind].format(event.subject)
