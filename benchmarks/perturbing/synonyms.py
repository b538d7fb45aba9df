"""A word to another that says the same in any news sentence, in the same inflection.

The pairs were written by hand for words with one sense in news text; a word with more senses is left out, or allowed
only before the words that fix its sense. The direction counts: "murdered" may become "killed", never the reverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, is_quoted, swapped
from benchmarks.perturbing.verbs import PARTICIPLE, PAST, ing_by_rule, past_by_rule, third_by_rule

_VERBS = """
purchase buy|commence start|begin start|assist help|obtain get|permit allow|reside live|demonstrate show|anticipate expect|inform tell
construct build|utilize use|cease stop|halt stop|terminate end|murder kill|assassinate kill|slay kill|assault attack|inspect examine
probe investigate|investigate probe|injure hurt|wound injure|imprison jail|vow pledge|pledge vow|promise pledge|attempt try|select choose
donate give|notify inform|depart leave|acquire buy|conceal hide|summon call|postpone delay|delay postpone|discard drop|retrieve recover
criticize blast|condemn denounce|denounce condemn|defend protect|urge encourage|reveal disclose|disclose reveal|unveil reveal
allege claim|underscore underline|emphasize stress|stress emphasize|broaden widen|expand widen|diminish shrink|lessen reduce|reduce cut
boost increase|slash cut|plummet plunge|plunge plummet|soar surge|surge soar|skyrocket soar|rebuke criticize|applaud praise|laud praise
participate join|bolster strengthen|strengthen bolster|hasten speed|hamper hinder|hinder hamper|impede hinder|topple overthrow
seize confiscate|collide crash|perish die|relocate move|revise change|alter change|modify change|require need|mandate require
possess own|perceive see|comprehend understand|endure suffer|fabricate invent|enlarge expand|evaluate assess|assess evaluate
ban prohibit|prohibit ban|forbid ban|outlaw ban|scrap abandon|abandon scrap|launch start|conclude end|finish end|complete finish
cancel scrap|nominate name|appoint name|examine study|analyze study|gather collect|collect gather|assemble gather|dwell live
repair fix|fix repair|rescue save|recruit hire|dismiss reject|reject dismiss|compel force|force compel|enable allow|aid help
""".replace("dismiss reject|reject dismiss|", "").replace("expand widen|", "").replace("defend protect|", "").replace("launch start|", "").replace("|participate join", "").replace("examine study|", "")
_NOUNS = """
automobile car|physician doctor|attorney lawyer|lawyer attorney|residence home|blaze fire|kid child|firm company|corporation company
employee worker|infant baby|pupil student|film movie|movie film|fund money|aide assistant|blunder mistake|error mistake|mistake error
assault attack|probe investigation|investigation probe|inquiry investigation|purchase acquisition|acquisition purchase|merger tie-up|photograph photo|photo picture
cop officer|youngster child|teenager teen|teen teenager|adolescent teenager|commander chief|drug medication|medication drug|vaccine shot
illness sickness|sickness illness|disease illness|catastrophe disaster|disaster catastrophe|calamity disaster|tragedy disaster
settlement agreement|accord agreement|pact agreement|treaty agreement|allegation claim|accusation allegation|regulation rule
objective goal|aim goal|target goal|obstacle hurdle|hurdle obstacle|barrier obstacle|opponent rival|rival competitor|competitor rival
adversary enemy|foe enemy|ally partner|proposal plan|strategy plan|initiative effort|endeavor effort|attempt effort|consequence result
outcome result|outbreak epidemic|shortage lack|scarcity shortage|surge rise|increase rise|decline drop|decrease drop|plunge drop
hazard danger|peril danger|threat danger|assistance help|aid assistance|donor contributor|earnings profits|revenue income|expense cost
consumer customer|customer client|shopper buyer|client customer|retailer store|vessel ship|aircraft plane|airplane plane|jet plane|highway road
suburb district|neighborhood area|region area|village settlement|footage video|clip video|novel book|author writer|writer author|musician artist
pollster surveyor|survey poll|poll survey|ballot vote|lawmaker legislator|legislator lawmaker|incumbent officeholder|constituent voter
detainee prisoner|inmate prisoner|captive prisoner|gunman shooter|shooter gunman|assailant attacker|attacker assailant|perpetrator attacker
murder killing|slaying killing|massacre slaughter|fatality death|casualty victim|conflict war|combat fighting|troop soldier|refugee migrant
supporter backer|backer supporter|advocate supporter|critic opponent|spokeswoman spokesperson|spokesman spokesperson|chairman chair
demonstrator protester|protester demonstrator|demonstration protest|rally gathering|storm tempest|quake earthquake|wildfire blaze|flame fire
scientist researcher|researcher scientist|specialist expert|expert specialist|instructor teacher|educator teacher|salary pay|wage pay
garment clothing|sneaker shoe|beverage drink|supper dinner|physique body|remark comment|comment remark|statement declaration
celebration festivity|ceremony event|spectator onlooker|onlooker bystander|bystander onlooker|viewer watcher|fan supporter|tournament competition
""".replace("target goal|", "").replace("disease illness|", "").replace("tragedy disaster|", "").replace("threat danger|", "").replace("vaccine shot\n", "\n").replace("village settlement|", "").replace("refugee migrant\n", "\n").replace("casualty victim|", "")
_OTHERS = """
approximately about|roughly approximately|nearly almost|almost nearly|frequently often|often frequently|currently now|presently now|recently lately
quickly rapidly|rapidly quickly|swiftly quickly|entire whole|huge enormous|massive huge|enormous huge|gigantic huge|vast huge|crucial vital|vital crucial
pivotal crucial|rapid fast|numerous many|sufficient enough|additional extra|prior previous|annual yearly|yearly annual|wealthy rich|affluent wealthy
deadly fatal|fatal deadly|lethal deadly|severe serious|ill sick|sick ill|elderly older|incorrect wrong|erroneous wrong|hazardous dangerous|perilous dangerous
worried concerned|furious angry|irate angry|evident clear|apparent evident|identical same|entirely completely|completely entirely|totally completely|wholly entirely
immediately instantly|promptly quickly|primarily mainly|mainly mostly|mostly mainly|chiefly mainly|particularly especially|especially particularly|merely only|virtually almost
largely mostly|solely only|abroad overseas|overseas abroad|abruptly suddenly|suddenly abruptly|previously earlier|formerly previously|subsequently later
significantly considerably|substantially considerably|considerably substantially|dramatically sharply|sharply steeply|publicly openly|regularly routinely|routinely regularly
yet still|moreover furthermore|furthermore moreover|additionally also|nonetheless nevertheless|nevertheless nonetheless|consequently therefore|hence therefore|thus therefore
amid during|upon on|whilst while|although though|though although|despite notwithstanding|regarding about|concerning about|throughout across|toward towards|towards toward
intense fierce|fierce intense|harsh severe|stern strict|strict rigid|brutal savage|savage brutal|horrific horrifying|horrifying horrific|terrible awful|awful terrible
shocking startling|astonishing amazing|incredible unbelievable|unbelievable incredible|remarkable extraordinary|famed famous|renowned famous|prominent well-known|notable noteworthy
popular well-liked|unpopular disliked|controversial contentious|contentious controversial|disputed contested|contested disputed|tough difficult|challenging difficult|difficult challenging
costly expensive|expensive costly|inexpensive cheap|affordable inexpensive|priceless invaluable|tiny minuscule|minor small|brief short|lengthy long|prolonged lengthy
ongoing continuing|continuing ongoing|imminent impending|impending imminent|upcoming forthcoming|forthcoming upcoming|recurring repeated|constant continual|permanent lasting|temporary short-term
nationwide countrywide|worldwide globally|globally worldwide|local regional|rural country|urban city|federal national|foreign overseas
rarely seldom|seldom rarely|usually normally|normally usually|typically usually|generally usually|initially originally|originally initially|eventually finally|ultimately eventually
gradually slowly|steadily consistently|consistently steadily|briefly shortly|accidentally unintentionally|intentionally deliberately|deliberately intentionally|purposely deliberately
jointly together|separately individually|anonymously namelessly|unanimously solidly|overwhelmingly massively|barely hardly|partially partly|partly partially|fully completely
reportedly allegedly|allegedly reportedly|seriously gravely|gravely seriously|critically gravely|severely badly|badly severely|firmly strongly|strongly firmly|harshly severely
vulnerable defenseless|susceptible vulnerable|hesitant reluctant|reluctant hesitant|eager keen|keen eager|optimistic hopeful|hopeful optimistic|pessimistic gloomy|anxious nervous|nervous anxious
exhausted tired|weary tired|frightened scared|scared frightened|afraid scared|terrified frightened|delighted pleased|thrilled delighted|upset unhappy|grateful thankful|thankful grateful
crazy insane|bizarre strange|odd strange|strange odd|peculiar strange|weird strange|lucky fortunate|fortunate lucky|unlucky unfortunate|unlawful illegal|illegal unlawful
illicit illegal|legitimate lawful|obligatory mandatory|compulsory mandatory|mandatory compulsory|optional voluntary|essential vital|necessary essential|adequate sufficient
broad wide|wide broad|steep sharp|narrow slim|slim narrow|enough sufficient|total complete|utter complete|sole only|initial first|final last
""".replace("fatal deadly|", "").replace("yet still|", "").replace("amid during|", "").replace("local regional|rural country|urban city|federal national|foreign overseas\n", "\n").replace("unanimously solidly|", "").replace("anonymously namelessly|", "").replace("|briefly shortly", "").replace("enough sufficient|", "").replace("narrow slim|slim narrow|", "").replace("total complete|", "").replace("initial first|final last", "").replace("sole only|", "").replace("necessary essential|", "").replace("apparent evident|", "").replace("priceless invaluable|", "").replace("vulnerable defenseless|", "").replace("steadily consistently|consistently steadily|", "").replace("identical same|", "").replace("constant continual|", "").replace("popular well-liked|unpopular disliked|", "").replace("overwhelmingly massively|", "").replace("tiny minuscule|", "").replace("broad wide|wide broad|", "").replace("steep sharp|", "").replace("essential vital|", "")


def _pairs(table: str) -> list[tuple[str, str]]:
    entries = [entry.split() for entry in table.replace("\n", "|").split("|") if entry.strip()]
    return [(old, new) for old, new in entries]


def _plural(noun: str) -> str:
    special = {"child": "children", "money": "money", "pay": "pay", "lack": "lacks", "aircraft": "aircraft", "gunman": "gunmen"}
    special |= {"fighting": "fighting", "clothing": "clothing", "help": "help", "assistance": "assistance", "shortage": "shortages"}
    if noun in special:
        return special[noun]
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + ("" if noun in {"earnings", "profits"} else "es")
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def _forms() -> dict[str, str]:
    forms = dict(_pairs(_OTHERS))
    for old, new in _pairs(_NOUNS):
        forms[old], forms[_plural(old)] = new, _plural(new)
    for old, new in _pairs(_VERBS):
        past_old, past_new = PAST.get(old, past_by_rule(old)), PAST.get(new, past_by_rule(new))
        if PARTICIPLE.get(old, past_old) == past_old and PARTICIPLE.get(new, past_new) == past_new:
            forms[past_old] = past_new
        forms[third_by_rule(old)] = third_by_rule(new)
        forms[ing_by_rule(old)] = ing_by_rule(new)
    return forms


SYNONYMS = _forms()
_WORD = re.compile(rf"(?<![\w$’'-])(?:{'|'.join(sorted(map(re.escape, SYNONYMS), key=len, reverse=True))})(?![\w’'-])")


def replace_words(original: Original, chance: Random) -> Iterator[Change]:
    """One word by a synonym, or two, outside quotations and names."""
    text = original.sentence
    found = [each for each in _WORD.finditer(text) if not is_quoted(text, each.start()) and not _in_name(text, each)]
    if not found:
        return
    one = chance.choice(found)
    yield Change("synonym", swapped(text, *one.span(), SYNONYMS[one[0]]), one[0], SYNONYMS[one[0]])
    if len(found) > 1:
        two = sorted(chance.sample(found, 2), key=lambda each: -each.start())
        statement = text
        for each in two:
            statement = swapped(statement, *each.span(), SYNONYMS[each[0]])
        old, new = ", ".join(each[0] for each in two[::-1]), ", ".join(SYNONYMS[each[0]] for each in two[::-1])
        yield Change("two synonyms", statement, old, new)


def _in_name(text: str, found: re.Match[str]) -> bool:
    """A word between two with capitals is part of a name as a rule."""
    return bool(re.search(r"[A-Z]\w+ $", text[: found.start()]) and re.match(r" [A-Z]", text[found.end() :]))
