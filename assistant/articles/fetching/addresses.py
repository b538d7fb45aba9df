"""A web address to the place it may be fetched from: http or https only, and no machine of a private network.

A name is looked up once, every address that it has is checked, and the connection is made to a checked one: a name
that leads elsewhere at its next lookup (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from assistant.errors import NotFetched

LONGEST_ADDRESS = 2_000  # characters
PORTS = {"http": 80, "https": 443}

# A host and a port to the numeric addresses of the host.
Resolve = Callable[[str, int], Sequence[str]]
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")
# Prefixes of IPv6 that carry an address of IPv4, and where in it: NAT64 (RFC 6052), 6to4 (RFC 3056).
_CARRIERS = ((ipaddress.IPv6Network("64:ff9b::/96"), 0), (ipaddress.IPv6Network("2002::/16"), 80))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address is fetched from: the numeric addresses were all checked; `target` is path and query."""

    scheme: str
    host: str
    port: int
    numbers: tuple[str, ...]
    target: str

    @property
    def site(self) -> str:
        """What robots.txt and the pauses between requests hold for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """The host as a request names it, with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def is_address(words: str) -> bool:
    """Whether this is meant as a web address, and not as a path."""
    return bool(_SCHEME.match(words))


def tidy(address: str) -> str:
    """An address without its fragment, its scheme and host in small letters, and what may not stand in one escaped.

    Raises NotFetched for what is no address that could be fetched.
    """
    words = address.strip().partition("#")[0]
    if len(words) > LONGEST_ADDRESS:
        raise NotFetched(f"is longer than {LONGEST_ADDRESS} characters")
    parts = _parts(words)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme.lower(), _host_and_port(parts), path, query, ""))


def place_of(address: str, *, allow_private: bool, resolve: Resolve, by_proxy: bool = False) -> Place:
    """Where an address that is tidy is fetched from; raises NotFetched where it may not be, or has no such place.

    Where a proxy is asked instead, a name that is not found here is left to it.
    """
    parts = _parts(address)
    host, scheme = parts.hostname or "", parts.scheme
    port = parts.port or PORTS[scheme]
    try:
        numbers = tuple(dict.fromkeys(resolve(host, port)))
    except (OSError, UnicodeError) as error:
        if not by_proxy:
            raise NotFetched(f"cannot be reached: the name {host!r} is not found") from error
        numbers = ()
    for number in numbers:
        if not allow_private and not is_public(number):
            where = f"{host} ({number})" if host != number else number
            raise NotFetched(
                f"is not fetched: {where} is in a private network, or this machine itself; --allow-private allows it"
            )
    if not numbers and not by_proxy:
        raise NotFetched(f"cannot be reached: the name {host!r} has no address")
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return Place(scheme, host, port, numbers, target)


def is_public(number: str) -> bool:
    """Whether a numeric address is one of the public network, also where one of IPv6 carries one of IPv4."""
    try:
        address: _IP = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    inner = _carried(address)
    if inner is not None:
        return is_public(str(inner))
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    )


def look_up(host: str, port: int) -> list[str]:
    """The numeric addresses of a host, as the system finds them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def _carried(address: _IP) -> ipaddress.IPv4Address | None:
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.teredo is not None:
        return ipaddress.IPv4Address("127.0.0.1")  # tunnels to anywhere: never public
    for network, shift in _CARRIERS:
        if address in network:
            return ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF)
    return None


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotFetched("is no web address") from error
    if parts.scheme.lower() not in PORTS:
        raise NotFetched("is not fetched: only http and https are")
    if not host or port == 0 or _UNSAFE.search(parts.netloc):
        raise NotFetched("is no web address")
    if "@" in parts.netloc:
        raise NotFetched("is not fetched: it holds a user's name or a password")
    return parts


def _host_and_port(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise NotFetched("is no web address") from error
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, PORTS[parts.scheme.lower()]) else f"{host}:{parts.port}"
