"""Folders and files to articles: finds the files that can be read, and has each read by the module for its kind."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, cast

from assistant.articles.globs import base_of, expanded
from assistant.articles.metadata.build import article_of_file
from assistant.articles.metadata.given import FoundFiles
from assistant.articles.metadata.published import DAY_FIRST, DateRule
from assistant.articles.parts import parts_of, parts_of_text
from assistant.articles.readers.archives import Member
from assistant.articles.readers.decoding import read_whole
from assistant.articles.readers.from_web import Web, article_at, rows_at
from assistant.articles.readers.kinds import PACKED, Form, kind_of
from assistant.articles.readers.recoding import as_utf8
from assistant.articles.readers.rows import Row, articles_of_rows
from assistant.articles.walking import leads_out, storable, walk
from assistant.errors import UnreadableFile, UsageError
from assistant.records.articles import Article, Origin, SkippedFile

_NO_READERS: Mapping[str, str] = MappingProxyType({})


def find_files(
    paths: Sequence[Path],
    *,
    exclude: Sequence[str] = (),
    readers: Mapping[str, str] = _NO_READERS,
    follow_links: bool = False,
) -> FoundFiles:
    """The files that can be read among these files and in these folders and their subfolders; patterns are expanded.

    Passed over without a word are hidden files and folders (unless named in `paths`), folders met before (a link may
    lead in a circle) and what a pattern of `exclude` matches: a file's or folder's name, or its path below the folder
    that was given. `readers` are kinds that a plugged-in reader reads, by suffix. A link in a folder that leads out of
    all `paths` is skipped unless `follow_links`. Raises UsageError for a path that is not there.
    """
    named = expanded(paths, exclude)
    for path in named:
        if not os.path.lexists(path):
            raise UsageError(f"There is no file or folder {str(path)!r}.", hint="Check the path.")
    files: dict[str, Path] = {}
    skipped: dict[str, SkippedFile] = {}
    bounds = [Path(os.path.realpath(base_of(path))) for path in paths]
    for path in () if follow_links else [path for path in named if path not in paths]:  # what a pattern names
        real = Path(os.path.realpath(path))
        if not any(real.is_relative_to(bound) for bound in bounds):
            named.remove(path)
            skipped[storable(str(path))] = SkippedFile(storable(str(path)), leads_out(real))
    for found in walk(named, exclude, follow_links=follow_links):
        if isinstance(found, SkippedFile):
            skipped.setdefault(found.path, found)
        elif found.suffix.lower() in readers or kind_of(found):
            if os.path.realpath(found) not in files or not found.is_symlink():
                files[os.path.realpath(found)] = found
        else:
            kind = storable(found.suffix) or "no suffix"
            unread = SkippedFile(str(found), f"is a kind of file that is not read ({kind})")
            skipped.setdefault(os.path.realpath(found), unread)
    return FoundFiles(
        files=tuple(sorted(files.values(), key=Path.as_posix)),
        skipped=tuple(sorted(skipped.values(), key=lambda unread: unread.path)),
    )


def read_articles(
    file: Path,
    *,
    name: str,
    readers: Mapping[str, str] = _NO_READERS,
    rule: DateRule = DAY_FIRST,
    web: Web | None = None,
    encoding: str | None = None,
) -> Iterator[Article | SkippedFile]:
    """The articles in a file, with `name` as the path they are stored under; a SkippedFile for each bad row of it.

    A very long article comes in parts (parts.py). `web` is of a file that was fetched: its address is that of its
    article, or what its links start from. Raises UnreadableFile, once iterated, when the file as a whole cannot be
    read; its message goes on from the file's name ("holds no text"). A file of rows is never in memory as a whole,
    except .json and a feed. `rule` tells how dates are read that their own numbers do not settle.
    `encoding` is that of a text file, whatever the file says of itself; a file of another kind, and a fetched one, has
    its own.
    """
    for each in _articles_in(file, storable(name), readers, rule, web, encoding=None if web else encoding):
        if isinstance(each, Article):
            yield from parts_of(each)
        else:
            yield each


def is_feed(file: Path, readers: Mapping[str, str] = _NO_READERS) -> bool:
    """Whether a file's name is a feed's, which holds only its latest entries: the others are articles still."""
    kind = None if file.suffix.lower() in readers else kind_of(file)
    return kind is not None and kind.form is Form.FEED


def _articles_in(
    file: Path, path: str, readers: Mapping[str, str], rule: DateRule, web: Web | None, *, encoding: str | None
) -> Iterator[Article | SkippedFile]:
    if file.suffix.lower() in readers:
        # Importing llama_index takes more than a second.
        from assistant.articles.readers.llama_reader import read_with_llama

        yield article_of_file(read_with_llama(file, readers[file.suffix.lower()]), path, rule)
        return
    kind = kind_of(file)
    own = None if kind is None or kind.says_encoding else encoding
    if kind is None:
        raise UnreadableFile(f"is a kind of file that is not read ({file.suffix or 'no suffix'})")
    read = kind.load()
    if kind.form is Form.MEMBERS:
        with _opened(file):
            yield from _articles_of_members(read(file), path, rule, encoding)
        return
    if kind.form is Form.ROWS:
        yield from articles_of_rows(rows_at(partial(_rows_of, file, read, own), web), path, rule)
        return
    with _opened(file, own) as stream:
        if kind.form in (Form.FEED, Form.BOOK):
            origin = Origin.FEED if kind.form is Form.FEED else Origin.PROPERTIES
            yield from articles_of_rows(rows_at(partial(read, file), web), path, rule, origin)
        elif kind.form is Form.TEXT and web is None:
            yield from parts_of_text(stream, path, rule)
        else:
            raw = read(file) if kind.form is Form.FILE else read(read_whole(stream))
            yield article_of_file(article_at(raw, web), path, rule)


def _articles_of_members(
    members: Iterator[Member], path: str, rule: DateRule, encoding: str | None
) -> Iterator[Article | SkippedFile]:
    """The articles in the files of an archive; one that cannot be read costs no other."""
    for member in members:
        name = f"{path}/{member.name}"
        if member.file is None:
            yield SkippedFile(name, member.bad)
            continue
        try:
            yield from read_articles(member.file, name=name, rule=rule, encoding=encoding)
        except UnreadableFile as error:
            yield SkippedFile(name, error.message)


def _rows_of(file: Path, rows: Callable[[BinaryIO], Iterator[Row]], encoding: str | None) -> Iterator[Row]:
    with _opened(file, encoding) as stream:
        yield from rows(stream)


@contextmanager
def _opened(file: Path, encoding: str | None = None) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked, as UTF-8 where its `encoding` is given; a pipe or device, which could keep us waiting
    for ever, is refused.
    """
    try:
        if file.exists() and not file.is_file():
            raise UnreadableFile("is not a regular file")
        with file.open("rb") as packed:
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=packed)) if file.suffix.lower() == PACKED else packed
            yield stream if encoding is None else as_utf8(stream, encoding)
    except OSError as error:
        raise UnreadableFile(f"cannot be opened ({error.strerror or error})") from error
