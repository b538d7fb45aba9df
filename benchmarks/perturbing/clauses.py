"""A sentence to one that says the same in another order, tense or voice, or says less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.names import persons_in
from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, can_be_lowered, capitalised, ended, is_quoted, lowered, swapped
from benchmarks.perturbing.verbs import BASE_OF_PARTICIPLE, BASE_OF_PAST, BASE_OF_THIRD, PARTICIPLE, PAST

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
_TIME = (
    rf"(?:[Oo]n {_WEEKDAY}(?: (?:morning|afternoon|evening|night))?|[Oo]n {_MONTH} \d{{1,2}}|[Ii]n (?:{_MONTH}(?: \d{{4}})?|(?:19|20)\d\d)"
    r"|[Ll]ast (?:week|month|year)|[Ee]arlier this (?:week|month|year)|[Ii]n recent (?:days|weeks|months|years)|[Oo]ver the past (?:week|month|year|decade|two years))"
)
_FRONTED = re.compile(rf"^(?P<when>{_TIME}),? (?P<main>[^,;:\"“”()–—]+)\.$")
_BACKED = re.compile(rf"^(?P<main>[^,;:\"“”()–—]+) (?P<when>{_TIME})\.$")
# A clause of its own inside the main one would draw the time to itself.
_CLAUSE_INSIDE = re.compile(r"(?i)\b(?:who|which|that|when|where|while|because|if|after|before|since|until|as|said|says|told|but|and|than|to|how|why|what|whether)\b")
_SAID = r"(?:said|says|added|explained|noted|argued|warned)"
_SPEAKER = r"(?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}|(?:the|a|an|The|A|An) (?:[\w’'-]+ ){0,3}[a-z’'-]+|police|officials|authorities|researchers|experts|he|she|they)"
_TAG_BEHIND = re.compile(rf"^(?P<claim>.+?)(?P<comma>,[\"”]?|,) (?P<who>{_SPEAKER}) (?P<said>{_SAID})\.$")
_TAG_TURNED = re.compile(rf"^(?P<claim>.+?)(?P<comma>,[\"”]?|,) (?P<said>{_SAID}) (?P<who>{_SPEAKER})\.$")
_TAG_IN_FRONT = re.compile(rf"^(?P<who>{_SPEAKER}) (?P<said>said|says) (?:that )?(?P<claim>(?:the|a|an|there|this) [^\"“”:;]+)\.$")
_ACCORDING_BEHIND = re.compile(r"^(?P<claim>[^\"“”;:]+?), (?P<tag>according to [^,\"“”;:]+)\.$")
_ACCORDING_IN_FRONT = re.compile(r"^(?P<tag>According to [^,\"“”;:]+), (?P<claim>[^\"“”;:]+)\.$")
_CONJUNCTION = re.compile(r"^(?P<word>After|When|Because|Although|While|Since|Before|If|Once|Unless) (?P<first>[^,;:\"“”()–—]+), (?P<second>[^,;:\"“”()–—]+)\.$")


def reorder(original: Original, chance: Random) -> Iterator[Change]:
    """A time or a clause from the front to the back or the other way round, and the speaker likewise."""
    yield from _move_time(original)
    yield from _move_speaker(original)
    yield from _move_according(original)
    found = _CONJUNCTION.match(original.sentence)
    if found and can_be_lowered(found["second"]) and not _CLAUSE_INSIDE.search(found["second"]) and len(found["first"].split()) > 2:
        statement = f"{capitalised(found['second'])} {found['word'].lower()} {found['first']}."
        yield Change("order: clauses", statement, found["word"], found["word"].lower())


def _move_time(original: Original) -> Iterator[Change]:
    text = original.sentence
    for pattern, fronted in ((_FRONTED, True), (_BACKED, False)):
        found = pattern.match(text)
        if found is None or len(found["main"].split()) > 20 or not _is_one_past_clause(found["main"]):
            continue
        if fronted:
            yield Change("order: time", f"{capitalised(found['main'])} {found['when'][0].lower()}{found['when'][1:]}.", found["when"], found["when"])
        elif can_be_lowered(found["main"]) or persons_in([found["main"] + "."]):
            yield Change("order: time", f"{capitalised(found['when'])}, {lowered(found['main'])}.", found["when"], found["when"])


def _is_one_past_clause(main: str) -> bool:
    """Whether it has one verb, in the past, so that a time at either end can only belong to it."""
    words = main.split()[1:]
    verbs = [word for word in words if word in BASE_OF_PAST or word in _OTHER_VERBS or (word in PARTICIPLE.values() and word not in PAST.values())]
    others = [word for word in words if word in _OTHER_VERBS - {"was", "were"} or word in BASE_OF_THIRD]
    return len(verbs) == 1 and not others and not _CLAUSE_INSIDE.search(main)


_OTHER_VERBS = frozenset("is are was were be been being has have had will would can could may might must should does did do led last".split())


def _move_speaker(original: Original) -> Iterator[Change]:
    text = original.sentence
    for pattern in (_TAG_BEHIND, _TAG_TURNED):
        found = pattern.match(text)
        if found is None or text.count(found["said"]) != 1 or re.search(rf"[\"”] {_SPEAKER}", found["claim"]):
            continue
        claim, comma, who, said = found["claim"], found["comma"], found["who"], found["said"]
        if who not in {"he", "she", "they"} and pattern is _TAG_BEHIND:
            yield Change("order: speaker", f"{claim}{comma} {said} {who}.", f"{who} {said}", f"{said} {who}")
        elif pattern is _TAG_TURNED:
            yield Change("order: speaker", f"{claim}{comma} {who} {said}.", f"{said} {who}", f"{who} {said}")
        if len(comma) == 2 and claim[0] in "\"“" and not re.search(r"[\"“”]", claim[1:]):
            yield Change("order: speaker in front", f"{capitalised(who)} {said}, {claim}.{comma[1]}", f"{who} {said}", f"{who} {said}")
        elif can_be_lowered(claim) and '"' not in claim and "“" not in claim and not re.search(r", (?:but|and|so|while)\b", claim):
            yield Change("order: speaker in front", f"{capitalised(who)} {said} {lowered(claim)}.", f"{who} {said}", f"{who} {said}")
    found = _TAG_IN_FRONT.match(text)
    if found and "," not in found["claim"] and " and " not in found["claim"] and found["who"].split()[0] not in {"But", "And", "So"}:
        who = found["who"] if found["who"].split()[0] not in {"The", "A", "An", "He", "She", "They"} else lowered(found["who"])
        yield Change("order: speaker behind", f"{capitalised(found['claim'])}, {who} {found['said']}.", f"{found['who']} {found['said']}", f"{who} {found['said']}")


def _move_according(original: Original) -> Iterator[Change]:
    found = _ACCORDING_BEHIND.match(original.sentence)
    if found and can_be_lowered(found["claim"]):
        yield Change("order: according to", f"{capitalised(found['tag'])}, {lowered(found['claim'])}.", found["tag"], capitalised(found["tag"]))
    found = _ACCORDING_IN_FRONT.match(original.sentence)
    if found and found["claim"].count(",") < 2:
        tag = "according" + found["tag"][len("According") :]
        yield Change("order: according to", f"{capitalised(found['claim'])}, {tag}.", found["tag"], tag)


_PERFECT = re.compile(r"\b(?P<have>has|have) (?P<participle>[a-z]+)\b(?= (?:the|a|an|his|her|its|their|that|to|in|for|with|from|at|more|about|[A-Z]|\d))")
_BEEN = re.compile(r"\b(?P<have>has|have) been (?P<participle>[a-z]+ed)\b(?= (?:by|with|in|to|from|as|of))")
_STILL_GOES_ON = re.compile(r"(?i)\b(?:since|for (?:years|months|decades|weeks|days|more|nearly|almost|about|the past|over|two|three)|so far|yet|already|ever|never|always|over the (?:past|last)|in recent|recently|in the (?:past|last)|long|until now|to date|this (?:year|week|month|season))\b")
_SAYS = re.compile(r"(?<=[a-z] )(?P<says>says)\b(?!:)|(?<=, )(?P<b>says)\b")
_DET = r"(?:the|a|an|his|her|its|their)"
_VERBS = "approved rejected launched announced killed arrested condemned criticized praised signed released published completed cancelled canceled introduced endorsed purchased acquired investigated opened blocked seized rescued recalled reported fired detained attacked won wrote found created adopted rejected backed filed ordered built shot struck hit unveiled raised sold bought defeated destroyed ordered passed nominated charged banned fined".split()
_ACTIVE = re.compile(rf"^(?P<who>(?:The|A) (?:[\w’-]+ ){{0,3}}[a-z]+|[A-Z][\w’-]+(?: [A-Z][\w’-]+){{0,2}}) (?P<verb>{'|'.join(_VERBS)}) (?P<what>{_DET} (?:[\w$’-]+ ){{0,3}}[a-z’-]+)(?P<rest>(?: (?:on|in|at|last|after|during|following|over|for|against|amid|to|of|from|that|which|as) [^;:\"“”()]+)?)\.$")
_PASSIVE = re.compile(rf"^(?P<what>(?:The|A|An) (?:[\w’-]+ ){{0,4}}[a-z]+|[A-Z][\w’-]+(?: [A-Z][\w’-]+){{1,2}}) (?:was|were) (?P<verb>{'|'.join(_VERBS)}|written|led|founded|hired|created|produced|directed|built|designed|shot|struck|hit|found|sent) by (?P<who>(?:the|a|an) (?:[\w’-]+ ){{0,3}}[a-z]+|[A-Z][\w’-]+(?: [A-Z][\w’-]+){{0,2}})(?P<rest>(?: (?:on|in|at|last|after|during) [^,;:\"“”()]+)?)\.$")


def retell(original: Original, chance: Random) -> Iterator[Change]:
    """Present perfect and past, says and said, active and passive."""
    text = original.sentence
    for pattern, new in ((_PERFECT, ""), (_BEEN, "been")):
        for found in pattern.finditer(text):
            participle = found["participle"]
            if is_quoted(text, found.start()) or _STILL_GOES_ON.search(text) or "can" in text.split():
                continue
            if new and participle in PARTICIPLE.values():
                past = f"{'was' if found['have'] == 'has' else 'were'} {participle}"
            elif not new and participle in BASE_OF_PARTICIPLE and participle not in {"been", "had", "become", "come", "run"}:
                past = PAST[BASE_OF_PARTICIPLE[participle]]
            else:
                continue
            if re.search(r"\b(?:to|would|could|may|might|should|must|will|not|cannot|who|I|you|we) $", text[: found.start()]):
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
    if found and not _CLAUSE_INSIDE.search(found["what"]) and found["verb"] in BASE_OF_PAST:
        participle = PARTICIPLE[BASE_OF_PAST[found["verb"]]]
        head = found["what"].split()[-1]
        was = "were" if head.endswith("s") and not head.endswith(("ss", "us", "is", "’s", "ews")) else "was"
        who = lowered(found["who"])
        if not found["what"].startswith(("his", "her", "its", "their")) and found["who"] not in {"He", "She", "It", "They", "We", "I", "This", "That"}:
            yield Change("voice: passive", f"{capitalised(found['what'])} {was} {participle} by {who}{found['rest']}.", found["verb"], f"{was} {participle}")
    found = _PASSIVE.match(text)
    if found and found["verb"] in BASE_OF_PARTICIPLE:
        past = PAST[BASE_OF_PARTICIPLE[found["verb"]]]
        yield Change("voice: active", f"{capitalised(found['who'])} {past} {lowered(found['what'])}{found['rest']}.", found["verb"], past)


_LEAD_IN = re.compile(r"^(?P<word>Meanwhile|However|Still|Moreover|Furthermore|In addition|Additionally|Nevertheless|Nonetheless|Instead|Indeed|Also|But|And|So|Yet),? (?=[A-Za-z])")
_PARENTHESIS = re.compile(r" \((?P<inside>[^()]+)\)(?=[ ,.])")
_RELATIVE = re.compile(r",(?P<clause> (?:who|which) [^,;:\"“”()]+),(?= [a-z]+(?:ed|s|d)?\b)")
_RELATIVE_AT_END = re.compile(r",(?P<clause> (?:who|which|where) [^;:\"“”()]+)(?=\.$)")
_APPOSITIVE = re.compile(rf"(?<=[a-z]),(?P<clause> (?:the|a|an|his|her|its) [^,;:\"“”()]+),(?= (?:said|says|told|is|was|has|will|had|announced|became|won|died|told|added|wrote|plans|faces|{'|'.join(_VERBS)})\b)")
_PARTICIPIAL = re.compile(r",(?P<clause> (?:adding|making|including|bringing|citing|marking|becoming|leaving|according|following|causing|prompting|sparking|forcing|killing|pushing|ending) [^;:\"“”()]+)(?=\.$)")
_WHEN_SAID = re.compile(rf"(?<=\bsaid)(?P<clause> (?:on )?{_WEEKDAY})(?= (?:that|the|it|in a|during)\b|[.,])")
_DROPS = ((_PARENTHESIS, "parenthesis"), (_RELATIVE, "relative clause"), (_RELATIVE_AT_END, "relative clause"), (_APPOSITIVE, "apposition"), (_PARTICIPIAL, "participle"), (_WHEN_SAID, "time of saying"))
_NOT_DROPPED = re.compile(r"(?i), and [a-z]|\b(?:reports?|says?|said|told|adds|notes|argues|claims|warns|believes|not|never|no|alleg\w+|reportedly|suspect\w*|accus\w+|denie[sd]|according)\b|n[’']t\b")


def drop_clause(original: Original, chance: Random) -> Iterator[Change]:
    """A clause, an apposition, a parenthesis or a linking word that the rest does not need."""
    text = original.sentence
    found = _LEAD_IN.match(text)
    if found and "“" not in found[0]:
        yield Change("dropped: linking word", capitalised(text[found.end() :]), found["word"], "")
    for pattern, what in _DROPS:
        for each in pattern.finditer(text):
            if is_quoted(text, each.start()) or _NOT_DROPPED.search(each[0]):
                continue
            # The comma in front may close another insertion: "X, a fellow at Y, a think tank, said".
            if pattern in {_RELATIVE, _APPOSITIVE} and "," in re.split(r"[\"”]", text[: each.start()])[-1]:
                continue
            statement = text[: each.start()] + text[each.end() :]
            if len(statement.split()) >= 6:
                yield Change(f"dropped: {what}", ended(statement) if statement.endswith(".") else statement, each[0].strip(), "")
