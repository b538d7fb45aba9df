"""What a question asks for, and what a follow-up takes from the question before it."""

from datetime import date

import pytest

from assistant.answering.asking.question_parts import names_of
from assistant.answering.asking.understand import AnswerType, answer_type_of, last_clause, understand
from assistant.records.questions import Question, Turn

BRIDGE = "When will Chandlers’ Bridge reopen?"


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who ordered the closure?", AnswerType.PERSON),
        ("By whom was it built?", AnswerType.PERSON),
        ("When did the pumps stop?", AnswerType.DATE),
        ("At what time did the river peak?", AnswerType.DATE),
        ("Since what time is the water safe?", AnswerType.DATE),
        ("How soon can the bridge open?", AnswerType.DATE),
        ("Which day was the march?", AnswerType.DATE),
        ("Where was the child born?", AnswerType.PLACE),
        ("Which US city was hit by the storm?", AnswerType.PLACE),
        ("How many homes were flooded?", AnswerType.NUMBER),
        ("How strong was the wind?", AnswerType.NUMBER),
        ("What turnout did the ballot have?", AnswerType.NUMBER),
        ("What would the barrier cost?", AnswerType.NUMBER),
        ("What was the magnitude of the quake?", AnswerType.NUMBER),
        ("cost of the ferry", AnswerType.NUMBER),
        ("Why was the ward closed?", AnswerType.REASON),
        ("What caused the delay?", AnswerType.REASON),
        ("What did the mayor say about the bridge?", AnswerType.STATEMENT),
        ("What does she believe the council wants?", AnswerType.STATEMENT),
        ("What was found in the water?", AnswerType.ANYTHING),
        ("Is the bridge open?", AnswerType.ANYTHING),
        ("Combien de maisons ?", AnswerType.NUMBER),
        ("Quand rouvre le pont ?", AnswerType.DATE),
        ("¿Quién es el alcalde?", AnswerType.PERSON),
        ("Wo liegt die Stadt?", AnswerType.PLACE),
        ("Warum streiken sie?", AnswerType.REASON),
    ],
)
def test_the_question_word_tells_what_is_wanted(question: str, wanted: AnswerType) -> None:
    assert answer_type_of(question) is wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Where was the skipper when his crew last saw him?", AnswerType.PLACE),
        ("When did the board say why it waited?", AnswerType.DATE),
        ("How long after the pumps stopped was it when the alert went out?", AnswerType.NUMBER),
    ],
)
def test_of_several_question_words_the_first_counts(question: str, wanted: AnswerType) -> None:
    assert answer_type_of(question) is wanted


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
        ("How much does it cost?", "How much does it cost? (Chandlers’ Bridge reopen)", AnswerType.NUMBER),
        ("Why?", "Why will Chandlers’ Bridge reopen?", AnswerType.REASON),
        ("And who is building it?", "And who is building it? (Chandlers’ Bridge reopen)", AnswerType.PERSON),
        ("What about the ferry?", "When will the ferry reopen?", AnswerType.DATE),
        ("And in April?", "And in April? (When will Chandlers’ Bridge reopen)", AnswerType.DATE),
        ("Who is Anselm Roake?", "Who is Anselm Roake?", AnswerType.PERSON),
    ],
)
def test_what_a_follow_up_wants_is_told_by_its_own_words_first(text: str, standalone: str, wanted: AnswerType) -> None:
    query = understand(Question(text, date(2025, 6, 1), history=(Turn(BRIDGE, BRIDGE, "On 20 June."),)))
    assert (query.standalone, query.answer_type) == (standalone, wanted)


def test_what_the_conversation_made_of_a_line_is_taken_as_it_is() -> None:
    question = Question("Who is she?", date(2025, 6, 1), standalone="Who is Leena Ostrander?")
    assert understand(question).standalone == "Who is Leena Ostrander?"
