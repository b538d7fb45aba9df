"""A question to the times its articles are asked to be from, and to whether it asks how things stand now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.answering.asking.understand import AnswerType, answer_type_of
from assistant.language.calendar_names import MONTH_LETTERS
from assistant.language.tense import verbs_in
from assistant.language.word_lists import alternatives
from assistant.language.words import FUNCTION_WORDS
from assistant.patterns import lazy_pattern
from assistant.records.time import DateExpression, DaySpan
from assistant.time.date_expressions import find_dates_in_question


@dataclass(frozen=True, slots=True)
class NamedTime:
    """The words at ``[start, end)`` of a question that say from when to when it asks, their preposition included.

    `relative`: from another day they would mean other days.
    """

    text: str
    start: int
    end: int
    span: DaySpan
    relative: bool


# What is dated by its own name is a report, not an event: "the Courier's article of 3 May".
_REPORT = (
    r"(?:articles?|reports?|stor(?:y|ies)|coverage|reviews?|interviews?|columns?|editorials?|editions?|issues?|news)"
)
_PREPOSITION = lazy_pattern(
    r"(?:in|on|during|since|until|till|before|after|between|by|throughout|within|over|as of|as at|up to|from|through)$",
    re.IGNORECASE,
)
# Between the preposition and the time; it stays with the time.
_LEAD_IN = lazy_pattern(
    r"(?:\b(in|on|during|since|until|till|before|after|between|by|throughout|within|over|as of|as at|up to|from|through"
    r"|of|for|to|about|than|like|at|dated)\s+)?"
    r"((?:(?:the|early|late|mid|around|about|just|only|course of the)\s+|mid-)*)$",
    re.IGNORECASE,
)
_OWN_PREPOSITION = lazy_pattern(
    r"(?:since|until|till|before|after|between|by|from|as of|up to|through)\b", re.IGNORECASE
)
_NO_BOUND = frozenset(["of", "for", "to", "about", "than", "like"])
_DETERMINER = lazy_pattern(
    r"(?:\b(?:the|an?|this|that|its|their|his|her|our|your|which|what|whose|every|each)|['’]s)\s+$", re.I
)
_REPORT_BEFORE = lazy_pattern(
    rf"\b(?:{_REPORT}\s+(?:(?:was|were|is|that|which)\s+)*(?:published\s+)?(?:of|from|dated|for|on|in)?|published"
    r"(?:\s+(?:at|on|in|after|before|since|until))?"
    r"|\b(?:the one|that|those|another|one)(?:\s+(?:of|from|on|in)))\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_REPORT_AFTER = lazy_pattern(rf"^['’]?s?,?\s+(?:[\w-]+\s+)?{_REPORT}\b", re.IGNORECASE)
# A noun follows "the May 2019 fire" and "Monday's vote"; these words cannot be one.
_NO_NOUN = FUNCTION_WORDS | frozenset("among says said alone onwards onward".split())
_WORD_AFTER = lazy_pattern(r"^\s+([\w’'-]+)")
_NAME_BEFORE = lazy_pattern(r"(?:^|\s)[A-Z][\w’'-]*\s+$")
_YEAR = lazy_pattern(r"\d{4}")
_COMPARED = lazy_pattern(
    r"\b(?:than|compared (?:with|to)|versus|vs\.?|unlike|relative to|up from|down from)\s[^,.;?]{0,30}$", re.IGNORECASE
)
_RECORD = lazy_pattern(
    r"\b(?:first|last|only|record|most|least|(?!latest|newest)\w{3,}est|best|worst)\b[^,.;?]{0,60}$", re.IGNORECASE
)
_TO_COME = lazy_pattern(
    r"\b(?:will|won['’]t|shall|going to|plan(?:s|ned)?|scheduled|due|expected|set to|about to|hopes?|intends?|supposed"
    r"|forecast|predict\w*|next)\b[^.;]*$",
    re.IGNORECASE,
)
# What is planned for a time was so before it, also when that time is past by now.
_PLANNED = lazy_pattern(
    r"\b(?:will|won['’]t|shall|going to|(?:plan(?:s|ned)?|expected|set|scheduled|due|supposed|hopes?|intends?|about)"
    r" to)\b[^.;]*$",
    re.IGNORECASE,
)
# A clause or an event that the question hangs on, up to the time: "the strike that began on", "after the flood in",
# "who died in the fire on". Where a verb must make it one, it is `clause`.
_HANGS_ON = lazy_pattern(
    r"(?!(?:know|me|us|and|or|but|so|in|on|at|of|to|for|from|with|by)\b)\b[\w’'-]+,?\s+"
    r"(?:(?:in|on|at|of|to|for|from|with|by)\s+)?(?:(?:who|whom|whose|which)\s+[^,;.?!]+|that\s+(?P<clause>[^,;.?!]+))$"
    r"|\b(?:when|while|after|before|because|since|until|till|once|during|following)\s+[^,;.?!]*\w[^,;.?!]*\s$",
    re.IGNORECASE,
)
_EVENT_ON = lazy_pattern(
    r"\b(?:in|at|of|by|from|over)\s+(?:the|an?|this|that|its|their|his|her)\s+(?:[\w’'-]+\s+){1,3}$", re.IGNORECASE
)
# "The law passed in 2018 was repealed": the subject ends with the time.
_SUBJECT = lazy_pattern(r"\b(?:the|an?|its|their|his|her)\s[^,;.?!]*$", re.IGNORECASE)
_VERB_AFTER = lazy_pattern(r"\s+(?:is|are|was|were|has|have|had|will|would|can|could|did|does|do)\b", re.IGNORECASE)
_CALENDAR = lazy_pattern(rf"\d|{alternatives(MONTH_LETTERS)}", re.IGNORECASE)
_SENTENCE_END = lazy_pattern(r"[.?!]\s+")
_QUOTED = lazy_pattern(r"[“\"][^”\"]*[”\"]")
_LATEST = lazy_pattern(
    r"(?<!\bat the )\b(?:latest|newest)\b|\bmost recent(?!ly)\b|\bas things stand\b"
    r"|\b(?:where|how) (?:do|does)\b.*\bstands?\s*(?:[?.!]|$|now\b|on\b|in\b)"
    r"|\b(?:currently|nowadays|at present|at the moment|right now|these days|so far(?!\s+(?:away|from|apart)\b)"
    r"|to date)\b"
    r"|\bup[- ]to[- ]date\b|\bany (?:news|updates?)\b|\bwhat(?:['’]s| is) new\b|\b(?:any ?more|any longer|no longer)\b"
    r"|\btoday['’]s (?:state|status|situation)\b|\b(?:is|are|does|do)\b[^.?!]*\btoday\b(?!['’])"
    r"|\b(?:jetzt|derzeit|zurzeit|aktuelle?[nrs]?|momentan|neuest\w+|immer noch|actuellement|maintenant"
    r"|en ce moment|toujours"
    r"|dernières nouvelles|ahora|actualmente|sigue[ns]?|todavía|últimas noticias)\b",
    re.IGNORECASE,
)
# In lower case, or first: "Apocalypse Now" is a name. "The current in the strait" is water.
_NOW = lazy_pattern(
    r"(?:^Now|(?<!until )(?<!even )\bnow)\b(?!-|\s+(?:that|known|former|famous|infamous|defunct|deceased))"
    rf"|(?:^C|\bc)urrent\s+(?!(?:{'|'.join(sorted(_NO_NOUN))}|account|affairs)\b)\w"
)
_STILL = lazy_pattern(r"(?:^S|\bs)till\b(?!\s+(?:life|lifes|image|images|water|photo|photos|waters)\b)")
_WAS_STILL = lazy_pattern(r"\b(?:was|were|had)\s+(?:\w+\s+){0,3}still\b", re.IGNORECASE)
_AS_OF = lazy_pattern(r"\bas (?:of|at)\b", re.IGNORECASE)
_YET = lazy_pattern(
    r"\b(?:has|have|is|are|do|does|did|hasn['’]t|haven['’]t|isn['’]t|aren['’]t)\b.*\byet\b(?!\s+(?:another|again))",
    re.IGNORECASE,
)
_AHEAD = lazy_pattern(r"\W*(?:\w+ ){0,3}will\b", re.IGNORECASE)


def find_times(question: str, today: date, seen_from: date | None = None) -> tuple[NamedTime, ...]:
    """The times that bound what is asked, in order; none where a day is what is asked for.

    "Last week" and "3 May" are read as on the day `seen_from`, by default today. A time that belongs to a name ("the
    fire of 3 May 2019", "the 2020 budget") or to a clause of its own ("the strike that began on Thursday", "after the
    flood in May"), that something is compared with, or that lies ahead, bounds nothing.
    """
    if answer_type_of(question) is AnswerType.DATE:
        return ()
    found = []
    for each in find_dates_in_question(question, seen_from or today):
        named = _named(question, each, (seen_from or today) if each.relative else today)
        # "Is it open today?" asks how things stand, "is there an article from today?" does not.
        stands = _REPORT_BEFORE.search(question[: each.start]) is None and any(
            m.start() <= each.start and each.end <= m.end() for m in _LATEST.finditer(question)
        )
        if named is not None and not stands:
            found.append(named)
    return tuple(found)


def asks_for_latest(question: str) -> bool:
    """Whether the newest state is asked for: "latest", "now", "still", "so far", "has it … yet"."""
    if any(pattern.search(question) for pattern in (_LATEST, _NOW, _YET)):
        return True
    # "When it was still open" is the past; "as of 1 July, was it still closed?" is the newest of then.
    then = _WAS_STILL.search(question) is not None and _AS_OF.search(question) is None
    return _STILL.search(question) is not None and not then


def asks_for_plan(question: str) -> bool:
    """Whether what lies ahead is asked for, of which the newest plan holds: "When will it reopen?"."""
    return _AHEAD.match(question) is not None


def _named(question: str, each: DateExpression, today: date) -> NamedTime | None:
    before, after = question[: each.start], question[each.end :]
    lead = _LEAD_IN.search(before)
    preposition = (lead[1] or "").lower() if lead else ""
    own = _OWN_PREPOSITION.match(each.text)
    start = lead.start() if lead and preposition and preposition not in _NO_BOUND else each.start
    if _is_ahead(question, each.span, start, today) or _within_quotes(question, each):
        return None
    if not (_REPORT_BEFORE.search(before) or _REPORT_AFTER.match(after)):
        bare_from = preposition == "from" and not _is_range(each)
        if not own and (preposition in _NO_BOUND or bare_from or _is_in_name(before, after, each)):
            return None
        if _hangs_on(_SENTENCE_END.split(question[:start])[-1], after, each):
            return None
    span = DaySpan(None, each.span.last) if preposition in {"as of", "as at"} else each.span
    return NamedTime(question[start : each.end], start, each.end, span, each.relative)


def _hangs_on(led_to: str, after: str, each: DateExpression) -> bool:
    """Whether the time tells when something else was, or what something is compared with."""
    is_record = each.span.last is None and _RECORD.search(led_to) is not None
    return is_record or _COMPARED.search(led_to) is not None or _is_of_event(led_to, after, each)


def _is_of_event(led_to: str, after: str, each: DateExpression) -> bool:
    """Whether the time tells when something was that the question is not itself about, or only begins from."""
    hangs = _HANGS_ON.search(led_to)
    if hangs and (hangs["clause"] is None or verbs_in(hangs["clause"])):
        return True
    is_day = each.span.first is not None and each.span.first == each.span.last
    return (is_day and _EVENT_ON.search(led_to) is not None) or (
        _SUBJECT.search(led_to) is not None and _VERB_AFTER.match(after) is not None
    )


def _is_ahead(question: str, span: DaySpan, start: int, today: date) -> bool:
    """Whether no article can be from then: what is to come is told of beforehand."""
    if (span.first is not None and span.first > today) or _PLANNED.search(question[:start]):
        return True
    is_open = span.last is None or span.last >= today
    if span.first is None:
        return is_open
    return span.last is not None and is_open and _TO_COME.search(question[:start]) is not None


def _is_range(each: DateExpression) -> bool:
    return (
        each.span.first is None
        or each.span.last is None
        or re.search(r"[–-]|\b(?:to|till?|until|and|through)\b", each.text) is not None
    )


def _is_in_name(before: str, after: str, each: DateExpression) -> bool:
    """Whether the time is a part of a name: "the May 2019 fire", "Monday's vote", "Census 2021"."""
    if re.match(r"['’]s?\s", after):
        return True
    if _YEAR.fullmatch(each.text) and _NAME_BEFORE.search(before) and not _PREPOSITION.search(before.strip()):
        return True
    follows = _WORD_AFTER.match(after)
    if follows is None or follows[1].lower() in _NO_NOUN or each.text.lower().startswith(("last", "past", "this")):
        return False
    # "Did January 6 rioters get pardons?"
    bare = _CALENDAR.match(each.text) is not None and not _PREPOSITION.search(before.strip())
    return bare or _DETERMINER.search(before) is not None


def _within_quotes(question: str, each: DateExpression) -> bool:
    return any(match.start() < each.start and each.end < match.end() for match in _QUOTED.finditer(question))
