"""A sentence that tells who said something to one that states it as a fact, or that lets another have said it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.names import other_persons, persons_in
from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, capitalised, ended, is_quoted, quotations, swapped

_SAY = r"(?:said|says|claimed|claims|alleged|alleges|argued|argues|believes?|believed|estimated|estimates|suggested|suggests|warned|warns|reported|reports|told (?:CNN|reporters|USA TODAY|Reuters|The Associated Press|investigators|police))"
_WHEN = r"(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?)?(?: in (?:a|an) [\w ]{3,30})?"
_WHO = r"(?:[A-Z][\w.’'-]+(?: (?:of|the|for|and|[A-Z][\w.’'-]+)){0,6}|(?:[Tt]he |[Aa] |[Aa]n |[Ss]ome |[Hh]is |[Hh]er |[Ii]ts |[Tt]heir )?(?:[\w’'&-]+ ){0,5}?[a-z’'-]+)"
_TRAILING = re.compile(rf"^(?P<claim>[^\"“”]+?), (?P<tag>(?:{_WHO} {_SAY}{_WHEN}|{_SAY} {_WHO}|according to [^,\"“”]+|as reported by [^,\"“”]+))\.$")
_TRAILING_QUOTE = re.compile(rf"^(?P<claim>(?:\"[^\"]+|“[^“”]+)),(?P<close>[\"”]) (?P<tag>(?:{_WHO} (?:said|says){_WHEN}|(?:said|says) [^\"“”]+))\.$")
_LEADING = re.compile(r"^(?P<tag>According to [^,\"“”]+|Officials say|Police say), (?P<claim>[^\"“”]+)\.$")
_LEADING_SAID = re.compile(
    rf"^(?P<tag>{_WHO} {_SAY}{_WHEN}(?: that)?) (?P<claim>(?:the|a|an|at least|more than|two|three|some|many|most|several|there|[A-Z][\w’']+) (?!lot )[^\"“”]+)\.$"
)
_WORD = re.compile(r"(?i)\b(?P<word>allegedly|reportedly|purportedly|supposedly) ")
_ALLEGED = re.compile(r"\b(?P<word>(?:alleged|suspected|reported|purported|apparent)) (?=[a-z]{3,})")
_BELIEVED = re.compile(
    r"\b(?P<verb>is|are|was|were) (?P<word>believed|thought|alleged|said|reported|accused of|suspected) to (?P<next>be|have|have been)\b"
)
# Data and documents speak for themselves: dropping them takes nothing disputed for granted.
_DATA = re.compile(
    r"(?i)\b(?:data|figures|statistics|census|website|records|tracker|filing|calculations?|schedule|database|index|poll|survey|law|rules|constitution"
    r"|list|itself|documents?|release|bio|profile|obituary|forecast|stats|count|tally|university|box office|listing|numbers|guidelines|results|transcript|video|map)\b"
)
# Who can be wrong, or speaks for a side.
_SPEAKER = re.compile(
    r"(?i)\b(?:police|officials?|authorities|sources?|prosecutors?|attorneys?|lawyers?|spokes\w+|statements?|affidavit|complaint|lawsuit|suit|indictment"
    r"|court|witnesses|investigators|ministry|military|government|state media|family|sheriff|department|company|experts?|researchers|analysts?|people"
    r"|memo|reports?|person|coach|agent|mayor|governor|owner|residents|activists|group|officers?|economists?|critics)\b"
)
# The claim is already no plain fact.
_HEDGED = re.compile(r"(?i)\b(?:alleg\w+|reportedly|suspect\w*|apparent\w*|believed|accus\w+|may|might|could|appears?|seems?|likely|possibly|perhaps|estimated?)\b")
# The claim of a speaker about what he himself plans or feels.
_OWN = re.compile(r"(?i)^(?:I|he|she|they|we|it)\b|\b(?:I|we|my|our|us|me)\b")
_CLAUSE_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|\w{3,}ed|made|took|went|came|won|lost|began|rose|fell|left|found"
    r"|gave|got|became|held|led|saw|kept|ran|met|shot|fled|\w{3,}(?<!s)s)\b"
)
_SUBORDINATE = re.compile(r"(?i)^(?:If|When|While|As|Although|Though|Because|Since|After|Before|Whether|That|But|And|So|Or|Asked|Speaking|In addition)\b|\b(?:who|which|and|but|where|as|if|that|when|because|including|whether|than|what|how)$")


def drop_attribution(original: Original, chance: Random) -> Iterator[Change]:
    """The speaker goes, before, after or in the word "allegedly"; the claim stays, as a fact."""
    yield from _drop_tag(original)
    yield from _drop_speaker_of_quotation(original)
    yield from _drop_hedge(original)


def _drop_tag(original: Original) -> Iterator[Change]:
    for pattern, subkind in ((_TRAILING, "tag after"), (_LEADING, "according to"), (_LEADING_SAID, "said that")):
        found = pattern.match(original.sentence)
        if found is None:
            continue
        tag, claim = found["tag"], found["claim"]
        if _DATA.search(tag) or not _is_claim(claim) or re.search(r"\b(?:not|never|n[’']t)\b", tag):
            continue
        if re.search(rf"\b(?:{_SAY}|according to)\b", claim) or _HEDGED.search(claim):
            continue
        named = "according to" if tag.lower().startswith("according") else subkind
        if named == "according to" and not _SPEAKER.search(tag) and not persons_in([tag + "."]):
            continue
        yield Change(named, ended(claim), tag, "")


def _is_claim(claim: str) -> bool:
    """Whether it is a whole clause about something else than the speaker."""
    words = claim.split()
    return bool(
        len(words) >= 5 and _CLAUSE_VERB.search(claim) and not _OWN.search(claim) and not _SUBORDINATE.search(claim) and claim.count(",") <= 2
    )


def _drop_speaker_of_quotation(original: Original) -> Iterator[Change]:
    found = _TRAILING_QUOTE.match(original.sentence)
    if found and len(quotations(original.sentence)) == 1 and len(found["claim"].split()) >= 6:
        claim = found["claim"].strip("\"“")
        if _CLAUSE_VERB.search(claim) and not re.search(r"(?i)\b(?:I|we|my|our|us|me)\b", claim):
            yield Change("quotation as fact", ended(claim), found["tag"], "")
            yield Change("quotation without speaker", f"{found['claim']}.{found['close']}", found["tag"], "")


def _drop_hedge(original: Original) -> Iterator[Change]:
    text = original.sentence
    if re.search(rf"\b(?:{_SAY}|according to|accus\w+|charg\w+|alleg\w+ that)\b", text):
        return  # another attribution would still stand
    if len(re.findall(r"(?i)\b(?:alleg|reportedly|purported|suppos|suspect|believed|thought to|apparent|accus)", text)) != 1:
        return
    for pattern in (_WORD, _ALLEGED):
        for found in pattern.finditer(text):
            if not is_quoted(text, found.start()):
                yield Change("hedge word", swapped(text, found.start(), found.end(), ""), found["word"], "")
    for found in _BELIEVED.finditer(text):
        new = {"be": found["verb"], "have": {"is": "has", "are": "have"}.get(found["verb"], "had")}.get(found["next"])
        new = new or ("has been" if found["verb"] in {"is", "was"} else "have been")
        if not is_quoted(text, found.start()):
            yield Change("believed to", swapped(text, *found.span(), new), found[0], new)


_SPEAKS = r"(?:said|says|told|added|wrote|tweeted|explained|argued|claimed|noted|warned|recalled|testified|announced|stated|insisted|acknowledged|continued)"
_ROLE = {
    "police": ("prosecutors", "residents", "witnesses"),
    "officials": ("critics", "activists", "residents"),
    "authorities": ("residents", "activists", "critics"),
    "prosecutors": ("police", "defense lawyers"),
    "researchers": ("officials", "activists"),
    "scientists": ("officials", "activists"),
    "experts": ("officials", "residents"),
    "investigators": ("witnesses", "neighbors"),
    "witnesses": ("police", "officials"),
    "analysts": ("officials", "critics"),
    "critics": ("supporters", "officials"),
    "supporters": ("critics", "officials"),
    "economists": ("officials", "activists"),
    "residents": ("officials", "police"),
    "lawmakers": ("prosecutors", "activists"),
    "doctors": ("officials", "patients"),
    "company": ("union", "government"),
    "lawsuit": ("company", "report"),
    "department": ("union", "company"),
    "agency": ("company", "union"),
    "report": ("lawsuit", "company"),
    "study": ("lawsuit", "company"),
    "spokesperson": ("lawyer", "judge"),
    "spokesman": ("lawyer", "judge"),
    "spokeswoman": ("lawyer", "judge"),
    "mayor": ("sheriff", "judge"),
    "governor": ("mayor", "judge"),
    "sheriff": ("mayor", "judge"),
    "judge": ("mayor", "sheriff"),
    "attorney": ("judge", "sheriff"),
}  # fmt: skip
_ROLE_SPEAKS = re.compile(rf"(?i)(?<![\w-])(?P<a>{'|'.join(_ROLE)})(?= {_SPEAKS}\b)|(?<=\bsaid the )(?P<b>{'|'.join(_ROLE)})(?=\.$|,)|(?<=ccording to )(?P<c>police|officials|authorities|prosecutors|investigators|witnesses)(?=[.,])")


def change_speaker(original: Original, chance: Random) -> Iterator[Change]:
    """Who said it: another person of the same article, or another sort of people."""
    text = original.sentence
    others = other_persons(original)
    for person in persons_in(original.article):
        if person.last not in text:
            continue
        free = [other for other in others if other.last != person.last and (other.is_woman == person.is_woman)]
        for name, attribute in ((person.full, "full"), (person.last, "last")):
            span = _speaker_span(name, text)
            if span and free and len(re.findall(rf"\b{re.escape(person.last)}\b", text)) == 1:
                new = str(getattr(chance.choice(free), attribute))
                subkind = "of a quotation" if quotations(text) else "of a report"
                yield Change(subkind, swapped(text, *span, new), name, new)
                break
    for found in _ROLE_SPEAKS.finditer(text):
        name = next(name for name in "abc" if found[name])
        free_roles = [role for role in _ROLE[found[name].lower()] if not re.search(rf"(?i)\b{role[:6]}", original.seen)]
        if free_roles and not is_quoted(text, found.start()):
            new = chance.choice(free_roles)
            new = capitalised(new) if found[name][0].isupper() else new
            yield Change("role", swapped(text, *found.span(name), new), found[name], new)


def _speaker_span(name: str, text: str) -> tuple[int, int] | None:
    """Where the name stands as the one who speaks."""
    escaped = re.escape(name)
    before = rf"(?<![\w-])(?<![A-Z]\. )(?P<a>{escaped})(?=(?:, [^,\"“”]+,)? {_SPEAKS}\b)"
    after = rf"\b{_SPEAKS} (?:[A-Z][\w.]+ |(?:[a-z-]+ ){{0,3}})?(?P<b>{escaped})(?=[,.]| (?:in|on|at|of)\b)"
    found = re.search(before, text) or re.search(after, text)
    if found is None or is_quoted(text, found.start()):
        return None
    span = found.span("a") if found.groupdict().get("a") else found.span("b")
    if " " not in name and re.search(r"[A-Z][\w’'.-]*\s$", text[: span[0]]) and not re.search(r"\b(?:Sen|Rep|Gov|Dr|President|Mr|Mrs|Ms)\.? $", text[: span[0]]):
        return None
    return span
