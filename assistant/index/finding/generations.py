"""Publishes generations of vectors: built apart, probed, named in the catalogue, and from then on only read.

Embedded Chroma 1.5.9 loses data when a second process writes, gives stale results beside a writer, and does not survive
a dozen kills; so nobody ever writes to a generation that somebody may read, and losing one loses nothing: the catalogue
holds every vector.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from assistant.errors import AssistantError, LibraryDamaged, LibraryError
from assistant.index.finding.exact import is_remote
from assistant.index.finding.seal import digest_of, is_sealed, seal
from assistant.index.finding.server import ChromaServer
from assistant.index.lock import hold, release, take_away
from assistant.index.own_files import MARK, VECTORS, is_made_by_us, make_folder, mark, remove_folder, tighten
from assistant.index.storage.catalogue import Catalogue, Generation
from assistant.index.storage.strangers import deletes_on_opening
from assistant.index.storage.writing import CatalogueWriter

# Below this share of a generation's chunks gone, the next one is copied and mended; above, it is built anew.
_MOST_REMOVED = 0.2
# Who names a server wants it used: it gets what is new in lots of this size, however much could be compared here.
_SERVER_TAIL = 2_000
_BLOCK = 4096
_BLOCKS = 64
_DATABASE = "chroma.sqlite3"
_BUILDING = ".building"
_REMOVED = ".removed"

Report = Callable[[int], None]


def is_wanted(catalogue: Catalogue, *, tail_chunks: int, server: ChromaServer | None) -> bool:
    """Whether vectors are to be in Chroma: those of a library too large for comparing with each, or for a server."""
    generation = catalogue.generation()
    on_server = server is not None or (generation is not None and is_remote(generation.place))
    return on_server or not catalogue.count("vectors") or catalogue.count("vectors") > tail_chunks


def needs_publishing(catalogue: Catalogue, folder: Path, *, tail_chunks: int, server: ChromaServer | None) -> bool:
    """Whether the tail is too long, too many published chunks are gone, or what was published is not in order.

    Raises AssistantError when the server, on which that is to be seen, does not answer.
    """
    generation, count = catalogue.generation(), catalogue.count("vectors")
    if server is not None:
        tail_chunks = min(tail_chunks, _SERVER_TAIL)
    if generation is None:
        return count > tail_chunks
    if not count or not _is_where_wanted(generation, server) or _is_lost(generation, folder, server):
        return True
    tail = catalogue.count("vectors", "chunk > ?", (generation.last_chunk,))
    return tail > tail_chunks or _removed(catalogue, generation) > _MOST_REMOVED * generation.count


def publish(
    catalogue: Catalogue,
    writer: CatalogueWriter,
    folder: Path,
    *,
    server: ChromaServer | None,
    report: Report,
    anew: bool = False,
) -> None:
    """Builds, probes and names the next generation; the caller holds the writer's lock.

    With `anew` nothing is taken over from the one before. A library without vectors has none. `report` is told how many
    vectors were copied so far. Raises AssistantError when the generation cannot be built or what was built does not
    answer.
    """
    last_chunk, count = catalogue.last_chunk(), catalogue.count("vectors")
    previous = catalogue.generation()
    if not count and server is None:
        writer.withdraw_generations()
        return
    if server:
        from assistant.index.finding.remote import publish_on_server  # what speaks to servers: 30 ms

        few_removed = previous is not None and _removed(catalogue, previous) <= _MOST_REMOVED * previous.count
        try:
            publish_on_server(catalogue, writer, folder, server=server, goes_on=few_removed and not anew, report=report)
        except LibraryError as error:
            raise _not_built(error.message) from error
        return
    number = _next_number(folder, previous)
    try:
        place, built = _build_folder(catalogue, folder, previous, number, report)
        files = seal(place, last_chunk, count, built)
    except LibraryError as error:
        raise _not_built(error.message) from error
    except (OSError, sqlite3.Error) as error:  # a full disk, most likely
        raise _not_built(getattr(error, "strerror", None) or str(error)) from error
    writer.publish(place=place, last_chunk=last_chunk, count=count, files=files)


def open_generation(catalogue: Catalogue, folder: Path) -> tuple[Generation, int | None] | None:
    """The published generation and the hold on its folder; None when there is none, or it is another user's.

    Raises LibraryDamaged.
    """
    generation = catalogue.generation()
    while generation is not None:
        if is_remote(generation.place):
            return generation, None
        if not is_own(generation):
            return None
        held = hold(folder / generation.place)
        if held is not None:
            if not is_damaged(generation, folder):
                return generation, held
            release(held)
        # A writer may have published the next one, and swept this one, between our reading of its name and our hold.
        tried, generation = generation, catalogue.generation()
        if generation == tried:
            raise LibraryDamaged("The vector index is damaged.", hint="`assistant index` rebuilds it.")
    return None


def is_own(generation: Generation) -> bool:
    """Whether the reader's own program published a generation; Chroma is given no other's files."""
    try:
        return is_remote(generation.place) or is_sealed(generation)
    except LibraryError:  # nothing can be kept in the reader's own folder
        return False


def is_damaged(generation: Generation, folder: Path) -> bool:
    """Whether a generation's files are not those that were published, or would do harm when they are opened."""
    if is_remote(generation.place):
        return False
    place = folder / generation.place
    if deletes_on_opening(place / _DATABASE) or _digest(place) != digest_of(generation):
        return True
    return not _answers(place, "SELECT count(*) FROM embeddings", generation.count)


