"""One HTTP request to a checked place: its status, headers and unpacked body, within limits of size and time.

Python's own HTTP client is used, and not one of the libraries around: none of them connects to an address that was
looked up before, and proxies and cookies, which are theirs, are not wanted here.
"""

from __future__ import annotations

import base64
import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.articles.fetching.addresses import Place
from assistant.errors import NotFetched

MIB = 2**20
_AT_ONCE = 65_536
_LONGEST_ANSWER_BYTES = 10_000  # of a proxy, before the tunnel is there
_BROKE_OFF = "broke off: the server sent less than it announced"
# Opens a connection to a numeric address and port; the last argument is the time limit in seconds.
Connect = Callable[[str, int, float], socket.socket]


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one request; the size holds for what is sent and for what that unpacks to."""

    body_bytes: int = 10 * MIB
    connect_seconds: float = 10.0
    total_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Proxy:
    """A server that is asked to fetch; `credentials` are user:password, or empty."""

    host: str
    port: int
    credentials: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What the proxy is told of the reader."""
        words = base64.b64encode(self.credentials.encode()).decode()
        return {"Proxy-Authorization": f"Basic {words}"} if self.credentials else {}


@dataclass(frozen=True, slots=True)
class Network:
    """How connections are made: `connect` opens them, by `proxy` or straight to the place."""

    connect: Connect
    proxy: Proxy | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; the names of headers are in small letters, and `body` is unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def connect_to(number: str, port: int, seconds: float) -> socket.socket:
    """A connection by the system's own network."""
    return socket.create_connection((number, port), timeout=seconds)


def request(place: Place, headers: Mapping[str, str], limits: Limits, network: Network) -> Response:
    """What a place answers to a GET; raises NotFetched when that breaks a limit, or nothing usable comes.

    The body of an answer that is no 200 is not read.
    """
    connection = _Connection(place, limits, network)
    overdue = threading.Event()

    def stop() -> None:
        overdue.set()
        connection.cut()

    # A limit on single reads would not do: a server that sends a byte now and then never exceeds it.
    timer = threading.Timer(limits.total_seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        sent = {"Host": place.authority, **headers}
        target = place.target
        if network.proxy and place.scheme == "http":
            sent, target = {**sent, **network.proxy.headers}, place.site + place.target
        connection.request("GET", target, headers=sent)
        with connection.getresponse() as answer:
            named = {name.lower(): value for name, value in answer.getheaders()}
            body = _body(answer, named.get("content-encoding", ""), limits) if answer.status == http.client.OK else b""
        if overdue.is_set():
            raise NotFetched(_too_slow(limits))
        return Response(answer.status, named, body)
    except (NotFetched, OSError, http.client.HTTPException, ValueError) as error:
        if overdue.is_set():
            raise NotFetched(_too_slow(limits)) from error
        raise error if isinstance(error, NotFetched) else NotFetched(_reason(error, place)) from error
    finally:
        timer.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """A connection to one of a place's checked addresses, whatever its name leads to by now, or to the proxy."""

    def __init__(self, place: Place, limits: Limits, network: Network) -> None:
        super().__init__(place.host, place.port, timeout=limits.connect_seconds)
        self._place, self._limits, self._network = place, limits, network
        self._held: socket.socket | None = None  # http.client forgets its socket once an answer has begun
        self._cut = False

    def connect(self) -> None:
        plain = self._opened()
        plain.settimeout(self._limits.total_seconds)
        self._held = self.sock = plain
        if self._place.scheme == "https":
            if self._network.proxy:
                _tunnel(plain, self._place, self._network.proxy)
            self._held = self.sock = _tls().wrap_socket(plain, server_hostname=self._place.host)
        if self._cut:
            self.cut()

    def _opened(self) -> socket.socket:
        proxy = self._network.proxy
        numbers, port = ([proxy.host], proxy.port) if proxy else (self._place.numbers, self._place.port)
        failure: OSError | None = None
        for number in numbers:
            try:
                return self._network.connect(number, port, self._limits.connect_seconds)
            except OSError as error:
                failure = error
        raise failure or OSError("no address")

    def cut(self) -> None:
        """Ends the connection from another thread: what waits for it is woken."""
        self._cut = True
        if self._held is not None:
            with suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)


def _tunnel(plain: socket.socket, place: Place, proxy: Proxy) -> None:
    """Has the proxy connect to the place (RFC 9110, 9.3.6)."""
    at = f"{place.authority.removesuffix(f':{place.port}')}:{place.port}"
    lines = [f"CONNECT {at} HTTP/1.1", f"Host: {at}", *(f"{name}: {value}" for name, value in proxy.headers.items())]
    plain.sendall("\r\n".join([*lines, "", ""]).encode("ascii"))
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        byte = plain.recv(1)  # what follows belongs to the place
        if not byte or len(answer) > _LONGEST_ANSWER_BYTES:
            raise NotFetched(f"cannot be reached: the proxy {proxy.host!r} does not answer as one does")
        answer += byte
    status = answer.split(b" ", 2)[1:2]
    if status != [b"200"]:
        said = answer.splitlines()[0][:60].decode("ascii", "replace")
        raise NotFetched(f"cannot be reached: the proxy {proxy.host!r} refuses ({said})")


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _body(answer: http.client.HTTPResponse, coding: str, limits: Limits) -> bytes:
    """The body, unpacked as it comes, so that a bomb is stopped at the limit."""
    unpack = _unpacker(coding.strip().lower())
    received, kept, size = 0, [], 0
    while piece := answer.read(_AT_ONCE):
        received += len(piece)
        for part in unpack(piece):
            size += len(part)
            if max(size, received) > limits.body_bytes:
                raise NotFetched(f"is larger than {limits.body_bytes / MIB:g} MiB")
            kept.append(part)
    if answer.length:  # what was announced and did not come
        raise NotFetched(_BROKE_OFF)
    kept += unpack(b"")
    return b"".join(kept)


def _unpacker(coding: str) -> Callable[[bytes], Iterator[bytes]]:
    """What unpacks one piece after the other, a MiB at a time; an empty piece is the end."""
    if coding in ("", "identity"):
        return lambda piece: iter([piece])
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise NotFetched(f"is packed in a way that was not asked for ({coding[:40]!r})")
    unpacking: list[Any] = []

    def unpack(piece: bytes) -> Iterator[bytes]:
        if not unpacking:
            # "deflate" is sent with the zlib header that it should have, and without.
            raw = coding == "deflate" and piece[:1] and piece[0] & 0x0F != zlib.DEFLATED
            unpacking.append(zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS | 32))
        try:
            rest = piece
            while rest:
                yield unpacking[0].decompress(rest, MIB)
                rest = unpacking[0].unconsumed_tail
        except zlib.error as error:
            raise NotFetched("is packed in a way that cannot be unpacked") from error
        if not piece and not unpacking[0].eof:
            raise NotFetched(_BROKE_OFF)

    return unpack


def _too_slow(limits: Limits) -> str:
    return f"takes longer than {limits.total_seconds:g} seconds to come"


def _reason(error: Exception, place: Place) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return f"is not fetched: {place.host} does not prove who it is ({error.verify_message})"
        case ssl.SSLError():
            return "cannot be reached: no secure connection is made"
        case TimeoutError():
            return "cannot be reached: the server does not answer in time"
        case http.client.IncompleteRead():
            return _BROKE_OFF
        case OSError():
            return f"cannot be reached ({error.strerror or error})"
        case _:
            return f"did not answer as a web server does ({type(error).__name__})"
