"""A Markdown file to an article: front matter is metadata, a leading heading is the title, marks go, prose stays."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.articles.metadata.metadata import given_by
from assistant.articles.readers.decoding import decoded
from assistant.articles.readers.plain_text import take_header
from assistant.errors import UnreadableFile
from assistant.language.normalise import clean_characters, one_line
from assistant.records.articles import Origin

if TYPE_CHECKING:
    from markdown_it.token import Token

_HEADING = re.compile(r"\s*# .*\n\s*")
LONGEST_FRONT_MATTER = 100_000

_FRONT_MATTER = re.compile(r"\s*---[ ]*\n(.*?)^(?:---|\.\.\.)[ ]*$", re.DOTALL | re.MULTILINE)
_FRONT_MATTER_BEGINS = re.compile(r"\s*---[ ]*\n[\w-]+:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    heading: bool = False
    listed: bool = False


def read_markdown(data: bytes) -> RawArticle:
    """The article in the bytes of a .md file; raises UnreadableFile for no text or bad front matter."""
    found = decoded(data)
    given, body = _take_front_matter(clean_characters(found.text))
    if not given:
        heading = _HEADING.match(body)  # header lines stand above it or below
        given, body = take_header(body)
        if heading and not given:
            given, below = take_header(body[heading.end() :])
            body = heading.group() + below
    blocks = list(_blocks(body))
    if blocks and blocks[0].heading:
        title = one_line(blocks[0].text)
        given = (*given, Given(Field.TITLE, title, Origin.HEADING))
        if title == next(one_line(str(one.value)) for one in given if one.field is Field.TITLE and one.value):
            del blocks[0]
    return RawArticle(_joined(blocks), given, found.remarks)


def _take_front_matter(text: str) -> tuple[tuple[Given, ...], str]:
    found = _FRONT_MATTER.match(text)
    if found is None:
        if _FRONT_MATTER_BEGINS.match(text):
            raise UnreadableFile("has front matter that is never closed by a line of three hyphens")
        return (), text
    if len(found[1]) > LONGEST_FRONT_MATTER:
        raise UnreadableFile(f"has front matter of more than {LONGEST_FRONT_MATTER} characters")
    import yaml

    try:
        # This loader makes nothing but strings, lists and dicts: dates stay as they are written.
        values = yaml.load(found[1], Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise UnreadableFile(f"has front matter that is not valid YAML (line {line}: {error.problem})") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableFile("has front matter that is not valid YAML") from error
    if not isinstance(values, dict):
        return (), text
    named = {name: value for name, value in values.items() if isinstance(name, str)}
    return given_by(named, Origin.FRONT_MATTER), text[found.end() :]


def _blocks(body: str) -> Iterator[_Block]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    mark, heading, cells = "", False, list[str]()
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            heading = token.nesting == 1 and token.tag == "h1"
        elif token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type in {"th_open", "td_open"}:
            cells.append("")
        elif token.type == "tr_close":
            if any(map(str.strip, cells)):
                yield _Block(" | ".join(cells), listed=True)
            cells = []
        elif text := _block_text(token):
            if cells:
                cells[-1] = text
            else:
                yield _Block(mark + text, heading=heading, listed=bool(mark))
                mark = ""


def _block_text(token: Token) -> str:
    if token.type == "inline":
        return _inline_words(token.children or ())
    if token.type in {"fence", "code_block"}:
        return token.content.strip()
    if token.type == "html_block":
        from assistant.articles.readers.html_tree import fragment_text

        return fragment_text(token.content)
    return ""


def _inline_words(tokens: Sequence[Token]) -> str:
    """The words of a paragraph; what is struck through and pictures have none, and its HTML is read as HTML."""
    has_html = any(token.type == "html_inline" for token in tokens)
    words, struck = "", 0
    for token in tokens:
        if token.type in {"s_open", "s_close"}:
            struck += token.nesting
        elif struck or token.type == "image":
            continue
        elif token.type in {"text", "code_inline"}:
            words += html.escape(token.content) if has_html else token.content
        elif token.type == "html_inline":
            words += token.content
        elif token.type in {"softbreak", "hardbreak"}:
            words += " " if token.type == "softbreak" else "<br>" if has_html else "\n"
    if has_html:
        from assistant.articles.readers.html_tree import fragment_text

        return fragment_text(words)
    return words.strip()


def _joined(blocks: Iterable[_Block]) -> str:
    """Paragraphs parted by a blank line, items of a list and rows of a table by a line end."""
    text = ""
    after_listed = False
    for block in blocks:
        text += ("\n" if block.listed and after_listed else "\n\n") + block.text
        after_listed = block.listed
    return text.strip()
