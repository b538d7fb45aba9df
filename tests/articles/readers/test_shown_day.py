"""Days that a web page shows and does not mark, each page with what must come of it."""

from datetime import date

import pytest

from assistant.articles.metadata.build import article_of_file
from assistant.articles.metadata.published import DateOrder, DateRule
from assistant.articles.readers.web_page import read_page
from assistant.records.articles import Article, Origin

STORY = (
    "<p>The harbour board met on Tuesday evening to decide what is to be done about the old grain silo on the quay.</p>"
    "<p>Residents filled the hall long before the meeting began, and many brought photographs of the waterfront.</p>"
    "<p>A second hearing is planned for the autumn, when the engineers will have finished their survey of the wall.</p>"
)
DAY = date(2019, 5, 14)
REMARK = "the date 14 May 2019 was found on the page, which does not mark it as that of publication"


def article(head: str = "", above: str = "", below: str = "", after: str = "", rule: DateRule | None = None) -> Article:
    body = f"{above}<article><h1>Silo to stay</h1>{below}{STORY}</article>{after}"
    html = f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return article_of_file(read_page(html.encode()), "silo.html", rule or DateRule())


@pytest.mark.parametrize(
    "page",
    [
        article(below='<span class="article-date">Dienstag, 14. Mai 2019, 19:45 Uhr</span>'),
        article(below='<div class="meta">By the newsroom · 14 May 2019 · 3 min read</div>'),
        article(below="<div class=info><span>Новости</span><span>14 мая 2019</span></div>"),
        article(below='<p class="posted">Posted on May 14, 2019 at 7:45 pm</p>'),
        article(below="<p>Опубликовано: 14 мая 2019, 19:45</p>"),
        article(below="<p>Publicerad 14 maj 2019</p>"),
        article(above='<div class="entry-date">14 mai 2019</div>'),
        article(above='<div class="kopf"><span class="datum">14.05.2019</span></div>'),
        article(after='<div class="post-footer">Posted by the editors <a class="timestamp-link">14 May 2019</a></div>'),
        article(after="<div id=fuss>Stand: 14.05.2019</div>"),
        article(after='<p class="dateline">2019-05-14</p>'),
        article(head='<script>var page = {"datePublished": "2019-05-14T08:00:00Z", "section": "news"};</script>'),
        article(head='<meta name="dcsext.articlefirstpublished" content="2019-05-14">'),
        article(head='<meta property="article:modified_time" content="2021-01-07">', below="<div>14 May 2019</div>"),
        article(head='<meta property="og:updated_time" content="2021-01-07">', after='<p class="date">14 May 2019</p>'),
    ],
)
def test_a_day_that_the_page_shows_is_found_where_none_is_marked(page: Article) -> None:
    assert page.published == DAY
    assert page.origins["published"] in {Origin.PAGE, Origin.DATELINE}
    assert page.origins["published"] is Origin.DATELINE or REMARK in page.remarks


@pytest.mark.parametrize(
    "page",
    [
        article(after="<footer>© 2012–2019 Harbour News</footer>"),
        article(after="<footer><small>Copyright 2019</small></footer>"),
        article(head='<meta itemprop="copyrightYear" content="2019">'),
        article(after="<p class=date>May 2019</p>"),
        article(after='<img src="/uploads/2019/05/silo.jpg">'),
        article(after='<script src="/jquery.js?v=20190514"></script>'),
        article(after="<p>The silo was built by a company of the harbour and opened on 14 May 1998 by the mayor.</p>"),
        article(after="<ul><li>Tides</li><li>05/2019</li></ul>"),
        article(after="<div id=comments><div><span class=date>14 May 2019</span><p>Nice.</p></div></div>"),
        article(after="<div class=related><ul><li>Ferry late <span class=date>14 May 2019</span></ul></div>"),
        article(after="<footer><small>Privacy policy of 14 May 2019</small></footer>"),
        article(above="<header><span class=date>14 May 2019</span> <a href=/>Home</a></header>" + "<p>News</p>" * 3),
        article(head='<script type="application/ld+json">{"@type":"WebSite","datePublished":"2019-05-14"}</script>'),
        article(head='<script type="application/ld+json">{"@type":"Comment","datePublished":"2019-05-14"}</script>'),
        article(),
    ],
)
def test_a_year_a_month_or_a_day_of_something_else_is_no_day_of_publication(page: Article) -> None:
    assert page.published is None


