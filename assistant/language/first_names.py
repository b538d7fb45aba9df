"""Common first names, to tell whom "he" and "she" can mean; a name of both or of neither list tells nothing."""

from __future__ import annotations

from assistant.language.word_lists import word_list

WOMEN = word_list("first_names_of_women")
MEN = word_list("first_names_of_men")
