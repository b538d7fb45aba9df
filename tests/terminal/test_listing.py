from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.index.storage.set_days import OwnDate
from assistant.records.articles import Article, IndexReport, Origin, SkippedFile
from assistant.terminal.layout import cells
from assistant.terminal.listing import render_article, render_articles, render_dated, render_index_report
from terminal.moon import APOLLO, CHANGE, LANDED, LUNA, STEPPED

LONG = replace(
    APOLLO,
    title="A title in Latin and 汉字 that goes on for longer than any column of a table is wide, " * 3,
    source="The Quarterly Review of Very Long Names and Their Consequences",
)
ARTICLES = (APOLLO, LUNA, CHANGE)
TODAY = date(2021, 1, 1)


def test_articles_stand_in_columns() -> None:
    assert (
        render_articles(ARTICLES, width=80, colour=False, today=TODAY)
        == """\
id            date        source  title
a11a11a11a11  1969-07-21  NASA    Apollo 11 lands on the Moon
1a9a1a9a1a9a  undated             Luna 9 made the first soft landing on the Moon
                                  in… (title from the lead)
c5c5c5c5c5c5  2020-12-17  新华社  嫦娥五号带回月球样品

3 articles, 2 sources, 21 July 1969 to 17 December 2020, 1 undated
"""
    )


def test_a_long_source_and_title_go_on_below_in_their_columns() -> None:
    assert (
        render_articles([LONG, CHANGE], width=95, colour=False, today=TODAY)
        == """\
id            date        source                    title
a11a11a11a11  1969-07-21  The Quarterly Review of   A title in Latin and 汉字 that goes on for
                          Very Long Names and       longer than any column of a table is wide,
                          Their Consequences        A title in Latin and 汉字 that goes on for
                                                    longer than any column of a table is wide,
                                                    A title in Latin and 汉字 that goes on for
                                                    longer than any column of a table is wide,
c5c5c5c5c5c5  2020-12-17  新华社                    嫦娥五号带回月球样品

2 articles, 2 sources, 21 July 1969 to 17 December 2020
"""
    )


def test_on_a_narrow_terminal_an_article_takes_lines_instead_of_columns() -> None:
    assert (
        render_articles(ARTICLES, width=40, colour=False, today=TODAY)
        == """\
a11a11a11a11 1969-07-21 NASA
    Apollo 11 lands on the Moon
1a9a1a9a1a9a undated
    Luna 9 made the first soft landing
    on the Moon in… (title from the
    lead)
c5c5c5c5c5c5 2020-12-17 新华社
    嫦娥五号带回月球样品

3 articles, 2 sources, 21 July 1969 to
17 December 2020, 1 undated
"""
    )


def test_no_line_of_the_table_is_wider_than_the_terminal_and_no_word_of_it_is_lost() -> None:
    articles = [LONG, *ARTICLES]
    for width in range(40, 201):
        lines = render_articles(articles, width=width, colour=False, today=TODAY).splitlines()
        assert [text for text in lines if cells(text) > width] == []
        words = " ".join(lines).split()
        for article in articles:
            assert [word for word in article.title.split() if word not in words] == []


@pytest.mark.parametrize(
    ("articles", "summary"),
    [
        ((), "0 articles\n"),
        (
            (LUNA,),
            "1a9a1a9a1a9a undated\n    Luna 9 made the first soft landing on the Moon\n    in… (title from the lead)"
            "\n\n1 article, 1 undated\n",
        ),
        (
            (CHANGE,),
            "c5c5c5c5c5c5 2020-12-17 新华社\n    嫦娥五号带回月球样品\n\n1 article, 1 source, 17 December 2020\n",
        ),
    ],
)
def test_the_last_line_counts_articles_sources_and_days(articles: tuple[Article, ...], summary: str) -> None:
    assert render_articles(articles, width=50, colour=False, today=TODAY) == summary


def test_an_article_shows_each_field_with_its_origin_then_its_text() -> None:
    assert (
        render_article(APOLLO, width=60, colour=False)
        == """\
title      Apollo 11 lands on the Moon (front matter)
source     NASA (front matter)
published  21 July 1969, 1969-07-21T02:56:00+00:00 (front
           matter)
authors    Neil Armstrong, Buzz Aldrin and Michael Collins
           (column)
url        https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns (meta tag)
path       moon/apollo-11.md
id         a11a11a11a11

Apollo 11 landed on the Moon on 20 July 1969 with Neil
Armstrong and Buzz Aldrin aboard. Michael Collins stayed in
lunar orbit.

Armstrong stepped onto the surface at 02:56 UTC on 21 July.
Aldrin followed 19 minutes later.
"""
    )


@pytest.mark.parametrize("width", [80, 40])
def test_an_article_dated_in_the_future_is_marked_and_counted(width: int) -> None:
    shown = " ".join(render_articles(ARTICLES, width=width, colour=False, today=date(2020, 12, 16)).split())
    assert "嫦娥五号带回月球样品 (dated in the future)" in shown
    assert shown.endswith("1 undated, 1 dated in the future")