def _is_where_wanted(generation: Generation, server: ChromaServer | None) -> bool:
    return not is_remote(generation.place) if server is None else server.holds(generation.place)


def _is_lost(generation: Generation, folder: Path, server: ChromaServer | None) -> bool:
    """Whether a generation cannot be read any more: damaged files, or a server that does not have it."""
    if server is None:
        place = folder / generation.place
        # Whether Chroma's SQLite file can be read through takes 0.1 s for 57,000 chunks: not done for each question.
        is_sound = is_own(generation) and not is_damaged(generation, folder)
        return not (is_sound and _answers(place, "PRAGMA quick_check", "ok"))
    from assistant.index.finding.remote import is_lost_on_server

    try:
        return is_lost_on_server(generation, server)
    except LibraryError as error:
        raise _not_built(error.message) from error


def sweep(catalogue: Catalogue, folder: Path) -> list[Path]:
    """Removes generations that nobody reads and what a killed build left; the caller holds the writer's lock.

    Only what this program made is removed; the rest is given back.
    """
    published = catalogue.generations()
    current = folder / published[-1].place if published else None
    strange = []
    for each in sorted((folder / VECTORS).glob("*")):
        if each == current:
            continue
        if not is_made_by_us(each):
            strange.append(each)
        elif each.name.endswith((_BUILDING, _REMOVED)):
            remove_folder(each)
        elif take_away(each, each.name + _REMOVED):
            remove_folder(each.with_name(each.name + _REMOVED))
    return strange


def _build_folder(
    catalogue: Catalogue, folder: Path, previous: Generation | None, number: int, report: Report
) -> tuple[str, str]:
    vectors = folder / VECTORS
    make_folder(vectors)
    # A name of its own: the builder of a run that was killed may live on for a moment and write to its folder.
    building = Path(tempfile.mkdtemp(prefix=f"{number:06d}-", suffix=_BUILDING, dir=vectors)).absolute()
    mark(building)
    arguments = ["build", str(building), str(folder.absolute()), str(catalogue.last_chunk())]
    if previous and _can_be_copied(catalogue, previous, folder):
        _copy(folder / previous.place, building)
        arguments.append(str(previous.last_chunk))
    _run(arguments, report)
    _run(["probe", str(building), str(catalogue.count("vectors"))], None)
    tighten(building)
    final = vectors / f"{number:06d}"
    building.rename(final)
    digest = _digest(final)
    if digest is None:
        raise _not_built(f"{str(final)!r} lacks some of its files")
    return f"{VECTORS}/{final.name}", digest


