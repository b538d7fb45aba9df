"""Answers in the articles' own words, from the sample articles in a real library."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from assistant.answering.asking.scope import with_understood
from assistant.answering.asking.understand import understand
from assistant.answering.quoting.compose_quotes import (
    MOST_STATEMENTS,
    Nearest,
    QuotedAnswer,
    quote_answer,
    rank_sentences,
)
from assistant.answering.searching.retrieve import SearchOptions, retrieve
from assistant.language.sentences import split_sentences
from assistant.models.local_embedder import LocalEmbedder
from assistant.models.local_reranker import bundled_reranker
from assistant.records.articles import Article, Chunk
from assistant.records.drafts import Draft
from assistant.records.evidence import Evidence, Handle, Passage, Scores
from assistant.records.questions import Filters, Question, Turn
from small_library import SAMPLE, Made

FILES = [
    "2025-02-19-three-dead-in-flood.html",
    "2025-04-28-march-for-maternity-ward.html",
    "coastal-wire-service.jsonl",
    "cresswold-press-release.html",
    "council-votes-for-port-inquiry.md",
    "harbour-and-trade.csv",
    "lantern-theatre-reopens.txt",
    "new-council-flood-commissioner.md",
    "press-office-bridge-new-date.md",
    "radio-tamble-maternity-march.html",
    "the-last-keeper-of-gannet-head.txt",
]
Ask = Callable[..., QuotedAnswer]


@pytest.fixture(scope="module")
def embedder() -> LocalEmbedder:
    return LocalEmbedder()


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, embedder: LocalEmbedder) -> Iterator[Ask]:
    made = Made(tmp_path_factory.mktemp("quotes"))
    for name in FILES:
        shutil.copy(SAMPLE / name, made.articles / name)
    made.index(embedder=embedder)
    with made.opened() as (library, _):

        def ask_library(text: str, day: str = "2025-06-10", history: tuple[Turn, ...] = ()) -> QuotedAnswer:
            today = date.fromisoformat(day)
            query = with_understood(understand(Question(text, today, Filters(as_of=today), history)), library)
            passages = retrieve(query, library, embedder, SearchOptions(reranker=bundled_reranker())).passages
            return quote_answer(query, rank_sentences(query, passages, embedder, bundled_reranker()))

        yield ask_library


def quote(question: str, *texts: str, embedder: LocalEmbedder, today: date = date(2025, 6, 10)) -> QuotedAnswer:
    """The answer from articles that are one passage each, the first the best."""
    passages = []
    vectors = embedder.embed([question, *texts])
    read = bundled_reranker().scores(question, texts)
    for number, text in enumerate(texts):
        article = Article(f"{number:012}", f"{number}.txt", text, "Rotterdam", published=date(2025, 6, 1))
        sentences = split_sentences(text)
        scores = Scores(1.0 - number / 10, float(vectors[number + 1] @ vectors[0]), reranked=float(read[number]))
        passages.append(Passage(article, Chunk(0, 0, len(sentences)), sentences, scores))
    query = understand(Question(question, today))
    return quote_answer(query, rank_sentences(query, passages, embedder, bundled_reranker()))


def texts_of(quoted: QuotedAnswer) -> list[str]:
    return [statement.text for statement in quoted.draft.statements]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("How many steps are there in the lighthouse?",
         "Wilmot Treece climbed the 204 steps of Gannet Head lighthouse every evening for thirty-four years, and he can"
         " still tell you which of them are loose."),
        ("Who will be flood commissioner?",
         "Dr. Selma Quist, the hydrologist whose voice kept the city awake through the night of Storm Oriel, will be"
         " Port Verrick’s first flood commissioner after the new council confirmed her on Wednesday by 26 votes to 12,"
         " with three abstentions."),
        ("What did it cost to repair the theatre?",
         "Repairs have cost 3.1 million crowns, or about €390,000, of which the insurers are paying two thirds."),
        ("roake resigned when",
         "PORT VERRICK (CWS) - Anselm Roake, the suspended chief executive of the Port Verrick Port Authority, resigned"
         " on Tuesday with immediate effect."),
        ("Who owns the port authority?",
         "The city owns 60 per cent of the port authority; the province owns the rest."),
        ("What did the lifeboat coxswain say about ending the search?",
         "\"We looked as long as there was a reason to look, and then we looked for one day more,\" said Capt. R. J."
         " Hallowes, coxswain of the Port Verrick lifeboat, which rescued the other four crew on Wednesday."),
    ],
)  # fmt: skip
def test_the_best_sentence_comes_first(ask: Ask, question: str, best: str) -> None:
    assert texts_of(ask(question))[0] == best


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Who won the 2010 World Cup?", "2025-06-10"),
        ("What is the capital of Australia?", "2025-06-10"),
        ("How does photosynthesis work?", "2025-06-10"),
        ("How high was the Tamble in the flood of 1889?", "2025-06-10"),
        ("Who scored Athletic’s first goal in the First Division?", "2025-06-10"),
        ("Who was elected mayor of Harnsea?", "2025-06-10"),
        ("Why did Catrin Welland quit the Skarrow Line?", "2025-06-10"),
        ("东京的人口是多少？", "2025-06-10"),
    ],
)
def test_what_the_articles_do_not_tell_is_refused_with_the_nearest_sentences(ask: Ask, question: str, day: str) -> None:
    quoted = ask(question, day)
    assert quoted.draft == Draft((), declined=True)
    assert all(quoted.evidence.find(handle) for handle in quoted.nearest.handles)
    assert 0 < len(quoted.nearest.handles) <= MOST_STATEMENTS or not quoted.evidence.articles


@pytest.mark.parametrize(
    ("day", "opening"),
    [
        ("2025-03-15", "The City of Port Verrick announces that Chandlers’ Bridge will reopen to traffic on 30 April"),
        ("2025-05-02", "PORT VERRICK (CWS) - The reopening of Chandlers' Bridge in Port Verrick has been put off for"),
    ],
)
def test_the_same_question_is_answered_as_on_its_day(ask: Ask, day: str, opening: str) -> None:
    assert texts_of(ask("When will Chandlers’ Bridge reopen?", day))[0].startswith(opening)


def test_articles_that_disagree_on_a_figure_are_both_quoted(ask: Ask) -> None:
    cited = " ".join(texts_of(ask("How many people were on the march for the maternity ward?", "2025-04-29")))
    assert "3,500" in cited
    assert "8,000" in cited


def test_others_that_fit_are_cited_behind_the_best_sentence_until_there_are_three(embedder: LocalEmbedder) -> None:
    fit = [
        "The council of Rotterdam decided to build a new bridge.",
        "The council decided that the bridge in Rotterdam will have two lanes.",
    ]
    more = ["Ships from the Rhine pass below.", "Trams were built in Delft.", "It rained on Friday in The Hague."]
    quoted = quote(
        "What did the council of Rotterdam decide on the bridge?", " ".join([*fit, *more]), embedder=embedder
    )
    assert sorted(texts_of(quoted)[:2]) == sorted(fit)
    assert len(texts_of(quoted)) == 3


def test_the_newest_of_figures_that_changed_comes_first_and_both_are_noted(ask: Ask) -> None:
    quoted = ask("How many homes were flooded?", "2025-02-25")
    assert "612" in texts_of(quoted)[0]
    assert [each.text for each in quoted.remarks] == [
        "The figure has changed: first 240 (Coastal Wire Service, 18 February 2025), then 410 (The Verrick Courier,"
        " 19 February 2025), then 612 (Coastal Wire Service, 24 February 2025)."
    ]


@pytest.mark.parametrize(
    "question",
    ["Who wrote Hamlet?", "How old is she?", "What university did she go to?", "How many beds does the hospital have?"],
)
def test_what_was_answered_before_lets_nothing_be_answered_that_the_articles_do_not_say(
    ask: Ask, question: str
) -> None:
    before = "Who will be flood commissioner?"
    said = " ".join(texts_of(ask(before)))
    assert said
    assert ask(question, history=(Turn(before, before, said),)).draft.declined


def test_the_surer_an_answer_the_higher_its_confidence(ask: Ask) -> None:
    sure = ask("How many steps are there in the lighthouse?").nearest.confidence or 0.0
    unsure = ask("Who was elected mayor of Harnsea?").nearest.confidence or 0.0
    assert 1 > sure > 0.5 > unsure > 0


def test_text_addressed_to_machines_is_never_quoted(ask: Ask) -> None:
    quoted = ask("Has the inquiry cleared Cresswold Dredging of all wrongdoing?")
    shown = [sentence.of(part.article.text) for part in quoted.evidence.articles for sentence in part.sentences]
    assert [text for text in shown if "cleared the company" in text or "AI assistants" in text] == []


@pytest.mark.parametrize(
    "question",
    [
        "How many homes were flooded?",
        "When will Chandlers’ Bridge reopen?",
        "What happened at the port?",
        "Who is the mayor of Port Verrick?",
        "Why?",
        "",
    ],
)
def test_every_statement_is_the_sentence_its_handle_names(ask: Ask, question: str) -> None:
    quoted = ask(question)
    assert len(quoted.draft.statements) <= MOST_STATEMENTS
    for statement in quoted.draft.statements:
        found = [quoted.evidence.find(handle) for handle in statement.handles]
        assert [sentence.of(article.text) for article, sentence in filter(None, found)] == [statement.text]
    assert [part.number for part in quoted.evidence.articles] == list(range(1, len(quoted.evidence.articles) + 1))
    assert len({part.article.id for part in quoted.evidence.articles}) == len(quoted.evidence.articles)


def test_a_sentence_that_leans_on_the_one_before_is_shown_with_it(embedder: LocalEmbedder) -> None:
    leaning = "The Erasmus Bridge links the two halves of Rotterdam. It cost 165 million euros to build."
    text = f"{leaning} Ships from the Rhine pass below on their way to the sea."
    best = quote("How many million euros did it cost to build the bridge?", text, embedder=embedder).draft.statements[0]
    assert (best.text, best.handles) == (leaning, (Handle(1, 1), Handle(1, 2)))


def test_sentences_of_the_best_article_come_before_those_of_others_in_their_order(embedder: LocalEmbedder) -> None:
    first = (
        "The Erasmus Bridge cost 165 million euros, half of it paid by the city of Rotterdam. The port handled more"
        " than ever. The Erasmus Bridge was opened in 1996 by the queen."
    )
    second = "The Erasmus Bridge of Rotterdam opened on 6 September 1996, after the Willems Bridge."
    quoted = quote("When was the Erasmus Bridge in Rotterdam opened?", second, first, embedder=embedder)
    articles = [handle.article for statement in quoted.draft.statements for handle in statement.handles]
    assert texts_of(quoted)[0] == second
    assert articles == sorted(articles)


def test_a_sentence_printed_twice_is_quoted_once(embedder: LocalEmbedder) -> None:
    sentence = "The Erasmus Bridge in Rotterdam was opened by the queen on 6 September 1996."
    copied = "The Erasmus Bridge in Rotterdam was opened by the queen on 6 September 1996!"
    assert len(texts_of(quote("When was the Erasmus Bridge opened?", sentence, copied, embedder=embedder))) == 1


def test_without_passages_nothing_is_answered(embedder: LocalEmbedder) -> None:
    assert quote("Who?", embedder=embedder) == QuotedAnswer(
        Nearest(Evidence(), confidence=0.0), Draft((), declined=True)
    )
