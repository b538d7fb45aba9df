"""Feeds and sitemaps on a real web server lead to articles."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.index.updating.fetching import fetch
from assistant.records.articles import SkippedFile
from assistant.records.fetching import Content, Wanted
from fetching_library import AT, FEED, FERRY, MAP, Here, feed, page, sitemap
from small_library import counts
from web_server import Page, web


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    with web({"/2024/08/01/ferry": FERRY}) as site:
        yield Here(tmp_path, site)


def test_the_entries_of_a_feed_are_articles_and_stay_when_they_fall_out(here: Here) -> None:
    here.site.pages["/feed.xml"] = feed(1, 2, etag='"1"')
    assert counts(here.read(FEED)) == (2, 0, 0, 0, 0)
    assert [(one.path, one.url, one.source) for one in here.all()] == [
        (f"{FEED}#{n}", f"http://news.example/pages/{n}", "Courier") for n in (1, 2)
    ]
    here.site.pages["/feed.xml"] = feed(2, 3, etag='"2"')
    assert counts(here.again()) == (1, 0, 0, 2, 0)
    assert sorted(here.titles()) == ["Item 1", "Item 2", "Item 3"]
    assert counts(here.again()) == (0, 0, 0, 3, 0)
    assert here.site.answered[-1] == 304


def test_the_pages_of_a_feed_are_fetched_once_and_stand_for_its_entries(here: Here) -> None:
    here.site.pages["/feed.xml"] = feed(1, 2)
    here.site.pages["/pages/1"] = page("Item 1", "A summary of it.", "And all the rest of the article is here.")
    report = here.read(Wanted(FEED, full=True))
    assert report.skipped == (SkippedFile("http://news.example/pages/2", "is not there (404)"),)
    assert [(one.path, one.published) for one in here.all()] == [
        (f"{FEED}#2", date(2024, 8, 2)),
        ("http://news.example/pages/1", date(2024, 8, 1)),
    ]
    asked = here.site.without_robots()
    here.site.pages["/feed.xml"] = feed(1, 2, 3)
    here.site.pages["/pages/3"] = page("Item 3", "The third.")
    assert here.again().added == 1
    assert here.site.without_robots()[len(asked) :] == ["/feed.xml", "/pages/3"]


def test_pages_stand_for_entries_that_were_read_without_them(here: Here) -> None:
    here.site.pages["/feed.xml"] = feed(1, etag='"1"')
    here.read(FEED)
    here.site.pages["/pages/1"] = page("Item 1", "Quite other words than the summary has are in the article itself.")
    assert counts(here.read(Wanted(FEED, full=True))) == (1, 0, 1, 0, 0)
    assert [one.path for one in here.all()] == ["http://news.example/pages/1"]


def test_a_json_feed_and_the_posts_of_wordpress_are_feeds(here: Here) -> None:
    items = [{"id": "1", "url": "/a", "title": "Tide", "content_html": "<p>The tide rose.</p>"}]
    posts = [
        {
            "id": 7,
            "date": "2024-08-01T23:30:00",
            "link": "http://news.example/moon",
            "title": {"rendered": "The moon &#8211; again"},
            "content": {"rendered": "<p>The moon pulls.</p><p>The sea rises.</p>", "protected": False},
        }
    ]
    for path, value in (
        ("/feed.json", {"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": items}),
        ("/wp-json/wp/v2/posts?per_page=100", posts),
    ):
        here.site.pages[path] = Page(json.dumps(value), "application/json")
        here.read(f"http://news.example{path}")
    assert [(one.title, one.text, one.url, one.source) for one in here.all()] == [
        ("Tide", "The tide rose.", "http://news.example/a", "Courier"),
        (
            "The moon – again",
            "The moon pulls.\n\nThe sea rises.",
            "http://news.example/moon",
            "news.example",
        ),
    ]
    here.site.pages["/feed.json"] = Page(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": []}), "application/json"
    )
    here.again()
    assert here.titles() == ["Tide", "The moon – again"]


def test_the_pages_of_a_sitemap_are_fetched_newest_first_up_to_a_limit(here: Here) -> None:
    for number in range(1, 6):
        here.site.pages[f"/{number}"] = page(f"Page {number}", f"What page {number} says.")
    here.site.pages["/sitemap.xml"] = sitemap(*((f"http://news.example/{n}", f"2024-07-0{n}") for n in range(1, 6)))
    report = here.read(Wanted(MAP, limit=2, since=date(2024, 7, 2)))
    assert report.remarks[-1] == SkippedFile(MAP, "2 more pages of it are not fetched now: --limit is 2")
    assert here.site.without_robots() == ["/sitemap.xml", "/5", "/4"]
    here.again()
    assert here.site.without_robots()[3:] == ["/sitemap.xml", "/3", "/2"]
    assert here.titles() == [f"Page {n}" for n in (2, 3, 4, 5)]
    here.now += timedelta(days=3)
    here.site.pages["/sitemap.xml"] = sitemap(("http://news.example/4", "2024-08-03"), ("http://news.example/3", ""))
    here.again()
    assert here.site.without_robots()[6:] == ["/sitemap.xml", "/4"]


def test_an_index_of_sitemaps_packed_or_not_is_followed_and_other_sites_are_left_out(here: Here) -> None:
    outer = {"outer": "sitemapindex", "inner": "sitemap"}
    here.site.pages |= {
        "/sitemap.xml": sitemap(
            ("http://news.example/a.xml.gz", "2024-08-02"),
            ("http://news.example/old.xml", "2001-01-01"),
            ("http://news.example/sitemap.xml", "2024-08-02"),
            **outer,
        ),
        "/a.xml.gz": Page(
            gzip.compress(str(sitemap(("http://news.example/1", ""), ("http://evil.example/2", "")).body).encode()),
            "application/gzip",
        ),
        "/1": page("Page 1", "What page 1 says."),
    }
    report = here.read(Wanted(MAP, since=date(2024, 1, 1)))
    assert report.remarks[-1] == SkippedFile(MAP, "names 1 addresses of other sites, which are left out")
    assert here.site.without_robots() == ["/sitemap.xml", "/a.xml.gz", "/1"]
    assert here.titles() == ["Page 1"]


@pytest.mark.parametrize(
    "body",
    [
        "<urlset",
        "<urtp:><url/></urtp:>",
        "<urlset><url><loc>http://[bad</loc></url><url><loc/></url></urlset>",
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>http://x/&a;</loc></url></urlset>',
        "<urlset>" + "<url>" * 9_000,
        "",
    ],
)
def test_a_hostile_sitemap_gives_no_page_and_ends_nothing(here: Here, body: str) -> None:
    here.site.pages["/sitemap.xml"] = Page(body, "application/xml")
    here.read(Wanted(MAP, Content.SITEMAP), AT)
    assert (here.titles(), here.site.without_robots()) == (["Ferry sails"], ["/sitemap.xml", "/2024/08/01/ferry"])


def test_an_address_may_be_forced_to_be_a_feed_or_a_page(here: Here) -> None:
    here.site.pages["/feed.xml"] = feed(1)
    here.read(Wanted(FEED, Content.PAGE))
    assert [article.path for article in here.all()] == [FEED]
    (skipped,) = here.read(Wanted(AT, Content.FEED)).skipped
    assert skipped == SkippedFile(AT, "is a page, and not a feed")


def test_a_page_that_is_no_feed_says_where_its_feeds_are(here: Here) -> None:
    feed_link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    head = f'<link rel="alternate stylesheet" href="x.css">{feed_link}'
    here.site.pages["/"] = page("Courier", "News of the day.", head=head)
    (skipped,) = here.read(Wanted("http://news.example/", Content.FEED)).skipped
    assert skipped.reason == "is a page, and not a feed; its feeds are: http://news.example/feed.xml"


def test_a_run_that_is_stopped_keeps_the_pages_that_came(here: Here) -> None:
    for number in (1, 2, 3):
        here.site.pages[f"/{number}"] = page(f"Page {number}", f"What page {number} says.")
    here.site.pages["/sitemap.xml"] = sitemap(*((f"http://news.example/{n}", "") for n in (1, 2, 3)))
    stopped = replace(here.fetching(), stopped=lambda: len(here.site.without_robots()) > 2)
    assert here.take(fetch([Wanted(MAP), Wanted(AT)], stopped, lambda *_: None)).added == 2
    assert here.read(MAP).added == 1
