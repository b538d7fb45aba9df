"""A sentence to one that says the same in another tense or voice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import CLAUSE_INSIDE, Change, capitalised, is_quoted, lowered, swapped
from benchmarks.perturbing.verbs import BASE_OF_PARTICIPLE, BASE_OF_PAST, PARTICIPLE, PAST

_PERFECT = re.compile(
    r"\b(?P<have>has|have) (?P<participle>[a-z]+)\b(?= (?:the|a|an|his|her|its|their|that|to|in|for|with|from"
    r"|at|more|about|[A-Z]|\d))"
)
_BEEN = re.compile(r"\b(?P<have>has|have) been (?P<participle>[a-z]+ed)\b(?= (?:by|with|in|to|from|as|of))")
_STILL_GOES_ON = re.compile(
    r"(?i)\b(?:since|for (?:years|months|decades|weeks|days|more|nearly|almost|about|the past|over|two|three)"
    r"|so far|yet|already|ever|never|always|over the (?:past|last)|in recent|recently|in the (?:past|last)"
    r"|long|until now|to date|this (?:year|week|month|season))\b"
)
_SAYS = re.compile(r"(?<=[a-z] )(?P<says>says)\b(?!:)|(?<=, )(?P<b>says)\b")
_DET = r"(?:the|a|an|his|her|its|their)"
# Each takes an object and leaves no doubt which noun that is.
TRANSITIVE = """
approved rejected launched announced killed arrested condemned criticized praised signed released published completed
cancelled canceled introduced endorsed purchased acquired investigated opened blocked seized rescued recalled fired
detained attacked won wrote created adopted backed filed ordered built shot struck hit unveiled raised sold bought
defeated destroyed passed nominated charged banned fined
""".split()
_PLAIN = (
    r"(?!(?:of|into|without|against|amid|during|through|between|about|under|in|on|at|for|to|from|with|by"
    r"|over|after|as|and|or|that|who|which|also|has|have|had|since|while|when|not|never|just|now|then|\w+ed"
    r"|\w+ly|more|than)\b)[\w$’-]+"
)
_ACTIVE = re.compile(
    rf"^(?P<who>(?:The|A) (?:{_PLAIN} ){{0,3}}(?!\w+ly\b|also|has|have|had)[a-z]+"
    rf"|[A-Z][\w’-]+(?: [A-Z][\w’-]+){{0,2}}) (?P<verb>{'|'.join(TRANSITIVE)}) (?P<what>{_DET} (?:{_PLAIN} ){{0,4}}?"
    rf"(?!of\b){_PLAIN}(?<![A-Z]\w))(?P<rest>(?: (?:on|in|at|last|after|during|following|over|against"
    rf"|amid) [^;:\"“”()]+)?)\.$"
)
_PASSIVE = re.compile(
    rf"^(?P<what>(?:The|A|An) (?:[\w’-]+ ){{0,4}}[a-z]+|[A-Z][\w’-]+(?: [A-Z][\w’-]+){{1,2}}) (?:was"
    rf"|were) (?P<verb>{'|'.join(TRANSITIVE)}|written|led|founded|hired|created|produced|directed|built|designed"
    rf"|shot|struck|hit|found|sent) by (?P<who>(?:the|a|an) (?:[\w’-]+ ){{0,3}}[a-z]+"
    rf"|[A-Z][\w’-]+(?: [A-Z][\w’-]+){{0,2}})(?P<rest>(?: (?:on|in|at|last|after|during) [^,;:\"“”()]+)?)\.$"
)


def retell(original: Original, _chance: Random) -> Iterator[Change]:
    """Present perfect and past, says and said, active and passive."""
    text = original.sentence
    for pattern, new in ((_PERFECT, ""), (_BEEN, "been")):
        for found in pattern.finditer(text):
            participle = found["participle"]
            if is_quoted(text, found.start()) or _STILL_GOES_ON.search(text) or "can" in text.split():
                continue
            if new and participle in PARTICIPLE.values():
                past = f"{'was' if found['have'] == 'has' else 'were'} {participle}"
            elif (
                not new
                and participle in BASE_OF_PARTICIPLE
                and participle not in {"been", "had", "become", "come", "run"}
            ):
                past = PAST[BASE_OF_PARTICIPLE[participle]]
            else:
                continue
            if re.search(
                r"\b(?:to|would|could|may|might|should|must|will|not|cannot|who|I|you|we) $", text[: found.start()]
            ):
                continue
            yield Change("tense: perfect", swapped(text, *found.span(), past), found[0], past)
    for found in _SAYS.finditer(text):
        span = found.span("says") if found["says"] else found.span("b")
        if not is_quoted(text, found.start()):
            yield Change("tense: says", swapped(text, *span, "said"), "says", "said")
    yield from _turn_voice(original)


def _turn_voice(original: Original) -> Iterator[Change]:
    text = original.sentence
    found = _ACTIVE.match(text)
    if found and not CLAUSE_INSIDE.search(found["what"]) and found["verb"] in BASE_OF_PAST:
        participle = PARTICIPLE[BASE_OF_PAST[found["verb"]]]
        head = found["what"].split()[-1]
        was = "were" if head.endswith("s") and not head.endswith(("ss", "us", "is", "’s", "ews")) else "was"
        who = lowered(found["who"])
        if not found["what"].startswith(("his", "her", "its", "their")) and found["who"].split()[0] not in {
            "He",
            "She",
            "It",
            "They",
            "We",
            "I",
            "This",
            "That",
            "Since",
            "After",
            "When",
            "As",
            "While",
            "But",
            "And",
        }:
            yield Change(
                "voice: passive",
                f"{capitalised(found['what'])} {was} {participle} by {who}{found['rest']}.",
                found["verb"],
                f"{was} {participle}",
            )
    found = _PASSIVE.match(text)
    if found and found["verb"] in BASE_OF_PARTICIPLE:
        past = PAST[BASE_OF_PARTICIPLE[found["verb"]]]
        yield Change(
            "voice: active",
            f"{capitalised(found['who'])} {past} {lowered(found['what'])}{found['rest']}.",
            found["verb"],
            past,
        )
