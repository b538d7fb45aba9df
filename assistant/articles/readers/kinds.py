"""The kinds of file that can be read, one row a kind: what reads it, and what the help and the documents say of it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import PurePath
from typing import Any

PACKED = ".gz"


class Form(Enum):
    """What a reader is given and gives."""

    TEXT = auto()  # plain text, which parts.py reads part by part when it is very long
    BYTES = auto()  # (bytes) -> RawArticle: one article, read whole
    FILE = auto()  # (Path) -> RawArticle: one article, by a library that is run apart (sandbox.read_apart)
    ROWS = auto()  # (BinaryIO) -> Iterator[Row]: one article a row, read as a stream
    BOOK = auto()  # (Path) -> Iterator[Row]: one article a chapter
    MEMBERS = auto()  # (Path) -> Iterator[Member]: files of other kinds, each read by the reader of its own
    FEED = auto()  # (Path) -> Iterator[Row]: one article an entry; what has fallen out of the feed is kept


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    `suffixes` are those of its files, in small letters, the usual one first. `reader` is ``module:function`` in this
    package, imported when the first such file is read. `holds` says in Markdown what is read. `may_be_packed`: it is
    also read from a file packed by gzip. `says_encoding`: every such file says in which encoding each of its texts is.
    """

    name: str
    suffixes: tuple[str, ...]
    form: Form
    reader: str
    holds: str
    may_be_packed: bool = True
    says_encoding: bool = False

    def load(self) -> Callable[[Any], Any]:
        """The function that reads it."""
        module, _, function = self.reader.partition(":")
        read: Callable[[Any], Any] = getattr(importlib.import_module(f"{__package__}.{module}"), function)
        return read


_FIELDS = "`title`, `date`/`published`/`published_at`, `source`, `url`, `author`/`authors`, `text`/`body`/`content`"
KINDS = (
    Kind(
        "text",
        (".txt", ".text"),
        Form.TEXT,
        "plain_text:read_text",
        "the text; header lines (`Title:`, `Date:`, `Source:`, `Author:`, `URL:`) or `date 2024-08-01` in front of the "
        "first sentence",
    ),
    Kind(
        "Markdown",
        (".md", ".markdown"),
        Form.BYTES,
        "markdown:read_markdown",
        "the text; YAML front matter; a leading `# Heading` is the title",
    ),
    Kind(
        "web pages",
        (".html", ".htm", ".xhtml"),
        Form.BYTES,
        "web_page:read_page",
        "the main text, without menus and hidden parts; JSON-LD and meta tags",
    ),
    Kind("PDF", (".pdf",), Form.FILE, "pdf:read_pdf", "the text; the file's own properties", may_be_packed=False),
    Kind("Word", (".docx",), Form.FILE, "word:read_word", "the text; the file's own properties", may_be_packed=False),
    Kind(
        "EPUB",
        (".epub",),
        Form.BOOK,
        "epub:epub_rows",
        "one article per chapter, called “Book: Chapter”; the book's own title, authors, publisher and date",
        may_be_packed=False,
    ),
    Kind(
        "JSON Lines",
        (".jsonl", ".ndjson"),
        Form.ROWS,
        "json_rows:json_lines",
        f"one article per line: {_FIELDS}, and other common names for these",
    ),
    Kind(
        "JSON",
        (".json",),
        Form.ROWS,
        "json_rows:json_rows",
        "one article per object, with the same names; JSON Feed; what WordPress gives at `/wp-json/wp/v2/posts`",
    ),
    Kind("tables", (".csv", ".tsv"), Form.ROWS, "csv_rows:csv_rows", "one article per row, with the same names"),
    Kind(
        "mail",
        (".eml",),
        Form.BYTES,
        "mail:read_mail",
        "the text, without the footers of newsletters; subject, sender and date; attachments are named, not read",
        says_encoding=True,
    ),
    Kind(
        "mailboxes",
        (".mbox",),
        Form.ROWS,
        "mail:mail_rows",
        "one article per mail, read in the same way",
        says_encoding=True,
    ),
    Kind(
        "zip archives",
        (".zip",),
        Form.MEMBERS,
        "archives:zip_members",
        "each file in it, by its own kind; no archives in archives",
        may_be_packed=False,
    ),
    Kind("tar archives", (".tar", ".tgz"), Form.MEMBERS, "archives:tar_members", "each file in it, by its own kind"),
    Kind(
        "RSS and Atom feeds",
        (".xml", ".rss", ".atom"),
        Form.FEED,
        "feed:feed_rows",
        "one article per entry; entries that have dropped out are kept; other XML is listed as not a feed",
    ),
)
_BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}


def kind_with(suffix: str) -> Kind | None:
    """The kind of a file whose name ends so; the suffix begins with a dot, in small letters."""
    return _BY_SUFFIX.get(suffix)


def kind_of(file: PurePath) -> Kind | None:
    """The kind that the name of a file tells, that of the file inside when it is packed."""
    suffix = file.suffix.lower()
    if suffix != PACKED:
        return kind_with(suffix)
    inner = kind_with(PurePath(file.stem).suffix.lower())
    return inner if inner and inner.may_be_packed else None


def kinds_in_words() -> str:
    """All kinds with their suffixes, for the help."""
    return ", ".join(f"{kind.name} ({', '.join(kind.suffixes)})" for kind in KINDS)


def rows_for_documents() -> tuple[tuple[str, ...], ...]:
    """The table of the documents, its heading first."""
    return (("kind", "files", "what is read"), *((kind.name, _files(kind), kind.holds) for kind in KINDS))


def _files(kind: Kind) -> str:
    packed = [f"{kind.suffixes[0]}.gz"] if kind.may_be_packed else []
    return ", ".join(f"`{suffix}`" for suffix in (*kind.suffixes, *packed))
