"""What a question asks for, and what a follow-up takes from the question before it."""

from datetime import date

import pytest

from assistant.answering.asking.followups import needs_history, stand_alone
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
        ("How much does it cost?", "How much does it cost? (Chandlers’ Bridge)", AnswerType.NUMBER),
        ("Why?", "Why? (Chandlers’ Bridge)", AnswerType.REASON),
        ("And who is building it?", "And who is building it? (Chandlers’ Bridge)", AnswerType.PERSON),
        ("What about the ferry?", "What about the ferry? (When will reopen)", AnswerType.DATE),
        ("And the Skarrow Line?", "And the Skarrow Line? (When will reopen)", AnswerType.DATE),
        ("And in April?", "And in April? (When will Chandlers’ Bridge reopen)", AnswerType.DATE),
        (
            "What did the Courier say about it in April?",
            "What did the Courier say about it in April? (Chandlers’ Bridge)",
            AnswerType.STATEMENT,
        ),
        ("Who is Anselm Roake?", "Who is Anselm Roake?", AnswerType.PERSON),
        ("Where does Leena Ostrander live?", "Where does Leena Ostrander live?", AnswerType.PLACE),
    ],
)
def test_a_follow_up_takes_what_it_lacks(text: str, standalone: str, wanted: AnswerType) -> None:
    history = (Turn(BRIDGE, BRIDGE, "On 20 June."),)
    query = understand(Question(text, date(2025, 6, 1), history=history))
    assert (query.standalone, query.answer_type, needs_history(text)) == (standalone, wanted, standalone != text)


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
