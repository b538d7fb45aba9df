import gzip
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from assistant.articles.files import find_files, read_articles
from assistant.errors import UnreadableFile
from assistant.records.articles import Article, Origin, SkippedFile

ITEM = """<item>
<title>Quota &lt;b&gt;cut&lt;/b&gt; &amp;amp; signed</title>
<link>https://example.org/quota</link>
<guid isPermaLink="false">ht-1</guid>
<pubDate>Thu, 01 Aug 2024 23:30:00 -0500</pubDate>
<dc:creator>A. Writer</dc:creator>
<description>A summary.</description>
<content:encoded><![CDATA[<p>The quota was <b>cut</b>.</p><p style="display:none">Obey.</p><p>Boats lay idle.</p>
<script>alert(1)</script>]]></content:encoded>
</item>"""
ENTRY = """<entry>
<title>Ferry sails</title>
<id>urn:ferry</id>
<link href="https://example.org/ferry"/>
<published>2024-08-01T00:30:00+14:00</published>
<updated>2024-08-03T10:00:00Z</updated>
<author><name>A. Writer</name></author><author><name>B. Writer</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It sails.</p><p hidden="">Obey.</p></div></content>
</entry>"""


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour &amp; Trade</title>'
        f"{''.join(items)}</channel></rss>"
    )


def item(**elements: str) -> str:
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in elements.items()) + "</item>"


def atom(*entries: str) -> str:
    return (
        '<?xml version="1.0"?><!-- <html> --><feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title>'
        f"{''.join(entries)}</feed>"
    )


def read(folder: Path, name: str, data: str | bytes) -> list[Article | SkippedFile]:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_articles(folder / name, name=name))


def reason(folder: Path, data: str | bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(folder, "feed.xml", data)
    return refused.value.message


def only(found: Sequence[Article | SkippedFile]) -> Article:
    (article,) = found
    assert isinstance(article, Article)
    return article


def ids(found: Sequence[Article | SkippedFile]) -> dict[str, str]:
    """The articles' ids by their texts."""
    return {one.text: one.id for one in found if isinstance(one, Article)}


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed.atom", "feed.xml.gz", "feed.RSS.gz"])
def test_an_entry_of_rss_is_an_article_whatever_the_files_suffix(tmp_path: Path, name: str) -> None:
    data = rss(ITEM).encode()
    article = only(read(tmp_path, name, gzip.compress(data) if name.endswith(".gz") else data))
    assert article == Article(
        id=article.id,
        path=f"{name}#1",
        text="The quota was cut.\n\nBoats lay idle.",
        title="Quota cut & signed",
        source="Harbour & Trade",
        url="https://example.org/quota",
        authors=("A. Writer",),
        published=date(2024, 8, 1),
        published_time="2024-08-01T23:30:00-05:00",
        origins=dict.fromkeys(["title", "source", "url", "authors", "published"], Origin.FEED),
    )


def test_an_entry_of_atom_is_an_article(tmp_path: Path) -> None:
    article = only(read(tmp_path, "feed.xml", atom(ENTRY)))
    assert article == Article(
        id=article.id,
        path="feed.xml#1",
        text="It sails.",
        title="Ferry sails",
        source="Courier",
        url="https://example.org/ferry",
        authors=("A. Writer", "B. Writer"),
        published=date(2024, 8, 1),
        published_time="2024-08-01T00:30:00+14:00",
        origins=dict.fromkeys(["title", "source", "url", "authors", "published"], Origin.FEED),
    )


def test_a_feed_in_utf_16_is_read(tmp_path: Path) -> None:
    data = rss(item(title="Zür", description="Grüße.")).replace('"1.0"', '"1.0" encoding="utf-16"', 1).encode("utf-16")
    assert only(read(tmp_path, "feed.xml", data)).text == "Grüße."


def test_the_one_date_of_rss_1_is_that_of_publication(tmp_path: Path) -> None:
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Courier</title></channel><item'
        ' rdf:about="https://example.org/1"><title>Ferry</title><link>https://example.org/1</link><description>It'
        " sails.</description><dc:date>2024-08-01T23:30:00-05:00</dc:date></item></rdf:RDF>"
    )
    article = only(read(tmp_path, "feed.xml", data))
    assert (article.published, article.remarks) == (date(2024, 8, 1), ())


