"""A Chroma server as the reader's settings name it, and the mark by which a library knows its own collections there."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from assistant.errors import LibraryError, UsageError

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """Where and how a server is spoken to. `marks` is the folder of the reader's own in which secrets are kept."""

    url: str
    marks: Path
    tenant: str = "default_tenant"
    database: str = "default_database"
    key: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    timeout_seconds: float = 10.0

    def address(self) -> SplitResult:
        """The parts of the address. Raises UsageError where it is none."""
        parts = urlsplit(self.url)
        try:
            is_one = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:  # a port that is no number
            is_one = False
        if not is_one or "@" in parts.netloc or parts.query or parts.fragment:
            raise UsageError(
                f"The setting chroma_url = {self.url!r} is no address of a server.",
                hint="Write it like http://localhost:8000; a key goes into CHROMA_API_KEY.",
            )
        return parts

    def place(self, collection: str) -> str:
        """How the catalogue names a collection on this server."""
        return f"{self.url.rstrip('/')}#{collection}"

    def holds(self, place: str) -> bool:
        """Whether a place in the catalogue names a collection on this server."""
        return place.startswith(f"{self.url.rstrip('/')}#")


def collection_at(place: str) -> str:
    """The collection that a place on a server names."""
    return place.partition("#")[2]


def mark_of(collection: str, folder: Path, server: ChromaServer) -> str:
    """What a collection made by the library in `folder` carries, and none that somebody else made.

    It is made from a secret that lies outside the library, in the reader's own folder, bound to where the library lies:
    neither a catalogue that came from a stranger nor a copy of this one can pass a collection off as this library's.
    """
    return hmac.new(_secret(folder, server.marks), collection.encode(), hashlib.sha256).hexdigest()


def _secret(folder: Path, kept_in: Path) -> bytes:
    """The library's secret; the file is named by the hash of the library's folder."""
    return read_secret(kept_in / hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:32])


def read_secret(file: Path) -> bytes:
    """The secret in a file of the reader's own, made the first time. Raises LibraryError."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            _write_apart(file)
        secret = file.read_bytes()
    except OSError as error:
        raise LibraryError(f"The mark of this library cannot be kept in {str(file)!r}: {error.strerror}.") from error
    if len(secret) != _SECRET_BYTES:
        raise LibraryError(
            f"The mark of this library in {str(file)!r} is damaged.",
            hint="Delete that file; collections made with it stay on the server.",
        )
    return secret


def _write_apart(file: Path) -> None:
    """Writes a new secret and then gives it its name, so that a kill leaves no half of one."""
    begun = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(secrets.token_bytes(_SECRET_BYTES))
    begun.rename(file)
