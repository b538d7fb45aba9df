import json
from datetime import date

import pytest

from assistant.articles.metadata.build import article_of_file
from assistant.articles.metadata.metadata import Metadata, settle
from assistant.articles.readers.html_tree import fragment_text
from assistant.articles.readers.web_page import read_page
from assistant.records.articles import Origin

PARAGRAPHS = [
    "The Apollo 11 lunar module landed on the Moon on 20 July 1969, in the Sea of Tranquility, with two people aboard.",
    "Neil Armstrong became the first person to step onto the Moon's surface six hours and 39 minutes later.",
    "Michael Collins flew the command module alone in lunar orbit while they were on the surface for a day.",
]
TEXT = "\n\n".join(PARAGRAPHS)
ARTICLE = "<article><h1>Eagle lands</h1>" + "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS) + "</article>"


def page(head: str = "", body: str = ARTICLE) -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def json_ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def metadata_of(head: str = "", body: str = ARTICLE) -> Metadata:
    return settle(read_page(page(head, body)).given)


def test_the_main_text_is_read_without_what_stands_around_it() -> None:
    around = (
        f"<nav><a href=/>Home</a> <a href=/moon>Moon</a></nav>{ARTICLE}<aside>More news</aside><footer>"
        "Copyright 2019</footer>"
    )
    assert read_page(page(body=around)).text == TEXT


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>A secret instruction to every reader of it.</p>",
        '<div aria-hidden="true"><p>A secret instruction to every reader of it.</p></div>',
        '<p style="display:none">A secret instruction to every reader of it.</p>',
        '<p style="color: red; DISPLAY : none !important">A secret instruction to every reader of it.</p>',
        '<p style="visibility:hidden">A secret instruction to every reader of it.</p>',
        '<p style="font-size:0">A secret instruction to every reader of it.</p>',
        '<p style="font-size: 0.0px;">A secret instruction to every reader of it.</p>',
        "<template><p>A secret instruction to every reader of it.</p></template>",
        "<noscript><p>A secret instruction to every reader of it.</p></noscript>",
        "<!-- <p>A secret instruction to every reader of it.</p> -->",
        "<p><del>A secret instruction to every reader of it.</del></p>",
        "<svg><text>A secret instruction to every reader of it.</text></svg>",
        "<script>document.write('A secret instruction')</script>",
        "<p hidden>A secret instruction</p>&#8;&#x1b;\b\x1b[2J",
    ],
)
def test_what_the_page_hides_is_not_text(hidden: str) -> None:
    body = ARTICLE.replace("<p>Neil", hidden + "<p>Neil")
    assert read_page(page(body=body)).text == TEXT


@pytest.mark.parametrize(
    "style", ["font-size:0.9em", "font-size: 10px", "display:block", "background:url(display.none)"]
)
def test_what_is_only_small_or_styled_is_text(style: str) -> None:
    body = ARTICLE.replace("<p>Neil", f'<p style="{style}">Neil')
    assert read_page(page(body=body)).text == TEXT


