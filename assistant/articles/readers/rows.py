"""Rows of a JSON, JSON Lines or CSV file to articles, one each; a bad row is said and the others are read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from assistant.articles.metadata.build import build_article, id_of
from assistant.articles.metadata.date_order import orders_of_columns
from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.articles.metadata.metadata import address_in, field_named, given_by, settle, squeezed
from assistant.articles.metadata.published import DateOrder, DateRule
from assistant.errors import UnreadableFile
from assistant.language.lines import lay_out
from assistant.language.normalise import clean_characters, cut_at_word, one_line
from assistant.records.articles import Article, Origin, SkippedFile

# Accepted names of the column that holds the text, the preferred one first.
TEXT_SPELLINGS = (
    *("text", "body", "content", "article", "full_text", "story", "article_text", "article_body", "body_text"),
    *("main_text", "page_content"),
)
ID_SPELLINGS = ("id", "guid", "uuid", "article_id")
# With this many bad rows and no good one before them a file is not what its name says.
MOST_BAD_ROWS_FIRST = 1_000
MOST_COLUMNS_NAMED = 12

_HTML_BEGINS = re.compile(
    r"\s*<(?:!doctype|html|body|article|section|div|p|h[1-6]|ul|ol|figure|blockquote|span|br)\b[^<>]*>", re.IGNORECASE
)
_FAR_MORE = 1.5
_TEXT_NAMES = {squeezed(name): position for position, name in enumerate(TEXT_SPELLINGS)}
_ID_NAMES = {squeezed(name): position for position, name in enumerate(ID_SPELLINGS)}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a file has it, counted from 1; without values when it cannot be read, and then with the reason.

    `key` tells it from the others of its file, where the file says what does; `given` is known from elsewhere, and
    stands behind what the row has.
    """

    number: int
    values: Mapping[str, object] = field(default_factory=dict)
    bad: str = ""
    key: str = ""
    given: tuple[Given, ...] = ()
    remarks: tuple[str, ...] = ()


# Reads the rows of the file, from the beginning each time it is called.
Rows = Callable[[], Iterator[Row]]


def articles_of_rows(
    rows: Rows, path: str, rule: DateRule, origin: Origin = Origin.COLUMN
) -> Iterator[Article | SkippedFile]:
    """One article for each row that holds text; raises UnreadableFile when no row can hold one."""
    order_of = _order_of_columns(rows, rule.order)
    waiting: list[SkippedFile] = []  # bad rows before the first article: until then the whole file may be at fault
    columns: dict[str, None] = {}
    keys: Counter[str] = Counter()
    read = 0
    try:
        for row in rows():
            read = row.number
            made = _article_or_reason(row, path, keys, _Reading(rule, order_of, origin))
            if isinstance(made, Article):
                yield from waiting
                waiting = []
                yield made
            elif keys:
                yield made
            else:
                waiting.append(made)
                columns.update(dict.fromkeys(row.values))
                if len(waiting) == MOST_BAD_ROWS_FIRST:
                    raise UnreadableFile(
                        f"holds no article in its first {MOST_BAD_ROWS_FIRST} rows; row 1 {waiting[0].reason}"
                    )
    except UnreadableFile as error:
        if not keys:
            raise
        yield SkippedFile(path, f"breaks off after row {read}: {error.message}")
    if not keys:
        if reason := _why_none(waiting, columns):
            raise UnreadableFile(reason)
        yield from waiting


def has_text(values: Mapping[str, object]) -> bool:
    """Whether one of these named values is a text."""
    return any(squeezed(name) in _TEXT_NAMES and isinstance(value, str | list) for name, value in values.items())


def is_known_name(column: str) -> bool:
    """Whether a column of this name holds a text, or metadata of one."""
    return squeezed(column) in _TEXT_NAMES or squeezed(column) in _ID_NAMES or field_named(column) is not None


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the metadata of a file's rows is read."""

    rule: DateRule
    order_of: Callable[[Given], DateOrder]
    origin: Origin