def _copy(place: Path, building: Path) -> None:
    """Copies a generation; its SQLite file by SQLite, for readers touch it (no other file is ever written to)."""
    shutil.copytree(place, building, ignore=shutil.ignore_patterns(MARK, f"{_DATABASE}*"), dirs_exist_ok=True)
    with closing(sqlite3.connect(place / _DATABASE)) as old, closing(sqlite3.connect(building / _DATABASE)) as new:
        old.backup(new)


def _next_number(folder: Path, previous: Generation | None) -> int:
    """A number no folder and no generation ever had: a folder that is still being read is never overwritten."""
    taken = [int(each.name[:6]) for each in (folder / VECTORS).glob("[0-9]*") if each.name[:6].isdecimal()]
    return max([0, previous.id if previous else 0, *taken]) + 1


def _can_be_copied(catalogue: Catalogue, previous: Generation, folder: Path) -> bool:
    if is_remote(previous.place) or _is_lost(previous, folder, None):
        return False
    return _removed(catalogue, previous) <= _MOST_REMOVED * previous.count


def _removed(catalogue: Catalogue, generation: Generation) -> int:
    return generation.count - catalogue.count("vectors", "chunk <= ?", (generation.last_chunk,))


def _run(arguments: list[str], report: Report | None) -> None:
    """Runs the Chroma module apart: a crash there is an error here."""
    # A chromadb.py in the working folder is not run, by -P, and an .env there, which Chroma looks for, is not read.
    command = [sys.executable, "-P", "-m", "assistant.index.finding.chroma", *arguments]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
        with subprocess.Popen(
            command, cwd=Path(__file__).parents[3], stdout=subprocess.PIPE, stderr=complaints, text=True, umask=0o077
        ) as process:
            try:
                _listen(process, report)
            except BaseException:  # the run was stopped: nobody waits for what is built
                process.kill()
                raise
        complaints.seek(0)
        complaint = complaints.read().strip()
    if process.returncode:
        raise _not_built(complaint.splitlines()[-1] if complaint else f"it ended with code {process.returncode}")


def _listen(process: subprocess.Popen[str], report: Report | None) -> None:
    """Tells `report` how many vectors the process has copied, as often as it says."""
    assert process.stdout is not None
    done = 0
    for line in process.stdout:
        if line.strip().isdigit():
            done += int(line)
            if report:
                report(done)


def _not_built(reason: str) -> AssistantError:
    return AssistantError(
        f"The vector index could not be built: {reason.rstrip('.')}.",
        hint="Every vector is compared meanwhile; run `assistant index` again.",
    )


def _digest(folder: Path) -> str | None:
    """Sizes and sampled contents of the index files, None when there are none.

    Chroma touches its SQLite file on reading, so of that one only the presence counts.
    """
    found = {}
    for file in sorted(folder.glob("*/*")):
        if not stat.S_ISREG(file.lstat().st_mode):  # a pipe would be waited for
            return None
        size = file.stat().st_size
        digest = hashlib.sha256()
        with file.open("rb") as stream:
            for block in range(_BLOCKS):
                stream.seek(block * size // _BLOCKS)
                digest.update(stream.read(_BLOCK))
        found[file.relative_to(folder).as_posix()] = [size, digest.hexdigest()[:16]]
    database = folder / _DATABASE
    is_file = database.is_file() and not database.is_symlink()
    return json.dumps(found) if found and is_file and database.stat().st_size else None


def _answers(place: Path, sql: str, expected: object) -> bool:
    """Whether Chroma's SQLite file gives this, first, for a statement."""
    try:
        with closing(
            sqlite3.connect(f"{(place / _DATABASE).absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            return bool(database.execute(sql).fetchone()[0] == expected)
    except sqlite3.Error:
        return False
