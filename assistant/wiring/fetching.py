"""What the reader named on the command line to paths and fetched web addresses."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from assistant import settings as settings_file
from assistant.errors import AssistantError, NotFetched, UsageError
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.records.fetching import NOTHING_FETCHED, USUAL_LIMIT, Content, FetchedNow, Wanted
from assistant.settings import Settings
from assistant.trust import keep_own_names, own_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.index.updating.fetching import FetchPlan
    from assistant.index.updating.index_plan import Progress

# How an address is told from other things that a reader has named for a library.
_ADDRESS = "address "


@dataclass(frozen=True, slots=True)
class Fetching:
    """How the addresses that were named are fetched, as it was typed; `urls` is a file with more of them."""

    urls: Path | None = None
    content: Content | None = None
    full: bool = False
    limit: int | None = None
    since: date | None = None
    allow_private: bool = False


def sort_out(named: Sequence[str], fetching: Fetching, stdin: TextIO) -> tuple[list[Path], list[str]]:
    """The paths and the web addresses among what was named, and in the list of addresses. Raises UsageError."""
    from assistant.articles.fetching.addresses import is_address
    from assistant.articles.fetching.links import addresses_in

    addresses = [each for each in named if is_address(each)]
    if fetching.urls is not None:
        listed = addresses_in(_list(fetching.urls, stdin))
        if not listed:
            raise UsageError(
                f"{str(fetching.urls)!r} holds no web address.", hint="Give one a line, beginning with https://."
            )
        addresses += listed
    how = {"--as": fetching.content, "--full": fetching.full, "--limit": fetching.limit, "--since": fetching.since}
    used = [flag for flag, value in how.items() if value]
    if used and not addresses:
        raise UsageError(f"{used[0]} is for web addresses, and none is named.", hint="See `assistant index --help`.")
    return [Path(each) for each in named if not is_address(each)], list(dict.fromkeys(addresses))


def fetch_named(
    root: Path, addresses: Sequence[str], fetching: Fetching, progress: Progress, *, stopped: Callable[[], bool]
) -> FetchedNow:
    """Fetches the addresses that were named into the library of a folder."""
    if not addresses:
        return NOTHING_FETCHED
    from assistant.index.updating.fetching import fetch

    with suppress(AssistantError):  # where nothing can be kept, an address has to be named each time
        keep_own_names(settings_file.state_folder(), root, [f"{_ADDRESS}{each}" for each in _tidied(addresses)])
    limit = fetching.limit or USUAL_LIMIT
    wanted = [Wanted(each, fetching.content, fetching.full, limit, fetching.since) for each in addresses]
    plan = fetch_plan(root, settings_file.load_settings(root, **_flags(fetching)))
    return fetch(wanted, replace(plan, stopped=stopped), lambda done, total: progress("fetching", done, total, 0))


def fetch_again(
    root: Path, fetching: Fetching, progress: Progress, *, stopped: Callable[[], bool] = lambda: False
) -> FetchedNow:
    """Fetches again what was named earlier."""
    from assistant.index.updating.fetching import fetch_due

    plan = fetch_plan(root, settings_file.load_settings(root, **_flags(fetching)))
    return fetch_due(replace(plan, stopped=stopped), lambda done, total: progress("fetching", done, total, 0))


def fetch_plan(root: Path, settings: Settings) -> FetchPlan:
    """How the library of a folder fetches."""
    from assistant.articles.fetching.fetch import FetchRules, proxy_at
    from assistant.index.updating.fetching import FetchPlan

    rules = FetchRules(
        allow_private=settings.allow_private,
        pause_seconds=settings.fetch_pause_seconds,
        proxy=proxy_at(settings.fetch_proxy),
    )
    names = own_names(settings_file.state_folder(), root)
    own = frozenset(name.removeprefix(_ADDRESS) for name in names if name.startswith(_ADDRESS))
    return FetchPlan(root / LIBRARY_FOLDER, own, rules)


def _tidied(addresses: Sequence[str]) -> list[str]:
    from assistant.articles.fetching.addresses import tidy

    tidied = []
    for address in addresses:
        with suppress(NotFetched):  # said when it is to be fetched
            tidied.append(tidy(address))
    return tidied


def _flags(fetching: Fetching) -> dict[str, Any]:
    return {"allow_private": True} if fetching.allow_private else {}


def _list(file: Path, stdin: TextIO) -> str:
    if str(file) == "-":
        return stdin.read()
    try:
        return file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise UsageError(f"{str(file)!r} cannot be read: {error.strerror}.") from error
