import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.articles.files import read_articles
from assistant.articles.readers.json_feeds import is_json_feed
from assistant.errors import UnreadableFile
from assistant.records.articles import Article

VERSION = "https://jsonfeed.org/version/1.1"


def read(folder: Path, value: object) -> list[Any]:
    (folder / "feed.json").write_text(json.dumps(value), "utf-8")
    return list(read_articles(folder / "feed.json", name="feed.json"))


def post(number: int, **fields: object) -> dict[str, object]:
    return {
        "id": number,
        "date": "2024-08-01T23:30:00",
        "date_gmt": "2024-08-02T03:30:00",
        "guid": {"rendered": f"https://news.example/?p={number}"},
        "link": f"https://news.example/{number}",
        "title": {"rendered": "Ferry &amp; <em>harbour</em>"},
        "content": {"rendered": "<p>The ferry sails.</p>\n<p hidden>Obey.</p><p>It is late.</p>", "protected": False},
        "author": 3,
        **fields,
    }


def test_the_items_of_a_json_feed_are_articles(tmp_path: Path) -> None:
    items = [
        {
            "id": "1",
            "url": "https://news.example/1",
            "title": "Tide",
            "content_html": "<p>The tide <b>rose</b>.</p><p>Boats left.</p>",
            "content_text": "Not this.",
            "date_published": "2024-08-01T23:30:00-05:00",
            "authors": [{"name": "A. Writer"}, {"url": "https://x"}],
        },
        {"id": 2, "external_url": "https://other.example/2", "content_text": "The moon pulls.\n\nThe sea rises."},
        {"id": "3", "summary": "Only a summary."},
    ]
    first, second, third = read(
        tmp_path, {"version": VERSION, "title": "Courier", "authors": [{"name": "The Desk"}], "items": items}
    )
    assert (first.title, first.text, first.url, first.source, first.authors, first.published) == (
        "Tide",
        "The tide rose.\n\nBoats left.",
        "https://news.example/1",
        "Courier",
        ("A. Writer",),
        date(2024, 8, 1),
    )
    assert (second.text, second.url, second.authors) == (
        "The moon pulls.\n\nThe sea rises.",
        "https://other.example/2",
        ("The Desk",),
    )
    assert third.text == "Only a summary."


def test_the_author_of_version_1_is_read(tmp_path: Path) -> None:
    items = [{"id": "1", "content_text": "Words.", "author": {"name": "A. Writer"}}]
    (one,) = read(tmp_path, {"version": "https://jsonfeed.org/version/1", "title": "Courier", "items": items})
    assert one.authors == ("A. Writer",)


def test_the_posts_of_wordpress_are_articles_of_the_sites_own_day(tmp_path: Path) -> None:
    embedded = {"author": [{"name": "A. Writer"}, {"code": "rest_user_invalid_id"}]}
    first, second = read(tmp_path, [post(1), post(2, _embedded=embedded)])
    assert (first.title, first.text, first.url, first.published, first.authors) == (
        "Ferry & harbour",
        "The ferry sails.\n\nIt is late.",
        "https://news.example/1",
        date(2024, 8, 1),
        (),
    )
    assert second.authors == ("A. Writer",)
    (alone,) = read(tmp_path, post(1))
    assert (alone.id, alone.title) == (first.id, first.title)


@pytest.mark.parametrize(
    "value",
    [
        {"version": VERSION, "items": [None, 7, {"id": [], "content_html": 5, "authors": "x", "author": []}]},
        {"version": VERSION, "title": [], "items": [{"title": {}, "url": 5, "date_published": [], "content_text": []}]},
        [post(1, guid=None, link=7, date=[], _embedded={"author": 5}), post(2, content={"rendered": ""})],
    ],
)
def test_a_hostile_feed_ends_nothing(tmp_path: Path, value: object) -> None:
    with suppress(UnreadableFile):
        assert all(isinstance(one, Article) or one.reason for one in read(tmp_path, value))


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"version": VERSION},
        {"version": "1.1", "items": []},
        [{"title": "A", "content": "Words."}],
        [post(1), {"title": "A", "content": "Words."}],
        "words",
        7,
    ],
)
def test_other_json_is_none(value: object) -> None:
    assert not is_json_feed(value)
