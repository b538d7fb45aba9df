"""The pack: all chunks' small vectors in one file and what is asked of each chunk in another, both only appended to.

A small vector has a byte a number, so that a million chunks are compared in a tenth of a second and 400 MB. What it
says of a cosine is right within a bound; the nearest are compared again with the catalogue's own vectors.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import LibraryDamaged
from assistant.index.finding.exact import UNDATED
from assistant.index.storage.packs import Pack, StoredChunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# One row of the file of rows. `length` counts terms; `sum` is that of the small vector, eight bytes at a time.
_FIELDS = [
    *(("chunk", "<i8"), ("article", "<i8"), ("day", "<i4"), ("length", "<i4")),
    *(("scale", "<f4"), ("error", "<f4"), ("sum", "<u8")),
]
ROW_BYTES = 40
# Numbers cast at once: they stay in the processor's cache, and OpenBLAS multiplies so few in one thread. Twice as many
# took seven times as long on two busy cores.
_NUMBERS_AT_ONCE = 393_216


@dataclass(frozen=True, slots=True)
class _Small:
    """Vectors at a byte a number: each is about `numbers` x `scale`, and off by a vector of length `error`."""

    numbers: NDArray[np.int8]
    scale: NDArray[np.float32]
    error: NDArray[np.float32]


def _made_small(vectors: NDArray[np.float32]) -> _Small:
    """Vectors of shape (count, dimension) made small; one that is no vector becomes zeros."""
    import numpy as np

    dimension = vectors.shape[1]
    added = ((0, 0), (0, width_of(dimension) - dimension))
    whole = np.pad(np.nan_to_num(vectors, posinf=0.0, neginf=0.0), added)
    scale = np.abs(whole).max(axis=1, initial=0.0) / np.float32(127)
    scale[scale == 0] = 1.0
    numbers = np.rint(whole / scale[:, None]).astype(np.int8)
    error = np.linalg.norm(whole - numbers * scale[:, None], axis=1)
    return _Small(numbers, scale, (error * np.float32(1.001)).astype(np.float32))


def small_rows(stored: Sequence[StoredChunk], dimension: int) -> tuple[NDArray[np.void], NDArray[np.int8]]:
    """The rows of chunks as the catalogue has them, and their small vectors; one without a whole vector has zeros.

    Raises LibraryDamaged for what no chunk has, such as a day that is no number.
    """
    import numpy as np

    ids, articles, days, sizes, blobs = zip(*stored, strict=True) if stored else ([], [], [], [], [])
    nothing = bytes(2 * dimension)
    joined = b"".join(each if isinstance(each, bytes) and len(each) == len(nothing) else nothing for each in blobs)
    small = _made_small(np.frombuffer(joined, dtype=np.float16).reshape(len(stored), dimension).astype(np.float32))
    rows = np.zeros(len(stored), dtype=_FIELDS)
    try:
        rows["chunk"], rows["article"] = ids, articles
        rows["day"] = [UNDATED if day is None else day for day in days]
        rows["length"] = [_length(each) for each in sizes]
    except (TypeError, ValueError, OverflowError) as error:
        raise LibraryDamaged(f"The library's list of chunks is damaged: {error}.") from error
    rows["scale"], rows["error"] = small.scale, small.error
    rows["sum"] = _sums(small.numbers)
    return rows, small.numbers


class SmallVectors:
    """Small vectors in a file or in memory, compared with a question's in the order of their rows."""

    def __init__(self, rows: NDArray[np.void], source: FileIO | NDArray[np.int8], dimension: int) -> None:
        self._scale, self._error, self._sum = (rows[name].copy() for name in ("scale", "error", "sum"))
        self._source, self._width = source, width_of(dimension)

    def cosines(self, vector: NDArray[np.float32], places: NDArray[np.int64]) -> tuple[NDArray[np.float32], ...]:
        """The least and the greatest that the cosine of each of these rows, ascending, may be.

        Raises LibraryDamaged when the file does not hold what was written.
        """
        import numpy as np

        found = np.empty(len(places), dtype=np.float32)
        asked = np.pad(vector, (0, self._width - len(vector)))
        step = max(1, _NUMBERS_AT_ONCE // self._width)
        room, cast = np.empty((step, self._width), dtype=np.int8), np.empty((step, self._width), dtype=np.float32)
        for start, low, high in _blocks(places, step):
            block = self._block(start, room)
            chosen = block if high - low == len(block) else block[places[low:high] - start]
            np.copyto(cast[: len(chosen)], chosen)
            np.matmul(cast[: len(chosen)], asked, out=found[low:high])
        found *= self._scale[places]
        # What is left out: the vector's own error by Cauchy and Schwarz, and the rounding of sums in single precision.
        bound = self._error[places] * np.float32(np.linalg.norm(vector)) + np.float32(1e-5)
        return found - bound, found + bound

    def close(self) -> None:
        """Lets go of the file."""
        if isinstance(self._source, FileIO):
            self._source.close()

    def check(self) -> None:
        """Reads every vector. Raises LibraryDamaged when the file does not hold what was written."""
        import numpy as np

        room = np.empty((max(1, _NUMBERS_AT_ONCE // self._width), self._width), dtype=np.int8)
        for start in range(0, len(self._scale), len(room)):
            self._block(start, room)

    def _block(self, start: int, into: NDArray[np.int8]) -> NDArray[np.int8]:
        """So many of the small vectors as there is room for, and there are; those of a file are read into that room."""
        import numpy as np

        stop = min(start + len(into), len(self._scale))
        if not isinstance(self._source, FileIO):
            return self._source[start:stop]
        block = into[: stop - start]
        if os.preadv(self._source.fileno(), [block.data], start * self._width) < block.nbytes:
            raise damaged()
        if not np.array_equal(_sums(block), self._sum[start:stop]):
            raise damaged()
        return block


def open_pack(folder: Path, pack: Pack) -> tuple[NDArray[np.void], SmallVectors]:
    """The rows of a pack and its vectors. Raises LibraryDamaged when the files are not those that were written."""
    import numpy as np

    with closing(open_file(rows_file(folder, pack.number))) as file:
        _require_size(file, pack.rows * ROW_BYTES)
        rows = np.fromfile(file, dtype=_FIELDS, count=pack.rows)
    if len(rows) < pack.rows or zlib.crc32(rows.view(np.uint8).data) != pack.checksum:
        raise damaged()
    vectors = open_file(vectors_file(folder, pack.number))
    try:
        _require_size(vectors, pack.rows * width_of(pack.dimension))
    except LibraryDamaged:
        vectors.close()
        raise
    return rows, SmallVectors(rows, vectors, pack.dimension)


def width_of(dimension: int) -> int:
    """Bytes of a small vector: eight are summed at once, so it is filled up with zeros."""
    return dimension + -dimension % 8


def rows_file(folder: Path, number: int) -> Path:
    """Where a pack's rows are."""
    return folder / f"pack-{number:06d}.rows"


def vectors_file(folder: Path, number: int) -> Path:
    """Where a pack's small vectors are."""
    return folder / f"pack-{number:06d}.vectors"


def open_file(file: Path, flags: int = os.O_RDONLY) -> FileIO:
    """Opens a file of the pack. Raises LibraryDamaged where there is none, or a link, a pipe or a folder instead."""
    try:
        descriptor = os.open(file, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise damaged() from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise damaged()
    return FileIO(descriptor, "r+" if flags & os.O_RDWR else "r")


def damaged() -> LibraryDamaged:
    """The error for a pack whose files are not what was written."""
    return LibraryDamaged("The library's pack of vectors is damaged.")


def _require_size(file: FileIO, size: int) -> None:
    if os.fstat(file.fileno()).st_size < size:
        raise damaged()


def _sums(numbers: NDArray[np.int8]) -> NDArray[np.uint64]:
    import numpy as np

    sums: NDArray[np.uint64] = np.einsum("ij->i", numbers.view(np.uint64))  # twice as quick as sum(axis=1)
    return sums


def _length(sizes: bytes) -> int:
    """How many words a chunk has: FTS5 keeps the number of each column as a variable-length integer."""
    total = value = 0
    for byte in sizes:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            total, value = total + value, 0
    return total


def _blocks(places: NDArray[np.int64], step: int) -> Iterator[tuple[int, int, int]]:
    """The runs of `step` rows that hold any of the places: the first row, and which of the places lie in it."""
    low = 0
    while low < len(places):
        start = int(places[low]) // step * step
        high = int(places.searchsorted(start + step))
        yield start, low, high
        low = high