def _order_of_columns(rows: Rows, usual: DateOrder) -> Callable[[Given], DateOrder]:
    """The order of a date's column, by all rows of the file, which are read for it when it is first asked for."""

    @cache
    def orders() -> Mapping[str, DateOrder]:
        return orders_of_columns(_until_broken_off(rows()), usual)

    return lambda given: orders().get(given.name, usual)


def _until_broken_off(rows: Iterator[Row]) -> Iterator[Mapping[str, object]]:
    with suppress(UnreadableFile):  # told by who reads the rows for their articles
        yield from (row.values for row in rows)


def _article_or_reason(row: Row, path: str, keys: Counter[str], reading: _Reading) -> Article | SkippedFile:
    at = f"{path}#{row.number}"
    if row.bad:
        return SkippedFile(at, row.bad)
    text = _text(row.values)
    if not text:
        return SkippedFile(at, "holds no text")
    given = (*given_by(row.values, reading.origin), *row.given)
    key = row.key or _key(row.values, given, text)
    keys[key] += 1
    same = f"\n{keys[key]}" if keys[key] > 1 else ""
    try:
        return build_article(
            RawArticle(text, given, row.remarks),
            path=at,
            article_id=id_of(f"{path}\n{key}{same}"),
            rule=reading.rule,
            order_of=reading.order_of,
        )
    except UnreadableFile as error:
        return SkippedFile(at, error.message)


def _text(values: Mapping[str, object]) -> str:
    """The text of a row, from a string of plain text or HTML or a list of paragraphs; empty when there is none.

    Of several the usual name goes first, unless another column has far more: then "text" was only a summary.
    """
    named = [(_TEXT_NAMES[squeezed(name)], value) for name, value in values.items() if squeezed(name) in _TEXT_NAMES]
    texts = [text for _, value in sorted(named, key=lambda one: one[0]) if (text := _text_of(value)).strip()]
    longest = max(map(len, texts), default=0)
    return next((text for text in texts if len(text) * _FAR_MORE >= longest), "")


def _text_of(value: object) -> str:
    if isinstance(value, list):
        text = "\n\n".join(item for item in value if isinstance(item, str))
    else:
        text = value if isinstance(value, str) else ""
    if _HTML_BEGINS.match(text):
        from assistant.articles.readers.html_tree import fragment_text

        return fragment_text(text)
    return lay_out(clean_characters(text)) if text and not isinstance(value, list) else text


def _key(values: Mapping[str, object], given: Sequence[Given], text: str) -> str:
    """What tells a row from the others of its file, so that a row put in above it does not rename its article."""
    if url := address_in(given):
        return url
    named = [(_ID_NAMES[squeezed(name)], value) for name, value in values.items() if squeezed(name) in _ID_NAMES]
    for _, value in sorted(named, key=lambda one: one[0]):
        if isinstance(value, str | int) and str(value).strip():
            return one_line(str(value))
    metadata = settle(one for one in given if one.field is not Field.UPDATED)
    if metadata.title:
        # A day that other rows decide on would rename the article with them.
        return f"{metadata.title}\n{metadata.published if metadata.published and not metadata.remarks else ''}"
    return one_line(text)


def _why_none(waiting: list[SkippedFile], columns: Mapping[str, None]) -> str:
    """Why a file without an article is at fault as a whole; empty when only its rows are."""
    if not waiting:
        return "holds no rows"
    if not columns:
        return f"holds no row that can be read; row 1 {waiting[0].reason}"
    if any(squeezed(name) in _TEXT_NAMES for name in columns):
        return ""
    names = [cut_at_word(one_line(name), 40) or "(no name)" for name in columns]
    shown = ", ".join(names[:MOST_COLUMNS_NAMED]) + (", …" if len(names) > MOST_COLUMNS_NAMED else "")
    return f"has no column of text: its columns are {shown}; a text may be called {', '.join(TEXT_SPELLINGS)}"
