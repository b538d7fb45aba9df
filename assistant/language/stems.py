"""Words to the stems by which their forms are one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from assistant.language.words import words_of

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


def stems_in(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stem(word) for word in words_of(text))


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
