"""A sentence to its verbs: where each stands, and whether it tells what happened, what is planned, or what just is.

This is the one table of tenses: what a verb says of a date near it is asked here, whoever asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from assistant.patterns import lazy_pattern


class Tense(Enum):
    """What a verb tells of its date."""

    HAPPENED = "happened"
    PLANNED = "planned"
    VOWED = "vowed"  # somebody agreed or promised: that happened, what they promised is planned
    SAID = "said"  # somebody spoke on that day; of what, the day does not tell
    STATE = "state"  # it was so, and nothing happened
    PRESENT = "present"
    UNSURE = "unsure"  # "may", "could", "should"


PAST_TENSES = frozenset({Tense.HAPPENED, Tense.SAID, Tense.STATE})


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb at `[start, end)` of a text; `negated` where "not" stands in it.

    `then`: what it plans was planned then and may be over, as in "was due to", "would" and "promised to".
    """

    tense: Tense
    start: int
    end: int
    text: str
    negated: bool = False
    then: bool = False

    @property
    def ahead(self) -> bool | None:
        """Whether it tells of what is to come, or of what has been; None where of neither."""
        if self.tense in PAST_TENSES:
            return False
        is_plan = self.tense in {Tense.PLANNED, Tense.VOWED}
        return True if is_plan or (self.tense is Tense.PRESENT and not _IS_OR_HAS.match(self.text)) else None

    @property
    def is_passive(self) -> bool:
        """Whether it ends in a participle: "is held"."""
        return _PASSIVE.fullmatch(self.text) is not None


def _irregular() -> tuple[str, str]:
    """What alone tells a past of the irregular verbs, and their participles, each as alternatives of a pattern."""
    table = Path(__file__).with_name("irregular_verbs.txt").read_text("utf-8")
    rows = [line.split() for line in table.splitlines() if not line.startswith("#")]
    participles = {form for _, _, written in rows for form in written.split("/")}
    pasts = {form for _, written, _ in rows for form in written.split("/")}
    # "Come", "run" and "become" are presents as well.
    alone = pasts | (participles - {base for base, _, _ in rows})
    return "|".join(sorted(alone)), "|".join(sorted(participles))


