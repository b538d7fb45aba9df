"""A date in a sentence to the place it has there: in the main clause, in one that hangs on it, as a limit or a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.calendar_names import MONTH_LETTERS, in_capitals
from assistant.language.tense import PAST_TENSES, Tense, Verb
from assistant.language.word_lists import alternatives
from assistant.patterns import lazy_pattern
from assistant.records.time import DateExpression

_QUOTED = lazy_pattern(r"“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)|«[^»]*(?:»|\Z)|„[^“]*(?:“|\Z)|(?<!\w)‘[^’]{15,}’(?!\w)")
_BRACKETS = lazy_pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_BEFORE_IT = (
    r"(?:the |about |around |at least |early |late |mid-?"
    r"|the (?:morning|evening|night|afternoon|end|start|beginning) of )*"
)
# A day behind one of these is a limit, a background or a comparison.
_LIMIT = lazy_pattern(
    r"\b(?:since|until|till|before|after|following|prior to|by|than|every|each|ahead of|up to|as of|dated|through"
    r"|throughout|not(?: on| in| until)?|instead of|rather than|previously|originally|over|within|from"
    rf"|compared (?:with|to|from)|unlike|as (?:in|on)|based on|between)\s+{_BEFORE_IT}\Z",
    re.IGNORECASE,
)
_BETWEEN = lazy_pattern(r"\s*(?:between|from)", re.IGNORECASE)
_FROM = lazy_pattern(r"\bfrom\s+(?:the\s+)?\Z", re.IGNORECASE)
_TO_A_DAY = lazy_pattern(
    r"\s+(?:to|until|till)\s+(?:the\s+|next\s+)?"
    rf"(?:\d|[A-Z][a-z]+day\b|{alternatives(in_capitals(MONTH_LETTERS))})"
)
_CHANGE = lazy_pattern(
    r"\b(?:up|down|rise|rose|fell|increase[ds]?|drop(?:ped)?|moved|postponed|changed|delayed|compared|was from"
    r"|dates?)\b",
    re.IGNORECASE,
)
_CHANGE_REACH = 60
# "From 52.5 million in March": an earlier figure, and no event.
_EARLIER_FIGURE = lazy_pattern(
    r"\b(?:from|than|compared (?:with|to)|against|versus)\s+(?:[\w-]+\s+){0,5}?[$€£]?\d[^,;]*\Z", re.IGNORECASE
)
_FOR = lazy_pattern(r"\b(?:for|of)\s+(?:the\s+)?\Z", re.IGNORECASE)
_FIXED_FOR = lazy_pattern(
    r"\b(?:scheduled|set|planned|due|called|slated|booked|expected|fixed|date|postponed|delayed|moved|put off|arranged"
    r"|morning|evening|night|afternoon|hours|end|start|beginning|early|late|middle)\b[^,;]{0,25}\Z",
    re.IGNORECASE,
)
_DETERMINED = lazy_pattern(r"\b(?:the|a|an|its|his|her|their|our|my|this|that|these|those|another)\s+\Z", re.IGNORECASE)
_IN = lazy_pattern(
    r"\b(?:in|during|on|at|early|late|last|next|this|mid|of|to|from|back in|and)[\s-]+(?:the\s+)?\Z", re.IGNORECASE
)
_SAYS_WHEN = lazy_pattern(
    r"(?:in|on|during|last|next|this|today|yesterday|tomorrow|tonight|earlier|later|mon|tues|wednes|thurs|fri|satur|sun)",
    re.IGNORECASE,
)
_BARE = lazy_pattern(r"\d{4}|[A-Z][a-z]+(?: \d{4})?")
_POSSESSIVE = lazy_pattern(r"['’]s?\s+\w+")
_NO_NOUN = (
    "about after against ahead amid and as at because before but by during following for from if in into just local"
    " near of on or over than that to under until when which while who with without"
)
_NOUN_BEHIND = lazy_pattern(rf"[\s-]+(?!(?:{'|'.join(_NO_NOUN.split())})\b)[a-z]{{3,}}\b")
# "The January 6, 2021, attack on the Capitol".
_NOUN_BEHIND_COMMA = lazy_pattern(r",\s[a-z]{4,}\s(?:on|at|in|of|against|by|that)\b")
_SUBORDINATE = lazy_pattern(
    r"\b(?:who|whom|whose|which|where|when|while|because|although|though|if|unless|once|whether|whereas"
    r"|since|until|after|before|as)\b(?!\s+(?:of|the\s+\w+\s+of|well as)\b)",
    re.IGNORECASE,
)
_TELLS_ASIDE = lazy_pattern(r"after|when|as", re.IGNORECASE)
_THAT = lazy_pattern(r"\bthat\b(?!\s+(?:day|night|morning|evening|same|week|month|year)\b)", re.IGNORECASE)
# What somebody says follows "that"; behind any other word it only says more of something.
_SAYS_THAT = lazy_pattern(
    r"\b(?:sa(?:id|ys?)|(?:told|tells?)\s+(?:[\w’'-]+\s+){0,4}[\w’'-]+|announc\w+|confirm\w*|report(?:ed|s)|warn\w*"
    r"|show\w*|found|learn\w*|reveal\w*|claim\w*|add\w*|rul\w+|agree\w*|alleg\w*|indicat\w*|declar\w*|stat(?:ed|es|ing)"
    r"|insist\w*|not(?:ed|es|ing)|suggest\w*|believ\w*|thought|decided|discover\w*|estimat\w*|predict\w*|hop\w+|fear\w*"
    r"|acknowledg\w*|conced\w*|argu\w+|testif\w*|tweet\w*|wrote|fact|knew|know)(?:\s+\w+day)?,?\s+\Z",
    re.IGNORECASE,
)
# "In Uvalde, Texas, on Tuesday": the commas of a place end no clause.
_PLACE = lazy_pattern(r",\s[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:\s[A-ZÀ-ÖØ-Þ][\w.’'-]*)*,")
_BREAK = lazy_pattern(r"[;:]|\s[–—-]\s|—")
_COMMA = lazy_pattern(r"[;:,]")
_REDUCED = lazy_pattern(r",\s+(?:\w+ly\s+)?\Z")
_FINITE = lazy_pattern(r"\s+(?:is|are|was|were|has|have|had|will|would|did|said)\b")
# "Roake, the skipper arrested in February, will …": behind the comma the main clause goes on.
_VERB_BEHIND = lazy_pattern(r",\s+(?:is|are|was|were|has|have|had|will|would|did)\b")
_NOUN_ENDS = lazy_pattern(r"[,;:.]|\b(?:and|or|but|when|after|as|that|who|which|while|because|before|where)\b")
_HABIT = lazy_pattern(
    r"\b(?:every|each year|usually|always|often|normally|typically|regularly|annual(?:ly)?|used to|per year|a year)\b",
    re.IGNORECASE,
)
_OPENS = lazy_pattern(
    r"(?:\A|[,;:–—]\s*(?:and|but)?)\s*(?:on|in|late|early|last|at|by)?\s*\Z", re.IGNORECASE
)  # "On Monday, …"
# "Put off to 20 June", "an election for 3 May", "effective from Monday": what has happened looks ahead to that day.
_AIM = lazy_pattern(
    r"\b(?:to|for|from|until|starting|beginning|effective)\s+(?:the\s+|on\s+|as of\s+)?\Z", re.IGNORECASE
)
_MOVED_TO = lazy_pattern(
    r"\b(?:put off|postponed|deferred|adjourned|delayed|(?:re)?scheduled|moved)\b[^;.]*\b(?:to|for|until)\b[^;.]*\Z",
    re.IGNORECASE,
)


def without_quotations(text: str) -> str:
    """The text with spaces in place of what stands in quotation marks or brackets; all else stays where it is."""
    for pattern in (_QUOTED, _BRACKETS):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text


def tells_when(text: str, each: DateExpression) -> bool:
    """Whether a date tells when something was, and is no limit, no name and no habit."""
    before, after = text[: each.start], text[each.end :]
    if _FROM.search(before):
        ends = each.span.first == each.span.last and _TO_A_DAY.match(after)
        if ends or _CHANGE.search(before[-_CHANGE_REACH:]):
            return False
    elif _EARLIER_FIGURE.search(before) or (_LIMIT.search(before) and not _BETWEEN.match(each.text)):
        return False
    for_it = _FOR.search(before)
    if for_it and not _FIXED_FOR.search(before[: for_it.start()]):
        return False
    return not _names(each, before, after) and not _HABIT.search(_between_commas(text, each))


def is_aside(text: str, each: DateExpression) -> bool:
    """Whether a date stands in a clause that hangs on another, or in the noun that a later verb has as its subject."""
    before, after = text[: each.start], text[each.end :]
    begin = _last_break(before)
    opened = [match.end() for match in _SUBORDINATE.finditer(before, begin)]
    opened += [match.end() for match in _THAT.finditer(before, begin) if not _SAYS_THAT.search(before[: match.start()])]
    if opened and "," not in _PLACE.sub(" ", before[max(opened) :]):
        return True
    ends = _NOUN_ENDS.search(after)
    return bool(_VERB_BEHIND.match(after)) or bool(_FINITE.search(after[: ends.start()] if ends else after))


def tells_aside(text: str, each: DateExpression, verbs: Sequence[Verb]) -> bool:
    """Whether an aside tells what happened then: "after a gunman opened fire on Tuesday"."""
    opened = list(_SUBORDINATE.finditer(text, 0, each.start))
    if not opened or not _TELLS_ASIDE.fullmatch(opened[-1].group()) or _THAT.search(text, opened[-1].end(), each.start):
        return False
    inside = [verb for verb in verbs if opened[-1].end() <= verb.start and verb.end <= each.start]
    return bool(inside) and inside[-1].tense is Tense.HAPPENED


def verb_of(text: str, each: DateExpression, verbs: Sequence[Verb]) -> Verb | None:
    """The verb a date goes with: the nearest in front of it, else the first behind it."""
    before = text[: each.start]
    ahead = [verb for verb in verbs if verb.end <= each.start and not _is_reduced(text, verb)]
    behind = [verb for verb in verbs if verb.start >= each.end]
    near = [verb for verb in ahead if verb.start >= _last_break(before)]
    # Behind a comma: what stands in front of that may be another clause, what stands behind the date is its own.
    if behind and _OPENS.search(before) and (not near or not before.strip()):
        return behind[0]
    return near[-1] if near else next(iter(behind), next(reversed(ahead), None))


def _names(each: DateExpression, before: str, after: str) -> bool:
    """Whether a date only names something: "the 2020 budget", "the January 6 attack", "Friday's vote"."""
    if _POSSESSIVE.match(after) or each.text.endswith(("'s", "’s")):
        return True
    if _DETERMINED.search(before) and (_NOUN_BEHIND.match(after) or _NOUN_BEHIND_COMMA.match(after)):
        return True
    is_bare = _BARE.fullmatch(each.text) is not None and not _SAYS_WHEN.match(each.text)
    return is_bare and not _IN.search(before)


def _is_reduced(text: str, verb: Verb) -> bool:
    """Whether a past is a participle behind a comma: "the bridge, closed on Monday, …"."""
    return " " not in verb.text and verb.tense is Tense.HAPPENED and bool(_REDUCED.search(text[: verb.start]))


def _last_break(text: str) -> int:
    return max([match.end() for match in _BREAK.finditer(text)], default=0)


def _between_commas(text: str, each: DateExpression) -> str:
    """What stands around a date, up to the next marks."""
    begin = max([match.end() for match in _COMMA.finditer(text[: each.start])], default=0)
    found = _COMMA.search(text, each.end)
    return text[begin : found.start() if found else len(text)]


def looks_back(each: DateExpression, verb: Verb, text: str) -> bool:
    """Whether a verb tells of a day gone by: it is a past, or an agreement made then, which does not aim at the day."""
    if verb.tense is Tense.VOWED:
        return each.end <= verb.start
    return verb.tense in PAST_TENSES and not _is_aim(text, each)


def _is_aim(text: str, each: DateExpression) -> bool:
    before = text[: each.start]
    return _AIM.search(before) is not None or _MOVED_TO.search(before) is not None
