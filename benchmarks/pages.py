"""What is read from web pages, beside trafilatura and htmldate in the same run: text, captions, day, title, authors.

    python benchmarks/pages.py FOLDER [--kinds] [--misses]

FOLDER is in one of the forms that public suites use:
- NAME.html beside expected.json, {"NAME": {"text", "captions", "published", "title", "authors", "must", "must_any",
  "must_not", "kind"}}, each as far as it is known; an expected null or empty list means that the page gives none, and
  of a list in "must_any" one string is enough. {"NAME.html": "2024-05-14"} and {"ADDRESS": {"file": "NAME.html",
  "date": "2024-05-14"}} give days alone.
- a folder a page, with source.html, expected.html and expected-metadata.json, as readability's are.

text     the words of the page's main text in precision, recall and F1, each the mean over the pages; captions, which
         are marked as such in ours, are left out of it
must     of the strings that the text has to hold, those found; kept: of those that it must not hold, those found
caption  of the captions, those that are marked as such
day      right, wrong (another one, or one where none is given), missing; htmldate as it comes, told that the day of
         publication is wanted
authors  right where all names and no other are given; trafilatura's are the names that it parts with semicolons
"""

from __future__ import annotations

import argparse
import json
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import htmldate
import trafilatura
from trafilatura.settings import Document

from assistant.articles.metadata.build import article_of_file
from assistant.articles.readers.html_tree import fragment_text
from assistant.articles.readers.web_page import read_page
from assistant.errors import AssistantError
from assistant.language.normalise import UNSPACED
from assistant.language.sentences import CAPTION

_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
_READERS = ("ours", "theirs")
_VERDICTS = ("right", "wrong", "missing")


@dataclass(frozen=True, slots=True)
class Page:
    """One page and what is expected of it."""

    name: str
    data: bytes
    expected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader says of a page."""

    text: str = ""
    captions: tuple[str, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


Counts = defaultdict[str, float]
Tally = defaultdict[str, dict[str, Counts]]  # of a measure and a reader: how often each outcome


def main() -> None:
    """Prints the figures of all pages; with --kinds those of each kind, with --misses each field that is not right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kinds", action="store_true")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    pages = list(pages_in(given.folder))
    kinds: dict[str, Tally] = {}
    whole = _empty()
    for page in pages:
        kind = kinds.setdefault(str(page.expected.get("kind", "")), _empty())
        for reader, read in zip(_READERS, (read_by_us(page.data), read_by_them(page.data)), strict=True):
            for measure, outcome, amount in measured(read, page.expected):
                for tally in (whole, kind):
                    tally[measure][reader][outcome] += amount
                if given.misses and outcome in {"wrong", "missing", "lost", "kept"}:
                    print(f"{page.name}: {measure} {outcome} ({reader})")
    print(f"{len(pages)} pages", *_lines(whole), sep="\n")
    if given.kinds:
        for name, tally in sorted(kinds.items()):
            print("", name or "(no kind)", *_lines(tally), sep="\n")


def pages_in(folder: Path) -> Iterator[Page]:
    """The pages of a folder with what is expected of each; see the head of this file for the forms."""
    listed = folder / "expected.json"
    if listed.exists():
        for name, value in json.loads(listed.read_text(encoding="utf-8")).items():
            expected = {"published": value} if isinstance(value, str) else dict(value)
            if "date" in expected:
                expected["published"] = expected["date"]
            path = folder / str(expected.get("file", name))
            path = path if path.suffix in {".html", ".htm"} else path.with_name(path.name + ".html")
            yield Page(name, path.read_bytes(), expected)
        return
    for source in sorted(folder.glob("*/source.html")):
        yield Page(source.parent.name, source.read_bytes(), _of_readability(source.parent))


def _of_readability(folder: Path) -> dict[str, Any]:
    expected: dict[str, Any] = {"text": fragment_text((folder / "expected.html").read_text(encoding="utf-8"))}
    metadata = json.loads((folder / "expected-metadata.json").read_text(encoding="utf-8"))
    expected["title"] = metadata.get("title")
    if metadata.get("byline"):
        expected["authors"] = [metadata["byline"]]
    if metadata.get("publishedTime"):
        expected["published"] = metadata["publishedTime"][:10]
    return expected


