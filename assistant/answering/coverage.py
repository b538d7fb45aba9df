"""A question's terms, and how many of them a text holds; rarer terms weigh more."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.understand import Query, names_of
from assistant.answering.words import FUNCTION_WORDS, words_of

# Words of other languages that only put a question together, and words that ask for a kind of answer or say no more
# than that the news is new. They need not stand in the sentence that answers.
_ASKING = frozenset(
    """according announce announced approximately article articles call called current currently did exactly following
    get got happen happened happening kind list mention mentioned name named names new newly news number people person
    please recent recently report reported reportedly reports said saw say says sort tell thing things this today type
    week yesterday many much long old far
    à au aux avec ce ces combien comment d dans de des du elle elles en est et être il ils l la le les leur où par pour
    pourquoi qu quand que quel quelle quelles quels qui quoi s sa se ses son sont sur t un une y
    al como con cuál cuándo cuánta cuántas cuánto cuántos cómo del dónde el ella en es está fue ha han las los más
    para por qué quién quiénes se según si sin su sus una
    am auf aus bei das dem den der die ein eine einen einer es für hat im ist mit nach sich sie sind und viel viele vom
    von wann war warum was welche welcher wem wen wer wie wird wo wurde zu zum zur""".split()
)
# Of these the words that English has too, and words with which such a question cannot be English.
_ENGLISH_TOO = frozenset("die war hat den son sur dans comment".split())
_NOT_ENGLISH = frozenset(
    """à où qui quand que quel quelle quelles quels quoi pourquoi combien est une cómo cuál cuándo cuánto cuántos dónde
    qué quién quiénes fue wann wo wie warum welche welcher wem wen wer der das ist und viele wurde""".split()
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# A term in more than half of the chunks says nothing, one in fewer than a 500th is as rare as it matters.
_RAREST = 1 / 500
# Endings with the letters that must stay in front of them; the first that fits is taken off.
_ENDINGS = (
    ("ications", 3), ("izations", 4), ("isations", 4), ("ization", 4), ("isation", 4), ("ication", 3), ("ements", 4),
    ("ations", 3), ("ically", 4), ("ement", 4), ("ments", 4), ("ation", 3), ("ingly", 3), ("ities", 4), ("ness", 4),
    ("ment", 4), ("ions", 3), ("ings", 3), ("edly", 4), ("ists", 4), ("ors", 4), ("ers", 4), ("ies", 3), ("ied", 3),
    ("ing", 3), ("ion", 3), ("ist", 4), ("ity", 4), ("ous", 4), ("ive", 4), ("ful", 3), ("ed", 3), ("er", 4), ("or", 4),
    ("es", 3), ("ly", 3), ("al", 4), ("ic", 4), ("y", 3), ("s", 3), ("e", 3),
)  # fmt: skip
_VOWEL_Y = re.compile(r"[aeiou]y$")  # "destroy" keeps it, "city" does not
_IRREGULAR_FORMS = """become: became / begin: began begun / born: birth births / break: broke broken / bring: brought
    / build: built / buy: bought / catch: caught / child: children / choose: chose chosen / come: came / die: died
    dies dead death deaths dying / draw: drew drawn / drive: drove driven / eat: ate eaten / fall: fell fallen / feed:
    fed / feel: felt / fight: fought / find: found / flee: fled / fly: flew flown / get: got / give: gave given / go:
    went gone goes going / grow: grew grown / hear: heard / hide: hid hidden / hold: held / keep: kept / know: knew
    known / lay: laid / lead: led / leave: left / lend: lent / lose: lost loss losses / make: made / man: men / mean:
    meant / meet: met / pay: paid / person: people / rise: rose risen / run: ran / say: said says / see: saw seen /
    seek: sought / sell: sold sale sales / send: sent / shake: shook shaken / shoot: shot / show: shown / sink: sank
    sunk / sit: sat / speak: spoke spoken / spend: spent / stand: stood / steal: stole stolen / strike: struck /
    swear: swore sworn / take: took taken / teach: taught / tell: told / think: thought / throw: threw thrown /
    understand: understood / wear: wore worn / wife: wives / win: won winner winners / woman: women / write: wrote
    written"""
_IRREGULAR = {
    form: entry.split(":")[0].strip() for entry in _IRREGULAR_FORMS.split("/") for form in entry.split(":")[1].split()
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a question is about: its terms' stems with their weights, which of them belong to names, and its numbers."""

    weights: Mapping[str, float]
    names: frozenset[str]
    numbers: frozenset[str]


def terms_of(query: Query, commonness: Callable[[str], float]) -> Terms:
    """The terms of a question; `commonness` gives the share of chunks that hold a word."""
    weights: dict[str, float] = {}
    words = words_of(query.standalone)
    asking = _ASKING if _NOT_ENGLISH.intersection(words) else _ASKING - _ENGLISH_TOO
    for word in words:
        if word not in FUNCTION_WORDS and word not in asking:
            weights.setdefault(stem(word), _weight(commonness(word)))
    names = {stem(word) for name in names_of(query.standalone) for word in words_of(name)}
    return Terms(weights, frozenset(names & weights.keys()), numbers_in(query.standalone))


def share(weights: Mapping[str, float], stems: Collection[str]) -> float:
    """The weight of the terms that stand among `stems`, as a share of all; 0 where there are no terms."""
    whole = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in stems) / whole if whole else 0.0


def stems_in(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stem(word) for word in words_of(text))


def numbers_in(text: str) -> frozenset[str]:
    """The figures of a text, without separators: 1,200 is 1200."""
    return frozenset(re.sub(r"[.,](?=\d{3}\b)", "", figure) for figure in _NUMBER.findall(text))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word in lower case without accents and without its ending, so that its forms become one."""
    letters = "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))
    if letters.isdigit() or not letters.isascii():
        return letters
    base = _IRREGULAR.get(letters, letters)
    for ending, least in _ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= least and not _VOWEL_Y.search(base):
            base = base[: -len(ending)]
            break
    return base[:-1] if len(base) > 3 and base[-1] == base[-2] else base


def _weight(commonness: float) -> float:
    return -math.log(min(0.9, max(_RAREST, commonness)))
