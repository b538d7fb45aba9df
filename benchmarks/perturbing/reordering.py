"""A sentence to one that says the same in another order: of time and event, of speaker and claim, of two clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.dates import MONTHS, SHORT_MONTHS, WEEKDAYS
from benchmarks.perturbing.names import persons_in
from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import CLAUSE_INSIDE, Change, can_be_lowered, capitalised, lowered
from benchmarks.perturbing.verbs import BASE_OF_PAST, BASE_OF_THIRD, PARTICIPLE, PAST

_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_MONTH = rf"(?:{'|'.join([*MONTHS, *map(re.escape, SHORT_MONTHS)])})"
_TIME = (
    rf"(?:[Oo]n {_WEEKDAY}(?: (?:morning|afternoon|evening|night))?|[Oo]n {_MONTH} \d{{1,2}}"
    rf"|[Ii]n (?:{_MONTH}(?: \d{{4}})?|(?:19|20)\d\d)"
    r"|[Ll]ast (?:week|month|year)|[Ee]arlier this (?:week|month|year)|[Ii]n recent (?:days|weeks|months"
    r"|years)|[Oo]ver the past (?:week|month|year|decade|two years))"
)
_FRONTED = re.compile(rf"^(?P<when>{_TIME}),? (?P<main>[^,;:\"“”()–—]+)\.$")
_BACKED = re.compile(rf"^(?P<main>[^,;:\"“”()–—]+) (?P<when>{_TIME})\.$")
# A clause of its own inside the main one would draw the time to itself.
_SAID = r"(?:said|says|added|explained|noted|argued|warned)"
_SPEAKER = (
    r"(?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}|(?:the|a|an|The|A|An) (?:[\w’'-]+ ){0,3}[a-z’'-]+|police"
    r"|officials|authorities|researchers|experts|he|she|they)"
)
_TAG_BEHIND = re.compile(rf"^(?P<claim>.+?)(?P<comma>,[\"”]?|,) (?P<who>{_SPEAKER}) (?P<said>{_SAID})\.$")
_TAG_TURNED = re.compile(rf"^(?P<claim>.+?)(?P<comma>,[\"”]?|,) (?P<said>{_SAID}) (?P<who>{_SPEAKER})\.$")
_TAG_IN_FRONT = re.compile(
    rf"^(?P<who>{_SPEAKER}) (?P<said>said|says) (?:that )?(?P<claim>(?:the|a|an|there|this) [^\"“”:;]+)\.$"
)
_ACCORDING_BEHIND = re.compile(r"^(?P<claim>[^\"“”;:]+?), (?P<tag>according to [^,\"“”;:]+)\.$")
_ACCORDING_IN_FRONT = re.compile(r"^(?P<tag>According to [^,\"“”;:]+), (?P<claim>[^\"“”;:]+)\.$")
_CONJUNCTION = re.compile(
    r"^(?P<word>After|When|Because|Although|Since|Before|If|Once"
    r"|Unless) (?P<first>[^,;:\"“”()–—]+), (?P<second>[^,;:\"“”()–—]+)\.$"
)

_PRONOUN = re.compile(r"(?i)(?:he|she|it|they|we|his|her|its|their|our|each|both|this|that|these|those)\b")


# Claims that read badly right after "said".
_CANNOT_FOLLOW = re.compile(r"[\"“]|^More likely|, (?:but|and|so|while)\b")


def reorder(original: Original, _chance: Random) -> Iterator[Change]:
    """A time or a clause from the front to the back or the other way round, and the speaker likewise."""
    yield from _move_time(original)
    yield from _move_speaker(original)
    yield from _move_according(original)
    found = _CONJUNCTION.match(original.sentence)
    if (
        found
        and can_be_lowered(found["second"])
        and not _PRONOUN.match(found["second"])
        and not CLAUSE_INSIDE.search(found["second"])
        and len(found["first"].split()) > 2
    ):
        statement = f"{capitalised(found['second'])} {found['word'].lower()} {found['first']}."
        yield Change("order: clauses", statement, found["word"], found["word"].lower())


def _move_time(original: Original) -> Iterator[Change]:
    text = original.sentence
    for pattern, fronted in ((_FRONTED, True), (_BACKED, False)):
        found = pattern.match(text)
        if found is None or len(found["main"].split()) > 20 or not _is_one_past_clause(found["main"]):
            continue
        if fronted:
            yield Change(
                "order: time",
                f"{capitalised(found['main'])} {found['when'][0].lower()}{found['when'][1:]}.",
                found["when"],
                found["when"],
            )
        elif can_be_lowered(found["main"]) or persons_in([found["main"] + "."]):
            yield Change(
                "order: time", f"{capitalised(found['when'])}, {lowered(found['main'])}.", found["when"], found["when"]
            )


def _is_one_past_clause(main: str) -> bool:
    """Whether it has one verb, in the past, so that a time at either end can only belong to it."""
    words = main.split()[1:]
    verbs = [
        word
        for word in words
        if word in BASE_OF_PAST or word in _OTHER_VERBS or (word in PARTICIPLE.values() and word not in PAST.values())
    ]
    others = [word for word in words if word in _OTHER_VERBS - {"was", "were"} or word in BASE_OF_THIRD]
    return len(verbs) == 1 and not others and not CLAUSE_INSIDE.search(main)


_OTHER_VERBS = frozenset(
    "is are was were be been being has have had will would can could may might must should does did do led last".split()
)


def _move_speaker(original: Original) -> Iterator[Change]:
    text = original.sentence
    for pattern in (_TAG_BEHIND, _TAG_TURNED):
        found = pattern.match(text)
        if found is None or text.count(found["said"]) != 1 or re.search(rf"[\"”] {_SPEAKER}", found["claim"]):
            continue
        claim, comma, who, said = found.group("claim", "comma", "who", "said")
        if pattern is _TAG_TURNED:
            yield Change("order: speaker", f"{claim}{comma} {who} {said}.", f"{said} {who}", f"{who} {said}")
        elif who not in {"he", "she", "they"}:
            yield Change("order: speaker", f"{claim}{comma} {said} {who}.", f"{who} {said}", f"{said} {who}")
        yield from _speaker_in_front(claim, comma, f"{who} {said}")
    found = _TAG_IN_FRONT.match(text)
    if found and "," not in found["claim"] and " and " not in found["claim"]:
        yield from _speaker_behind(found)


def _speaker_in_front(claim: str, comma: str, tag: str) -> Iterator[Change]:
    if len(comma) == 2 and claim[0] in '"“' and not re.search(r"[\"“”]", claim[1:]):
        yield Change("order: speaker in front", f"{capitalised(tag)}, {claim}.{comma[1]}", tag, capitalised(tag))
    elif can_be_lowered(claim) and not _CANNOT_FOLLOW.search(claim):
        yield Change("order: speaker in front", f"{capitalised(tag)} {lowered(claim)}.", tag, capitalised(tag))


def _speaker_behind(found: re.Match[str]) -> Iterator[Change]:
    who, said = found.group("who", "said")
    first = who.partition(" ")[0]
    if first not in {"But", "And", "So"}:
        tag = f"{lowered(who) if first in {'The', 'A', 'An', 'He', 'She', 'They'} else who} {said}"
        yield Change("order: speaker behind", f"{capitalised(found['claim'])}, {tag}.", f"{who} {said}", tag)


def _move_according(original: Original) -> Iterator[Change]:
    found = _ACCORDING_BEHIND.match(original.sentence)
    if found and can_be_lowered(found["claim"]):
        yield Change(
            "order: according to",
            f"{capitalised(found['tag'])}, {lowered(found['claim'])}.",
            found["tag"],
            capitalised(found["tag"]),
        )
    found = _ACCORDING_IN_FRONT.match(original.sentence)
    if found and found["claim"].count(",") < 2:
        tag = "according" + found["tag"][len("According") :]
        yield Change("order: according to", f"{capitalised(found['claim'])}, {tag}.", found["tag"], tag)
