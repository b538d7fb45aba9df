"""The names of sources to the shorter ones they are known by, and what was typed to the sources it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from assistant.language.normalise import without_accents
from assistant.language.word_lists import word_list
from assistant.patterns import lazy_pattern

_WORD = lazy_pattern(r"\w+")
# Where the name of an outlet ends and that of its section or its slogan begins. What stands before a comma or a bracket
# ("City of Port Verrick, Press Office") is no outlet but somebody whom others report on.
_SECTION = lazy_pattern(r"\s+[|–—-]\s+|:\s+")
_ARTICLE = lazy_pattern(r"(?:the|la|le|les|el|los|las|der|die|das|il|de|het)\s+|l[’']", re.IGNORECASE)
_DOMAIN = lazy_pattern(r"\.(?:com|org|net|info|news|co\.uk|tv|fm)\b", re.IGNORECASE)
_FREQUENCY = lazy_pattern(r"\s+[\d.]+$")  # "Radio Tamble 94.6"
# The nouns that newspapers, magazines and stations are called by; alone they stand for the one that has it in its name.
_OUTLETS = word_list("outlets")
_FEWEST_INITIALS = 3
_NEAR = 0.6
_MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class KnownAs:
    """A form of a name and the sources it stands for: several where they are sections of one outlet.

    `proper`: no ordinary word, in whatever case it is typed ("TechCrunch", "Sporting News").
    `short`: only a part of the outlet's own name.
    """

    sources: tuple[str, ...]
    proper: bool
    short: bool = False


def key_of(text: str) -> str:
    """Letters and digits alone, without case and accents: "CBS Sports", "CBSSports" and "cbssports" are one."""
    return "".join(_WORD.findall(without_accents(text.replace("&", "and")))).casefold()


def known_as(sources: Iterable[str]) -> dict[str, KnownAs]:
    """Every form of every name, by its key; a form that two outlets share is none."""
    outlets: dict[str, list[str]] = {}
    for source in sources:
        outlets.setdefault(key_of(_outlet(source)), []).append(source)
    forms: dict[str, KnownAs] = {}
    shared: set[str] = set()
    for family in outlets.values():
        short = {key: proper for name in family for key, proper in _short_forms(_outlet(name))}
        for key, proper in short.items():
            if key in forms:
                shared.add(key)
            forms[key] = KnownAs(tuple(family), proper, short=True)
    forms = {key: form for key, form in forms.items() if key not in shared}
    for family in outlets.values():
        for source in family:
            forms |= {key: KnownAs(tuple(family), proper) for key, proper in _whole_forms(_outlet(source))}
            if source != _outlet(source):
                forms[key_of(source)] = KnownAs((source,), proper=True)
    forms.pop("", None)
    return forms


def sources_meant(typed: str, sources: Sequence[str]) -> tuple[str, ...]:
    """The sources of one outlet that what was typed identifies, else all those it may mean; none if it is unknown."""
    same = tuple(source for source in sources if source.casefold() == typed.casefold())
    form = known_as(sources).get(key_of(typed))
    if same or form is not None:
        return same or form.sources if form else same
    words = set(_words(typed))
    return tuple(source for source in sources if words and words <= set(_words(source)))


def is_one_outlet(sources: Sequence[str]) -> bool:
    """Whether these are sections of one outlet, or a single source."""
    return len({key_of(_outlet(source)) for source in sources}) == 1


def is_called_as_outlets_are(name: str) -> bool:
    """Whether a name ends as those of newspapers, magazines and stations do: "the Harbour Gazette"."""
    return name.rsplit(maxsplit=1)[-1].casefold() in _OUTLETS


def near_names(typed: str, sources: Sequence[str]) -> list[str]:
    """The sources whose names hold what was typed, or are written nearly like it; at most three."""
    by_key = {key: source for source in sources for key in (key_of(source), key_of(_outlet(source)))}
    wanted = key_of(typed)
    holding = [key for key in by_key if len(wanted) >= _FEWEST_INITIALS and wanted in key]
    near = get_close_matches(wanted, by_key, n=_MOST_NEAR, cutoff=_NEAR)
    return list(dict.fromkeys(by_key[key] for key in (*holding, *near)))[:_MOST_NEAR]


def _outlet(source: str) -> str:
    """The name without section, office, slogan and frequency."""
    return _FREQUENCY.sub("", _SECTION.split(source, maxsplit=1)[0].strip()) or source


def _whole_forms(outlet: str) -> Iterator[tuple[str, bool]]:
    """The outlet's name with and without its article and its domain, and whether each is no ordinary word."""
    bare = _bare(outlet)
    for name in dict.fromkeys((outlet, bare, _DOMAIN.sub("", bare))):
        yield key_of(name), _is_proper(_bare(name))


def _short_forms(outlet: str) -> Iterator[tuple[str, bool]]:
    """The beginnings and ends of a name of several words that may stand for it, and its initials."""
    words = [word for word in _bare(outlet).split() if _WORD.search(word)]
    if len(words) >= _FEWEST_INITIALS:
        yield key_of("".join(word[0] for word in words)), False
    for length in range(1, len(words)):
        for run in (words[:length], words[-length:]):
            name = " ".join(run)
            if any(word.casefold() in _OUTLETS or _is_acronym(word) for word in run):
                yield key_of(name), length > 1 or _is_acronym(name)


def _bare(outlet: str) -> str:
    return _ARTICLE.sub("", outlet, count=1) if _ARTICLE.match(outlet) else outlet


def _is_proper(name: str) -> bool:
    return len(name.split()) > 1 or _is_acronym(name) or any(each.isupper() for each in name[1:])


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _words(text: str) -> list[str]:
    return [key_of(word) for word in _WORD.findall(text)]
