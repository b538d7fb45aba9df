"""What the commands work with: the day, the folder, the open library with its settings, and what answers from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from assistant.cli.printing import screen, warn
from assistant.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    import typer

    from assistant.index.library import Library
    from assistant.records.answers import Answer
    from assistant.records.questions import Filters
    from assistant.settings import Settings
    from assistant.terminal.output import Screen
    from assistant.terminal.typed import Narrowing
    from assistant.wiring.opened import OpenLibrary


class Opened(NamedTuple):
    """What every command that reads the library works with: it as on the as-of day, and what answers from it."""

    library: Library
    answers: OpenLibrary
    settings: Settings
    screen: Screen

    def code_of(self, answer: Answer) -> ExitCode:
        """The exit code for an answer: that of its status; where a model failed and the reader is strict, 5."""
        return ExitCode.MODEL if self.settings.strict and answer.model_failure else ExitCode.of(answer.status)


def today() -> date:
    """The reader's own day, where the reader is."""
    return date.today()  # noqa: DTZ011


def root(context: typer.Context, library: Path | None) -> Path:
    """The library's folder: that of the command's own --library, else that of the one before the command.

    Settings of that folder that are not used, because the reader has not allowed it, are named on stderr.
    """
    from assistant.settings import find_root, unallowed_line

    found = find_root(library or context.obj)
    if line := unallowed_line(found):
        warn(line)
    return found


def narrowing(
    since: str | None,
    until: str | None,
    on: str | None,
    as_of: str | None,
    source: list[str] | None,
    *,
    literal: bool = False,
) -> Narrowing:
    """The options that narrow a question, as they were typed."""
    from assistant.terminal.typed import Narrowing

    return Narrowing(since, until, as_of, tuple(source or ()), on, literal)


@contextmanager
def opening(
    context: typer.Context,
    library: Path | None,
    *,
    filters: Filters | None = None,
    for_answers: bool = False,
    with_model: bool = False,
    **flags: object,
) -> Iterator[Opened]:
    """The library, as it was on the as-of day; that it holds later articles, or none so late, is said on stderr.

    `for_answers`: what reads questions is loaded meanwhile; `with_model`: what the settings name may write the answers.
    """
    from assistant.settings import load_settings

    folder = root(context, library)
    settings = load_settings(folder, **flags)
    if for_answers:
        from assistant.wiring.models import begin_loading

        begin_loading(settings)
    from assistant.wiring.opened import OpenLibrary

    with OpenLibrary(folder, settings, warn=warn, with_model=with_model) as answers:
        yield Opened(answers.seen(filters), answers, settings, screen())


@contextmanager
def answering(
    context: typer.Context,
    library: Path | None,
    *,
    model: str | None,
    profile: str | None,
    no_model: bool,
    no_record: bool = False,
    strict: bool = False,
    filters: Filters | None = None,
) -> Iterator[Opened]:
    """The library with what answers from it, by the model and the profile named or set, or without one.

    With `no_record` what is answered is not kept, whatever the settings say; `strict` as in Opened.code_of.
    """
    flags = {"model": model, "profile": profile, "record": False if no_record else None, "strict": strict or None}
    with opening(context, library, filters=filters, for_answers=True, with_model=not no_model, **flags) as opened:
        yield opened
