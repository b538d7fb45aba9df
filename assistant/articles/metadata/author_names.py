"""What is given as a title or as authors, in many shapes, to names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from assistant.articles.metadata.published import length_of_date
from assistant.language.normalise import cut_at_word, one_line
from assistant.patterns import lazy_pattern

LONGEST_NAME = 300  # characters of a title or a name: a title stands in front of every chunk
MOST_AUTHORS = 50
EMPTY_NAMES = frozenset({"", "none", "null", "nan", "n/a", "unknown"})

_AND = lazy_pattern(r"\s*(?:,\s*(?:and|und|et|y|e)\s+|,|\s(?:and|und|et|y|&|with)\s)\s*|\s+[|·•]\s+", re.IGNORECASE)
_BY = lazy_pattern(
    r"(?:(?:(?:written|posted|words|story|text|report) )?by|von|par|por|di)[:\s]\s*"
    r"|(?:text|autor[ae]?|author|автор)\s?:\s*",
    re.IGNORECASE,
)
_NAME_SUFFIX = lazy_pattern(r"(?:Jr|Sr|I{2,3}|IV|M\.?D|Ph\.?D|Esq)\.?", re.IGNORECASE)
_ADDRESS = lazy_pattern(r"[(<\[]?(?:[^\s@()<>\[\]]+@[\w.-]+\.\w{2,}|(?<!\w)@\w+)[)>\]]?")
_EDGES = " ,;:|·•»«"
# The accounts of systems, not of persons.
_ACCOUNTS = frozenset({"admin", "administrator", "webmaster", "root", "user", "guest", "author", "by"})
# What may stand behind a name: "Jane Austen, science correspondent".
_ROLES = frozenset(
    "columnist contributor correspondent editor journalist photographer producer reporter writer"
    " journaliste rédacteur rédactrice".split()
)


def name_in(value: object) -> str:
    """A title's or source's words, also out of ``{"name": …}``; empty when there are none."""
    if isinstance(value, Mapping):
        inner = next((value[key] for key in ("name", "title", "headline", "@value") if value.get(key)), None)
        return name_in(inner) if isinstance(inner, str) else ""
    if isinstance(value, list) and value and isinstance(value[0], str | Mapping):
        return name_in(value[0])
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    words = cut_at_word(one_line(str(value)), LONGEST_NAME)
    return "" if words.casefold() in EMPTY_NAMES else words


def author_names(value: object) -> tuple[str, ...]:
    """Names out of "By A, B and C", ``["A", "B"]`` or ``[{"name": "A"}]``, each once, in order."""
    names: list[str] = []
    for item in _listed(value):
        if isinstance(item, str):
            words = one_line(_ADDRESS.sub(" ", one_line(item))).strip(_EDGES)
            names += _split_names(words) if not isinstance(value, list) else [_without_by(words)]
        else:
            names.append(name_in(item))
    kept: dict[str, str] = {}
    for name in names:
        if name.casefold() not in EMPTY_NAMES | _ACCOUNTS and "://" not in name:
            kept.setdefault(name.casefold(), cut_at_word(name, LONGEST_NAME))
    return tuple(kept.values())[:MOST_AUTHORS]


def _listed(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, str) and value.strip().startswith("["):  # a list that was written into a cell of a table
        try:
            inner = json.loads(value)
        except (ValueError, RecursionError):
            return list(re.findall(r"['\"]([^'\"]+)['\"]", value))
        return inner if isinstance(inner, list) else []
    return [value]


def _split_names(words: str) -> list[str]:
    """Names parted by semicolons, bars, or else by commas and "and"; "Jr." stays with its name, a role goes."""
    listed = _without_by(words)
    parts = listed.split(";") if ";" in listed else _AND.split(listed)
    names: list[str] = []
    for part in (one.strip(_EDGES) for one in parts):
        if names and _NAME_SUFFIX.fullmatch(part):
            names[-1] += ", " + part
        elif part and not (names and _is_role(part)) and length_of_date(part) < len(part):
            names.append(part)
    return names


def _without_by(words: str) -> str:
    found = _BY.match(words)
    return words[found.end() :] if found else words


def _is_role(part: str) -> bool:
    return part.rsplit(maxsplit=1)[-1] in _ROLES  # in small letters: with a capital it may be a name
