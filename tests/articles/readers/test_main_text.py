import textwrap

import pytest

from assistant.articles.readers.html_tree import drop_unseen, parse_html
from assistant.articles.readers.main_text import main_paragraphs
from assistant.articles.readers.web_page import read_page
from assistant.language.sentences import split_sentences

ONE = "The expedition of Roald Amundsen reached the South Pole on 14 December 1911, five weeks ahead of its rivals."
TWO = "Five men stood at the pole that day, and they stayed there for three days to be sure of their position."
THREE = "On the way back they found every depot, and all five of them came home to their ship in good health."
LEAD = "Norwegians are first at the pole, and nobody was hurt on the way there or back."
P1, P2, P3 = (f"<p>{words}</p>" for words in (ONE, TWO, THREE))


def text_of(body: str) -> list[str]:
    page = parse_html(f"<!doctype html><html><head><title>The pole</title></head><body>{body}</body></html>")
    drop_unseen(page)
    return main_paragraphs(page)


@pytest.mark.parametrize(
    "body",
    [
        # A card is an article element, and so is nothing, or an empty main element.
        f"<main><h1>The pole</h1><div>{P1}<article class=card><h3>More</h3><p>Nine ships were lost in the ice of the"
        f" Weddell Sea this year.</p></article>{P2}{P3}</div></main>",
        f"<main></main><div><h1>The pole</h1>{P1}{P2}{P3}</div>",
        f"<main><p>Menu</p></main><section><h1>The pole</h1>{P1}{P2}{P3}</section>",
        # The name or the element that holds the story would say that it is none.
        f"<div><aside><h1>The pole</h1>{P1}{P2}{P3}</aside><div class=consent><p>We use cookies to improve this site"
        " and to show you offers that may interest you.</p></div></div>",
        f"<div class=teaser-list><h1>The pole</h1>{P1}{P2}{P3}</div>",
        f"<form id=aspnet><div class=widget><h1>The pole</h1>{P1}{P2}{P3}</div></form>",
        "<div class=newsletter>"
        + "".join(f"<div class=newsletter-part>{part}</div>" for part in (P1, P2, P3))
        + "</div>",
        f"<h1>Polar News</h1><div>{'<p>Our readers are at home in the ice, and so are all of us.</p>' * 7}</div>"
        f"<article><h1>The pole</h1>{P1}{P2}{P3}</article>",
        f"<article><header><h1>The pole</h1></header></article><section>{P1}{P2}{P3}</section>",
        f"<main><h1>The pole</h1><nav><h2>Contents</h2></nav>{P1}{P2}{P3}</main>",
        # Several article elements make it up.
        f"<main><h1>The pole</h1><article>{P1}{P2}</article><article>{P3}</article></main>",
        # Boxes within it: related stories, letters, things to buy, notices.
        f"<article><h1>The pole</h1>{P1}<div class=related><h3>More</h3><ul><li><a href=x>Ship lost in the"
        f" Weddell Sea</a></ul></div>{P2}<p><b>Read more: <a href=x>Ship lost in the ice</a></b></p>{P3}</article>",
        f"<article><h1>The pole</h1>{P1}<p>À lire aussi : <a href=x>Un navire perdu en mer de Weddell</a></p>{P2}"
        f"<div><h4>The letter</h4><p>Every week the best of our expeditions, free of charge.</p><form><input name=mail>"
        f"<button>Send</button></form></div>{P3}</article>",
        f"<article><h1>The pole</h1>{P1}{P2}{P3}<div class='c-paywall'><p>This article is for subscribers only. Read on"
        " for one krone a week, and cancel at any time.</p></div></article>",
        f"<article><h1>The pole</h1>{P1}<div data-module=newsletter-signup><p>The letter</p><p>Our best stories, every"
        f" Saturday, for you alone.</p></div>{P2}{P3}</article>",
        f"<article><h1>The pole</h1>{P1}<div class='ad ad-slot'>Advertisement</div>{P2}{P3}</article>",
        f"<div>Polar News</div><table><tr><td>{P1}{P2}{P3}</td></tr><tr><td>All rights reserved</td></tr></table>",
        f"<article><h1>The pole</h1>{P1}{P2}{P3}</article><ol class=comment-list><li><article><p>"
        + "I was there and it was cold, colder than I had ever thought that it could be. " * 4
        + "</p></article></ol>",
    ],
)
def test_the_story_is_read_whatever_stands_around_it_or_names_it(body: str) -> None:
    assert [one for one in text_of(body) if one != "The pole"] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "body",
    [
        f"<main><h1>The pole</h1><div class=lead><p>{LEAD}</p></div><article>{P1}{P2}{P3}</article></main>",
        f"<div><div><h1>The pole</h1></div><div class=field-lead><div>{LEAD}</div></div><div>{P1}{P2}{P3}</div></div>",
        f"<article><h1>The pole</h1><h3>{LEAD}</h3><div><a href=x>Staff</a></div><div>{P1}{P2}{P3}</div></article>",
        f"<article><h1>The pole</h1><div class=teaser-content><p>{LEAD}</p></div><div>{P1}{P2}{P3}</div></article>",
        f"<article><header><h1>The pole</h1></header><p class=standfirst>{LEAD}</p><div>{P1}{P2}{P3}</div></article>",
    ],
)
def test_the_lead_belongs_to_the_text(body: str) -> None:
    assert [one for one in text_of(body) if one != "The pole"] == [LEAD, ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ("left on <time datetime=1911-10-19>19 October</time> with 52 dogs.", "left on 19 October with 52 dogs."),
        ("took <label>four</label> sledges and <output>52</output> dogs.", "took four sledges and 52 dogs."),
        (
            "<span class=share>shared</span> the <span class=caption>food</span> of <span class=tags>52</span> dogs.",
            "shared the food of 52 dogs.",
        ),
        ("left a <span class='related teaser'>tent</span> <picture><img src=x></picture>there.", "left a tent there."),
        ("all <button>five</button> of them called it <q>a fine day</q>.", "all five of them called it “a fine day”."),
    ],
)
def test_no_word_and_no_paragraph_is_lost_for_an_element_within_it(inner: str, words: str) -> None:
    assert text_of(f"<article>{P1}<p>They {inner}</p>{P2}{P3}</article>") == [ONE, f"They {words}", TWO, THREE]


