"""A timeline's picture to its file."""

from __future__ import annotations

from pathlib import Path

from assistant.records.answers import Answer, Status
from assistant.terminal.new_file import require_writable, write_whole


def require_picture(file: Path | None, *, force: bool) -> None:
    """Raises UsageError where a picture is named that cannot be written."""
    if file is not None:
        require_writable(file, force=force, suffix=".svg")


def write_picture(answer: Answer, file: Path | None, *, force: bool) -> None:
    """Draws the timeline where a file is named and there is an event. Raises as `require_picture`, AssistantError."""
    if file is not None and answer.status is not Status.NOT_IN_ARTICLES:
        from assistant.terminal.timeline_svg import timeline_svg

        write_whole(timeline_svg(answer).encode(), file, force=force)
