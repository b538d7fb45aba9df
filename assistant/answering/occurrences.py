"""A sentence and the dates it names to what it tells of one of them: that something happened then, or is planned.

The rule on which date counts, where a sentence names several. A date counts that stands in the sentence's main clause
and goes with its verb: the nearest verb in front of it in the same clause, else the first behind it. It does not count
inside a quotation, in a clause that only says more of something ("who was elected in 2020"), behind a word that makes it a limit or a background ("since", "until", "by", "before", "after", "every"), nor
where it only names something ("the 2020 budget"). Of those that count each that goes with a verb of its own is an
occurrence ("will close on 3 May and reopen on 9 June": two); what happened or is planned goes before what was said or
was so, which is told only where nothing else is, and what it tells in passing ("after the boat sank on Monday") last; of two dates of one verb the shorter span counts, then the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.answering.languages import language_of
from assistant.answering.tense import Tense, Verb, verbs_in
from assistant.types import DateExpression

# A longer span is no day on which something happened; a year is shown as a year.
_LONGEST_DAYS = 366
# A sentence with more dates than this lists them.
_MOST = 2
_FURTHEST_YEARS = 60
_QUOTED = re.compile(r"“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)|«[^»]*(?:»|\Z)|„[^“]*(?:“|\Z)|(?<!\w)‘[^’]{15,}’(?!\w)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ARTICLE = r"(?:the |about |around |at least |early |late |mid-?|the (?:morning|evening|night|afternoon|end|start|beginning) of )*"
_LIMIT = re.compile(
    r"\b(?:since|until|till|before|after|following|prior to|by|than|every|each|ahead of|up to|as of|dated|through"
    r"|throughout|not(?: on| in| until)?|instead of|rather than|previously|originally|over|within|from|compared (?:with|to|from)"
    rf"|unlike|as (?:in|on)|based on|between)\s+{_ARTICLE}\Z",
    re.IGNORECASE,
)
_MOVED_FROM = re.compile(r"\bfrom\s+(?:the\s+)?\Z", re.IGNORECASE)
_TO_A_DAY = re.compile(r"\s+(?:to|until|till)\s+(?:the\s+|next\s+)?(?:\d|[A-Z][a-z]+day\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))")
_RISE = re.compile(
    r"\b(?:up|down|rise|rose|fell|increase[ds]?|drop(?:ped)?|moved|postponed|changed|delayed|compared|was from|dates?)\b",
    re.IGNORECASE,
)
# "From 52.5 million in March": an earlier figure, and no event.
_COMPARED = re.compile(
    r"\b(?:from|than|compared (?:with|to)|against|versus)\s+(?:[\w-]+\s+){0,5}?[$€£]?\d[^,;]*\Z", re.IGNORECASE
)
_FOR = re.compile(r"\b(?:for|of)\s+(?:the\s+)?\Z", re.IGNORECASE)
_FIXED_FOR = re.compile(
    r"\b(?:scheduled|set|planned|due|called|slated|booked|expected|fixed|date|postponed|delayed|moved|put off|arranged"
    r"|morning|evening|night|afternoon|hours|end|start|beginning|early|late|middle)\b[^,;]{0,25}\Z",
    re.IGNORECASE,
)
_DETERMINED = re.compile(r"\b(?:the|a|an|its|his|her|their|our|my|this|that|these|those|another)\s+\Z", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(?:in|during|on|at|early|late|last|next|this|mid|of|to|from|back in|and)[\s-]+(?:the\s+)?\Z", re.IGNORECASE
)
_PLACES_ITSELF = re.compile(
    r"(?:in|on|during|last|next|this|today|yesterday|tomorrow|tonight|earlier|later|mon|tues|wednes|thurs|fri|satur|sun)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?\s+\w+")
_NOUN_BEHIND = re.compile(
    r"[\s-]+(?!(?:and|or|but|when|after|as|to|at|in|on|by|for|with|from|that|who|which|while|because|before|until|during|of|near|over|against|following|under|amid|without|into|if|than|about|local|just|ahead)\b)[a-z]{3,}\b"
)
# "The January 6, 2021, attack on the Capitol".
_NOUN_BEHIND_COMMA = re.compile(r",\s[a-z]{4,}\s(?:on|at|in|of|against|by|that)\b")
_SUBORDINATE = re.compile(
    r"\b(?:who|whom|whose|which|where|when|while|because|although|though|if|unless|once|whether|whereas"
    r"|since|until|after|before|as)\b(?!\s+(?:of|the\s+\w+\s+of|well as)\b)",
    re.IGNORECASE,
)
_THAT = re.compile(r"\bthat\b(?!\s+(?:day|night|morning|evening|same|week|month|year)\b)", re.IGNORECASE)
# What somebody says follows "that"; behind any other word it only says more of something.
_SAYS_THAT = re.compile(
    r"\b(?:sa(?:id|ys?)|(?:told|tells?)\s+(?:[\w’'-]+\s+){0,4}[\w’'-]+|announc\w+|confirm\w*|report(?:ed|s)|warn\w*|show\w*|found|learn\w*"
    r"|reveal\w*|claim\w*|add\w*|rul\w+|agree\w*|alleg\w*|indicat\w*|declar\w*|stat(?:ed|es|ing)|insist\w*|not(?:ed|es|ing)"
    r"|suggest\w*|believ\w*|thought|decided|discover\w*|estimat\w*|predict\w*|hop\w+|fear\w*|acknowledg\w*|conced\w*|argu\w+"
    r"|testif\w*|tweet\w*|wrote|fact|knew|know)(?:\s+\w+day)?,?\s+\Z",
    re.IGNORECASE,
)
# "In Uvalde, Texas, on Tuesday": the commas of a place end no clause.
_ASIDE = re.compile(r"after|when|as", re.IGNORECASE)
_PLACE = re.compile(r",\s[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:\s[A-ZÀ-ÖØ-Þ][\w.’'-]*)*,")
_BREAK = re.compile(r"[;:]|\s[–—-]\s|—")
_REDUCED = re.compile(r",\s+(?:\w+ly\s+)?\Z")
_FINITE_BEHIND = re.compile(r"\s+(?:is|are|was|were|has|have|had|will|would|did|said)\b")
_STOPS_NOUN = re.compile(r"[,;:.]|\b(?:and|or|but|when|after|as|that|who|which|while|because|before|where)\b")
_HABIT = re.compile(
    r"\b(?:every|each year|usually|always|often|normally|typically|regularly|annually|annual|used to|per year|a year)\b",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"\b(?:put off|postponed|deferred|adjourned|delayed|scheduled|rescheduled|moved)\b[^;.]*\b(?:to|for|until)\b[^;.]*\Z", re.IGNORECASE
)
_IF = re.compile(r"(?:\A|,\s)if\b|\bprovided that\b|\bunless\b", re.IGNORECASE)
_HABITUAL = frozenset({"overnight", "tonight", "today", "now"})
_HAS = re.compile(r"(?:has|have|['’]ve)\b")
_PAST = frozenset({Tense.HAPPENED, Tense.SAID, Tense.STATE})
# "Put off to 20 June", "an election for 3 May", "effective from Monday": what has happened looks ahead to that day.
_AIM = re.compile(r"\b(?:to|for|from|until|starting|beginning|effective)\s+(?:the\s+|on\s+|as of\s+)?\Z", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_YEAR_OR_COUNT = re.compile(r"\d{4}|\b(?:next|last|this|ago|later|earlier|coming|tomorrow|yesterday|day|week|month|year)s?\b", re.IGNORECASE)
# A plan is not told so long after the day for which it was made.
_LONG_PAST = 150
# "Were to resume on Sunday", printed on a Saturday, is tomorrow; printed on a Tuesday, it is two days ago.
_NEAR_DAYS = 3
_LONG_SPAN_DAYS = 7
_PLANS = frozenset({Tense.PLANNED, Tense.VOWED})
# "Was due to" and "agreed to" tell of what was planned then.
_THEN = re.compile(r"(?:was|were|had|would|\w+ed)\b")
_IS = re.compile(r"(?:is|are|am|has|have|do|does|['’])")
_RANK = {Tense.HAPPENED: 0, Tense.PLANNED: 0, Tense.VOWED: 0, Tense.SAID: 1, Tense.STATE: 2, Tense.PRESENT: 2}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What a sentence tells of the days from `first` to `last`. `text` is the date as written, `verb` its verb's last word.

    `weak`: on that day somebody spoke, or something was so, or it is told in passing; of anything else that happened then
    the sentence tells nothing.
    """

    first: date
    last: date
    text: str
    planned: bool
    weak: bool = False
    verb: str = ""


