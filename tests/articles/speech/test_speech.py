"""Who says what in an article: tables of sentences about people of history, and promises for every text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.articles.speech.speech import find_utterances
from assistant.language.quotations import find_quotations
from assistant.language.sentences import split_sentences
from assistant.records.articles import Article
from assistant.records.speech import LEAST_CONFIDENCE as LEAST
from assistant.records.speech import Utterance


def utterances(text: str) -> tuple[Utterance, ...]:
    return find_utterances(Article("a", "a.txt", text, "A title"), split_sentences(text))


def found(text: str) -> list[tuple[str, str, str]]:
    """Speaker, way of speaking and words of what is claimed."""
    return [
        (each.speaker, each.kind.value, text[slice(*each.said)])
        for each in utterances(text)
        if each.confidence >= LEAST
    ]


CASES = [
    # direct speech
    ("“The spirals are real,” Edwin Hubble said.", [("Edwin Hubble", "direct", "“The spirals are real,”")]),
    (
        "“The spirals are real,” said Edwin Hubble, an astronomer.",
        [("Edwin Hubble", "direct", "“The spirals are real,”")],
    ),
    (
        '"The spirals are real," astronomer Edwin Hubble told reporters.',
        [("Edwin Hubble", "direct", '"The spirals are real,"')],
    ),
    ("‘The spirals are real,’ said Edwin Hubble.", [("Edwin Hubble", "direct", "‘The spirals are real,’")]),
    ("Edwin Hubble said: “The spirals are real.”", [("Edwin Hubble", "direct", "“The spirals are real.”")]),
    (
        "“The spirals are real,” Prof. Edwin Hubble, the director of the survey, said on Monday.",
        [("Edwin Hubble", "direct", "“The spirals are real,”")],
    ),
    ("Edwin Hubble: “The spirals are real.”", [("Edwin Hubble", "direct", "“The spirals are real.”")]),
    (
        "“The spirals,” Edwin Hubble said, “are galaxies.”",
        [("Edwin Hubble", "direct", "“The spirals,” Edwin Hubble said, “are galaxies.”")],
    ),
    (
        "“Look. They are galaxies,” said Edwin Hubble. “Nothing else.”",
        [
            ("Edwin Hubble", "direct", "“Look."),
            ("Edwin Hubble", "direct", "They are galaxies,”"),
            ("Edwin Hubble", "direct", "“Nothing else.”"),
        ],
    ),
    (
        "“Look,” said Edwin Hubble.\n\n“They are galaxies. All of them.”",
        [
            ("Edwin Hubble", "direct", "“Look,”"),
            ("Edwin Hubble", "direct", "“They are galaxies."),
            ("Edwin Hubble", "direct", "All of them.”"),
        ],
    ),
    ("„Die Nebel sind fern“, sagte Max Wolf.", [("Max Wolf", "direct", "„Die Nebel sind fern“")]),
    (
        "« Les nébuleuses sont loin », a déclaré Henri Poincaré.",
        [("Henri Poincaré", "direct", "« Les nébuleuses sont loin »")],
    ),
    ("«Las nebulosas están lejos», dijo Josep Comas.", [("Josep Comas", "direct", "«Las nebulosas están lejos»")]),
    # indirect speech
    ("Marie Curie said that radium glows.", [("Marie Curie", "indirect", "radium glows")]),
    ("Marie Curie said radium was dangerous.", [("Marie Curie", "indirect", "radium was dangerous")]),
    ("Radium was dangerous, Marie Curie said on Friday.", [("Marie Curie", "indirect", "Radium was dangerous")]),
    ("Radium was dangerous, according to Marie Curie.", [("Marie Curie", "indirect", "Radium was dangerous")]),
    (
        "According to the foreign ministry, the talks failed.",
        [("the foreign ministry", "indirect", "the talks failed")],
    ),
    (
        "Three French officials said the talks had failed.",
        [("Three French officials", "indirect", "the talks had failed")],
    ),
    ("The company warned that prices would rise.", [("The company", "indirect", "prices would rise")]),
    (
        "Secretary of State George Marshall told reporters that Europe needed help.",
        [("George Marshall", "indirect", "Europe needed help")],
    ),
    (
        "The Association of French Mayors said the roads were bad.",
        [("Association of French Mayors", "indirect", "the roads were bad")],
    ),
    # mixed
    ("Marie Curie said the work was “hard and slow”.", [("Marie Curie", "mixed", "the work was “hard and slow”")]),
    (
        "“It glows,” Marie Curie said, adding that it was warm.",
        [("Marie Curie", "direct", "“It glows,”"), ("Marie Curie", "indirect", "it was warm")],
    ),
    (
        "Marie Curie said it grew, and Pierre Curie said it shrank.",
        [("Marie Curie", "indirect", "it grew"), ("Pierre Curie", "indirect", "it shrank")],
    ),
    # the fullest name, and pronouns
    ("Marie Curie works in Paris.\n\n“It glows,” Curie said.", [("Marie Curie", "direct", "“It glows,”")]),
    (
        "“It glows,” said Marie Curie. She said the work was hard.",
        [("Marie Curie", "direct", "“It glows,”"), ("Marie Curie", "indirect", "the work was hard")],
    ),
    ("Mrs. Curie said it glows. Marie Curie lives in Paris.", [("Marie Curie", "indirect", "it glows")]),
    # no speech
    ("She read “War and Peace” on the train.", []),
    ("The “so-called” peace did not last.", []),
    ("“War and Peace” is a long book.", []),
    ("Marie Curie did not say that radium glows.", []),
    ("It is believed that radium glows.", []),
    ("The event, announced Monday, will be held in Paris.", []),
    ("The United States report on Monday listed two towns.", []),
    ("Marie Curie says radium glows", []),  # a heading
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_says_what_is_found_in_a_sentence(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_a_pronoun_that_two_people_near_could_be_is_not_claimed() -> None:
    text = "Marie Curie was in Paris. Irène Curie was there. Lise Meitner left early.\n\nShe said radium glows."
    assert [each.confidence < LEAST for each in utterances(text)] == [True]


def test_a_pronoun_without_anybody_near_stays_a_pronoun() -> None:
    text = "It rained. He said radium glows."
    assert [(each.speaker, each.confidence < LEAST) for each in utterances(text)] == [("He", True)]


def test_no_speaker_is_taken_from_inside_a_quotation() -> None:
    text = "“Pierre said it glows,” Marie Curie said."
    assert found(text) == [("Marie Curie", "direct", "“Pierre said it glows,”")]


def test_an_acronym_that_the_article_explains_stands_for_the_whole_name() -> None:
    text = "The International Astronomical Union (IAU) met. The IAU said nine planets were too many."
    assert found(text) == [("International Astronomical Union", "indirect", "nine planets were too many")]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a “b” c", ["“b”"]),
        ('a "b" c', ['"b"']),
        ("a ‘b c,’ d", ["‘b c,’"]),
        ("the officials’ words, it’s 5'9\" tall", []),
        ("„b“ und »c« et « d »", ["„b“", "»c«", "« d »"]),
        ("He said: “first\n\n“second” and", ["“first", "“second”"]),
    ],
)
def test_quotations_of_every_style_are_found(text: str, quoted: list[str]) -> None:
    assert [text[each.start : each.end] for each in find_quotations(text)] == quoted


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("“”\"'‘’«»„,.:;!? \nAbc—()") | st.characters(), max_size=200))
def test_every_span_lies_in_its_text(text: str) -> None:
    for each in utterances(text):
        assert 0 <= each.said[0] < each.said[1] <= len(text)
        assert 0 <= each.confidence <= 1
        if each.mention:
            assert text[slice(*each.mention)]


@pytest.mark.parametrize(
    "text",
    [
        "“" * 20_000,
        "‘a " * 20_000,
        "said " * 20_000,
        "Aa " * 20_000,
        "Aa, " * 20_000,
        ("Aa said, " * 8_000) + "said",
        ("according to " * 10_000),
        "“a,” said Bb Cc. " * 4_000,
        "he said he said that she told him " * 3_000,
    ],
)
def test_a_hostile_text_is_read_in_time_that_grows_with_its_words(text: str) -> None:
    sentences = split_sentences(text)
    began = time.process_time()
    find_utterances(Article("a", "a.txt", text, "A title"), sentences)
    assert time.process_time() - began < 20  # a quadratic one takes minutes


@pytest.mark.parametrize("unclosed", ["wort „ ", "wort »x ", "a “b c ", "a 「"])
def test_marks_that_nothing_closes_are_looked_for_once(unclosed: str) -> None:
    text = unclosed * (240_000 // len(unclosed))
    began = time.process_time()
    assert find_quotations(text) == []
    assert time.process_time() - began < 1  # to the end of the line for each mark takes 2 to 20 seconds
