"""Articles to rows of the catalogue and back, and the mark of files that are to be read again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from datetime import UTC, date, datetime

from assistant.errors import LibraryDamaged
from assistant.records.articles import Article, Origin

# Fields of an article that are columns as they are.
_AS_THEY_ARE = ("id", "path", "text", "title", "source", "url", "published_time")
# In another order every article would be made anew.
_HASHED = (
    *("id", "file", "path", "title", "source", "url", "authors", "published", "published_time", "day", "origins"),
    *("remarks", "text"),
)
# Goes before the hash of a file that is to be read again although it may be the same.
READ_AGAIN = "*"
MEND = "`assistant index` mends it from its file; `assistant doctor` says what else is damaged."


def have_read_again(connection: sqlite3.Connection, file: str | None = None) -> None:
    """Has a file read again, or every file; its hash, behind a mark, still tells whether it changed meanwhile."""
    connection.execute(
        "UPDATE files SET sha256 = :mark || sha256"
        " WHERE substr(sha256, 1, 1) <> :mark AND (:file IS NULL OR path = :file)",
        {"mark": READ_AGAIN, "file": file},
    )


def row_of(article: Article) -> dict[str, object]:
    """The columns that `articles` and `versions` share: what article_of reads."""
    return {
        **{name: getattr(article, name) for name in _AS_THEY_ARE},
        "authors": json.dumps(article.authors, ensure_ascii=False),
        "published": article.published.isoformat() if article.published else None,
        "origins": json.dumps({name: str(origin) for name, origin in article.origins.items()}, ensure_ascii=False),
        "remarks": json.dumps(article.remarks, ensure_ascii=False),
    }


def columns_of(article: Article) -> dict[str, object]:
    """The columns of `articles` that an article gives."""
    return {**row_of(article), "day": article.published.toordinal() if article.published else None}


def article_of(row: sqlite3.Row) -> Article:
    """The article in a row of `articles` or of `versions`. Raises LibraryDamaged."""
    try:
        return Article(
            **{name: row[name] for name in _AS_THEY_ARE},
            authors=tuple(json.loads(row["authors"])),
            published=None if row["published"] is None else date.fromisoformat(row["published"]),
            origins={name: Origin(origin) for name, origin in json.loads(row["origins"]).items()},
            remarks=tuple(json.loads(row["remarks"])),
        )
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise LibraryDamaged(f"The article {row['id']!r} in the library is damaged: {error}.", hint=MEND) from error


def fingerprint(article: Article) -> str:
    """A hash of all that the library keeps of an article but its path; while it is equal, nothing is made anew."""
    columns = {**columns_of(article), "path": "", "file": ""}
    parts = (str(columns[name]) for name in _HASHED)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def day_of(ordinal: int | None) -> date | None:
    """The day of an ordinal, which is None for what is undated. Raises LibraryDamaged."""
    try:
        return None if ordinal is None else date.fromordinal(ordinal)
    except (ValueError, TypeError, OverflowError) as error:
        raise LibraryDamaged(f"The library is damaged: {ordinal!r} is no day.", hint=MEND) from error


def moment(when: datetime) -> str:
    """A moment as it is kept: ISO 8601 in UTC, to the second."""
    return when.astimezone(UTC).isoformat(timespec="seconds")
