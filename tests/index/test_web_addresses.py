"""Pages, feeds and sitemaps on a real web server become articles, stay current, and are kept when they go."""

import gzip
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.articles.fetching.content import Content
from assistant.index.updating.fetching import FetchedNow, FetchPlan, Wanted, fetch, fetch_due
from assistant.index.updating.indexing import index_articles
from assistant.records.articles import Article, IndexReport, Origin, SkippedFile
from command_line import run
from small_library import Made, counts
from web_server import Page, Site, rules_for, web

AT = "http://news.example/2024/08/01/ferry"
FEED = "http://news.example/feed.xml"
MAP = "http://news.example/sitemap.xml"
NOON = datetime(2024, 8, 2, 12, 0, tzinfo=UTC)


def page(title: str, *paragraphs: str, head: str = "") -> Page:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return Page(
        f"<html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Menu of the site</a></nav>"
        f"<article><h1>{title}</h1>{body}</article></body></html>"
    )


FERRY = page("Ferry sails", "The ferry sails again on Monday, the harbour master said.", "It had been idle for a week.")


def item(number: int, words: str = "A summary of it.") -> str:
    return (
        f"<item><title>Item {number}</title><link>/pages/{number}</link><guid>g{number}</guid>"
        f"<pubDate>Thu, 0{number} Aug 2024 10:00:00 GMT</pubDate><description>{words} ({number})</description></item>"
    )


def feed(*numbers: int, **page_of: Any) -> Page:
    items = "".join(map(item, numbers))
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'
    return Page(text, "application/rss+xml", **page_of)


