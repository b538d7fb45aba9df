"""The seal on what a catalogue says of its vectors in Chroma: files that somebody else made are never given to Chroma.

A crafted file may crash Chroma, or make it do worse. The seal is made with a secret that lies outside every library, in
the reader's own folder; a library that came from a stranger has none, and its vectors are compared one by one.
"""

from __future__ import annotations

import hashlib
import hmac
import json

from assistant.index.finding.server import read_secret
from assistant.index.storage.catalogue import Generation
from assistant.settings import state_folder

_FILE = "published"


def seal(place: str, last_chunk: int, count: int, digest: str) -> str:
    """The digest of a generation's files, with the seal of who publishes it. Raises LibraryError."""
    return f"{digest} {_seal(place, last_chunk, count, digest)}"


def digest_of(generation: Generation) -> str:
    """What `seal` was given."""
    return generation.files.rpartition(" ")[0]


def is_sealed(generation: Generation) -> bool:
    """Whether this user published this generation on this machine. Raises LibraryError where that cannot be known."""
    digest, _, found = generation.files.rpartition(" ")
    expected = _seal(generation.place, generation.last_chunk, generation.count, digest)
    return hmac.compare_digest(found.encode(), expected.encode())


def _seal(place: str, last_chunk: int, count: int, digest: str) -> str:
    said = json.dumps([place, last_chunk, count, digest]).encode()
    return hmac.new(read_secret(state_folder() / "chroma" / _FILE), said, hashlib.sha256).hexdigest()
