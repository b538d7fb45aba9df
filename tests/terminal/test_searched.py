from datetime import date

import pytest

from assistant.records.answers import LeftOut
from assistant.records.questions import Filters, Understood
from assistant.terminal.searched import searched_line

JULY = Filters(since=date(2024, 7, 1), until=date(2024, 7, 31))
TIDE = Filters(sources=("The Tide",), since=date(2024, 7, 3), until=date(2024, 7, 3))


@pytest.mark.parametrize(
    ("understood", "left_out", "said"),
    [
        (Understood(), LeftOut(undated_articles=3), None),
        (Understood(latest=True), LeftOut(), None),
        (
            Understood((JULY,)),
            LeftOut(undated_articles=3),
            "Searched: articles from 2024-07-01 to 2024-07-31; 3 undated left out (--literal searches all).",
        ),
        (
            Understood((Filters(since=JULY.since),)),
            LeftOut(),
            "Searched: articles since 2024-07-01 (--literal searches all).",
        ),
        (
            Understood((Filters(until=JULY.until),)),
            LeftOut(),
            "Searched: articles up to 2024-07-31 (--literal searches all).",
        ),
        (
            Understood((TIDE, Filters(sources=("Wire 1", "Wire 2")))),
            LeftOut(),
            "Searched first: articles of The Tide of 2024-07-03; articles of Wire 1 and Wire 2 (--literal"
            " searches all).",
        ),
        (
            Understood((Filters(since=date(2023, 1, 1), until=date(2023, 12, 31)),)),
            LeftOut(undated_articles=0),
            "Searched first: articles from 2023-01-01 to 2023-12-31 (--literal searches all).",
        ),
        (
            Understood((JULY,), seen_from=date(2024, 8, 1)),
            LeftOut(),
            "Searched: articles from 2024-07-01 to 2024-07-31, counted from the newest article here, of 2024-08-01"
            " (--literal searches all).",
        ),
        (
            Understood(absent=("the Times",)),
            LeftOut(),
            "No article here is from the Times. All articles were searched.",
        ),
        (
            Understood((TIDE,), absent=("the Times", "the Post")),
            LeftOut(),
            "No article here is from the Times or the Post. Searched: articles of The Tide of 2024-07-03 (--literal"
            " searches all).",
        ),
        (
            Understood((JULY,), given_up=True),
            LeftOut(),
            "Nothing there answers: articles from 2024-07-01 to 2024-07-31. All articles were searched.",
        ),
    ],
)
def test_what_was_searched_is_said_with_its_days(understood, left_out, said):
    assert searched_line(understood, left_out) == said


def test_a_time_after_the_newest_article_is_told_from_one_of_which_nothing_answers() -> None:
    understood = Understood((Filters(since=date(2026, 11, 16), until=date(2026, 11, 22)),), given_up=True)
    assert searched_line(understood, LeftOut(), date(2024, 8, 1)) == (
        "No article is from that time: articles from 2026-11-16 to 2026-11-22. The newest is of 2024-08-01"
        " (--as-of asks as of an earlier day)."
    )
    assert searched_line(understood, LeftOut(), date(2026, 11, 20)) == (
        "Nothing there answers: articles from 2026-11-16 to 2026-11-22. All articles were searched."
    )
