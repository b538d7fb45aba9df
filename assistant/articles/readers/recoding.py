"""A stream of bytes in a given encoding to the same text in UTF-8, a piece at a time."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE_BYTES = 65_536


def as_utf8(stream: BinaryIO, encoding: str) -> BinaryIO:
    """The text of the stream in UTF-8 behind its mark, so that nothing in it is taken for its encoding's name.

    What is no text in that encoding becomes U+FFFD.
    """
    return io.BufferedReader(_Recoded(stream, encoding))


class _Recoded(io.RawIOBase):
    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._waiting = codecs.BOM_UTF8
        self._is_begin = True
        self._is_end = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._waiting and not self._is_end:
            piece = self._stream.read(_PIECE_BYTES)
            self._is_end = not piece
            text = self._decoder.decode(piece, final=self._is_end)
            self._waiting = (text.removeprefix("\ufeff") if self._is_begin else text).encode("utf-8", "replace")
            self._is_begin = self._is_begin and not text
        room = memoryview(buffer).cast("B")
        size = min(len(room), len(self._waiting))
        room[:size] = self._waiting[:size]
        self._waiting = self._waiting[size:]
        return size
