"""An article's url to its address: what stays equal while a page is linked, shared and crawled in different ways."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from assistant.patterns import lazy_pattern

# Parameters that tell where a reader came from, never which page it is.
_TRACKING = lazy_pattern(
    r"(?:utm_|at_|ns_|mc_|pk_|mtm_).*|(?:fb|g|d|y|ms|tt)cl(?:id|kid)|[gw]braid|igsh(?:id)?|_g[al]|cmpid|ocid|smid|ito",
    re.IGNORECASE,
)
_FRONT_PAGE = lazy_pattern(r"/*(?:(?:index|default|home)\.\w+)?\Z", re.IGNORECASE)


def address_of(url: str | None) -> str | None:
    """Host, path and query of a web address, without `www.`, tracking parameters, fragment and last slash.

    None for what is no address of one page: another scheme than http, and a site's front page.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host = (parts.hostname or "").removeprefix("www.")
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("", "http", "https") or "." not in host:
        return None
    path = "/" + unquote(parts.path).strip("/")
    query = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0]))
    if _FRONT_PAGE.fullmatch(path) and not query:
        return None
    at = f"{host}:{port}" if port not in (None, 80, 443) else host
    return at + path + "".join(f"&{name}={value}" for name, value in query)
