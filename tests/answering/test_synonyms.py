"""Which terms of a question a text says in other words."""

from datetime import date

import pytest

from assistant.answering.coverage import stem, terms_of
from assistant.answering.synonyms import met_in, synonyms_of
from assistant.answering.understand import understand
from assistant.types import Question


def meets(question: str, term: str, text: str) -> bool:
    """Whether the term of the question stands in the text, in its own or in other words."""
    terms = terms_of(understand(Question(question, date(2025, 6, 1))), lambda _: 0.01)
    return stem(term) in met_in(text, synonyms_of(question, terms))


@pytest.mark.parametrize(
    ("question", "term", "text"),
    [
        ("Who chairs the inquiry?", "chairs", "A retired judge will lead it."),
        ("Who is in charge of the port?", "charge", "The harbour master heads it."),
        ("When was the vote put off?", "put", "The council deferred it to May."),
        ("How long was the tailback?", "tailback", "By half past seven the queue was 3.4 kilometres long."),
        ("When did the skipper die?", "die", "He lost his life in March."),
        ("Who was rescued?", "rescued", "The lifeboat saved four men."),
        ("How long was the queue?", "queue", "The queue was long."),
    ],
)
def test_a_term_is_met_by_its_own_form_by_a_synonym_and_by_a_phrase(question: str, term: str, text: str) -> None:
    assert meets(question, term, text)


@pytest.mark.parametrize(
    ("question", "term", "text"),
    [
        ("How much cod was landed?", "cod", "They landed herring."),
        ("Who killed the skipper?", "killed", "The skipper died in March."),
        ("What did Gale Head report?", "gale", "A storm was reported."),
    ],
)
def test_a_sister_a_consequence_and_a_name_meet_nothing(question: str, term: str, text: str) -> None:
    assert not meets(question, term, text)
