"""Reads the catalogue, the library's source of truth: articles, sentences, chunks, vectors and how they were made."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.index.storage.packs import PackTable
from assistant.index.storage.rows import day_of
from assistant.index.storage.schema import rows_for
from assistant.index.storage.set_days import SetDay, set_day_of
from assistant.index.storage.soundness import Soundness
from assistant.index.storage.strangers import require_place_of_vectors
from assistant.language.normalise import lower, without_accents
from assistant.records.articles import Article, Chunk, Sentence
from assistant.records.questions import NO_FILTERS, Filters
from assistant.records.time import DateExpression, DaySpan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The chunks of articles that another one stands for on a day. CROSS JOIN has SQLite begin with those articles, of
# which there are few: with another order a search over 100,000 chunks took 180 ms longer.
REPLACED_CHUNKS = (
    "SELECT chunks.id FROM replaced CROSS JOIN articles ON articles.id = replaced.id"
    " CROSS JOIN chunks ON chunks.article = articles.key WHERE replaced.day <= ?"
)

_BATCH = 100
# The date expressions of one article by the number of their sentence.
DatesOfArticle = Mapping[int, tuple[DateExpression, ...]]


@dataclass(frozen=True, slots=True)
class Generation:
    """A published set of vectors: every chunk up to `last_chunk` that existed then. `files` proves it is undamaged."""

    id: int
    place: str
    last_chunk: int
    count: int
    files: str


@dataclass(frozen=True, slots=True)
class ChunkRow:
    """Where a chunk stands: its own id, its article's key and its run of sentences."""

    id: int
    article: int
    chunk: Chunk


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """Where an article was read from, and the hash of all that is kept of it (rows.fingerprint)."""

    path: str
    fingerprint: str

    def lies_in(self, paths: Collection[str]) -> bool:
        """Whether one of these is its path, or that of the file of rows which it is a row of."""
        return self.path in paths or self.path.rpartition("#")[0] in paths


