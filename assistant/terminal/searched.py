"""Makes the line that says how the words of a question narrowed the search."""

from __future__ import annotations

from datetime import date

from assistant.records.answers import LeftOut
from assistant.records.questions import Filters, Understood
from assistant.terminal.words import listed

_OPT_OUT = "--literal searches all"


def searched_line(understood: Understood, left_out: LeftOut, newest: date | None = None) -> str | None:
    """Which articles were searched since the question's words say so; None where they say nothing of it.

    It tells of undated articles that were left out by that, too; see `counted_apart`. `newest` is the day of the newest
    article there is.
    """
    absent = f"No article here is from {' or '.join(understood.absent)}. " if understood.absent else ""
    if not understood.parts:
        return f"{absent}All articles were searched." if absent else None
    parts = "; ".join(articles_in_words(part) for part in understood.parts) + _seen_from(understood)
    if understood.given_up and newest and all(part.since and part.since > newest for part in understood.parts):
        earlier = f"The newest is of {newest} (--as-of asks as of an earlier day)."
        return f"{absent}No article is from that time: {parts}. {earlier}"
    if understood.given_up:
        return f"{absent}Nothing there answers: {parts}. All articles were searched."
    undated = left_out.undated_articles if counted_apart(understood) else 0
    left = f"; {undated:,} undated left out" if undated else ""
    first = "" if understood.narrows else " first"
    return f"{absent}Searched{first}: {parts}{left} ({_OPT_OUT})."


def searched_events_line(understood: Understood) -> str | None:
    """Which events were looked for since the words of a timeline's topic say so; None where they say nothing of it."""
    if not understood.parts:
        return None
    return f"Searched: {'; '.join(map(_events, understood.parts))}{_seen_from(understood)} ({_OPT_OUT})."


def counted_apart(understood: Understood) -> bool:
    """Whether the line on what was searched counts the undated articles already."""
    return understood.narrows and understood.parts[0].by_date and not understood.given_up


def _seen_from(understood: Understood) -> str:
    """From which day words such as "last week" were read, where that is not today."""
    return f", counted from the newest article here, of {understood.seen_from}" if understood.seen_from else ""


def articles_in_words(part: Filters) -> str:
    """Such as: articles of The Verge from 2024-07-01 to 2024-07-31."""
    source = f" of {listed(part.sources)}" if part.sources else ""
    return f"articles{source}{_days(part)}"


def _events(part: Filters) -> str:
    """Such as: events from 2024-07-01 to 2024-07-31 in articles of The Verge."""
    source = f" in articles of {listed(part.sources)}" if part.sources else ""
    return f"events{_days(part)}{source}"


def _days(part: Filters) -> str:
    if part.since and part.since == part.until:
        return f" of {part.since}"
    if part.since and part.until:
        return f" from {part.since} to {part.until}"
    if part.since:
        return f" since {part.since}"
    return f" up to {part.until}" if part.until else ""
