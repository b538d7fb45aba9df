"""Publishes the vectors of a run where it is time for that, and clears away what no question uses any more."""

from __future__ import annotations

from collections.abc import Callable

from assistant.index.finding import generations
from assistant.index.finding.exact import is_remote
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.writing import CatalogueWriter
from assistant.index.updating.index_plan import IndexPlan
from assistant.records.articles import SkippedFile


def publish(
    catalogue: Catalogue, writer: CatalogueWriter, plan: IndexPlan, tell: Callable[[str, int, int], None]
) -> tuple[list[str], list[SkippedFile]]:
    """Gives warnings of what lies in the library's folder and is not its own, and what is left on a server."""
    folder, server = plan.folder, plan.server
    if generations.needs_publishing(catalogue, folder, tail_chunks=plan.tail_chunks, server=server):
        count = catalogue.count("vectors")
        generations.publish(
            catalogue,
            writer,
            folder,
            server=server,
            report=lambda done: tell("building the vector index", min(done, count), count),
        )
    strange = generations.sweep(catalogue, folder)
    warnings = [f"{str(each)!r} was not made by this program, and is left there." for each in strange]
    if not any(is_remote(each.place) for each in catalogue.generations()):
        return warnings, []
    from assistant.index.finding.remote import sweep_server

    left = sweep_server(catalogue, writer, folder, server)
    return warnings, [SkippedFile(place, reason) for place, reason in left]
