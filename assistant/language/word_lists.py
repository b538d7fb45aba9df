"""The long lists of words, each a file in lists/, to sets and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lists"


def word_list(name: str) -> frozenset[str]:
    """The words of a list, without what a slash puts behind them."""
    return frozenset(word_table(name))


@cache
def word_table(name: str) -> Mapping[str, str]:
    """Each word of a list with what stands behind its slash: the letters of its uses, or another word."""
    lines = (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    entries = (entry.partition("/") for line in lines if not line.startswith("#") for entry in line.split())
    return {word: behind for word, _, behind in entries}


def word_groups(name: str) -> Mapping[str, frozenset[str]]:
    """The lists of a file of several: each is named by the comment before it, up to a colon."""
    found: dict[str, set[str]] = {}
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            words = found.setdefault(line[2:].partition(":")[0], set())
        elif not line.startswith("#"):
            words.update(line.split())
    return {group: frozenset(words) for group, words in found.items()}


def alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern, longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def forms_used(uses: str) -> frozenset[str]:
    """Every form that has one of the uses."""
    return frozenset(form for form, own in word_table("saying_verbs").items() if set(own) & set(uses))