@pytest.mark.parametrize(
    ("body", "text"),
    [
        # Short pages, and pages that are not marked up as articles.
        ("<article><h1>Eagle lands</h1><p>The ferry was late.</p></article>", "The ferry was late."),
        ("<main><p>The ferry was late.</p></main>", "The ferry was late."),
        ("<p>The ferry was late.</p>", "The ferry was late."),
        ("The ferry was late.", "The ferry was late."),
        ("<div><div>The ferry<span> was</span>\n late.</div></div>", "The ferry was late."),
        (
            "<article><p>The ferry was late.</p></article><p>"
            + "Buy a subscription to our newspaper now. " * 20
            + "</p>",
            "The ferry was late.",
        ),
        # Repeated paragraphs are not dropped.
        ("<article>" + f"<p>{PARAGRAPHS[0]}</p>" * 5 + "</article>", "\n\n".join([PARAGRAPHS[0]] * 5)),
        # Lists, tables, quotations, line breaks, headings.
        (
            f"<article><p>{PARAGRAPHS[0]}</p><h2>The crew</h2><ul><li>Neil <b>Armstrong</b></li><li>"
            "<p>Buzz Aldrin</p></li></ul>"
            f"<blockquote><p>{PARAGRAPHS[1]}</p></blockquote><table><tr><th>Place</th><th>Year</th></tr><tr><td>Moon</td><td>1969</td>"
            f"</tr></table><p>One line<br>and another</p><p>{PARAGRAPHS[2]}</p></article>",
            f"{PARAGRAPHS[0]}\n\nThe crew\n\n- Neil Armstrong\n- Buzz "
            f"Aldrin\n\n{PARAGRAPHS[1]}\n\nPlace | Year\nMoon | 1969\n\n"
            f"One line\nand another\n\n{PARAGRAPHS[2]}",
        ),
        # Section, title, date and authors above the text are metadata; a score below the title is not.
        (
            "<article><p>Science</p><h1>Eagle lands</h1><p>By A. Writer</p><p>20 July 1969</p><p>Moon 1, Earth 0</p>"
            + ARTICLE[32:],
            "Moon 1, Earth 0\n\n" + TEXT,
        ),
        ("", ""),
        ("<!-- nothing -->", ""),
    ],
)
def test_pages_of_many_shapes_give_their_text(body: str, text: str) -> None:
    head = (
        '<meta property="og:title" content="Eagle lands"><meta name=author content="A. Writer"><meta '
        "name=date content=1969-07-20>"
    )
    assert read_page(page(head, body)).text == text


def test_structured_data_is_preferred() -> None:
    head = (
        json_ld(
            {
                "@context": "https://schema.org",
                "@graph": [
                    {"@type": "WebSite", "name": "Site"},
                    {
                        "@type": ["NewsArticle"],
                        "headline": "Eagle lands",
                        "datePublished": "1969-07-20T20:17:40Z",
                        "dateModified": "1970-01-01",
                        "author": [{"@type": "Person", "name": "A. Writer"}, {"@type": "Person", "name": "B. Writer"}],
                        "publisher": {"@type": "Organization", "name": "NASA"},
                        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://example.org/eagle"},
                    },
                ],
            }
        )
        + '<meta property="og:title" content="Other"><meta property="article:published_time" content="1999-01-01">'
    )
    assert metadata_of(head) == Metadata(
        title="Eagle lands",
        source="NASA",
        url="https://example.org/eagle",
        authors=("A. Writer", "B. Writer"),
        published=date(1969, 7, 20),
        published_time="1969-07-20T20:17:40+00:00",
        origins=dict.fromkeys(["title", "source", "url", "authors", "published"], Origin.STRUCTURED_DATA),
    )


