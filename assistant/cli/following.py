"""The commands on what is followed: follow with add, list and remove, and the digest of what is new on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from assistant.cli import completing, options
from assistant.cli.handing_on import Files, handed_on
from assistant.cli.opened import answering, narrowing, opening, today
from assistant.cli.printing import print_result, say
from assistant.cli.summaries import telling_of_requests
from assistant.errors import UsageError
from assistant.records.summaries import Length


def follow_list_command(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    library: options.Library = None,
    as_json: options.Json = False,
) -> None:
    """List what is followed, and when a digest last told of it."""
    from assistant.terminal.render_digest import followed_json, render_followed

    if words:
        raise UsageError(
            f"There is no `assistant follow {words[0]}`.",
            hint=f'To follow it: assistant follow add "{" ".join(words)}"',
        )
    with opening(context, library) as opened:
        print_result(as_json, followed_json, render_followed, opened.library.followed.all())


def add_command(
    context: typer.Context,
    topic: Annotated[list[str] | None, typer.Argument(metavar="TOPIC", help="What it is about.")] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="NAME",
            help="Only articles of this source; alone, all of them. May be repeated.",
            autocompletion=completing.sources,
        ),
    ] = None,
    library: options.Library = None,
    as_json: options.Json = False,
) -> None:
    """Follow a topic or a source: `assistant digest` tells what comes in on it from now on."""
    from assistant.terminal.render_digest import followed_json, render_followed
    from assistant.wiring.following import follow

    with opening(context, library) as opened:
        added, is_new = follow(opened.library, " ".join(topic or []), list(source or []))
        print_result(as_json, followed_json, render_followed, [added])
    if not is_new:
        say("That is followed already.")


def remove_command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its number in `assistant follow list`, or its topic.")],
    library: options.Library = None,
    as_json: options.Json = False,
) -> None:
    """Follow it no longer."""
    from assistant.terminal.render_digest import followed_json, render_followed
    from assistant.wiring.following import unfollow

    with opening(context, library) as opened:
        gone = unfollow(opened.library, name)
        say(f"No longer followed: {gone.name}")
        print_result(as_json, followed_json, render_followed, opened.library.followed.all())


FOLLOW_OTHERS: Mapping[str, Callable[..., None]] = {"add": add_command, "remove": remove_command}
ABOUT_FOLLOW = """Follow topics and sources, of which a digest tells.

`assistant follow` alone lists them.
"""


@handed_on
def digest_command(
    context: typer.Context,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="What came in from this day on, in place of since the last one."),
    ] = None,
    length: options.SummaryLength = Length.MEDIUM,
    library: options.Library = None,
    model: options.Model = None,
    profile: options.Profile = None,
    no_model: options.NoModel = False,
    strict: options.Strict = False,
    full: options.Full = False,
    as_json: options.Json = False,
    *,
    files: Files,
) -> None:
    """Tell what is new on what you follow, each item with its source.

    New is what came into the library since the last digest, whatever its day. With --since nothing is marked as told.
    Exit code 3: there is nothing new, and nothing is printed but with --json.
    """
    from assistant.terminal.render_digest import digest_handout, digest_json, looked_at, render_digest
    from assistant.wiring.following import digest, note_told

    first = narrowing(since, None, None, None, None).filters(today()).since
    with answering(context, library, model=model, profile=profile, no_model=no_model, strict=strict) as opened:
        with telling_of_requests() as telling:
            found = digest(opened.library, opened.answers.tools, today(), length=length, since=first, telling=telling)
        is_told = True
        if not found.answer.statements and not as_json:
            say(f"Nothing is new. {looked_at(found)}")
        elif not files.take_stdout:
            is_told = print_result(as_json, digest_json, render_digest, found, full=full)
        if found.answer.statements:
            is_told = files.write(lambda: digest_handout(found)) and is_told
        if is_told:
            note_told(found, opened.library)
    raise typer.Exit(opened.code_of(found.answer))
