"""Articles to what is stored of them, so that a fault of this program in one article leaves the others alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.index.storage.writing import Marks, PreparedArticle
from assistant.index.updating.marks import METHOD, marks_of
from assistant.index.updating.source_files import fault
from assistant.records.articles import Article, Sentence

if TYPE_CHECKING:
    from assistant.index.updating.ingest import Ingest
    from assistant.index.updating.on_ray import RayIngest


@dataclass(frozen=True, slots=True)
class Prepared:
    """Articles ready to be stored, each with its file, and those that met a fault, with their file and the reason."""

    articles: tuple[tuple[str, PreparedArticle], ...]
    faulty: tuple[tuple[str, Article, str], ...] = ()


def prepare(ingest: Ingest | RayIngest, articles: Sequence[tuple[str, Article]]) -> Prepared:
    """Splits and embeds articles, all at once; when that fails, each by itself. Raises the embedder's errors."""
    try:
        return _all_of(ingest, articles)
    except AssistantError:
        raise
    except Exception as error:  # noqa: BLE001 - found again below, with the article that it comes from
        if len(articles) == 1:
            ((file, article),) = articles
            return Prepared((), ((file, article, fault(error)),))
    each_by_itself = [prepare(ingest, [article]) for article in articles]
    return Prepared(
        tuple(ready for one in each_by_itself for ready in one.articles),
        tuple(faulty for one in each_by_itself for faulty in one.faulty),
    )


def marks_even_of_faulty(article: Article, sentences: Sequence[Sentence]) -> tuple[Marks, str | None]:
    """What is read off the sentences of a stored article; nothing, and why, where that meets a fault."""
    try:
        return marks_of(article, sentences), None
    except Exception as error:  # noqa: BLE001 - one article must not keep the others from being read; it is named
        return Marks(METHOD, (), ()), fault(error)


def _all_of(ingest: Ingest | RayIngest, articles: Sequence[tuple[str, Article]]) -> Prepared:
    prepared = ingest.prepare([article for _, article in articles])
    return Prepared(tuple((file, ready) for (file, _), ready in zip(articles, prepared, strict=True)))