@pytest.mark.parametrize(
    ("published", "origin", "own", "said"),
    [
        (
            date(1969, 7, 22),
            Origin.SET,
            OwnDate(date(1969, 7, 21), "1969-07-21T03:00:00+00:00", Origin.FRONT_MATTER),
            "22 July 1969, set by hand; its own date: 21 July 1969 (front matter)\n",
        ),
        (date(1969, 7, 22), Origin.SET, OwnDate(), "22 July 1969, set by hand; its own date: none\n"),
        (
            date(2069, 7, 22),
            Origin.SET,
            OwnDate(),
            "22 July 2069, set by hand, which is in the future; its own date: none\n",
        ),
        (
            date(1969, 7, 21),
            Origin.HEADER,
            OwnDate(date(1969, 7, 21), None, Origin.HEADER),
            "its own date again: 21 July 1969 (header)\n",
        ),
        (None, None, OwnDate(), "its own date again: none\n"),
    ],
)
def test_a_day_set_by_hand_is_shown_with_the_articles_own(
    published: date | None, origin: Origin | None, own: OwnDate, said: str
) -> None:
    article = replace(APOLLO, published=published, origins={"published": origin} if origin else {})
    shown = render_dated(article, own, width=80, colour=False, today=TODAY)
    assert shown == "a11a11a11a11 Apollo 11 lands on the Moon\n" + said


def test_an_article_says_that_it_is_undated_and_why_and_passes_over_what_it_does_not_have() -> None:
    article = replace(LUNA, remarks=("the date '03/05/2024' is not used: it is not clear which number is the month",))
    assert (
        render_article(article, width=60, colour=False)
        == """\
title      Luna 9 made the first soft landing on the Moon
           in… (lead)
published  (undated)
path       moon/luna.txt
id         1a9a1a9a1a9a
remark     the date '03/05/2024' is not used: it is not
           clear which number is the month

Luna 9 made the first soft landing on the Moon in February
1966.
"""
    )


def test_quoted_spans_stand_between_marks() -> None:
    marks = [(APOLLO.text.index(quote), APOLLO.text.index(quote) + len(quote)) for quote in (STEPPED, LANDED, STEPPED)]
    shown = render_article(APOLLO, width=60, colour=False, marks=marks)
    assert (
        shown[shown.index("\n\n") + 2 :]
        == """\
▶Apollo 11 landed on the Moon on 20 July 1969 with Neil
Armstrong and Buzz Aldrin aboard.◀ Michael Collins stayed in
lunar orbit.

▶Armstrong stepped onto the surface at 02:56 UTC on 21
July.◀ Aldrin followed 19 minutes later.
"""
    )


def test_overlapping_marks_mark_every_character_once() -> None:
    article = replace(LUNA, text="abcdefghij")
    shown = render_article(article, width=60, colour=False, marks=[(0, 4), (2, 6), (3, 5), (9, 10)])
    assert shown.splitlines()[-1] == "▶abcd◀▶ef◀ghi▶j◀"


def test_quoted_spans_are_reversed_in_colour() -> None:
    article = replace(LUNA, text="One. Two. Three.")
    shown = render_article(article, width=60, colour=True, marks=[(5, 9)])
    assert shown.splitlines()[-1] == "One. \x1b[7mTwo.\x1b[0m Three."


def test_marks_stand_right_where_cleaning_takes_characters_out() -> None:
    article = replace(LUNA, text="\x1b[31mOne.\u200b\u200b Two. Three.")
    start = article.text.index("Two.")
    shown = render_article(article, width=60, colour=False, marks=[(start, start + 4)])
    assert shown.splitlines()[-1] == "One. ▶Two.◀ Three."


def test_an_indexing_run_is_counted_and_each_skipped_file_has_its_reason() -> None:
    report = IndexReport(
        added=1_036,
        changed=1,
        removed=0,
        unchanged=2,
        skipped=(
            SkippedFile("scans/moon.pdf", "it holds no text; it may be a scan that needs character recognition first"),
            SkippedFile("rows.csv#7", "the row holds no text"),
        ),
        chunks=1,
        seconds=4.256,
    )
    assert (
        render_index_report(report, width=60, colour=False)
        == """\
1,036 added, 1 changed, 0 removed, 2 unchanged, 2 skipped; 1
chunk, 4.3 s
Skipped:
  scans/moon.pdf: it holds no text; it may be a scan that
  needs character recognition first
  rows.csv#7: the row holds no text
"""
    )


def test_an_indexing_run_that_skips_nothing_is_one_line() -> None:
    report = IndexReport(added=3, changed=0, removed=0, unchanged=0, skipped=(), chunks=12, seconds=0.5)
    assert (
        render_index_report(report, width=80, colour=True)
        == "3 added, 0 changed, 0 removed, 0 unchanged, 0 skipped; 12 chunks, 0.5 s\n"
    )
