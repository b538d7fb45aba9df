"""What was typed on the command line to a question with its day and its filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TextIO

from assistant.articles.published import NotADate, read_published
from assistant.errors import UsageError
from assistant.types import Filters, Question

STDIN = "-"
_HOW = "Write it as 2024-08-01."


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The values of --since, --until, --as-of and --source as they were typed."""

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    sources: tuple[str, ...] = ()

    def filters(self) -> Filters:
        """The filters they mean. Raises UsageError."""
        filters = Filters(
            since=_day("--since", self.since),
            until=_day("--until", self.until),
            as_of=_day("--as-of", self.as_of),
            sources=tuple(map(_whole_characters, self.sources)),
        )
        if filters.since and filters.until and filters.since > filters.until:
            raise UsageError(f"--since {filters.since} is after --until {filters.until}.", hint="Exchange them.")
        return filters

    def question(self, text: str, *, today: date) -> Question:
        """A question under these filters, asked on the as-of day if there is one, else today. Raises UsageError."""
        filters = self.filters()
        return Question(_whole_characters(text), filters.as_of or today, filters)

    def read(self, text: str, stdin: TextIO, *, today: date) -> Question:
        """The question typed, or for ``-`` the one on standard input. Raises UsageError when there is none."""
        typed = (stdin.read() if text == STDIN else text).strip()
        if not any(character.isalnum() for character in typed):
            raise UsageError("The question is empty.", hint='Ask something: assistant ask "…"')
        return self.question(typed, today=today)


def one_day(text: str) -> date:
    """The one day that was typed, also in words. Raises UsageError for what may be two, or none."""
    try:
        found = read_published(_whole_characters(text))
    except NotADate as reason:
        raise UsageError(f"{text!r} is no day: {reason}.", hint=_HOW) from None
    if found is None:
        raise UsageError(f"{text!r} is no day.", hint=_HOW)
    if found.order:
        raise UsageError(f"{text!r} may be two days.", hint=_HOW)
    return found.day


def _whole_characters(text: str) -> str:
    """The text without halves of characters, as which words in another encoding than the terminal's arrive."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _day(flag: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{flag} {text!r} is no day.", hint=_HOW) from None
