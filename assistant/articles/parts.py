"""A very long text to several articles, its parts, so that none takes minutes to index or a great deal of memory.

In one piece, a text of 60 MB would take half an hour to embed, and each passage found in it would bring all of it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from assistant.articles.metadata.build import article_of_file, id_of
from assistant.articles.metadata.given import Field
from assistant.articles.metadata.published import DateRule
from assistant.articles.readers.decoding import LARGEST_FILE_BYTES, MIB, decode, read_block, read_whole
from assistant.articles.readers.plain_text import read_text, text_going_on
from assistant.errors import UnreadableFile
from assistant.language.normalise import cut_at_word, normalise
from assistant.records.articles import Article, SkippedFile

# A book of 150,000 words is one article still. In bytes of a text file, in characters of any other.
LONGEST_ARTICLE = 1_000_000
# Some five seconds' work of one core: what Ctrl-C loses at most.
PART = 100_000
# How far behind its place a cut is looked for, in this order: a blank line, a line end, the end of a sentence, a space.
_WINDOW = 10_000
_CUTS = tuple(re.compile(pattern) for pattern in (r"\n[^\S\n]*\n", r"\n", r"[.!?。！？]\s*", r"\s"))
_CUTS_IN_BYTES = tuple(re.compile(pattern) for pattern in (rb"\r?\n[^\S\n]*\n", rb"\n", rb"[.!?]\s", rb"\s"))
_UTF_16_OR_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_LONGEST_TITLE = 280


def parts_of(article: Article) -> Iterator[Article]:
    """The article itself, or the parts of one that is very long."""
    text = article.text
    if len(text) <= LONGEST_ARTICLE:
        yield article
        return
    begin = number = 0
    while begin < len(text):
        end = _cut_behind(text, begin + PART) if len(text) - begin > PART + _WINDOW else len(text)
        number += 1
        yield _part(article, text[begin:end].strip(), number)
        begin = end


def parts_of_text(stream: BinaryIO, path: str, rule: DateRule) -> Iterator[Article | SkippedFile]:
    """The article in a text file, or the parts of a very long one, of which one at a time is in memory.

    Raises UnreadableFile when the first part is no text, and when the file is too large, behind what was read of it;
    another part that is no text is said.
    """
    start = read_block(stream, LONGEST_ARTICLE + 1)
    if len(start) <= LONGEST_ARTICLE:
        yield article_of_file(read_text(start), path, rule)
        return
    pieces = _pieces(start, stream)
    first = article_of_file(read_text(next(pieces)), path, rule)
    yield _part(first, first.text, 1)
    for number, piece in enumerate(pieces, start=2):
        try:
            own = normalise(text_going_on(decode(piece)))
        except UnreadableFile as error:
            yield SkippedFile(f"{path}#{number}", error.message)
        else:
            if own:
                yield _part(first, own, number)


def _pieces(start: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a long text in pieces of about a part, in UTF-8 where they are in one of the wider encodings."""
    data, size = start, len(start)
    if start.startswith(_UTF_16_OR_32):
        data = decode(start + read_whole(stream)).encode("utf-8", "replace")
    while data:
        while len(data) < PART + _WINDOW and (more := read_block(stream, PART)):
            data += more
            size += len(more)
        if size > LARGEST_FILE_BYTES:
            raise UnreadableFile(f"is larger than {LARGEST_FILE_BYTES // MIB} MiB; what lies behind that is not read")
        cut = _cut_behind(data, PART) if len(data) > PART + _WINDOW else len(data)
        yield data[:cut]
        data = data[cut:]


def _part(article: Article, text: str, number: int) -> Article:
    """Only the first has the url: articles with one address would be taken for versions of one another."""
    title = f"{cut_at_word(article.title, _LONGEST_TITLE)} (part {number})"
    part = replace(
        article, id=id_of(f"{article.id}\n{number}"), path=f"{article.path}#{number}", text=text, title=title
    )
    if number == 1:
        return part
    origins = {name: origin for name, origin in article.origins.items() if name != Field.URL.value}
    return replace(part, url=None, origins=origins, remarks=())


def _cut_behind(text: str | bytes, at: int) -> int:
    if isinstance(text, str):
        ends = [found.end() for found in (cut.search(text, at, at + _WINDOW) for cut in _CUTS) if found]
    else:
        ends = [found.end() for found in (cut.search(text, at, at + _WINDOW) for cut in _CUTS_IN_BYTES) if found]
        while not ends and text[at] & 0xC0 == 0x80:  # within a character of UTF-8
            at += 1
    return ends[0] if ends else at
