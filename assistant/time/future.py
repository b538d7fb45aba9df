"""The words around a date to whether they put it into the future."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from assistant.time.tokens import Token
from assistant.time.words import WEEKDAY_KINDS, Kind

_ENDS = frozenset([".", "!", "?", ";", ":", "\n", ""])
_CLAUSE_BEGINS = frozenset(', but and while – — “ " ( that when where because'.split())
_LEADING = frozenset(
    "on in of the by until till from since before after ahead early late this next starting beginning as soon".split()
)
_WILL_ASKED = frozenset("will won't shall wird werden zal zullen sera será sarà tomorrow upcoming".split())
_RELATIVES = frozenset("that which who when where".split())
_OVER = frozenset("had not never didn't didn’t wasn't wasn’t".split())
_BOUNDS = frozenset(["by", "until", "till"])
_NEVER_OVER = frozenset("ahead starting next".split())
_AROUND_MONTH = _LEADING | frozenset("and or to between last mid - through during".split())
_ABBREVIATED = frozenset(
    "mr mrs ms dr gen sen rep gov sgt lt col st prof rev capt no vs jan feb mar apr aug sep sept oct nov dec".split()
)
# A full stop behind an abbreviation ends the sentence only before one of these.
_BEGINNERS = frozenset('the a an he she it they we i this that these those his her their there “ " \n'.split(" "))
_BEFORE_BASE = frozenset(
    "to be stay stays remain remains become get will would shall must should may might can could won't not".split()
)
_REACH_BACK, _REACH_ON = 30, 15
_WILL = frozenset(
    "will won't would wouldn't shall must should may might can could cannot wird werden zal zullen va vont sera será"
    " sarà tomorrow upcoming".split()
)
# What points ahead when "to" or "for" follows: "due to reopen on Friday", "scheduled for Friday".
_PLANNED = frozenset(
    "plans planning planned hopes hope hoping aims aim aiming wants want intends intend intended vows vowed promised"
    " promises promise likely ready poised going about needs need preparing prepares expects expect"
    " meant supposed tipped pledged pledges pledge calls plan"
    " hoped bound ticket tickets preparations course track time way".split()
)
# What the verb before it places: "struck a deal to end it on Friday", but "a deal to end it on Friday is near".
_PLAN_NOUNS = frozenset("deal agreement decision right try appeal plea bid chance effort efforts attempt move".split())
# What points ahead whatever preposition follows: "is expected at the end of April", "the hearing set for Friday".
_SCHEDULED = frozenset(
    "expected due set scheduled slated booked fixed billed postponed delayed rescheduled deadline planned"
    " forecast predicted".split()
)
# And whatever follows them where "is" stands before: "blizzards are expected across the state on Friday".
_FORESEEN = frozenset("expected due scheduled slated forecast predicted".split())
_SCHEDULED_FOR = frozenset("to for on by until till at in this next later before".split())
# What is said in the present of what is scheduled; other verbs in the present mostly describe pictures.
# But what was agreed to take place on a day lies ahead: "agreed to meet on Friday".
_AGREED = frozenset("agreed decided voted agreement decision".split())
_TAKES_PLACE = frozenset("meet hold resume reconvene begin start hear".split())
_PRESENT = frozenset(
    "meets opens begins starts returns plays faces votes ends expires closes resumes kicks runs replaces enters joins"
    " launches hosts convenes reopens premieres concludes".split()
)
_COPULA = frozenset({"is", "are", "it's", "it’s"})
_WAS = frozenset("was were had".split())
_WOULD = frozenset("would wouldn't wouldn’t".split())
_NOW = frozenset("is are am it's it’s has have be will i'm i’m we're we’re they're they’re".split())
_GOES = frozenset("go goes head heads".split())
_GOES_TO = frozenset([("to", "the", "polls"), ("on", "trial"), ("on", "sale"), ("on", "strike")])
_BETWEEN = frozenset("not now also still being currently".split())  # "is now expected"
_PAST = frozenset(
    "said says told was were had did met came went took gave got made found saw knew thought left felt kept held"
    " began brought wrote stood heard let meant set ran read paid sat spoke lay led grew lost fell sent built"
    " understood drew broke spent cut rose drove bought wore chose won hit beat fought caught taught sought struck"
    " shot put hid fled flew swept swore threw sank shook stole stuck became withdrew drank ate forgot forgave bound"
    " bore bent dealt dug fed hung laid lit rode rang sang slid sold slept split spread sprang quit shut burst cost"
    " hurt cast bet been done gone seen taken given known shown been wurde wurden war waren hatte hatten fut était"
    " étaient fue fueron ha hanno è stato werd werden foi foram".split()
)
_NO_VERBS = frozenset(
    "united hundred indeed need speed feed seed red bed shed breed greed wed sacred naked wicked advanced limited"
    " related ahmed mohammed hamed saeed".split()
)


class _Telling(Enum):
    """What the words around a date tell of it."""

    NOTHING = 0
    PAST = 1
    PLAN_TOLD = 2  # ahead of when it was told
    AHEAD = 3

    def __bool__(self) -> bool:
        return self is not _Telling.NOTHING


def looks_ahead(
    tokens: Sequence[Token], start: int, end: int, *, asked: bool = False, certainly: bool = False
) -> bool | None:
    """Whether the sentence puts the tokens ``[start, end)`` into the future: by the verb nearest before, else after.

    None when no verb tells; with `certainly` also for a plan told in the past ("was due to open on 3 May") and for a
    bound ("by 3 May"), which may be over. Where a clause begins with the tokens ("…, but on Tuesday the court will"),
    the verb after them decides. In a question "can", "should" and "may" tell nothing.
    """
    begin = start
    while begin and (tokens[begin - 1].word in _LEADING or _is_part_of(tokens, begin - 1)):
        begin -= 1
    leading = {tokens[i].word for i in range(begin, start) if not _is_part_of(tokens, i - 1)}
    before = tokens[begin - 1].word if begin else ""
    if "since" in leading:
        return False
    if leading & _NEVER_OVER or (before == "eve" and tokens[start].kind in WEEKDAY_KINDS):
        return True
    back, on = _before(tokens, begin, asked=asked), _after(tokens, end, asked=asked)
    if "of" in leading and tokens[begin - 1].kind is None and tokens[end : end + 1]:
        # "The storm of 14 February that sank two ships": only its own clause tells.
        found = on if tokens[end].word in _RELATIVES else _Telling.NOTHING
    elif before in _CLAUSE_BEGINS or before in _ENDS:
        found = on or back
    else:
        found = back or on
    if leading & _BOUNDS and not asked:
        if certainly and found is not _Telling.AHEAD:
            return None
        if found is _Telling.NOTHING or (found is _Telling.PAST and tokens[start].kind in WEEKDAY_KINDS):
            # "Wants it by Friday", "gave them until Friday", but "by Friday it had" and "not until Friday".
            return not _is_over(tokens, max(0, start - _REACH_ON), end + _REACH_ON)
    if found is _Telling.PLAN_TOLD:
        return None if certainly else not _is_over(tokens, end, end + 2)  # "was due on Friday never came"
    return None if found is _Telling.NOTHING else found is _Telling.AHEAD


def _is_part_of(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word takes a part of the date behind it: "by the end of May"."""
    return i >= 0 and tokens[i].kind is Kind.PART and tokens[i + 1].word == "of"


