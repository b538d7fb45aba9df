"""A sentence to its opposite: a negation put into the main claim in good grammar, or taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, capitalised, is_quoted, swapped
from benchmarks.perturbing.verbs import BASE_OF_PAST, BASE_OF_THIRD, PARTICIPLE, PAST, THIRD

_NEGATIVE = re.compile(
    r"(?i)\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|few|little|only"
    r"|unless|until|unlikely|rarely|seldom|less)\b|n[’']t\b"
)
_NAME = r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}"
# A subject that is surely one: a pronoun, a name, or a short phrase without anything that could be another clause.
_SUBJECT = (
    rf"(?:He|She|It|They|This|That|We|I|{_NAME}|(?:The|His|Her|Its|Their|Our|This|That|These|Those|A"
    rf"|An) (?:[\w’'-]+ ){{0,3}}?[\w’'-]+)"
)
_AUXILIARY = re.compile(
    rf"^(?P<subject>{_SUBJECT}) (?P<verb>is|are|was|were|has|have|had|will|would|can|could|should) (?P<next>[a-z]+)\b"
)
_SAID_AUXILIARY = re.compile(
    rf"\b(?:said|says|announced|confirmed|told (?:CNN|reporters|USA TODAY"
    rf"|The Associated Press)) (?:that )?(?P<subject>he|she|it|they|{_NAME}|(?:the|his|her|its"
    rf"|their) (?:[\w’'-]+ ){{0,2}}?[\w’'-]+)"
    r" (?P<verb>is|are|was|were|has|have|had|will|would|can|could|should) (?P<next>[a-z]+)\b"
)
_NOT_SUBJECT = re.compile(
    r"(?i)\b(?:here|and|or|but|who|which|that|when|while|after|before|if|as|because|of course|said|says|told|there"
    r"|what|who|why|how|than|more|most|many|all|some"
    r"|several|few|every|each|both|half|one|two|three|others?|only|even|\w+ed|\w+ing|is|are|was|were|has|have"
    r"|had|will|also)\b"
)
# After "not" these would be odd or would deny something else than the claim.
_BAD_NEXT = frozenset(
    """
that also already still just even only now currently always so too not never no to nearly almost about both
either more most at often usually sometimes generally largely mostly mainly primarily one two three less between
likely perhaps probably certainly clearly really actually all well better hardly barely rarely here there why
what where when how who because if like as long since for long simply merely first then later soon recently
finally instead again once up down in on ready quite rather very far unlikely been
""".split()
) - {"been", "likely", "ready", "in", "on"}
_PAST = re.compile(
    rf"^(?P<subject>He|She|It|They|We|I|{_NAME}|The (?:company|court|judge|bill|president|agency|report|team"
    rf"|group|jury|governor|mayor|senator|officer|woman|man|bank)) (?P<verb>[a-z]+)\b(?= (?:the|a|an|his|her"
    rf"|its|their|that|to|in|on|for|with|from|at|more|about|him|them|[A-Z]|\d))"
)
_THIRD = re.compile(
    rf"^(?P<subject>He|She|It|{_NAME}) (?P<verb>[a-z]+s)\b(?= (?:the|a|an|his|her|its|their|that|to|in|on|for"
    rf"|with|from|at|more|[A-Z]))"
)
# Words that live only under a negation, or that share its reach: with them nothing is taken out.
_POLAR = re.compile(
    r"(?i)\b(?:any|anyone|anything|anybody|anywhere|either|ever|yet|at all|anymore|much|until|nor|neither"
    r"|let alone|but|because|only|just|all|every|everyone|necessarily|whether|if|unless|so|even|enough|long"
    r"|exactly|always|both|too|alone|more than|than)\b"
)
_OUT = re.compile(
    r"\b(?P<verb>is|are|was|were|has|have|had|will|would|could|should|can|did|does|do)(?P<not> not"
    r"|n[’']t) (?P<next>[a-z]+)\b"
)
_WORDS: tuple[tuple[str, str, str], ...] = (
    (r"\b(is|are|was|were) no longer\b(?! than)", r"\1 still", "no longer"),
    (r"\bno longer (?=[a-z]+s?\b)", "still ", "no longer"),
    (r"\b(has|have|had) never\b(?! (?:before|been more|seen|again))", r"\1 always", "never"),
    (r"\b(has|have) not yet\b", r"\1 already", "not yet"),
    (r"\b[Nn]o one (?=(?:was|has|is|had|in|from|else)\b)", "everyone ", "no"),
    (r"\b(there (?:is|was|are|were)) no (?=[a-z]+)(?!more|less|longer|other|one|way|such|doubt|denying|question|reason"
     r"|matter|guarantee|need|better)", r"\1 some ", "no"),
    (r"\b(have|has|had|found|find|see|saw|showed|shows|with|offered|gave|made|provided|took|takes"
     r"|makes) no (?=[a-z]+)(?!more|less|longer|other|one|such|doubt|denying|choice|option|better|matter|idea|sign"
     r"|question)", r"\1 some ", "no"),
    (r"\b[Nn]one of (?=the|them|those|these|his|her|its|their|us)", "all of ", "none"),
    (r"\bcannot (?=[a-z]+)", "can ", "cannot"),
    (r"\bfailed to (?=[a-z]+)", "managed to ", "failed"),
    (r"\brefused to (?=[a-z]+)", "agreed to ", "refused"),
    (r"\bdeclined to (?=comment|say|answer|discuss|provide|respond|give|disclose|name)", "agreed to ", "refused"),
    (r"\b(is|are|was|were) unlikely (?=to\b)", r"\1 likely ", "unlikely"),
    (r"\b(is|are|was|were|been) unable (?=to\b)", r"\1 able ", "unable"),
    (r"\bwithout (?=(?:a|an|the|his|her|their) )", "with ", "without"),
    (r"\b(?<!be )(?<!been )(?<!was )(?<!were )(?<!being )denied (?=(?:that|allegations|accusations|wrongdoing"
     r"|involvement|having|knowing|being)\b)", "confirmed ", "denied"),
)  # fmt: skip
_THERE = re.compile(
    r"^There (?P<verb>is|was|are|were|has been|have been) (?P<what>a|an|some|evidence|growing|strong"
    r"|widespread|significant|clear)\b (?P<next>[a-z]+)"
)

_DETERMINERS = frozenset("the a an his her its their our my your".split())
_NO_NAME = frozenset(
    """
