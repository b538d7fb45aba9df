"""Bytes to text: by byte-order mark, as UTF-8, as declared, or by a library that guesses; non-text is refused."""

from __future__ import annotations

import codecs
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from assistant.errors import UnreadableFile

MIB = 2**20
LARGEST_FILE_BYTES = 64 * MIB  # of a file that holds one article
LONGEST_LINE_BYTES = 64 * MIB  # of a file with an article a line

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a wrongly guessed code page shows: rare letters where Western ones stood (cp1250 for cp1252), symbols inside
# words (the other way round), half-width kana (a Japanese one for a Cyrillic one).
_DOUBTFUL = re.compile(r"[ŕŔĺĹ]|[^\W\d_][¹³¼¾¥£¦¶¬]|[\uff61-\uff9f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# More control characters than one in fifty: no prose, but a binary file with another file's suffix.
_MOST_CONTROLS = 0.02


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text these bytes are; `declared` is the encoding the file names for itself.

    UTF-8 goes before what is declared: bytes that are valid UTF-8 beyond ASCII are hardly ever anything else, while
    declarations are often wrong. Raises UnreadableFile.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\0" in data:
        raise UnreadableFile("is not a text file (it holds zero bytes)")
    text = _decoded(data, "utf-8")
    if declared and (text is None or b"\x1b" in data):  # ISO-2022 switches its alphabets by escapes within ASCII
        text = _as_declared(data, declared) or text
    if text is None:
        text = _decoded(data, _guess(data) or "")
    if text is None:
        raise UnreadableFile("is not a text file, or its encoding is unknown")
    if len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROLS:
        raise UnreadableFile("is not a text file (it is full of control characters)")
    return text


def read_whole(stream: BinaryIO, largest: int = LARGEST_FILE_BYTES) -> bytes:
    """All bytes of a stream, unpacked; raises UnreadableFile when there are more than `largest`."""
    data = read_block(stream, largest + 1)
    if len(data) > largest:
        raise UnreadableFile(f"is larger than {largest // MIB} MiB")
    return data


def read_block(stream: BinaryIO, size: int) -> bytes:
    """The next bytes of a stream, unpacked: fewer than `size` only at its end. Raises UnreadableFile."""
    with _unpacking():
        return stream.read(size)


def decoded_lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of a stream, each with its end, about a MiB in memory at a time.

    One damaged row must not cost the others: in a file that is UTF-8 otherwise, bytes that are not become U+FFFD. Where
    no line holds UTF-8 beyond ASCII, the odd lines are read in the encoding they seem to be in. Raises UnreadableFile
    for a line without end.
    """
    with _unpacking():
        start = stream.read(4)
    if any(start.startswith(mark) for mark, encoding in _MARKS if encoding != "utf-8-sig"):
        yield from io.StringIO(decode(start + read_whole(stream)), newline="")
        return
    encoding = None
    for block in _blocks(_byte_lines(start.removeprefix(codecs.BOM_UTF8), stream)):
        texts = [(line, _decoded(line, "utf-8")) for line in block]
        odd = b"".join(line for line, text in texts if text is None)
        if odd and encoding is None:
            is_utf8 = any(text and not text.isascii() for _, text in texts)
            encoding = "utf-8" if is_utf8 else _guess(odd)
        for line, text in texts:
            yield line.decode(encoding or "utf-8", errors="replace") if text is None else text


def _byte_lines(start: bytes, stream: BinaryIO) -> Iterator[bytes]:
    # The first bytes were read to look for a mark; a line may end within them.
    *whole, line = start.split(b"\n")
    yield from (short + b"\n" for short in whole)
    while True:
        with _unpacking():
            line += stream.readline(LONGEST_LINE_BYTES)
        if len(line) >= LONGEST_LINE_BYTES:
            raise UnreadableFile(f"has a line longer than {LONGEST_LINE_BYTES // MIB} MiB")
        if not line:
            return
        yield line
        line = b""


@contextmanager
def _unpacking() -> Iterator[None]:
    try:
        yield
    except (EOFError, zlib.error, OSError) as error:
        raise UnreadableFile(f"is damaged, or ends too early ({error})") from error


def _blocks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    block: list[bytes] = []
    size = 0
    for line in lines:
        block.append(line)
        size += len(line)
        if size >= MIB:
            yield block
            block, size = [], 0
    yield block


def _guess(data: bytes) -> str | None:
    """The encoding these bytes seem to be in, None when they fit none.

    charset-normalizer orders the encodings that are possible; of code pages that differ in a few letters it takes the
    wrong one in short texts, so a reading with signs of that gives way to the next. Windows-1252 is tried last.
    """
    from charset_normalizer import from_bytes

    possible = [match.encoding for match in from_bytes(data)]
    readings = {encoding: _decoded(data, encoding) for encoding in [*possible, "cp1252"]}
    clear = (encoding for encoding, text in readings.items() if text is not None and not _DOUBTFUL.search(text))
    return next(clear, possible[0] if possible else None)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _as_declared(data: bytes, declared: str) -> str | None:
    """Read as declared; Latin-1 and ASCII mean Windows-1252, as in every browser (WHATWG Encoding Standard)."""
    from charset_normalizer.utils import iana_name

    try:
        # Only encodings of text that are in public use: not Python's own, such as "unicode_escape".
        encoding = iana_name(declared.strip().casefold())
    except ValueError:
        return None
    return _decoded(data, "cp1252" if encoding in {"ascii", "latin_1"} else encoding)