def _is_over(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return any(token.word in _OVER for token in tokens[begin:end])


def _before(tokens: Sequence[Token], start: int, *, asked: bool) -> _Telling:
    told = _Telling.NOTHING
    for i in range(start - 1, max(-1, start - 1 - _REACH_BACK), -1):
        if _is_end(tokens, i):
            break
        telling = _telling(tokens, i, start, asked=asked)
        if telling:
            return telling
        if tokens[i].word in _PLAN_NOUNS and tokens[i + 1].word == "to":
            told = _Telling.PLAN_TOLD
    return told


def _after(tokens: Sequence[Token], end: int, *, asked: bool) -> _Telling:
    for i in range(end, min(len(tokens), end + _REACH_ON)):
        if _is_end(tokens, i):
            break
        telling = _telling(tokens, i, i, asked=asked)
        if telling:
            return telling
    return _Telling.NOTHING


def _telling(tokens: Sequence[Token], i: int, start: int, *, asked: bool) -> _Telling:
    """What one word tells of the date at `start` (of one before it, then `start` is `i`)."""
    if _is_modal(tokens, i, asked=asked) or _points_ahead(tokens, i, start):
        return _Telling.PLAN_TOLD if _is_told_in_past(tokens, i) else _Telling.AHEAD
    return _Telling.PAST if _is_past(tokens, i) else _Telling.NOTHING


def _is_told_in_past(tokens: Sequence[Token], i: int) -> bool:
    """Whether what points ahead did so then: "would", "was to", "was due to", "planned to", "the hearing set for"."""
    word = tokens[i].word
    if word in _WOULD:
        return True
    near = {token.word for token in tokens[max(0, i - 4) : i]}
    if word in _WAS:
        return True
    if word in _SCHEDULED or not word.endswith("ed"):
        return bool(near & _WAS) and word not in _PRESENT
    return not near & _NOW


def _is_end(tokens: Sequence[Token], i: int) -> bool:
    """Whether a sentence ends here; no full stop of "10 a.m. ET", "the U.S. Senate", "Gen. Lee" or "No. 3" ends one."""
    word = tokens[i].word
    if word != "." or i == 0:
        return word in _ENDS
    before = tokens[i - 1].word
    if not (len(before) == 1 and before.isalpha()) and before not in _ABBREVIATED:
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or (before == "no" and following.kind is not Kind.NUMBER):
        return True
    return following.word in _BEGINNERS


def _is_modal(tokens: Sequence[Token], i: int, *, asked: bool) -> bool:
    word = tokens[i].word
    if asked:
        return word in _WILL_ASKED or word.endswith(("'ll", "’ll"))
    if word == "may":  # the month has a figure, a preposition or no verb beside it
        verb = tokens[i + 1] if i + 1 < len(tokens) else None
        before = tokens[i - 1].word if i else ""
        return (
            verb is not None and verb.kind is None and verb.word.isalpha() and not {before, verb.word} & _AROUND_MONTH
        )
    return word in _WILL or word.endswith(("'ll", "’ll"))


def _points_ahead(tokens: Sequence[Token], i: int, start: int) -> bool:
    """Whether a verb or noun before the date at `start` (or after it, then `start` is `i`) tells a plan."""
    word, following = tokens[i].word, tokens[i + 1].word if i + 1 < len(tokens) else ""
    if word in _PRESENT or (word in _GOES and _goes_to_vote(tokens, i)):
        return True
    if word in _COPULA:
        return following in {"to", "coming"} or 0 < start - i <= 2
    if word in {"was", "were", "has", "have"}:
        return following == "to"
    if i == start and word.endswith("ed") and (i == 0 or tokens[i - 1].word not in _COPULA):
        return False  # "on Friday he promised to"
    if word in _AGREED and following == "to" and i + 2 < start and tokens[i + 2].word in _TAKES_PLACE:
        return True
    if word in _SCHEDULED:
        present = _is_present(tokens, i)
        if (word == "set" and following not in {"to", "for"} and not present) or (i and tokens[i - 1].word == "than"):
            return False  # "a record set on Friday", "better than expected in May"
        return following in _SCHEDULED_FOR or (present and i < start and word in _FORESEEN)
    return word in _PLANNED and (following == "to" or (following == "for" and not word.endswith("ed")))


def _is_past(tokens: Sequence[Token], i: int) -> bool:
    word = tokens[i].word
    if word not in _PAST and not (len(word) > 4 and word.endswith("ed") and word not in _NO_VERBS):
        return False
    if i and tokens[i - 1].word in _BEFORE_BASE:
        return False  # "to set", "will be elected", "will stay closed"
    return word not in _SCHEDULED or not _is_present(tokens, i)  # what "is pictured on Friday" has been


def _is_present(tokens: Sequence[Token], i: int) -> bool:
    """Whether "is" or "are" stands before the word, as in "is expected" and "are now scheduled"."""
    j = i - 1 - (i > 1 and (tokens[i - 1].word in _BETWEEN or tokens[i - 1].word.endswith("ly")))
    return j >= 0 and tokens[j].word in _COPULA


def _goes_to_vote(tokens: Sequence[Token], i: int) -> bool:
    words = tuple(token.word for token in tokens[i + 1 : i + 4])
    return words in _GOES_TO or words[:2] in _GOES_TO