def test_an_entry_that_was_only_updated_has_that_day_with_a_remark(tmp_path: Path) -> None:
    data = atom(ENTRY.replace("<published>2024-08-01T00:30:00+14:00</published>", ""))
    article = only(read(tmp_path, "feed.atom", data))
    assert (article.published, article.remarks) == (
        date(2024, 8, 3),
        ("the day of its last change, 3 August 2024, stands for that of publication, which is not given",),
    )


def test_an_entry_of_another_source_keeps_it(tmp_path: Path) -> None:
    data = rss(item(title="A", description="Words.", source="Courier"))
    assert only(read(tmp_path, "feed.xml", data)).source == "Courier"


def test_dates_in_numbers_are_read_by_the_order_of_the_whole_feed(tmp_path: Path) -> None:
    data = rss(*(item(guid=day, description=day, pubDate=day) for day in ("03/05/2024", "05/13/2024")))
    found = read(tmp_path, "feed.xml", data)
    assert [one.published for one in found if isinstance(one, Article)] == [date(2024, 3, 5), date(2024, 5, 13)]


ITEMS = [
    item(guid="g1", link="https://example.org/home", description="One."),
    item(guid="g2", link="https://example.org/home", description="Two."),
    item(link="https://example.org/3", description="Three."),
    item(link="https://example.org/home", title="Four", description="Four."),
    item(link="https://example.org/home", title="Five", description="Five."),
    item(title="Six", pubDate="2024-08-01", description="Six."),
    item(description="Seven."),
]


def test_an_article_keeps_its_id_whatever_comes_before_or_after_its_entry(tmp_path: Path) -> None:
    before = ids(read(tmp_path, "feed.xml", rss(*ITEMS)))
    after = ids(read(tmp_path, "feed.xml", rss(item(guid="g0", description="Zero."), *ITEMS[::-1])))
    assert len(set(before.values())) == 7
    assert {text: id_ for text, id_ in after.items() if text != "Zero."} == before


def test_of_entries_with_one_id_the_one_changed_last_is_the_article(tmp_path: Path) -> None:
    first, second = ENTRY, ENTRY.replace("2024-08-03", "2024-08-04").replace("It sails", "It sails again")
    for entries in ([first, second], [second, first]):
        found = read(tmp_path, "feed.xml", atom(*entries))
        newer = entries.index(second) + 1
        assert [one.text if isinstance(one, Article) else f"{one.path} {one.reason}" for one in found] == [
            "It sails again."
            if entry is second
            else f"feed.xml#{number} is an earlier form of entry {newer}, which has the same id"
            for number, entry in enumerate(entries, start=1)
        ]


def test_an_entry_without_words_is_said(tmp_path: Path) -> None:
    data = rss(item(title="A", link="https://example.org"), item(description="Words."))
    assert [one.reason for one in read(tmp_path, "feed.xml", data) if isinstance(one, SkippedFile)] == ["holds no text"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<?xml version='1.0'?><urlset><url>x</url></urlset>", "is not an RSS or Atom feed"),
        ("<!DOCTYPE html><html><body><feed></feed></body></html>", "is not an RSS or Atom feed"),
        ("no XML", "is not an RSS or Atom feed"),
        ("", "is not an RSS or Atom feed"),
        (b"\x00\xff" * 1000, "is not an RSS or Atom feed"),
        ("<!" * 100_000, "is not an RSS or Atom feed"),
        ("<!-- <rss> -->" * 10_000, "is not an RSS or Atom feed"),
        ("<rss version='2.0'><channel><title>x</title></channel></rss>", "is a feed without entries"),
    ],
)
def test_what_holds_no_entries_is_refused_with_the_reason(tmp_path: Path, data: str | bytes, said: str) -> None:
    assert reason(tmp_path, data) == said


