"""A sentence to one that says less: without a clause, an apposition or a linking word that the rest does not need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.retelling import TRANSITIVE
from benchmarks.perturbing.texts import Change, capitalised, ended, is_quoted

_LEAD_IN = re.compile(
    r"^(?P<word>Meanwhile,|However,|Still,|Moreover,|Furthermore,|In addition,|Additionally,|Nevertheless,"
    r"|Nonetheless,|Indeed,|Yet,|But|And) (?=[A-Za-z])"
)
_PARENTHESIS = re.compile(r" \((?P<inside>(?!and |or |but |though |if )[^()]+)\)(?=[ ,.])")
_RELATIVE = re.compile(r",(?P<clause> (?:who|which) [^,;:\"“”()]+),(?= [a-z]+(?:ed|s|d)?\b)")
_RELATIVE_AT_END = re.compile(r",(?P<clause> (?:who|which|where) [^,;:\"“”()]+)(?=\.$)")
_APPOSITIVE = re.compile(
    rf"(?<=[a-z]),(?P<clause> (?:the|a|an|his|her|its) [^,;:\"“”()]+),(?= (?:said|says|told|is|was|has|will|had"
    rf"|announced|became|won|died|told|added|wrote|plans|faces|{'|'.join(TRANSITIVE)})\b)"
)
_PARTICIPIAL = re.compile(
    r",(?P<clause> (?:including [A-Z][^;:\"“”()]+|(?:adding|making|including|bringing|citing|marking|becoming"
    r"|leaving|according|following|causing|prompting|sparking|forcing|killing|pushing"
    r"|ending) [^,;:\"“”()]+))(?=\.$)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WHEN_SAID = re.compile(rf"(?<=\bsaid)(?P<clause> (?:on )?{_WEEKDAY})(?= (?:that|the|it|in a|during)\b|[.,])")
_DROPS = (
    (_PARENTHESIS, "parenthesis"),
    (_RELATIVE, "relative clause"),
    (_RELATIVE_AT_END, "relative clause"),
    (_APPOSITIVE, "apposition"),
    (_PARTICIPIAL, "participle"),
    (_WHEN_SAID, "time of saying"),
)
_NOT_DROPPED = re.compile(
    r"(?i), and [a-z]|\b(?:reports?|says?|said|told|adds|notes|argues|claims|warns|believes|not|never|no"
    r"|alleg\w+|reportedly|suspect\w*|accus\w+|denie[sd]|according)\b|n[’']t\b"
)


def drop_clause(original: Original, _chance: Random) -> Iterator[Change]:
    """A clause, an apposition, a parenthesis or a linking word that the rest does not need."""
    text = original.sentence
    found = _LEAD_IN.match(text)
    if found and "“" not in found[0]:
        yield Change("dropped: linking word", capitalised(text[found.end() :]), found["word"], "")
    for pattern, what in _DROPS:
        for each in pattern.finditer(text):
            if is_quoted(text, each.start()) or _NOT_DROPPED.search(each[0]):
                continue
            # The comma in front may close another insertion: "X, a fellow at Y, a think tank, said".
            if pattern in {_RELATIVE, _APPOSITIVE} and "," in re.split(r"[\"”]", text[: each.start()])[-1]:
                continue
            statement = text[: each.start()] + text[each.end() :]
            if len(statement.split()) >= 6:
                yield Change(
                    f"dropped: {what}", ended(statement) if statement.endswith(".") else statement, each[0].strip(), ""
                )