class Catalogue:
    """Questions to the catalogue over one connection; nothing here writes.

    Articles, sentences and dates are compared with their checksums: what is damaged is left out and told, or raises
    LibraryDamaged where there is no `tell`.
    """

    def __init__(self, connection: sqlite3.Connection, tell: Callable[[str], None] | None = None) -> None:
        self._connection = connection
        self.soundness = Soundness(connection, tell)

    def fact(self, name: str) -> str | None:
        """One of the facts about the whole library, such as the embedder's identity."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def count(self, table: str, where: str = "1", values: Sequence[object] = ()) -> int:
        """How many rows a table has; `table` and `where` are ours, never a reader's words."""
        return int(self._connection.execute(f"SELECT count(*) FROM {table} WHERE {where}", values).fetchone()[0])

    def files(self) -> dict[str, str]:
        """Every file read whole: its path and the SHA-256 of its bytes, behind a mark where it is to be read again."""
        return {row["path"]: row["sha256"] for row in self._connection.execute("SELECT path, sha256 FROM files")}

    def file_articles(self, file: str) -> dict[str, StoredArticle]:
        """The articles of one file by id."""
        rows = self._connection.execute("SELECT id, path, fingerprint FROM articles WHERE file = ?", (file,))
        return {row["id"]: StoredArticle(row["path"], row["fingerprint"]) for row in rows}

    def unfinished(self, limit: int) -> list[tuple[str, Article]]:
        """Articles whose chunks and vectors were given up and not made anew, each with its file; at most `limit`."""
        rows = self._connection.execute("SELECT * FROM articles WHERE fingerprint = '' ORDER BY key LIMIT ?", (limit,))
        return [(row["file"], article) for row, article in self.soundness.articles(rows.fetchall())]

    def unmarked(self, method: str, limit: int) -> list[tuple[int, Article]]:
        """Articles, with their keys, whose sentences this method has not read for dates and speech; at most `limit`."""
        rows = self._connection.execute(
            "SELECT articles.* FROM articles LEFT JOIN marked ON marked.article = articles.key"
            " WHERE marked.method IS NOT ? ORDER BY key LIMIT ?",
            (method, limit),
        )
        return [(row["key"], article) for row, article in self.soundness.articles(rows.fetchall())]

    def count_unmarked(self, method: str | None = None, filters: Filters | None = None) -> int:
        """How many articles, of all or of those the filters let through, are not read for dates and speech.

        With `method`, those that it has not read; without, those that none has.
        """
        where, values = ("1", []) if filters is None else filter_clause(filters)
        unread = "key NOT IN (SELECT article FROM marked WHERE method = ifnull(?, method))"
        return self.count("articles", f"{unread} AND {where}", (method, *values))

    def replaced(self) -> dict[str, str]:
        """The paths of articles that another one stands for, each with the path of that one."""
        rows = self._connection.execute(
            "SELECT old.path, new.path FROM replaced JOIN articles AS old ON old.id = replaced.id"
            " JOIN articles AS new ON new.id = replaced.by_id"
        )
        return {row[0]: row[1] for row in rows}

    def stored(self, article_id: str) -> tuple[str, Article] | None:
        """One article by its whole id, with the file it came from."""
        rows = self._connection.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchall()
        found = self.soundness.articles(rows)
        return (found[0][0]["file"], found[0][1]) if found else None

    def set_days(self) -> dict[str, SetDay]:
        """The days that the reader set by hand, by the article's id; the article may be gone."""
        rows = self._connection.execute("SELECT id, day, own_day, own_time, own_origin FROM set_days")
        return {row["id"]: set_day_of(row) for row in rows}

    def article_files(self) -> set[str]:
        """Every file that some article in the library came from."""
        return {row[0] for row in self._connection.execute("SELECT DISTINCT file FROM articles")}

    def articles(self, keys: Iterable[int]) -> dict[int, Article]:
        """Whole articles by key; a damaged one is missing from the result."""
        rows = self._each("SELECT * FROM articles WHERE key IN ({})", list(keys))
        return {row["key"]: article for row, article in self.soundness.articles(list(rows))}

    def ids_and_days(self, keys: Iterable[int]) -> dict[int, tuple[str, date | None]]:
        """Each article's id and the day it was published, by key."""
        rows = self._each("SELECT key, id, day FROM articles WHERE key IN ({})", list(keys))
        return {row["key"]: (row["id"], day_of(row["day"])) for row in rows}

    def keys(self, ids: Iterable[str]) -> dict[str, int]:
        """The keys of articles, by their id."""
        return {row["id"]: row["key"] for row in self._each("SELECT id, key FROM articles WHERE id IN ({})", list(ids))}

    def all_articles(
        self, filters: Filters = NO_FILTERS, *, undated: bool = False, words: Sequence[str] = ()
    ) -> Iterator[Article]:
        """Every article the filters let through, or the undated ones of them; newest first, undated ones last.

        With `words` those that have all of them in title, source, author or path, whatever their case and accents.
        """
        wanted = [without_accents(lower(word)) for word in words]
        where, values = filter_clause(filters)
        where += " AND day IS NULL" if undated else ""
        rows = self._connection.execute(
            f"SELECT * FROM articles WHERE {where} ORDER BY day IS NULL, day DESC, path", values
        )
        while batch := rows.fetchmany(_BATCH):
            for _, article in self.soundness.articles(batch):
                named = " ".join([article.title, article.source or "", *article.authors, article.path])
                if not wanted or all(word in without_accents(lower(named)) for word in wanted):
                    yield article

    def newest_articles(self, filters: Filters, limit: int) -> dict[int, Article]:
        """The newest dated articles that the filters let through, by key, the newest first."""
        where, values = filter_clause(filters)
        rows = self._connection.execute(
            f"SELECT * FROM articles WHERE day IS NOT NULL AND {where}"
            " ORDER BY day DESC, published_time DESC, id LIMIT ?",
            (*values, limit),
        )
        return {row["key"]: article for row, article in self.soundness.articles(rows.fetchall())}

    def names(self) -> Iterator[tuple[str, str | None, date | None]]:
        """Path, URL and day of every article, without reading the texts."""
        for path, url, number in self._connection.execute("SELECT path, url, day FROM articles"):
            yield path, url, day_of(number)

    def find_articles(self, name: str) -> list[tuple[int, Article]]:
        """Articles whose id begins with `name`, or whose path, file name or title is `name`; at most ten."""
        rows = self._connection.execute(
            "SELECT * FROM articles WHERE path = :name OR title = :name OR substr(path, -length(:below)) = :below"
            " OR (length(:name) >= 4 AND id >= :name AND id < :name || 'g') ORDER BY id = :name DESC, path LIMIT 10",
            {"name": name, "below": f"/{name}"},
        ).fetchall()
        exact = [row for row in rows if row["id"] == name or row["path"] == name]
        return [(row["key"], article) for row, article in self.soundness.articles(exact or rows)]

    def sentences(self, keys: Iterable[int]) -> dict[int, tuple[Sentence, ...]]:
        """The sentences of articles, in order, by the article's key; a damaged one is missing from the result."""
        found: dict[int, list[sqlite3.Row]] = {}
        sql = "SELECT article, number, start, end, paragraph FROM sentences WHERE article IN ({})"
        for row in self._each(f"{sql} ORDER BY article, number", list(keys)):
            found.setdefault(row[0], []).append(row)
        sound = self.soundness.sentences(found)
        return {key: tuple(Sentence(*tuple(row)[1:]) for row in rows) for key, rows in found.items() if key in sound}

    def dates(
        self, articles: Mapping[int, Article], *, first_sentences: int | None = None
    ) -> dict[int, DatesOfArticle]:
        """The date expressions of articles, given by key; of so many of their first sentences, or of all.

        Of an article whose dates are damaged there are none.
        """
        found: dict[int, dict[int, list[DateExpression]]] = {}
        sound = self.soundness.dates(articles)
        below = "" if first_sentences is None else f" AND sentence < {int(first_sentences)}"
        sql = "SELECT * FROM dates WHERE article IN ({})" + below + " ORDER BY article, start"
        for row in self._each(sql, sorted(sound)):
            text = articles[row["article"]].text[row["start"] : row["end"]]
            span = DaySpan(day_of(row["first"]), day_of(row["last"]))
            expression = DateExpression(text, row["start"], row["end"], span, bool(row["relative"]))
            found.setdefault(row["article"], {}).setdefault(row["sentence"], []).append(expression)
        return {key: {number: tuple(dates) for number, dates in held.items()} for key, held in found.items()}

    def chunks(self, ids: Sequence[int]) -> dict[int, ChunkRow]:
        """Chunks by id; a removed one is missing from the result."""
        return {row["id"]: _chunk(row) for row in self._each("SELECT * FROM chunks WHERE id IN ({})", ids)}

    def days_of_chunks(self, ids: Sequence[int], as_of: date | None = None) -> dict[int, int | None]:
        """The day of each chunk that is still there and, on this day, part of a current article."""
        sql = f"SELECT id, day FROM chunks WHERE id IN ({{}}) AND id NOT IN ({REPLACED_CHUNKS})"
        return {row[0]: row[1] for row in self._each(sql, ids, [last_ordinal(as_of)])}

    def places_of_chunks(self, ids: Sequence[int]) -> dict[int, tuple[str, int]]:
        """Where each chunk that is still there stands: its article's id and its number in the article."""
        sql = (
            "SELECT chunks.id, articles.id, chunks.number FROM chunks"
            " JOIN articles ON articles.key = chunks.article WHERE chunks.id IN ({})"
        )
        return {row[0]: (row[1], row[2]) for row in self._each(sql, ids)}

    def article_chunks(self, key: int) -> list[ChunkRow]:
        """One article's chunks, in order."""
        rows = self._connection.execute("SELECT * FROM chunks WHERE article = ? ORDER BY number", (key,))
        return [_chunk(row) for row in rows]

    def chunk_days(self, filters: Filters, *, after: int = 0) -> dict[int, int | None]:
        """The chunks with ids above `after` that the filters let through, each with its day."""
        if filters == NO_FILTERS:
            tables, where = "chunks", f"chunks.id NOT IN ({REPLACED_CHUNKS})"
            values: list[object] = [last_ordinal(None)]
        else:
            tables = "chunks JOIN articles ON articles.key = chunks.article"
            where, values = filter_clause(filters)
        rows = self._connection.execute(
            f"SELECT chunks.id, chunks.day FROM {tables} WHERE {where} AND chunks.id > ?", (*values, after)
        )
        return {row[0]: row[1] for row in rows}

    def count_undated(self, filters: Filters) -> int:
        """How many articles are left out because they are undated and the filters ask for a day."""
        if not filters.by_date:
            return 0
        where, values = filter_clause(Filters(sources=filters.sources, articles=filters.articles))
        return self.count("articles", f"day IS NULL AND {where}", values)

    def count_articles(self, filters: Filters) -> int:
        """How many articles the filters let through."""
        return self.count("articles", *filter_clause(filters))

    def newest(self, filters: Filters) -> date | None:
        """The day of the newest article that the filters let through."""
        where, values = filter_clause(filters)
        row = self._connection.execute(f"SELECT max(day) FROM articles WHERE {where}", values).fetchone()
        return day_of(row[0])

    def vectors(self, ids: Collection[int]) -> tuple[list[int], NDArray[np.float32]]:
        """The vectors of chunks: the ids found, ascending, and a float32 array of shape (found, dimension)."""
        import numpy as np

        found: list[int] = []
        blobs: list[bytes] = []
        for row in self._vector_rows(ids):
            found.append(row[0])
            blobs.append(row[1])
        whole = _lengths_alike(blobs)
        matrix = np.frombuffer(b"".join(blobs[place] for place in whole), dtype=np.float16).astype(np.float32)
        return [found[place] for place in whole], matrix.reshape(len(whole), -1) if whole else matrix.reshape(0, 0)

    def _vector_rows(self, ids: Collection[int]) -> Iterator[sqlite3.Row]:
        if not ids:
            return
        low, high = min(ids), max(ids)
        # Where most of a range is wanted, one pass over it is quicker than thousands of look-ups.
        if high - low < 2 * len(ids):
            wanted = set(ids)
            rows = self._connection.execute(
                "SELECT chunk, vector FROM vectors WHERE chunk BETWEEN ? AND ? ORDER BY chunk", (low, high)
            )
            yield from (row for row in rows if row[0] in wanted)
        else:
            yield from self._each("SELECT chunk, vector FROM vectors WHERE chunk IN ({}) ORDER BY chunk", sorted(ids))

    def sources(self) -> list[str]:
        """The sources articles name, those with most articles first."""
        rows = self._connection.execute(
            "SELECT source FROM articles WHERE source IS NOT NULL GROUP BY source ORDER BY count(*) DESC, source"
        )
        return [row[0] for row in rows]

    def last_chunk(self) -> int:
        """The highest chunk id there is; 0 for an empty library."""
        return int(self._connection.execute("SELECT coalesce(max(chunk), 0) FROM vectors").fetchone()[0])

    def packs(self) -> PackTable:
        """What is known of the pack of vectors."""
        return PackTable(self._connection)

    def generation(self) -> Generation | None:
        """The newest published generation."""
        return next(reversed(self.generations()), None)

    def generations(self) -> list[Generation]:
        """The published generations that are still listed, the newest last. Raises LibraryDamaged."""
        rows = self._connection.execute("SELECT id, place, last_chunk, count, files FROM generations ORDER BY id")
        found = [_generation(row) for row in rows]
        for each in found:
            require_place_of_vectors(each.place)
        return found

    def published_span(self) -> tuple[date | None, date | None]:
        """The days of the oldest and the newest dated article."""
        # In one SELECT the two would read every day.
        sql = "SELECT (SELECT min(day) FROM articles), (SELECT max(day) FROM articles)"
        low, high = self._connection.execute(sql).fetchone()
        return day_of(low), day_of(high)

    def _each(self, sql: str, values: Sequence[object], rest: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        return rows_for(self._connection, sql, values, rest)


def last_ordinal(as_of: date | None) -> int:
    """The last day that counts, as an ordinal."""
    return (as_of or date.max).toordinal()


def filter_clause(filters: Filters) -> tuple[str, list[object]]:
    """An SQL condition on the table `articles` and its values. Sources compare without regard to case.

    It never lets an article through that another one stands for on the as-of day (succession.py).
    """
    parts = ["articles.id NOT IN (SELECT id FROM replaced WHERE replaced.day <= ?)"]
    values: list[object] = [last_ordinal(filters.as_of)]
    if filters.since is not None:
        parts.append("articles.day >= ?")
        values.append(filters.since.toordinal())
    if filters.until is not None:
        parts.append("articles.day <= ?")
        values.append(filters.until.toordinal())
    if filters.as_of is not None:
        parts.append("(articles.day IS NULL OR articles.day <= ?)")
        values.append(filters.as_of.toordinal())
    if filters.sources:
        parts.append(f"folded(articles.source) IN ({','.join('?' * len(filters.sources))})")
        values.extend(source.casefold() for source in filters.sources)
    if filters.articles:
        parts.append(f"articles.id IN ({','.join('?' * len(filters.articles))})")
        values.extend(filters.articles)
    return " AND ".join(parts), values


def _lengths_alike(vectors: Sequence[object]) -> Sequence[int]:
    """The places of the vectors that are as long as most: another one is damaged, and `index` makes it anew."""
    lengths = [len(each) if isinstance(each, bytes) and len(each) % 2 == 0 else 0 for each in vectors]
    if len(set(lengths)) < 2 and 0 not in lengths:
        return range(len(vectors))
    usual = max(set(lengths) - {0}, key=lengths.count, default=None)
    return [place for place, length in enumerate(lengths) if length == usual]


def _generation(row: sqlite3.Row) -> Generation:
    number, place, last_chunk, count, files = row
    if isinstance(place, str) and isinstance(last_chunk, int) and isinstance(count, int) and isinstance(files, str):
        return Generation(number, place, last_chunk, count, files)
    return Generation(number, "vectors/damaged", 0, 0, "")  # a place where none is: found damaged, and made anew


def _chunk(row: sqlite3.Row) -> ChunkRow:
    return ChunkRow(row["id"], row["article"], Chunk(row["number"], row["first"], row["last"]))
