"""A sentence that tells who said something to one that states it as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.names import persons_in
from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, ended, is_quoted, quotations, swapped

_SAY = (
    r"(?:said|says|claimed|claims|alleged|alleges|argued|argues|believes?|believed|estimated|estimates"
    r"|suggested|suggests|warned|warns|reported|reports|told (?:CNN|reporters|USA TODAY|Reuters"
    r"|The Associated Press|investigators|police))"
)
_WHEN = (
    r"(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening"
    r"|night))?)?(?: in (?:a|an) [\w ]{3,30})?"
)
_WHO = (
    r"(?:[A-Z][\w.’'-]+(?: (?:of|the|for|and|[A-Z][\w.’'-]+)){0,6}|(?:[Tt]he |[Aa] |[Aa]n |[Ss]ome |[Hh]is "
    r"|[Hh]er |[Ii]ts |[Tt]heir )?(?:[\w’'&-]+ ){0,5}?[a-z’'-]+)"
)
_TRAILING = re.compile(
    rf"^(?P<claim>[^\"“”]+?), (?P<tag>(?:{_WHO} {_SAY}{_WHEN}|{_SAY} {_WHO}|according to [^,\"“”]+"
    rf"|as reported by [^,\"“”]+))\.$"
)
_TRAILING_QUOTE = re.compile(
    rf"^(?P<claim>(?:\"[^\"]+|“[^“”]+)),(?P<close>[\"”]) (?P<tag>(?:{_WHO} (?:said|says){_WHEN}|(?:said"
    rf"|says) [^\"“”]+))\.$"
)
_LEADING = re.compile(r"^(?P<tag>According to [^,\"“”]+|Officials say|Police say), (?P<claim>[^\"“”]+)\.$")
_LEADING_SAID = re.compile(
    rf"^(?P<tag>{_WHO} {_SAY}{_WHEN}(?: that)?) (?P<claim>(?:the|a|an|at least|more than|two|three|some|many"
    rf"|most|several|there|[A-Z][\w’']+) (?!lot )[^\"“”]+)\.$"
)
_WORD = re.compile(r"(?i)\b(?P<word>allegedly|reportedly|purportedly|supposedly) ")
_ALLEGED = re.compile(r"\b(?P<word>(?:alleged|suspected|reported|purported|apparent)) (?=[a-z]{3,})")
_BELIEVED = re.compile(
    r"\b(?P<verb>is|are|was|were) (?P<word>believed|thought|alleged|said|reported|accused of"
    r"|suspected) to (?P<next>be|have|have been)\b"
)
# Data and documents speak for themselves: dropping them takes nothing disputed for granted.
_DATA = re.compile(
    r"(?i)\b(?:data|figures|statistics|census|website|records|tracker|filing|calculations?|schedule|database"
    r"|index|poll|survey|law|rules|constitution"
    r"|list|itself|documents?|release|bio|profile|obituary|forecast|stats|count|tally|university|box office"
    r"|listing|numbers|guidelines|results|transcript|video|map)\b"
)
_NO_SPEAKER = re.compile(r"\bto (?:believe|argue)\b|^(?:But|And|So)\b|\b(?:not|never|would|could|may|might|will)\b")
# Who can be wrong, or speaks for a side.
_SPEAKER = re.compile(
    r"(?i)\b(?:police|officials?|authorities|sources?|prosecutors?|attorneys?|lawyers?|spokes\w+|statements?"
    r"|affidavit|complaint|lawsuit|suit|indictment"
    r"|court|witnesses|investigators|ministry|military|government|state media|family|sheriff|department"
    r"|company|experts?|researchers|analysts?|people"
    r"|memo|reports?|person|coach|agent|mayor|governor|owner|residents|activists|group|officers?|economists?|critics)\b"
)
# The claim is already no plain fact.
_HEDGED = re.compile(
    r"(?i)\b(?:alleg\w+|reportedly|suspect\w*|apparent\w*|believed|accus\w+|may|might|could|appears?|seems?"
    r"|likely|possibly|perhaps|estimated?)\b"
)
# The claim of a speaker about what he himself plans or feels.
_OWN = re.compile(r"(?i)^(?:I|he|she|they|we|it|to)\b|\b(?:I|we|my|our|us|me)\b")
# The same speaker goes on: "and advises customers to …"; or a time of saying was taken for the claim.
_SAYS_ON = re.compile(
    r"\band that\b|\band (?:\w+ly |also )?(?:says|said|advis\w+|insist\w+|denie\w+|urg\w+|added|adds|called|calls"
    r"|confirm\w+|noted|notes|argued|argues|warned|warns|told|promised|praised|criticized)\b"
    r"|, (?:even |also )?(?:adding|comparing|saying|noting|calling|citing|arguing|insisting|describing"
    r"|referring|pointing)\b"
    r"|(?i:^[\w ]{0,25}(?:days?|weeks?|months?|years?|hours?) (?:ago|later|earlier))"
)
_CLAUSE_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|\w{3,}ed|made"
    r"|took|went|came|won|lost|began|rose|fell|left|found"
    r"|gave|got|became|held|led|saw|kept|ran|met|shot|fled|\w{3,}(?<!s)s)\b"
)
_SUBORDINATE = re.compile(
    r"(?i)^(?:If|When|While|As|Although|Though|Because|Since|After|Before|Whether|That|But|And|So|Or|Asked"
    r"|Speaking|In addition)\b|\b(?:who|which|and|but|where|as|if|that|when|because|including|whether|than"
    r"|what|how)$"
)


def drop_attribution(original: Original, _chance: Random) -> Iterator[Change]:
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
        if (
            _DATA.search(tag)
            or _NO_SPEAKER.search(tag)
            or not _is_claim(claim)
            or re.search(r"\b(?:not|never|n[’']t)\b", tag)
        ):
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
        len(words) >= 5
        and _CLAUSE_VERB.search(claim)
        and not _OWN.search(claim)
        and not _SAYS_ON.search(claim)
        and not _SUBORDINATE.search(claim)
        and claim.count(",") <= 2
    )


def _drop_speaker_of_quotation(original: Original) -> Iterator[Change]:
    found = _TRAILING_QUOTE.match(original.sentence)
    if found and len(quotations(original.sentence)) == 1 and len(found["claim"].split()) >= 6:
        claim = found["claim"].strip('"“')
        if _CLAUSE_VERB.search(claim) and not re.search(r"(?i)\b(?:I|we|my|our|us|me)\b", claim):
            yield Change("quotation as fact", ended(claim), found["tag"], "")
            yield Change("quotation without speaker", f"{found['claim']}.{found['close']}", found["tag"], "")


def _drop_hedge(original: Original) -> Iterator[Change]:
    text = original.sentence
    if re.search(rf"\b(?:{_SAY}|according to|accus\w+|charg\w+|alleg\w+ that)\b", text):
        return  # another attribution would still stand
    if (
        len(re.findall(r"(?i)\b(?:alleg|reportedly|purported|suppos|suspect|believed|thought to|apparent|accus)", text))
        != 1
    ):
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
