"""Speaks to a Chroma server (`chroma run`, a cluster, Chroma Cloud) by its HTTP interface, version 2.

Not by Chroma's own client: that one waits for ever (httpx without a time limit, chromadb 1.5.9), reads settings out of
a file `.env` in the working folder, and takes 0.6 s to import. Requests here have one time limit each, which a server
that sends a byte now and then cannot stretch; they follow no redirect and use no proxy.
"""

from __future__ import annotations

import base64
import http.client
import json
import math
import socket
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assistant.errors import LibraryDamaged, LibraryError, UsageError
from assistant.index.finding.exact import Neighbour
from assistant.index.finding.server import ChromaServer
from assistant.models.deadline import iterate_until

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Chroma Cloud takes no more in one request (its quotas); `chroma run` takes 5,461 and needs 0.4 s for these.
RECORDS_AT_ONCE = 300
MARK = "assistant_mark"
_LONGEST_REPLY = 64_000_000  # bytes; the ids and distances of 10,000 neighbours are 500 kB
_LONGEST_QUOTATION = 200
_CLOUD = ".trychroma.com"
_MISSING, _TAKEN = 404, 409
_REFUSED = (401, 403)


class ServerVectors:
    """The vectors in one collection on a server; ids are the catalogue's chunk ids."""

    def __init__(self, server: ServerCollections, described: Mapping[str, Any], name: str) -> None:
        self._server, self.name = server, name
        self._path = f"/{quote(str(described['id']), safe='')}"
        self.mark = str((described.get("metadata") or {}).get(MARK, ""))

    def add(self, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Puts in vectors of shape (len(ids), dimension), at most RECORDS_AT_ONCE; an id that is there gets another."""
        embeddings = [_in_base64(each) for each in vectors] if self._server.takes_base64() else vectors.tolist()
        records = {"ids": [str(number) for number in ids], "embeddings": embeddings}
        self._server.ask("POST", f"{self._path}/upsert", records)

    def search(self, vector: NDArray[np.float32], limit: int) -> list[Neighbour]:
        """The nearest vectors, best first, as (id, cosine)."""
        asked = {"query_embeddings": [vector.tolist()], "n_results": limit, "include": ["distances"]}
        found = self._server.ask("POST", f"{self._path}/query", asked)
        try:
            return [
                (int(name), 1.0 - _finite(distance))
                for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)
            ]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise self._server.no_chroma() from error

    def count(self) -> int:
        """How many vectors there are."""
        found = self._server.ask("GET", f"{self._path}/count")
        if not isinstance(found, int):
            raise self._server.no_chroma()
        return found

    def some(self) -> list[tuple[int, NDArray[np.float32]]]:
        """A few ids with their vectors."""
        import numpy as np

        found = self._server.ask("POST", f"{self._path}/get", {"limit": 3, "include": ["embeddings"]})
        try:
            vectors = [np.array(each, dtype=np.float32) for each in found["embeddings"]]
            return list(zip(map(int, found["ids"]), vectors, strict=True))
        except (KeyError, TypeError, ValueError) as error:
            raise self._server.no_chroma() from error

    def close(self) -> None:
        """Lets go of the connection."""
        self._server.close()


class ServerCollections:
    """The collections in one database of a server, over one connection that is kept open."""

    def __init__(self, server: ChromaServer) -> None:
        """Sends nothing yet. Raises UsageError for an address that is none."""
        address = server.address()
        self._server = server
        self._is_encrypted = address.scheme == "https"
        self._host = address.hostname or ""
        self._port = address.port or (443 if self._is_encrypted else 80)
        database = "/".join(quote(part, safe="") for part in ("tenants", server.tenant, "databases", server.database))
        self._root = f"{address.path.rstrip('/')}/api/v2"
        self._path = f"{self._root}/{database}/collections"
        self._takes_base64: bool | None = None
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if server.key:
            self._headers["X-Chroma-Token"] = server.key
            if not self._host.endswith(_CLOUD):  # what a proxy in front of `chroma run` is most likely to check
                self._headers["Authorization"] = f"Bearer {server.key}"
        self._connection: http.client.HTTPConnection | None = None

    def create(self, name: str, mark: str) -> ServerVectors | None:
        """A new collection with this mark; None when the name is taken."""
        wanted = {
            "name": name,
            "metadata": {MARK: mark},
            "configuration": {"hnsw": {"space": "cosine"}},
            "get_or_create": False,
        }
        described = self.ask("POST", "", wanted, passed_over=_TAKEN)
        return None if described is None else self._described(described, name)

    def find(self, name: str) -> ServerVectors | None:
        """The collection of this name; None when there is none."""
        described = self.ask("GET", f"/{quote(name, safe='')}", passed_over=_MISSING)
        return None if described is None else self._described(described, name)

    def drop(self, name: str) -> None:
        """Removes the collection of this name, if it is there."""
        self.ask("DELETE", f"/{quote(name, safe='')}", passed_over=_MISSING)

    def takes_base64(self) -> bool:
        """Whether the server reads vectors in base64, a quarter of the size of digits."""
        if self._takes_base64 is None:
            found = self._said(*self._within_time("GET", f"{self._root}/pre-flight-checks", None))
            self._takes_base64 = isinstance(found, dict) and found.get("supports_base64_encoding") is True
        return self._takes_base64

    def ask(self, method: str, path: str, body: object = None, *, passed_over: int | None = None) -> Any:
        """What the server answers to one request; None where the status is the one `passed_over`.

        Raises LibraryError: the server cannot be reached, says nothing in time, refuses, or is none of Chroma's.
        """
        content = None if body is None else json.dumps(body)
        status, reply = self._within_time(method, self._path + path, content)
        return None if status == passed_over else self._said(status, reply)

    def close(self) -> None:
        """Lets go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def no_chroma(self) -> LibraryError:
        """That something else answers at the server's address."""
        return LibraryError(
            f"{self._server.url!r} does not answer as a Chroma server does.",
            hint="Look at chroma_url: does it name the server that `chroma run` started?",
        )

    def _said(self, status: int, reply: bytes) -> Any:
        if not 200 <= status < 300:
            raise self._refusal(status, reply)
        try:
            return json.loads(reply)
        except (ValueError, RecursionError) as error:
            raise self.no_chroma() from error

    def _described(self, described: Any, name: str) -> ServerVectors:
        try:
            return ServerVectors(self, described, name)
        except (KeyError, TypeError, AttributeError) as error:
            raise self.no_chroma() from error

    def _within_time(self, method: str, path: str, content: str | None) -> tuple[int, bytes]:
        was_open = self._connection is not None
        connection = self._connection or self._connect()
        self._connection = None  # not another request's until this one has ended well
        deadline = time.monotonic() + self._server.timeout_seconds
        try:
            answer = next(iterate_until(deadline, lambda: self._exchange(connection, method, path, content)))
        except TimeoutError as error:
            _break_off(connection)
            raise self._silent() from error
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            connection.close()
            if was_open and isinstance(error, (ConnectionError, http.client.BadStatusLine)):
                return self._within_time(method, path, content)  # the server ended a connection that lay idle
            raise self._unreachable(error) from error
        self._connection = connection
        return answer

    def _exchange(
        self, connection: http.client.HTTPConnection, method: str, path: str, content: str | None
    ) -> Iterator[tuple[int, bytes]]:
        connection.request(method, path, body=content, headers=self._headers)
        with connection.getresponse() as response:
            reply = response.read(_LONGEST_REPLY + 1)
        if len(reply) > _LONGEST_REPLY:
            raise http.client.HTTPException("it sends without end")
        yield response.status, reply

    def _connect(self) -> http.client.HTTPConnection:
        seconds = self._server.timeout_seconds
        if not self._is_encrypted:
            return http.client.HTTPConnection(self._host, self._port, timeout=seconds)
        ca_file = self._server.ca_file
        try:
            context = ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
        except OSError as error:  # missing, or no certificate in it
            raise UsageError(
                f"The setting chroma_ca_file = {str(ca_file)!r} cannot be read as certificates: {error.strerror}."
            ) from error
        return http.client.HTTPSConnection(self._host, self._port, timeout=seconds, context=context)

    def _refusal(self, status: int, reply: bytes) -> LibraryError:
        if status in _REFUSED:
            return LibraryError(
                f"The Chroma server at {self._server.url!r} refuses the key ({status})."
                if self._server.key
                else f"The Chroma server at {self._server.url!r} asks for a key ({status}).",
                hint="Look at the variable CHROMA_API_KEY." if self._server.key else "Set CHROMA_API_KEY.",
            )
        try:
            said = json.loads(reply)["message"]
        except (ValueError, RecursionError, KeyError, TypeError):
            said = http.client.responses.get(status, "no reason given")
        if status == _MISSING:
            return LibraryDamaged(f"The Chroma server at {self._server.url!r} lacks something: {self._quote(said)}.")
        return LibraryError(
            f"The Chroma server at {self._server.url!r} answered {status}: {self._quote(said)}.",
            hint="Look at the server, and at chroma_url.",
        )

    def _silent(self) -> LibraryError:
        return LibraryError(
            f"The Chroma server at {self._server.url!r} did not answer within {self._server.timeout_seconds:g} s.",
            hint="Look at the server, or raise chroma_timeout_seconds.",
        )

    def _unreachable(self, error: Exception) -> LibraryError:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        if isinstance(error, ssl.SSLCertVerificationError):
            reason = f"its certificate is not accepted, {error.verify_message}"
            hint = "Name the certificate of your own authority in chroma_ca_file."
        elif isinstance(error, socket.gaierror):
            reason, hint = "there is no such host", "Look at chroma_url."
        else:
            hint = "Start it with `chroma run`, or unset chroma_url."
        return LibraryError(
            f"The Chroma server at {self._server.url!r} cannot be reached: {self._quote(reason)}.", hint=hint
        )

    def _quote(self, said: object) -> str:
        """What the server said, in one short line that no terminal acts on and that holds no key."""
        line = "".join(letter if letter.isprintable() else " " for letter in str(said))
        if self._server.key:
            line = line.replace(self._server.key, "…")
        return " ".join(line.split())[:_LONGEST_QUOTATION].rstrip(". ")


def _in_base64(vector: NDArray[np.float32]) -> str:
    return base64.b64encode(vector.astype("<f4").tobytes()).decode()


def _break_off(connection: http.client.HTTPConnection) -> None:
    """Ends a request from outside: its thread, which waits for the server, wakes up and closes the connection."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)
    connection.close()


def _finite(distance: object) -> float:
    if not isinstance(distance, (int, float)) or not math.isfinite(distance):
        raise ValueError("no distance")
    return float(distance)
