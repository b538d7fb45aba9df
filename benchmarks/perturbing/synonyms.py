"""A word to another that says the same in any news sentence, in the same inflection.

The pairs were written by hand, for words that have one sense in news text where they stand as told below. The
direction counts: "murdered" may become "killed", never the reverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, is_quoted, swapped
from benchmarks.perturbing.verbs import PARTICIPLE, PAST, past_by_rule

# Base forms; used in the past, and in the base form after "to" or a modal. After a colon: what must follow.
_VERBS = """
purchase buy, commence begin, begin start, assist help, permit allow, reside live, anticipate expect, construct
build, utilize use, halt stop, murder kill, assassinate kill, assault attack, inspect examine, probe
investigate, investigate probe, injure hurt, wound injure, imprison jail, vow pledge, pledge vow:to, attempt
try:to, select pick, notify inform, postpone delay, retrieve recover, condemn denounce, denounce condemn, reveal
disclose, disclose reveal, unveil reveal, allege claim:that, emphasize stress, stress emphasize:that, broaden
widen, widen broaden, slash cut, plummet plunge, plunge plummet, soar surge, surge soar, skyrocket soar, applaud
praise, laud praise, praise laud, bolster strengthen, strengthen bolster, hamper hinder, hinder hamper, impede
hinder, perish die, relocate move, alter change, modify change, amend change, mandate require, fabricate invent,
assess evaluate, evaluate assess, ban prohibit, prohibit ban, outlaw ban, scrap abandon, examine study, analyze
examine, collect gather, repair fix, rescue save, compel force, force compel:to, enable allow, erode weaken,
escalate intensify, intensify escalate, exceed surpass, surpass exceed, ignite spark, spark trigger, trigger
spark, terrify frighten, torch burn, verify confirm, vanish disappear, disappear vanish, acknowledge admit:that,
admit acknowledge:that, aid help, assert maintain:that, avert prevent, bar ban:from, battle fight, contest
dispute, deem consider, demolish destroy, depict portray, portray depict, devastate ravage, discover find,
dispatch send, endanger imperil, endorse back, enrage anger, infuriate anger, ensure guarantee, exhibit display,
expel eject, finalize complete, hail praise, hike raise, initiate start, occur happen, happen occur, lure
entice, mock ridicule, ridicule mock, obstruct block, oust remove, persuade convince, convince persuade, ponder
consider, prolong extend, raze destroy, reiterate repeat, relinquish surrender, reprimand rebuke, restrict
limit, retain keep, shield protect, shun avoid, solve resolve, stun shock, shock stun, shutter close, trim cut,
tout promote, uncover discover, undermine weaken, caution warn:that, warn caution:that, intend plan:to,
encounter face, donate contribute
"""
# An asterisk: also a verb, so that a determiner must stand before it.
_NOUNS = """
automobile car, physician doctor, attorney lawyer, lawyer attorney, residence home, blaze fire, kid child, firm
company, corporation company, infant baby, film movie, movie film, blunder mistake, error mistake, mistake
error, probe* investigation, investigation probe, inquiry investigation, photograph photo, youngster child,
teenager teen, teen teenager, adolescent teenager, catastrophe disaster, disaster catastrophe, calamity
disaster, accord* agreement, pact agreement, accusation allegation, allegation accusation, hurdle obstacle,
obstacle hurdle, adversary enemy, foe enemy, outcome result, scarcity shortage, hazard danger, peril danger,
assistance help, expense cost, airplane plane, highway road, footage video, author writer, writer author,
lawmaker legislator, legislator lawmaker, inmate prisoner, detainee prisoner, gunman shooter, assailant
attacker, murder* killing, slaying killing, fatality death, supporter backer, backer supporter, spokeswoman
spokesperson, spokesman spokesperson, demonstrator protester, protester demonstrator, demonstration protest,
quake* earthquake, earthquake quake, scientist researcher, researcher scientist, instructor teacher, educator
teacher, beverage drink, remark* comment, comment* remark, spectator onlooker, onlooker bystander, bystander
onlooker, tournament competition, objective goal, increase* rise, decrease* reduction, decline* drop, cemetery
graveyard, graveyard cemetery, garbage trash, trash garbage, nation country, country nation, toddler child,
pensioner retiree, envoy diplomat, monarch sovereign, lawsuit suit, statute law, regulation rule, prohibition
ban, brawl fight, uprising rebellion, rebellion uprising, incursion invasion, truce ceasefire, ceasefire truce,
victor winner, triumph* victory, throng crowd, disagreement dispute, merger tie-up, aide adviser, tally* count,
ballot* vote, vacancy opening, motorist driver, commuter traveler, wrongdoing misconduct, misconduct wrongdoing,
fury anger, rage* anger, outrage* anger, setback reversal, spouse partner, stockpile* reserve, livelihood
living, workforce staff, homeowner householder
"""
_OTHERS = """
approximately about, roughly approximately, nearly almost, almost nearly, frequently often, often frequently,
currently now, presently now, quickly rapidly, rapidly quickly, swiftly quickly, huge enormous, massive huge,
enormous huge, gigantic huge, vast huge, crucial vital, pivotal crucial, rapid fast, numerous many, sufficient
enough, prior previous, annual yearly, yearly annual, wealthy rich, affluent wealthy, deadly lethal, lethal
deadly, severe serious, ill sick, elderly older, incorrect wrong, erroneous wrong, hazardous dangerous, perilous
dangerous, worried concerned, furious angry, irate angry, evident clear, entirely completely, completely
entirely, totally completely, wholly entirely, immediately instantly, primarily mainly, mainly mostly, mostly
mainly, chiefly mainly, particularly especially, especially particularly, merely only, virtually almost, largely
mostly, solely only, abroad overseas, overseas abroad, abruptly suddenly, suddenly abruptly, formerly
previously, subsequently later, significantly considerably, substantially considerably, considerably
substantially, dramatically sharply, sharply steeply, publicly openly, regularly routinely, routinely regularly,
moreover furthermore, furthermore moreover, additionally furthermore, nonetheless nevertheless, nevertheless
nonetheless, consequently therefore, hence therefore, thus therefore, upon on, whilst while, although though,
regarding about, toward towards, towards toward, intense fierce, fierce intense, strict rigid, brutal savage,
savage brutal, horrific horrifying, horrifying horrific, terrible awful, awful terrible, shocking startling,
astonishing amazing, incredible unbelievable, unbelievable incredible, remarkable extraordinary, famed famous,
renowned famous, notable noteworthy, controversial contentious, contentious controversial, tough difficult,
costly expensive, expensive costly, inexpensive cheap, brief short, lengthy long,
prolonged lengthy, ongoing continuing, imminent impending, impending imminent, upcoming forthcoming, forthcoming
upcoming, recurring repeated, nationwide countrywide, rarely seldom, seldom rarely, usually normally, typically
usually, initially originally, originally initially, gradually slowly, accidentally unintentionally,
intentionally deliberately, deliberately intentionally, purposely deliberately, jointly together, partially
partly, partly partially, fully completely, reportedly allegedly, seriously gravely, gravely seriously, severely
badly, badly severely, firmly strongly, harshly severely, hesitant reluctant, reluctant hesitant, eager keen,
keen eager, optimistic hopeful, anxious nervous, exhausted tired, weary tired, frightened scared, scared
frightened, terrified frightened, delighted pleased, thrilled delighted, grateful thankful, bizarre strange, odd
strange, peculiar strange, weird strange, lucky fortunate, fortunate lucky, unlucky unfortunate, unlawful
illegal, illicit illegal, obligatory mandatory, compulsory mandatory, mandatory compulsory, adequate sufficient,
enormously hugely, hugely enormously, obvious evident, scorching blistering, blistering scorching, catastrophic
disastrous, disastrous catastrophic, fraudulent bogus, bogus fake, fake bogus, futile pointless, globally
worldwide, worldwide globally, gruesome grisly, grisly gruesome, hectic busy, hostile unfriendly, idle inactive,
innovative inventive, lucrative profitable, profitable lucrative, momentous historic, mysterious puzzling,
outdated obsolete, obsolete outdated, outspoken vocal, plentiful abundant, abundant plentiful, precise exact,
exact precise, precisely exactly, exactly precisely, reckless careless, reliable dependable, dependable
reliable, risky dangerous, sizable considerable, spacious roomy, speedy quick, stunning striking, sturdy robust,
superb excellent, tense strained, thorough careful, tragic heartbreaking, undisclosed unspecified, unspecified
undisclosed, unfounded baseless, baseless unfounded, unharmed unhurt, unhurt unharmed, unprecedented
unparalleled, unparalleled unprecedented, unusual uncommon, uncommon unusual, urgent pressing, vicious brutal,
violently brutally, widespread extensive
"""
_DETERMINED = (
    r"(?:\b(?:the|a|an|his|her|its|their|our|this|that|these|those|any|no|some|every|each|another|such"
    r"|[A-Za-z]+[’']s) )"
)
_FREE = (
    r"(?<=\bto )|(?<=\bwill )|(?<=\bwould )|(?<=\bcan )|(?<=\bcould )|(?<=\bshould )|(?<=\bmust )|(?<=\bmay )"
    r"|(?<=\bmight )"
)
# What a word of the table must not be part of.
_FIXED = re.compile(
    r"(?i)\b(?:prior to|most widely|country music|film festival|upon a|the kid|fossil|though,|even though"
    r"|as though|about to|drop off|hard to|high country|so far|rich in|such as enough|class action"
    r"|attorneys general|general attorney)\b"
)


def _entries(table: str) -> list[list[str]]:
    return [entry.split() for entry in table.replace("\n", " ").split(",") if entry.strip()]


def _plural(noun: str) -> str:
    special = {"child": "children", "tie-up": "tie-ups", "gunman": "gunmen"} | {
        same: same
        for same in (
            "help",
            "footage",
            "video",
            "staff",
            "misconduct",
            "wrongdoing",
            "anger",
            "assistance",
            "garbage",
            "trash",
        )
    }
    if noun in special:
        return special[noun]
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def _table() -> list[tuple[str, re.Pattern[str], str]]:
    """The word as it stands, where it may stand, and what it becomes."""
    forms = [(rf"(?<![\w$’'-]){old}(?![\w’'-])", old, new) for old, new in _entries(_OTHERS)]
    for entry, new in _entries(_NOUNS):
        old = entry.rstrip("*")
        start = r"(?<![\w$’'-])" if old == entry else _DETERMINED.replace("(?:", "(?P<before>", 1)
        forms.append((rf"{start}(?P<word>{old})(?![\w’'-])", old, new))
        if _plural(old) != old:
            forms.append((rf"{start}(?P<word>{_plural(old)})(?![\w’'-])", _plural(old), _plural(new)))
    for old, entry in _entries(_VERBS):
        new, _, following = entry.partition(":")
        after = rf"(?= {following}\b)" if following else r"(?![\w’'-])"
        past_old, past_new = PAST.get(old, past_by_rule(old)), PAST.get(new, past_by_rule(new))
        if PARTICIPLE.get(new, past_new) == past_new:
            forms.append((rf"(?<![\w$’'-]){past_old}{after}", past_old, past_new))
        forms.append((rf"(?:{_FREE}){old}{after}", old, new))
    return [(old, re.compile(pattern), new) for pattern, old, new in forms]


SYNONYMS = _table()


def replace_words(original: Original, chance: Random) -> Iterator[Change]:
    """One word by a synonym, or two, outside quotations and names."""
    text = original.sentence
    found = [(span, new) for old, pattern, new in SYNONYMS if old in text for span in _places(pattern, text)]
    if not found:
        return
    (start, end), new = chance.choice(found)
    yield Change("synonym", swapped(text, start, end, new), text[start:end], new)
    if len(found) > 1:
        two = sorted(chance.sample(found, 2), reverse=True)
        if two[0][0][0] >= two[1][0][1]:
            statement = text
            for span, word in two:
                statement = swapped(statement, *span, word)
            old = ", ".join(text[slice(*span)] for span, _ in two[::-1])
            yield Change("two synonyms", statement, old, ", ".join(word for _, word in two[::-1]))


def _places(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for found in pattern.finditer(text):
        span = found.span("word") if "word" in pattern.groupindex else found.span()
        around = text[max(0, span[0] - 12) : span[1] + 12]
        if not is_quoted(text, span[0]) and not _in_name(text, span) and not _FIXED.search(around):
            yield span


def _in_name(text: str, span: tuple[int, int]) -> bool:
    """A word between two with capitals is part of a name as a rule."""
    return bool(re.search(r"[A-Z]\w+ $", text[: span[0]]) and re.match(r" [A-Z]", text[span[1] :]))
