"""The records of articles removed by hand."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records.articles import Article, SkippedFile


@dataclass(frozen=True, slots=True)
class RemovedArticle:
    """An article that the reader removed; `title` is empty where its text was erased too."""

    id: str
    file: str
    path: str
    title: str
    removed_at: str


@dataclass(frozen=True, slots=True)
class Removal:
    """What is to be removed, or was: the articles, and how many answers that were kept quote them.

    `erased`: their texts are gone too. `answers_erased`: those answers are. `traces`: another process was reading, so
    that the last traces go with the next run of `assistant index`. `damaged_files`: the folders in which a repair kept
    the files of a damaged catalogue, which may hold an erased text still.
    """

    articles: tuple[Article, ...]
    answers: int = 0
    erased: bool = False
    answers_erased: int = 0
    traces: bool = False
    damaged_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """Removals taken back: the articles read again from their files, and those that could not be, with the reason."""

    articles: tuple[RemovedArticle, ...]
    missing: tuple[SkippedFile, ...]
