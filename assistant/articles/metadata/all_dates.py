"""Every date there is for an article, the strongest first.

The order, of which the first that can be read is used (docs/articles.md tells it to readers):
1. what the article's file says of its publication: header, front matter, structured data, meta tag, column, feed;
2. the day in the name of the file, if it holds this article alone: a person or a program put it there for that;
3. the first lines of the text: a dateline may be a day older than the article, and is read off prose;
4. the day in the path of the article's address: most often that of publication, but nobody says so;
5. a day that a web page shows and that is found there;
6. what the file, or else the first lines, say of the last change: never before the publication, perhaps long after it;
7. the file's own properties: the day on which a PDF or Word file was made tells little of the article in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.articles.metadata.dateline import dateline
from assistant.articles.metadata.given import Field, Given
from assistant.articles.metadata.metadata import address_in
from assistant.articles.metadata.named_days import day_in_address, day_in_file_name, months_in
from assistant.records.articles import Origin


def strongest_first(given: Sequence[Given], text: str, file_name: str) -> Iterator[Given]:
    """All that was given, and the days in the file's name, the first lines and the address, in the order above."""
    published = [one for one in given if one.field is Field.PUBLISHED]
    yield from (one for one in given if one.field not in {Field.PUBLISHED, Field.UPDATED})
    yield from (one for one in published if one.origin not in {Origin.PAGE, Origin.PROPERTIES})
    if named := day_in_file_name(file_name):
        yield Given(Field.PUBLISHED, named, Origin.FILE_NAME)
    url = address_in(given)
    first_lines = list(dateline(text, months_in(file_name, url), titled=any(one.field is Field.TITLE for one in given)))
    yield from (one for one in first_lines if one.field is Field.PUBLISHED)
    if day := day_in_address(url):
        yield Given(Field.PUBLISHED, day, Origin.ADDRESS)
    yield from (one for one in published if one.origin is Origin.PAGE)
    yield from (one for one in [*given, *first_lines] if one.field is Field.UPDATED)
    yield from (one for one in published if one.origin is Origin.PROPERTIES)