_IRREGULAR_PASTS, _IRREGULAR_PARTICIPLES = _irregular()
# Freed, agreed and the like are in the table: "need", "speed" and "indeed" are no pasts.
_ED = r"[a-z]{2,}(?<!e)ed"
_PAST = rf"(?:{_IRREGULAR_PASTS}|{_ED})"
_PARTICIPLE = rf"(?:{_IRREGULAR_PARTICIPLES}|{_ED})"
# Words that end like a past and are none, or only describe.
_NO_PAST = frozenset(
    """aged ahmed beloved complicated crowded embed experienced federated gifted hamed hatred hotbed hundred infrared
    interested kindred mohammed moped naked related renowned sacred saeed seabed shred skilled sled talented united
    unnamed untitled unprecedented wicked wooded wretched""".split()
)
# What goes on for a time and is no event, whenever it was.
_STATES = frozenset(
    """appeared been belonged believed contained continued depended enjoyed existed expected faced feared featured felt
    had hated hoped included involved knew lacked lived liked looked loved meant needed owned preferred
    relied remained represented resembled seemed served stayed stood struggled suffered thought tended understood used
    wanted was were worked worried""".split()
)
_SAYING = frozenset(
    """acknowledged added agreed alleged argued asked believed boasted claimed commented complained conceded concluded
    confirmed denied described estimated explained insisted mentioned noted predicted quipped quoted recalled remarked
    repeated replied said stated stressed suggested told tweeted wrote joked""".split()
)
# What has a day that is still to come: "is due to reopen", "the hearing set for Friday".
SCHEDULED = frozenset(
    """expected due set scheduled slated booked fixed billed postponed delayed rescheduled planned forecast
    predicted""".split()
)
_PLANNING = (
    "due|set|expected|scheduled|planned|slated|poised|about|going|likely|supposed|meant|booked|billed|bound|on course"
    "|on track|on schedule|tipped|ready|fixed|rescheduled|forecast|predicted"
)
_FORESEEN = "expected|due|scheduled|slated|forecast|predicted"
_VOWING = (
    r"plan(?:s|ned)?|intend(?:s|ed)?|aim(?:s|ed)?|expect(?:s|ed)?|hop(?:es?|ed)|vow(?:s|ed)?|promis(?:es?|ed)"
    r"|agree(?:s|d)?|propos(?:es?|ed)|want(?:s|ed)?|prepar(?:es?|ed|ing)|pledg(?:es?|ed)"
)
# An adverb or two may stand inside a verb: "was later officially to reopen".
_ADVERB = r"(?:\s+(?:not|also|now|then|later|soon|still|never|again|only|finally|formally|officially|\w+ly)){0,2}"
_WAS, _IS = r"(?:was|were)", r"(?:is|are|am|['’]s|['’]re)"
_NOT = r"(?:n['’]t)?"
# Of verbs in the present only those that tell what is on somebody's calendar.
_CALENDAR = (
    "begins? starts? opens? closes? ends? votes? meets? returns? expires? resumes? launches runs faces hosts plays"
    " replaces enters joins convenes reopens premieres concludes"
)
# Each form with what it tells; of two that fit at one place the upper one counts.
_FORMS: tuple[tuple[str, str], ...] = (
    ("planned", rf"(?:will|shall|won['’]t|['’]ll)\b{_ADVERB}(?:\s+be{_ADVERB})?(?:\s+[a-z]+)?"),
    (
        "planned",
        rf"(?:{_WAS}|{_IS}|has been|have been|had been){_NOT}{_ADVERB}\s+(?:{_PLANNING})\s+(?:to|for|on|in|at|by)\b"
        r"(?:\s+(?:be|have)\b)?(?:\s+[a-z]+)?",
    ),
    ("planned", rf"{_IS}{_NOT}{_ADVERB}\s+(?:{_FORESEEN})"),
    ("planned", rf"(?:{_WAS}|{_IS}){_NOT}{_ADVERB}\s+to\s+(?:be\s+|have\s+)?[a-z]+"),
    ("vowed", rf"(?:(?:has|have|had)\s+)?(?:{_VOWING})\s+to\s+(?:be\s+)?[a-z]+"),
    ("planned", rf"(?:would|wouldn['’]t)\b{_ADVERB}(?:\s+be{_ADVERB})?(?:\s+[a-z]+)?"),
    (
        "unsure",
        r"(?:may|might|could|should|must|can|cannot|can['’]t|(?:ought|needs?|has|have) to)\b"
        r"(?:\s+(?:not|have|be|also))*(?:\s+[a-z]+)?",
    ),
    ("happened", rf"(?:has|have|had|['’]ve|['’]d){_NOT}{_ADVERB}\s+(?:been{_ADVERB}\s+)?{_PARTICIPLE}"),
    ("happened", rf"(?:{_WAS}{_NOT}){_ADVERB}\s+(?:being\s+)?{_PARTICIPLE}"),
    ("happened", rf"did{_NOT}{_ADVERB}\s+[a-z]+"),
    ("state", r"(?:has|have|had) been\b"),
    ("state", rf"{_WAS}{_NOT}"),
    ("present", rf"{_IS}{_NOT}{_ADVERB}(?:\s+(?:being\s+)?(?:{_PARTICIPLE}|[a-z]+ing)\b)?"),
    ("happened", _PAST),
    ("present", rf"(?:has|have|does|do){_NOT}"),
    (
        "present",
        rf"(?<!\bto )(?:{'|'.join(_CALENDAR.split())}|takes? (?:place|effect|office|over|up)|kicks? off"
        r"|(?:go|goes|heads?|comes?) (?:to the polls|on (?:trial|sale|strike)|into (?:force|effect)|out))",
    ),
)
# "It's" is a verb, "the court's" none.
_WITH_IS = "|".join(rf"(?<=\b{word})" for word in "it he she that there who what".split())
_BEGINS = rf"(?:(?<![\w’'-])(?=\w)|(?<=\w)(?=['’](?:ll|re|ve|d)\b)|(?:{_WITH_IS})(?=['’]s\b))"
_FORM = "|".join(rf"(?P<f{number}>{form}(?![\w-]))" for number, (_, form) in enumerate(_FORMS))
_VERB = lazy_pattern(rf"{_BEGINS}(?:{_FORM})")
_IS_OR_HAS = lazy_pattern(r"(?:is|are|am|has|have|does|do|['’]\w+)\b")
_PASSIVE = lazy_pattern(rf"\S+\s.*\b{_PARTICIPLE}", re.DOTALL)
# "An uncrewed test", "its planned launch": what describes a thing. "To set", "be held": no verb of its own. "Always
# closes": a habit.
_NOT_FINITE = lazy_pattern(
    r"\b(?:an?|the|its|his|her|their|our|no|more|most|very|less|new|newly|of|being|two|three|\d+"
    r"|to|be|been|having|gets?|getting|stays?|remains?|becomes?|always|usually|often|normally|typically)\s+\Z",
    re.IGNORECASE,
)
_OWNED = lazy_pattern(r"['’]s\s+\Z")  # "Monday's vote", but "Joe's opens"
# None of these with its space is longer; with all that stands in front a long text took quadratic time.
_REACH = 20
_NEGATION = lazy_pattern(r"\b(?:not|never)\b|n['’]t\b", re.IGNORECASE)
_THEN = lazy_pattern(r"was|were|had|would|(?!ha)\w+ed\b")


@lru_cache(maxsize=4_096)
def verbs_in(text: str) -> tuple[Verb, ...]:
    """The finite verbs of an English text, in order, without regard to capitals at its beginning."""
    found = []
    for match in _VERB.finditer(text[:1].lower() + text[1:]):
        kind = _FORMS[int((match.lastgroup or "f0")[1:])][0]
        words = match.group().split()
        tense = None if len(words) == 1 and _is_dependent(text, match) else _tense(kind, words)
        if tense is not None:
            negated = _NEGATION.search(match.group()) is not None
            then = tense in {Tense.PLANNED, Tense.VOWED} and _THEN.match(match.group()) is not None
            found.append(Verb(tense, *match.span(), match.group(), negated, then))
    return tuple(found)


def _is_dependent(text: str, word: re.Match[str]) -> bool:
    before = max(0, word.start() - _REACH)
    if _OWNED.search(text, before, word.start()) and not word.group().endswith("s"):
        return True
    return _NOT_FINITE.search(text, before, word.start()) is not None


def _tense(kind: str, words: list[str]) -> Tense | None:
    """The tense of a form by its last word; None where that is no verb."""
    if kind != "happened":
        return Tense(kind)
    last = words[-1]
    if len(words) == 1 and last in _NO_PAST:
        return None
    if last in _SAYING:
        return Tense.SAID
    return Tense.STATE if last in _STATES else Tense.HAPPENED
