import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.asking.sources_in_question import find_sources

SOURCES = (
    *("Time", "Fortune", "Wired", "The Hill", "The Guardian", "The Week", "The Age", "Today", "The Independent"),
    *("The Verrick Courier", "Sorrel Evening Post", "The Night Post", "Radio Tamble 94.6", "Harbour & Trade"),
    *("TechCrunch", "The Verge", "CBSSports.com", "Sporting News", "USA Today", "BBC News - Arts", "BBC News - Health"),
    *("The New York Times", "City of Port Verrick, Press Office", "Nature", "People"),
)


def named(question: str) -> list[str]:
    """The words that name a source."""
    return [each.text for each in find_sources(question, SOURCES)]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did the Courier report about the ferry?", ["the Courier"]),
        ("what did the courier report about the ferry", ["the courier"]),
        ("What did the courier write about the flood in July?", ["the courier"]),
        ("According to the Evening Post, who won?", ["the Evening Post"]),
        ("What was in the Guardian about the strike?", ["the Guardian"]),
        ("Is the article in Time about the launch true?", ["Time"]),
        ("What did Fortune say about the trial?", ["Fortune"]),
        ("Who, as reported by Wired, left the board?", ["Wired"]),
        ("What did People magazine report?", ["People"]),
        ("What did Radio Tamble say about the pumps?", ["Radio Tamble"]),
        ("What did harbour and trade report on the port?", ["harbour and trade"]),
        ("How do the TechCrunch and Verge reports differ?", ["the TechCrunch", "Verge"]),
        ("Did ‘The Verge’ article of 3 May agree with the one from CBS Sports?", ["The Verge", "CBS Sports"]),
        ("the verge article on phones", ["the verge"]),
        ("NYT article on the trial", ["NYT"]),
        ("What does the BBC say about chips?", ["the BBC"]),
        ("Which number did the Courier get wrong in its story on the clinic?", ["the Courier"]),
        ("What did Sporting News' earlier report predict?", ["Sporting News"]),
    ],
)
def test_a_source_is_recognised_where_it_stands_as_who_reported(question, words):
    assert named(question) == words


@pytest.mark.parametrize(
    "question",
    [
        "What did the goalkeeper's guardian say?",
        "what did the guardian say",
        "What happened in time for Christmas?",
        "Who lost a fortune in the crash?",
        "Which house stands on the hill?",
        "What happened this week?",
        "What was in the news in the week of 3 May?",
        "How many people were on the verge of quitting?",
        "Who owns the Verrick Courier?",
        "What did CBS Sports pay for the rights?",
        "Why did TechCrunch dismiss its editor?",
        "What did TechCrunch's owner promise?",
        "Who was TIME magazine's person of the year?",
        "What did people say about the fire?",
        "What did nature lose?",
        "What did the independent report conclude?",
        "When did the courier report to the police?",
        "According to the Post, how many died?",  # there are two
        "Apart from the Courier, who reported the leak?",
        "What was decided in Port Verrick?",
        "What did the City of Port Verrick announce?",
        "What Happened In Time For The Guardian Of The Child?",
        "How did trade with China develop?",
    ],
)
def test_an_ordinary_word_or_what_is_reported_on_is_no_source(question):
    assert named(question) == []


def test_sections_of_one_outlet_are_meant_together():
    (found,) = find_sources("What did BBC News report?", SOURCES)
    assert found.sources == ("BBC News - Arts", "BBC News - Health")


@given(st.text(max_size=80))
def test_what_is_found_are_words_of_the_question_and_sources_there_are(question):
    for each in find_sources(question, SOURCES):
        assert question[each.start : each.end] == each.text
        assert set(each.sources) <= set(SOURCES)
