"""What a question takes for granted and a sentence about the same event contradicts."""

from datetime import date

import pytest

from assistant.answering.asking.understand import understand
from assistant.answering.quoting.presuppositions import premises_of
from assistant.language.sentences import split_sentences
from assistant.records.articles import Article
from assistant.records.evidence import Evidence, EvidenceArticle, Handle
from assistant.records.questions import Question

SANK = "The trawler Marta struck a reef off Elsby on Wednesday morning."


def premises(question: str, *texts: str) -> list[str]:
    parts = []
    for number, text in enumerate(texts, start=1):
        article = Article(f"{number:012}", f"{number}.txt", text, "News", published=date(2024, 6, 6))
        parts.append(EvidenceArticle(number, article, split_sentences(text)))
    query = understand(Question(question, date(2024, 6, 30)))
    return [each.text for each in premises_of(query, [Handle(1, 1)], Evidence(tuple(parts)))]


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Why did the trawler Marta strike a reef on Tuesday?", SANK, "The article says Wednesday, not Tuesday."),
        ("Who voted for the budget of Elsby on 3 May?", "Elsby voted for its budget on 4 May.",
         "The article says 4 May, not 3 May."),
        ("Why were the 12 sailors of the Marta arrested?", "The 21 sailors of the Marta were arrested.",
         "The article says 21 sailors, not 12."),
        ("Why did the mayor of Elsby resign?", "The mayor of Elsby has not resigned.",
         "The article says “has not resigned”."),
    ],
)  # fmt: skip
def test_a_premise_that_the_sentence_contradicts_is_named(question: str, text: str, said: str) -> None:
    assert premises(question, text) == [said]


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Why did the trawler Marta strike a reef on Wednesday?", [SANK]),
        ("When did the trawler Marta strike a reef, on Tuesday?", [SANK]),
        ("Why did the trawler Olga sink on Tuesday?", [SANK]),
        ("Why did the council of Elsby meet on Tuesday?", [SANK]),
        ("Why did the trawler Marta strike a reef on Tuesday?", [SANK, "The Marta struck a reef on Tuesday."]),
        ("Did the mayor of Elsby resign?", ["The mayor of Elsby has not resigned."]),
        ("Why did the mayor of Elsby not resign?", ["The mayor of Elsby has not resigned."]),
        ("Why were the 12 sailors arrested?", ["About 20 sailors were arrested."]),
        ("Who voted for the budget of Elsby on 3 May 2024?", ["Elsby voted for its budget on May 3."]),
        ("Who won the 1998 Elsby Cup?", ["The Marta won the 2018 Elsby Cup."]),  # a name, and no count of cups
    ],
)
def test_a_premise_that_may_be_right_is_left_alone(question: str, texts: list[str]) -> None:
    assert premises(question, *texts) == []
