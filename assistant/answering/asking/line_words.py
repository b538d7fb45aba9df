"""A line to its words: which are names, which begin a clause, and in front of which a noun is to be expected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.language.words import FUNCTION_WORDS
from assistant.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `[start, end)` of a line."""

    lower: str
    start: int
    end: int
    named: bool  # written as a name, or within quotation marks
    clause: int
    opens_noun: bool  # what stands in front tells that a noun begins

    @property
    def plain(self) -> str:
        """The word; nothing for a name."""
        return "" if self.named else self.lower

    @property
    def has_content(self) -> bool:
        return self.named or self.lower not in FUNCTION_WORDS


_TOKEN = lazy_pattern(r"“[^”]+”|\"[^\"]+\"|[^\W_]+(?:-[^\W_]+)*|[^\w\s]")
# "It's a Sin: which channel showed it?"
_TITLE = lazy_pattern(r"[A-Z][^:?!–—]*\s[A-Z][^:?!–—]*(?=:| [–—])")
_PRONOUNS = frozenset("he she it they her his".split())
_SUBJECTS = frozenset({"he", "she", "they"})
AUXILIARIES = frozenset(
    """is are was were am s re ve ll d do does did has have had will would can could shall should may might must isn
    aren wasn weren doesn didn hasn haven hadn wouldn couldn shouldn isnt arent wasnt werent dont doesnt didnt
    hasnt havent hadnt wont wouldnt couldnt hows whats whos wheres""".split()
)
ASKING = frozenset("who whom whose what which when where why how whats whos hows wheres".split())
PREPOSITIONS = frozenset(
    "in on at of to for from with by about into over under after before since during against between near".split()
)
_BEFORE_NOUN = PREPOSITIONS | frozenset(
    "the a an any every some many much most all no each other which what whose than and or my our your s".split()
)
CLAUSES = frozenset(
    """and or but because when while after before since until if whether as than that who which whose whom what where
    why how so though although once""".split()
)
TIMES = frozenset("year day week month night morning time point".split())
SPANS = frozenset("morning afternoon evening spring summer autumn fall winter season weekend decade century".split())
IMPERATIVES = frozenset("tell name give list show explain describe".split())
# Capitals of these at the beginning of a line are none of a name.
_OPENERS = IMPERATIVES | frozenset("only just thanks ok lol any fewer more less higher lower".split())
# Of these there is one.
ONLY_ONE = frozenset(
    "news weather world sun moon earth sky internet web universe pope uk us usa eu un nhs euro dollar pound".split()
)


def holds_name(line: str) -> bool:
    """Whether a name, a title in quotation marks, a number or something like "the moon" stands in a line."""
    words = words_in_line(line)
    return any(word.named or word.lower.isdigit() for word in words) or any(
        first.lower == "the" and second.lower in ONLY_ONE for first, second in pairwise(words)
    )


def words_in_line(line: str) -> list[Word]:
    """The words, each with its clause: a mark, a conjunction and a subject behind a verb begin the next one."""
    words: list[Word] = []
    title = _TITLE.match(line)
    clause, opens, started = 0, False, False
    begins = True
    for token in _TOKEN.finditer(line):
        text = token.group()
        if not text[0].isalnum() and text[0] not in '“"':
            if text not in "’'-/":
                clause, begins, opens = clause + 1, True, False
            continue
        lower = text.lower()
        capital = text[0].isupper() and text != "I" and not _opens_line(line, token.start(), lower)
        named = text[0] in '“"' or capital or (title is not None and token.end() <= title.end())
        if not named and started and not begins and _begins_clause(lower, words, line[token.end() :]):
            clause += 1
        words.append(Word(lower, token.start(), token.end(), named, clause, opens))
        inverts = lower in AUXILIARIES and not any(
            each.lower in AUXILIARIES for each in words[:-1] if each.clause == clause
        )
        opens = lower in _BEFORE_NOUN or inverts or lower.isdigit() or (opens and words[-1].has_content)
        started, begins = True, False
    return words


def _opens_line(line: str, start: int, lower: str) -> bool:
    """Whether a capital says nothing: of the first word of a sentence."""
    before = line[:start].rstrip(" “\"'‘(")
    if lower in _PRONOUNS and re.match(r"\S+ [A-Z]", line[start:]):
        return False  # "He Jiankui"
    return (not before or before[-1] in ".!?:") and (
        lower in FUNCTION_WORDS | ASKING | AUXILIARIES or lower in _OPENERS
    )


def _begins_clause(lower: str, words: Sequence[Word], after: str) -> bool:
    """Whether a word begins a clause: "because", in "say he" and "know it would" the subject, and in "did he" none."""
    if lower in _SUBJECTS:
        return words[-1].lower not in AUXILIARIES | CLAUSES | {"t"}
    behind = re.match(r"[\s’']+(\w+)", after)
    follows = behind[1].lower() if behind else ""
    if lower == "it":
        return words[-1].has_content and follows in AUXILIARIES
    return lower in CLAUSES and not (lower == "that" and follows in TIMES)
