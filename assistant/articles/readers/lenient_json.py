"""JSON as it stands in web pages, perhaps in a comment or with a comma too many, to its data."""

from __future__ import annotations

import json
import re

# What hides a script from readers of the page's XML or of no scripts.
_HIDING = re.compile(r"<!\[CDATA\[|\]\]>|<!--|-->")
_BEGIN, _END = re.compile(r"[\[{]"), re.compile(r"[\]}][^\]}]*$")
_LONGEST = 300_000  # characters: the lenient reader takes a second for 450,000


def read_json(script: str) -> object:
    """The data of a script; None where it cannot be read."""
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return _read_leniently(_HIDING.sub("", script))


def _read_leniently(script: str) -> object:
    import dirtyjson

    begin, end = _BEGIN.search(script), _END.search(script)
    if begin is None or end is None or len(script) > _LONGEST:
        return None
    try:
        return json.loads(json.dumps(dirtyjson.loads(script[begin.start() : end.start() + 1])))
    except (ValueError, RecursionError, TypeError):
        return None
