"""Pages on a real web server become articles, stay current, and are kept when they go."""

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.index.updating.fetching import fetch, fetch_due
from assistant.index.updating.indexing import index_articles
from assistant.index.updating.removing import let_in_again, remove_articles
from assistant.index.updating.state import library_status
from assistant.records.articles import Article, Origin, SkippedFile
from assistant.records.fetching import FetchedNow, Wanted
from command_line import run
from fetching_library import AT, FERRY, Here, page
from small_library import counts
from web_server import Page, web


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


def test_a_page_that_was_removed_by_hand_comes_back_on_demand_without_being_fetched(here: Here) -> None:
    here.read(AT)
    remove_articles(here.all(), here.plan(), lambda *_: None, erase=False, erase_answers=False)
    with here.opened() as (library, _):
        removed = library.removed.all()
    undone = let_in_again(removed, here.plan(), lambda *_: None)
    assert ([each.path for each in undone.articles], undone.missing) == ([AT], ())
    assert [each.title for each in here.all()] == ["Ferry sails"]


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
    here.change("UPDATE facts SET value = 'old' WHERE name = 'read_by'")
    asked = len(here.site.asked)
    assert counts(here.index()) == (0, 0, 0, 1, 0)
    assert len(here.site.asked) == asked


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
    with pytest.raises(Exception, match="is a link"):
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


def test_a_page_of_comments_without_end_is_told_what_it_is_at_once(here: Here) -> None:
    here.site.pages["/x"] = Page("<!---->" * 2_800 + "<p>The tide rose.</p>", "text/html")
    here.read("http://news.example/x")
    assert [article.text for article in here.all()] == ["The tide rose."]


@pytest.mark.parametrize("content_type", ["image/png", "application/octet-stream", "video/mp4", None])
def test_what_is_no_text_is_said(here: Here, content_type: str | None) -> None:
    here.site.pages["/x"] = Page(b"\x89PNG\0\1\2", content_type)
    (skipped,) = here.read("http://news.example/x").skipped
    named = content_type or "the server names none"
    assert skipped == SkippedFile("http://news.example/x", f"is a kind of content that is not read ({named})")


def test_what_another_person_gave_to_his_library_is_named_and_not_fetched(here: Here) -> None:
    here.read(AT)
    asked = len(here.site.asked)
    theirs = replace(here.fetching(), own=frozenset())
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


def test_a_run_that_is_broken_off_goes_on_where_it_was(here: Here) -> None:
    here.site.pages["/b"] = page("Boat", "The boat is late.")
    done: list[int] = []

    def interrupt(now: int, total: int) -> None:
        done.append(now)
        if now == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch([Wanted(AT), Wanted("http://news.example/b")], here.fetching(), interrupt)
    assert counts(here.index()) == (1, 0, 0, 0, 0)
    assert here.titles() == ["Ferry sails"]


def test_an_article_that_is_erased_leaves_no_bytes_and_is_not_fetched_again(here: Here) -> None:
    here.read(AT)
    remove_articles(here.all(), here.plan(), lambda *_: None, erase=True, erase_answers=True)
    assert list((here.folder / "fetched").iterdir()) == []
    asked = len(here.site.asked)
    assert counts(here.again()) == (0, 0, 0, 0, 0)
    assert len(here.site.asked) == asked


def test_only_what_is_due_is_fetched_again(here: Here) -> None:
    here.read(AT)
    asked = len(here.site.asked)
    assert fetch_due(here.fetching(), lambda *_: None, older_than=timedelta(hours=1)) == FetchedNow()
    here.now += timedelta(hours=1)
    assert fetch_due(here.fetching(), lambda *_: None, older_than=timedelta(hours=1)).addresses == (AT,)
    assert len(here.site.asked) == asked + 2


def test_undoing_the_removal_of_a_page_reads_what_is_kept_of_it(here: Here) -> None:
    here.read(AT)
    remove_articles(here.all(), here.plan(), lambda *_: None, erase=False, erase_answers=False)
    with here.opened() as (library, _):
        found = library.removed.find("Ferry sails")
    asked = len(here.site.asked)
    undone = let_in_again(found, here.plan(), lambda *_: None)
    assert ([each.path for each in undone.articles], undone.missing, len(here.site.asked)) == ([AT], (), asked)
    assert [article.title for article in here.all()] == ["Ferry sails"]


def test_the_status_names_the_addresses_that_are_asked_again(here: Here) -> None:
    here.read(AT)
    status = library_status(here.plan())
    assert (status.paths, status.fetched_bytes > 0) == ((AT,), True)


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
