"""A question to a query: made to stand alone, its words and names picked out, and the kind of answer it wants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.asking.followups import complete
from assistant.answering.asking.question_parts import added_to
from assistant.language.sentences import split_sentences
from assistant.language.words import content_words, words_of
from assistant.records.questions import Question, Understood


class AnswerType(StrEnum):
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
    """A question ready for retrieval: `standalone` needs no conversation, `words` are its content words.

    What it asks for of time and sources is `understood` when the library has been looked at.
    """

    question: Question
    standalone: str
    words: tuple[str, ...]
    answer_type: AnswerType
    understood: Understood = Understood()


# The pattern that fits earliest in the question's last sentence decides; of two that fit there, the upper one.
_PATTERNS: tuple[tuple[AnswerType, str], ...] = (
    (AnswerType.DATE, r"\bhow soon\b|\b(?:at|since|until|by|from) what time\b"),
    (
        AnswerType.NUMBER,
        r"\bhow (?:many|much|long|old|far|high|tall|big|large|deep|often|wide|heavy|fast|strong|late)\b"
        r"|\b(?:what|which)(?: \w+)? "
        r"(?:percentage|share|proportion|number|amount|sum|price|size|age|score|fee|fine|turnout)\b"
        r"|\bwhat (?:is|was|were|are) (?:the|its|their|his|her) (?:\w+ )?"
        r"(?:cost|price|number|age|height|length|size|magnitude|score|total|toll|turnout|margin)\b"
        r"|\bwhat (?:do|does|did|would|will|had|has|have)\b.+\bcosts?\b"
        r"|\b(?:combien|cuánt[oa]s?|wie ?viele?)\b|^(?:number of|cost|price|death toll|turnout)\b",
    ),
    (
        AnswerType.STATEMENT,
        r"\bwhat (?:did|does|do|has|have|had|is|was|were)\b.+\b(?:say|said|saying|think|believe|claim|argue"
        r"|tell|told|call|want|warn|promise|demand|ask|announce|suggest|describe|expect)s?\b",
    ),
    (AnswerType.DATE, r"\bwhen\b|\b(?:what|which) (?:day|date|year|month|time|week)\b|\bquand\b|\bcuándo\b|\bwann\b"),
    (AnswerType.PERSON, r"\bwho(?:m|se)?\b|\bqui\b|\bquién(?:es)?\b|\bwe[rmn]\b"),
    (
        AnswerType.PLACE,
        r"\bwhere\b|\b(?:what|which)(?: (?!(?:ha[ds]|have|is|was|are|were|do|does|did|will|takes?|took)\b)\w+)? "
        r"(?:city|town|country|state|place|street|village|region|province|island|county|port)\b|\boù\b|\bdónde\b|\bwo\b",
    ),
    (
        AnswerType.REASON,
        r"\bwhy\b|\bhow come\b|\bwhat (?:cause[sd]|led|prompted|ma[dk]es?|reasons?|(?:is|was|were|are) the reasons?)\b"
        r"|\bpourquoi\b|\bpor qué\b|\bwarum\b",
    ),
)


def understand(question: Question) -> Query:
    """What the question asks for; a follow-up takes what it lacks from the conversation."""
    return query_for(question, question.standalone or complete(question.text, question.history).standalone)


def query_for(question: Question, standalone: str) -> Query:
    """The query of a question that has been made to stand alone, by us or by a model."""
    words = tuple(content_words(standalone)) or tuple(words_of(standalone))
    return Query(question, standalone, words, answer_type_of(standalone))


def answer_type_of(text: str) -> AnswerType:
    """The kind of answer a question wants, by the first question word of its last sentence, then of what was added."""
    for clause in (last_clause(text).lower(), added_to(text).lower()):
        found = [
            (match.start(), place, answer_type)
            for place, (answer_type, pattern) in enumerate(_PATTERNS)
            if (match := re.search(pattern, clause))
        ]
        if found:
            return min(found)[2]
    return AnswerType.ANYTHING


def last_clause(text: str) -> str:
    """The last sentence of a question of several, which asks; what stands before it only leads there."""
    own = text.removesuffix(added_to(text))
    if not re.search(r"[.!?…][”\"’']?\s", own.strip()):
        return own
    sentences = split_sentences(own)
    return sentences[-1].of(own) if sentences else own
