"""Libraries of any size out of a few hundred real articles: texts repeated with words changed, vectors near real ones.

A word is changed for another of the same length, so that sentences, days and speech stay where they are; some of the
new words are in no other article. Nothing is embedded but the real articles. The program's own writer stores all.
"""

from __future__ import annotations

import gzip
import random
import re
import string
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from assistant.articles.metadata.published import DateRule
from assistant.index.lock import writer_lock
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.schema import create_catalogue
from assistant.index.storage.writing import CatalogueWriter, PreparedArticle
from assistant.index.updating.index_plan import IndexPlan
from assistant.index.updating.ingest import Ingest
from assistant.index.updating.source_files import articles_of
from assistant.models.local_embedder import LocalEmbedder
from assistant.records.articles import Article

FIRST_DAY, DAYS = date(2005, 1, 1), 20 * 365
# Of the words of a text, so many are changed; of those, so many into words that are nowhere else.
_CHANGED, _COINED = 0.15, 0.02
# How far a vector lies from the real one: the cosine of the two is about .9, as of two articles on one event.
_NOISE = 0.5
_BATCH = 25
_CHUNK_WORDS = 100
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class _Original:
    """A real article, prepared, with the places of its words."""

    prepared: PreparedArticle
    words: tuple[tuple[int, int], ...]


def originals(news: Path, count: int) -> list[PreparedArticle]:
    """The first so many articles of a gzipped file of rows, read, split and embedded."""
    with gzip.open(news, "rt", encoding="utf-8") as lines, tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        rows.write_text("".join(islice(lines, count)), "utf-8")
        found = list(articles_of(rows, rows.name, {}, DateRule()))
    articles = [each for each in found if isinstance(each, Article)]
    return Ingest(LocalEmbedder(), chunk_words=_CHUNK_WORDS).prepare(articles)


def multiply(real: Sequence[PreparedArticle], root: Path, chunks: int) -> None:
    """Makes a library of about so many chunks in the folder `root`, its vectors not yet packed."""
    plan = IndexPlan(root=root, folder=root / LIBRARY_FOLDER, embedder=LocalEmbedder(), chunk_words=_CHUNK_WORDS)
    with writer_lock(plan.folder), closing(create_catalogue(plan.folder)) as connection:
        writer, catalogue = CatalogueWriter(connection), Catalogue(connection)
        writer.start_over(plan.made_by)
        writer.read_anew(plan.read_by)
        made = _changed(real, chunks - catalogue.count("chunks"))
        while batch := list(islice(made, _BATCH)):
            writer.store([(each.article.path, each) for each in batch])
            for each in batch:
                writer.finish_file(each.article.path, sha256=each.article.id, gone=[], moved={})


def _changed(real: Sequence[PreparedArticle], chunks: int) -> Iterator[PreparedArticle]:
    """Changed copies of the real articles, one of each in turn, until they have so many chunks."""
    draw, numbers = random.Random(12), np.random.default_rng(12)
    known = [_Original(each, tuple(found.span() for found in _WORD.finditer(each.article.text))) for each in real]
    by_length: dict[int, list[str]] = defaultdict(list)
    for each in known:
        for start, end in each.words:
            by_length[end - start].append(each.prepared.article.text[start:end])
    made = number = 0
    while made < chunks:
        original = known[number % len(known)]
        yield _copy(original, number, by_length, draw, numbers)
        made += len(original.prepared.chunks)
        number += 1


def _copy(
    original: _Original,
    number: int,
    by_length: dict[int, list[str]],
    draw: random.Random,
    numbers: np.random.Generator,
) -> PreparedArticle:
    prepared = original.prepared
    vectors = prepared.vectors + _NOISE * numbers.standard_normal(prepared.vectors.shape, dtype=np.float32) / np.sqrt(
        np.float32(prepared.vectors.shape[1])
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    article = replace(
        prepared.article,
        id=f"{number:016x}",
        path=f"news/{number:07d}.txt",
        url=f"{prepared.article.url}?{number}",
        title=f"{prepared.article.title} ({_coined(6, draw)})",
        published=FIRST_DAY + timedelta(days=draw.randrange(DAYS)),
        text=_other_text(prepared.article.text, original.words, by_length, draw),
    )
    return replace(prepared, article=article, vectors=vectors)


def _other_text(
    text: str, words: Sequence[tuple[int, int]], by_length: dict[int, list[str]], draw: random.Random
) -> str:
    pieces, at = list[str](), 0
    for start, end in words:
        if draw.random() < _CHANGED:
            length = end - start
            is_coined = draw.random() < _COINED and length > 3
            pieces += text[at:start], _coined(length, draw) if is_coined else draw.choice(by_length[length])
            at = end
    return "".join([*pieces, text[at:]])


def _coined(length: int, draw: random.Random) -> str:
    return "".join(draw.choices(string.ascii_lowercase, k=length))