def read_by_us(data: bytes) -> Read:
    """The article that the program keeps of a page; nothing of one that it refuses."""
    try:
        article = article_of_file(read_page(data), "page.html")
    except AssistantError:
        return Read()
    paragraphs = article.text.split("\n\n")
    return Read(
        text="\n\n".join(one for one in paragraphs if not one.startswith(CAPTION)),
        captions=tuple(one.removeprefix(CAPTION) for one in paragraphs if one.startswith(CAPTION)),
        title=article.title,
        authors=article.authors,
        published=article.published.isoformat() if article.published else None,
    )


def read_by_them(data: bytes) -> Read:
    """What trafilatura says of a page, and htmldate of its day."""
    page = trafilatura.utils.load_html(data)
    if page is None:
        return Read()
    day = htmldate.find_date(page, original_date=True)
    document = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    if not isinstance(document, Document):
        return Read(published=day)
    authors = tuple(name.strip() for name in (document.author or "").split(";") if name.strip())
    return Read(text=document.text or "", title=document.title, authors=authors, published=day)


def measured(read: Read, expected: Mapping[str, Any]) -> Iterator[tuple[str, str, float]]:
    """Each outcome of a reading: the measure, what came out, and how much it adds."""
    if "text" in expected:
        yield from _overlap(read.text, expected["text"])
    text = _plain(read.text)
    for wanted in [[one] for one in expected.get("must", ())] + list(expected.get("must_any", ())):
        yield "must", "found" if any(_plain(one) in text for one in wanted) else "lost", 1
    for unwanted in expected.get("must_not", ()):
        yield "must not", "kept" if _plain(unwanted) in text else "left out", 1
    captions = _plain(" \n ".join(read.captions))
    for caption in expected.get("captions", ()):
        yield "captions", "found" if _plain(caption) in captions else "lost", 1
    if "published" in expected:
        wanted_day = expected["published"] and date.fromisoformat(expected["published"]).isoformat()
        yield "day", _verdict(read.published, wanted_day), 1
    if "title" in expected:
        yield "title", _verdict(_plain(read.title or ""), _plain(expected["title"] or "")), 1
    if "authors" in expected:
        yield "authors", _verdict(_names(read.authors), _names(expected["authors"])), 1


def _overlap(text: str, wanted: str) -> Iterator[tuple[str, str, float]]:
    found, expected = Counter(_TOKEN.findall(text.casefold())), Counter(_TOKEN.findall(wanted.casefold()))
    shared = (found & expected).total()
    precision = shared / found.total() if found else 0.0
    recall = shared / expected.total() if expected else 1.0
    yield "text", "pages", 1
    yield "text", "precision", precision
    yield "text", "recall", recall
    yield "text", "F1", 2 * precision * recall / (precision + recall) if shared else 0.0


def _verdict(read: object, wanted: object) -> str:
    if read == wanted or not (read or wanted):
        return "right"
    return "wrong" if read else "missing"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _names(authors: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_plain, authors))


def _empty() -> Tally:
    return defaultdict(lambda: {reader: defaultdict(float) for reader in _READERS})


def _lines(tally: Tally) -> Iterator[str]:
    for measure in ("text", "must", "must not", "captions", "day", "title", "authors"):
        if measure in tally:
            ours, theirs = (_outcome(measure, tally[measure][reader]) for reader in _READERS)
            other = "htmldate" if measure == "day" else "trafilatura"
            yield f"  {measure:<9} ours {ours}   {other} {theirs}"


def _outcome(measure: str, counts: Counts) -> str:
    if measure == "text":
        return " ".join(f"{name} {counts[name] / counts['pages']:.3f}" for name in ("precision", "recall", "F1"))
    total = sum(counts.values())
    names = {"must": ("found",), "captions": ("found",), "must not": ("kept",)}.get(measure, _VERDICTS)
    return ", ".join(f"{name} {counts[name]:g} of {total:g} ({counts[name] / total:.3f})" for name in names)


if __name__ == "__main__":
    main()
