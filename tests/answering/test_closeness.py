"""How close a sentence comes to a question in meaning, with the bundled embedder."""

from datetime import date

import pytest

from assistant.answering.closeness import Closeness, closeness
from assistant.answering.coverage import terms_of
from assistant.answering.sentence_scores import candidates_for
from assistant.answering.understand import understand
from assistant.articles.sentences import split_sentences
from assistant.models.local_embedder import LocalEmbedder
from assistant.types import Article, Chunk, Passage, Question, Scores


@pytest.fixture(scope="module")
def embedder() -> LocalEmbedder:
    return LocalEmbedder()


def close(question: str, sentence: str, embedder: LocalEmbedder) -> Closeness:
    query = understand(Question(question, date(2025, 6, 1)))
    terms = terms_of(query, lambda _: 0.01)
    article = Article("0" * 12, "a.txt", sentence, "Rotterdam")
    passage = Passage(article, Chunk(0, 0, 1), split_sentences(sentence), Scores(1.0))
    return closeness(query, terms, candidates_for(query, terms, [passage], embedder)[0], embedder)


def test_words_of_one_meaning_count_where_other_names_do_not(embedder: LocalEmbedder) -> None:
    question = "How many houses did the storm destroy in Rotterdam?"
    same = close(question, "In Rotterdam the storm destroyed a dozen houses.", embedder)
    alike = close(question, "In Rotterdam the cyclone wrecked a dozen homes.", embedder)
    told_otherwise = close(question, "In Rotterdam the gale wrecked a dozen homes.", embedder)
    unlike = close(question, "In Rotterdam the mayor opened a dozen libraries.", embedder)
    assert same.meant == told_otherwise.meant == 1.0
    assert (same.meant > alike.meant > 0.7, unlike.meant < 0.4) == (True, True)
    assert close("Who is mayor of Antwerp?", "Rotterdam has a mayor.", embedder).meant == pytest.approx(0.5)


def test_a_sentence_that_shares_only_the_names_gains_nothing_by_the_other_words(embedder: LocalEmbedder) -> None:
    question = "Who designed the Erasmus Bridge in Rotterdam?"
    answer = close(question, "The Erasmus Bridge in Rotterdam was drawn by the architect Ben van Berkel.", embedder)
    beside = close(question, "The Erasmus Bridge in Rotterdam is closed to traffic on Sunday.", embedder)
    assert answer.gain > 0.03 > beside.gain


def test_a_question_of_names_alone_has_nothing_to_leave_out(embedder: LocalEmbedder) -> None:
    assert close("Who is Ben van Berkel?", "Ben van Berkel is an architect.", embedder) == Closeness(
        1.0, 0.08, 1.0, 1.0
    )
    assert close("Who is it?", "It is an architect.", embedder) == Closeness(1.0, 0.08, 1.0, 1.0)


def test_what_is_asked_for_by_its_kind_is_looked_for_in_the_sentence(embedder: LocalEmbedder) -> None:
    question = "Which bank lent the city of Rotterdam the money?"
    named = close(question, "In Rotterdam the Maas Bank lent the city two million euros.", embedder)
    alike = close(question, "In Rotterdam the lender gave the city two million euros.", embedder)
    unlike = close(question, "In Rotterdam the ferry sails twice a day.", embedder)
    assert (named.kind, alike.kind > unlike.kind, unlike.kind < 0.3) == (1.0, True, True)
