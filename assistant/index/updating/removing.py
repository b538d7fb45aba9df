"""Removes articles by hand, with or without their text, and takes that back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.errors import LibraryMissing
from assistant.index.finding import generations
from assistant.index.finding.exact import is_remote
from assistant.index.lock import writer_lock
from assistant.index.own_files import VECTORS, is_made_by_us
from assistant.index.storage import removed
from assistant.index.storage.catalogue import Catalogue
from assistant.index.storage.fetched import erase_fetched, fetched_rows, kept_file
from assistant.index.storage.schema import CATALOGUE_FILE, create_catalogue
from assistant.index.storage.writing import CatalogueWriter
from assistant.index.updating.copies import SET_ASIDE
from assistant.index.updating.index_plan import IndexPlan, Progress
from assistant.index.updating.indexing import index_articles
from assistant.records.articles import Article, SkippedFile
from assistant.records.removals import Removal, RemovedArticle, Undone

# Articles removed in one transaction: a kill leaves each whole or gone.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class _Opened:
    """The library while it is held for writing."""

    connection: sqlite3.Connection
    catalogue: Catalogue
    writer: CatalogueWriter


def remove_articles(
    articles: Sequence[Article], plan: IndexPlan, progress: Progress, *, erase: bool, erase_answers: bool
) -> Removal:
    """Removes these articles; their texts are kept as withdrawn versions unless they are erased.

    Erasing goes through the whole catalogue and builds the vectors' index anew, so that nothing of the text is left in
    the library's files but what the answers quote that were kept. Raises LibraryLocked and LibraryDamaged.
    """
    ids = [article.id for article in articles]
    with _writing(plan) as opened:
        quoting = len(removed.RemovedReader(opened.connection).answers_quoting(ids))
        for start in range(0, len(ids), _AT_ONCE):
            batch = ids[start : start + _AT_ONCE]
            removed.remove(opened.writer, batch, plan.clock, erase=erase, answers=erase_answers)
            progress("removing", min(start + _AT_ONCE, len(ids)), len(ids), start + len(batch))
        if erase:
            addresses = {article.path.partition("#")[0] for article in articles}
            erase_fetched(opened.connection, plan.folder, addresses)
            traces = not finish_erasing(opened.catalogue, opened.writer, plan)
        else:
            traces = False
            _publish(opened.catalogue, opened.writer, plan, anew=False)
    return Removal(
        tuple(articles),
        answers=0 if erase_answers else quoting,
        erased=erase,
        answers_erased=quoting if erase_answers else 0,
        traces=traces,
        damaged_files=tuple(map(str, sorted(plan.folder.glob(f"{SET_ASIDE}*")))) if erase else (),
    )


def finish_erasing(catalogue: Catalogue, writer: CatalogueWriter, plan: IndexPlan) -> bool:
    """Rewrites the library's files without the texts removed from it; False where a reader still holds old ones."""
    from assistant.index.finding.packing import pack_chunks  # numpy: 0.1 s

    _publish(catalogue, writer, plan, anew=True)
    pack_chunks(catalogue.packs(), writer, plan.folder, anew=True)
    published = catalogue.generation()
    kept = {plan.folder / published.place} if published else set()
    held = any(each not in kept and is_made_by_us(each) for each in (plan.folder / VECTORS).glob("*"))
    done = writer.rewrite() and not held
    if done:
        writer.note(removed.ERASING, None)
    return done


def let_in_again(articles: Sequence[RemovedArticle], plan: IndexPlan, progress: Progress) -> Undone:
    """Takes removals back: the articles are read again from their files, or from what is kept of their addresses."""
    with _writing(plan) as opened:
        removed.let_in(opened.writer, articles)
        rows = fetched_rows(opened.connection)
    named = dict.fromkeys(each.file for each in articles)
    kept = {name for name in named if name in rows and kept_file(plan.folder, rows[name])}
    files = [name for name in named if name not in rows and (plan.root / name).exists()]
    skipped: list[SkippedFile] = []
    if kept or files:
        skipped = [*index_articles([plan.root / name for name in files], plan, progress).skipped]
    back = tuple(each for each in articles if each.file in kept or each.file in files)
    missing = [SkippedFile(each.path, "its file is gone") for each in articles if each not in back]
    return Undone(back, (*missing, *skipped))


@contextmanager
def _writing(plan: IndexPlan) -> Iterator[_Opened]:
    if not (plan.folder / CATALOGUE_FILE).is_file():
        raise LibraryMissing(f"There is no library in {str(plan.root)!r}.", hint="Nothing can be removed.")
    with writer_lock(plan.folder, "assistant remove"):
        connection = create_catalogue(plan.folder)
        try:
            yield _Opened(connection, Catalogue(connection), CatalogueWriter(connection, plan.clock))
        finally:
            connection.close()


def _publish(catalogue: Catalogue, writer: CatalogueWriter, plan: IndexPlan, *, anew: bool) -> None:
    """Publishes the next generation of vectors where it is time for it, or `anew`: from the vectors there are alone."""
    published, server = catalogue.generation(), plan.server
    local = published is not None and not is_remote(published.place)
    if anew and local:  # copying it would take the removed vectors along
        writer.withdraw_generations()
    if (anew and published is not None and not local) or generations.needs_publishing(
        catalogue, plan.folder, tail_chunks=plan.tail_chunks, server=server
    ):
        generations.publish(catalogue, writer, plan.folder, server=server, report=lambda _: None, anew=anew)
    generations.sweep(catalogue, plan.folder)
    if any(is_remote(each.place) for each in catalogue.generations()):
        from assistant.index.finding.remote import sweep_server

        sweep_server(catalogue, writer, plan.folder, server, kept=1 if anew else 2)
