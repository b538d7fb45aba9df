"""What a statement says must stand in the sentences it cites; if not, the verdict says what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.languages import language_of, languages_differ
from assistant.answering.names import missing_names
from assistant.answering.quotations import missing_quotations
from assistant.answering.verify import Cited, check_statement
from assistant.models.local_embedder import LocalEmbedder
from assistant.types import Objection, ObjectionKind

THURSDAY = date(2024, 8, 1)


def _cited(sentence: str, *, before: str = "", title: str = "", source: str | None = None) -> Cited:
    return Cited(sentence, before=before, title=title, source=source, published=THURSDAY)


FLOOD = _cited(
    "The river Elbe burst its banks near Dresden on Wednesday, flooding 240 homes and a third of the old town, said "
    "Willy Brandt, the head of the Saxon flood office.",
    before="Mayor Dirk Hilbert has called for help.",
    title="Flood hits Saxony",
    source="River Post",
)
TALKS = _cited("“We will not sign a bad deal,” Lee told reporters, adding that talks had neither failed nor ended.")


FACT = _cited(
    "The river Elbe burst its banks near Dresden on Wednesday, flooding 240 homes and a third of the old town."
)
MAYOR = replace(
    _cited("Hilbert asked for help in Dresden."), article="Mayor Dirk Hilbert came. Hilbert asked for help."
)
LOST = "it gives out as a fact what the cited sentence attributes to Willy Brandt"
LITTLE = "the cited sentence says too little of this"

CASES = [
    ("The river Elbe burst its banks near Dresden on Wednesday, flooding 240 homes.", [FACT], []),
    ("The river Elbe burst its banks near Dresden on Wednesday, flooding 240 homes.", [FLOOD], [LOST]),
    ("The Elbe flooded 240 homes near Dresden on 31 July 2024, according to Brandt.", [FLOOD], []),
    ("In July 2024 the Elbe flooded about a third of the old town.", [FACT], []),
    ("The Elbe flooded 250 homes near Dresden.", [FACT], ["it says 250, the cited sentence says 240"]),
    (
        "The Elbe flooded two hundred homes near Dresden on Tuesday.",
        [FACT],
        [
            "it says two hundred, the cited sentence says 240",
            "it says Tuesday, the cited sentence says Wednesday",
        ],
    ),
    ("Mayor Dirk Hilbert asked for help in Dresden.", [MAYOR], []),
    (
        "Mayor Willy Hilbert asked for help in Dresden.",
        [MAYOR],
        ["the name Mayor Willy Hilbert is not in the cited sentence"],
    ),
    ("The Rhine burst its banks near Dresden.", [FACT], ["it says Rhine, the cited sentence says Elbe"]),
    ("The Elbe did not burst its banks.", [FACT], ["it says “not”, which the cited text does not"]),
    ("Lee told reporters: “We will not sign a bad deal.”", [TALKS], []),
    ("“We will not sign a bad deal,” Lee said.", [TALKS], []),
    ("Lee said they would not sign a bad deal.", [TALKS], []),
    (
        "Lee spoke of “a very bad deal” to reporters.",
        [TALKS],
        ["the words “a very bad deal” are not in the cited sentence"],
    ),
    ("Lee added that talks had failed.", [TALKS], ["it leaves out a “not” of the cited text"]),
    ("Share prices rose sharply.", [TALKS], [LITTLE]),
    ("Share prices rose sharply by 7 percent.", [TALKS, FLOOD], ["the number 7 percent is not in the cited sentences"]),
    ("It cost £5 a day.", [_cited("It cost $5 a day.")], ["the number £5 is not in the cited sentence"]),
    ("The Elbe burst its banks.", [], ["no article sentence is cited"]),
    ("The three asked for silence.", [_cited("They asked for silence.", before="Three people wrote to us.")], []),
    (
        "Three asked for silence.",
        [_cited("They asked for silence.", before="Three people wrote to us.")],
        ["the number Three is not in the cited sentence"],
    ),
    ("The mayor, Anne Hidalgo, said 412 houses were flooded.",
     [_cited("La maire Anne Hidalgo a dit que 412 maisons ont été inondées dans la ville.")], []),
    ("The mayor said that 413 of the houses were flooded.",
     [_cited("La maire Anne Hidalgo a dit que 412 maisons ont été inondées dans la ville.")],
     ["the number 413 is not in the cited sentence"]),
    ("Die Stadt sagte, 412 Häuser seien überflutet.",
     [_cited("Die Stadt sagte, dass 412 Häuser in der Altstadt überflutet wurden.")], []),
    ("洪水で413軒が浸水した。", [_cited("洪水で412軒の家が浸水した。")],
     ["it says 413, the cited sentence says 412"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def embedder():
    return LocalEmbedder()


@pytest.mark.parametrize(("text", "cited", "reasons"), CASES, ids=[case[0] for case in CASES])
def test_a_statement_is_supported_when_all_it_says_is_cited(embedder, text, cited, reasons) -> None:
    vectors = embedder.embed([text, *(each.sentence for each in cited)])
    verdict = check_statement(text, cited, similarity=float(max(vectors[1:] @ vectors[0], default=0.0)))
    assert list(verdict.reasons) == reasons
    assert verdict.supported is (not reasons)


def test_the_score_ranks_statements_by_how_closely_they_follow_what_they_cite() -> None:
    ranked = [
        FLOOD.sentence,
        "The river Elbe burst its banks near Dresden, said Willy Brandt.",
        "Willy Brandt said the Elbe flooded 240 homes.",
        "The Elbe flooded 999 homes, said Willy Brandt.",
        "Traffic lights failed in Hamburg.",
    ]
    scores = [check_statement(text, [FLOOD]).score for text in ranked]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_what_contradicts_is_told_from_what_is_missing() -> None:
    said = {
        "The Elbe flooded 250 homes near Dresden.": True,
        "The Elbe did not burst its banks near Dresden.": True,
        "The river Elbe burst its banks near Dresden, and traffic stopped in Hamburg.": False,
        "Share prices rose sharply.": False,
    }
    assert {text: check_statement(text, [FACT]).contradicted for text in said} == said


@given(st.text(max_size=60), st.text(max_size=30), st.dates())
def test_a_sentence_supports_itself(sentence: str, before: str, published: date) -> None:
    verdict = check_statement(sentence, [Cited(sentence, before, "", None, published)])
    assert verdict.supported
    assert 0.0 <= verdict.score <= 1.0


@given(st.text(max_size=60), st.lists(st.text(max_size=60), min_size=1, max_size=3))
def test_no_text_upsets_the_check(text: str, sentences: list[str]) -> None:
    verdict = check_statement(text, [_cited(sentence) for sentence in sentences])
    assert verdict.supported is not bool(verdict.reasons)
    assert 0.0 <= verdict.score <= 1.0


@pytest.mark.parametrize(
    ("text", "source", "missing"),
    [
        ("Ali Vaez spoke.", "said Ali Vaez of the group", []),
        ("Mr Vaez spoke.", "said Ali Vaez of the group", []),
        ("Officials spoke.", "said Ali Vaez of the group", []),
        ("Yesterday Vaez spoke.", "said Ali Vaez of the group", []),
        ("Speaking later, Vaez agreed.", "said Ali Vaez of the group", []),
        ("The group’s Ali Smith spoke.", "said Ali Vaez of the group", ["Ali Smith"]),
        ("Smith said so.", "said Ali Vaez of the group", ["Smith"]),
        ("Smith’s group spoke.", "said Ali Vaez of the group", ["Smith"]),
        ("Share prices rose.", "said Ali Vaez of the group", []),
        ("Iranian and Chinese officials met.", "officials of Iran and China", []),
        ("the American and the French side", "the United States and France", []),
        ("the US and the UK", "America and Britain", []),
        ("the Iraqi officials", "officials of Iran", ["Iraqi"]),
        ("The IMF said so.", "the International Monetary Fund", []),
        ("The International Monetary Fund said so.", "the IMF", []),
        ("The World Bank said so.", "the IMF", ["World Bank"]),
        ("The Foreign Ministry said so.", "the foreign ministry", []),
        ("Ismail Nasrallah leads it.", "Hassan Nasrallah and Gen. Ismail Qaani", ["Ismail Nasrallah"]),
        ("Gen. Qaani and Nasrallah met.", "Hassan Nasrallah and Gen. Ismail Qaani", []),
        ("Haniyeh’s killing", "the killing of Haniyeh", []),
        ("Pedro Sanchez and Erdogan", "Pedro Sánchez, Erdoğan", []),
        ("al-Assad fled, said Jean-Pierre.", "Bashar al-Assad and Karine Jean-Pierre", []),
        ("U.S. and U.N. envoys", "US and UN envoys", []),
    ],
)
def test_a_name_must_stand_in_the_source(text: str, source: str, missing: list[str]) -> None:
    assert missing_names(text, [source]) == missing


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("He said “we see it as our duty”.", []),
        ('He said "We see it as our duty."', []),
        ("He said «we see it as our duty».", []),
        ("He said ‘our duty’.", []),
        ("He said “we see … our duty to avenge”.", []),
        ("He said “we see [revenge] as our duty”.", []),
        ("He said “we  see\nit”.", []),
        ("He said “our duty … we see”.", ["our duty … we see"]),
        ("He said “we saw it as our duty”.", ["we saw it as our duty"]),
        ("It’s Iran’s duty, he said.", []),
    ],
)
def test_a_quotation_must_stand_word_for_word(text: str, missing: list[str]) -> None:
    sentences = ["“We see it as our duty to avenge him,” he said."]
    if "[revenge]" in text:
        sentences = ["“We see revenge as our duty to him,” he said."]
    assert missing_quotations(text, sentences) == missing


def test_a_quotation_may_run_on_into_the_next_cited_sentence() -> None:
    assert missing_quotations("“It rose. It fell.”", ["“It rose.", "It fell,” he said."]) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The river rose and the town was flooded.", "en"),
        ("Der Fluss stieg und die Stadt wurde überflutet.", "de"),
        ("Le fleuve est monté et les maisons ont été inondées.", "fr"),
        ("El río subió y las casas se inundaron en la ciudad.", "es"),
        ("Iran", None),
        ("Река поднялась", None),
        ("", None),
    ],
)
def test_the_language_of_a_text_is_known_by_its_little_words(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_scripts_differ_and_short_texts_do_not() -> None:
    assert languages_differ("Rain", "Дождь")
    assert not languages_differ("Rain", "Iran rain")
    assert not languages_differ("雨が降った", "雨")
    assert not languages_differ("12", "Дождь")


def test_what_is_only_given_as_somebody_s_word_is_attributed_and_not_supported() -> None:
    said = "The river Elbe burst its banks near Dresden on Wednesday, flooding {} homes."
    verdicts = [check_statement(said.format(number), [FLOOD]) for number in (240, 250)]
    assert [(each.supported, each.attributed, each.contradicted) for each in verdicts] == [
        (False, True, False),
        (False, False, True),
    ]
    assert verdicts[1].objections == (
        Objection(ObjectionKind.NUMBER, "250", "240", contradicts=True),
        Objection(ObjectionKind.ATTRIBUTION, there="Willy Brandt"),
    )
