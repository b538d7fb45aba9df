"""What an answer's notes say of articles that differ, that changed with time, or that were corrected."""

from collections.abc import Sequence
from datetime import date

import pytest

from assistant.answering.asking.understand import understand
from assistant.answering.comparing.disagreement import not_compared, notes_on
from assistant.answering.evidence.remarks import Remark
from assistant.language.sentences import split_sentences
from assistant.records.answers import NoteKind
from assistant.records.articles import Article
from assistant.records.evidence import Evidence, EvidenceArticle, Handle
from assistant.records.questions import Question

Told = tuple[str, str, str, str]  # source, day, title, text
FIRST, SECOND, THIRD = Handle(1, 1), Handle(2, 1), Handle(3, 1)


def notes(question: str, *articles: Told, cited: Sequence[Handle] = (FIRST,)) -> list[Remark]:
    parts = []
    for number, (source, day, title, text) in enumerate(articles, start=1):
        article = Article(f"{number:012}", f"{number}.txt", text, title, source, published=date.fromisoformat(day))
        parts.append(EvidenceArticle(number, article, split_sentences(text)))
    return notes_on(understand(Question(question, date(2024, 6, 30))), cited, Evidence(tuple(parts)))


MARCH = ("Gazette", "2024-06-01", "Thousands on the harbour march", "Some 9,000 people joined the harbour march.")
POLICE = ("Herald", "2024-06-02", "Harbour march ends", "The police put the harbour march at 4,000 people.")


def test_two_figures_for_one_thing_are_told_with_source_and_day() -> None:
    assert notes("How many people were on the harbour march?", MARCH, POLICE) == [
        Remark(
            NoteKind.DISAGREEMENT,
            "The articles differ: 9,000 (Gazette, 1 June 2024) and 4,000 (Herald, 2 June 2024).",
            (FIRST, SECOND),
        )
    ]


def test_a_count_that_rises_is_told_as_newer_and_the_newest_comes_first() -> None:
    found = notes(
        "How many people died in the flood?",
        ("Gazette", "2024-06-01", "Flood", "Three people are known to have died in the flood."),
        ("Herald", "2024-06-04", "Flood", "The death toll of the flood rose to four when a woman of 83 died."),
    )
    assert found == [
        Remark(
            NoteKind.DISAGREEMENT,
            "The figure has changed: first Three (Gazette, 1 June 2024), then four (Herald, 4 June 2024).",
            (FIRST, SECOND),
            latest=SECOND,
        )
    ]


def test_a_day_that_was_put_off_is_told_as_changed() -> None:
    found = notes(
        "When will the swing bridge reopen?",
        ("Gazette", "2024-03-01", "Swing bridge closes", "The swing bridge is to reopen on 31 March."),
        ("Herald", "2024-03-20", "Swing bridge late", "The swing bridge will now reopen on 30 April, not on 31 March."),
    )
    assert [(each.text, each.latest) for each in found] == [
        ("The day has changed: first 31 March (Gazette, 1 March 2024), then 30 April (Herald, 20 March 2024).", SECOND)
    ]


def test_a_correction_by_the_same_source_wins_and_is_named() -> None:
    found = notes(
        "How many jobs will go at the mill?",
        ("Gazette", "2024-06-01", "Mill to close", "At the mill 64 jobs will go."),
        ("Gazette", "2024-06-03", "Correction: the mill", "We wrote that 64 jobs would go. The correct number is 46."),
    )
    assert found == [
        Remark(
            NoteKind.CORRECTION,
            "Corrected by Gazette on 3 June 2024: 46, not 64.",
            (Handle(2, 2), FIRST),
            latest=Handle(2, 2),
        )
    ]


def test_a_notice_that_sets_the_right_figure_against_the_wrong_one_corrects() -> None:
    found = notes(
        "How many people were killed in the mill fire?",
        ("Gazette", "2024-06-01", "The mill", "The fire at the mill killed seven people."),
        ("Gazette", "2024-06-03", "Correction: the mill", "Our report was wrong. Five people were killed, not seven."),
    )
    assert [(each.text, each.handles) for each in found] == [
        ("Corrected by Gazette on 3 June 2024: Five, not seven.", (Handle(2, 2), FIRST))
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(("Herald", "2024-06-02", "Harbour march", "9,000 people were on the march."), id="the same"),
        pytest.param(("Herald", "2024-06-02", "Harbour march", "About 9,200 people joined the march."), id="rounded"),
        pytest.param(("Herald", "2024-06-02", "Harbour march", "The march had 40 drums."), id="another noun"),
        pytest.param(("Herald", "2024-06-02", "Harbour march", "Another 300 people watched the march."), id="a part"),
        pytest.param(("Herald", "2024-06-02", "Harbour march", "Last year 2,000 people came."), id="another time"),
        pytest.param(("Herald", "2024-06-02", "Beach", "On the beach lay 4,000 people."), id="another event"),
        pytest.param(("Herald", "2024-05-02", "Harbour march", "4,000 people joined the march."), id="weeks apart"),
        pytest.param(("Herald", "2024-06-02", "Harbour march", "90 people led the march."), id="a hundredth"),
    ],
)
def test_what_may_be_of_something_else_is_no_disagreement(other: Told) -> None:
    assert notes("How many people were on the harbour march?", MARCH, other) == []


def test_another_source_cannot_correct_a_report() -> None:
    found = notes(
        "How many jobs will go at the mill?",
        ("Gazette", "2024-06-01", "Mill to close", "At the mill 64 jobs will go."),
        ("Herald", "2024-06-03", "Correction: the quay", "We wrote that 64 jobs would go. The correct number is 46."),
    )
    assert [each.kind for each in found if each.kind is NoteKind.CORRECTION] == []


def test_only_questions_for_a_number_or_a_day_have_their_figures_compared() -> None:
    assert notes("Who was on the harbour march?", MARCH, POLICE) == []


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Which bridge was the most expensive?", "The swing bridge cost nine million.", "most"),
        ("What is the town’s oldest pub?", "The Anchor is older than the Bell.", "oldest"),
        ("Who was the first to cross?", "A baker crossed at dawn.", "first"),
        ("Who was the first to cross?", "First came a baker.", None),
        ("Which is the largest mill here?", "It is the largest mill of all.", None),
        ("Where is the forest?", "The forest is in the west.", None),
        ("What did the First Lady wear?", "She wore blue.", None),
        ("What was sold at the last minute?", "Wool was sold.", None),
        ("Who died in the last few months?", "Nobody died.", None),
        ("Which bridge cost more?", "The swing bridge cost nine million.", None),
    ],
)
def test_what_no_sentence_calls_the_most_or_the_first_was_not_compared(
    question: str, sentence: str, said: str | None
) -> None:
    article = Article("a" * 12, "a.txt", sentence, "News")
    evidence = Evidence((EvidenceArticle(1, article, split_sentences(sentence)),))
    found = not_compared(understand(Question(question, date(2024, 6, 30))), [FIRST], evidence)
    text = f"No sentence here says “{said}”: the articles were not compared."
    assert found == ([Remark(NoteKind.NOT_COMPARED, text, ())] if said else [])
