"""A line without a verb of its own to the question before it, filled with what the line changes."""

from __future__ import annotations

import re

from assistant.answering.asking.line_words import ASKING, AUXILIARIES
from assistant.answering.asking.persons import persons_in
from assistant.answering.asking.question_parts import added_to
from assistant.answering.asking.subjects import LEADING
from assistant.language.words import content_words, words_of
from assistant.patterns import lazy_pattern
from assistant.records.questions import Turn

FEW = 3  # content words; a line with fewer says too little to stand alone
_LONGEST = 9  # words of an ellipsis
_WHY = lazy_pattern(
    r"(?:but |and |so )*(?:why(?: (?:so|not|tho|though|then|is that|was that))?|how come)\W*$", re.IGNORECASE
)
# What an ellipsis begins with; a line of key words begins with none of them.
_OPENING = lazy_pattern(
    r"(?:(?P<joined>and|but|or|what about|how about|only|just|not|even|except|nothing|leave out|as (?:many|much) as)"
    r"|(?P<placed>until|till|since|by|with|without|for|from|to|in|on|at|of|about|before|after|during|per)"
    r"|(?P<asked>which|what|whose|how|when|where|whom|why|who)|\w+ than)\b(?! to \w+)",
    re.IGNORECASE,
)
# "Who leads", "what caused"; but "who from Labour", "what part of Kent".
_ASKS_OF_VERB = lazy_pattern(
    r"(?:who(?! (?:else|about|from|in|at|on|of|with|by|for)\b)"
    r"|what(?! (?:else|about|for|part|kinds?|sorts?|types?|size|time|day|date|year|month|age|price|number)\b))"
    r" \w+",
    re.IGNORECASE,
)
_ASKS = lazy_pattern(r"(?:which|what|how|whose|who)\b", re.IGNORECASE)
_WHAT_ABOUT = lazy_pattern(r"(?:(?:and|but|so|or|what about|how about)\b\s*)+", re.IGNORECASE)
_ONLY = lazy_pattern(r"(?:just|only|not|even|except)\b", re.IGNORECASE)
_PREPOSITION = lazy_pattern(r"(in|on|at|to|from|for|by|with|of|about)\s+", re.IGNORECASE)
_DEFINITE = lazy_pattern(r"(?:the|his|her|their|its)\s", re.IGNORECASE)
_CAPITAL = r"[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я][\w’'.-]*"
_NAME = rf"{_CAPITAL}(?: (?:(?:of|da|de|von|van|al|bin) )?{_CAPITAL})*"
_VERB = rf"(?i:{'|'.join(sorted(AUXILIARIES))})"
_YEAR = lazy_pattern(r"\b(?:1[5-9]|20)\d\d\b")
_NEXT_YEAR = lazy_pattern(r"\W*(?:and |but )?(?:in )?the year (before|after)\W*$", re.IGNORECASE)


def asks_why(text: str) -> bool:
    """Whether a line asks nothing but why."""
    return _WHY.match(text) is not None


def is_fragment(text: str) -> bool:
    """Whether a line has no verb of its own: "By what margin?", "And in Germany?", "Which towns?"."""
    words = words_of(text)
    if asks_why(text):
        return True
    # "What's" is a verb, "Germany's" none; May is a month too.
    has_verb = any(word in AUXILIARIES - {"may", "s", "re"} for word in words) or words[1:2] == ["s"]
    if not words or len(words) > _LONGEST or has_verb:
        return False
    opening = _OPENING.match(text)
    is_question = text.rstrip().endswith("?")
    if opening is None:
        return len(words) < FEW and is_question
    content, led = len(content_words(text)), LEADING.sub("", text)
    if opening["asked"] or _ASKS.match(led):
        return content < FEW and not _ASKS_OF_VERB.match(led)
    return opening["placed"] is None or content < FEW + is_question


def filled(text: str, last: Turn) -> str:
    """The question before with what the line changes in its place; else the line with the question in brackets.

    "And in Nauru?" becomes "How many people live in Nauru?", "By what margin?" "By what margin? (Who won)".
    """
    before = _before(last)
    changed = _with_year(text, before) or _with_name(text, before)
    return changed or with_brackets(text, (before,))


def why(text: str, last: Turn) -> str:
    """The question before as a "why": "When will it reopen?" becomes "Why will it reopen?"."""
    added = added_to(last.standalone)
    words = LEADING.sub("", last.standalone.removesuffix(added)).split()
    opening = words_of(" ".join(words[:2]))
    if (
        opening[:1]
        and opening[0] in {"when", "where", "how", "why"}
        and opening[1:2]
        and words[1].lower() in AUXILIARIES
    ):
        return f"Why {' '.join(words[1:])}{added}"
    if opening[:1] and opening[0] in AUXILIARIES:
        return f"Why {words[0].lower()} {' '.join(words[1:])}{added}"
    return with_brackets(text, (last.standalone,))


def with_brackets(text: str, parts: tuple[str, ...]) -> str:
    """The line with what it takes from the conversation in brackets; as it is where that is nothing."""
    inside = " ".join(re.sub(r"[()?!]", "", "; ".join(part for part in dict.fromkeys(parts) if part)).split())
    return f"{text} ({inside})" if inside else text


def _before(last: Turn) -> str:
    """The question before; of one that was itself a fragment, what stood in its brackets."""
    added = added_to(last.standalone)
    if added and is_fragment(last.standalone.removesuffix(added)):
        return added.strip(" ()")
    return re.sub(r"\??\s*\(", ", ", last.standalone).removesuffix(")")


def _with_year(text: str, before: str) -> str | None:
    years = set(_YEAR.findall(before))
    beside = _NEXT_YEAR.match(text)
    own = _YEAR.fullmatch(_PREPOSITION.sub("", _WHAT_ABOUT.sub("", text, count=1).strip(" ?!.,"), count=1))
    if len(years) != 1 or not (beside or own):
        return None
    year = years.pop()
    step = 1 if beside and beside[1].lower() == "after" else -1
    return before.replace(year, own.group() if own else str(int(year) + step))


def _with_name(text: str, before: str) -> str | None:
    """The question with a new name, or "the ferry", in the place of the old one; None where it has no place."""
    new = ((_WHAT_ABOUT.match(text) and _WHAT_ABOUT.sub("", text, count=1)) or text).strip(" ?!.,")
    placed = _PREPOSITION.match(new)
    name = new[placed.end() :] if placed else new
    is_name = re.fullmatch(_NAME, name) is not None and words_of(name)[0] not in ASKING
    if _ONLY.match(new) or not (is_name or _DEFINITE.match(name)):
        return None
    behind = rf"\b{placed[1]}" if placed else _VERB
    old = re.search(rf"\b{behind}\s+((?:the\s+)?{_NAME})", before)
    if old is None and is_name and not placed:
        names = list(re.finditer(f"({_NAME})", before[1:]))
        old = re.search(f"({re.escape(names[0].group())})", before) if len(names) == 1 else None
    persons = persons_in(Turn(before, before, ""))
    if old is None and is_name and placed and placed[1].lower() in {"in", "at"} and not persons:
        found = list(re.finditer(_NAME, before[1:]))
        old = re.search(rf"\b(?:in|at|of)\s+({_NAME})", before) if len(found) == 1 else None
    if old is None or (not is_name and persons):
        return None
    owner = re.search(r"[’']s?$", old[1])
    return f"{before[: old.start(1)]}{name}{owner.group() if owner else ''}{before[old.end(1) :]}"
