"""The library of a folder, opened, brought up to date and changed by its settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import settings as settings_file
from assistant.errors import AssistantError, LibraryDamaged, UsageError
from assistant.index.finding.server import ChromaServer
from assistant.index.library import Library
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.index.storage.schema import CATALOGUE_FILE
from assistant.records.answers import Answer
from assistant.records.articles import Article
from assistant.records.questions import Filters
from assistant.settings import Settings
from assistant.trust import keep_own_names, own_names
from assistant.wiring.fetching import Fetching, fetch_again, fetch_named, sort_out
from assistant.wiring.models import Warn, make_embedder, require_embedder

if TYPE_CHECKING:
    from assistant.index.lock import Waiting
    from assistant.index.storage.set_days import OwnDate
    from assistant.index.updating.index_plan import IndexPlan, Progress
    from assistant.records.articles import IndexReport
    from assistant.records.versions import Difference, History

# How a path is told from other things that a reader has named for a library.
_PATH = "path "
NO_FETCHING = Fetching()


def open_index(root: Path, warn: Warn, settings: Settings | None = None) -> Library:
    """The library of a folder, for questions; it is searched on a Chroma server only with the settings that name it."""
    return Library(root, warn=warn, server=make_chroma_server(settings, root) if settings else None)


def make_chroma_server(settings: Settings, root: Path) -> ChromaServer | None:
    """The Chroma server that the settings name."""
    if settings.chroma_url is None:
        return None
    ca_file, key = settings.chroma_ca_file, settings.chroma_api_key
    return ChromaServer(
        url=settings.chroma_url,
        marks=settings_file.state_folder() / "chroma",
        tenant=settings.chroma_tenant,
        database=settings.chroma_database,
        key=key.get_secret_value() if key else None,
        ca_file=root / ca_file.expanduser() if ca_file else None,
        timeout_seconds=settings.chroma_timeout_seconds,
    )


@contextmanager
def blaming_damage(root: Path) -> Iterator[None]:
    """What fails inside for no reason of its own fails by the library's damage, where there is any.

    A row that means nothing may fail in any line that works with it. A fault of the program stays what it is.
    """
    try:
        yield
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError) as error:
        from assistant.index.storage.checking import first_damage

        damage = first_damage(root / LIBRARY_FOLDER)
        if damage is None:
            raise
        raise LibraryDamaged(
            f"The library is damaged: {damage}.", hint="`assistant doctor` says what is damaged, and what to do."
        ) from error


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """What was typed for one run of `index`, and who listens.

    `stopped` says whether the run is to end with what is embedded by then.
    """

    warn: Warn
    stopped: Callable[[], bool]
    fetching: Fetching = NO_FETCHING
    follow_links: bool | None = None
    encoding: str | None = None
    waiting: Waiting | None = None


def index(root: Path, named: list[str], options: IndexOptions, progress: Progress, today: date) -> IndexReport:
    """Brings the library of a folder up to date with the paths and web addresses named.

    When none is named, it is the paths that it reads by itself, and the addresses that were named before.
    """
    from assistant.index.updating.indexing import index_articles

    settings, fetching = _settings_typed(root, options), options.fetching
    paths, addresses = sort_out(named, fetching, sys.stdin)
    note_paths(paths, root)
    if paths or addresses:
        fetched = fetch_named(root, addresses, fetching, progress, stopped=options.stopped)
    else:
        fetched = fetch_again(root, fetching, progress, stopped=options.stopped)
        paths = usual_paths(settings, root, needed=not fetched.addresses)
    plan = index_plan(settings, root, today)
    plan = replace(plan, waiting=options.waiting, warn=options.warn, stopped=options.stopped)
    with blaming_damage(root):
        return index_articles(paths, plan, progress, fetched=fetched)


def foresee(
    root: Path, named: list[str], options: IndexOptions, progress: Progress, today: date
) -> tuple[IndexReport, int]:
    """What `index` would do, and how many articles it would embed anew besides; nothing is written, or fetched."""
    from assistant.index.updating.foreseeing import foresee

    settings = _settings_typed(root, options)
    paths, addresses = sort_out(named, options.fetching, sys.stdin)
    if addresses:
        raise UsageError("--dry-run fetches nothing.", hint="Name files and folders.")
    with blaming_damage(root):
        return foresee(paths or usual_paths(settings, root), index_plan(settings, root, today), progress)


def _settings_typed(root: Path, options: IndexOptions) -> Settings:
    return settings_file.load_settings(root, follow_links=options.follow_links, encoding=options.encoding)


def note_paths(given: Sequence[Path], root: Path) -> None:
    """Remembers, outside the library, which paths elsewhere the reader has given it: those may be read again."""
    if outside := _outside(given, root):
        with suppress(AssistantError):  # where nothing can be kept, such a path has to be named each time
            keep_own_names(settings_file.state_folder(), root, [f"{_PATH}{path}" for path in outside])


def set_day(root: Path, article: str, day: date | None, today: date, warn: Warn) -> tuple[Article, OwnDate]:
    """Sets the day of the article of this name, or takes back what was set; also what it gives for itself."""
    from assistant.index.updating.dating import set_day

    settings = settings_file.load_settings(root)
    with blaming_damage(root):
        library = open_index(root, warn)
        try:
            article_id = library.article(article)[1].id
        finally:
            library.close()
        return set_day(article_id, day, index_plan(settings, root, today))


def article_versions(name: str, library: Library) -> tuple[History, list[Difference]]:
    """The versions of an article, and what changed from each to the next."""
    from assistant.articles.differences import difference

    history = library.history(name)
    return history, [difference(old, new) for old, new in pairwise(history.articles)]


def keep_answer(
    answer: Answer, library: Library, settings: Settings, command: str, session: int | None = None
) -> int | None:
    """Keeps an answer in the library unless the reader wants none kept, and gives its number.

    `command` is the one that gave it, `session` the number of the first answer of its chat, None for that one itself.
    """
    from assistant.terminal.as_json import dumps_line
    from assistant.terminal.kept_json import kept_json

    if not settings.record:
        return None
    return library.log_answer(answer.question.text, dumps_line(kept_json(answer, command, session)))


def warn_of_days(then: Library, filters: Filters, warn: Warn) -> None:
    """Says that the library, as it was on the as-of day, now holds later articles, or none so late as is asked for."""
    if filters.as_of and (later := then.later_articles()):
        from assistant.terminal.words import later_line

        warn(later_line(later, filters.as_of))
    newest = then.catalogue.published_span()[1] if filters.since else None
    if filters.since and newest and filters.since > newest:
        warn(f"No article is of {filters.since} or later: the newest is of {newest}.")


def chat_history_file(settings: Settings, root: Path) -> Path | None:
    """Where the lines typed in the chat about this library are kept, unless the reader wants none kept.

    With the reader's own files: a library's folder may be somebody else's.
    """
    if not settings.record:
        return None
    place = sha256(os.fsencode(root.resolve())).hexdigest()[:12]
    return settings_file.state_folder() / "chat" / f"{root.resolve().name or 'library'}-{place}"


def index_plan(settings: Settings, root: Path, today: date) -> IndexPlan:
    """How the library of a folder is brought up to date."""
    from assistant.articles.metadata.published import DateOrder
    from assistant.articles.readers.encodings import require_encoding
    from assistant.index.updating.index_plan import IndexPlan

    embedder = make_embedder(settings)
    if "embedder" in settings.unallowed and (root / LIBRARY_FOLDER / CATALOGUE_FILE).is_file():
        with closing(open_index(root, _say_nothing)) as library:
            require_embedder(library, settings, embedder)
    plan = IndexPlan(
        root=root,
        folder=root / LIBRARY_FOLDER,
        embedder=embedder,
        chunk_words=settings.chunk_words,
        tail_chunks=settings.tail_chunks,
        exclude=settings.exclude,
        readers=settings.readers,
        follow_links=settings.follow_links,
        server=make_chroma_server(settings, root),
        today=today,
        date_order=DateOrder(settings.date_order),
        encoding=require_encoding(settings.encoding) if settings.encoding else None,
    )
    return plan if settings.ray_address is None else _on_ray(plan, settings, settings.ray_address)


def _on_ray(plan: IndexPlan, settings: Settings, address: str) -> IndexPlan:
    """The plan with a cluster that splits and embeds, in larger pieces. Raises UsageError for another embedder."""
    from assistant.index.updating.on_ray import CHARACTERS_AT_ONCE, RayIngest
    from assistant.models.local_embedder import LocalEmbedder

    if settings.embedder != "local":
        raise UsageError(
            f"The settings ray_address and embedder = {settings.embedder!r} do not go together.",
            hint="A cluster embeds with the bundled model; a server of models is asked from one machine.",
        )
    embedder, chunk_words = plan.embedder, plan.chunk_words
    return replace(
        plan,
        batch_characters=CHARACTERS_AT_ONCE,
        prepared_by=lambda: RayIngest(address, partial(LocalEmbedder, 1), embedder=embedder, chunk_words=chunk_words),
    )


def _require_own_paths(paths: Sequence[Path], root: Path) -> None:
    """Raises UsageError for a path outside the folder that the library, perhaps a stranger's, says was given."""
    own = own_names(settings_file.state_folder(), root)
    strange = [path for path in _outside(paths, root) if f"{_PATH}{path}" not in own]
    if strange:
        raise UsageError(
            f"The library names {str(strange[0])!r}, outside its folder, which nobody has given it on this machine.",
            hint="Name the paths that are to be read: assistant index PATH.",
        )


def _outside(paths: Sequence[Path], root: Path) -> list[Path]:
    real = [Path(os.path.realpath(path)) for path in paths]
    return [path for path in real if not path.is_relative_to(os.path.realpath(root))]


def _say_nothing(_: str) -> None:
    """For a library that is looked into and asked nothing."""


def usual_paths(settings: Settings, root: Path, *, needed: bool = True) -> list[Path]:
    """What the setting names, else what was read before, else corpus/. Raises UsageError for nothing if `needed`."""
    from assistant.index.updating.given_paths import paths_read_before

    corpus = root / "corpus"  # read without being named, also where it is a link
    if settings.articles:
        return [root / path for path in settings.articles]
    if before := paths_read_before(root, root / LIBRARY_FOLDER):
        _require_own_paths([path for path in before if path != corpus], root)
        return before
    if corpus.is_dir():
        return [corpus]
    if not needed:
        return []
    raise UsageError(
        "There is nothing to index: no path is named.", hint="Name the folder of your articles: assistant index PATH."
    )