def sitemap(*entries: tuple[str, str], outer: str = "urlset", inner: str = "url") -> Page:
    listed = "".join(f"<{inner}><loc>{at}</loc><lastmod>{day}</lastmod></{inner}>" for at, day in entries)
    return Page(f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</{outer}>', "application/xml")


class Here(Made):  # type: ignore[misc]  # mypy does not find the code that tests share
    """A library that fetches from one site."""

    def __init__(self, root: Path, site: Site) -> None:
        super().__init__(root)
        self.site = site
        self.now = NOON

    def fetching(self, **rules: Any) -> FetchPlan:
        return FetchPlan(self.folder, b"k" * 32, rules_for(self.site, **rules), lambda: self.now)

    def read(self, *wanted: Wanted | str, **rules: Any) -> IndexReport:
        """Fetches and indexes."""
        self.now += timedelta(minutes=1)
        named = [Wanted(each) if isinstance(each, str) else each for each in wanted]
        return self.take(fetch(named, self.fetching(**rules), lambda *_: None))

    def again(self, **rules: Any) -> IndexReport:
        """Fetches again what was given."""
        self.now += timedelta(minutes=1)
        return self.take(fetch_due(self.fetching(**rules), lambda *_: None))

    def take(self, fetched: FetchedNow) -> IndexReport:
        return index_articles([], self.plan(), lambda *_: None, fetched=fetched)

    def all(self) -> list[Article]:
        with self.opened() as (library, _):
            return sorted(library.catalogue.all_articles(), key=lambda each: each.path)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    with web({"/2024/08/01/ferry": FERRY}) as site:
        yield Here(tmp_path, site)


def test_a_page_is_an_article_with_its_address_and_site(here: Here) -> None:
    assert counts(here.read(AT)) == (1, 0, 0, 0, 0)
    (article,) = here.all()
    assert article == Article(
        id=article.id,
        path=AT,
        text="The ferry sails again on Monday, the harbour master said.\n\nIt had been idle for a week.",
        title="Ferry sails",
        source="news.example",
        url=AT,
        published=date(2024, 8, 1),
        origins={
            "title": Origin.HEADING,
            "source": Origin.FETCHED,
            "url": Origin.FETCHED,
            "published": Origin.ADDRESS,
        },
    )
    assert here.found("harbour") == ["Ferry sails"]


def test_a_page_cannot_pass_itself_off_as_that_of_another_site(here: Here) -> None:
    here.site.pages = {
        "/a": page("A", "Words of the ferry.", head='<link rel="canonical" href="https://courier.example/b">'),
        "/b": page("B", "Words of the boat.", head='<link rel="canonical" href="/c">'),
    }
    here.read("http://news.example/a", "http://news.example/b")
    assert [article.url for article in here.all()] == ["http://news.example/a", "http://news.example/c"]


def test_what_did_not_change_is_neither_sent_nor_embedded_again(here: Here) -> None:
    here.site.pages["/2024/08/01/ferry"] = replace(FERRY, etag='"1"')
    here.read(AT)
    here.embedder.texts.clear()
    assert counts(here.read(AT)) == (0, 0, 0, 1, 0)
    assert (here.site.answered[-1], here.embedder.texts) == (304, [])


def test_a_page_that_changed_keeps_its_earlier_version(here: Here) -> None:
    here.read(AT)
    here.site.pages["/2024/08/01/ferry"] = page("Ferry sails", "The ferry sails again on Tuesday.")
    assert counts(here.read(AT)) == (0, 1, 0, 0, 0)
    assert here.rows("SELECT text FROM versions") == [
        ("The ferry sails again on Monday, the harbour master said.\n\nIt had been idle for a week.",)
    ]


@pytest.mark.parametrize(("status", "said"), [(404, "is not there (404)"), (410, "is gone for good (410)")])
def test_the_article_of_a_page_that_is_gone_is_kept_and_that_is_said(here: Here, status: int, said: str) -> None:
    here.read(AT)
    here.site.pages["/2024/08/01/ferry"] = Page(status=status)
    report = here.read(AT)
    assert report.skipped == (SkippedFile(AT, f"{said}; what was read from it before is kept"),)
    assert (report.unchanged, here.titles()) == (1, ["Ferry sails"])


def test_a_site_that_asks_to_be_left_alone_is_left_alone(here: Here) -> None:
    here.read(AT)
    here.site.pages["/2024/08/01/ferry"] = Page(status=429, headers={"Retry-After": "7200"})
    here.read(AT)
    asked = len(here.site.asked)
    (skipped,) = here.again().skipped
    assert skipped.reason == (
        "is left alone until 2024-08-02T14:02:00+00:00, as its server asked; what was read from it before is kept"
    )
    assert len(here.site.asked) == asked
    here.now += timedelta(hours=3)
    here.site.pages["/2024/08/01/ferry"] = FERRY
    assert here.again().skipped == ()


def test_what_fails_is_said_and_the_rest_is_indexed(here: Here) -> None:
    report = here.read("http://news.example/none", "ftp://news.example/x", AT)
    assert (report.added, report.skipped) == (
        1,
        (
            SkippedFile("http://news.example/none", "is not there (404)"),
            SkippedFile("ftp://news.example/x", "is not fetched: only http and https are"),
        ),
    )
    assert [row for (row,) in here.rows("SELECT address FROM fetched")] == [AT]


def test_indexing_a_folder_leaves_fetched_articles_alone(here: Here) -> None:
    here.read(AT)
    here.write({"tide.txt": "The tide rose."})
    assert counts(here.index()) == (1, 0, 0, 0, 0)
    index_articles([here.root], here.plan(), lambda *_: None)
    assert here.titles() == ["The tide rose.", "Ferry sails"]


def test_fetched_pages_are_read_by_new_rules_without_asking_the_site(here: Here) -> None:
    here.read(AT)
    here.change("UPDATE facts SET value = 'old' WHERE name = 'read_by'", "UPDATE articles SET title = '?'")
    asked = len(here.site.asked)
    here.change("UPDATE articles SET fingerprint = 'old'")
    assert counts(here.index()) == (0, 1, 0, 0, 0)
    assert (here.titles(), len(here.site.asked)) == (["Ferry sails"], asked)


def test_the_bytes_are_kept_for_their_owner_alone(here: Here) -> None:
    before = os.umask(0)
    try:
        here.read(AT)
    finally:
        os.umask(before)
    (file,) = (here.folder / "fetched").iterdir()
    assert file.read_bytes() == str(FERRY.body).encode()
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)


def test_nothing_is_written_through_a_link_for_the_folder_of_what_is_fetched(here: Here, tmp_path: Path) -> None:
    here.index()
    outside = tmp_path / "outside"
    outside.mkdir()
    (here.folder / "fetched").symlink_to(outside)
    with pytest.raises(Exception, match="is a link, and nothing is written through it"):
        here.read(AT)
    assert list(outside.iterdir()) == []


