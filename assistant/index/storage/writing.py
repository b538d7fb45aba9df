"""Writes the catalogue: each call is one transaction, so that a kill leaves whole articles or nothing of them."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.errors import LibraryDamaged
from assistant.index.storage import checksums
from assistant.index.storage.followed import note_arrival
from assistant.index.storage.packs import Pack
from assistant.index.storage.rows import MEND, article_of, columns_of, fingerprint, have_read_again
from assistant.index.storage.schema import insert
from assistant.index.storage.set_days import SetDay
from assistant.index.storage.soundness import sound_article
from assistant.index.storage.succession import Succession
from assistant.index.storage.tables import WORDS_OF_CHUNKS
from assistant.language.scripts import searchable
from assistant.records.articles import Article, Chunk, Sentence
from assistant.records.speech import Utterance
from assistant.records.time import DateExpression

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article ready to be stored: its sentences, its chunks and one vector of unit length a chunk."""

    article: Article
    sentences: tuple[Sentence, ...]
    chunks: tuple[Chunk, ...]
    vectors: NDArray[np.float32]
    marks: Marks


@dataclass(frozen=True, slots=True)
class Marks:
    """What is read off an article's sentences; `method` names the rules that did."""

    method: str
    dates: tuple[DateExpression, ...]
    utterances: tuple[Utterance, ...]


def utc_now() -> datetime:
    """The clock of a library that is really used."""
    return datetime.now(UTC)