def occurrences_in(text: str, dates: Sequence[DateExpression], published: date | None) -> list[Occurrence]:
    """What a sentence tells of its dates, whose `start` and `end` count in it; see above for which count."""
    found = sorted(_occurrences(text, dates, published), key=lambda each: each.order)
    if not found:
        return []
    told = [each for each in found if each.order[0] == found[0].order[0]]
    by_verb = {each.verb_start: each.occurrence for each in reversed(told)}
    return [by_verb[each.verb_start] for each in told if each.occurrence is by_verb[each.verb_start]][:_MOST]


@dataclass(frozen=True, slots=True)
class _Found:
    """An occurrence, what goes before which, and where its verb begins."""

    order: tuple[int, int, int]
    verb_start: int
    occurrence: Occurrence


def _occurrences(text: str, dates: Sequence[DateExpression], published: date | None) -> Iterator[_Found]:
    if not dates:
        return
    plain = without_quotations(text)
    foreign = language_of(text) not in {"en", None}
    verbs = () if foreign else verbs_in(plain)
    for place, each in enumerate(dates):
        if not plain[each.start : each.end].strip() or not _counts(plain, each):
            continue
        aside = _is_subordinate(plain, each)
        if aside and not _tells_aside(plain, each, verbs):
            continue
        verb = None if foreign else _verb_of(plain, each, verbs)
        first, last = _on_its_side(each, verb, plain, published)
        if first is None or last is None or not _is_in_reach(first, last, published):
            continue
        ahead = published is not None and first > published
        if foreign:
            yield _Found((1, (last - first).days, place), 0, Occurrence(first, last, each.text, planned=ahead))
            continue
        if verb is None or verb.tense is Tense.UNSURE or (verb.tense is Tense.PLANNED and verb.negated):
            continue
        if (verb.tense is Tense.PRESENT and not ahead) or (ahead and _looks_back(each, verb, plain)):
            continue
        planned = ahead or verb.tense is Tense.PLANNED
        if planned and _IF.search(plain):
            continue
        if each.text.lower() in _HABITUAL and (planned or verb.tense is Tense.PRESENT or _HAS.match(verb.text)):
            continue
        # "Have learned this month": so far, and on no day.
        lasting = _HAS.match(verb.text) and (last - first).days >= _LONG_SPAN_DAYS
        rank = 3 if aside else 0 if planned else _RANK[Tense.STATE if lasting else verb.tense]
        occurrence = Occurrence(first, last, each.text, planned, weak=rank > 0, verb=verb.text.split()[-1])
        yield _Found((rank, (last - first).days, place), verb.start, occurrence)


