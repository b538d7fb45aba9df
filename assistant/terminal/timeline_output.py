"""A timeline in the form that was asked for: text, Markdown or JSON on the output, and a picture in a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.errors import UsageError
from assistant.records.answers import Answer, Status
from assistant.terminal.output import Screen, write, write_json


@dataclass(frozen=True, slots=True)
class TimelineForm:
    """How a timeline is put out."""

    as_json: bool = False
    markdown: bool = False
    picture: Path | None = None
    force: bool = False

    @classmethod
    def of(cls, *, as_json: bool, markdown: bool, picture: Path | None, force: bool) -> TimelineForm:
        """The form, checked before anything is asked. Raises UsageError."""
        if as_json and markdown:
            raise UsageError("--json and --markdown cannot be used together.", hint="Choose one.")
        if force and picture is None:
            raise UsageError("--force works only with --picture.", hint="Name the picture's file: --picture FILE.svg")
        if picture is not None:
            from assistant.terminal.picture_file import require_writable

            require_writable(picture, force=force)
        return cls(as_json, markdown, picture, force)


def print_timeline(answer: Answer, form: TimelineForm, screen: Screen) -> None:
    """Writes the timeline, and its picture where one is wanted and there is an event. Raises AssistantError."""
    if form.picture is not None and answer.status is not Status.NOT_IN_ARTICLES:
        from assistant.terminal.picture_file import write_picture
        from assistant.terminal.timeline_svg import timeline_svg

        write_picture(timeline_svg(answer), form.picture, force=form.force)
    if form.as_json:
        from assistant.terminal.as_json import answer_json, dumps

        write_json(dumps(answer_json(answer)), screen.stdout)
    elif form.markdown:
        from assistant.terminal.timeline_markdown import timeline_markdown

        write(timeline_markdown(answer), screen.stdout)
    else:
        from assistant.terminal.render_timeline import render_timeline

        write(render_timeline(answer, width=screen.width, colour=screen.colour), screen.stdout)
