"""The verbs of saying, in one table (lists/saying_verbs.txt): each form with what it may be used for."""

from __future__ import annotations

from assistant.language.word_lists import word_table


def forms_used(uses: str) -> frozenset[str]:
    """Every form that has one of the uses."""
    return frozenset(form for form, own in word_table("saying_verbs").items() if set(own) & set(uses))
