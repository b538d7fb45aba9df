"""The days that are asked for bound a timeline."""

from datetime import date

import pytest

from assistant.answering.timeline.events import Report
from assistant.answering.timeline.timeline_topic import Topic
from assistant.records.answers import DayFrom
from assistant.records.articles import Article, Sentence
from assistant.records.questions import Filters, Question, Understood

JUNE = Filters(since=date(2022, 6, 1), until=date(2022, 6, 30))
ARTICLE = Article(id="a1", path="a.txt", text="It rained.", title="Rain", published=date(2022, 10, 20))


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        ((2022, 6, 1), (2022, 6, 1), True),
        ((2022, 5, 31), (2022, 5, 31), False),
        ((2022, 5, 30), (2022, 6, 2), True),  # of an event of some days one is enough
        ((2022, 6, 29), (2022, 7, 3), True),
        ((2022, 6, 1), (2022, 6, 30), True),  # "in June"
        ((2022, 1, 1), (2022, 10, 20), False),  # "this year": it need not have been in June
        ((2022, 6, 15), (2022, 12, 31), False),
        ((2022, 1, 1), (2022, 6, 15), False),
    ],
)
def test_an_event_counts_whose_days_lie_within_them(
    first: tuple[int, int, int], last: tuple[int, int, int], holds: bool
) -> None:
    report = Report(
        article=ARTICLE,
        sentence=Sentence(0, 0, len(ARTICLE.text), 0),
        first=date(*first),
        last=date(*last),
        day_from=DayFrom.NAMED,
        planned=False,
        weak=False,
        leads=True,
        worth=1.0,
    )
    topic = Topic("rain", Question("rain", date(2022, 12, 1)), (JUNE,), Understood())
    assert topic.bounds_hold(report) is holds
