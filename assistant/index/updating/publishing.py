"""Vectors in the catalogue to a generation that questions use, where the tail has grown too long for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.errors import AssistantError
from assistant.index.finding import generations
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.writing import CatalogueWriter


def publish_vectors(
    catalogue: Catalogue,
    writer: CatalogueWriter,
    folder: Path,
    *,
    tail_chunks: int,
    server: str | None,
    tell: Callable[[int, int], None],
    go_on: Callable[[], None],
) -> list[str]:
    """Publishes the next generation if it is due, and removes old ones; says what it left alone.

    `tell` is told how many vectors of how many are copied. `go_on` raises when the run is to end: then nothing is
    published.
    """
    if generations.needs_publishing(catalogue, folder, tail_chunks=tail_chunks, server=server):
        count = catalogue.count("vectors")

        def report(done: int) -> None:
            tell(min(done, count), count)
            go_on()

        try:
            generations.publish(catalogue, writer, folder, server=server, report=report)
        except AssistantError:
            go_on()  # Ctrl-C on a terminal ends the builder too
            raise
    strange = generations.sweep(catalogue, writer, folder)
    return [f"{str(each)!r} was not made by this program, and is left there." for each in strange]
