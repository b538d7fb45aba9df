"""Who says what a sentence says, and whether a statement keeps it: a claim is no fact, and has its own speaker.

Only English is read; in other languages nothing is found, and nothing is objected to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.articles.saying_verbs import alternatives

# Not those that vouch for what they tell ("announced", "confirmed", "admitted", "found"): a fact needs no speaker.
_SAYING_VERBS = alternatives("s")
# These vouch for what they tell; but whoever uses one of them in a statement keeps an attribution.
_VOUCHING = alternatives("v")
# Verbs that a clause may follow without "that".
_CLAUSE_VERBS = (
    alternatives("c")
    + r"|(?:told|tells?)\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+(?=\s+(?:that|how|the|his|he|she|it|they|we|there|in|on)\b)"
)
# Verbs behind which a speaker may stand: "said Smith", but not "believed Smith".
_INVERTING = alternatives("i")
# What shows by itself that something is somebody's word: with any of these a statement keeps an attribution.
_HEDGES = (
    r"according to|charged with|alleged(?:ly)?|reported(?:ly)?|apparent(?:ly)?|purported(?:ly)?|supposed(?:ly)?"
    r"|suspected|suspects?"
    r"|accus(?:ed|ations?|ing)|claims?|claiming|allegations?|accounts? (?:of|by)|in (?:the )?(?:words|view|opinion) of"
    r"|statements?|testimony|view(?:s|ed)?|opinion|rumou?r(?:s|ed)?|quoted|citing|per\b|sources?|seen as|regarded as"
    r"|considered|estimates?|estimated|forecasts?|predictions?|warnings?|denials?|comments?|remarks?|poll|survey|study"
    r"|for (?:him|her|them)|advised|advice|words|want(?:s|ed)?|hopes?|plans?|planned|intends?|vows?"
)
_VERB = re.compile(rf"\b(?:{_SAYING_VERBS})\b", re.IGNORECASE)
_MARKER = re.compile(rf"\b(?:{_SAYING_VERBS}|{_VOUCHING}|{_HEDGES})\b", re.IGNORECASE)
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w’'-]*|(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Capt|Prof|St|Lt)\.)"
_TITLED_NAME = rf"{_CAPITAL}(?:\s+(?:(?:de|da|del|van|von|der|al|bin|el|la|of|the|and|for)\s+)?{_CAPITAL})*"
_DETERMINER = (
    r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Ss]ome|[Ss]everal|[Mm]any|[Mm]ost|[Tt]wo|[Tt]hree|[Oo]ne|[Oo]ther"
    r"|[Ll]ocal|[Ss]enior)"
)
_NOUNS = rf"(?:{_DETERMINER}\s+)?(?:[a-z][\w’'-]*\s+){{0,2}}?(?:[a-z]|(?<![\w\s])[A-Z])[\w’'-]*"
_MODIFIED = (
    r"(?:\s+(?:in|at|of|on|for|from|with|near|close to|familiar with|\w+ed (?:by|in|at|with|to|for|on))"
    r"\s+[^,“”\"]{1,40}?)?"
    r"(?:\s+who\s+[^,“”\"]{3,60}?)?"
)
_WHO = (
    rf"(?:{_TITLED_NAME}|{_DETERMINER}\s+(?:[\w’'-]+\s+){{0,4}}?{_TITLED_NAME}|{_DETERMINER}\s+(?:[\w’'-]+\s+){{0,3}}?[\w’'-]+"
    rf"|{_NOUNS}|{_TITLED_NAME}(?:\s+[a-z][\w’'-]*){{1,3}}?){_MODIFIED}"
)
_ADVERBS = (
    r"(?:\s+(?:also|later|then|has|have|had|earlier|previously|repeatedly|recently|now|still|once|did|often|\w+ly))*"
)
_SOURCE = r"[^,.;:“”\"]{2,60}"
# What may follow an attribution at the end of its sentence: no clause.
_ADVERBIAL = (
    r"on|in|at|to|during|after|late|early|earlier|last|this|when|while|as|through|via|by|about|with|for|yesterday|today"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_ENDING = r"(?=\s*[.,;:!?”\"—–]|\s*$)"
# "…, police said", "…, said Smith", "…, according to Smith", at the end of a clause or in its midst.
_TRAILING = re.compile(
    rf"(?:[,”\"?!—–]|(?<=[,.!?])['’])\s*(?:and\s+|as\s+)?"
    rf"(?:(?P<who>{_WHO})(?:,[^,“”\"]{{2,90}},)?{_ADVERBS}\s+(?:{_SAYING_VERBS})(?:\s+(?:{_ADVERBIAL})\b|{_ENDING})"
    rf"|(?P<told>{_WHO}){_ADVERBS}\s+told\s+(?:[\w’'-]+\s+){{0,4}}?[\w’'-]+{_ENDING}"
    rf"|(?:{_INVERTING})\s+(?P<whom>{_WHO})(?:\s+(?:{_ADVERBIAL})\b|{_ENDING})|according\s+to\s+(?P<source>{_SOURCE})"
    rf"|(?P<passive>it (?:is|was|has been) (?:said|reported|claimed|alleged|believed|thought))\b)"
)
# "Smith said that …", "According to Smith, …", at the beginning of the sentence or of a clause.
_LEADING = re.compile(
    rf"(?:^|[“\"(]|[.;:]\s|\b(?:but|and|while|as|although|though|because|after|when)\s)\s*"
    rf"(?:(?:In|On|At|Last|Earlier|Later|However|Meanwhile|Still|Yet)\b[^,“”\"]{{0,60}},\s+)?"
    rf"(?:(?P<who>{_WHO})(?:\s*(?:,|\()[^“”\"]{{2,120}}?(?:,|\)))?{_ADVERBS}\s+"
    rf"(?:(?:{_CLAUSE_VERBS})\b|(?:{_SAYING_VERBS})(?:\s+[^,“”\"]{{1,40}})?\s+(?:that|how|whether)\b)"
    rf"|[Aa]ccording\s+to\s+(?P<source>{_SOURCE}))"
)
# "allegedly", "is believed to have", "the alleged attacker": a word that makes a claim of what stands behind it.
_INLINE = re.compile(
    r"\b(?:allegedly|reportedly|apparently|purportedly|supposedly|alleged|purported|suspected"
    r"|(?:is|are|was|were|been|be) (?:believed|thought|said|alleged|reported|understood|rumou?red) (?:to|that)"
    r"|(?:accused|suspected) of|charged with)\b",
    re.IGNORECASE,
)
# What such a word makes a claim of: so many characters behind it.
_INLINE_REACH = 40
# Common nouns for those who say something; of two of them in one place one is wrong, unless they stand together here.
_SAME_ROLES = [
    frozenset(row.split(" "))
    for row in (
        "official officials authority authorities government governments administration",
        "police officer officers policeman investigators detectives",
        "company companies firm firms business manufacturer maker retailer carmaker airline",
        "researcher researchers scientist scientists author authors study experts expert team",
        "lawyer lawyers attorney attorneys counsel",
        "spokesman spokeswoman spokesperson representative",
        "resident residents local locals neighbor neighbors neighbour neighbours people",
        "lawmaker lawmakers senator senators legislator legislators representatives",
        "economist economists analyst analysts strategist strategists expert experts",
        "doctor doctors physician physicians",
        "report reports study survey document documents statement filing",
        "suit lawsuit complaint filing plaintiffs",
        "judge justice court",
        "president leader",
    )
]
_ROLE = re.compile(
    r"(?:officials?|authorit(?:y|ies)|governments?|administration|police|officers?|investigators?|detectives?|compan(?:y|ies)|firms?"
    r"|researchers?|scientists?|authors?|experts?|lawyers?|attorneys?|spokes(?:man|woman|person|people)|residents?|locals?"
    r"|neighbou?rs?|lawmakers?|senators?|legislators?|economists?|analysts?|doctors?|physicians?|reports?|stud(?:y|ies)"
    r"|surveys?|suit|lawsuit|judges?|justices?|court|president|leaders?|minist(?:er|ry)|activists?|critics?|advocates?"
    r"|protesters?|organi[sz]ers?|unions?|workers?|employees?|players?|coach(?:es)?|fans?|mayors?|governors?|prosecutors?"
    r"|witness(?:es)?|survivors?|victims?|relatives?|family|parents?|students?|teachers?|professors?|owners?|executives?"
    r"|investors?|traders?|farmers?|soldiers?|commanders?|generals?|ambassadors?|diplomats?|agency|agencies|department"
    r"|group|organi[sz]ation|charity|council|board|committee|bank|regulators?|inspectors?|rescuers?|firefighters?)",
    re.IGNORECASE,
)
# "The officer who said so", and "told his winger, who had scored": no clause is given as anybody's word.
_RELATIVE = re.compile(r"(?:^|\s)(?:who|which|that|where|whom)$|^(?:who|which|that|where|whom)\b", re.IGNORECASE)
_NO_CLAUSE = re.compile(r"[,\s]*(?:who|which|whose|to|about|of|for|as|by)\b|\s*[.!?]?$")
_PRONOUNS = frozenset("he she they it we i you who which that this these those there what one".split())
# This share of the words that were read must be on the side that the attribution governs.
_MOST = 0.7
_FEWEST_READ = 3
_FEWEST_INLINE = 2
_LONGEST_SPEAKER = 9
# Who is to vouch for a statement stands in its first words; whoever comes later is spoken of.
_OPENING_WORDS = 2


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words at `[start, end)` of a sentence that make what lies in `[first, last)` somebody's word."""

    who: str
    start: int
    end: int
    first: int
    last: int


@lru_cache(maxsize=2_048)
def attributions_in(sentence: str) -> tuple[Attribution, ...]:
    """The attributions of a sentence, in order."""
    hidden = _QUOTATION.sub(
        lambda match: match.group()[0] + "\u00a0" * (len(match.group()) - 2) + match.group()[-1], sentence
    )
    found: list[Attribution] = []
    for match in _TRAILING.finditer(hidden):
        who = next((match[name].strip() for name in ("who", "told", "whom", "source", "passive") if match[name]), "")
        if not _RELATIVE.search(who):
            found.append(Attribution(who, match.start() + 1, match.end(), 0, match.start() + 1))
    for match in _LEADING.finditer(hidden):
        who = (match["who"] or match["source"] or "").strip()
        overlaps = any(match.start() < other.end and other.start < match.end() for other in found)
        if not overlaps and not _RELATIVE.search(who) and not _NO_CLAUSE.match(hidden, match.end()):
            found.append(Attribution(who, match.start(), match.end(), match.end(), len(sentence)))
    for match in _INLINE.finditer(hidden):
        found.append(Attribution("", match.start(), match.end(), match.end(), match.end() + _INLINE_REACH))
    return tuple(sorted(found, key=lambda each: each.start))
