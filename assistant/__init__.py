"""Answers questions from a collection of dated articles and lets the reader check every sentence.

For other programs (docs/python.md): `open_library`, and the records that it gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.errors import AssistantError as AssistantError
    from assistant.errors import LibraryDamaged as LibraryDamaged
    from assistant.errors import LibraryError as LibraryError
    from assistant.errors import LibraryMissing as LibraryMissing
    from assistant.errors import ModelError as ModelError
    from assistant.errors import UsageError as UsageError
    from assistant.records.answers import Answer as Answer
    from assistant.records.answers import Citation as Citation
    from assistant.records.answers import Found as Found
    from assistant.records.answers import Note as Note
    from assistant.records.answers import Statement as Statement
    from assistant.records.answers import Status as Status
    from assistant.records.articles import Article as Article
    from assistant.records.evidence import Passage as Passage
    from assistant.records.speech import Said as Said
    from assistant.records.summaries import Length as Length
    from assistant.records.verdicts import Grade as Grade
    from assistant.wiring.opened import OpenLibrary as OpenLibrary
    from assistant.wiring.opened import open_library as open_library

# What each module gives: it is imported when it is asked for, so that the command line starts at once.
_GIVEN = {
    "assistant.errors": "AssistantError LibraryDamaged LibraryError LibraryMissing ModelError UsageError",
    "assistant.records.answers": "Answer Citation Found Note Statement Status",
    "assistant.records.articles": "Article",
    "assistant.records.evidence": "Passage",
    "assistant.records.speech": "Said",
    "assistant.records.summaries": "Length",
    "assistant.records.verdicts": "Grade",
    "assistant.wiring.opened": "OpenLibrary open_library",
}
_PLACES = {name: module for module, names in _GIVEN.items() for name in names.split()}
__all__ = sorted(_PLACES)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_PLACES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_PLACES})
