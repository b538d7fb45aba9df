"""A plain text file to an article: header lines, or a date in front of the first sentence, are metadata."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.articles.metadata.metadata import field_named
from assistant.articles.metadata.published import length_of_date
from assistant.articles.readers.decoding import decoded
from assistant.language.lines import lay_out
from assistant.language.normalise import clean_characters
from assistant.records.articles import Origin

LONGEST_HEADER_VALUE = 300

# The only names a header line may have; "Name: ..." or "Site: ..." may well begin a text.
_HEADER_LINE = re.compile(
    r" *(title|headline|date|published|publication date|(?:last )?updated|source|publisher|authors?|byline|by|url|link)"
    r" *: *(.*)",
    re.IGNORECASE,
)
_DATE_IN_FRONT = re.compile(r"\s*date:? +(?=\S)", re.IGNORECASE)


def read_text(data: bytes) -> RawArticle:
    """The article in the bytes of a .txt file; raises UnreadableFile when they are no text."""
    found = decoded(data)
    return replace(article_from_text(found.text), remarks=found.remarks)


def article_from_text(text: str) -> RawArticle:
    """The article in a text that may begin with metadata and whose line ends may mean anything."""
    given, rest = take_header(clean_characters(text))
    return RawArticle(lay_out(rest), given)


def text_going_on(text: str) -> str:
    """A later part of a text, in which nothing is metadata."""
    return lay_out(clean_characters(text))


def take_header(text: str) -> tuple[tuple[Given, ...], str]:
    """The metadata a text begins with, and the text after it.

    Header lines ("Title: …", "Date: …") count only at the very top, up to a blank line or the first line of another
    kind; a date in front of the first sentence ("date 2024-08-01 The council …") after them, or alone.
    """
    given: list[Given] = []
    rest = text.lstrip("\n \ufeff")
    while rest:
        line, _, after = rest.partition("\n")
        found = _header_value(line)
        if found is None:
            break
        given.append(Given(*found, Origin.HEADER))
        rest = after
        if not rest.partition("\n")[0].strip():
            break
    in_front, rest = _take_date_in_front(rest)
    return (*given, *in_front), rest


def _header_value(line: str) -> tuple[Field, str] | None:
    header = _HEADER_LINE.fullmatch(line)
    if header is None or len(header[2]) > LONGEST_HEADER_VALUE:
        return None
    name, value = field_named(header[1]), header[2].strip()
    if name is None or (name is Field.URL and " " in value):
        return None
    if name in {Field.PUBLISHED, Field.UPDATED} and _is_date_with_text(value):
        return None  # the first sentence stands on the same line
    if name is Field.UPDATED and length_of_date(value) == 0:
        return None  # "Updated: all you need to know"
    return name, value


def _is_date_with_text(value: str) -> bool:
    end = length_of_date(value)
    return bool(end and value[end:].strip(" .,;"))


def _take_date_in_front(text: str) -> tuple[tuple[Given, ...], str]:
    word = _DATE_IN_FRONT.match(text)
    if word is None:
        return (), text
    end = word.end() + length_of_date(text[word.end() : word.end() + LONGEST_HEADER_VALUE])
    if end == word.end() or not text[end : end + 1].isspace():
        return (), text
    return (Given(Field.PUBLISHED, text[word.end() : end], Origin.HEADER),), text[end:]
