"""What was typed on the command line to a question with its day and its filters."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from assistant.articles.metadata.published import NotADate, read_published
from assistant.errors import UsageError
from assistant.patterns import lazy_pattern
from assistant.records.questions import Filters, Question
from assistant.records.time import DaySpan

STDIN = "-"
_ISO_DAY = lazy_pattern(r"\d{4}-\d\d-\d\d")
_HOW = "Write it as 2024-08-01."


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The values of --since, --until, --on, --as-of, --source and --literal as they were typed."""

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    sources: tuple[str, ...] = ()
    on: str | None = None
    literal: bool = False

    def filters(self, today: date) -> Filters:
        """The filters they mean: from the first day of --since to the last one of --until; --on gives both.

        --as-of gives its last day, seen from `today`, and the others are seen from there. Raises UsageError.
        """
        if self.on is not None and (self.since is not None or self.until is not None):
            raise UsageError("--on replaces --since and --until.", hint="Give --on alone, or the other two.")
        as_of = _days("--as-of", self.as_of, today).last
        seen_from = as_of or today
        on = _days("--on", self.on, seen_from)
        filters = Filters(
            since=on.first or _days("--since", self.since, seen_from).first,
            until=on.last or _days("--until", self.until, seen_from).last,
            as_of=as_of,
            sources=tuple(map(_whole_characters, self.sources)),
        )
        if filters.since and filters.until and filters.since > filters.until:
            raise UsageError(f"--since {filters.since} is after --until {filters.until}.", hint="Exchange them.")
        return filters

    def question(self, text: str, *, today: date) -> Question:
        """A question under these filters, asked on the as-of day if there is one, else today. Raises UsageError."""
        filters = self.filters(today)
        return Question(_whole_characters(text), filters.as_of or today, filters, literal=self.literal)

    def read(self, text: str, stdin: TextIO, *, today: date) -> Question:
        """The question typed, or for ``-`` the one on standard input. Raises UsageError when there is none."""
        typed = (stdin.read() if text == STDIN else text).strip()
        require_words(typed)
        return self.question(typed, today=today)


def require_words(question: str) -> None:
    """Raises UsageError for a question without any."""
    if not any(character.isalnum() for character in question):
        raise UsageError("The question is empty.", hint='Ask something: assistant ask "…"')


def one_day(text: str) -> date:
    """The one day that was typed, also in words. Raises UsageError for what may be two, or none."""
    try:
        found = read_published(_whole_characters(text))
    except NotADate as reason:
        raise UsageError(f"{text!r} is not a day: {reason}.", hint=_HOW) from None
    if found is None:
        raise UsageError(f"{text!r} is not a day.", hint=_HOW)
    if found.order:
        raise UsageError(f"{text!r} can mean two days.", hint=_HOW)
    return found.day


def _whole_characters(text: str) -> str:
    """The text without halves of characters, as which words in another encoding than the terminal's arrive."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _days(flag: str, text: str | None, today: date) -> DaySpan:
    """The days of a flag's value; without a value both sides are open."""
    if text is None:
        return DaySpan()
    if _ISO_DAY.fullmatch(text):  # in any year: in words only years that are likely are taken for some
        with suppress(ValueError):
            day = date.fromisoformat(text)
            return DaySpan(day, day)
    from assistant.time.date_expressions import read_days  # 20 ms: only where a flag is given

    span = read_days(_whole_characters(text), today)
    if span is None:
        hint = "Write it as 2024-08-01, July 2024, last week or 3 days ago."
        raise UsageError(f"{flag} {text!r} is not a day.", hint=hint)
    return span
