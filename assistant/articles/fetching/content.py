"""What was fetched to what it is: a page, a feed, a sitemap or a file of another kind, by its bytes first."""

from __future__ import annotations

import gzip
import io
import json
import re
from typing import BinaryIO, cast

from assistant.articles.fetching.fetch import Fetched
from assistant.articles.readers.decoding import decode, read_whole
from assistant.articles.readers.feed import begins_as_feed
from assistant.articles.readers.from_web import whole
from assistant.articles.readers.html_tree import parse_html
from assistant.articles.readers.json_feeds import is_json_feed
from assistant.errors import NotFetched, UnreadableFile
from assistant.records.fetching import Content

_SITEMAP_BEGINS = re.compile(
    rb"[^<]*(?:(?><!--.*?-->)[^<]*|<(?:\?|!(?!--))[^<]*)*+<(?:[\w-]+:)?(?:urlset|sitemapindex)[\s>/]",
    re.DOTALL | re.IGNORECASE,
)
_HTML_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*>\s*+)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html)\b",
    re.DOTALL | re.IGNORECASE,
)
_BEGINNING = 20_000
_SUFFIX_OF_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json"))
_TEXTS = frozenset((".html", ".txt", ".md", ".csv", ".jsonl", ".json"))


def content_of(fetched: Fetched, wanted: Content | None = None) -> tuple[Content, str, bytes]:
    """What it is, the suffix of the file to keep it in, and the bytes to keep; raises NotFetched for what is not read.

    `wanted` is what the reader says that it is. A text in another encoding than UTF-8 that only the server names is
    turned into UTF-8.
    """
    body = _unpacked(fetched.body or b"")
    if wanted is Content.FEED and _HTML_BEGINS.match(body[:_BEGINNING]):
        raise NotFetched(_where_feeds_are(body, fetched.final))
    content, suffix = _wanted(body, wanted) if wanted else _found(body, fetched.content_type)
    if suffix in _TEXTS and fetched.charset:
        body = _as_utf8(body, fetched.charset)
    return content, suffix, body


def _wanted(body: bytes, wanted: Content) -> tuple[Content, str]:
    if wanted is Content.PAGE:
        return wanted, ".html"
    return wanted, ".json" if _is_json(body) else ".xml"


def _found(body: bytes, content_type: str) -> tuple[Content, str]:
    begins = body[:_BEGINNING].replace(b"\0", b"")
    if begins_as_feed(begins):
        return Content.FEED, ".xml"
    if _SITEMAP_BEGINS.match(begins):
        return Content.SITEMAP, ".xml"
    if begins.startswith(b"%PDF-"):
        return Content.PAGE, ".pdf"
    if _HTML_BEGINS.match(begins):
        return Content.PAGE, ".html"
    if _is_json(body) and "html" not in content_type:
        return (Content.FEED if _holds_json_feed(body) else Content.PAGE), ".json"
    suffix = _SUFFIX_OF_TYPE.get(content_type)
    if suffix is None:
        raise NotFetched(f"is a kind of content that is not read ({content_type or 'the server names none'})")
    return Content.PAGE, suffix


def _where_feeds_are(body: bytes, address: str) -> str:
    """What is said of a page that was taken for a feed: the feeds that it names (HTML Standard, 4.6.7.1)."""
    try:
        page = parse_html(decode(body))
    except UnreadableFile as error:
        return error.message
    links = [link for link in page.iter("link") if "alternate" in link.get("rel", "").casefold().split()]
    feeds = [whole(address, link.get("href", "")) for link in links if link.get("type", "").casefold() in _FEED_TYPES]
    return f"is a page, and not a feed; its feeds are: {', '.join(feeds[:3])}" if feeds else "is a page, and not a feed"


def _unpacked(body: bytes) -> bytes:
    """What a file packed by gzip holds: sitemaps are often sent so."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return read_whole(cast(BinaryIO, gzip.GzipFile(fileobj=io.BytesIO(body))))
    except UnreadableFile as error:
        raise NotFetched(error.message) from error


def _is_json(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _holds_json_feed(body: bytes) -> bool:
    try:
        return is_json_feed(json.loads(decode(body), strict=False))
    except (ValueError, RecursionError, UnreadableFile):
        return False


def _as_utf8(body: bytes, charset: str) -> bytes:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_utf8(body):
        return body
    try:
        return decode(body, declared=charset).encode("utf-8-sig")
    except UnreadableFile:
        return body  # its reader says why


def _is_utf8(body: bytes) -> bool:
    try:
        return bool(body.decode("utf-8")) and b"\x1b" not in body  # ISO-2022 is made of ASCII and escapes
    except UnicodeDecodeError:
        return False