def test_lines_that_are_elements_of_their_own_are_joined() -> None:
    lines = [line for words in (ONE, TWO, THREE) for line in textwrap.wrap(words, 40)]
    body = "".join(f'<div style="position:absolute;top:{at}em">{line}</div>' for at, line in enumerate(lines))
    assert " ".join(text_of(f"<div>{body}</div>")) == " ".join((ONE, TWO, THREE))


def test_lists_and_tables_of_a_page_laid_out_in_a_table_are_kept() -> None:
    items = "<ul><li>Four sledges carried the food of four months.<li>Each dog pulled about forty kilograms.</ul>"
    assert text_of(f"<table><tr><td>{P1}{items}{P2}{P3}</td></tr></table>") == [
        ONE,
        "- Four sledges carried the food of four months.\n- Each dog pulled about forty kilograms.",
        TWO,
        THREE,
    ]


def test_the_times_headings_and_order_of_a_live_report_are_kept() -> None:
    posts = [("15:00", "At the pole", ONE), ("11:30", "Two hours to go", TWO), ("08:00", "Last camp", THREE)]
    body = "".join(f"<div><time>{at}</time><h2>{head}</h2><p>{words}</p></div>" for at, head, words in posts)
    assert text_of(f"<article>{body}</article>") == [part for post in posts for part in post]


def test_captions_are_kept_and_marked_behind_the_first_paragraph() -> None:
    figure = (
        "<figure><img src=x alt=x><figcaption>The tent at the pole. It was left there for Scott.</figcaption></figure>"
    )
    body = f"<article><h1>The pole</h1>{figure}{P1}{P2}<div><img src=x><p class=wp-caption-text>A sledge</p></div>"
    body += f"{P3}</article>"
    marked = "[Caption] The tent at the pole. It was left there for Scott."
    text = read_page(body.encode()).text
    assert text.split("\n\n") == [ONE, marked, TWO, "[Caption] A sledge", THREE]
    assert [one.of(text) for one in split_sentences(text)] == [ONE, marked, TWO, "[Caption] A sledge", THREE]


@pytest.mark.parametrize(
    "picture",
    [
        "<div class=thumb><img src=x><div class=thumbcaption>The tent</div></div>",
        "<div class=css-1><div><img src=x></div><p class=css-2>The tent</p></div>",
        "<table><tr><td><img src=x></td></tr><tr><td>The tent</td></tr></table>",
        "<table class=tr-caption><tr><td><img src=x></td></tr><tr><td class=tr-caption>The tent</td></tr></table>",
    ],
)
def test_what_stands_alone_with_a_picture_is_its_caption(picture: str) -> None:
    assert text_of(f"<div><h1>The pole</h1>{P1}{picture}{P2}{P3}</div>") == [ONE, "[Caption] The tent", TWO, THREE]


def test_a_caption_in_line_does_not_run_into_the_text_behind_it() -> None:
    caption = "<span><img src=x><span class=caption>The tent at the pole</span></span>"
    assert text_of(f"<article>{P1}<p>{caption}{TWO}</p>{P3}</article>") == [
        ONE,
        "[Caption] The tent at the pole",
        TWO,
        THREE,
    ]


def test_a_lead_beside_the_heading_and_a_link_above_the_story_is_kept() -> None:
    hero = f"<section><a href=x>Expeditions</a><h1>The pole</h1><div class=teaser-content><p>{LEAD}</p></div></section>"
    assert text_of(f"<main>{hero}<article>{P1}{P2}{P3}</article></main>") == [LEAD, ONE, TWO, THREE]


def test_the_captions_of_other_stories_are_not() -> None:
    card = "<div><figure><img src=x><figcaption>A lost ship</figcaption></figure><h3><a href=x>Ship lost</a></h3></div>"
    assert text_of(f"<article>{P1}{P2}{card}{P3}</article>") == [ONE, TWO, THREE]


def test_paragraphs_that_are_marked_as_for_those_who_pay_belong_to_the_story_and_a_notice_does_not() -> None:
    free = [
        f"In the year {year} nobody had been at the pole, and the ice there was unknown." for year in range(1900, 1906)
    ]
    paid = [f"<p class=paywall>{words}</p>" for words in (TWO, THREE)]
    body = "".join(f"<p>{words}</p>" for words in free) + "".join(paid)
    notice = "<div class=subscribe><p>Subscribe to the paper now, and read all of this for one krone a week.</p></div>"
    assert text_of(f"<article><h1>The pole</h1>{body}{notice}</article>") == ["The pole", *free, TWO, THREE]