def test_meta_elements_give_what_structured_data_does_not() -> None:
    head = (
        '<script type="application/ld+json">{ broken</script><title>Eagle lands - NASA</title>'
        '<meta property="og:title" content="Eagle lands"><meta property="og:site_name" content="NASA">'
        '<meta property="article:published_time" content="1969-07-20T16:17:40-04:00">'
        '<meta property="article:modified_time" content="1970-01-01">'
        '<meta name="author" content="A. Writer"><link rel="canonical" href="https://example.org/eagle">'
    )
    assert metadata_of(head) == Metadata(
        title="Eagle lands",
        source="NASA",
        url="https://example.org/eagle",
        authors=("A. Writer",),
        published=date(1969, 7, 20),
        published_time="1969-07-20T16:17:40-04:00",
        origins=dict.fromkeys(["title", "source", "url", "authors", "published"], Origin.META_TAG),
    )


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta name="DC.date.issued" content="1969-07-20">', ARTICLE, date(1969, 7, 20)),
        ('<meta name="pubdate" content="20 July 1969">', ARTICLE, date(1969, 7, 20)),
        ('<meta name="date" content="July 20, 1969">', ARTICLE, date(1969, 7, 20)),
        ('<meta itemprop="datePublished" content="1969-07-20">', ARTICLE, date(1969, 7, 20)),
        (
            '<meta name="date" content="last summer"><meta name="pubdate" content="1969-07-20">',
            ARTICLE,
            date(1969, 7, 20),
        ),
        ("", '<time pubdate datetime="1969-07-20">20/7</time>' + ARTICLE, date(1969, 7, 20)),
        ("", "<time pubdate>20 July 1969</time>" + ARTICLE, date(1969, 7, 20)),
        ("", '<span itemprop="datePublished">20 July 1969</span>' + ARTICLE, date(1969, 7, 20)),
        ("", ARTICLE.replace("<p>N", '<time datetime="1969-07-20T20:17Z">x</time><p>N'), date(1969, 7, 20)),
        ('<meta name="DC:Date" content="1969-07-20">', ARTICLE, date(1969, 7, 20)),
        ('<meta name="citation_publication_date" content="1969/07/20">', ARTICLE, date(1969, 7, 20)),
        ('<meta name="parsely-pub-date" content="1969-07-20T20:17:40Z">', ARTICLE, date(1969, 7, 20)),
        ('<meta name="sailthru.date" content="Sun, 20 Jul 1969 20:17:40 +0000">', ARTICLE, date(1969, 7, 20)),
        ("", '<time class="entry-date published" datetime="1969-07-20">x</time>' + ARTICLE, date(1969, 7, 20)),
        # The day of publication before that of a change, wherever they stand; that of a change where it is alone.
        (
            '<meta property="article:modified_time" content="1969-07-21">'
            '<meta name="pubdate" content="1969-07-20"><meta name="dc.date" content="1969-07-20">',
            ARTICLE,
            date(1969, 7, 20),
        ),
        ('<meta property="article:modified_time" content="1969-07-20">', ARTICLE, date(1969, 7, 20)),
        (
            "",
            ARTICLE.replace(
                "<p>N",
                '<time datetime="1969-07-20">x</time><time class="updated" datetime="1969-07-21">x</time><p>N',
            ),
            date(1969, 7, 20),
        ),
        (json_ld({"@type": "NewsArticle", "dateModified": "1969-07-20"}), ARTICLE, date(1969, 7, 20)),
        (
            json_ld([{"@type": "Organization"}, {"@type": ["Thing", "NewsArticle"], "dateModified": "1969-07-21"}])
            + '<meta name="pubdate" content="1969-07-20">',
            ARTICLE,
            date(1969, 7, 20),
        ),
        (
            json_ld(
                {
                    "@graph": [
                        {"@type": "WebPage", "datePublished": "1969-07-21"},
                        {"@type": "Article", "datePublished": ["1969-07-20T23:30:00-05:00"]},
                    ]
                }
            ),
            ARTICLE,
            date(1969, 7, 20),
        ),
        (json_ld({"@graph": [{"@type": "WebPage", "datePublished": "1969-07-20"}]}), ARTICLE, date(1969, 7, 20)),
        # Not the page's own: a reader's comment, one of two days, a copyright, a day in the text.
        ("", ARTICLE + '<time datetime="1969-07-20">x</time>', None),
        (
            "",
            ARTICLE.replace("<p>", '<time datetime="1969-07-20">x</time><time datetime="1970-07-20">x</time><p>'),
            None,
        ),
        ("", ARTICLE.replace("on 20 July 1969", 'on <time datetime="1969-07-20">20 July</time>'), None),
        ("", ARTICLE + "<footer>Copyright 2019</footer>", None),
        ("", ARTICLE, None),
    ],
)
def test_only_a_date_that_the_page_gives_as_its_own_is_taken(head: str, body: str, day: date | None) -> None:
    assert article_of_file(read_page(page(head, body)), "eagle.html").published == day


def test_without_metadata_the_only_heading_is_the_title() -> None:
    assert metadata_of("<title>Eagle lands | NASA</title>") == Metadata(
        title="Eagle lands", origins={"title": Origin.HEADING}
    )


