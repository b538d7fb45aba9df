"""What Tab completes a name from: sources, titles and ids that begin so."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from assistant.index.library import Library


@pytest.mark.parametrize(
    ("beginning", "found"),
    [
        ("coastal w", ["Coastal Wire Service"]),
        ("CHANDLERS’ BRIDGE TO", ["Chandlers’ Bridge to close for seven weeks"]),
        ("Chandlers’ Bridge: r", ["Chandlers’ Bridge: revised date for reopening"]),
        ("Ra", ["Radio Tamble 94.6"]),
        ("%", []),
        ("_", []),
        ("no such name", []),
    ],
)
def test_names_are_found_by_their_beginning_in_either_case(
    sample_library: Path, beginning: str, found: list[str]
) -> None:
    with closing(Library(sample_library, warn=print)) as library:
        assert library.names_beginning(beginning) == found


def test_ids_are_found_by_three_characters(sample_library: Path) -> None:
    with closing(Library(sample_library, warn=print)) as library:
        name = library.catalogue.find_articles("Chandlers’ Bridge to close for seven weeks")[0][1].id
        assert name in library.names_beginning(name[:3])
        assert not [each for each in library.names_beginning(name[:2]) if each == name]
