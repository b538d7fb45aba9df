"""A sentence to its verbs: where each stands, and whether it tells what happened, what is planned, or what just is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

_PLANNING = (
    "due|set|expected|scheduled|planned|slated|poised|about|going|likely|supposed|meant|booked|billed|bound|on course"
    "|on track|on schedule"
)
_VOWING = (
    r"plan(?:s|ned)?|intend(?:s|ed)?|aim(?:s|ed)?|expect(?:s|ed)?|hop(?:es?|ed)|vow(?:s|ed)?|promis(?:es?|ed)"
    r"|agree(?:s|d)?|propos(?:es?|ed)|want(?:s|ed)?|prepar(?:es?|ed|ing)"
)
# An adverb or two may stand inside a verb: "was later officially to reopen".
_ADVERB = r"(?:\s+(?:not|also|now|then|later|soon|still|never|again|only|finally|formally|officially|\w+ly)){0,2}"
_IRREGULAR = (
    "ate awoke became beat began bent bid blew bore bought bred broke brought built burnt burst came cast caught chose"
    " clung crept cut dealt did dove drank drew drove dug fed fell fled flew forbade forced forgot fought found froze"
    " gave got grew ground heard held hid hit hurt kept knelt laid leapt led left lent let lit lost made met mowed"
    " overcame oversaw overthrew overtook overturned paid put quit ran rang rebuilt reset resold rewrote rode rose sank"
    " sat saw sent set sewed shed shone shook shot shrank shut slid sold sought spat sped spent split spoke sprang"
    " spread stole stood struck stuck stung swam swept swore swung taught tore threw took told undertook underwent"
    " upheld went wept withdrew withheld woke won wore wrote said"
)
_PARTICIPLES = (
    "beaten become begun bitten blown born borne bought broken brought built burnt burst cast caught chosen come cut"
    " dealt done drawn driven eaten fallen fed flown forbidden forced forgotten fought found frozen given gone grown"
    " hanged heard held hidden hit hurt kept known laid led left lent let lit lost made met overcome overthrown"
    " overtaken paid put rebuilt risen run seen sent set shaken shed shot shown shrunk shut sold sought spent split"
    " spoken spread stolen struck stuck sunk sworn swept taken taught thrown told torn undergone upheld withdrawn won"
    " worn woken written"
)
_ED = r"[a-z]{2,}(?:[^e\W]ed|eed)"
_PAST = rf"(?:{'|'.join(_IRREGULAR.split())}|{_ED})"
_PARTICIPLE = rf"(?:{'|'.join(_PARTICIPLES.split())}|{_ED})"
# Words that end like a past and are none, or only describe.
_NO_PAST = frozenset(
    """accused aged alleged armed beloved bed blood breed called combined complicated concerned crowded
    dedicated deed detailed disabled embed exceed experienced fed feed federated feed flood food good greed hundred
    indeed interested kindred limited married mixed naked need needed proceed red related renowned
    retired sacred seed shed skilled so-called speed succeed suspected talented united unnamed untitled unprecedented
    used weed wicked wooded wretched""".split()
)
# What goes on for a time and is no event, whenever it was.
_STATES = frozenset(
    """appeared belonged believed contained continued depended enjoyed existed expected faced feared featured felt
    had hated hoped included involved knew lacked lived liked looked loved meant needed owned preferred
    relied remained represented resembled seemed served stayed stood struggled suffered thought tended understood used
    wanted worked worried""".split()
)
_SAYING = frozenset(
    """acknowledged added agreed alleged argued asked believed boasted claimed commented complained conceded concluded
    confirmed denied described estimated explained insisted mentioned noted predicted quipped quoted recalled remarked
    repeated replied said stated stressed suggested told tweeted wrote joked""".split()
)


class Tense(Enum):
    """What a verb tells of its date."""

    HAPPENED = "happened"
    PLANNED = "planned"
    VOWED = "vowed"  # somebody agreed or promised: that happened, what they promised is planned
    SAID = "said"  # somebody spoke on that day; of what, the day does not tell
    STATE = "state"  # it was so, and nothing happened
    PRESENT = "present"
    UNSURE = "unsure"  # "may", "could", "should"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb at `[start, end)` of a text; `negated` where "not" stands in it."""

    tense: Tense
    start: int
    end: int
    text: str
    negated: bool = False


