"""Publishes vectors on a Chroma server, in collections that only this library changes and anybody may read.

What is published once stays: the next generation is the same collection with what is new, so that a reader whose
catalogue is older, or a copy, still finds all that it knows of. A collection is begun anew only when many of its chunks
are gone, or when it does not hold what was noted of it.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from assistant.errors import LibraryDamaged, LibraryError
from assistant.index.finding.batches import vector_batches
from assistant.index.finding.chroma_server import RECORDS_AT_ONCE, ServerCollections, ServerVectors
from assistant.index.finding.exact import is_remote
from assistant.index.finding.server import ChromaServer, collection_at, mark_of
from assistant.index.storage.catalogue import Catalogue, Generation
from assistant.index.storage.schema import open_catalogue
from assistant.index.storage.writing import CatalogueWriter

# The fact that names a collection from before it is made until it is published.
_BEGUN = "begun_on_server"
_TRIES = 5

Report = Callable[[int], None]


def open_on_server(generation: Generation, server: ChromaServer | None) -> ServerVectors:
    """The published collection, on the server that the settings name, whatever address the catalogue has of it.

    Raises LibraryError.
    """
    if server is None:
        address = generation.place.partition("#")[0]
        raise LibraryError(
            f"The library's vectors are on a Chroma server ({address!r}) that your settings do not name.",
            hint="Set chroma_url to search there.",
        )
    there = ServerCollections(server)
    try:
        found = there.find(collection_at(generation.place))
        if found is None:
            raise _lost(generation, server)
    except BaseException:
        there.close()
        raise
    return found


def is_lost_on_server(generation: Generation, server: ChromaServer) -> bool:
    """Whether the server has fewer or more vectors than were published. Raises LibraryError when it does not say."""
    with closing(ServerCollections(server)) as there:
        found = there.find(collection_at(generation.place))
        return found is None or found.count() != generation.count


def publish_on_server(
    catalogue: Catalogue, writer: CatalogueWriter, folder: Path, *, server: ChromaServer, goes_on: bool, report: Report
) -> None:
    """Adds what is new to the published collection, or, unless it `goes_on`, makes another, and names it.

    The caller holds the writer's lock. Raises LibraryError.
    """
    last_chunk, previous = catalogue.last_chunk(), catalogue.generation()
    if not catalogue.count("vectors"):
        for each in catalogue.generations():
            if is_remote(each.place):
                _drop(each.place, folder, server)
        writer.withdraw_generations()
        return
    with closing(ServerCollections(server)) as there:
        collection = _own(there, previous, folder, server) if goes_on else None
        after = previous.last_chunk if previous and collection else 0
        held = previous.count if previous and collection else 0
        if collection is None:
            drop_begun(catalogue, writer, folder, server)
            collection = _begin(there, writer, folder, server)
        with closing(open_catalogue(folder)) as connection:
            for ids, matrix in vector_batches(connection, after, last_chunk, RECORDS_AT_ONCE):
                collection.add(ids, matrix)
                held += len(ids)
                report(held)
        _probe(collection, held)
        writer.publish(place=server.place(collection.name), last_chunk=last_chunk, count=held, files="")
    writer.note(_BEGUN, None)


def sweep_server(
    catalogue: Catalogue, writer: CatalogueWriter, folder: Path, server: ChromaServer | None, *, kept: int = 2
) -> list[tuple[str, str]]:
    """Removes this library's own collections that are out of use; gives what is left there, with the reason.

    Who reads a collection cannot be known: the last so many are `kept`, usually the last but one as well. One on a
    server that the settings do not name is struck from the list at once. The caller holds the writer's lock.
    """
    published = catalogue.generations()
    in_use = {each.place for each in published[-kept:] if server is not None and server.holds(each.place)}
    in_use |= {each.place for each in published[-1:]}
    left: list[tuple[str, str]] = []
    for place in dict.fromkeys(each.place for each in published if is_remote(each.place)):
        if place in in_use:
            continue
        try:
            reason = _drop(place, folder, server)
        except LibraryError:  # the server's own trouble: the next run tries again
            continue
        if reason:
            left.append((place, reason))
        writer.forget_generations(each.id for each in published if each.place == place)
    if server is not None:
        with suppress(LibraryError):
            drop_begun(catalogue, writer, folder, server)
    return left


def drop_begun(catalogue: Catalogue, writer: CatalogueWriter, folder: Path, server: ChromaServer) -> None:
    """Removes the collection that a killed run had begun."""
    begun = catalogue.fact(_BEGUN)
    if begun is None:
        return
    if begun not in {each.place for each in catalogue.generations()}:
        _drop(begun, folder, server)
    writer.note(_BEGUN, None)


def _drop(place: str, folder: Path, server: ChromaServer | None) -> str:
    """Removes a collection that carries the library's mark; else says why it is left. Raises LibraryError."""
    if server is None or not server.holds(place):
        return "is left on that Chroma server, which the settings no longer name"
    with closing(ServerCollections(server)) as there:
        found = there.find(collection_at(place))
        if found is None:
            return ""
        if not _is_own(found, folder, server):
            return "is left on the Chroma server: it does not carry the mark of this library"
        there.drop(found.name)
    return ""


def _own(
    there: ServerCollections, previous: Generation | None, folder: Path, server: ChromaServer
) -> ServerVectors | None:
    """The published collection, if it may be added to."""
    if previous is None or not server.holds(previous.place):
        return None
    found = there.find(collection_at(previous.place))
    if found is None or not _is_own(found, folder, server) or found.count() != previous.count:
        return None
    return found


def _is_own(collection: ServerVectors, folder: Path, server: ChromaServer) -> bool:
    return hmac.compare_digest(collection.mark.encode(), mark_of(collection.name, folder, server).encode())


def _begin(there: ServerCollections, writer: CatalogueWriter, folder: Path, server: ChromaServer) -> ServerVectors:
    """A new collection under a name that nobody has, noted before it is made: a killed run leaves none unknown."""
    for _ in range(_TRIES):
        name = f"assistant-{secrets.token_hex(8)}"
        mark = mark_of(name, folder, server)
        writer.note(_BEGUN, server.place(name))
        collection = there.create(name, mark)
        if collection is not None:
            return collection
    raise LibraryError(f"The Chroma server at {server.url!r} says of every new name that it is taken.")


def _probe(collection: ServerVectors, count: int) -> None:
    """Fails when the collection does not have what was added, or does not find it again."""
    held = collection.count()
    if held != count:
        raise LibraryError(f"The Chroma server holds {held:,} vectors where {count:,} were sent.")
    for number, vector in collection.some():
        neighbours = collection.search(vector, 5)
        # Copies of one text have one vector, so the sample itself may not be among the first; its distance must be.
        if not neighbours or neighbours[0][1] < 0.99:
            raise LibraryError(f"The Chroma server does not find vector {number} again.")


def _lost(generation: Generation, server: ChromaServer) -> LibraryDamaged:
    return LibraryDamaged(
        f"The Chroma server at {server.url!r} does not have this library's collection,"
        f" {collection_at(generation.place)!r}."
    )