class CatalogueWriter:
    """Changes to the catalogue, made by the one process that holds the writer's lock."""

    def __init__(self, connection: sqlite3.Connection, clock: Callable[[], datetime] = utc_now) -> None:
        self._connection, self._clock = connection, clock
        self._succession = Succession(connection, clock)

    def store(self, articles: Sequence[tuple[str, PreparedArticle]], same_files: Collection[str] = ()) -> None:
        """Stores articles, each with the file it came from, each in place of the one with the same id.

        Where that had another text or other metadata it is kept as an earlier version; of `same_files`, which have not
        changed since and are only read by other rules, where it had another text.
        """
        with self._transaction():
            for file, each in articles:
                self._replace(file, each, same_file=file in same_files)

    def store_with_day(self, file: str, prepared: PreparedArticle, set_day: SetDay | None) -> None:
        """Stores one article together with the day that the reader set for it; None takes that back.

        That makes no version: the article did not change.
        """
        with self._transaction():
            self._replace(file, prepared, same_file=True)
            self._set_day(prepared.article.id, set_day)

    def keep_set_day(self, article_id: str, set_day: SetDay) -> None:
        """Notes what an article with a day set by hand now gives for itself."""
        with self._transaction():
            self._set_day(article_id, set_day)

    def settle_succession(self) -> None:
        """Finds out, in a library that an earlier version of this program stored, which articles others stand for."""
        with self._transaction():
            self._succession.settle_all()

    def mark(self, marked: Sequence[tuple[int, tuple[Sentence, ...], Marks]]) -> None:
        """Stores what was read off the sentences of articles, by their keys, in place of what was read before."""
        with self._transaction():
            for key, sentences, marks in marked:
                self._forget_marks(key)
                self._mark(key, sentences, marks)
                checksums.seal_marks(self._connection, key)

    def finish_file(self, file: str, *, sha256: str | None, gone: Iterable[str], moved: Mapping[str, str]) -> None:
        """Withdraws the articles a file no longer holds and notes the paths, by id, of those that moved in it.

        `sha256` marks it as read whole; with None it is read again next time.
        """
        with self._transaction():
            self._withdraw(gone)
            self._connection.executemany(
                "UPDATE articles SET path = ? WHERE id = ?", [(path, article_id) for article_id, path in moved.items()]
            )
            for article_id in moved:
                checksums.seal_row(self._connection, article_id)
                self._succession.moves(article_id)
            if sha256 is None:
                self._connection.execute("DELETE FROM files WHERE path = ?", (file,))
            else:
                self._connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (file, sha256))

    def forget_file(self, file: str) -> int:
        """Removes a file and withdraws its articles; says how many."""
        with self._transaction():
            gone = self._ids_of(file)
            self._withdraw(gone)
            self._connection.execute("DELETE FROM files WHERE path = ?", (file,))
        return len(gone)

    @contextmanager
    def changing(self, *, touches: bool = True) -> Iterator[tuple[sqlite3.Connection, Succession]]:
        """One transaction for what other files of this folder write; `touches` as for any transaction."""
        with self._transaction(touches=touches):
            yield self._connection, self._succession

    def take_out(self, article_id: str, *, keep: bool = True) -> Article | None:
        """Removes an article inside `changing`, its text kept as a version or not; None where there is none."""
        article = self._remove(article_id)
        if article is not None:
            (self._succession.goes if keep else self._succession.leaves)(article)
        return article

    def note(self, fact: str, value: str | None) -> None:
        """Keeps a fact about the whole library, or with None forgets it."""
        with self._transaction():
            self._connection.execute("DELETE FROM facts WHERE name = ?", (fact,))
            if value is not None:
                self._connection.execute("INSERT INTO facts VALUES (?, ?)", (fact, value))

    def rewrite(self) -> bool:
        """Rewrites the file without what was deleted from it; False while another process keeps the old state open.

        SQLite only marks a deleted row's space as free, and its full-text index keeps deleted words until it is merged.
        """
        checksums.unseal_tables(self._connection)
        self._connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._connection.execute("VACUUM")
        return not self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    def publish(self, *, place: str, last_chunk: int, count: int, files: str) -> None:
        """Names the generation that questions use from now on."""
        with self._transaction():
            row = {"place": place, "last_chunk": last_chunk, "count": count, "files": files}
            insert(self._connection, "generations", row)

    def withdraw_generations(self) -> None:
        """Leaves no generation named."""
        with self._transaction():
            self._connection.execute("DELETE FROM generations")

    def forget_generations(self, ids: Iterable[int]) -> None:
        """Strikes old generations from the list."""
        with self._transaction():
            self._connection.executemany("DELETE FROM generations WHERE id = ?", [(each,) for each in ids])

    def publish_pack(self, pack: Pack | None, *, anew: bool) -> None:
        """Says how much of the pack's files counts from now on; a pack made `anew` holds nothing that is gone."""
        with self._transaction():
            self._connection.execute("DELETE FROM packs")
            if pack is not None:
                insert(self._connection, "packs", asdict(pack))
            if anew:
                self._connection.execute("DELETE FROM gone")

    def start_over(self, made_by: str) -> None:
        """Forgets all vectors, and that any file was read, because from now on `made_by` makes chunks and vectors."""
        with self._transaction():
            for table in ("vectors", "generations", "packs", "gone"):
                self._connection.execute(f"DELETE FROM {table}")
            checksums.unseal_vectors(self._connection)
            have_read_again(self._connection)
            # No article has an empty fingerprint: each is made anew from its file, or else from its text as kept here.
            self._connection.execute("UPDATE articles SET fingerprint = ''")
            self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('made_by', ?)", (made_by,))

    def read_anew(self, read_by: str) -> None:
        """Forgets that any file was read, because from now on files are read by the rules `read_by`."""
        with self._transaction():
            have_read_again(self._connection)
            self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('read_by', ?)", (read_by,))

    def log_answer(self, *, asked_at: str, question: str, answer: str) -> int:
        """Keeps an answer, as JSON, with the moment it was asked for, and gives its number."""
        with self._transaction(touches=False):
            row = {"asked_at": asked_at, "question": question, "answer": answer}
            number = insert(self._connection, "answers", row)
            checksums.seal_kept(self._connection, "answers", "id", number)
        # Into the one file at once, where nobody reads: a log that is lost is missed by nobody.
        self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        return number

    def _set_day(self, article_id: str, set_day: SetDay | None) -> None:
        self._connection.execute("DELETE FROM set_days WHERE id = ?", (article_id,))
        checksums.forget_kept(self._connection, "set_days", article_id)
        if set_day is not None:
            own = set_day.own
            days = (article_id, set_day.day.isoformat(), own.day and own.day.isoformat())
            self._connection.execute("INSERT INTO set_days VALUES (?, ?, ?, ?, ?)", (*days, own.time, own.origin))
            checksums.seal_kept(self._connection, "set_days", "id", article_id)

    def _ids_of(self, file: str) -> set[str]:
        return {row[0] for row in self._connection.execute("SELECT id FROM articles WHERE file = ?", (file,))}

    def _replace(self, file: str, prepared: PreparedArticle, *, same_file: bool) -> None:
        old = self._remove(prepared.article.id)
        if old is not None:
            self._succession.changes(old, prepared.article, same_file=same_file)
            self._succession.leaves(old)
        self._insert(file, prepared)
        note_arrival(self._connection, prepared.article.id, self._clock())
        self._succession.comes(prepared.article)

    def _insert(self, file: str, prepared: PreparedArticle) -> None:
        import numpy as np

        article = prepared.article
        key = insert(
            self._connection, "articles", {**columns_of(article), "file": file, "fingerprint": fingerprint(article)}
        )
        self._connection.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?, ?)",
            [(key, each.number, each.start, each.end, each.paragraph) for each in prepared.sentences],
        )
        day = article.published.toordinal() if article.published else None
        for chunk, vector in zip(prepared.chunks, prepared.vectors, strict=True):
            place = {"article": key, "number": chunk.number, "first": chunk.first, "last": chunk.last, "day": day}
            number = insert(self._connection, "chunks", place)
            self._connection.execute("INSERT INTO vectors VALUES (?, ?)", (number, vector.astype(np.float16).tobytes()))
            text = chunk_text(article, prepared.sentences, chunk)
            insert(
                self._connection,
                "words",
                {"rowid": number, "title": searchable(article.title), "text": searchable(text)},
            )
        self._mark(key, prepared.sentences, prepared.marks)
        checksums.seal_article(self._connection, key)

    def _mark(self, key: int, sentences: Sequence[Sentence], marks: Marks) -> None:
        starts = [sentence.start for sentence in sentences]
        self._connection.execute("INSERT INTO marked VALUES (?, ?)", (key, marks.method))
        self._connection.executemany(
            "INSERT INTO dates VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    key,
                    bisect_right(starts, each.start) - 1,
                    each.start,
                    each.end,
                    each.span.first.toordinal() if each.span.first else None,
                    each.span.last.toordinal() if each.span.last else None,
                    each.relative,
                )
                for each in marks.dates
            ],
        )
        self._connection.executemany(
            "INSERT INTO utterances (article, sentence, speaker, mention_start, mention_end, said_start, said_end,"
            " kind, confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(key, each.sentence, each.speaker, *(each.mention or (None, None)), *each.said),
                    *(each.kind.value, each.confidence),
                )
                for each in marks.utterances
            ],
        )

    def _forget_marks(self, key: int) -> None:
        for table in ("marked", "dates", "utterances"):
            self._connection.execute(f"DELETE FROM {table} WHERE article = ?", (key,))

    def _withdraw(self, ids: Iterable[str]) -> None:
        """Removes articles that are not read again; their texts are kept as versions."""
        for article_id in sorted(ids):
            if (article := self._remove(article_id)) is not None:
                self._succession.goes(article)

    def _remove(self, article_id: str) -> Article | None:
        """Removes an article and all that was made of it; gives it back, None where there is none."""
        row = self._connection.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row is None:
            return None
        key = row["key"]
        if sound_article(row, checksums.sealed(self._connection, [key]).get(key)) is None:
            raise LibraryDamaged(f"The article {row['path']!r} is damaged in the library.", hint=MEND)
        # An FTS5 table without content of its own must be given the old words to forget them (sqlite.org/fts5, 4.4.3).
        self._connection.execute(
            f"INSERT INTO words (words, rowid, title, text) SELECT 'delete', {WORDS_OF_CHUNKS}"
            " WHERE chunks.article = ?",
            (key,),
        )
        self._connection.execute(
            "INSERT INTO gone SELECT id FROM chunks WHERE article = ? AND id <= (SELECT last_chunk FROM packs)", (key,)
        )
        self._connection.execute("DELETE FROM vectors WHERE chunk IN (SELECT id FROM chunks WHERE article = ?)", (key,))
        self._forget_marks(key)
        for table, column in (("chunks", "article"), ("sentences", "article"), ("articles", "key")):
            self._connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))
        checksums.forget(self._connection, key)
        return article_of(row)

    @contextmanager
    def _transaction(self, *, touches: bool = True) -> Iterator[None]:
        """One transaction; `touches` says whether it may change a table that has one checksum."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            if touches:
                checksums.unseal_tables(self._connection)
            yield
            self._succession.settle()
        except BaseException:
            if self._connection.in_transaction:  # a full disk has SQLite roll back by itself
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def chunk_text(article: Article, sentences: Sequence[Sentence], chunk: Chunk) -> str:
    """A chunk's own characters."""
    return article.text[sentences[chunk.first].start : sentences[chunk.last - 1].end]
