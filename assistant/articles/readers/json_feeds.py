"""JSON Feed and the posts of WordPress' web interface, as JSON, to rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.articles.readers.html_tree import fragment_text
from assistant.articles.readers.rows import Row
from assistant.language.normalise import one_line

_JSON_FEED = "https://jsonfeed.org/version/1"
_RENDERED = "rendered"


def is_json_feed(value: object) -> bool:
    """Whether this is a JSON Feed (jsonfeed.org, versions 1 and 1.1), or a post, or a list of them, of WordPress."""
    if isinstance(value, Mapping) and str(value.get("version", "")).startswith(_JSON_FEED):
        return isinstance(value.get("items"), list)
    posts = value if isinstance(value, list) else [value]
    return bool(posts) and all(_is_post(post) for post in posts)


def feed_rows_of(value: object) -> Iterator[Row]:
    """A row for each item or post, in the order of the feed; `value` is one (`is_json_feed`)."""
    if isinstance(value, Mapping) and not _is_post(value):
        source = one_line(str(value.get("title") or ""))
        authors = _names(value)
        for number, item in enumerate(value["items"], start=1):
            yield _item(number, item, source, authors)
        return
    for number, post in enumerate(value if isinstance(value, list) else [value], start=1):
        yield _post(number, post)


def _is_post(value: object) -> bool:
    """WordPress gives title and content as {"rendered": HTML}; other programs do not."""
    return isinstance(value, Mapping) and all(
        isinstance(value.get(name), Mapping) and isinstance(value[name].get(_RENDERED), str)
        for name in ("title", "content")
    )


def _item(number: int, item: object, source: str, authors: list[str]) -> Row:
    if not isinstance(item, Mapping):
        return Row(number, bad="is not a JSON object")
    html = item.get("content_html")
    plain = item.get("content_text") or item.get("summary") or ""
    values = {
        "title": item.get("title"),
        "url": item.get("url") or item.get("external_url"),
        "source": source,
        "authors": _names(item) or authors,
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "text": _paragraphs(html) if isinstance(html, str) and html.strip() else plain,
    }
    return Row(number, _present(values), key=one_line(str(item.get("id") or "")))


def _post(number: int, post: Mapping[str, object]) -> Row:
    """`date` is that of the site's own clock, which is the day that its readers know."""
    values = {
        "title": one_line(fragment_text(_rendered(post, "title"))),
        "url": post.get("link"),
        "published": post.get("date") or post.get("date_gmt"),
        "authors": _embedded_authors(post),
        "text": _paragraphs(_rendered(post, "content")),
    }
    guid = _rendered(post, "guid")
    return Row(number, _present(values), key=one_line(guid or str(post.get("link") or post.get("id") or "")))


def _rendered(post: Mapping[str, object], name: str) -> str:
    value = post.get(name)
    rendered = value.get(_RENDERED) if isinstance(value, Mapping) else None
    return rendered if isinstance(rendered, str) else ""


def _embedded_authors(post: Mapping[str, object]) -> list[str]:
    """Names are there only where the request asked for them (`?_embed`); without, `author` is a number."""
    embedded = post.get("_embedded")
    authors = embedded.get("author") if isinstance(embedded, Mapping) else None
    named = [each.get("name") for each in authors if isinstance(each, Mapping)] if isinstance(authors, list) else []
    return [name for name in named if isinstance(name, str)]


def _names(item: Mapping[str, object]) -> list[str]:
    """Version 1.1 has `authors`, version 1 has `author`."""
    listed = item.get("authors")
    authors = listed if isinstance(listed, list) else [item.get("author")]
    names = [each.get("name") for each in authors if isinstance(each, Mapping)]
    return [name for name in names if isinstance(name, str)]


def _paragraphs(html: str) -> list[str]:
    return fragment_text(html).split("\n\n")


def _present(values: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in values.items() if value or name == "text"}
