"""Commands of the chat that narrow which articles answer; what they set stays until it is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.errors import UsageError
from assistant.records.questions import Filters
from assistant.terminal.chat_registry import Command, Completes, adding_to
from assistant.terminal.chat_session import Chat
from assistant.terminal.typed import Narrowing
from assistant.terminal.words import listed

COMMANDS: list[Command] = []
_command = adding_to(COMMANDS)

_OFF = "off"


@_command("/since DATE", "only articles of this day or later, until it is changed; `off`: of any day")
def since(chat: Chat, day: str) -> None:
    """Sets the first day."""
    typed = _typed(Narrowing(since=day), _day_of(chat)) if _is_given(day) else Filters()
    _narrow(chat, day, replace(chat.session.filters, since=typed.since))


@_command("/until DATE", "only articles up to this day; `off`: of any day")
def until(chat: Chat, day: str) -> None:
    """Sets the last day."""
    typed = _typed(Narrowing(until=day), _day_of(chat)) if _is_given(day) else Filters()
    _narrow(chat, day, replace(chat.session.filters, until=typed.until))


@_command("/on DATE", "only articles of this day, week, month, …; `off`: of any day")
def on(chat: Chat, day: str) -> None:
    """Sets both days."""
    typed = _typed(Narrowing(on=day), _day_of(chat)) if _is_given(day) else Filters()
    _narrow(chat, day, replace(chat.session.filters, since=typed.since, until=typed.until))


@_command("/as-of DATE", "answer as of this day, without later articles; `off`: as of today")
def as_of(chat: Chat, day: str) -> None:
    """Sets the day that is taken for today."""
    typed = _typed(Narrowing(as_of=day), chat.session.today) if _is_given(day) else Filters()
    _narrow(chat, day, replace(chat.session.filters, as_of=typed.as_of))


@_command(
    "/source NAME",
    "only articles of this source, and of others named so before; `off`: of every source",
    completes=Completes.NAMES,
)
def source(chat: Chat, name: str) -> None:
    """Adds a source."""
    now = chat.session.filters
    _narrow(chat, name, replace(now, sources=(*now.sources, name) if _is_given(name) else ()))


@_command("/filters [off]", "what narrows the search now; `off`: nothing")
def show_filters(chat: Chat, argument: str) -> None:
    """Tells the filters, or takes them away."""
    if argument and argument != _OFF:
        raise UsageError(f"/filters takes no {argument!r}.", hint="/filters shows them, /filters off removes them.")
    _narrow(chat, argument, Filters())


def filters_line(filters: Filters) -> str:
    """What narrows the search, in a sentence."""
    said = [
        f"since {filters.since}" if filters.since and filters.since != filters.until else "",
        f"until {filters.until}" if filters.until and filters.since != filters.until else "",
        f"on {filters.since}" if filters.since and filters.since == filters.until else "",
        f"as of {filters.as_of}" if filters.as_of else "",
        f"only of {listed(filters.sources)}" if filters.sources else "",
    ]
    return f"Searched: articles {', '.join(filter(None, said))}." if any(said) else "All articles are searched."


def _narrow(chat: Chat, typed: str, filters: Filters) -> None:
    """Sets the filters where something was typed, and says what they are now."""
    if filters.since and filters.until and filters.since > filters.until:
        raise UsageError(f"{filters.since} is after {filters.until}.", hint="/filters off removes both.")
    if typed:
        chat.session.narrow(filters)
    chat.say_line(filters_line(chat.session.filters))


def _day_of(chat: Chat) -> date:
    """The day that the conversation asks as on."""
    return chat.session.filters.as_of or chat.session.today


def _typed(narrowing: Narrowing, today: date) -> Filters:
    """What the days typed mean. Raises UsageError, which names the command and not the option."""
    try:
        return narrowing.filters(today)
    except UsageError as error:
        raise UsageError(error.message.replace("--", "/"), hint=error.hint) from error


def _is_given(typed: str) -> bool:
    return typed not in ("", _OFF)
