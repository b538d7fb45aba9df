import pytest

from assistant.language.nearest import nearest_texts

TITLES = [
    "Liz Truss resigns as UK prime minister after 45 days in office",
    "Monkeypox: WHO declares a global health emergency",
    "Tide",
    "Économie: la crise",
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Liz Truss", [0]),
        ("lis truss", [0]),
        ("truss resign", [0]),
        ("monkypox", [1]),
        ("ECONOMIE", [3]),
        ("Tie", [2]),
        ("the tide came in at noon and went", []),  # "Tide" stands in it, and is not meant
        ("zzxxy", []),
        ("", []),
    ],
)
def test_what_holds_what_was_typed_or_is_written_nearly_like_it_is_meant(typed: str, expected: list[int]) -> None:
    assert nearest_texts(typed, TITLES, 3) == expected
