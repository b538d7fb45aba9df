"""The pages of the documentation: found in the installed package, or in docs/ of a checkout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from assistant.errors import UsageError

_COMMENT = re.compile(r"<!--.*?-->\n", re.DOTALL)  # what the page is made with


@dataclass(frozen=True, slots=True)
class Page:
    """One page in Markdown; `purpose`, its first paragraph, says what a reader can do with it."""

    topic: str
    purpose: str
    text: str


def all_pages() -> list[Page]:
    """Every page, by topic."""
    return [_read(path) for path in sorted(_folder().glob("*.md"))]


def find_page(topic: str) -> Page:
    """The page of this topic; raises UsageError that names the nearest and all there are."""
    topics = sorted(path.stem for path in _folder().glob("*.md"))
    wanted = topic.strip().casefold().removesuffix(".md")
    if wanted in topics:
        return _read(_folder() / f"{wanted}.md")
    near = get_close_matches(wanted, topics, n=1)
    question = f" Did you mean {near[0]!r}?" if near else ""
    raise UsageError(f"There is no page {topic!r}.{question}", hint=f"The pages are {', '.join(topics)}.")


def _folder() -> Path:
    package = Path(__file__).parent
    installed = package / "_docs"
    return installed if installed.is_dir() else package.parent / "docs"


def _read(path: Path) -> Page:
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    _title, purpose, *_ = text.split("\n\n", 2)
    return Page(path.stem, " ".join(purpose.split()), text)
