"""Article files as indexing sees them: their articles, their size, their hash, their name and where they lie."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from assistant.articles.files import read_articles
from assistant.articles.globs import is_pattern, matches_of, names
from assistant.articles.metadata.published import DateRule
from assistant.articles.readers.from_web import Web
from assistant.articles.readers.sandbox import holds_much, run_apart
from assistant.articles.walking import is_utf8, storable
from assistant.errors import AssistantError, UnreadableFile, UsageError
from assistant.records.articles import Article, SkippedFile

_MOST_OF_A_FAULT = 200


def articles_of(
    file: Path,
    name: str,
    readers: Mapping[str, str],
    rule: DateRule,
    *,
    web: Web | None = None,
    encoding: str | None = None,
) -> Iterator[Article | SkippedFile]:
    """The articles of a file; that it cannot be read, or breaks off, is a SkippedFile of the file's own name.

    So is a fault of this program that shows in the one file. Our own readers run apart, a plugged-in one does not.
    Raises AssistantError where the settings are wrong.
    """
    if file.suffix.lower() in readers:
        yield from articles_here(file, name, readers, rule, web, encoding)
        return
    try:
        yield from run_apart(f"{__name__}:articles_here", file.absolute(), name, {}, rule, web, encoding)
    except UnreadableFile as error:
        yield SkippedFile(name, error.message)
    except OSError as error:  # the process that reads cannot be started
        yield SkippedFile(name, f"cannot be read now ({error.strerror or error})")


def articles_here(  # noqa: PLR0917 - arguments are handed on by place
    file: Path, name: str, readers: Mapping[str, str], rule: DateRule, web: Web | None, encoding: str | None = None
) -> Iterator[Article | SkippedFile]:
    """What articles_of gives, read in this process; raises MemoryError, too."""
    try:
        yield from read_articles(file, name=name, readers=readers, rule=rule, web=web, encoding=encoding)
    except UnreadableFile as error:
        yield SkippedFile(name, error.message)
    except OSError as error:
        yield SkippedFile(name, error.strerror or str(error))
    except (AssistantError, MemoryError):
        raise
    except Exception as error:  # one file must not keep the others out; it is named, with the error
        if holds_much():
            raise MemoryError from error
        yield SkippedFile(name, fault(error))


def fault(error: Exception) -> str:
    """Says of a file that it met a fault of this program; the error's words may be the file's own, so only a few."""
    words = storable(" ".join(str(error).split()))[:_MOST_OF_A_FAULT]
    return f"is not read because of a fault in this program ({type(error).__name__}{words and f': {words}'})"


def kept_name(path: Path, root: Path) -> str:
    """The path as the library keeps it: relative to the library's folder where it lies below it.

    A link is kept by its own place: when it is gone, so are its articles. Bytes that are no UTF-8 are replaced.
    """
    return storable(_name(path, root))


def has_kept_name(path: Path, root: Path) -> bool:
    """Whether the path can be found again by the name that the library keeps."""
    return is_utf8(_name(path, root))


def _name(path: Path, root: Path) -> str:
    whole = Path(os.path.abspath(path))
    for below, above in ((whole, root.absolute()), (Path(os.path.realpath(path)), Path(os.path.realpath(root)))):
        if below.is_relative_to(above):
            return below.relative_to(above).as_posix()
    return whole.as_posix()


def gone(known: Iterable[str], present: Collection[str], skipped: Sequence[SkippedFile]) -> list[str]:
    """The files that are gone, of those known from before; what lies in a folder that was skipped may be there."""
    there = set(present)
    return [name for name in known if name not in there and not any(lies_below(name, each.path) for each in skipped)]


def lies_below(name: str, folder: str) -> bool:
    """Whether a path as the library keeps it is `folder` or lies in it; "." is the library's own folder.

    A web address, which stands for a fetched file, lies in no folder.
    """
    if folder == ".":
        return not name.startswith("/") and "://" not in name
    return folder == name or name.startswith(folder.rstrip("/") + "/")


def is_named(file: Path, paths: Collection[Path]) -> bool:
    """Whether a file is one of these paths or lies below one of them."""
    return file in paths or any(folder in paths for folder in file.parents)


def require_matches(paths: Sequence[Path], known: Collection[str] | None) -> None:
    """Raises UsageError for a pattern that names nothing, unless it names a file known before or that is not asked."""
    for path in paths:
        if known is not None and not known and is_pattern(path) and not any(matches_of(path)):
            raise UsageError(
                f"Nothing matches {str(path)!r}.", hint="* stands for any part of a name, ** for any folders between."
            )


def covers(path: str, name: str) -> bool:
    """Whether a path or pattern that is given, as the library would keep it, names this file or a folder above it."""
    return lies_below(name, path) or names(path, name)


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
