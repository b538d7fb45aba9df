"""An RSS or Atom feed to rows, one an entry, by feedparser, which is given bytes and never an address."""

from __future__ import annotations

import gzip
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from assistant.articles.readers.decoding import read_whole
from assistant.articles.readers.html_tree import fragment_text
from assistant.articles.readers.rows import Row
from assistant.articles.readers.sandbox import LONGEST_TEXT, extract_apart
from assistant.errors import UnreadableFile
from assistant.language.lines import lay_out
from assistant.language.normalise import clean_characters, one_line

# What the first element is called; declarations and comments may stand before it, and a zero byte beside each letter.
_FEED_BEGINS = re.compile(
    rb"[^<]*(?:(?><!--.*?-->)[^<]*|<(?:\?|!(?!--))[^<]*)*+<(?:[\w-]+:)?(?:rss|feed|rdf)[\s>/]",
    re.DOTALL | re.IGNORECASE,
)
# In what is no XML for it, feedparser would make an entity of the letter behind it ("AT&T;"). Not in CDATA, where it is
# itself.
_BARE_AMPERSAND = re.compile(rb"(<!\[CDATA\[.*?\]\]>)|&(?!#?\w+;)", re.DOTALL)
_LONGEST_BEGINNING = 20_000
_HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the feed gives it, its dates as they are written; `name` is its own, unchanging one (guid, id)."""

    name: str
    url: str
    title: str
    source: str
    authors: list[str]
    published: str
    updated: str
    changed_at: str  # the later of both in UTC, in a form that sorts
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What the child found; `broken` says where the feed is no XML: then what could be read is there."""

    entries: Sequence[Entry]
    broken: str = ""


def feed_rows(file: Path) -> Iterator[Row]:
    """A row for each entry; raises UnreadableFile for what is no feed, and after the last row of a broken one."""
    feed = extract_apart(__name__, file)
    entries = [Entry(**entry) for entry in feed["entries"]]
    newest = _newest_of_each_name(entries)
    links = Counter(entry.url for entry in entries if not entry.name)
    for number, entry in enumerate(entries, start=1):
        if entry.name and newest[entry.name] != number:
            yield Row(number, bad=f"is an earlier form of entry {newest[entry.name]}, which has the same id")
        else:
            yield Row(number, _values(entry), key=_key(entry, links))
    if feed["broken"]:
        raise UnreadableFile(f"is not valid XML ({feed['broken']}); an entry may be missing, or be cut off")


def begins_as_feed(data: bytes) -> bool:
    """Whether this, without zero bytes, is the beginning of a feed."""
    return bool(_FEED_BEGINS.match(data))


def extract(file: Path) -> Feed:
    """Runs in the child: what feedparser reads."""
    with file.open("rb") as stream:
        packed = file.suffix.lower() == ".gz"
        data = read_whole(cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if packed else stream)
    if not begins_as_feed(data[:_LONGEST_BEGINNING].replace(b"\0", b"")):
        raise UnreadableFile("is not an RSS or Atom feed")
    import feedparser

    # A stream, because feedparser takes a text for an address or a file. What it hides and resolves is left to us: it
    # would keep hidden elements and drop what hides them.
    sound = data if b"\0" in data else _BARE_AMPERSAND.sub(lambda found: found[1] or b"&amp;", data)
    parsed = feedparser.parse(io.BytesIO(sound), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        raise UnreadableFile("is a feed without entries")
    entries = [_entry(entry, parsed) for entry in parsed.entries]
    if sum(len(entry.text) for entry in entries) > LONGEST_TEXT:
        raise UnreadableFile(f"holds more than {LONGEST_TEXT} characters of text")
    return Feed(entries, _fault(parsed.get("bozo_exception")))


def _entry(entry: Mapping[str, Any], parsed: Mapping[str, Any]) -> Entry:
    # As of a plain dict: feedparser's own `get` gives one date for another.
    own = dict(entry)
    source = dict(own.get("source") or {})
    # RSS 1.0 and Dublin Core have one date, which feedparser takes for that of the last change.
    only_date = own.get("updated", "") if str(parsed["version"]).startswith("rss") else ""
    return Entry(
        name=one_line(own.get("id", "")),
        url=own.get("link", ""),
        title=_words(own.get("title_detail") or {}),
        source=_words(source.get("title_detail") or {}) or one_line(source.get("title", "")) or _title(parsed),
        authors=[name for author in own.get("authors", []) if (name := one_line(dict(author).get("name", "")))],
        published=own.get("published", "") or only_date or own.get("created", ""),
        updated=own.get("updated", ""),
        changed_at=max(_sortable(own.get(f"{name}_parsed")) for name in ("published", "updated")),
        text=next(filter(None, map(_text, [*own.get("content", []), own.get("summary_detail") or {}])), ""),
    )


def _fault(exception: Any) -> str:
    """Where and how the XML is broken; other things that feedparser warns of, such as encodings, cost nothing."""
    if not hasattr(exception, "getLineNumber"):
        return ""
    return f"line {exception.getLineNumber()}: {one_line(exception.getMessage())}"


def _sortable(moment: Sequence[int] | None) -> str:
    return "{:04}{:02}{:02}{:02}{:02}{:02}".format(*moment[:6]) if moment else ""


def _title(parsed: Mapping[str, Any]) -> str:
    return _words(dict(parsed["feed"]).get("title_detail") or {})


def _words(detail: Mapping[str, Any]) -> str:
    return one_line(_text(detail))


def _text(detail: Mapping[str, Any]) -> str:
    """A title, summary or content as plain text, its paragraphs parted by blank lines."""
    value = dict(detail).get("value") or ""
    if dict(detail).get("type") in _HTML:
        return fragment_text(value)
    return lay_out(clean_characters(value))


def _values(entry: Entry) -> Mapping[str, object]:
    named = {
        name: value for name, value in asdict(entry).items() if value and name not in {"name", "changed_at", "text"}
    }
    return {**named, "text": entry.text.split("\n\n")}


def _newest_of_each_name(entries: Sequence[Entry]) -> Mapping[str, int]:
    """The number of the entry that stands for all with its id: the one changed last (RFC 4287, section 4.1.1)."""
    last: dict[str, tuple[str, str, int]] = {}
    for number, entry in enumerate(entries, start=1):
        form = (entry.changed_at, entry.text, number)
        last[entry.name] = max(form, last.get(entry.name, form))
    return {name: form[-1] for name, form in last.items()}


def _key(entry: Entry, links: Mapping[str, int]) -> str:
    """What does not change when entries come, go or change places; a link alone only where it is no other entry's."""
    if entry.name:
        return entry.name
    if entry.url and links[entry.url] == 1:
        return entry.url
    return f"{entry.url}\n{entry.title}\n{entry.published}" if entry.url or entry.title else one_line(entry.text)
