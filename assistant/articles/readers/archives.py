"""The files in a .zip or .tar archive, one after the other, each unpacked into a private folder until it is read.

An archive may be hostile: it unpacks to a thousand times its size, names files outside its folder, holds links. All
that is bounded or passed over with a reason, and nothing is written but to a folder of ours, under a name of ours.
"""

from __future__ import annotations

import gzip
import io
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, BinaryIO, cast

from assistant.articles.readers.decoding import LARGEST_FILE_BYTES, MIB
from assistant.articles.readers.kinds import Form, kind_of
from assistant.errors import UnreadableFile

MOST_MEMBERS = 10_000
MOST_BYTES = 1024 * MIB  # of all files together, unpacked
MOST_TIMES = 200  # a file's own size that it may unpack to; prose packs to a tenth at best
_SMALL_BYTES = MIB  # a file of so little may unpack to more times its size
_LARGEST_DIRECTORY_BYTES = 4 * MIB  # of a zip file: its list of files is read whole
_LARGEST_READ = MIB  # tarfile reads a header of any length that the archive names at once
_AT_ONCE = 2**16
_GZIP = b"\x1f\x8b"
_END_OF_ZIP = b"PK\x05\x06"
_ENCRYPTED = 0x1
_LINK, _KIND_OF_FILE = 0o120000, 0o170000
_ODD_NAME = re.compile(r"[\x00-\x1f\x7f\\]|^[a-z]:", re.IGNORECASE)
_DAMAGED = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, OSError, EOFError),
    *(ValueError, IndexError, NotImplementedError, RuntimeError, struct.error, OverflowError, RecursionError),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name there, and where its bytes lie until the next one is asked for, or else `bad`."""

    name: str
    file: Path | None = None
    bad: str = ""


def zip_members(file: Path) -> Iterator[Member]:
    """The files of a .zip; raises UnreadableFile when it is none, or damaged, or a bomb."""
    with file.open("rb") as stream, _damage():
        _check_directory(stream)
        with zipfile.ZipFile(stream) as archive, _folder() as folder:
            infos = archive.infolist()
            room = _Room(len(infos))
            for info in infos:
                if info.is_dir() or _is_hidden(info.filename):
                    continue
                bad = room.bad_name(info.filename) or _bad_in_zip(info)
                yield Member(_shown(info.filename), bad=bad) if bad else _from_zip(archive, info, folder, room)


def tar_members(file: Path) -> Iterator[Member]:
    """The files of a .tar, packed by gzip or not; raises UnreadableFile when it is none, or damaged, or a bomb."""
    with file.open("rb") as stream, _damage():
        size = file.stat().st_size
        is_packed = stream.read(2) == _GZIP
        stream.seek(0)
        bytes_in = _Bounded(gzip.GzipFile(fileobj=stream) if is_packed else stream)
        with tarfile.open(fileobj=cast(IO[bytes], bytes_in), mode="r:") as archive, _folder() as folder:
            room = _Room(0, packed=size if is_packed else 0)
            before = -1
            for info in archive:
                if info.offset <= before:  # a header that leads backwards would be read for ever
                    raise UnreadableFile(_IS_DAMAGED)
                before = info.offset
                room.count()
                if info.isdir() or _is_hidden(info.name):
                    continue
                bad = room.bad_name(info.name) or ("" if info.isreg() else "is a link or a device, which is not read")
                packed = None if bad else archive.extractfile(info)
                if packed is None:
                    yield Member(_shown(info.name), bad=bad or "is not a regular file")
                else:
                    yield _unpacked(packed, info.name, folder, room, 0)


_IS_DAMAGED = "is not an archive, or damaged"


class _Room:
    """How much more an archive may unpack to; of a packed .tar its own size is known, and not that of each file."""

    def __init__(self, members: int, packed: int = 0) -> None:
        self._members, self._bytes = 0, 0
        self._names: set[str] = set()
        self._most = min(MOST_BYTES, max(16 * _SMALL_BYTES, packed * MOST_TIMES)) if packed else MOST_BYTES
        if members > MOST_MEMBERS:
            raise UnreadableFile(_too_many())

    def count(self) -> None:
        """One more file."""
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise UnreadableFile(_too_many())

    def bad_name(self, name: str) -> str:
        """Why a file is not read for its name alone; empty when it may be."""
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or _ODD_NAME.search(name) or not parts:
            return "has a name that leads out of the archive, or is none"
        if name in self._names:
            return "has the same name as another file in the archive"
        self._names.add(name)
        kind = kind_of(PurePosixPath(name))
        if kind is None:
            return f"is a kind of file that is not read ({PurePosixPath(name).suffix or 'no suffix'})"
        return "is an archive within an archive, which is not read" if kind.form is Form.MEMBERS else ""

    def take(self, size: int) -> None:
        """So many more bytes; raises UnreadableFile when they are too many."""
        self._bytes += size
        if self._bytes > self._most:
            raise UnreadableFile(f"unpacks to more than {self._most // MIB} MiB")


class _Bounded(io.RawIOBase):
    """A stream that refuses to be read in larger pieces, or farther, than any honest archive is."""

    def __init__(self, inner: BinaryIO | gzip.GzipFile) -> None:
        self._inner = inner

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > _LARGEST_READ:
            raise UnreadableFile("has a header that is too long")
        return self._inner.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET or not 0 <= offset <= 2 * MOST_BYTES:
            raise UnreadableFile(f"unpacks to more than {MOST_BYTES // MIB} MiB")
        return self._inner.seek(offset)

    def tell(self) -> int:
        return self._inner.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except UnreadableFile:
        raise
    except _DAMAGED as error:
        raise UnreadableFile(_IS_DAMAGED) from error


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that only this user may look into (tempfile makes it so), gone at the end."""
    with TemporaryDirectory(prefix="assistant-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _from_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, room: _Room) -> Member:
    """A file of a zip file; damage to it is told of it alone, because each stands for itself."""
    try:
        with archive.open(info) as packed:
            return _unpacked(packed, info.filename, folder, room, info.compress_size)
    except UnreadableFile:
        raise
    except _DAMAGED:
        return Member(_shown(info.filename), bad="is damaged, or packed in a way that is not read")


def _unpacked(packed: IO[bytes], name: str, folder: Path, room: _Room, packed_size: int) -> Member:
    """A member written to the folder, under a name that keeps only its kind."""
    suffixes = "".join(PurePosixPath(name).suffixes[-2:]).lower()
    target = folder / f"member{suffixes if re.fullmatch(r'[.a-z0-9]{1,20}', suffixes) else ''}"
    size = 0
    with target.open("wb") as stream:
        while piece := packed.read(_AT_ONCE):
            size += len(piece)
            room.take(len(piece))
            if size > LARGEST_FILE_BYTES:
                return Member(_shown(name), bad=f"is larger than {LARGEST_FILE_BYTES // MIB} MiB")
            if packed_size and size > max(_SMALL_BYTES, packed_size * MOST_TIMES):
                return Member(_shown(name), bad=f"unpacks to more than {MOST_TIMES} times its size")
            stream.write(piece)
    return Member(_shown(name), target)


def _check_directory(stream: BinaryIO) -> None:
    """Refuses a zip file whose list of files alone would fill the memory (APPNOTE, 4.3.16)."""
    stream.seek(0, io.SEEK_END)
    size = stream.tell()
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = tail.rfind(_END_OF_ZIP)
    if at < 0 or len(tail) < at + 22:
        raise UnreadableFile(_IS_DAMAGED)
    directory_bytes = struct.unpack_from("<I", tail, at + 12)[0]
    if directory_bytes > _LARGEST_DIRECTORY_BYTES:
        raise UnreadableFile(_too_many())
    stream.seek(0)


def _bad_in_zip(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "is locked with a password"
    if (info.external_attr >> 16) & _KIND_OF_FILE == _LINK:
        return "is a link or a device, which is not read"
    return ""


def _is_hidden(name: str) -> bool:
    """As in a folder: hidden files are passed over, and what macOS adds to each of its archives."""
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _shown(name: str) -> str:
    """A name as it is stored: without control characters, and short."""
    clean = (
        re.sub(r"[\x00-\x1f\x7f]", "\ufffd", str(PurePosixPath(name)))
        .encode("utf-8", "surrogateescape")
        .decode("utf-8", "replace")
    )
    return clean.lstrip("/")[:500] or "(no name)"


def _too_many() -> str:
    return f"holds more than {MOST_MEMBERS:,} files"
