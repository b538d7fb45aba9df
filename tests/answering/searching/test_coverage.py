"""The terms of a question, and how many of them a text holds."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.asking.understand import understand
from assistant.answering.searching.coverage import share, terms_of
from assistant.language.words import stem, stems_in
from assistant.records.questions import Question


@pytest.mark.parametrize(
    "forms",
    [
        "elect elects elected electing election elections",
        "house houses",
        "city cities",
        "resign resigned resignation",
        "die died dies dead death",
        "win won winner",
        "child children",
        "mayor mayors",
        "move moved moving",
        "stop stopped",
        "café cafe",
        "lose lost",
        "destroy destroys destroyed",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["mayor may", "water wait", "2010 2011", "東京 京都"])
def test_different_words_have_different_stems(pair: str) -> None:
    first, second = pair.split()
    assert stem(first) != stem(second)


@given(st.text())
def test_no_text_breaks_stems(text: str) -> None:
    assert all(stems_in(text)) or not text.strip()


def test_rare_terms_weigh_more_and_what_only_asks_weighs_nothing() -> None:
    query = understand(Question("According to reports, who won the 2010 World Cup for Spain?", date(2025, 6, 1)))
    terms = terms_of(query, {"won": 0.5, "2010": 0.001, "world": 0.1, "cup": 0.1, "spain": 0.01}.__getitem__)
    weights = {term: round(weight, 1) for term, weight in terms.weights.items()}
    assert weights == {"win": 0.7, "2010": 6.2, "world": 2.3, "cup": 2.3, "spain": 4.6}
    assert (set(terms.names), set(terms.numbers)) == ({"world", "cup", "spain"}, {Fraction(2010)})


def test_the_share_of_terms_is_by_weight() -> None:
    assert share({"bridge": 3.0, "reopen": 1.0}, {"bridge", "river"}) == 0.75
    assert share({}, {"bridge"}) == 0.0


@pytest.mark.parametrize(
    ("question", "is_term"),
    [("When did Ben van Berkel die?", True), ("Wann wurde die Brücke gebaut?", False)],
)
def test_die_is_a_term_in_english_and_an_article_in_german(question: str, is_term: bool) -> None:
    terms = terms_of(understand(Question(question, date(2025, 6, 1))), lambda _: 0.01)
    assert ("die" in terms.weights) is is_term
