"""A web address to what lies there: robots.txt, pauses, redirects, refusals and "not changed since" are heeded."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import unquote, urljoin, urlsplit

from assistant.articles.fetching.addresses import Place, Resolve, look_up, place_of, tidy
from assistant.articles.fetching.request import Connect, Limits, Network, Proxy, Response, connect_to, request
from assistant.articles.fetching.robots import EVERYTHING, NOTHING, Robots, read_robots
from assistant.errors import NotFetched, UsageError

AGENT = "grounded-assistant"
MOST_REDIRECTS = 5
LONGEST_DELAY_SECONDS = 60.0  # that robots.txt, or a server that is busy, may ask for within one run
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_NOT_MODIFIED = 304
_BUSY = frozenset((429, 503))
_GONE = {404: "is not there (404)", 410: "is gone for good (410)", 401: "asks for a password (401)"}
_ACCEPT = (
    "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,"
    "application/xml;q=0.9,application/json;q=0.9,text/plain;q=0.8,*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class FetchRules:
    """What is asked of this program when it fetches; the last five vary in tests only."""

    allow_private: bool = False
    pause_seconds: float = 1.0  # between two requests to one host
    limits: Limits = field(default_factory=Limits)
    proxy: Proxy | None = None
    resolve: Resolve = look_up
    connect: Connect = connect_to
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server of `final` gave to ask by whether something changed: they are opaque (RFC 9110, 8.8)."""

    final: str = ""
    etag: str = ""
    last_modified: str = ""


NOTHING_KNOWN = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came; `final` is the address after redirects, `body` is None where nothing changed since."""

    final: str
    body: bytes | None
    content_type: str = ""
    charset: str = ""
    validators: Validators = NOTHING_KNOWN


def proxy_at(address: str | None) -> Proxy | None:
    """The proxy at ``http://user:password@host:port``; raises UsageError for what is none."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme != "http":
        raise UsageError(
            "The setting `fetch_proxy` is not the address of a proxy.", hint="Write it as http://proxy.example:3128."
        )
    credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else ""
    return Proxy(host, port or 80, credentials)


class Fetcher:
    """Fetches one address after the other, and knows what each site asks for."""

    def __init__(self, rules: FetchRules) -> None:
        self._rules = rules
        self._robots: dict[str, Robots] = {}
        self._last: dict[str, float] = {}

    def fetch(self, address: str, known: Validators = NOTHING_KNOWN) -> Fetched:
        """What lies at an address, if it changed since `known` was given; raises NotFetched."""
        final, answer = self._follow(tidy(address), known)
        if answer.status == _NOT_MODIFIED:
            return Fetched(final, None)
        if answer.status != 200:
            raise _refusal(answer)
        kind, charset = _content_type(answer.headers.get("content-type", ""))
        own = Validators(final, answer.headers.get("etag", "")[:1_000], answer.headers.get("last-modified", "")[:100])
        return Fetched(final, answer.body, kind, charset, own)

    def _follow(self, address: str, known: Validators) -> tuple[str, Response]:
        """The first answer that is no redirect; each place on the way is checked, and asked for its robots.txt."""
        here = address
        for _ in range(MOST_REDIRECTS + 1):
            place = self._place(here)
            self._ask_robots(place)
            answer = self._patient(place, known if here == known.final else NOTHING_KNOWN)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return here, answer
            here = tidy(urljoin(here, answer.headers["location"]))
        raise NotFetched(f"is not fetched: it redirects more than {MOST_REDIRECTS} times")

    def _patient(self, place: Place, known: Validators) -> Response:
        """The answer of a place; one that is busy, and says for how long, is asked once more."""
        answer = self._request(place, known)
        wait = _wait_seconds(answer) if answer.status in _BUSY else 0.0
        if not 0 < wait <= LONGEST_DELAY_SECONDS:
            return answer
        self._rules.sleep(wait)
        return self._request(place, known)

    def _request(self, place: Place, known: Validators) -> Response:
        self._pause(place)
        headers = {
            "User-Agent": f"{AGENT}/{version('grounded-assistant')} (fetches what its reader named; obeys robots.txt)",
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return request(place, headers, self._rules.limits, Network(self._rules.connect, self._rules.proxy))

    def _pause(self, place: Place) -> None:
        delay = max(self._rules.pause_seconds, self._robots.get(place.site, EVERYTHING).delay_seconds)
        last = self._last.get(place.host)
        now = self._rules.monotonic()
        if last is not None and last + delay > now:
            self._rules.sleep(last + delay - now)
        self._last[place.host] = self._rules.monotonic()

    def _place(self, address: str) -> Place:
        rules = self._rules
        by_proxy = rules.proxy is not None
        return place_of(address, allow_private=rules.allow_private, resolve=rules.resolve, by_proxy=by_proxy)

    def _ask_robots(self, place: Place) -> None:
        if place.site not in self._robots:
            self._robots[place.site] = self._read_robots(place.site)
        robots = self._robots[place.site]
        if robots is NOTHING:
            raise NotFetched("is not fetched: the site's robots.txt cannot be read now, so nothing may be")
        if robots.delay_seconds > LONGEST_DELAY_SECONDS:
            raise NotFetched(
                f"is not fetched: the site's robots.txt asks for {robots.delay_seconds:g} seconds between two requests"
            )
        if not robots.allows(place.target):
            raise NotFetched("is not fetched: the site's robots.txt forbids it")

    def _read_robots(self, site: str) -> Robots:
        """What is not there forbids nothing; what cannot be had forbids everything (RFC 9309, 2.3.1)."""
        here = f"{site}/robots.txt"
        for _ in range(MOST_REDIRECTS + 1):
            try:
                place = self._place(here)
                answer = self._request(place, NOTHING_KNOWN)
            except NotFetched as error:
                if here.startswith(site):
                    raise  # nothing else of the site is reached either, and this says why
                error.add_note(here)
                return NOTHING
            if answer.status in _REDIRECTS and "location" in answer.headers:
                here = tidy(urljoin(here, answer.headers["location"]))
                continue
            if answer.status == 200:
                return read_robots(answer.body, AGENT)
            return NOTHING if answer.status >= 500 or answer.status == 429 else EVERYTHING
        return EVERYTHING


def _refusal(answer: Response) -> NotFetched:
    wait = _wait_seconds(answer) if answer.status in _BUSY else 0.0
    if answer.status in _BUSY:
        later = f" and wants to be left alone for {wait:,.0f} seconds" if wait else ""
        said = f"is not to be had now: the server is busy ({answer.status}){later}"
    else:
        said = _GONE.get(answer.status, f"is refused by the server ({answer.status})")
    return NotFetched(said, status=answer.status, wait_seconds=wait)


def _wait_seconds(answer: Response) -> float:
    """What Retry-After says, as seconds or as a moment; 0 where it says nothing."""
    words = answer.headers.get("retry-after", "").strip()
    if words.isascii() and words.isdigit():
        return float(words[:9])
    try:
        then = parsedate_to_datetime(words)
        return max(0.0, (then - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _content_type(header: str) -> tuple[str, str]:
    """The kind and the charset that a Content-Type names."""
    kind, *rest = header.split(";")
    named = (one.partition("=") for one in rest)
    charset = next((value.strip(" \"'") for name, _, value in named if name.strip().lower() == "charset"), "")
    return kind.strip().lower(), charset[:40]