def without_quotations(text: str) -> str:
    """The text with spaces in place of what stands in quotation marks or brackets; all else stays where it is."""
    for pattern in (_QUOTED, _BRACKETS):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text


def _on_its_side(
    each: DateExpression, verb: Verb | None, text: str, published: date | None
) -> tuple[date | None, date | None]:
    """A date's days on the side of the day of publication on which its own verb puts them.

    "Struck on Monday" was last Monday; "was to reopen on 30 April", a week before that day, is not last year's.
    """
    first, last = each.span.first, each.span.last
    if not each.relative or published is None or verb is None or first is None or last is None:
        return first, last
    is_weekday = _WEEKDAY.fullmatch(each.text) is not None
    is_yearless = _MONTH.search(each.text) is not None and not _YEAR_OR_COUNT.search(each.text)
    looks_back = _looks_back(each, verb, text)
    if first > published and looks_back:
        return _moved(first, last, weeks=-1 * is_weekday, years=-1 * is_yearless)
    if verb.tense in _PLANS and is_yearless and _THEN.match(verb.text) and (first - published).days > _LONG_PAST:
        return _moved(first, last, years=-1)
    is_ahead = verb.tense in {Tense.PLANNED, Tense.PRESENT} or (verb.tense is Tense.HAPPENED and _is_aim(text, each))
    if is_ahead and is_yearless and (published - last).days > _LONG_PAST:
        return _moved(first, last, years=1)
    if is_weekday and last < published and _is_to_come(verb, published - last):
        return _moved(first, last, weeks=1)
    return first, last


def _is_to_come(verb: Verb, ago: timedelta) -> bool:
    """Whether a weekday that a verb puts ahead was resolved to the one before."""
    if verb.tense is Tense.PRESENT:
        return not _IS.match(verb.text)
    return verb.tense is Tense.PLANNED and ago.days > _NEAR_DAYS


def _moved(first: date, last: date, *, weeks: int = 0, years: int = 0) -> tuple[date | None, date | None]:
    if years:
        return _other_year(first, years), _other_year(last, years)
    return first + timedelta(days=7 * weeks), last + timedelta(days=7 * weeks)


