"""Articles to what is stored of them, so that a fault of this program in one article leaves the others alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.writing import CatalogueWriter, Marks, PreparedArticle
from assistant.index.updating.marks import METHOD, marks_of
from assistant.index.updating.source_files import fault
from assistant.records.articles import Article, Sentence

if TYPE_CHECKING:
    from assistant.index.updating.ingest import Ingest, SplitArticle
    from assistant.index.updating.on_ray import RayIngest

_MARKED_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an article could not be prepared, when that is this program's fault."""

    reason: str


def never() -> bool:
    """Says of a run that nobody wants it to end."""
    return False


def prepare(ingest: Ingest | RayIngest, article: Article) -> PreparedArticle | Fault:
    """Splits and embeds one article. Raises the embedder's errors."""
    return embed(ingest, [split(ingest, article)])[0]


def split(ingest: Ingest | RayIngest, article: Article) -> SplitArticle | Fault:
    """Splits an article and reads it for dates and speech."""
    try:
        return ingest.split(article)
    except AssistantError:
        raise
    except Exception as error:  # noqa: BLE001 - one article must not keep the others from being read; it is named
        return Fault(fault(error))


def embed(
    ingest: Ingest | RayIngest, articles: Sequence[SplitArticle | Fault], stopped: Callable[[], bool] = never
) -> list[PreparedArticle | Fault]:
    """Embeds articles, all at once; when that fails, each by itself. Raises the embedder's errors.

    When it is stopped, it gives the first articles only, up to one that is not embedded yet.
    """
    try:
        return _all_of(ingest, articles, stopped)
    except AssistantError:
        raise
    except Exception as error:  # noqa: BLE001 - found again below, with the article that it comes from
        if len(articles) == 1:
            return [Fault(fault(error))]
    prepared: list[PreparedArticle | Fault] = []
    for each in articles:
        one = embed(ingest, [each], stopped)
        if not one:
            break
        prepared += one
    return prepared


def mark_rest(
    catalogue: Catalogue, writer: CatalogueWriter, go_on: Callable[[], None], tell: Callable[[int, int], None]
) -> list[tuple[str, str]]:
    """Reads for dates and speech what has not been, or by earlier rules; gives the faults met, each with its path."""
    faults: list[tuple[str, str]] = []
    done, total = 0, catalogue.count_unmarked(METHOD)
    while rest := catalogue.unmarked(METHOD, _MARKED_AT_ONCE):
        go_on()
        sentences = catalogue.sentences([key for key, _ in rest])
        marked = []
        for key, article in rest:
            marks, reason = marks_even_of_faulty(article, sentences.get(key, ()))
            marked.append((key, sentences.get(key, ()), marks))
            if reason:
                faults.append((article.path, reason))
        writer.mark(marked)
        done += len(rest)
        tell(done, total)
    return faults


def marks_even_of_faulty(article: Article, sentences: Sequence[Sentence]) -> tuple[Marks, str | None]:
    """What is read off the sentences of a stored article; nothing, and why, where that meets a fault."""
    try:
        return marks_of(article, sentences), None
    except Exception as error:  # noqa: BLE001 - one article must not keep the others from being read; it is named
        return Marks(METHOD, (), ()), fault(error)


def _all_of(
    ingest: Ingest | RayIngest, articles: Sequence[SplitArticle | Fault], stopped: Callable[[], bool]
) -> list[PreparedArticle | Fault]:
    ready = iter(ingest.embed([each for each in articles if not isinstance(each, Fault)], stopped))
    prepared: list[PreparedArticle | Fault] = []
    for each in articles:
        one = each if isinstance(each, Fault) else next(ready, None)
        if one is None:
            break
        prepared.append(one)
    return prepared
