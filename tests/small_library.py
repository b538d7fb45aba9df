"""Small libraries in temporary folders, and a cheap embedder that remembers what it was given."""

import json
import os
import re
import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.finding.server import ChromaServer
from assistant.index.library import Library
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.index.updating.index_plan import IndexPlan
from assistant.index.updating.indexing import index_articles
from assistant.records.articles import IndexReport

# Put in front of a command, so that the permissions of files hold for it even when root runs the tests.
UNPRIVILEGED = [] if os.geteuid() else ["setpriv", "--bounding-set=-all"] if shutil.which("setpriv") else None
SAMPLE = Path(__file__).parent.parent / "corpus" / "articles"


class WordEmbedder:
    """Texts that share words have near vectors: a text's is the sum of its words', drawn with each word as the seed."""

    dimension = 32

    def __init__(self, identity: str = "words 1") -> None:
        self.identity = identity
        self.texts: list[str] = []
        self._words: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts.extend(texts)
        nothing = np.full(self.dimension, 1e-3, dtype=np.float32)
        vectors = np.array(
            [nothing + sum(map(self._vector, re.findall(r"\w+", text.lower())), start=nothing) for text in texts],
            dtype=np.float32,
        ).reshape(len(texts), self.dimension)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def _vector(self, word: str) -> NDArray[np.float32]:
        if word not in self._words:
            draw = np.random.default_rng(zlib.crc32(word.encode("utf-8", "replace")))
            self._words[word] = draw.standard_normal(self.dimension, dtype=np.float32)
        return self._words[word]


class Made:
    """A library in a folder: articles are written, indexed and asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / LIBRARY_FOLDER
        self.articles = root / "articles"
        self.articles.mkdir(parents=True, exist_ok=True)
        self.embedder = WordEmbedder()
        self.said: list[tuple[str, int, int, int]] = []

    def write(self, files: Mapping[str, str]) -> None:
        """Writes article files by name, below articles/."""
        for name, text in files.items():
            file = self.articles / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def write_rows(self, name: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Writes a file of rows."""
        self.write({name: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)})

    def index(self, *names: str, **plan: Any) -> IndexReport:
        """Indexes articles/, or what is named in it; `said` keeps what progress was told."""
        self.embedder.texts.clear()
        self.said.clear()
        paths = [self.articles / name for name in names] or [self.articles]
        return index_articles(paths, self.plan(**plan), lambda *told: self.said.append(told))

    def plan(self, **plan: Any) -> IndexPlan:
        """How this library is indexed, but for what is named."""
        return IndexPlan(**{"root": self.root, "folder": self.folder, "embedder": self.embedder, **plan})

    @contextmanager
    def opened(self, server: ChromaServer | None = None) -> Iterator[tuple[Library, list[str]]]:
        """The library for questions, and the list its warnings are put in."""
        warnings: list[str] = []
        library = Library(self.root, warn=warnings.append, server=server)
        try:
            yield library, warnings
        finally:
            library.close()

    def found(self, words: str) -> list[str]:
        """Titles of the articles that hold any of the words, best first."""
        with self.opened() as (library, _):
            ids = [number for number, _ in library.with_words(words.split(), 10)]
            rows = library.chunks(ids)
            articles = library.articles({row.article for row in rows.values()})
            return list(dict.fromkeys(articles[rows[number].article].title for number in ids))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a statement of SQL finds in the catalogue."""
        with closing(sqlite3.connect(self.folder / "catalogue.db")) as connection:
            return list(connection.execute(sql))

    def change(self, *statements: str) -> None:
        """Changes the catalogue behind the program's back."""
        with closing(sqlite3.connect(self.folder / "catalogue.db")) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    def titles(self) -> list[str]:
        """Titles of all articles, in the order of their paths."""
        with self.opened() as (library, _):
            return [each.title for each in sorted(library.catalogue.all_articles(), key=lambda each: each.path)]


def counts(report: IndexReport) -> tuple[int, int, int, int, int]:
    """Articles added, changed, removed and unchanged, and files and rows skipped."""
    return report.added, report.changed, report.removed, report.unchanged, len(report.skipped)
