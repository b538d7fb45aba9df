"""What indexing would do, without embedding or writing anything: files are read and compared with the catalogue."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.articles.files import is_feed
from assistant.index.storage.catalogue import Catalogue, StoredArticle
from assistant.index.storage.failures import failures
from assistant.index.storage.removed import KeptOut
from assistant.index.storage.renames import Renames
from assistant.index.storage.rows import fingerprint
from assistant.index.storage.schema import CATALOGUE_FILE, empty_catalogue, open_catalogue
from assistant.index.storage.set_days import dated
from assistant.index.storage.writing import CatalogueWriter
from assistant.index.updating.given_paths import require_paths
from assistant.index.updating.index_plan import IndexPlan, Progress
from assistant.index.updating.source_files import (
    articles_of,
    covers,
    gone,
    kept_name,
    require_matches,
    sha256_of,
)
from assistant.records.articles import Article, ArticleChange, Coming, IndexReport, SkippedFile


def foresee(paths: Sequence[Path], plan: IndexPlan, progress: Progress) -> tuple[IndexReport, int]:
    """The report that indexing these paths would give, and how many articles would be embedded again besides.

    Those are all, where another embedder or length of chunk is set than made the vectors. Raises UsageError for a path
    that is not there, and LibraryDamaged.
    """
    require_paths(paths, plan.root, plan.folder)
    began = time.monotonic()
    is_there = (plan.folder / CATALOGUE_FILE).is_file()
    connection = open_catalogue(plan.folder) if is_there else empty_catalogue(plan.folder)
    try:
        catalogue = Catalogue(connection)
        foreseeing = _Foreseeing(connection, catalogue, plan, progress)
        foreseeing.look(paths)
        anew = catalogue.count("articles") if catalogue.fact("made_by") != plan.made_by else 0
        return foreseeing.report(time.monotonic() - began), anew
    finally:
        connection.close()


class _Foreseeing:
    """One dry run's counts and changes."""

    def __init__(
        self, connection: sqlite3.Connection, catalogue: Catalogue, plan: IndexPlan, progress: Progress
    ) -> None:
        self._connection, self._catalogue, self._plan, self._progress = connection, catalogue, plan, progress
        self._kept_out_by_hand = KeptOut(connection, plan.root)
        self._renames = Renames(connection, CatalogueWriter(connection), ())
        self._set_days = catalogue.set_days()
        self._renamed: set[str] = set()  # ids of the articles that have another path
        self._unchanged = self._kept_out = 0
        self._skipped: list[SkippedFile] = []
        self._changes: list[ArticleChange] = []
        self._named: set[str] = set()

    def look(self, paths: Sequence[Path]) -> None:
        """Reads what is new or changed, and notes what is gone."""
        self._named = {self._name(path) for path in paths}
        found = self._plan.find(paths)
        self._skipped += found.skipped
        known, names = self._catalogue.files(), {self._name(file): file for file in found.files}
        everything = {*known, *self._catalogue.article_files()}
        covered = [name for name in everything if any(covers(self._name(path), name) for path in paths)]
        require_matches(paths, covered)
        missing = gone(sorted(covered), names, self._skipped)
        self._renames = Renames(self._connection, CatalogueWriter(self._connection), missing)
        for number, (name, file) in enumerate(names.items(), 1):
            if known.get(name) is not None and known[name] == sha256_of(file):
                self._unchanged += len(self._catalogue.file_articles(name))
            else:
                self._read(file, name)
            self._progress("reading", number, len(names), number)
        for name in missing:
            self._goes(set(self._catalogue.file_articles(name)))

    def report(self, seconds: float) -> IndexReport:
        """What the run would report."""
        before = {each.path: each.reason for each in failures(self._connection)}
        kinds = [each.kind for each in self._changes]
        return IndexReport(
            added=kinds.count(Coming.ADDED),
            changed=kinds.count(Coming.CHANGED),
            removed=kinds.count(Coming.REMOVED),
            unchanged=self._unchanged,
            skipped=tuple(self._skipped),
            chunks=self._catalogue.count("chunks"),
            seconds=seconds,
            renamed=kinds.count(Coming.RENAMED),
            kept_out=self._kept_out,
            failed_before=frozenset(
                each.path
                for each in self._skipped
                if before.get(each.path) == each.reason and each.path not in self._named
            ),
            changes=tuple(self._changes),
        )

    def _read(self, file: Path, name: str) -> None:
        before = self._catalogue.file_articles(name)
        kept: set[str] = set()
        unread: list[SkippedFile] = []
        plan = self._plan
        for found in articles_of(file, name, plan.readers, plan.date_rule, encoding=plan.encoding):
            if isinstance(found, SkippedFile):
                unread.append(found)
            else:
                kept.add(found.id)
                self._take(found, before.get(found.id))
        bad = {each.path for each in unread}
        is_whole_kept = name in bad or is_feed(file, self._plan.readers)
        stays = {id_ for id_, stored in before.items() if id_ not in kept and (is_whole_kept or stored.lies_in(bad))}
        self._unchanged += len(stays)
        self._skipped += unread
        self._goes(before.keys() - kept - stays)

    def _take(self, found: Article, stored: StoredArticle | None) -> None:
        if self._kept_out_by_hand.holds(found, new=stored is None):
            self._kept_out += 1
            return
        set_day = self._set_days.get(found.id)
        article = dated(found, set_day.day) if set_day else found
        if stored is not None:
            if stored.fingerprint == fingerprint(article):
                self._unchanged += 1
            else:
                self._changes.append(ArticleChange(Coming.CHANGED, article.path, article.title))
            return
        former = self._renames.former(article)
        if former is not None and former[0].id not in self._renamed:
            self._renamed.add(former[0].id)
            self._changes.append(ArticleChange(Coming.RENAMED, article.path, article.title, former[0].path))
        else:
            self._changes.append(ArticleChange(Coming.ADDED, article.path, article.title))

    def _goes(self, ids: set[str]) -> None:
        for each in sorted(ids - self._renamed):
            stored = self._catalogue.stored(each)
            if stored is not None:
                self._changes.append(ArticleChange(Coming.REMOVED, stored[1].path, stored[1].title))

    def _name(self, path: Path) -> str:
        return kept_name(path, self._plan.root)