_BE_PAST, _BE = r"(?:was|were)", r"(?:is|are|am|['’]s|['’]re)"
_NOT_IN_IT = r"(?:n['’]t)?"
# Of verbs in the present only those that tell what is on somebody's calendar.
_CALENDAR = (
    "begins? starts? opens? closes? ends? votes? meets? returns? goes come comes expires? resumes? launches runs faces"
    " hosts holds gets"
)
# Each form with what it tells; of two that fit at one place the upper one counts.
_FORMS: tuple[tuple[str, str], ...] = (
    ("planned", rf"(?:will|shall|won['’]t|['’]ll)\b{_ADVERB}(?:\s+be)?(?:\s+[a-z]+)?"),
    (
        "planned",
        rf"(?:{_BE_PAST}|{_BE}|has been|have been|had been){_ADVERB}\s+(?:{_PLANNING})\s+(?:to|for|on|in|at|by)\b"
        r"(?:\s+(?:be|have)\b)?(?:\s+[a-z]+)?",
    ),
    ("planned", rf"(?:{_BE_PAST}|{_BE}){_ADVERB}\s+to\s+(?:be\s+|have\s+)?[a-z]+"),
    ("vowed", rf"(?:(?:has|have|had)\s+)?(?:{_VOWING})\s+to\s+(?:be\s+)?[a-z]+"),
    ("planned", rf"(?:would|wouldn['’]t)\b{_ADVERB}(?:\s+be)?(?:\s+[a-z]+)?"),
    (
        "unsure",
        r"(?:may|might|could|should|must|can|cannot|can['’]t|ought to|needs? to)\b(?:\s+(?:not|have|be|also))*"
        r"(?:\s+[a-z]+)?",
    ),
    ("happened", rf"(?:has|have|had|['’]ve|['’]d){_NOT_IN_IT}{_ADVERB}\s+(?:been{_ADVERB}\s+)?{_PARTICIPLE}"),
    ("happened", rf"(?:{_BE_PAST}{_NOT_IN_IT}){_ADVERB}\s+(?:being\s+)?{_PARTICIPLE}"),
    ("happened", rf"did{_NOT_IN_IT}{_ADVERB}\s+[a-z]+"),
    ("state", r"(?:has|have|had) been\b"),
    ("state", rf"{_BE_PAST}{_NOT_IN_IT}"),
    ("present", rf"{_BE}{_NOT_IN_IT}{_ADVERB}(?:\s+(?:being\s+)?(?:{_PARTICIPLE}|[a-z]+ing)\b)?"),
    ("happened", _PAST),
    ("present", rf"(?:has|have|does|do){_NOT_IN_IT}"),
    (
        "present",
        rf"(?<!\bto )(?:{'|'.join(_CALENDAR.split())}|takes? (?:place|effect|office|over|up)|kicks? off)",
    ),
)
_VERB = re.compile("|".join(rf"(?P<f{number}>(?<![\w’'-]){form}(?![\w-]))" for number, (_, form) in enumerate(_FORMS)))
# "An uncrewed test", "its planned launch": what describes a thing.
_DETERMINED = re.compile(
    r"\b(?:an?|the|its|his|her|their|our|no|more|most|very|less|new|newly|of|being|two|three|\d+)\s+\Z", re.IGNORECASE
)
# No determiner with its space is longer; with all that stands in front a long text took quadratic time.
_DETERMINER_REACH = 20
_NOT = re.compile(r"\b(?:not|never)\b|n['’]t\b", re.IGNORECASE)


@lru_cache(maxsize=4_096)
def verbs_in(text: str) -> tuple[Verb, ...]:
    """The finite verbs of an English text, in order, without regard to capitals at its beginning."""
    found = []
    for match in _VERB.finditer(text[:1].lower() + text[1:]):
        kind = _FORMS[int((match.lastgroup or "f0")[1:])][0]
        words = match.group().split()
        before = max(0, match.start() - _DETERMINER_REACH)
        determined = len(words) == 1 and _DETERMINED.search(text, before, match.start())
        tense = None if determined else _tense(kind, words)
        if tense is not None:
            found.append(Verb(tense, *match.span(), match.group(), bool(_NOT.search(match.group()))))
    return tuple(found)


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