def test_without_a_heading_the_title_element_is_the_title() -> None:
    assert metadata_of("<title>Eagle lands</title>", f"<p>{TEXT}</p>") == Metadata(
        title="Eagle lands", origins={"title": Origin.META_TAG}
    )


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="iso-8859-2"><p>Zażółć</p>'.encode("iso8859-2"),
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><p>Zażółć</p>'.encode("iso8859-2"),
        '<?xml version="1.0" encoding="iso-8859-2"?><html xmlns="http://www.w3.org/1999/xhtml"><p>Zażółć</p></html>'.encode(
            "iso8859-2"
        ),
        '<?xml version="1.0" encoding="utf-8"?><html><p>Zażółć</p></html>'.encode(),
    ],
)
def test_the_declared_encoding_is_used(data: bytes) -> None:
    assert read_page(data).text == "Zażółć"


@pytest.mark.parametrize("name", ["utf-16", "UTF-16LE", "utf-32", "cp500"])
def test_a_declared_encoding_that_is_not_that_of_the_declaration_is_none(name: str) -> None:
    data = f'<meta charset="{name}"><p>Die Brücke ist für Fußgänger geöffnet.</p>'.encode("cp1252")
    assert read_page(data + b" " * (-len(data) % 4)).text == "Die Brücke ist für Fußgänger geöffnet."


def test_entities_of_the_document_are_not_resolved() -> None:
    data = (
        b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "bomb">]><html><body><p>'
        b"&a; &b;</p></body></html>"
    )
    assert read_page(data).text == "&a; &b;"


