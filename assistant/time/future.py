"""Decides whether the words around a date put it into the future."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from assistant.language.calendar_names import SHORT_MONTHS
from assistant.language.languages import language_of
from assistant.language.normalise import lower
from assistant.language.tense import SCHEDULED, Tense, Verb, verbs_in
from assistant.language.titles import titles_used
from assistant.patterns import lazy_pattern
from assistant.time.tokens import Token
from assistant.time.words import WEEKDAY_KINDS, Kind

_ENDS = frozenset([".", "!", "?", ";", ":", "\n", ""])
_CLAUSE_BEGINS = frozenset(', but and while – — “ " ( that when where because'.split())
_LEADING = frozenset(
    "on in of the by until till from since before after ahead early late this next starting beginning as soon".split()
)
_RELATIVES = frozenset("that which who when where".split())
_OVER = frozenset("had not never didn't didn’t wasn't wasn’t".split())
_BOUNDS = frozenset(["by", "until", "till"])
_NEVER_OVER = frozenset("ahead starting next".split())
_ABBREVIATED = titles_used("a") | {*SHORT_MONTHS, "st", "no", "vs"}
# A full stop behind an abbreviation ends the sentence only before one of these.
_BEGINNERS = frozenset('the a an he she it they we i this that these those his her their there “ " \n'.split(" "))
_REACH_BACK, _REACH_ON = 30, 15  # words
# What aims at a day and is no verb of its own: "tickets for", "likely to", "the hearing set for".
_AIMED = lazy_pattern(
    r"(?<![\w’'-])(?:(?:plans?|planning|hop(?:e|es|ing)|aim(?:s|ing)?|wants|intends?|vows|promises?|likely|ready|poised"
    r"|going|about|needs?|preparing|prepares|preparations|expects?|pledges?|bound|tickets?|calls|course|track|time|way)"
    r"\s+(?:to|for)|(?:meant|supposed|tipped)\s+to|(?:is|are|it['’]s)\s+coming|tomorrow|upcoming|set\s+(?:to|for)"
    rf"|(?:{'|'.join(sorted(SCHEDULED - {'set'}))}|deadline)\s+(?:to|for|on|by|until|till|at|in|this|next|later|before)"
    r")(?![\w-])"
)
_THEN = lazy_pattern(r"\b(?:was|were|had)\s(?:\S+\s){0,3}\Z")
_THEN_REACH = 40
# What the verb before it places: "struck a deal to end it on Friday", but "a deal to end it on Friday is near".
_PLAN_NOUN = lazy_pattern(
    r"\b(?:deal|agreement|decision|right|try|appeal|plea|bid|chance|efforts?|attempt|move)\s+to\b", re.IGNORECASE
)
# But what was agreed to take place on a day lies ahead: "agreed to meet on Friday".
_AGREED = lazy_pattern(r"(?:ha[sd]\s+|have\s+)?agree")
_TAKES_PLACE = lazy_pattern(
    r"\b(?:agreed|decided|voted|agreement|decision)\s+to\s+(?:meet|hold|resume|reconvene|begin|start|hear)\b"
)
_WAS_TO = lazy_pattern(r"(?:was|were) to\b|would")
_IS = lazy_pattern(r"(?:is|are|['’]s|['’]re)\Z")
_SAYS = lazy_pattern(r"\bsays\b")
_WILL_ABROAD = lazy_pattern(r"\b(?:wird|werden|zal|zullen|va|vont|sera|será|sarà)\b")
_PAST_ABROAD = lazy_pattern(
    r"\b(?:wurden?|war(?:en)?|hatten?|fut|était|étaient|fue|fueron|ha|hanno|è|stato|werd|foi|foram)\b"
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
    text: str, tokens: Sequence[Token], start: int, end: int, *, asked: bool = False, certainly: bool = False
) -> bool | None:
    """Whether the sentence puts the tokens ``[start, end)`` into the future: by the verb nearest before, else after.

    None when no verb tells; with `certainly` also for a plan told in the past ("was due to open on 3 May") and for a
    bound ("by 3 May"), which may be over. Where a clause begins with the tokens ("…, but on Tuesday the court will"),
    the verb after them decides. In a question "can", "should" and "may" tell nothing.
    """
    begin = _begin(tokens, start)
    leading = {tokens[i].word for i in range(begin, start) if not _is_part_of(tokens, i - 1)}
    if "since" in leading:
        return False
    is_weekday = tokens[start].kind in WEEKDAY_KINDS
    if leading & _NEVER_OVER or (is_weekday and begin and tokens[begin - 1].word == "eve"):
        return True
    found = _nearest(text, tokens, begin, end, asked=asked, follows_of="of" in leading)
    if leading & _BOUNDS and not asked:
        if certainly and found is not _Telling.AHEAD:
            return None
        if not found or (found is _Telling.PAST and is_weekday):
            # "Wants it by Friday", "gave them until Friday", but "by Friday it had" and "not until Friday".
            return not _is_over(tokens, max(0, start - _REACH_ON), end + _REACH_ON)
    if found is _Telling.PLAN_TOLD:
        return None if certainly else not _is_over(tokens, end, end + 2)  # "was due on Friday never came"
    return found is _Telling.AHEAD if found else None


def _begin(tokens: Sequence[Token], start: int) -> int:
    """Where the prepositions of a date begin."""
    begin = start
    while begin and (tokens[begin - 1].word in _LEADING or _is_part_of(tokens, begin - 1)):
        begin -= 1
    return begin


def _nearest(text: str, tokens: Sequence[Token], begin: int, end: int, *, asked: bool, follows_of: bool) -> _Telling:
    """What tells of a date whose prepositions begin at `begin`."""
    back, on = _around(text, tokens, begin, end, asked=asked)
    if follows_of and tokens[begin - 1].kind is None and tokens[end : end + 1]:
        # "The storm of 14 February that sank two ships": only its own clause tells.
        return on if tokens[end].word in _RELATIVES else _Telling.NOTHING
    begins_clause = not begin or tokens[begin - 1].word in _CLAUSE_BEGINS or _is_end(tokens, begin - 1)
    return (on or back) if begins_clause else (back or on)


def _is_part_of(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word takes a part of the date behind it: "by the end of May"."""
    return i >= 0 and tokens[i].kind is Kind.PART and tokens[i + 1].word == "of"


