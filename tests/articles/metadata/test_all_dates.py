from datetime import date

import pytest

from assistant.articles.metadata.all_dates import strongest_first
from assistant.articles.metadata.build import article_of_file
from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.articles.metadata.metadata import settle
from assistant.records.articles import Origin

ADDRESS = Given(Field.URL, "https://example.org/2024/08/05/ferry", Origin.HEADER)
SHOWN = Given(Field.PUBLISHED, "2024-08-07", Origin.PAGE)
# From the strongest to the weakest, each of another day.
GIVEN = (
    Given(Field.PUBLISHED, "2024-08-01", Origin.HEADER),
    Given(Field.UPDATED, "2024-08-04", Origin.META_TAG),
    Given(Field.PUBLISHED, "2024-08-06", Origin.PROPERTIES),
)
TEXT = "VERRICK, 3 August 2024 — The ferry sank."
FILE_NAME = "2024-08-02-ferry.txt"


@pytest.mark.parametrize(
    ("given", "text", "file_name", "day", "origin"),
    [
        ((*GIVEN, ADDRESS), TEXT, FILE_NAME, 1, Origin.HEADER),
        ((*GIVEN[1:], ADDRESS), TEXT, FILE_NAME, 2, Origin.FILE_NAME),
        ((*GIVEN[1:], ADDRESS), TEXT, "ferry.txt", 3, Origin.DATELINE),
        ((*GIVEN[1:], ADDRESS), "The ferry sank.", "ferry.txt", 5, Origin.ADDRESS),
        ((*GIVEN[1:], SHOWN), "The ferry sank.", "ferry.txt", 7, Origin.PAGE),
        (GIVEN[1:], "The ferry sank.", "ferry.txt", 4, Origin.META_TAG),
        (GIVEN[2:], "The ferry sank.", "ferry.txt", 6, Origin.PROPERTIES),
    ],
)
def test_the_strongest_date_there_is_is_used(
    given: tuple[Given, ...], text: str, file_name: str, day: int, origin: Origin
) -> None:
    for order in (given, given[::-1]):
        metadata = settle(strongest_first(order, text, file_name))
        assert (metadata.published, metadata.origins["published"]) == (date(2024, 8, day), origin)


def test_an_article_may_have_no_date_at_all() -> None:
    article = article_of_file(RawArticle("The ferry sank."), "ferry.txt")
    assert (article.published, article.remarks) == (None, ())


@pytest.mark.parametrize(
    ("text", "day"),
    [("It closed on 13/05/2024.", date(2024, 5, 3)), ("It closed on 05/13/2024.", date(2024, 3, 5))],
)
def test_the_other_dates_of_a_file_show_in_which_order_it_writes_them(text: str, day: date) -> None:
    given = (Given(Field.PUBLISHED, "03/05/2024", Origin.HEADER),)
    assert article_of_file(RawArticle(text, given), "ferry.txt").published == day


@pytest.mark.parametrize(
    "text",
    [
        "It closed on 05/13/2024 and on 13/05/2024.",
        "It closed on 05/05/2024.",
        "It closed on 31/04/2024 and 04/31/2024.",
        "Version 05.13.2024.1, page 05/13/2024/x.",
        "The score was 05/13/24.",
    ],
)
def test_dates_that_show_no_order_leave_the_usual_one(text: str) -> None:
    given = (Given(Field.PUBLISHED, "03/05/2024", Origin.HEADER),)
    assert article_of_file(RawArticle(text, given), "ferry.txt").published == date(2024, 5, 3)