@pytest.mark.parametrize("levels", [200, 100_000])
def test_deep_nesting_is_survived(levels: int) -> None:
    text = read_page(page(body="<div>" * levels + "<p>Deep.</p>")).text
    assert text in {"Deep.", ""}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        # What is set above or below the line is no part of the figure beside it.
        ("<p>All 58<sup>1</sup> bridges</p>", "All 58¹ bridges"),
        ("<p>All 58<sup><a href='#n1'>1</a></sup> bridges</p>", "All 58[1] bridges"),
        ("<p>12 <sup>1</sup>/<sub>2</sub> or €3<sup>50</sup></p>", "12 ½ or €3⁵⁰"),
        ("<p>The 21<sup>st</sup>, 250 m<sup>2</sup>, CO<sub>2</sub>.<sup>[7]</sup></p>", "The 21st, 250 m², CO2.[7]"),
        # Formulas, controls and pictures within a sentence.
        ("<p>It weighs <math><mn>340</mn></math> tonnes.</p>", "It weighs 340 tonnes."),
        (
            "<p>Now <math><semantics><mrow>"
            "<msup><mi>c</mi><mn>2</mn></msup><mo>=</mo><mfrac><mn>1</mn><mn>4</mn></mfrac>"
            "</mrow><annotation>c^2</annotation></semantics></math> holds.</p>",
            "Now c²=1/4 holds.",
        ),
        ("<p>The 58<sup><a href='#a'>a</a></sup> bridges</p>", "The 58[a] bridges"),
        ("<p>It is 12<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> m.</p>", "It is 12 1/2 m."),
        ("<p>It is <math><mn>3</mn><mfrac><mn>1</mn><mn>2</mn></mfrac></math> m.</p>", "It is 3 1/2 m."),
        (
            "<p>A<math><mfrac><mrow><mn>1</mn><mo>+</mo><msqrt><mn>2</mn></msqrt></mrow><mn>2</mn></mfrac></math>.</p>",
            "A(1+√2)/2.",
        ),
        ("<p>It is <math><msup><mn>10</mn><mi>k</mi></msup></math> m.</p>", "It is 10^k m."),
        ("<p>It is <math><mroot><mn>8</mn><mn>3</mn></mroot></math> m.</p>", "It is ³√8 m."),
        ("<p>So <math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math> is.</p>", "So x₁² is."),
        (
            "<p>So <math><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable></math> is.</p>",
            "So 1 0 is.",
        ),
        ("<p>A <button>ban</button> on <i>all</i> trade.</p>", "A ban on all trade."),
        ("<p><button>Trade</button> fell. <button>Imports</button> rose.</p>", "Trade fell. Imports rose."),
        ("<p>A ban.</p><button>Share</button><p>A ban. <button>Share</button></p>", "A ban.\n\nA ban."),
        (
            "<p>About <select><option>nine<option selected>ten</select> <input value=14> dogs.</p>",
            "About ten 14 dogs.",
        ),
        ("<p>Pay <input type=hidden value=9>now.</p>", "Pay now."),
        (
            "<p>Bid <img src=x alt='7 million'> now 😀<img alt=😀 src=y> or later.</p>",
            "Bid [picture: 7 million] now 😀😀 or later.",
        ),
        (
            "<p><img alt='The quay' src=x>The quay is shut. <img alt='The quay' src=y> It leaks.</p>",
            "The quay is shut. It leaks.",
        ),
        # Quotation marks that the browser sets.
        (
            "<p>He called it <q>a <b>gift</b></q>, she <q>a <q>so-called</q> loss</q>.</p>",
            "He called it “a gift”, she “a ‘so-called’ loss”.",
        ),
        ("<p lang=de>Er sprach von <q>Verrat</q>.</p>", "Er sprach von „Verrat“."),
        ("<p>He said “<q>a gift</q>” twice.</p>", "He said “a gift” twice."),
        # Words that only a style parts, and those that it does not.
        (
            "<h2><span>Norway</span><span>Ice at <i>Narvik</i></span></h2><p><span>Mac</span>Donald, <span>T</span>"
            "<span>he</span> <b>One</b>Two, <span style='display: block'>below</span></p>",
            "Norway Ice at Narvik\n\nMacDonald, The OneTwo,\n\nbelow",
        ),
        ("<p><span class='b sr-only'>For screen readers: </span>The roof is mended.</p>", "The roof is mended."),
        (
            "<p>Paid <i aria-hidden=true>$5M</i><i class=sr-only>five million</i>.</p>",
            "Paid $5M.",
        ),
        # Readings beside words, and words in elements that HTML does not know or knows for other uses.
        ("<p><ruby>京都<rp>(</rp><rt>きょうと</rt><rp>)</rp></ruby>府の港湾局</p>", "京都府の港湾局"),
        (
            "<p>Two <output>of</output> <label>five</label> <picture><img src=x></picture><x-tip>met</x-tip>.</p>",
            "Two of five met.",
        ),
        # A page may open an element in one noscript and close it in another.
        ("<noscript><div></noscript><p>Read.</p><noscript></div></noscript>", "Read."),
        # The first row or item of a table or list is empty.
        ("<table><tr><td>&nbsp;</td></tr><tr><td>Sold.</td></tr></table>", "Sold."),
        ("<ul><li>&nbsp;</li><li>Sold.</li></ul>", "- Sold."),
        ("<p></p><table><tr><td> </td><td>&#8203;</td></tr><tr><td>Sold.</td></tr></table>", "Sold."),
        ("<p>One <b>word</b>.</p><p>Two&nbsp;&amp; three.</p>", "One word.\n\nTwo & three."),
        ("One<br>two<br><br>three", "One\ntwo\n\nthree"),
        ("<ol><li>one<ul><li>inner</li></ul></li><li>two</li></ol>", "- one\n- inner\n- two"),
        ("<table><tr><td><p>Laid out</p></td><td>in a table</td></tr></table>", "Laid out\n\nin a table"),
        ("It was <del>seven</del> eight<script>x</script>.", "It was eight."),
        ('<body style="visibility:hidden"><p>Seen once a script has run.</p></body>', "Seen once a script has run."),
        ("<!-- nothing -->", ""),
    ],
)
def test_a_piece_of_html_gives_its_visible_words(html: str, text: str) -> None:
    assert fragment_text(html) == text


def test_a_stray_zero_byte_does_not_hide_the_page() -> None:
    assert read_page(page().replace(b"Neil", b"Ne\0il")).text == TEXT
