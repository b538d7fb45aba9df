"""Tells a line that asks nothing: thanks, a greeting, "ok"."""

from __future__ import annotations

import re

from assistant.answering.asking.line_words import ASKING, AUXILIARIES
from assistant.language.words import FUNCTION_WORDS, words_of

_SAYS = frozenset(
    """thanks thank thx ty ta cheers ok okay okey k clear understood noted great cool perfect nice super brilliant
    excellent lovely wow interesting hello hi hey goodbye goodnight bye cheerio lol haha yes yeah yep no nope right sure
    fine gotcha good alright ace smashing sorted helpful useful helps obliged appreciated appreciate enough fascinating
    awesome amazing sweet sorry brb""".split()
)
# With these they still ask nothing: "thanks, that helped a lot", "good night".
_BESIDE = frozenset(
    """morning evening night day today lot lots help helped needed wanted mate everyone everybody soon later know stuff
    one done job see oh ah u ya hm hmm wonderful question questions nothing anything thing idea point then now bit thats
    im ill ive bed off lunch work home sec minute moment wait going leave over""".split()
)
_WHOLE = re.compile(
    r"\W*(?:(?:i|we) (?:see|understand|get it)|got (?:it|that)|that(?:['’]?s| is) (?:all|it)|that['’]?ll do"
    r"|(?:that |it )?makes? sense|never ?mind|will do|well done|fair enough|see (?:you|ya)|sounds good"
    r"|i['’]?m (?:done|off)|what a (?:shame|pity|relief)|hang on|you['’]?re (?:welcome|a star)|moving on"
    r"|no (?:worries|problem))\b",
    re.IGNORECASE,
)


def is_remark(line: str) -> bool:
    """Whether a line of an English conversation asks for nothing."""
    words = words_of(_WHOLE.sub("", line, count=1))
    begins = _WHOLE.match(line) is not None
    if "?" in line or (words and not begins and words[0] in ASKING | AUXILIARIES - {"s"}):
        return False
    said = begins or any(word in _SAYS for word in words)
    return said and all(word in _SAYS or word in _BESIDE or word in FUNCTION_WORDS - ASKING for word in words)
