from datetime import date

import pytest

from assistant.articles.metadata.given import Field, Given
from assistant.articles.metadata.metadata import Metadata, given_by, settle
from assistant.articles.metadata.published import DateOrder, DateRule
from assistant.records.articles import Origin


def settled(**values: object) -> Metadata:
    return settle(given_by(values, Origin.COLUMN))


@pytest.mark.parametrize(
    ("field", "spellings"),
    [
        ("title", ["title", "Headline", "HEADING", "article_title", "name"]),
        ("source", ["source", "Publisher", "outlet", "publication", "newspaper", "siteName", "site"]),
        ("url", ["url", "link", "permalink", "href", "article-url", "webUrl"]),
        ("authors", ["author", "Authors", "byline", "By", "creator"]),
        (
            "published",
            [
                *("date", "Published", "published_at", "published on", "publishedAt", "publication date", "pubDate"),
                *("pub_date", "publish_date", "datePublished", "datetime", "timestamp", "created", "createdAt"),
            ],
        ),
    ],
)
def test_a_field_may_be_spelled_in_many_ways(field: str, spellings: list[str]) -> None:
    values = {"title": "Moon", "source": "Moon", "url": "Moon", "authors": "Moon", "published": "1969-07-20"}
    expected = settle([Given(Field(field), values[field], Origin.COLUMN)])
    assert [settled(**{spelling: values[field]}) for spelling in spellings] == [expected] * len(spellings)


def test_other_names_give_nothing() -> None:
    assert settled(summary="Moon", facts=["Moon"], edition="2024-08-01", category="space") == Metadata()


def test_the_preferred_spelling_wins_wherever_it_stands() -> None:
    metadata = settled(
        created="2020-01-01", name="file7", date="2024-08-01", headline="Moon landing", published_at="2024-08-02"
    )
    assert metadata == Metadata(
        title="Moon landing",
        published=date(2024, 8, 2),
        origins={"title": Origin.COLUMN, "published": Origin.COLUMN},
    )


def test_a_value_that_says_nothing_gives_way_to_the_next() -> None:
    metadata = settled(
        title="", headline="Moon landing", source=None, publisher="n/a", outlet="BBC", published="", date="2024-08-01"
    )
    assert metadata == Metadata(
        title="Moon landing",
        source="BBC",
        published=date(2024, 8, 1),
        origins={"title": Origin.COLUMN, "source": Origin.COLUMN, "published": Origin.COLUMN},
    )


def test_a_date_that_is_not_understood_is_remarked_on() -> None:
    assert settled(date="next week") == Metadata(
        remarks=("the date 'next week' is not used: it is not written in a way that is understood",)
    )


def test_a_date_that_is_not_understood_needs_no_remark_when_another_is() -> None:
    assert settled(published="next week", date="2024-05-03") == Metadata(
        published=date(2024, 5, 3), origins={"published": Origin.COLUMN}
    )


def test_a_day_that_does_not_exist_is_remarked_on_even_when_another_is_used() -> None:
    assert settled(published="31 April 2024", date="2024-05-01") == Metadata(
        published=date(2024, 5, 1),
        origins={"published": Origin.COLUMN},
        remarks=("the date '31 April 2024' is not used: there is no such day",),
    )


@pytest.mark.parametrize(
    ("value", "rule", "day", "how"),
    [
        ("03/05/2024", DateRule(), date(2024, 5, 3), "3 May 2024 (day first)"),
        ("03/05/2024", DateRule(DateOrder.MONTH_FIRST), date(2024, 3, 5), "5 March 2024 (month first)"),
        ("03/05/24", DateRule(latest_year=2027), date(2024, 5, 3), "3 May 2024 (day first, a year of two digits)"),
        ("13/05/24", DateRule(latest_year=2027), date(2024, 5, 13), "13 May 2024 (a year of two digits)"),
    ],
)
def test_how_a_date_that_could_be_another_was_read_is_remarked_on(
    value: str, rule: DateRule, day: date, how: str
) -> None:
    assert settle(given_by({"date": value}, Origin.COLUMN), rule) == Metadata(
        published=day,
        origins={"published": Origin.COLUMN},
        remarks=(f"the date {value!r} was read as {how}",),
    )


