"""Articles removed and let in again in the library of a folder, by its settings, and how that library stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import settings as settings_file
from assistant.errors import UsageError
from assistant.records.articles import SkippedFile
from assistant.records.questions import Filters
from assistant.records.removals import Removal, RemovedArticle, Undone
from assistant.records.status import LibraryStatus
from assistant.records.watching import WatchEvent
from assistant.wiring.fetching import Fetching, fetch_again
from assistant.wiring.library import blaming_damage, index_plan, note_paths, open_index, usual_paths
from assistant.wiring.models import Warn, make_embedder, model_name

if TYPE_CHECKING:
    from assistant.index.library import Library
    from assistant.index.updating.index_plan import IndexPlan, Progress
    from assistant.records.articles import Article
    from assistant.records.ports import Embedder


def find_removal(
    root: Path, names: Sequence[str], sources: Sequence[str], before: date | None, *, erase: bool, warn: Warn
) -> Removal:
    """What these names, or these sources and days, stand for; with `erase` articles withdrawn before too.

    Raises UsageError for a name that is no article's, and where there is nothing to remove.
    """
    library = open_index(root, warn)
    try:
        found = _by_names(library, names, erase=erase) if names else _by_filters(library, sources, before, erase=erase)
        if not found:
            raise UsageError("No article is meant by that.", hint="`assistant articles` lists them.")
        ids = library.removed.members([article.id for article in found])
        states = [library.catalogue.stored(each) for each in ids]
        gone = [article for article in found if library.catalogue.stored(article.id) is None]
        articles = (*(state[1] for state in states if state), *gone)
        quoting = len(library.removed.answers_quoting([article.id for article in articles]))
        return Removal(articles, answers=quoting, erased=erase)
    finally:
        library.close()


def status(root: Path, today: date) -> LibraryStatus:
    """How the library of a folder stands, and with which settings it is used."""
    from assistant.index.updating.state import library_status

    settings = settings_file.load_settings(root)
    changed = tuple(each for each in settings_file.settings_in_force(root) if each.origin != "default" or each.unused)
    stands = library_status(index_plan(settings, root, today))
    return replace(stands, chat_model=model_name(settings), settings=changed)


def remove(root: Path, found: Removal, today: date, progress: Progress, *, erase_answers: bool) -> Removal:
    """Removes what was found."""
    from assistant.index.updating.removing import remove_articles

    plan = index_plan(settings_file.load_settings(root), root, today)
    with blaming_damage(root):
        return remove_articles(found.articles, plan, progress, erase=found.erased, erase_answers=erase_answers)


def undo_removal(root: Path, names: Sequence[str], today: date, progress: Progress, *, warn: Warn) -> Undone:
    """Takes back what was removed by hand, and reads it again. Raises UsageError for a name of nothing removed."""
    from assistant.index.updating.removing import let_in_again

    library = open_index(root, warn)
    try:
        found = [_removed_called(library, name) for name in names]
    finally:
        library.close()
    return let_in_again(found, index_plan(settings_file.load_settings(root), root, today), progress)


def watch(
    root: Path,
    given: Sequence[Path],
    tell: Callable[[WatchEvent], None],
    progress: Progress,
    *,
    today: Callable[[], date],
    every_minutes: float,
    poll_seconds: float | None,
) -> None:
    """Keeps the library of a folder current until KeyboardInterrupt; settings are read again before each run."""
    from assistant.index.updating.watching import WatchPlan, watch

    note_paths(given, root)
    paths = given or usual_paths(settings_file.load_settings(root), root)
    kept: list[tuple[str, Embedder]] = []  # the embedder of the last run, as long as the settings name it

    def plan() -> IndexPlan:
        settings = settings_file.load_settings(root)
        if not kept or kept[0][0] != settings.embedder:
            kept[:] = [(settings.embedder, make_embedder(settings))]
        return replace(index_plan(settings, root, today()), embedder=kept[0][1])

    said: set[SkippedFile] = set()

    def fetch() -> None:
        fetched = fetch_again(root, Fetching(), progress)
        for skipped in fetched.skipped:
            if skipped not in said:
                tell(skipped)
        said.clear()
        said.update(fetched.skipped)

    with blaming_damage(root):
        watch(WatchPlan(tuple(paths), plan, 60 * every_minutes, poll_seconds, fetch), tell, progress)


def _removed_called(library: Library, name: str) -> RemovedArticle:
    found = library.removed.find(name)
    if not found:
        raise UsageError(f"No article called {name!r} was removed by hand.", hint="`assistant status` lists them.")
    if len(found) > 1:
        raise UsageError(f"{name!r} could be any of {', '.join(each.id for each in found)}.", hint="Give the id.")
    return found[0]


def _by_names(library: Library, names: Sequence[str], *, erase: bool) -> list[Article]:
    found: dict[str, Article] = {}
    for name in names:
        article = _called(library, name, erase=erase)
        found[article.id] = article
    return list(found.values())


def _called(library: Library, name: str, *, erase: bool) -> Article:
    """The article of this name, which to be erased may be withdrawn already."""
    try:
        return library.article(name)[1]
    except UsageError:
        if not erase:
            raise
        history = library.history(name)
        if history.current is not None or not history.earlier:
            raise
        return history.articles[-1]


def _by_filters(library: Library, sources: Sequence[str], before: date | None, *, erase: bool) -> list[Article]:
    named = library.sources_called(sources)
    until = None if before is None else date.fromordinal(before.toordinal() - 1)
    found = list(library.catalogue.all_articles(Filters(until=until, sources=named)))
    if erase:
        wanted = {name.casefold() for name in named}
        found += [
            article
            for article in library.removed.withdrawn()
            if (not wanted or (article.source or "").casefold() in wanted)
            and (until is None or (article.published is not None and article.published <= until))
        ]
    return found
