"""Values of JSON that say their own kind, as databases and websites write them, to the plain values they stand for."""

from __future__ import annotations

from collections.abc import Mapping

# MongoDB Extended JSON (version 2), and what exports of WordPress and of editors have.
_NUMBERS = frozenset(["$numberLong", "$numberInt", "$numberDouble"])
_OF_A_DATABASE = _NUMBERS | {"$date", "$oid"}
_OF_HTML = ("rendered", "html")


def plain_values(values: Mapping[str, object]) -> Mapping[str, object]:
    """The same values, those that are wrapped unwrapped; HTML comes as its words, or a list of its paragraphs."""
    return {name: _plain(value) if isinstance(value, Mapping) else value for name, value in values.items()}


def _plain(value: Mapping[str, object]) -> object:
    for name, inner in value.items():
        if len(value) == 1 and name in _OF_A_DATABASE:
            if isinstance(inner, Mapping):
                return _plain(inner)
            return _number(inner) if name in _NUMBERS else inner
    html = next((value[name] for name in _OF_HTML if isinstance(value.get(name), str)), None)
    if isinstance(html, str):
        from assistant.articles.readers.html_tree import fragment_text

        paragraphs = fragment_text(html).split("\n\n")
        return paragraphs[0] if len(paragraphs) == 1 else paragraphs
    return value


def _number(written: object) -> object:
    try:
        return float(str(written)) if "." in str(written) else int(str(written))
    except ValueError:
        return written