def _other_year(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February, or beyond the calendar
        return None


def _looks_back(each: DateExpression, verb: Verb, text: str) -> bool:
    """Whether a verb tells of a day gone by: it is a past, or an agreement made then, and the day is not what it aims at."""
    if verb.tense is Tense.VOWED:
        return each.end <= verb.start
    return verb.tense in _PAST and not _is_aim(text, each)


def _is_aim(text: str, each: DateExpression) -> bool:
    """Whether a day still ahead is what something past aims at; else it was resolved to the wrong side."""
    before = text[: each.start]
    return _AIM.search(before) is not None or _MOVED_TO.search(before) is not None


def _is_in_reach(first: date, last: date, published: date | None) -> bool:
    if (last - first).days >= _LONGEST_DAYS:
        return False
    return published is None or abs(first.year - published.year) <= _FURTHEST_YEARS


def _counts(text: str, each: DateExpression) -> bool:
    """Whether a date is no limit, no name and no habit."""
    before, after = text[: each.start], text[each.end :]
    if _MOVED_FROM.search(before):
        if _RISE.search(before[-60:]) or (each.span.last == each.span.first and _TO_A_DAY.match(after)):
            return False
    elif _COMPARED.search(before) or (
        _LIMIT.search(before) and not re.match(r"\s*(?:between|from)", each.text, re.IGNORECASE)
    ):
        return False
    if _FOR.search(before) and not _FIXED_FOR.search(before[: _FOR.search(before).start()]):  # type: ignore[union-attr]
        return False
    if _names(each, before, after):
        return False
    return not _HABIT.search(_clause(text, each))


def _names(each: DateExpression, before: str, after: str) -> bool:
    """Whether a date only names something: "the 2020 budget", "the January 6 attack", "Friday's vote"."""
    if _POSSESSIVE.match(after) or each.text.endswith(("'s", "’s")):
        return True
    if _DETERMINED.search(before) and (_NOUN_BEHIND.match(after) or _NOUN_BEHIND_COMMA.match(after)):
        return True
    bare = re.fullmatch(r"\d{4}|[A-Z][a-z]+(?: \d{4})?", each.text) and not _PLACES_ITSELF.match(each.text)
    return bool(bare) and not _PLACED.search(before)


def _is_subordinate(text: str, each: DateExpression) -> bool:
    """Whether a date stands in a clause that hangs on another, or in the noun that a later verb has as its subject."""
    before, after = text[: each.start], text[each.end :]
    begin = max([match.end() for match in _BREAK.finditer(before)], default=0)
    opened = [match.end() for match in _SUBORDINATE.finditer(before, begin)]
    opened += [match.end() for match in _THAT.finditer(before, begin) if not _SAYS_THAT.search(before[: match.start()])]
    if opened and "," not in _PLACE.sub(" ", before[max(opened) :]):
        return True
    stop = _STOPS_NOUN.search(after)
    return bool(_FINITE_BEHIND.search(after[: stop.start()] if stop else after))


def _is_reduced(text: str, verb: Verb) -> bool:
    """Whether a past is a participle behind a comma: "the bridge, closed on Monday, …"."""
    return " " not in verb.text and verb.tense is Tense.HAPPENED and bool(_REDUCED.search(text[: verb.start]))


def _tells_aside(text: str, each: DateExpression, verbs: Sequence[Verb]) -> bool:
    """Whether a date hangs on "after" or "when" with a past of its own: "after a gunman opened fire on Tuesday"."""
    opened = [match for match in _SUBORDINATE.finditer(text, 0, each.start)]
    if not opened or not _ASIDE.fullmatch(opened[-1].group()) or _THAT.search(text, opened[-1].end(), each.start):
        return False
    inside = [verb for verb in verbs if opened[-1].end() <= verb.start and verb.end <= each.start]
    return bool(inside) and inside[-1].tense is Tense.HAPPENED


def _clause(text: str, each: DateExpression) -> str:
    """What stands around a date, up to the next breaks."""
    begin = max([match.end() for match in re.finditer(r"[;:,]", text[: each.start])], default=0)
    end = next((match.start() for match in re.finditer(r"[;:,]", text[each.end :])), len(text) - each.end)
    return text[begin : each.end + end]


def _verb_of(text: str, each: DateExpression, verbs: Sequence[Verb]) -> Verb | None:
    """The verb a date goes with: the nearest in front of it, else the first behind it."""
    ahead = [verb for verb in verbs if verb.end <= each.start and not _is_reduced(text, verb)]
    behind = [verb for verb in verbs if verb.start >= each.end]
    begin = max([match.end() for match in _BREAK.finditer(text[: each.start])], default=0)
    near = [verb for verb in ahead if verb.start >= begin]
    # "On Monday, …" after a comma: what stands in front of it may be another clause, what stands behind it is its own.
    opens = re.search(
        r"(?:\A|[,;:–—]\s*(?:and|but)?)\s*(?:on|in|late|early|last|at|by)?\s*\Z", text[: each.start], re.IGNORECASE
    )
    if opens and behind and (not near or text[: each.start].strip() == ""):
        return behind[0]
    return near[-1] if near else next(iter(behind), next(reversed(ahead), None))
