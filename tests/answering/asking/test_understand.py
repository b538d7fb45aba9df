"""What a question asks for, and what a follow-up takes from the question before it."""

from datetime import date

import pytest

from assistant.answering.asking.understand import (
    Wanted,
    last_clause,
    names_of,
    needs_history,
    stand_alone,
    understand,
    wanted_by,
)
from assistant.records.questions import Question, Turn

BRIDGE = "When will Chandlers’ Bridge reopen?"


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who ordered the closure?", Wanted.PERSON),
        ("By whom was it built?", Wanted.PERSON),
        ("When did the pumps stop?", Wanted.DATE),
        ("At what time did the river peak?", Wanted.DATE),
        ("Since what time is the water safe?", Wanted.DATE),
        ("How soon can the bridge open?", Wanted.DATE),
        ("Which day was the march?", Wanted.DATE),
        ("Where was the child born?", Wanted.PLACE),
        ("Which US city was hit by the storm?", Wanted.PLACE),
        ("How many homes were flooded?", Wanted.NUMBER),
        ("How strong was the wind?", Wanted.NUMBER),
        ("What turnout did the ballot have?", Wanted.NUMBER),
        ("What would the barrier cost?", Wanted.NUMBER),
        ("What was the magnitude of the quake?", Wanted.NUMBER),
        ("cost of the ferry", Wanted.NUMBER),
        ("Why was the ward closed?", Wanted.REASON),
        ("What caused the delay?", Wanted.REASON),
        ("What did the mayor say about the bridge?", Wanted.STATEMENT),
        ("What does she believe the council wants?", Wanted.STATEMENT),
        ("What was found in the water?", Wanted.ANYTHING),
        ("Is the bridge open?", Wanted.ANYTHING),
        ("Combien de maisons ?", Wanted.NUMBER),
        ("Quand rouvre le pont ?", Wanted.DATE),
        ("¿Quién es el alcalde?", Wanted.PERSON),
        ("Wo liegt die Stadt?", Wanted.PLACE),
        ("Warum streiken sie?", Wanted.REASON),
    ],
)
def test_the_question_word_tells_what_is_wanted(question: str, wanted: Wanted) -> None:
    assert wanted_by(question) is wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Where was the skipper when his crew last saw him?", Wanted.PLACE),
        ("When did the board say why it waited?", Wanted.DATE),
        ("How long after the pumps stopped was it when the alert went out?", Wanted.NUMBER),
    ],
)
def test_of_several_question_words_the_first_counts(question: str, wanted: Wanted) -> None:
    assert wanted_by(question) is wanted


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("How old is he?", "How old is he?"),
        ("A pilot flew round the world alone. How old is he?", "How old is he?"),
        (
            "How many babies were born at St. Brannoc’s last year?",
            "How many babies were born at St. Brannoc’s last year?",
        ),
        ("What did Dr. Lindfell say?", "What did Dr. Lindfell say?"),
        ("The line sails again. What does it cost? (Skarrow Line)", "What does it cost?"),
        ("", ""),
    ],
)
def test_the_last_sentence_asks(text: str, clause: str) -> None:
    assert last_clause(text) == clause


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Who is Leena Ostrander?", ["Leena Ostrander"]),
        ("Did Silas Wrayburn meet the Harbour Alliance in Castle Marrow?",
         ["Silas Wrayburn", "Harbour Alliance", "Castle Marrow"]),
        ("When will it reopen?", []),
    ],
)  # fmt: skip
def test_names_are_the_capitalised_words_but_the_first(text: str, names: list[str]) -> None:
    assert names_of(text) == names


@pytest.mark.parametrize(
    ("text", "standalone", "wanted"),
    [
        ("How much does it cost?", "How much does it cost? (Chandlers’ Bridge)", Wanted.NUMBER),
        ("Why?", "Why? (Chandlers’ Bridge)", Wanted.REASON),
        ("And who is building it?", "And who is building it? (Chandlers’ Bridge)", Wanted.PERSON),
        ("What about the ferry?", "What about the ferry? (When will reopen)", Wanted.DATE),
        ("And the Skarrow Line?", "And the Skarrow Line? (When will reopen)", Wanted.DATE),
        ("And in April?", "And in April? (When will Chandlers’ Bridge reopen)", Wanted.DATE),
        (
            "What did the Courier say about it in April?",
            "What did the Courier say about it in April? (Chandlers’ Bridge)",
            Wanted.STATEMENT,
        ),
        ("Who is Anselm Roake?", "Who is Anselm Roake?", Wanted.PERSON),
        ("Where does Leena Ostrander live?", "Where does Leena Ostrander live?", Wanted.PLACE),
    ],
)
def test_a_follow_up_takes_what_it_lacks(text: str, standalone: str, wanted: Wanted) -> None:
    history = (Turn(BRIDGE, BRIDGE, "On 20 June."),)
    query = understand(Question(text, date(2025, 6, 1), history=history))
    assert (query.standalone, query.wanted, needs_history(text)) == (standalone, wanted, standalone != text)


def test_a_subject_is_kept_over_several_follow_ups() -> None:
    history: tuple[Turn, ...] = ()
    asked = []
    for text in (BRIDGE, "How much does it cost?", "Why so late?", "And in April?"):
        asked.append(stand_alone(text, history))
        history = (*history, Turn(text, asked[-1], ""))
    assert asked == [
        BRIDGE,
        "How much does it cost? (Chandlers’ Bridge)",
        "Why so late? (Chandlers’ Bridge)",
        "And in April? (Why so late Chandlers’ Bridge)",
    ]


def test_without_names_the_words_of_the_question_before_are_taken() -> None:
    assert stand_alone("why was it late", (Turn("", "What became of the flood warning?", ""),)) == (
        "why was it late (became, flood, warning)"
    )


def test_the_first_question_stands_alone() -> None:
    assert stand_alone("Why?", ()) == "Why?"