def test_a_charset_that_only_the_server_names_is_heeded(here: Here) -> None:
    body = "<p>Счёт вырос, сказал мэр города.</p>".encode("koi8-r")
    here.site.pages["/r"] = Page(body, "text/html; charset=koi8-r")
    here.read("http://news.example/r")
    assert [article.text for article in here.all()] == ["Счёт вырос, сказал мэр города."]


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("title: Tide\n\nThe tide rose.", "text/plain", "The tide rose."),
        ("# Tide\n\nThe *tide* rose.", "text/markdown; charset=utf-8", "The tide rose."),
        ('[{"title": "Tide", "text": "The tide rose."}]', "application/json", "The tide rose."),
        ("<html><p>The tide rose.</p></html>", None, "The tide rose."),
        ("<!DOCTYPE html><p>The tide rose.</p>", "text/plain", "The tide rose."),
    ],
)
def test_what_it_is_is_told_by_its_bytes_and_its_content_type(
    here: Here, body: str, content_type: str | None, text: str
) -> None:
    here.site.pages["/x"] = Page(body, content_type)
    here.read("http://news.example/x")
    assert [article.text for article in here.all()] == [text]


@pytest.mark.parametrize("content_type", ["image/png", "application/octet-stream", "video/mp4", None])
def test_what_is_no_text_is_said(here: Here, content_type: str | None) -> None:
    here.site.pages["/x"] = Page(b"\x89PNG\0\1\2", content_type)
    (skipped,) = here.read("http://news.example/x").skipped
    named = content_type or "the server names none"
    assert skipped == SkippedFile("http://news.example/x", f"is a kind of content that is not read ({named})")


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
    assert skipped == SkippedFile(AT, "is not an RSS or Atom feed")


def test_what_another_person_gave_to_his_library_is_named_and_not_fetched(here: Here) -> None:
    here.read(AT)
    asked = len(here.site.asked)
    theirs = replace(here.fetching(), key=b"x" * 32)
    fetched = fetch_due(theirs, lambda *_: None)
    assert fetched.skipped == (SkippedFile(AT, "is not fetched: it was not given on this machine; name it once"),)
    assert len(here.site.asked) == asked


def test_a_row_of_a_strangers_catalogue_leads_to_no_file_outside(here: Here, tmp_path: Path) -> None:
    here.read(AT)
    (tmp_path / "secret.txt").write_text("The secret word.")
    here.change("UPDATE fetched SET suffix = '/../../../secret.txt'", "DELETE FROM files")
    assert counts(here.index()) == (0, 0, 0, 0, 0)
    (file,) = (here.folder / "fetched").iterdir()
    file.unlink()
    file.symlink_to(tmp_path / "secret.txt")
    here.change("UPDATE fetched SET suffix = '.html'", "DELETE FROM files")
    assert counts(here.index()) == (0, 0, 0, 0, 0)
    assert here.titles() == ["Ferry sails"]


def test_only_what_is_due_is_fetched_again(here: Here) -> None:
    here.read(AT)
    asked = len(here.site.asked)
    assert fetch_due(here.fetching(), lambda *_: None, older_than=timedelta(hours=1)) == FetchedNow()
    here.now += timedelta(hours=1)
    assert fetch_due(here.fetching(), lambda *_: None, older_than=timedelta(hours=1)).addresses == (AT,)
    assert len(here.site.asked) == asked + 2


def test_the_command_fetches_only_from_this_machine_when_it_is_told_to(tmp_path: Path) -> None:
    with web({"/a": FERRY, "/b": page("Boat", "The boat is late.")}) as site:
        quick = {"ASSISTANT_FETCH_PAUSE_SECONDS": "0"}
        done = run("--library", str(tmp_path), "index", f"{site.url}/a", **quick)
        assert (done.returncode, site.asked) == (4, [])
        assert "is in a private network, or this machine itself;" in " ".join(done.stdout.split())
        urls = tmp_path / "list.txt"
        urls.write_text(f"# Mine\n{site.url}/a  the ferry\n\n{site.url}/b\nnot an address\n")
        done = run("--library", str(tmp_path), "index", "--allow-private", "--urls", str(urls), **quick)
        assert (done.returncode, done.stdout.split(";")[0]) == (
            0,
            "2 added, 0 changed, 0 removed, 0 unchanged, 0 skipped",
        )
        done = run("--library", str(tmp_path), "index", "--allow-private", **quick)
        assert (done.returncode, done.stdout.split(";")[0]) == (
            0,
            "0 added, 0 changed, 0 removed, 2 unchanged, 0 skipped",
        )


@pytest.mark.parametrize("options", [["--full"], ["--as", "feed"], ["--limit", "3"], ["--since", "2024-08-01"]])
def test_what_is_for_web_addresses_is_refused_without_one(tmp_path: Path, options: list[str]) -> None:
    done = run("--library", str(tmp_path), "index", str(tmp_path), *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{options[0]} is for web addresses, and none is named." in done.stderr
