"""Whether a statement has the opposite of the word in its place in the source: more for less, before for after."""

from __future__ import annotations

from functools import lru_cache

from assistant.answering.alignment import Reading
from assistant.answering.coverage import stem
from assistant.answering.slots import counterpart, is_in_place

# Of each group any two exclude each other where one stands in the other's place.
_GROUPS = """
more/less more/fewer most/least most/few many/few much/little all/none all/some some/no some/none still/no
still/longer higher/lower highest/lowest larger/smaller largest/smallest bigger/smaller biggest/smallest
longer/shorter longest/shortest older/younger oldest/youngest earlier/later faster/slower fastest/slowest better/worse
best/worst stronger/weaker strongest/weakest greater/smaller greater/lesser richer/poorer richest/poorest
cheaper/dearer cheapest/dearest above/below over/under before/after before/following since/until first/last
former/latter maximum/minimum up/down upwards/downwards inside/outside within/outside into/from with/without
for/against north/south/east/west northern/southern/eastern/western left/right always/never often/rarely
everyone/nobody second/minute/hour/day/week/month/year/decade/century am/pm morning/afternoon/evening/night
noon/midnight spring/summer/autumn/winter half/third/quarter/fifth double/triple/quadruple/halve once/twice/thrice
daily/weekly/monthly/yearly weekly/annual monthly/annual rise/fall rise/drop rise/decline rise/sink increase/decrease
increase/decline increase/drop increase/fall increase/reduce grow/shrink grow/fall grow/decline gain/lose gain/loss
raise/lower raise/cut climb/fall climb/drop jump/drop jump/fall soar/plunge soar/fall surge/fall surge/plunge
expand/shrink expand/contract growth/decline improve/worsen strengthen/weaken accelerate/slow widen/narrow up/down
upper/lower win/lose winner/loser victory/defeat beat/lose succeed/fail manage/fail success/failure pass/fail
accept/reject accept/refuse approve/reject support/oppose back/oppose allow/ban allow/prohibit allow/forbid permit/ban
agree/disagree agree/refuse agree/decline confirm/deny admit/deny grant/deny praise/criticise praise/criticize
welcome/condemn favour/oppose favor/oppose love/hate like/dislike trust/distrust open/close reopen/close begin/end
start/end start/finish start/stop begin/stop arrive/leave arrive/depart enter/leave join/leave stay/leave buy/sell
hire/fire appoint/dismiss import/export arrest/release acquit/convict imprison/release guilty/innocent alive/dead
survive/die kill/save born/dead safe/dangerous legal/illegal public/private male/female man/woman boy/girl
son/daughter brother/sister father/mother husband/wife young/old new/old rich/poor strong/weak high/low large/small
big/small long/short early/late deep/shallow wide/narrow full/empty heavy/light hot/cold warm/cold wet/dry
majority/minority positive/negative optimistic/pessimistic same/different include/exclude add/remove attack/defend
lend/borrow push/pull send/receive give/take offensive/defensive employer/employee teacher/pupil buyer/seller
plaintiff/defendant victim/attacker advance/retreat domestic/foreign may/will might/will could/will all/most
confirm/reject elect/reject
"""
_DENYING_BEGINNINGS = ("un", "in", "im", "il", "ir", "dis", "non")


@lru_cache(maxsize=1)
def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for group in _GROUPS.split():
        members = {_key(word) for word in group.split("/")}
        for word in members:
            table.setdefault(word, set()).update(members - {word})
    return {word: frozenset(others) for word, others in table.items()}


def opposite_word(reading: Reading) -> tuple[str, str] | None:
    """The statement's word and the source's opposite word in its place; None when there is no such pair."""
    for index, word in enumerate(reading.words):
        if is_in_place(reading, index, index + 1):
            continue
        slot = counterpart(reading, index, index + 1)
        if any(_key(other.text) == _key(word.text) for other in slot):
            continue
        for other in slot:
            if _are_opposites(word.text, other.text):
                return word.text, other.text
    return None


def _are_opposites(word: str, other: str) -> bool:
    if _key(other) in _opposites().get(_key(word), ()):
        return True
    shorter, longer = sorted((word.lower(), other.lower()), key=len)
    return len(shorter) > 3 and any(longer == beginning + shorter for beginning in _DENYING_BEGINNINGS)


@lru_cache(maxsize=2_048)
def _key(word: str) -> str:
    """A word without its inflection; comparatives and function words stay as they are."""
    lower = word.lower().replace(".", "")
    return lower if lower.endswith(("er", "est")) else stem(lower)
