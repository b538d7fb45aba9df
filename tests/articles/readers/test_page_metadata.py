"""The metadata of pages as they are: structured data with faults, titles with the name of their site."""

from datetime import date

import pytest

from articles.readers.test_web_page import ARTICLE, TEXT, json_ld, metadata_of
from assistant.articles.metadata.metadata import Metadata
from assistant.records.articles import Origin

LOOSE = '{"@type": "NewsArticle", "headline": "Eagle has landed", "datePublished": "1969-07-20T20:17:40+00:00"}'


@pytest.mark.parametrize(
    "script",
    [
        f"<![CDATA[\n{LOOSE}\n]]>",
        f"//<![CDATA[\n{LOOSE}\n//]]>",
        f"/* <![CDATA[ */ {LOOSE} /* ]]> */",
        f"<!--\n{LOOSE}\n-->",
        LOOSE.replace("}", ",}"),
        f"[{LOOSE},]",
        LOOSE.replace("NewsArticle", "SocialMediaPosting"),
        LOOSE.replace("NewsArticle", "DiscussionForumPosting"),
        LOOSE + ";",
    ],
)
def test_structured_data_is_read_as_browsers_and_search_engines_read_it(script: str) -> None:
    assert metadata_of(f'<script type="application/ld+json">{script}</script>') == Metadata(
        title="Eagle has landed",
        published=date(1969, 7, 20),
        published_time="1969-07-20T20:17:40+00:00",
        origins=dict.fromkeys(["title", "published"], Origin.STRUCTURED_DATA),
    )


@pytest.mark.parametrize("script", ["", "]", "{", "var a = 1;", "{" * 5000, '{"a": NaN, "b": [}', "<!-- nothing -->"])
def test_a_script_that_is_no_structured_data_gives_nothing(script: str) -> None:
    assert metadata_of(f'<script type="application/ld+json">{script}</script>') == Metadata(
        title="Eagle lands", origins={"title": Origin.HEADING}
    )


def test_entities_in_structured_data_are_characters() -> None:
    data = {"@type": "Article", "headline": "&#8222;Landed&#8220; &amp; safe", "author": [{"name": "Zo&euml;"}]}
    found = metadata_of(json_ld(data))
    assert (found.title, found.authors) == ("„Landed“ & safe", ("Zoë",))


def test_an_abbreviation_marked_as_the_publication_gives_its_day() -> None:
    stamp = '<abbr class="published" title="1969-07-20T20:17:40-05:00">8:17 PM</abbr>'
    for mark in ("", ' itemprop="datePublished"'):
        assert metadata_of(body=stamp.replace(" title", f"{mark} title") + ARTICLE).published == date(1969, 7, 20)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Eagle lands | NASA</title>", ARTICLE),
        ("<title>NASA – Eagle lands</title>", ARTICLE),
        ("<title>Eagle lands - Space - NASA</title>", "<h1>NASA</h1>" + ARTICLE.replace("h1", "h2")),
        ("<title>NASA » Eagle lands</title>", "<h1>NASA</h1>" + ARTICLE.replace("h1", "h3")),
        ("<title>Eagle lands | NASA</title>", ARTICLE.replace("h1", "div")),
        ('<meta property="og:site_name" content="NASA"><title>Eagle lands | NASA</title>', f"<p>{TEXT}</p>"),
        ('<meta property="og:title" content="Eagle lands - NASA">', ARTICLE),
        (
            '<meta property="og:title" content="Eagle lands | NASA"><meta property="og:site_name" content="NASA">',
            f"<p>{TEXT}</p>",
        ),
        (json_ld({"@type": "Article", "headline": "Eagle lands · NASA", "publisher": {"name": "NASA"}}), ARTICLE),
        ('<meta property="og:site_name" content="NASA">', ARTICLE.replace("<article>", "<h2>NASA</h2><article>")),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(head: str, body: str) -> None:
    assert metadata_of(head, body).title == "Eagle lands"


@pytest.mark.parametrize("title", ["Eagle lands – and stays", "Eagle lands: a diary", "Well-known | little-loved"])
def test_a_title_with_a_dash_stays_whole_where_the_page_shows_it_whole_or_no_part_of_it(title: str) -> None:
    for body in (ARTICLE.replace("Eagle lands", title), f"<p>{TEXT}</p>"):
        assert metadata_of(f"<title>{title}</title>", body).title == title
