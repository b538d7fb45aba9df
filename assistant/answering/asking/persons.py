"""The turns of a conversation to whom "he" or "she" can mean, and to the names that were said side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.asking.line_words import AUXILIARIES
from assistant.answering.asking.pointers import Pointing
from assistant.language.calendar_names import ENGLISH_MONTHS
from assistant.language.names import Name, names_in
from assistant.language.number_words import CARDINALS
from assistant.language.sentences import split_sentences
from assistant.language.titles import TITLES_OF_MEN, TITLES_OF_WOMEN
from assistant.language.word_lists import alternatives, word_list
from assistant.patterns import lazy_pattern
from assistant.records.questions import Turn

_TITLES = frozenset(each.lower().strip(".") for each in TITLES_OF_WOMEN | TITLES_OF_MEN)
_FIRST_NAMES = {
    Pointing.SHE: frozenset(each.lower().strip(".") for each in word_list("first_names_of_women") | TITLES_OF_WOMEN),
    Pointing.HE: frozenset(each.lower().strip(".") for each in word_list("first_names_of_men") | TITLES_OF_MEN),
}
# The last word of what is no person.
_NOBODY = word_list("bodies").union(
    """bridge line lake pool school square street mount mountain hill valley castle tower cathedral stadium ferry
    ship tour prize cup award war treaty agreement accord summit festival games olympics championship series
    open gap wall gate yes no""".split(),
    ENGLISH_MONTHS,
)
_ENDS_OF_PERSONS = ("er", "or", "ist", "man", "ant", "ian", "ent")
_PERSON = [word for word in word_list("roles") if word.endswith(_ENDS_OF_PERSONS) and not word.endswith("ment")]
_SOMEBODY = lazy_pattern(
    rf"\b(?:an?|the) (?:[\w-]+ ){{0,2}}(?:{alternatives(_PERSON)}|woman|boy|girl|walker|nurse|judge|king|queen)\b",
    re.IGNORECASE,
)
_SIDE_BY_SIDE = lazy_pattern(r"(?:,? (?:and|or) |, )(?:the )?")
# "The Swale bridge and the Ure bridge".
_NAMED_TOGETHER = lazy_pattern(rf"(?: [a-z]+)?{_SIDE_BY_SIDE.pattern}")
_ACTS_ALONE = lazy_pattern(rf" (?:{'|'.join(sorted(AUXILIARIES))})\W*")
_NOBODY_BEHIND = lazy_pattern(r"\b(?:the|in|at|from|near|on|a|an)\s+$", re.IGNORECASE)
_ACTS = lazy_pattern(rf"\b(?:{'|'.join(sorted(AUXILIARIES))}|by|against)\s+$", re.IGNORECASE)
_SAYS_SEX = lazy_pattern(r"\b(?:(he|him|his)|(she|her|hers))\b", re.IGNORECASE)
_ASKS_WHO = lazy_pattern(r"(?:and |so |but )?(?:who|whom|which)\b", re.IGNORECASE)


_UNSURE = 3  # the grade of a single word that stands where a person's name may
_ASKS_FOR_SEVERAL = lazy_pattern(r"(?:and |so |but )?who (?:are|were)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named; `sex` None where nothing tells. The lower the `grade`, the surer it is a person's name."""

    name: str
    sex: Pointing | None
    grade: int
    place: int  # of the name in its text
    answered: bool = False  # named by the answer alone
    further_on: bool = False  # behind the answer's first sentence


def meant_by(kind: Pointing, history: Sequence[Turn]) -> tuple[str, ...]:
    """The names of whom "he" or "she" can mean, as far as the conversation tells; several where it does not.

    The newest turn counts that names anybody in its question, or in the first sentence of its answer. Where it asked
    who, the answer's names do before the question's. Only then count those of whom an answer speaks further on.
    """
    for only_first in (True, False):
        for turn in reversed(history):
            persons = [each for each in persons_in(turn) if not (only_first and each.further_on)]
            fitting = [each for each in persons if each.sex in (None, kind)]
            sure = [each for each in fitting if each.sex is kind] or fitting
            best = min((each.grade for each in sure), default=None)
            named = [each for each in sure if each.grade == best]
            who = _ASKS_WHO.match(turn.question) is not None
            preferred = [each for each in named if each.answered is who] or named
            if preferred:
                beside = [each for each in fitting if each.answered is preferred[0].answered]
                if _ASKS_FOR_SEVERAL.match(turn.question):
                    return tuple(each.name for each in beside if each.grade == best)
                return _side_by_side(preferred[0], beside, turn)
    return ()


def beside_whom(name: str, kind: Pointing, history: Sequence[Turn]) -> tuple[str, ...]:
    """The surest of the others of the sex in the newest turn that names this person and somebody else."""
    for turn in reversed(history):
        persons = persons_in(turn)
        others = [each for each in persons if each.name != name and each.sex in (None, kind)]
        if others and any(each.name == name for each in persons):
            best = min(each.grade for each in others)
            return tuple(each.name for each in others if each.grade == best)
    return ()


