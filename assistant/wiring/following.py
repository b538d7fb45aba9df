"""What is followed in an open library: added, removed, and told of in a digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from assistant.answering.summaries.stories import MOST_ARTICLES
from assistant.errors import UsageError
from assistant.index.library import Library
from assistant.language.nearest import nearest_texts
from assistant.records.answers import Answer
from assistant.records.following import Digest, Followed
from assistant.records.questions import Filters, Question
from assistant.records.summaries import Length

if TYPE_CHECKING:
    from assistant.answering.summaries.requests import Telling
    from assistant.answering.tools import Tools

_SENTENCES = {Length.SHORT: 3, Length.MEDIUM: 5, Length.LONG: 10}


def follow(library: Library, topic: str, sources: Sequence[str]) -> tuple[Followed, bool]:
    """Follows a topic, sources, or a topic within sources; says whether that is new. Raises UsageError."""
    named = library.sources_called(sources)
    if not any(letter.isalnum() for letter in topic) and not named:
        raise UsageError("There is nothing to follow.", hint='Name a topic or a --source: assistant follow add "TOPIC"')
    words = " ".join(topic.split())
    for each in library.followed.all():
        if (each.topic.casefold(), each.sources) == (words.casefold(), named):
            return each, False
    number = library.follow(words, named, datetime.now(UTC))
    return next(each for each in library.followed.all() if each.number == number), True


def unfollow(library: Library, name: str) -> Followed:
    """Follows no longer what has this number or name. Raises UsageError."""
    every = library.followed.all()
    wanted = " ".join(name.split()).casefold()
    found = [each for each in every if wanted in (str(each.number), each.topic.casefold(), each.name.casefold())]
    if len(found) > 1:
        numbers = ", ".join(str(each.number) for each in found)
        raise UsageError(f"{name!r} could be any of {numbers}.", hint="Give the number.")
    if not found:
        near = [every[place] for place in nearest_texts(name, [each.name for each in every], 1)]
        hint = f"Did you mean {near[0].name!r}?" if near else "`assistant follow list` lists what is."
        raise UsageError(f"Nothing is followed as {name!r}.", hint=hint)
    library.unfollow(found[0].number)
    return found[0]


def digest(
    library: Library, tools: Tools, today: date, *, length: Length, since: date | None, telling: Telling
) -> Digest:
    """What is new on all that is followed: what came in after the last digest, or from a day on.

    Raises UsageError where nothing is followed, and what a summary raises.
    """
    from assistant.answering.summaries.digest import joined_answers
    from assistant.answering.summaries.period import summarise_period
    from assistant.answering.summaries.summarise import summarise_topic

    def tell(asked: Question) -> Answer:
        way = summarise_topic if asked.text else summarise_period
        return way(asked, tools, sentences=_SENTENCES[length], telling=telling)

    followed = library.followed.all()
    if not followed:
        raise UsageError("Nothing is followed.", hint='Begin with: assistant follow add "TOPIC"')
    moment = None if since is None else datetime(since.year, since.month, since.day).astimezone(UTC)
    with library.at_one_moment():
        last = library.followed.last_arrival()
        from_day = None if moment is None else library.followed.arrival_before(moment)
        new = {each.number: _new(library, each.last_arrival if from_day is None else from_day) for each in followed}
    told = [
        (each, tell(Question(each.topic, today, _of(each, new[each.number]), literal=True)))
        for each in followed
        if new[each.number]
    ]
    arrived = len({article for ids in new.values() for article in ids})
    name = "; ".join(each.name for each in followed)
    answer = joined_answers(Question(f"What is new: {name}", today), [(each.name, part) for each, part in told])
    loud = {each.number for each, part in told if part.statements}
    return Digest(
        answer,
        tuple(followed),
        tuple(each for each in followed if each.number not in loud),
        arrived,
        uncounted=max(0, arrived - MOST_ARTICLES),
        last_arrival=last,
        since=None if moment is None else moment.isoformat(timespec="seconds"),
    )


def note_told(found: Digest, library: Library) -> None:
    """Notes what a digest told of, so that the next one tells of what comes after it; not after one from a day on."""
    if found.since is None:
        library.note_told([each.number for each in found.followed], found.last_arrival, datetime.now(UTC))


def _new(library: Library, after: int) -> list[str]:
    return list(library.followed.arrived_after(after))


def _of(each: Followed, ids: Sequence[str]) -> Filters:
    return Filters(sources=each.sources, articles=tuple(ids[-MOST_ARTICLES:]))
