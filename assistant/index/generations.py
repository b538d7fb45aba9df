"""Publishes generations of vectors: built apart, probed, named in the catalogue, and from then on only read.

Embedded Chroma 1.5.9 loses data when a second process writes, gives stale results beside a writer, and does not survive
a dozen kills; so nobody ever writes to a generation that somebody may read, and losing one loses nothing: the catalogue
holds every vector.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from assistant.errors import AssistantError, LibraryDamaged
from assistant.index.catalogue import Catalogue, Generation
from assistant.index.lock import hold, is_held, release
from assistant.index.writing import CatalogueWriter

# Below this share of a generation's chunks gone, the next one is copied and mended; above, it is built anew.
_MOST_REMOVED = 0.2
_BLOCK = 4096
_BLOCKS = 64
_BUILDING = ".building"

Report = Callable[[int], None]


def needs_publishing(catalogue: Catalogue, folder: Path, *, tail_chunks: int) -> bool:
    """Whether the tail has grown too long, too many published chunks are gone, or the published files are damaged."""
    generation = catalogue.generation()
    if generation is None:
        return catalogue.count("vectors") > tail_chunks
    if is_damaged(generation, folder):
        return True
    tail = catalogue.count("vectors", "chunk > ?", (generation.last_chunk,))
    return tail > tail_chunks or _removed(catalogue, generation) > _MOST_REMOVED * generation.count


def publish(catalogue: Catalogue, writer: CatalogueWriter, folder: Path, *, server: str | None, report: Report) -> None:
    """Builds, probes and names the next generation; the caller holds the writer's lock.

    `report` is told how many vectors were copied so far. Raises LibraryDamaged when what was built does not answer.
    """
    last_chunk = catalogue.last_chunk()
    count = catalogue.count("vectors")
    previous = catalogue.generation()
    number = _next_number(folder, previous)
    if server:
        place, built = (
            f"{server.rstrip('/')}#assistant-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]}-{number}",
            "",
        )
        _run(["build", place, str(folder), str(last_chunk)], report)
        _run(["probe", place, str(count)], None)
    else:
        place, built = _build_folder(catalogue, folder, previous, number, report)
    writer.publish(place=place, last_chunk=last_chunk, count=count, files=built)
    sweep(folder, keep=place)


def open_generation(catalogue: Catalogue, folder: Path) -> tuple[Generation, int | None] | None:
    """The published generation and the hold on its folder; None when there is none. Raises LibraryDamaged."""
    for _ in range(3):  # a writer may publish and sweep between our reading of the name and our hold
        generation = catalogue.generation()
        if generation is None or is_remote(generation.place):
            return None if generation is None else (generation, None)
        held = hold(folder / generation.place)
        if held is not None:
            if is_damaged(generation, folder):
                release(held)
                break
            return generation, held
    raise LibraryDamaged("The vector index is damaged.", hint="`assistant index` makes it anew from the catalogue.")


def location(generation: Generation, folder: Path) -> str:
    """Where Chroma finds a generation: a folder, or a collection on a server."""
    return generation.place if is_remote(generation.place) else str(folder / generation.place)


def is_remote(place: str) -> bool:
    """Whether a generation lives on a Chroma server."""
    return place.startswith(("http://", "https://"))


def is_damaged(generation: Generation, folder: Path) -> bool:
    """Whether a generation's files are not those that were published."""
    return not is_remote(generation.place) and _digest(folder / generation.place) != generation.files


def sweep(folder: Path, *, keep: str | None) -> None:
    """Removes generations that nobody reads and what a killed build left; the caller holds the writer's lock."""
    for each in sorted((folder / "vectors").glob("*")):
        name = f"vectors/{each.name}"
        if name != keep and (each.name.endswith(_BUILDING) or not is_held(each)):
            shutil.rmtree(each, ignore_errors=True)


def _build_folder(
    catalogue: Catalogue, folder: Path, previous: Generation | None, number: int, report: Report
) -> tuple[str, str]:
    place = f"vectors/{number:06d}"
    building = folder / (place + _BUILDING)
    shutil.rmtree(building, ignore_errors=True)
    building.parent.mkdir(exist_ok=True)
    arguments = ["build", str(building), str(folder), str(catalogue.last_chunk())]
    if previous and _can_be_copied(catalogue, previous, folder):
        shutil.copytree(folder / previous.place, building, ignore=shutil.ignore_patterns("held"))
        arguments.append(str(previous.last_chunk))
    _run(arguments, report)
    _run(["probe", str(building), str(catalogue.count("vectors"))], None)
    final = folder / place
    building.rename(final)
    return place, _digest(final)


def _next_number(folder: Path, previous: Generation | None) -> int:
    """A number no folder and no generation ever had: a folder that is still being read is never overwritten."""
    taken = [int(each.name[:6]) for each in (folder / "vectors").glob("[0-9]*") if each.name[:6].isdigit()]
    return max([0, previous.id if previous else 0, *taken]) + 1


def _can_be_copied(catalogue: Catalogue, previous: Generation, folder: Path) -> bool:
    if is_remote(previous.place) or is_damaged(previous, folder):
        return False
    return _removed(catalogue, previous) <= _MOST_REMOVED * previous.count


def _removed(catalogue: Catalogue, generation: Generation) -> int:
    return generation.count - catalogue.count("vectors", "chunk <= ?", (generation.last_chunk,))


def _run(arguments: list[str], report: Report | None) -> None:
    """Runs the Chroma module apart: a crash there is an error here."""
    command = [sys.executable, "-m", "assistant.index.chroma", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        done = 0
        for line in process.stdout:
            if line.strip().isdigit():
                done += int(line)
                if report:
                    report(done)
        complaint = process.stderr.read().strip()
    if process.returncode:
        last = complaint.splitlines()[-1] if complaint else f"it ended with signal or code {process.returncode}"
        raise AssistantError(
            f"The vector index could not be built: {last}",
            hint="Questions are answered by exact search meanwhile; run `assistant index` again.",
        )


def _digest(folder: Path) -> str:
    """Sizes and sampled contents of the index files; not of Chroma's SQLite file, which it touches on reading."""
    found = {}
    for file in sorted(folder.rglob("*.bin")):
        size = file.stat().st_size
        digest = hashlib.sha256()
        with file.open("rb") as stream:
            for block in range(_BLOCKS):
                stream.seek(block * size // _BLOCKS)
                digest.update(stream.read(_BLOCK))
        found[file.relative_to(folder).as_posix()] = [size, digest.hexdigest()[:16]]
    database = folder / "chroma.sqlite3"
    return json.dumps(found) if found and database.is_file() and database.stat().st_size else "damaged"
