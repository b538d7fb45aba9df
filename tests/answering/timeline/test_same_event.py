"""Reports of one event become one, with their sources counted; others stay apart."""

from datetime import date

import pytest

from assistant.answering.timeline.events import reports_in
from assistant.answering.timeline.same_event import Happening, merged
from assistant.answering.timeline.superseded import superseded
from assistant.answering.timeline.timeline_notes import notes_on
from assistant.language.sentences import split_sentences
from assistant.models.local_embedder import LocalEmbedder
from assistant.records.articles import Article
from assistant.records.time import DateExpression
from assistant.time.date_expressions import find_dates


def article(name: str, source: str, published: date, text: str, title: str = "News") -> Article:
    return Article(id=name, path=f"{name}.txt", text=text, title=title, source=source, published=published)


def happenings(*articles: Article) -> list[Happening]:
    reports = []
    for each in articles:
        sentences = split_sentences(each.text)
        dates: dict[int, list[DateExpression]] = {}
        for found in find_dates(each.text, each.published):
            number = next(sentence.number for sentence in sentences if sentence.start <= found.start < sentence.end)
            dates.setdefault(number, []).append(found)
        reports += reports_in(each, sentences, dates)
    return merged(reports, LocalEmbedder())


def shown(found: list[Happening]) -> list[str]:
    return [f"{each.first} {', '.join(each.source_names)}: {each.best.text}" for each in found]


COURIER = article(
    "a1",
    "Courier",
    date(2025, 2, 19),
    "The River Tamble burst its banks on Tuesday and flooded 410 homes in the Lower Town.",
)
POST = article(
    "b2",
    "Post",
    date(2025, 2, 20),
    "Some 240 homes were flooded when the River Tamble burst its banks in the Lower Town on 18 February.",
)
STRIKE = article(
    "c3", "Post", date(2025, 2, 18), "Crews of the Skarrow Line walked out on Tuesday over pay and rosters."
)


def test_two_sources_reports_of_one_event_are_one_and_another_of_that_day_is_not() -> None:
    found = happenings(COURIER, POST, STRIKE)
    assert shown(found) == [
        f"2025-02-18 Courier, Post: {COURIER.text}",
        f"2025-02-18 Post: {STRIKE.text}",
    ]


def test_the_order_in_which_reports_come_does_not_matter() -> None:
    assert shown(happenings(COURIER, POST, STRIKE)) == shown(happenings(STRIKE, POST, COURIER))


def test_what_copies_another_sources_text_adds_no_source() -> None:
    copy = article("d4", "Evening News", date(2025, 2, 19), COURIER.text)
    (found,) = happenings(COURIER, copy)
    assert ([each.article.id for each in found.reports], found.source_names) == (["a1", "d4"], ("Courier",))


def test_the_same_matter_on_two_days_is_two_events() -> None:
    again = article(
        "e5",
        "Post",
        date(2025, 3, 20),
        "The River Tamble burst its banks on Wednesday and flooded 12 homes in the Lower Town.",
    )
    assert [str(each.first) for each in happenings(COURIER, again)] == ["2025-02-18", "2025-03-19"]


def test_reports_that_differ_in_a_figure_are_noted() -> None:
    (found,) = happenings(COURIER, POST)
    numbers = {report.key: number for number, report in enumerate(found.reports, start=1)}
    assert [note.text for note in notes_on(found, lambda report: numbers[report.key])] == [
        "Reports differ: 410 homes (Courier, 19 February 2025) and 240 homes (Post, 20 February 2025)."
    ]


PLAN = article(
    "p1", "Courier", date(2025, 2, 3), "The swing bridge will reopen to traffic on 31 March 2025, the city said."
)


@pytest.mark.parametrize(
    ("later", "is_superseded"),
    [
        ("The swing bridge will reopen to traffic on 30 April 2025, and not on 31 March 2025.", True),
        ("The reopening of the swing bridge has been put off to 30 April 2025.", True),
        ("The swing bridge reopened to traffic on 2 April 2025.", True),
        ("The swing bridge was to have reopened on 31 March 2025.", True),
        ("The ferry to the islands will sail again on 30 April 2025, the company said.", False),
        ("Painters will begin to paint the swing bridge on 30 April 2025.", False),
    ],
)
def test_a_plan_that_a_later_article_moved_or_overtook_is_superseded(later: str, is_superseded: bool) -> None:
    found = happenings(PLAN, article("p2", "Courier", date(2025, 4, 3), later))
    place = next(at for at, each in enumerate(found) if any(report.article.id == "p1" for report in each.reports))
    replaced = superseded(found, LocalEmbedder())
    assert [report.article.id for report in replaced.get(place, ())] == ["p2"] * is_superseded


def test_a_leading_sentence_without_a_day_is_of_the_day_of_publication() -> None:
    (found,) = happenings(
        article("l1", "Post", date(2025, 6, 4), "Prosecutors have opened an investigation into the port.")
    )
    assert (found.first, found.day_from.value) == (date(2025, 6, 4), "published")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Opinion: A bridge is a promise", "The mayor has broken her promise to the city."),
        ("How the bridge was lost", "The mayor has broken her promise to the city."),
        ("News", "While the mayor slept, the bridge was closed."),
        ("News", "The bridge is a handsome sight in the morning."),
    ],
)
def test_an_opinion_an_explainer_or_a_description_leads_with_no_event(title: str, text: str) -> None:
    assert happenings(article("o1", "Post", date(2025, 6, 4), text, title)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Editor's note: This story was published on Monday and was corrected on Tuesday.",
        "Correction: The ferry to the islands was closed on Monday.",
        "Update: The ferry to the islands was closed on Monday.",
        "This article was originally published on Monday by the harbour office.",
        "People walk through a street that was flooded on Monday.",
        "The swing bridge is pictured after it was closed on Monday.",
    ],
)
def test_what_a_page_says_of_itself_or_of_a_picture_is_no_event(text: str) -> None:
    assert happenings(article("n1", "Post", date(2025, 6, 4), text)) == []


def test_what_is_seen_as_something_is_no_picture() -> None:
    (found,) = happenings(
        article("n2", "Post", date(2025, 6, 4), "The ferry, which is seen as vital, was closed on Monday.")
    )
    assert found.first == date(2025, 6, 2)
