"""Bytes to text: by byte-order mark, as UTF-8, as declared, or by a model that guesses; non-text is refused."""

from __future__ import annotations

import codecs
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from typing import BinaryIO

from assistant.articles.readers.encodings import WESTERN, guess, in_words, known_encoding
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
# A character of UTF-8 beyond ASCII, as its bytes (RFC 3629, section 4).
_UTF8_BEYOND_ASCII = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_BETWEEN_ASCII = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
REPLACED = "\ufffd"
# With fewer bytes that are not UTF-8 nothing shows what they are; with four times as many as characters that are, it is
# the few that may be chance.
_FEWEST_STRAYS = 3
_BAD_FOR_ONE_GOOD = 4
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# More control characters than one in fifty: no prose, but a binary file with another file's suffix.
_MOST_CONTROLS = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what the reader should know of how its bytes were read."""

    text: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text that `decoded` finds, for those who show no remarks. Raises UnreadableFile."""
    return decoded(data, declared=declared).text


def decoded(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text these bytes are; `declared` is the encoding the file names for itself.

    UTF-8 goes before what is declared: bytes that are UTF-8 beyond ASCII are hardly ever anything else, a few damaged
    ones among them or not, while declarations are often wrong. Raises UnreadableFile.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, errors="replace"))
    if b"\0" in data:
        return Decoded(_wide(data))
    found = _by_its_bytes(data, declared)
    if len(_CONTROL.findall(found.text)) > len(found.text) * _MOST_CONTROLS:
        raise UnreadableFile("is not a text file (it is full of control characters)")
    return found


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


class DecodedLines:
    """The lines of a stream, each with its end, about a MiB in memory at a time.

    One damaged row must not cost the others: lines that are UTF-8 are read as such, and the odd ones among them
    together. Raises UnreadableFile, once iterated, for a line without end.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._remarks: dict[str, bool] = {}  # whether each was told

    def new_remarks(self) -> tuple[str, ...]:
        """What the reader should know of how the bytes were read up to here, each once."""
        new = tuple(remark for remark, told in self._remarks.items() if not told)
        self._remarks.update(dict.fromkeys(new, True))
        return new

    def __iter__(self) -> Iterator[str]:
        with _unpacking():
            start = self._stream.read(4)
        if any(start.startswith(mark) for mark, encoding in _MARKS if encoding != "utf-8-sig"):
            yield from io.StringIO(decode(start + read_whole(self._stream)), newline="")
            return
        for block in _blocks(_byte_lines(start.removeprefix(codecs.BOM_UTF8), self._stream)):
            texts = [(line, _strictly(line, "utf-8")) for line in block]
            odd = b"".join(line for line, text in texts if text is None)
            marks = sum(not char.isascii() for _, text in texts if text and not text.isascii() for char in text)
            found = _odd(odd, marks) if odd else Decoded("")
            self._remarks.update({remark: False for remark in found.remarks if remark not in self._remarks})
            lines = io.StringIO(found.text, newline="\n")
            yield from (lines.readline() if text is None else text for _, text in texts)


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


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without its mark, which the zero bytes of its ASCII show; raises UnreadableFile for neither."""
    encoding = guess(data) or ""
    if encoding.startswith(("utf-16", "utf-32")):
        return data.decode(encoding, errors="replace")
    raise UnreadableFile("is not a text file (it holds zero bytes)")


def _by_its_bytes(data: bytes, declared: str | None) -> Decoded:
    named = known_encoding(declared) if declared else None
    escapes = data.isascii() and b"\x1b" in data  # ISO-2022 switches its alphabets by escapes within ASCII
    if escapes and (encoding := named if named not in {None, WESTERN, "utf-8"} else guess(data)):
        text = _strictly(data, encoding)
        return Decoded(data.decode("ascii") if text is None else text)
    text = _strictly(data, "utf-8")
    return _odd(data, 1 if named == "utf-8" else 0, named) if text is None else Decoded(text)


def _odd(data: bytes, marks: int, named: str | None = None) -> Decoded:
    """Bytes that are not all UTF-8, beside so many characters that are UTF-8 beyond ASCII.

    Most of UTF-8, damaged, stays UTF-8; where text in Windows-1252 was put in it, that is read as such. All else is in
    the encoding that is named, or in the one it seems to be in.
    """
    text = data.decode("utf-8", errors="replace")
    bad = text.count(REPLACED) - data.count(REPLACED.encode())
    good = marks + sum(not char.isascii() for char in text) - bad
    if named not in {None, "utf-8"} and good < bad and (as_named := _strictly(data, named or "")) is not None:
        return Decoded(as_named)
    if good * _BAD_FOR_ONE_GOOD >= bad and (mixed := _with_western(data)) is not None:
        return Decoded(mixed, (f"is UTF-8 but for {bad} bytes, which were read as Windows-1252: a guess",))
    if good >= bad:
        count = "a byte that is" if bad == 1 else f"{bad} places that are"
        return Decoded(text, (f"holds {count} no UTF-8, shown as {REPLACED}",))
    encoding = guess(data)
    if encoding is None:
        raise UnreadableFile("is not a text file, or its encoding is unknown")
    guessed = data.decode(encoding, errors="replace")
    return Decoded(guessed, (f"does not say its encoding; read as {in_words(encoding)}: a guess",))


def _with_western(data: bytes) -> str | None:
    """UTF-8 with text in Windows-1252 between: several letters of it, each beside ASCII; None where it is not so."""
    kept = _UTF8_BEYOND_ASCII.sub(b"", data)
    strays = _NOT_ASCII.findall(kept)
    beside = _BETWEEN_ASCII.findall(data)
    if len(strays) < _FEWEST_STRAYS or len(set(strays)) == 1 or len(beside) < len(strays) or guess(kept) != WESTERN:
        return None
    pieces = _UTF8_BEYOND_ASCII.split(data)
    texts = [_strictly(piece, WESTERN) for piece in pieces]
    if any(text is None for text in texts):
        return None
    whole = [found.decode() for found in _UTF8_BEYOND_ASCII.findall(data)]
    return "".join(text for pair in zip_longest(texts, whole, fillvalue="") for text in pair if text)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
