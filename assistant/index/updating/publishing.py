"""Vectors in the catalogue to a generation that questions use, where the tail has grown too long for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.errors import AssistantError
from assistant.index.finding import generations
from assistant.index.finding.exact import is_remote
from assistant.index.finding.server import ChromaServer
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.writing import CatalogueWriter
from assistant.records.articles import SkippedFile

# Chunks that are not yet in the pack are read anew for a question after each batch: 30 ms for so many.
_UNPACKED = 5_000


class Packing:
    """Puts the vectors of stored chunks into the pack, now and then while a run goes on, and at its end."""

    def __init__(self, catalogue: Catalogue, writer: CatalogueWriter, folder: Path) -> None:
        self._catalogue, self._writer, self._folder = catalogue, writer, folder
        self._unpacked = 0

    def note(self, chunks: int) -> None:
        """Notes that so many chunks more are stored."""
        self._unpacked += chunks
        if self._unpacked >= _UNPACKED:
            self.pack()

    def pack(self) -> None:
        """Packs all that is stored."""
        from assistant.index.finding.packing import pack_chunks  # numpy: 0.1 s

        pack_chunks(self._catalogue.packs(), self._writer, self._folder)
        self._unpacked = 0


def publish_vectors(
    catalogue: Catalogue,
    writer: CatalogueWriter,
    folder: Path,
    *,
    tail_chunks: int,
    server: ChromaServer | None,
    tell: Callable[[int, int], None],
    go_on: Callable[[], None],
) -> tuple[list[str], list[SkippedFile]]:
    """Publishes the next generation if it is due, and removes old ones; says what it left alone, here and on a server.

    `tell` is told how many vectors of how many are copied. `go_on` raises when the run is to end: then nothing is
    published.
    """
    if not generations.is_wanted(catalogue, tail_chunks=tail_chunks, server=server):
        writer.withdraw_generations()
    elif generations.needs_publishing(catalogue, folder, tail_chunks=tail_chunks, server=server):
        count = catalogue.count("vectors")

        def report(done: int) -> None:
            tell(min(done, count), count)
            go_on()

        try:
            generations.publish(catalogue, writer, folder, server=server, report=report)
        except AssistantError:
            go_on()  # Ctrl-C on a terminal ends the builder too
            raise
    strange = generations.sweep(catalogue, folder)
    left = [f"{str(each)!r} was not made by this program, and is left there." for each in strange]
    return left, [SkippedFile(place, reason) for place, reason in _sweep_server(catalogue, writer, folder, server)]


def _sweep_server(
    catalogue: Catalogue, writer: CatalogueWriter, folder: Path, server: ChromaServer | None
) -> list[tuple[str, str]]:
    if not any(is_remote(each.place) for each in catalogue.generations()):
        return []
    from assistant.index.finding.remote import sweep_server

    return sweep_server(catalogue, writer, folder, server)
