"""A question to a query: made to stand alone, its words and names picked out, and the kind of answer it wants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.words import content_words, words_of
from assistant.types import Question, Turn


class Wanted(StrEnum):
    """What a good answer to the question must hold."""

    PERSON = "person"
    DATE = "date"
    PLACE = "place"
    NUMBER = "number"
    REASON = "reason"
    STATEMENT = "statement"  # what somebody says, believes or wants
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready for retrieval: `standalone` needs no conversation, `words` are its content words."""

    question: Question
    standalone: str
    words: tuple[str, ...]
    wanted: Wanted


# Each pattern is tried in turn on the question in lower case; the first that fits decides.
_CUES: tuple[tuple[str, Wanted], ...] = (
    (r"\bhow (?:many|much|long|old|far|high|tall|big|large|deep|often|wide|heavy|fast)\b|\bwhat (?:percentage|share|proportion|number|"
     r"amount|sum|price|size|age|score)\b|\b(?:combien|cuánt[oa]s?)\b", Wanted.NUMBER),
    (r"\bwhat (?:did|does|do|has|have|had|is|was|were)\b.+\b(?:say|said|saying|says|think|believe|claim|argue|tell|told|call|"
     r"want|warn|promise|demand|ask|announce|suggest|describe|expect)s?\b", Wanted.STATEMENT),
    (r"\bwhen\b|\b(?:what|which|on what) (?:day|date|year|month|time|week)\b|\bsince when\b|\bquand\b|\bcuándo\b", Wanted.DATE),
    (r"\bwho(?:m|se)?\b|\bby whom\b|\bqui\b|\bquién(?:es)?\b", Wanted.PERSON),
    (r"\bwhere\b|\b(?:what|which|in what) (?:city|town|country|state|place|street|village|region|province|island|county|port)\b"
     r"|\boù\b|\bdónde\b", Wanted.PLACE),
    (r"\bwhy\b|\bhow come\b|\bwhat (?:caused|led|prompted|made|is the reason|was the reason)\b|\bpourquoi\b|\bpor qué\b",
     Wanted.REASON),
)  # fmt: skip

# A question with one of these and no name of its own speaks of something named before.
_POINTERS = frozenset("he she it they him her them his hers its their theirs this that these those there then one ones".split())
_CARRY_ON = re.compile(r"^(?:and|but|so|or|what about|how about|why|when|where|who else|what else)\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z][\w’'-]*(?:\s+(?:of|the|de|la|du|al|bin|van|von)?\s*[A-Z][\w’'-]*)*")


def understand(question: Question) -> Query:
    """What the question asks for; a follow-up takes its subject from the conversation."""
    standalone = stand_alone(question.text, question.history)
    return query_for(question, standalone)


def query_for(question: Question, standalone: str) -> Query:
    """The query of a question that has been made to stand alone, by us or by a model."""
    words = tuple(content_words(standalone)) or tuple(words_of(standalone))
    return Query(question, standalone, words, wanted_by(standalone))


def wanted_by(text: str) -> Wanted:
    """The kind of answer a question wants, by its question words."""
    lower = text.lower()
    for pattern, wanted in _CUES:
        if re.search(pattern, lower):
            return wanted
    return Wanted.ANYTHING


def stand_alone(text: str, history: tuple[Turn, ...]) -> str:
    """A follow-up with the subject of the conversation added in brackets; any other question as it is."""
    if not history or not needs_history(text):
        return text
    before = history[-1].standalone
    own = set(words_of(text))
    names = [name for name in names_of(before) if not own & set(words_of(name))]
    subject = names or [word for word in content_words(before) if word not in own]
    return f"{text} ({', '.join(subject)})" if subject else text


def needs_history(text: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    words = words_of(text)
    own_names = names_of(text)
    points = any(word in _POINTERS for word in words)
    return (points and not own_names) or (not own_names and len(content_words(text)) < 3) or bool(_CARRY_ON.match(text) and points)


def names_of(text: str) -> list[str]:
    """Runs of capitalised words in a question; its first word counts only when it is no question word."""
    names = []
    for match in _NAME.finditer(text):
        name = match.group()
        if match.start() == 0 and words_of(name.split()[0])[0] in _QUESTION_OPENERS:
            name = " ".join(name.split()[1:])
        if name and content_words(name):
            names.append(name)
    return list(dict.fromkeys(names))


_QUESTION_OPENERS = frozenset(
    """who whom whose what which when where why how did does do is are was were has have had will would can could should
    and but in on at by for from to of the a an after before since until during tell name give list show""".split()
)
