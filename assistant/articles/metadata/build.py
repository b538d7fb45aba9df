"""What a file or row holds to an article: cleaned, with a title and an id."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath

from assistant.articles.metadata.all_dates import strongest_first
from assistant.articles.metadata.date_order import order_of_file
from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.articles.metadata.metadata import settle
from assistant.articles.metadata.published import DAY_FIRST, DateOrder, DateRule
from assistant.errors import UnreadableFile
from assistant.language.normalise import cut_at_word, normalise
from assistant.language.sentences import split_sentences
from assistant.records.articles import Article, Origin

LONGEST_LEAD = 90  # characters of a title that is made from the first sentence
ID_DIGITS = 12


def article_of_file(raw: RawArticle, path: str, rule: DateRule = DAY_FIRST) -> Article:
    """The article that one whole file holds; raises UnreadableFile when there is no text in it."""

    def order_of(_: Given) -> DateOrder:
        values = [one.value for one in raw.given if one.field in {Field.PUBLISHED, Field.UPDATED}]
        return order_of_file(values, raw.text, rule.order)

    name = PurePosixPath(path).name
    return build_article(raw, path=path, article_id=id_of(path), rule=rule, order_of=order_of, file_name=name)


def build_article(
    raw: RawArticle,
    *,
    path: str,
    article_id: str,
    rule: DateRule,
    order_of: Callable[[Given], DateOrder],
    file_name: str = "",
) -> Article:
    """The article made of its cleaned text and its settled metadata; raises UnreadableFile when there is no text.

    `file_name` is that of a file which holds this article alone.
    """
    text = normalise(raw.text)
    if not any(character.isalnum() for character in text):
        raise UnreadableFile("holds no text")
    metadata = settle(strongest_first(raw.given, text, file_name), rule, order_of)
    title, origins = metadata.title, metadata.origins
    if title is None:
        title, origins = lead(text), {**origins, Field.TITLE.value: Origin.LEAD}
    return Article(
        id=article_id,
        path=path,
        text=text,
        title=title,
        source=metadata.source,
        url=metadata.url,
        authors=metadata.authors,
        published=metadata.published,
        published_time=metadata.published_time,
        origins=origins,
        remarks=(*raw.remarks, *metadata.remarks),
    )


def id_of(key: str) -> str:
    """The first hexadecimal digits of the key's SHA-256: 48 bits, enough for a million distinct ones."""
    return hashlib.sha256(key.encode()).hexdigest()[:ID_DIGITS]


def lead(text: str) -> str:
    """A title for a text that has none: its first sentence, cut between words."""
    start = text.partition("\n")[0][: 10 * LONGEST_LEAD]
    first = split_sentences(start)[0]
    return cut_at_word(first.of(start), LONGEST_LEAD)
