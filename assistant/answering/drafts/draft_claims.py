"""A draft of the reader's own to its claims: what each is checked as, and what it is searched for by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.answering.asking.question_parts import names_of
from assistant.language.words import content_words, words_of
from assistant.records.drafts import DraftPart, OwnDraft
from assistant.time.dates_compared import DateMention, masked
from assistant.time.days_in_words import day_in_words, month_in_words
from assistant.time.reading import read

# Something named before: "He said", "Her lawyer", "The two".
_POINTING = re.compile(
    r"(?:he|she|it|they|his|her|its|their|this|that|these|those|both|another|the (?:two|three|latter))\b", re.IGNORECASE
)
# So many sentences back a name may stand.
_SENTENCES_BACK = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a draft ready to be checked.

    `words`: the sentence with "yesterday" and its like as days, counted from `day`. `search`: with the names it takes
    from before, which "he" may stand for. `follows`: the two claims before it.
    """

    part: DraftPart
    words: str
    search: str
    day: date
    follows: str = ""


def claims_of(draft: OwnDraft, day: date) -> list[Claim]:
    """The claims of a draft written on `day`, in its order."""
    known = _known_names(draft)
    claims: list[Claim] = []
    before: list[list[str]] = []
    for part in draft.claims:
        words = with_days(part.words, day)
        own = _names(part.words, known)
        pointing = _POINTING.match(part.words)
        earlier = next((names for names in before[: -_SENTENCES_BACK - 1 : -1] if names), [])
        taken: list[str] = []
        if pointing or not own:
            taken = earlier or ([draft.title] if draft.title else [])
        search = f"{words} ({', '.join(taken)})" if taken else words
        claims.append(Claim(part, words, search, day, " ".join(each.words for each in claims[-2:])))
        before.append([*taken, *own] if pointing and earlier else own)
    return claims


def with_days(words: str, day: date) -> str:
    """The sentence with what is counted from `day` as a date: "yesterday" becomes "on 4 June 2025".

    Weekdays stay, for "Friday" may be the last or the next; so do quotations, which are counted from another day.
    """
    text = words
    for mention in sorted(read(words, day).unquoted.dates, key=lambda each: -each.start):
        said = _said(mention)
        if said:
            text = text[: mention.start] + said + text[mention.end :]
    return text


def _said(mention: DateMention) -> str | None:
    if not mention.relative or len(mention.days) != 1:
        return None
    there = mention.days[0]
    if there.year is None or there.month is None:
        return f"in {there.year}"
    first = date(there.year, there.month, there.day or 1)
    return f"in {month_in_words(first)}" if there.day is None else f"on {day_in_words(first)}"


def _known_names(draft: OwnDraft) -> frozenset[str]:
    """Words that stand capitalised inside a sentence, and so are names where they open one."""
    inner = [name for part in draft.claims for name in names_of(part.words) if not part.words.startswith(name)]
    return frozenset(word for name in inner for word in words_of(name))


def _names(words: str, known: frozenset[str]) -> list[str]:
    """The names in a sentence: no dates, and no word whose capital says only that the sentence begins there."""
    return [
        name
        for name in names_of(masked(words, read(words).mentions))
        if not words.startswith(name) or len(content_words(name)) > 1 or not known.isdisjoint(words_of(name))
    ]
