"""A draft of the reader's own, from a file or standard input, to its sentences, each with its exact place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from assistant.articles.drafts.claims import no_claim_of
from assistant.articles.drafts.draft_blocks import Block, even_characters
from assistant.articles.drafts.draft_markdown import markdown_blocks
from assistant.articles.drafts.draft_plain import plain_blocks
from assistant.articles.readers.decoding import MIB, decode, read_whole
from assistant.articles.readers.encodings import require_encoding
from assistant.articles.readers.kinds import KINDS
from assistant.articles.readers.word import word_paragraphs
from assistant.errors import UnreadableFile, UsageError
from assistant.language.normalise import one_line
from assistant.language.sentences import split_sentences
from assistant.records.drafts import DraftPart, NoClaim, OwnDraft

STDIN = "-"
STDIN_NAME = "(standard input)"  # as grep has it
# A long book has about 1 MiB. It takes minutes to check; what is larger is a mistake.
LARGEST_DRAFT_BYTES = 2 * MIB

_MARKDOWN = frozenset({".md", ".markdown"})
_WORD = ".docx"
# Kinds that articles are read from, but in which a draft has no lines to point at.
_OTHER_KINDS = frozenset(suffix for kind in KINDS if kind.name not in {"text", "Markdown"} for suffix in kind.suffixes)
_OTHER_KINDS -= {_WORD}
_OTHER_KINDS |= {".doc", ".odt", ".rtf", ".gz", ".zip"}
# Standard input has no suffix: it is Markdown when it has front matter, a heading, a fence or a link.
_LOOKS_LIKE_MARKDOWN = re.compile(r"\A\s*---[ ]*\n[\w-]+:|^#{1,6} \S|^```|^~~~|\[[^\]\n]+\]\(\S+\)", re.MULTILINE)
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_draft(file: str, stdin: BinaryIO | None = None, encoding: str | None = None) -> OwnDraft:
    """The draft in a text, Markdown or Word file, or with ``-`` in `stdin`. Raises UsageError for what is no draft.

    A Word file's lines are its paragraphs and rows; what it holds as text beside them is no place in the file.
    """
    name = STDIN_NAME if file == STDIN else file
    return _read(file, stdin, encoding, name=name, shown="Standard input" if file == STDIN else repr(file))


def read_typed(text: str) -> OwnDraft:
    """The draft in a text that is no file's. Raises UsageError for what is no draft."""
    return _read(STDIN, BytesIO(text.encode("utf-8", "replace")), None, name="your text", shown="The text")


def _read(file: str, stdin: BinaryIO | None, encoding: str | None, *, name: str, shown: str) -> OwnDraft:
    if Path(file).suffix.lower() in _OTHER_KINDS:
        raise UsageError(
            f"{shown} is neither plain text, Markdown nor a Word file.", hint="Save it as .txt, .md or .docx."
        )
    word = Path(file).suffix.lower() == _WORD
    try:
        text = _text_of_word(file) if word else _decoded(_bytes_of(file, stdin), encoding)
    except UnreadableFile as error:
        raise UsageError(f"{shown} {error.message}.", hint="Give a draft as plain text, Markdown or .docx.") from error
    if file == STDIN:
        markdown = _LOOKS_LIKE_MARKDOWN.search(even_characters(text)) is not None
    else:
        markdown = Path(file).suffix.lower() in _MARKDOWN
    draft = draft_of(text, name=name, markdown=markdown)
    if word:
        draft = replace(
            draft, parts=tuple(replace(part, line=_lines_before(text, part.start) + 1) for part in draft.parts)
        )
    if not draft.claims:
        what = "only what is not checked, such as headings or questions" if draft.parts else "no words"
        raise UsageError(f"{shown} holds {what}.", hint="Give a draft with sentences that say something.")
    return draft


def _decoded(data: bytes, encoding: str | None) -> str:
    return decode(data) if encoding is None else data.decode(require_encoding(encoding), errors="replace")


def draft_of(text: str, *, name: str, markdown: bool) -> OwnDraft:
    """The draft in a text as it was decoded: line ends, marks and all, so that every offset is the file's own."""
    even = even_characters(text)
    found = markdown_blocks(even) if markdown else plain_blocks(even)
    line_starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
    parts: list[DraftPart] = []
    for number, block in enumerate(found.blocks):
        parts += _parts(text, block, number, line_starts)
    return OwnDraft(name, tuple(parts), one_line(found.title))


def _text_of_word(file: str) -> str:
    _bytes_of(file)
    return word_paragraphs(Path(file))


def _lines_before(text: str, place: int) -> int:
    return sum(bool(line.strip()) for line in text[:place].split("\n")[:-1])


def _bytes_of(file: str, stdin: BinaryIO | None = None) -> bytes:
    if file == STDIN and stdin is not None:
        return read_whole(stdin, LARGEST_DRAFT_BYTES)
    path = Path(file)
    if path.is_dir():
        raise UsageError(f"{file!r} is a folder.", hint="Give one file; a shell loop checks several.")
    try:
        if path.exists() and not path.is_file():
            raise UnreadableFile("is not a regular file")
        with path.open("rb") as stream:
            return read_whole(stream, LARGEST_DRAFT_BYTES)
    except FileNotFoundError:
        raise UsageError(f"There is no file {file!r}.", hint="Check the path; - reads standard input.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(
            f"{file!r} cannot be opened ({reason}).", hint="Check the path and its permissions."
        ) from error


def _parts(text: str, block: Block, number: int, line_starts: Sequence[int]) -> Iterator[DraftPart]:
    """The sentences of a block; a block that is no claim is one part."""
    if block.no_claim is not None:
        spans = [_without_edges(block.text)]
    else:
        spans = [(sentence.start, sentence.end) for sentence in split_sentences(block.text)]
    for start, end in spans:
        words = one_line(block.text[start:end])
        if not any(map(str.isalnum, words)) and block.no_claim is not NoClaim.PICTURE:
            continue
        first, last = block.places[start], block.places[end - 1] + 1
        part = DraftPart(text[first:last], words, bisect_right(line_starts, first), first, last, number)
        yield replace(part, no_claim=block.no_claim or no_claim_of(words, alone=len(spans) == 1 and not block.listed))


def _without_edges(text: str) -> tuple[int, int]:
    bare = text.strip()
    start = text.index(bare)
    return start, max(start + 1, start + len(bare))
