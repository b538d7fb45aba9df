"""What the shell offers at Tab for an article and for a source, from the library that the command is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.patterns import lazy_pattern

if TYPE_CHECKING:
    import sqlite3

_OFFERED = 50
# To bash every other character may mean something (shlex has the same list).
_ACTING = lazy_pattern(r"[^\w@%+=:,./-]")
Offer = list[tuple[str, str]]


def articles(context: typer.Context, incomplete: str) -> Offer:
    """The ids that begin so, each with its title; without a beginning those of the newest articles."""

    def find(connection: sqlite3.Connection) -> Offer:
        from assistant.index.storage.likely_names import ids_beginning
        from assistant.terminal.clean import clean_line

        found = ids_beginning(connection, incomplete, _OFFERED)
        return [(each.id, clean_line(each.title)) for each in found]

    return _offered(context, find)


def sources(context: typer.Context, incomplete: str) -> Offer:
    """The names of sources that begin so."""

    def find(connection: sqlite3.Connection) -> Offer:
        from assistant.index.storage.likely_names import sources_beginning
        from assistant.terminal.clean import clean_line

        return [(_as_typed(clean_line(name)), "") for name in sources_beginning(connection, incomplete, _OFFERED)]

    return _offered(context, find)


def pages(incomplete: str) -> Offer:
    """The pages of the documentation that begin so, each with what it is for."""
    from assistant.pages import all_pages

    return [(page.topic, page.purpose) for page in all_pages() if page.topic.startswith(incomplete)]


def _offered(context: typer.Context, find: Callable[[sqlite3.Connection], Offer]) -> Offer:
    """What is found, or nothing: the line that is being typed is no place for an error."""
    from assistant.errors import AssistantError

    try:
        with _catalogue(context) as connection:
            return find(connection)
    except AssistantError:
        return []


@contextmanager
def _catalogue(context: typer.Context) -> Iterator[sqlite3.Connection]:
    from assistant.index.own_files import LIBRARY_FOLDER
    from assistant.index.storage.schema import open_catalogue
    from assistant.settings import find_root

    typed = context.params.get("library") or (context.parent.params.get("library") if context.parent else None)
    root = find_root(Path(typed) if typed else None)
    with closing(open_catalogue(root / LIBRARY_FOLDER)) as connection:
        yield connection


def _as_typed(name: str) -> str:
    """The name as bash takes it, which puts in what is offered as it is; other shells quote it themselves.

    Nothing that an article calls its source may act there: "The $(reboot) Post".
    """
    from assistant.settings import environment

    in_bash = environment().get("_ASSISTANT_COMPLETE", "").endswith("bash")
    return _ACTING.sub(r"\\\g<0>", name) if in_bash else name
