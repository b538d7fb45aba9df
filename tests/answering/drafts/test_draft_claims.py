"""What a sentence of a draft is checked as, and what it is searched for by."""

from datetime import date

import pytest

from assistant.answering.drafts.draft_claims import Claim, claims_of, with_days
from assistant.articles.drafts.draft_file import draft_of

DAY = date(2025, 6, 5)  # a Thursday


def claims(text: str) -> list[Claim]:
    return claims_of(draft_of(text, name="draft", markdown=True), DAY)


@pytest.mark.parametrize(
    ("words", "dated"),
    [
        ("She was sworn in yesterday.", "She was sworn in on 4 June 2025."),
        ("Last year 812,000 boxes passed.", "in 2024 812,000 boxes passed."),
        ("Two months ago it closed.", "in April 2025 it closed."),
        ("It opens tomorrow, not today.", "It opens on 6 June 2025, not on 5 June 2025."),
        ("“It opens tomorrow,” she said today.", "“It opens tomorrow,” she said on 5 June 2025."),
        ("It opens on Friday.", "It opens on Friday."),
        ("It opened on 3 May 2024.", "It opened on 3 May 2024."),
    ],
)
def test_what_is_counted_from_the_day_of_writing_becomes_a_date(words: str, dated: str) -> None:
    assert with_days(words, DAY) == dated


def test_a_sentence_takes_the_names_it_points_to_from_the_sentences_before() -> None:
    text = """\
# Night on the river

It rained all night. Leena Ostrander met Ines Dacombe on Monday. She was late. Turnout was low. The talks failed.
Wolfgang Pauli stayed away. His reasons are unknown.
"""
    assert [each.search for each in claims(text)] == [
        "It rained all night. (Night on the river)",
        "Leena Ostrander met Ines Dacombe on Monday.",
        "She was late. (Leena Ostrander, Ines Dacombe)",
        "Turnout was low. (Leena Ostrander, Ines Dacombe)",
        "The talks failed. (Leena Ostrander, Ines Dacombe)",
        "Wolfgang Pauli stayed away.",
        "His reasons are unknown. (Wolfgang Pauli)",
    ]


def test_the_claims_of_a_draft_are_its_parts_that_are_checked() -> None:
    text = "# Rain\n\nIt rained. Did it rain?\n\n- It rained again.\n"
    assert [each.part.words for each in claims(text)] == ["It rained.", "It rained again."]
