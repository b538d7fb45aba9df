"""What is followed, and what is new on it, to text that a person reads, to JSON and to a handout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.records.answers import Status
from assistant.records.following import Digest, Followed
from assistant.terminal.as_json import Json, answer_json, head, some
from assistant.terminal.layout import Style, faint, hang, line, prose_width, rendered
from assistant.terminal.words import counted, listed, moment

if TYPE_CHECKING:
    from assistant.records.handouts import Handout

_FIELDS = "number topic sources added_at told_at"


def render_digest(digest: Digest, *, width: int, colour: bool, full: bool = False) -> str:
    """Each topic with what is new on it, a sentence an item; then the sources, and what was looked at."""
    from assistant.terminal.render_summary import render_summary

    told = render_summary(digest.answer, width=width, colour=colour, full=full, bullets=True)
    looked = [line(), *faint(looked_at(digest), prose_width(width))]
    return told + rendered(looked, colour=colour)


def digest_json(digest: Digest) -> Json:
    """What digest prints."""
    quiet = {each.number for each in digest.quiet}
    followed = [{**some(each, _FIELDS), "new": each.number not in quiet} for each in digest.followed]
    return {
        **answer_json(digest.answer),
        "since": digest.since,
        "arrived": digest.arrived,
        "not_looked_at": digest.uncounted,
        "followed": followed,
    }


def digest_handout(digest: Digest) -> Handout:
    """The digest as a document."""
    from assistant.terminal.handouts.from_summary import summary_handout

    told = summary_handout(digest.answer)
    return replace(told, title="Digest", facts=(looked_at(digest), *told.facts))


def looked_at(digest: Digest) -> str:
    """How many articles came, since when, and on what there is nothing new."""
    if digest.since is not None:
        since = f" since {moment(digest.since)}"
    else:
        told = [each.told_at or each.added_at for each in digest.followed]
        since = f" since {moment(min(told))}" if told else ""
    said = f"{counted(digest.arrived, 'article')} came in{since}."
    if digest.uncounted:
        said += f" The {digest.uncounted:,} that came first were not looked at."
    if digest.quiet and len(digest.quiet) < len(digest.followed):
        said += f" Nothing new on {listed([each.name for each in digest.quiet])}."
    return said


def render_followed(followed: Sequence[Followed], *, width: int, colour: bool) -> str:
    """A line for each, behind its number: what it is, and when a digest last told of it."""
    prose = prose_width(width)
    cells = max((len(str(each.number)) for each in followed), default=0) + 2
    lines = []
    for each in followed:
        label = line((str(each.number).rjust(cells - 2), Style.NUMBER))
        label.pad_left(cells - 2 - label.cell_len)
        told = f"told {moment(each.told_at)}" if each.told_at else f"since {moment(each.added_at)}"
        lines += hang(label.append("  "), line((each.name, Style.STRONG), (f" ({told})", Style.FAINT)), prose)
    return rendered(lines or [line("Nothing is followed.")], colour=colour)


def followed_json(followed: Sequence[Followed]) -> Json:
    """What `follow` prints."""
    return {**head(Status.ANSWERED), "followed": [some(each, _FIELDS) for each in followed]}
