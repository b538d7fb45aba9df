"""One HTTP request to a checked place: its status, headers and unpacked body, within limits of size and time.

Python's own HTTP client is used, and not one of the libraries around: none of them connects to an address that was
looked up before, and proxies and cookies, which are theirs, are not wanted here.
"""

from __future__ import annotations

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
class Response:
    """What came back; the names of headers are in small letters, and `body` is unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def connect_to(number: str, port: int, seconds: float) -> socket.socket:
    """A connection by the system's own network."""
    return socket.create_connection((number, port), timeout=seconds)


def request(place: Place, headers: Mapping[str, str], limits: Limits, connect: Connect = connect_to) -> Response:
    """What a place answers to a GET; raises NotFetched when that breaks a limit, or nothing usable comes.

    The body of an answer that is no 200 is not read.
    """
    connection = _Connection(place, limits, connect)
    overdue = threading.Event()

    def stop() -> None:
        overdue.set()
        connection.cut()

    # A limit on single reads would not do: a server that sends a byte now and then never exceeds it.
    timer = threading.Timer(limits.total_seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        connection.request("GET", place.target, headers={"Host": place.authority, **headers})
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
    """A connection to one of a place's checked addresses, whatever its name leads to by now."""

    def __init__(self, place: Place, limits: Limits, connect: Connect) -> None:
        super().__init__(place.host, place.port, timeout=limits.connect_seconds)
        self._place, self._limits, self._connect_to = place, limits, connect
        self._held: socket.socket | None = None  # http.client forgets its socket once an answer has begun
        self._cut = False

    def connect(self) -> None:
        failure: OSError | None = None
        for number in self._place.numbers:
            try:
                plain = self._connect_to(number, self._place.port, self._limits.connect_seconds)
            except OSError as error:
                failure = error
                continue
            plain.settimeout(self._limits.total_seconds)
            self._held = self.sock = plain
            if self._place.scheme == "https":
                self._held = self.sock = _tls().wrap_socket(plain, server_hostname=self._place.host)
            if self._cut:
                self.cut()
            return
        raise failure or OSError("no address")

    def cut(self) -> None:
        """Ends the connection from another thread: what waits for it is woken."""
        self._cut = True
        if self._held is not None:
            with suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)


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
