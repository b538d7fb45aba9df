"""Article files as indexing sees them: their articles, their size, their hash and where they lie."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.articles.files import read_articles
from assistant.articles.metadata.published import DateRule
from assistant.articles.readers.from_web import Web
from assistant.errors import UnreadableFile
from assistant.records.articles import Article, SkippedFile


def articles_of(
    file: Path, name: str, readers: Mapping[str, str], rule: DateRule, web: Web | None = None
) -> Iterator[Article | SkippedFile]:
    """The articles of a file; that it cannot be read, or breaks off, is a SkippedFile of the file's own name."""
    try:
        yield from read_articles(file, name=name, readers=readers, rule=rule, web=web)
    except UnreadableFile as error:
        yield SkippedFile(name, error.message)
    except OSError as error:
        yield SkippedFile(name, error.strerror or str(error))


def lies_below(name: str, folder: str) -> bool:
    """Whether a path as the library keeps it is `folder` or lies in it; "." is the library's own folder.

    A web address, which stands for a fetched file, lies in no folder.
    """
    if folder == ".":
        return not name.startswith("/") and "://" not in name
    return folder == name or name.startswith(folder.rstrip("/") + "/")


def bytes_in(file: Path) -> int:
    """Bytes to read, for the progress bar; of a packed file those it says it has unpacked (RFC 1952, ISIZE)."""
    try:
        size = file.stat().st_size
        if file.suffix.lower() == ".gz" and size > 4:
            with file.open("rb") as stream:
                stream.seek(-4, os.SEEK_END)
                size = max(size, int.from_bytes(stream.read(4), "little"))
        return size
    except OSError:
        return 0


def sha256_of(file: Path) -> str | None:
    """The SHA-256 of a file's bytes, as hexadecimal digits; None when it cannot be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
