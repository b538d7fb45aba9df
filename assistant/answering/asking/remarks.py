"""Tells a line that asks nothing: thanks, a greeting, "ok"."""

from __future__ import annotations

import re

_WHOLE = (
    r"thanks|thank (?:you|u)|thx|ty|ta|cheers|ok(?:ay|ey)?|k|clear|understood|noted|great|cool|perfect|nice(?: one)?"
    r"|super|brilliant|excellent|lovely|wow|interesting|hello|hi|hey|(?:good)?bye|lol|haha|yes|yeah|yep|no|nope|right|sure"
    r"|fine|gotcha|good|got it|i see|i understand|all right|alright|that(?:['’]?s| is) (?:all|it|clear|great|good|fine)"
    r"|good (?:morning|evening|night|day|to know)|see (?:you|ya)|makes? sense|well done|will do|fair enough|never ?mind"
    r"|no worries|sounds good|much appreciated|appreciate it|enough"
)
_WITH = (
    r"you|so|very|much|a lot|lots|for (?:now|today|that|the help|your help|this)|all|now|then|there|again|later|mate"
    r"|everyone|soon|today|and|but|too"
)
_REMARK = re.compile(rf"\W*(?:{_WHOLE})(?:\W+(?:{_WHOLE}|{_WITH}))*[^\w?]*", re.IGNORECASE)


def is_remark(line: str) -> bool:
    """Whether a line of an English conversation asks for nothing."""
    return _REMARK.fullmatch(line.strip()) is not None
