"""A library on disk to how it stands: what it holds, where it is searched, what is left to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from assistant.index.finding import generations
from assistant.index.storage.catalogue import Catalogue, Generation
from assistant.index.storage.failures import failures
from assistant.index.storage.fetched import FETCHED_FOLDER, fetched_rows
from assistant.index.storage.read_paths import read_paths
from assistant.index.storage.removed import ERASING, RemovedReader
from assistant.index.storage.rows import READ_AGAIN
from assistant.index.storage.schema import CATALOGUE_FILE, open_catalogue
from assistant.index.updating.comings import INDEXED_AT
from assistant.index.updating.given_paths import outermost
from assistant.index.updating.index_plan import IndexPlan
from assistant.index.updating.marks import METHOD
from assistant.records.status import LibraryStatus

_SOURCES_NAMED = 5


def library_status(plan: IndexPlan) -> LibraryStatus:
    """How the library stands that `plan` would index into.

    Raises LibraryMissing and LibraryDamaged.
    """
    connection = open_catalogue(plan.folder)
    try:
        connection.execute("BEGIN")  # all is told of one moment
        return _status(connection, plan)
    finally:
        connection.close()


def _status(connection: sqlite3.Connection, plan: IndexPlan) -> LibraryStatus:
    folder = plan.folder
    catalogue, removed = Catalogue(connection), RemovedReader(connection)
    first, last = catalogue.published_span()
    generation, vectors = catalogue.generation(), catalogue.count("vectors")
    tail = catalogue.count("vectors", "chunk > ?", (generation.last_chunk,)) if generation else vectors
    sources = catalogue.sources()
    addresses = [row.address for row in fetched_rows(connection).values() if row.given]
    return LibraryStatus(
        root=str(plan.root),
        articles=catalogue.count("articles"),
        sources=len(sources),
        foremost_sources=tuple(sources[:_SOURCES_NAMED]),
        first=first,
        last=last,
        undated=catalogue.count("articles", "day IS NULL"),
        versions=catalogue.count("versions", "id IN (SELECT id FROM articles)") + catalogue.count("replaced"),
        withdrawn=len(removed.withdrawn()),
        answers=catalogue.count("answers"),
        set_days=len(catalogue.set_days()),
        followed=catalogue.count("followed"),
        chunks=catalogue.count("chunks"),
        vectors=vectors,
        model=(catalogue.fact("made_by") or "").split(" | ")[0],
        published=vectors - tail,
        place=generation.place if generation else None,
        generation=generation.id if generation else None,
        catalogue_bytes=sum(_size(each) for each in folder.glob(f"{CATALOGUE_FILE}*")),
        vectors_bytes=sum(_size(each) for each in (folder / "vectors").rglob("*")),
        pack_bytes=sum(_size(each) for each in folder.glob("pack-*")),
        fetched_bytes=sum(_size(each) for each in (folder / FETCHED_FOLDER).glob("*")),
        indexed_at=catalogue.fact(INDEXED_AT),
        paths=(*outermost(read_paths(connection)), *addresses),
        failures=tuple(failures(connection)),
        removed=tuple(removed.all()),
        unfinished=tuple(_unfinished(catalogue, generation, folder, plan.made_by)),
    )


def _unfinished(catalogue: Catalogue, generation: Generation | None, folder: Path, made_by: str) -> Iterator[str]:
    """What the next run of `assistant index` will do, in the reader's words."""
    if catalogue.fact("made_by") != made_by:
        yield "all vectors are made anew: the settings name another embedder or length of chunk"
    elif waiting := catalogue.count("articles", "fingerprint = ''"):
        yield f"articles without vectors are embedded: {waiting:,}"
    if again := catalogue.count("files", "substr(sha256, 1, 1) = ?", (READ_AGAIN,)):
        yield f"files are read again, by other rules or because it was asked for: {again:,}"
    if unread := catalogue.count_unmarked(METHOD):
        yield f"articles are read for dates and speech: {unread:,}"
    if catalogue.fact(ERASING) is not None:
        yield "the last traces of erased articles are erased"
    if generation is not None and not generations.is_own(generation):
        yield "the vector index is built anew, because you did not build it on this machine"
    elif generation is not None and generations.is_damaged(generation, folder):
        yield "the vector index is rebuilt, because it is damaged"


def _size(file: Path) -> int:
    try:
        return file.lstat().st_size if file.is_file() else 0
    except OSError:  # gone meanwhile
        return 0