@pytest.mark.parametrize("label", ["Last updated:", "This page was last edited on", "Aktualisiert am", "Mis à jour le"])
def test_a_day_that_is_called_that_of_a_change_stands_for_the_publication_as_such(label: str) -> None:
    page = article(after=f'<p class="date">{label} 14 May 2019</p>')
    assert page.published == DAY
    assert page.remarks == (
        "the day of its last change, 14 May 2019, stands for that of publication, which is not given",
    )


def test_figures_that_may_be_two_days_are_read_by_the_rule_for_them() -> None:
    shown = '<div class="byline">03/05/2019</div>'
    assert article(after=shown).published == date(2019, 5, 3)
    assert article(after=shown, rule=DateRule(DateOrder.MONTH_FIRST)).published == date(2019, 3, 5)
    until = "<p>The hall stays open until 05/31/2019 for all who want to see the plans of the harbour board.</p>"
    assert article(below=until, after=shown).published == date(2019, 3, 5)


def test_a_day_that_is_marked_is_preferred_to_one_that_is_shown() -> None:
    page = article(head='<meta name="date" content="2019-05-14">', below="<div>15 May 2019</div>")
    assert (page.published, page.remarks) == (DAY, ())


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Austen and Mary Shelley", ("Jane Austen", "Mary Shelley")),
        ("Von Johann Wolfgang von Goethe", ("Johann Wolfgang von Goethe",)),
        ("Автор: Анна Ахматова", ("Анна Ахматова",)),
        ("By Jane Austen, science correspondent | 14 May 2019", ("Jane Austen",)),
        ("By Jane Austen in Bath", ("Jane Austen",)),
        ("By Vincent van Gogh, Paris correspondent", ("Vincent van Gogh",)),
        ("By the harbour, near the old silo and the mill", ()),
        ("By the end of the year the silo will be gone.", ()),
        ("Di nuovo", ()),
    ],
)
def test_authors_are_read_off_a_byline_near_the_heading(line: str, authors: tuple[str, ...]) -> None:
    assert article(below=f"<div>{line}</div>").authors == authors


def test_authors_are_read_off_a_byline_by_its_name() -> None:
    assert article(after='<div class="author-name">Jane Austen</div>').authors == ("Jane Austen",)


def test_the_name_of_the_site_is_the_author_only_where_no_other_is_named() -> None:
    site = '<meta property="og:site_name" content="Harbour News"><meta name="author" content="Harbour News">'
    assert article(head=site).authors == ("Harbour News",)
    assert article(head=site, below="<div>By Jane Austen</div>").authors == ("Jane Austen",)


def test_an_organization_is_an_author_only_beside_no_person() -> None:
    script = '<script type="application/ld+json">{"@type": "NewsArticle", "author": [%s]}</script>'
    office = '{"@type": "Organization", "name": "Harbour Office"}'
    person = '{"@type": "Person", "name": "Jane Austen"}'
    assert article(head=script % office).authors == ("Harbour Office",)
    assert article(head=script % f"{office}, {person}").authors == ("Jane Austen",)


def test_an_author_is_the_name_that_is_marked_within_the_element() -> None:
    card = '<div itemprop="author"><span itemprop="name">Jane Austen</span> writes about harbours.</div>'
    assert article(below=card).authors == ("Jane Austen",)


def test_the_day_and_the_author_of_a_card_beside_the_story_are_not_the_pages() -> None:
    card = (
        '<article><h2>Ferry late</h2><time class="published" datetime="2018-01-01">1 January</time>'
        '<a rel="author">Mary Shelley</a><p>The ferry was late on Monday.</p></article>'
    )
    for aside in (card, card.replace(' class="published"', ""), card.replace("class", "itemprop")):
        html = f"<html><body><h1>Silo to stay</h1><div>{STORY}</div>{aside}</body></html>"
        page = article_of_file(read_page(html.encode()), "silo.html")
        assert (page.published, page.authors) == (None, ())