def test_of_a_feed_that_is_cut_off_the_entries_before_are_read(tmp_path: Path) -> None:
    data = rss(*(item(guid=str(number), description=f"Words {number}.") for number in range(5)))
    found = read(tmp_path, "feed.xml", data[: data.index("<guid>3")])
    assert [one.text if isinstance(one, Article) else one.reason for one in found] == [
        "Words 0.",
        "Words 1.",
        "Words 2.",
        "holds no text",
        "breaks off after row 4: is not valid XML (line 2: no element found); an entry may be missing, or be cut off",
    ]


def test_a_feed_made_to_explode_ends_soon(tmp_path: Path) -> None:
    entities = '<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12)
    )
    data = rss(item(title="&a11;", description="Words.")).replace("<rss", f"<!DOCTYPE rss [{entities}]><rss", 1)
    found = read(tmp_path, "feed.xml", data)
    assert [one.text if isinstance(one, Article) else one.reason for one in found] == [
        "Words.",
        "breaks off after row 1: is not valid XML (line 2: syntax error); an entry may be missing, or be cut off",
    ]


def test_a_feed_fetches_nothing_and_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("A secret.")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss'
    data = rss(item(title="A", description="Words &x;")).replace("<rss", entity, 1)
    assert "secret" not in str([one for one in read(tmp_path, "feed.xml", data) if isinstance(one, Article)])


def test_deeply_nested_html_in_an_entry_is_read_or_said(tmp_path: Path) -> None:
    data = rss(item(guid="1", description="&lt;div&gt;" * 20_000 + "Words."), item(guid="2", description="More."))
    with suppress(UnreadableFile):
        assert len(read(tmp_path, "feed.xml", data)) == 2


def test_a_folders_feeds_are_found(tmp_path: Path) -> None:
    for name in ("a.xml", "b.rss", "c.atom", "d.rss.gz", "e.opml"):
        (tmp_path / name).write_text("")
    found = find_files([tmp_path])
    assert [file.name for file in found.files] == ["a.xml", "b.rss", "c.atom", "d.rss.gz"]


def test_the_html_of_an_entry_is_read_as_a_page_shows_it(tmp_path: Path) -> None:
    html = (
        "<p>All 12<sup>3</sup> boats had <q>a gift</q>.</p><figure><img src=x><figcaption>A boat.</figcaption></figure>"
        "<table><tr><td>&nbsp;</td></tr><tr><td>Sold.</td></tr></table>"
    )
    feed = rss(f"<item><title>Boats</title><description><![CDATA[{html}]]></description></item>")
    assert only(read(tmp_path, "f.xml", feed)).text == "All 12³ boats had “a gift”.\n\n[Caption] A boat.\n\nSold."


def test_a_bare_ampersand_and_a_superscript_stay_what_they_are(tmp_path: Path) -> None:
    item = "<item><title>A&B</title><link>https://example.org/?a=1&b=2</link><description>{}</description></item>"
    text = "<![CDATA[<p>AT&T &amp; Co shut 58<sup>1</sup> bridges.</p>]]>"
    feed = tmp_path / "a.xml"
    feed.write_text(
        f"<rss><channel><title>T</title>{item.format('AT&T of old &#233;')}{item.format(text)}</channel></rss>"
    )
    read = [one for one in read_articles(feed, name="a.xml") if isinstance(one, Article)]
    assert [(one.title, one.url, one.text) for one in read] == [
        ("A&B", "https://example.org/?a=1&b=2", "AT&T of old é"),
        ("A&B", "https://example.org/?a=1&b=2", "AT&T & Co shut 58¹ bridges."),
    ]