def means_unnamed(turn: Turn) -> bool:
    """Whether a turn speaks of somebody without a name, "the king of Norway", or a "she", and names nobody."""
    named = [each for each in persons_in(turn) if each.sex is not None or each.grade < _UNSURE]
    spoken_of = _SOMEBODY.search(f"{turn.standalone} {turn.answer}") or _SAYS_SEX.search(turn.answer)
    return not named and spoken_of is not None


def persons_in(turn: Turn) -> list[Person]:
    """Whom a turn names, first in the question; a pronoun of the answer tells the sex of whom the question named."""
    asked = _persons(turn.standalone)
    said = _SAYS_SEX.search(turn.answer)
    if said is not None and asked:
        own = set(asked[0].name.split())
        others = [each for each in _persons(turn.answer) if not own & set(each.name.split())]
        said = None if any(each.place < said.start() for each in others) else said
    said = said or _SAYS_SEX.search(turn.question)
    if said is not None:
        told = Pointing.HE if said[1] else Pointing.SHE
        asked = [replace(each, sex=told, grade=1) if each.sex is None else each for each in asked[:1]] + asked[1:]
    known = {word for each in asked for word in each.name.lower().split()}
    end = split_sentences(turn.answer)[0].end if turn.answer.strip() else 0
    answered = [replace(each, answered=True, further_on=each.place >= end) for each in _persons(turn.answer)]
    return [*asked, *(each for each in answered if not known & set(each.name.lower().split()))]


def named_together(text: str, most: int = 5) -> tuple[str, ...]:
    """The first names of a text that stand side by side: "Mali, Burkina Faso and Niger"; one where none does."""
    runs = [run for run in names_in(text) if _is_name(run, text)]
    if not runs:
        return ()
    together = [runs[0]]
    for run in runs[1:most]:
        if not _NAMED_TOGETHER.fullmatch(text[together[-1].end : run.start]):
            break
        together.append(run)
    return tuple(run.text for run in together)


def _is_name(run: Name, text: str) -> bool:
    """Whether a run is a name, also where it opens a sentence: "Coldplay do", but not "Two: Hill Lane"."""
    dateline = run.text.isupper() and (len(run.words) > 1 or text[: run.start].endswith("("))
    if dateline or run.words[0] in CARDINALS:
        return False
    return run.named or not run.opening or _ACTS_ALONE.fullmatch(text, run.end) is not None


def _side_by_side(person: Person, others: Sequence[Person], turn: Turn) -> tuple[str, ...]:
    """The person, and those of the others who are named in one breath with him or her."""
    text = turn.answer if person.answered else turn.standalone
    together: list[Person] = []
    for each in others:
        end = together[-1].place + len(together[-1].name) if together else 0
        if together and not _SIDE_BY_SIDE.fullmatch(text[end : each.place]):
            if person in together:
                break
            together = []
        together.append(each)
    return tuple(each.name for each in together)


def _persons(text: str) -> list[Person]:
    """Whom a text names; of those named side by side each is as sure as the surest."""
    found: list[Person] = []
    for run in names_in(text):
        end = found[-1].place + len(found[-1].name) if found else 0
        beside = bool(found) and _SIDE_BY_SIDE.fullmatch(text[end : run.start]) is not None
        person = _person(run, text, grade=found[-1].grade if beside else None)
        if person is None:
            continue
        if beside and person.grade < found[-1].grade:
            found = [replace(each, grade=person.grade) for each in found]
        found.append(person)
    return found


def _person(run: Name, text: str, *, grade: int | None) -> Person | None:
    """The person that a run of names may mean; None for what stands behind "the" or "in".

    `grade` is that of a person who is named side by side with this one.
    """
    words = run.text.split()
    before, behind = text[: run.start], text[run.end :]
    if words[-1].lower() in _NOBODY:
        return None
    placed = _NOBODY_BEHIND.search(before) is not None
    for place, word in enumerate(words[:-1]):
        sex = _sex_of(word)
        if sex is not None:
            name = run.text if word.lower() in _TITLES else " ".join(words[place:])
            return Person(name, sex, 1, run.start + run.text.index(name))
    if placed or run.text.isupper():
        return None
    if len(words) > 1 and (run.named or not run.opening):
        return Person(run.text, None, 2, run.start)
    # "Did Biden", "Biden's wife", "Biden said", "beaten by Biden".
    acts = _ACTS.search(before) or behind.startswith(("’s", "'s")) or (run.opening and run.named)
    sex = _sex_of(words[0])
    return Person(run.text, sex, grade or (1 if sex else _UNSURE), run.start) if acts or grade else None


def _sex_of(word: str) -> Pointing | None:
    """The sex that a first name or a title tells; None for other words, and names of both."""
    told = [sex for sex in (Pointing.SHE, Pointing.HE) if word.lower().strip(".") in _FIRST_NAMES[sex]]
    return told[0] if len(told) == 1 else None