def _is_over(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return any(token.word in _OVER for token in tokens[begin:end])


def _around(text: str, tokens: Sequence[Token], begin: int, end: int, *, asked: bool) -> tuple[_Telling, _Telling]:
    """What the nearest words of the sentence tell in front of a date, and behind it."""
    first, stop = begin, end
    while first > max(0, begin - _REACH_BACK) and not _is_end(tokens, first - 1):
        first -= 1
    while stop < min(len(tokens), end + _REACH_ON) and not _is_end(tokens, stop):
        stop += 1
    origin = tokens[first].start
    sentence = text[origin : tokens[stop - 1].end]
    sentence = lower(sentence) if sentence.isupper() else sentence
    date_start, date_end = tokens[begin].start - origin, tokens[end - 1].end - origin
    verbs, signs = verbs_in(sentence), _other_signs(sentence)
    back = [(verb.start, _told_before(sentence, verb, date_start, asked=asked)) for verb in verbs]
    on = [(verb.start, _told_after(verb, asked=asked)) for verb in verbs]
    told = [telling for place, telling in sorted(back + signs, key=_place) if telling and place < date_start]
    behind = [telling for place, telling in sorted(on + signs, key=_place) if telling and place >= date_end]
    if not told and _PLAN_NOUN.search(sentence, 0, date_start):
        told = [_Telling.PLAN_TOLD]
    return told[-1] if told else _Telling.NOTHING, behind[0] if behind else _Telling.NOTHING


def _place(sign: tuple[int, _Telling]) -> int:
    return sign[0]


def _told_before(sentence: str, verb: Verb, date_start: int, *, asked: bool) -> _Telling:
    """What a verb in front of a date tells of it; the date begins with its prepositions."""
    if verb.tense is Tense.PRESENT and _IS.match(verb.text):
        return _Telling.AHEAD if len(sentence[verb.end : date_start].split()) <= 1 else _Telling.NOTHING
    if verb.tense is Tense.VOWED and _AGREED.match(verb.text) and not _TAKES_PLACE.match(sentence, verb.start):
        return _Telling.PAST
    if verb.tense is Tense.HAPPENED and _TAKES_PLACE.match(sentence, verb.start):
        return _Telling.PLAN_TOLD
    return _told(verb, asked=asked)


def _told_after(verb: Verb, *, asked: bool) -> _Telling:
    """What a verb behind a date tells of it: "on Friday he promised to" is told of Friday."""
    if verb.then and not _WAS_TO.match(verb.text):
        return _Telling.PAST
    return _Telling.NOTHING if _IS.match(verb.text) else _told(verb, asked=asked)


def _told(verb: Verb, *, asked: bool) -> _Telling:
    if verb.tense is Tense.UNSURE:
        return _Telling.NOTHING if asked else _Telling.AHEAD
    if verb.ahead is False or (verb.ahead is None and verb.is_passive):  # what "is pictured on Friday" has been
        return _Telling.PAST
    may_be_infinitive = verb.tense is Tense.PRESENT and " " not in verb.text and not verb.text.endswith("s")
    if verb.ahead is None or may_be_infinitive or (asked and verb.text.startswith("would")):
        return _Telling.NOTHING
    return _Telling.PLAN_TOLD if verb.then else _Telling.AHEAD


def _other_signs(part: str) -> list[tuple[int, _Telling]]:
    """What tells beside the verbs of English: nouns and participles that aim, and verbs of other languages."""
    signs = [(match.start(), _Telling.PAST) for match in _SAYS.finditer(part)]
    for match in _AIMED.finditer(part):
        then = _THEN.search(part, max(0, match.start() - _THEN_REACH), match.start())
        signs.append((match.start(), _Telling.PLAN_TOLD if then else _Telling.AHEAD))
    if language_of(part) != "en":
        signs += [(match.start(), _Telling.AHEAD) for match in _WILL_ABROAD.finditer(part)]
        signs += [(match.start(), _Telling.PAST) for match in _PAST_ABROAD.finditer(part)]
    return signs


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