from in on at by for with to of as after before since during under over between among against about into through
within without despite also then here there these now today yesterday still however meanwhile instead indeed but and
so or yet nor if when while where although because those these such same no not one two three other others
another many most more few several some all both each last next first what who whose which how why let that
everyone everybody anyone someone
""".split()
)


def negate(original: Original, _chance: Random) -> Iterator[Change]:
    """Inserts, in the main clause or in the clause that someone said; and takes out."""
    yield from _insert_auxiliary(original)
    yield from _insert_do(original)
    yield from _insert_no(original)
    yield from _take_out_not(original)
    yield from _turn_word(original)


def _insert_auxiliary(original: Original) -> Iterator[Change]:
    text = original.sentence
    for pattern, subkind in ((_AUXILIARY, "inserted"), (_SAID_AUXILIARY, "inserted in what was said")):
        found = pattern.search(text)
        if (
            found is None
            or _NOT_SUBJECT.search(found["subject"])
            or found["next"] in _BAD_NEXT
            or found["next"].endswith("ly")
        ):
            continue
        if found["verb"] in {"has", "have", "had"} and not _is_participle(found["next"]):
            continue
        if found["verb"] in {"can", "could", "will", "would", "should"} and found["next"] in {"have", "face"}:
            continue
        if _NEGATIVE.search(text) or is_quoted(text, found.start("verb")):
            continue
        new = f"{found['verb']} not" if found["verb"] != "can" else "cannot"
        yield Change(
            subkind,
            swapped(text, *found.span("verb"), new),
            f"{found['verb']} {found['next']}",
            f"{new} {found['next']}",
        )


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in PARTICIPLE.values() or word == "been"


def _insert_do(original: Original) -> Iterator[Change]:
    text = original.sentence
    for pattern, bases, support in ((_PAST, BASE_OF_PAST, "did not"), (_THIRD, BASE_OF_THIRD, "does not")):
        found = pattern.match(text)
        if found is None or _NEGATIVE.search(text) or found["verb"] not in bases:
            continue
        base = bases[found["verb"]]
        if (
            found["subject"].split()[0].lower() in _NO_NAME
            or found["subject"].lower() in _DETERMINERS
            or base in {"be", "have", "do"}
            or _NOT_SUBJECT.search(found["subject"])
            or found["subject"].endswith(("’s", "'s", "s’"))
        ):
            continue
        if support == "does not" and found["subject"].endswith("s"):
            continue
        new = f"{support} {base}"
        yield Change(f"inserted {support.split()[0]}", swapped(text, *found.span("verb"), new), found["verb"], new)


def _insert_no(original: Original) -> Iterator[Change]:
    text = original.sentence
    found = _THERE.match(text)
    if (
        found
        and not _NEGATIVE.search(text)
        and found["next"] not in {"lot", "few", "little", "number", "reason", "that", "who", "of", "estimated"}
    ):
        what = found["what"]
        new = "no" if what in {"a", "an", "some"} else f"no {what}"
        yield Change("inserted no", swapped(text, *found.span("what"), new), what, new)


def _take_out_not(original: Original) -> Iterator[Change]:
    text = original.sentence
    if len(_NEGATIVE.findall(text)) != 1:
        return
    found = _OUT.search(text)
    if found is None:
        return
    rest = text[found.start() :]
    if (
        _POLAR.search(rest)
        or found["next"] in _BAD_NEXT - {"to", "likely"}
        or re.search(r"\bif\b", text[: found.start()])
    ):
        return
    verb, following = found["verb"], found["next"]
    if verb in {"did", "does", "do"}:
        new = _without_do(verb, following)
        if new is None:
            return
    else:
        new = f"{verb} {following}"
    yield Change("removed", swapped(text, *found.span(), new), found[0], new)


def _without_do(verb: str, base: str) -> str | None:
    if base not in PAST or base == "be":
        return None
    return {"did": PAST[base], "does": THIRD[base], "do": base}[verb]


def _turn_word(original: Original) -> Iterator[Change]:
    text = original.sentence
    for pattern, replacement, subkind in _WORDS:
        found = re.search(pattern, text)
        if (
            found is None
            or re.search(r"(?i)\b(?:if|whether|unless)\b", text)
            or len(_NEGATIVE.findall(text)) > 1
            or _POLAR.search(text[found.end() :])
        ):
            continue
        new = found.expand(replacement)
        new = capitalised(new) if found[0][0].isupper() else new
        changed = swapped(text, *found.span(), new)
        yield Change(f"turned: {subkind}", changed, found[0].strip(), new.strip())
