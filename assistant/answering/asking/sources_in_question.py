"""Finds the sources that a question names as those who reported, not as the subject of reports."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.asking.question_parts import names_of
from assistant.articles.metadata.source_names import (
    KnownAs,
    is_called_as_outlets_are,
    key_of,
    known_as,
    sources_meant,
)
from assistant.language.calendar_names import ENGLISH_WEEKDAYS, MONTH_LETTERS
from assistant.language.word_lists import alternatives
from assistant.patterns import lazy_pattern

# A source stands in the marked question as this one character, which no text holds.
_MARK = "\ue000"
_WORD = lazy_pattern(r"\w+")
_LONGEST_NAME = 8
_QUOTES = "'‘’“”\"«»"
_ONE = rf"(?:(?:the|both|either|an?)\s+)*[{_QUOTES}]?{_MARK}(?:[{_QUOTES}](?!s\b))?(?: (?:magazine|newspaper)\b)?"
_MANY = rf"{_ONE}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&|as well as|versus|vs\.?|than|to|with)\s+){_ONE})*"
_MONTH = rf"(?:{alternatives(MONTH_LETTERS)})[a-z]*"
_REPORTS = (
    r"(?:articles?|reports?|stor(?:y|ies)|coverage|reporting|reviews?|interviews?|columns?|columnists?|editorials?"
    r"|headlines?|blogs?|blog posts?|guides?|obituar(?:y|ies)|newsletters?|bulletins?|broadcasts?|reporters?"
    r"|correspondents?|front page|website|live blog|write-?ups?|pieces?|posts?|analys[ie]s|account|version|profile)\b"
)
# What may stand between an outlet's name and "article".
_BETWEEN = (
    rf"(?:(?:{_MONTH}|\d[\w,/-]*|first|second|third|other|latest|earlier|later|previous|recent|original|own|news"
    r"|sports?"
    r"|initial|subsequent|two|three|both|online|morning|evening|lead|front-page|of)\s+)*"
)
_STRICT_VERBS = (
    r"(?:report(?!\s+(?:to|conclud|sa[iy]|f[io]u?nd|show|suggest|recommend|reveal|stat|warn|claim))|writ|wrote|publish"
    r"|print)\w*"
)
_VERBS = (
    r"(?:report(?!\s+to\b)|writ|wrote|publish|print|sa(?:y|id)|describ|claim|suggest|indicat|portray|mention"
    r"|not(?:e[sd]?\b|ing\b)|tell|told|cover|reveal|stat(?:e[sd]?\b|ing\b)|highlight|discuss|detail|depict|present|predict"
    r"|imply|impli"
    r"|attribut|recommend|quot|carr(?:y|ied)|focus|emphasi[sz]|featur|argu|explain|reflect|criticiz"
    r"|compar|outlin|provid|advis|allege|allud|identif|list|call|refer|consider|show|warn|correct|change its"
    r"|agree|disagree|contradict|acknowledg|assert|express|maintain|underlin|underscor|examin|analy[sz]|accus|speculat"
    r"|shar(?:e[sd]?\b|ing\b)|confirm|characteri[sz])\w*"
)
_ADVERBS = r"(?:(?:also|both|each|all|not|ever|initially|first|later|previously|\w+ly)\s+)*"
_ASKING = r"\b(?:did|does|do|has|have|had|was|were|is|are|would|could|will|can|how|what|when|why)\s+"
_TOLD = (
    r"(?:report|publish|discuss|mention|describ|featur|cover|highlight|detail|not|cit|quot|print|stat|portray|depict"
    r"|carri|present|reveal|suggest|claim|identifi|document|outlin|criticiz|analyz|explor|list|accus|speculat|rumou?r"
    r"|characteri[sz]|review|warn|recommend|assert|predict)ed"
)
# These make even an ordinary word, typed in lower case, an outlet; "the independent report" does not.
_STRICT = (
    rf"{_MANY}(?:['’]s)?\s+{_BETWEEN}articles?\b",
    rf"{_MANY}['’]s\s+{_BETWEEN}{_REPORTS}",
    rf"\b(?:articles?|stor(?:y|ies)|coverage)\s+(?:from|by|in|on)\s+(?P<many>{_MANY})",
    rf"\b(?:reported|published|printed|written)\s+by\s+(?P<many>{_MANY})",
    rf"{_ASKING}(?P<many>{_MANY})\s+{_ADVERBS}{_STRICT_VERBS}\b",
)
_PATTERNS = (
    *_STRICT,
    rf"{_MANY}(?:['’]s?)?\s+{_BETWEEN}{_REPORTS}",
    rf"\b{_REPORTS}(?:\s+published)?\s+(?:from|by|in|on|of|at)\s+(?P<many>{_MANY})",
    rf"\b(?:reported|published|printed|written)\s+(?:by|in|on)\s+(?P<many>{_MANY})",
    r"\b(?:according to|as per|per|based on|information from|as told to|read in|concerns from|sources including"
    rf"|written (?:in|by|for)|source:?|{_TOLD} (?:\w+ )?(?:by|in|on|from)|published \w+ (?:by|in|on))\s+"
    rf"(?P<many>{_MANY})",
    rf"\b{_REPORTS}\s[^.?!;{_MARK}]{{1,90}}?\s(?:from|by|published (?:by|in|on))\s+(?P<many>{_MANY})",
    rf"{_ASKING}(?P<many>{_MANY})\s+{_ADVERBS}{_VERBS}",
    rf"(?P<many>{_MANY})\s+{_ADVERBS}(?:has |have |had )?{_VERBS}(?:s|ed|d)?\b",
    rf"{_MARK}[^.?!;{_MARK}]{{1,60}}\b(?:its|their)\s+(?:own\s+)?{_BETWEEN}{_REPORTS}",
    # "What did the Post say in May and the Courier in June?"
    rf"{_MARK}[^.?!;{_MARK}]{{1,80}}\b(?:and|or|but|while)\s+(?P<many>{_MANY})\s+(?:in|on|of|during|from|since)\b",
    # "In the Post", but not "shares in the Post".
    rf"(?<!stake )(?<!share )(?<!shares )(?<!invest )(?<!invested )(?<!investor )(?<!job )(?<!jobs )(?<!role )"
    rf"(?<!interest )(?<!trust )(?<!confidence )\b(?:in|on)\s+(?P<many>{_MANY})(?!['’]s\b)",
)
_STRICTLY = tuple(lazy_pattern(pattern, re.IGNORECASE) for pattern in _STRICT)
_LOOSELY = tuple(lazy_pattern(pattern, re.IGNORECASE) for pattern in _PATTERNS)
_EXCEPT = lazy_pattern(
    rf"\b(?:other than|apart from|besides|except|excluding|not (?:by|from|in))\s+{_ONE}", re.IGNORECASE
)
# Capitals inside a sentence, but for those that every typist knows.
_INITIAL = lazy_pattern(r"(?<!^)(?<![.?!] )\b(?!(?-i:I)\b)[^\W\d_]\w*")
_MONTH_OR_WEEKDAY = lazy_pattern(rf"{_MONTH}|{alternatives(ENGLISH_WEEKDAYS)}", re.IGNORECASE)
_MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class NamedSource:
    """The words at ``[start, end)`` of a question that name sources: sections of one outlet, or one."""

    text: str
    start: int
    end: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    form: KnownAs
    capital: bool


def find_sources(question: str, sources: Sequence[str]) -> tuple[NamedSource, ...]:
    """The sources that the question names as who reported, in order.

    An ordinary word ("Time", "the Independent") must have its capital and stand as an outlet does; in a question typed
    in lower case throughout only what cannot stand otherwise counts ("what did the courier report").
    """
    return _reporting(question, known_as(sources))


def absent_sources(question: str, sources: Sequence[str]) -> tuple[NamedSource, ...]:
    """The outlets that the question names as who reported and of which there is none among the sources."""
    names = [name for name in names_of(question) if is_called_as_outlets_are(name) and not sources_meant(name, sources)]
    return _reporting(question, {key_of(name): KnownAs((), " " in name) for name in names})


def _reporting(question: str, forms: Mapping[str, KnownAs]) -> tuple[NamedSource, ...]:
    candidates = _candidates(question, forms)
    if not candidates:
        return ()
    marked = question
    for each in reversed(candidates):
        marked = f"{marked[: each.start]}{_MARK}{marked[each.end :]}"
    strictly, loosely = (_cued(marked, cues) for cues in (_STRICTLY, _LOOSELY))
    excepted = {_number(marked, match.end() - 1) for match in _EXCEPT.finditer(marked)}
    tells = _capitals_tell(question)
    found = []
    for number, each in enumerate(candidates):
        is_name = each.form.proper or (each.capital and tells)
        if number not in excepted and number in (loosely if is_name else strictly) and (is_name or not tells):
            found.append(_named(question, each))
    return tuple(found)


def places_of_names(question: str, sources: Sequence[str]) -> list[tuple[int, int]]:
    """Where names of sources stand with a capital, whatever they are named for: in "USA Today" is no day."""
    return [(each.start, each.end) for each in _candidates(question, known_as(sources)) if each.capital]


def _candidates(question: str, forms: Mapping[str, KnownAs]) -> list[_Candidate]:
    """The longest names at each place, whatever they stand for there."""
    words = list(_WORD.finditer(question))
    found: list[_Candidate] = []
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - place), 0, -1):
            run = words[place : place + length]
            start, end = run[0].start(), run[-1].end()
            form = forms.get(key_of(question[start:end]))
            if form is not None and not re.search(r"[.?!;]\s", question[start:end]):
                first = next((word for word in run if word.group().lower() not in {"the", "a"}), run[0])
                found.append(_Candidate(start, end, form, first.group()[0].isupper()))
                place += length - 1
                break
        place += 1
    return found


def _cued(marked: str, cues: Sequence[re.Pattern[str]]) -> set[int]:
    """The numbers of the marks that some cue covers."""
    found: set[int] = set()
    for cue in cues:
        for match in cue.finditer(marked):
            start, end = match.span("many") if "many" in cue.groupindex else match.span()
            found |= {_number(marked, at) for at in range(start, end) if marked[at] == _MARK}
    return found


def _number(marked: str, at: int) -> int:
    return marked.count(_MARK, 0, marked.find(_MARK, at) if marked[at] != _MARK else at)


def _capitals_tell(question: str) -> bool:
    """Whether capitals say something here: not in a question typed without any, nor in a Headline With Capitals."""
    initials = [word[0] for word in _INITIAL.findall(question) if not _MONTH_OR_WEEKDAY.fullmatch(word)]
    capitals = sum(each.isupper() for each in initials)
    return bool(0 < capitals < _MOSTLY * len(initials))


def _named(question: str, candidate: _Candidate) -> NamedSource:
    before = question[: candidate.start]
    the = re.search(r"\bthe\s+$", before, re.IGNORECASE)
    start = the.start() if the else candidate.start
    return NamedSource(question[start : candidate.end], start, candidate.end, candidate.form.sources)
