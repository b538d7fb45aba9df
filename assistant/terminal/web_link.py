"""An article's URL to an address that may be followed: a web page's, with nothing in it that could end it early."""

from __future__ import annotations

import re
from urllib.parse import quote

from assistant.patterns import lazy_pattern

_PAGE = lazy_pattern(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_UNCHANGED = ":/?#@%=&+,;~-._!$'*[]"


def web_link(url: str | None) -> str | None:
    """The address, in ASCII but for what is percent-encoded; None where there is none, or it leads to no web page."""
    if url is None or not _PAGE.fullmatch(url):
        return None
    return quote(url, safe=_UNCHANGED, errors="replace")