def test_the_order_that_the_file_shows_goes_before_the_usual_one() -> None:
    given = given_by({"date": "03/05/2024"}, Origin.COLUMN)
    assert settle(given, DateRule(), lambda _: DateOrder.MONTH_FIRST) == Metadata(
        published=date(2024, 3, 5),
        origins={"published": Origin.COLUMN},
        remarks=("the date '03/05/2024' was read as 5 March 2024 (month first)",),
    )


def test_the_day_of_the_last_change_stands_in_and_never_goes_before_that_of_publication() -> None:
    assert settled(updated="2024-08-03", created="2024-08-01") == Metadata(
        published=date(2024, 8, 1), origins={"published": Origin.COLUMN}
    )
    assert settled(updated_at="2024-08-03") == Metadata(
        published=date(2024, 8, 3),
        origins={"published": Origin.COLUMN},
        remarks=("the day of its last change, 3 August 2024, stands for that of publication, which is not given",),
    )


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Neil Armstrong", ("Neil Armstrong",)),
        ("By Neil Armstrong and Buzz Aldrin", ("Neil Armstrong", "Buzz Aldrin")),
        ("Neil Armstrong, Buzz Aldrin and Michael Collins", ("Neil Armstrong", "Buzz Aldrin", "Michael Collins")),
        ("Neil Armstrong, Buzz Aldrin, and Michael Collins", ("Neil Armstrong", "Buzz Aldrin", "Michael Collins")),
        ("Neil Armstrong; Aldrin, Buzz", ("Neil Armstrong", "Aldrin, Buzz")),
        ("Martin Luther King, Jr., and Sanders", ("Martin Luther King, Jr.", "Sanders")),
        (["Neil Armstrong", "Buzz Aldrin"], ("Neil Armstrong", "Buzz Aldrin")),
        ([{"name": "Neil Armstrong"}, {"@type": "Person", "name": "Buzz Aldrin"}], ("Neil Armstrong", "Buzz Aldrin")),
        ({"name": "Neil Armstrong", "url": "https://example.org"}, ("Neil Armstrong",)),
        ("['Neil Armstrong', 'Buzz Aldrin']", ("Neil Armstrong", "Buzz Aldrin")),
        ('["Neil Armstrong", "Buzz Aldrin"]', ("Neil Armstrong", "Buzz Aldrin")),
        ("Neil Armstrong, Neil Armstrong", ("Neil Armstrong",)),
        ("Neil Armstrong, NEIL ARMSTRONG", ("Neil Armstrong",)),
        ("Written by Neil Armstrong | 20 July 1969", ("Neil Armstrong",)),
        ("Author: Neil Armstrong, space correspondent · Buzz Aldrin", ("Neil Armstrong", "Buzz Aldrin")),
        ("Neil Armstrong (armstrong@example.org), @buzz", ("Neil Armstrong",)),
        ("A. Writer, B. Writer", ("A. Writer", "B. Writer")),
        ("armstrong@example.org", ()),
        ("Staff writer", ("Staff writer",)),
        (["admin", "Neil Armstrong"], ("Neil Armstrong",)),
        ("https://example.org/armstrong", ()),
        ("None", ()),
        ([], ()),
        ([None, 3.5, ["x"]], ("3.5", "x")),
        (7, ("7",)),
        (None, ()),
    ],
)
def test_authors_come_as_text_or_lists_of_many_shapes(value: object, authors: tuple[str, ...]) -> None:
    assert settled(author=value).authors == authors


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("BBC News", "BBC News"),
        ({"id": "bbc", "name": "BBC News"}, "BBC News"),
        ([{"name": "BBC News"}], "BBC News"),
        ("  BBC\n News\x1b[31m ", "BBC News"),
        ({"id": 3}, None),
        ([], None),
    ],
)
def test_a_source_may_be_a_name_or_an_object_with_one(value: object, source: str | None) -> None:
    assert settled(source=value).source == source


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("example.org/a", "example.org/a"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("see the front page", None),
        ({"href": "https://example.org"}, None),
        ("", None),
    ],
)
def test_an_address_that_can_act_is_none(value: object, url: str | None) -> None:
    assert settled(url=value).url == url


def test_a_very_long_title_is_cut() -> None:
    assert settled(title="moon " * 100).title == "moon " * 59 + "moon…"
