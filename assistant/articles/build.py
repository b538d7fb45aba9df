"""What a file or row holds to an article: cleaned, with a title and an id."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from assistant.articles.metadata import Metadata, settle
from assistant.articles.normalise import cut_at_word, normalise
from assistant.articles.published import published_in_file_name
from assistant.articles.records import Field, Given, RawArticle
from assistant.articles.sentences import split_sentences
from assistant.errors import UnreadableFile
from assistant.types import Article, Origin

LONGEST_LEAD = 90  # characters of a title that is made from the first sentence
ID_DIGITS = 12

# Dates by themselves weaker than one in the file's name: a PDF's or Word file's own date tells when the file was made.
_WEAK_DATES = frozenset({Origin.PROPERTIES})


def article_of_file(raw: RawArticle, path: str) -> Article:
    """The article that one whole file holds; raises UnreadableFile when there is no text in it."""
    named = published_in_file_name(PurePosixPath(path).name)
    in_name = (Given(Field.PUBLISHED, named.day, Origin.FILE_NAME),) if named else ()
    own = tuple(one for one in raw.given if one.origin not in _WEAK_DATES)
    weak = tuple(one for one in raw.given if one.origin in _WEAK_DATES)
    return build_article(raw, settle((*own, *in_name, *weak)), path=path, article_id=id_of(path))


def build_article(raw: RawArticle, metadata: Metadata, *, path: str, article_id: str) -> Article:
    """The article made of its cleaned text and settled metadata; raises UnreadableFile when there is no text."""
    text = normalise(raw.text)
    if not any(character.isalnum() for character in text):
        raise UnreadableFile("holds no text")
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
