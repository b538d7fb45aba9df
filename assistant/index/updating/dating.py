"""Sets an article's day by hand, or takes that back: the article is stored anew with all that depends on its day."""

from __future__ import annotations

from datetime import date

from assistant.errors import UsageError
from assistant.index.lock import writer_lock
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.schema import create_catalogue
from assistant.index.storage.set_days import OwnDate, SetDay, dated, own_date, undone
from assistant.index.storage.writing import CatalogueWriter
from assistant.index.updating.index_plan import IndexPlan
from assistant.records.articles import Article


def set_day(article_id: str, day: date | None, plan: IndexPlan) -> tuple[Article, OwnDate]:
    """The article with `day`, or for None with its own date again, and that own date.

    Its chunks, its vectors (the day stands in front of each chunk) and the days its words mean are made anew in one
    transaction. Raises UsageError for an article that is not there or has no day set, LibraryLocked, LibraryDamaged.
    """
    with writer_lock(plan.folder, "assistant date"):
        connection = create_catalogue(plan.folder)
        try:
            catalogue, writer = Catalogue(connection), CatalogueWriter(connection, plan.clock)
            if catalogue.fact("made_by") != plan.made_by:
                raise UsageError(
                    "The library was made with another embedder or length of chunk than the settings name.",
                    hint="Run `assistant index` first.",
                )
            found = catalogue.stored(article_id)
            before = catalogue.set_days().get(article_id)
            if found is None or (day is None and before is None):
                what = "There is no article" if found is None else "No day is set by hand for article"
                raise UsageError(f"{what} {article_id!r}.", hint="`assistant articles` lists them with their days.")
            file, article = found
            own = before.own if before else own_date(article)
            changed = undone(article, own) if day is None else dated(article, day)
            from assistant.index.updating.ingest import Ingest  # llama-index: 1.2 s

            (prepared,) = Ingest(plan.embedder, chunk_words=plan.chunk_words).prepare([changed])
            writer.store_with_day(file, prepared, None if day is None else SetDay(day, own))
            return changed, own
        finally:
            connection.close()
