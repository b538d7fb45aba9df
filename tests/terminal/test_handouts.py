"""What is handed on: answers, timelines, checks and sayings as Markdown, Word files and bibliographies."""

import io
import json
from dataclasses import replace
from datetime import date

import docx
import pytest
from bibtexparser.entrypoint import parse_string
from docx.enum.text import WD_COLOR_INDEX
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.records.answers import Answer, Event, Note, NoteKind
from assistant.records.articles import Article
from assistant.records.handout_forms import CiteStyle, Form
from assistant.records.summaries import Coverage
from assistant.records.summaries import Section as SummarySection
from assistant.terminal.clean import clean, clean_line
from assistant.terminal.handouts.bibliography import bibtex, citation_key, cited_articles, csl_json
from assistant.terminal.handouts.files import STDOUT, write_files, written
from assistant.terminal.handouts.from_answer import answer_handout, timeline_handout
from assistant.terminal.handouts.from_any import session_handout
from assistant.terminal.handouts.markdown import markdown
from assistant.terminal.handouts.word_file import word_file
from assistant.terminal.web_link import web_link
from terminal.moon import ANSWER, APOLLO, CHANGE, IN_PLACE, LUNA, UNANSWERED

HOSTILE = (
    "</mark><script>alert(1)</script> ![x](http://evil.example/x.png) <img src=http://evil.example/y onerror=alert(2)>"
    " [go](javascript:alert(3)) http://evil.example www.evil.example \x1b]0;x\x07 \u202eabc @key $x$ *a* _b_ `c` &lt;"
)
MARKDOWN = """\
# When did people first land on the Moon?

*Asked on 1 November 1969. Written by a-model. Searched: articles since 1966-01-01. Made with assistant 0.1.0.*

Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin aboard.[^1] Armstrong stepped out 39 \
minutes later.[^2] (not confirmed: "39 minutes later": no such time is given)

Luna 9 had landed before, without a crew.[^3][^1]

3 sentences: 1 quoted (sentence 1), 1 confirmed (sentence 3), 1 not confirmed (sentence 2).

Left out: 1 citation that names no sentence and 2 undated articles.

[^1]: “Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin aboard.” — [Apollo 11 lands on \
the Moon](<https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns>), NASA, \
21 July 1969.
[^2]: “Armstrong stepped onto the surface at 02:56 UTC on 21 July.” — [Apollo 11 lands on \
the Moon](<https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns>), NASA, \
21 July 1969. Also in 嫦娥五号带回月球样品, 新华社, 17 December 2020; Luna 9 made the first soft landing on \
the Moon in… (undated).
[^3]: “Luna 9 made the first soft landing on the Moon in February 1966.” — Luna 9 made the first soft landing on the \
Moon in… (undated).
"""


def hostile(text: str = HOSTILE, url: str = "javascript:alert(1)") -> Answer:
    """An answer in which the articles, their metadata and the model do what they can."""
    article = Article("e1", "e.txt", f"{text}\n\nAfter it.", text, text, url, (text,), date(2025, 1, 2))
    citation = replace(ANSWER.citations[0], quote=text, start=0, end=len(text), article=article, copies=(article,))
    statement = replace(ANSWER.statements[1], text=text, citations=(1,), reasons=(text,))
    note = Note(NoteKind.DISAGREEMENT, text, (1,))
    question = replace(ANSWER.question, text=text)
    answer: Answer = replace(
        ANSWER, question=question, statements=(statement,), citations=(citation,), notes=(note,), model=text
    )
    return answer


def test_markdown_has_sentences_with_footnotes_that_quote_and_link() -> None:
    assert markdown(answer_handout(ANSWER)) == MARKDOWN


def test_where_the_articles_do_not_say_markdown_says_so_with_what_comes_nearest() -> None:
    text = markdown(answer_handout(UNANSWERED))
    assert "\n\nThe articles do not say.\n\nClosest, which may not say it:[^1]\n\n" in text


def test_what_stands_in_place_of_a_models_words_says_so_first() -> None:
    paragraphs = markdown(answer_handout(IN_PLACE)).split("\n\n")
    assert paragraphs[2].startswith("The articles may answer; what the model wrote was not confirmed.")


def test_a_conversation_numbers_its_sources_through_and_gives_each_once() -> None:
    later = replace(ANSWER, statements=ANSWER.statements[2:], citations=(replace(ANSWER.citations[2], n=1),))
    later = replace(later, statements=(replace(later.statements[0], citations=(1,)),))
    handout = session_handout([ANSWER, later])
    assert [each.n for each in handout.citations] == [1, 2, 3]
    assert [[line.citations for line in section.lines()] for section in handout.sections] == [
        [(1,), (2,), (3, 1)],
        [(3,)],
    ]


def test_a_follow_up_is_handed_on_with_the_question_it_was_understood_as() -> None:
    follow_up = replace(
        ANSWER, question=replace(ANSWER.question, text="When was that?"), standalone="When did it land?"
    )
    assert "Understood as: When did it land?" in markdown(session_handout([follow_up]))
    assert "Understood as" not in markdown(session_handout([replace(ANSWER, standalone=ANSWER.question.text)]))


def test_a_summary_by_subject_stands_in_a_conversation_with_its_headings() -> None:
    parts = (SummarySection("Landing", 1, articles=3), SummarySection("Before", 2))
    summary = replace(ANSWER, sections=parts, coverage=Coverage(articles=3, read=3, cited=2))
    sections = session_handout([ANSWER, summary]).sections
    question = ANSWER.question.text
    assert [(each.heading, each.about) for each in sections] == [
        (question, ""),
        (f"Summary: {question}", ""),
        ("Landing", "3 articles"),
        ("Before", ""),
        ("", ""),
    ]
    assert [len(list(each.lines())) for each in sections] == [3, 1, 1, 1, 0]
    (plain,) = session_handout([replace(summary, sections=())]).sections
    assert [(line.text, line.citations) for line in plain.lines()] == [
        (each.text, each.citations) for each in summary.statements
    ]
    assert "\n\n## Landing\n\n*3 articles*\n\n" in markdown(session_handout([summary]))


def test_an_event_has_its_day_in_front_and_what_is_said_of_it_behind() -> None:
    event = Event(date(1966, 2, 1), date(1966, 2, 28), planned=True, source_names=("NASA",), reports=(3, 1))
    answer = replace(ANSWER, statements=(replace(ANSWER.statements[2], event=event),))
    item = markdown(timeline_handout(answer)).split("\n\n")[2]
    assert item == "- **1966-02** Luna 9 had landed before, without a crew.[^3][^1] (planned; 2 reports)"


def test_pandoc_s_keys_stand_in_the_footnotes_with_the_articles_in_front_or_at_the_end() -> None:
    in_front = markdown(answer_handout(ANSWER), CiteStyle.CSL_JSON)
    front, _, text = in_front.removeprefix("---\nreferences: ").partition("\n---\n")
    key = citation_key(APOLLO)
    assert [each["id"] for each in json.loads(front)] == [key, citation_key(LUNA)]
    assert f"with Neil Armstrong and Buzz Aldrin aboard.” — [@{key}].\n" in text
    at_end = markdown(answer_handout(ANSWER), CiteStyle.BIBTEX)
    assert at_end.endswith("```\n")
    assert parse_string(at_end.partition("```bibtex\n")[2].removesuffix("```\n")).entries[0].key == key


@pytest.mark.parametrize("style", CiteStyle)
def test_what_an_article_says_cannot_act_in_markdown(style: CiteStyle) -> None:
    html = (
        MarkdownIt("gfm-like", {"linkify": False})
        .enable("table")
        .render(markdown(answer_handout(hostile()), style).partition("```")[0].rpartition("\n---\n")[2])
    )
    for tag in ("<script", "<img", "<a ", "<em>a", "<code", "<table", "<strong>"):
        assert tag not in html
    assert clean_line(HOSTILE).split(" ")[0] in html.replace("&lt;", "<").replace("&gt;", ">")


@given(st.text(min_size=1))
def test_any_text_reads_in_markdown_as_it_is(text: str) -> None:
    shown = clean_line(text)
    handout = replace(answer_handout(ANSWER), title=text, facts=(), sections=(), citations=())
    html = MarkdownIt("commonmark").render(markdown(handout))
    bare = html.strip().removeprefix("<h1>").removesuffix("</h1>")
    unescaped = bare.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert unescaped == shown


def test_a_bibliography_is_read_by_a_bibtex_parser_with_each_article_once() -> None:
    library = parse_string(bibtex(cited_articles(ANSWER.citations)))
    assert library.failed_blocks == []
    assert [(each.entry_type, each.key) for each in library.entries] == [
        ("article", "nasa-1969-a11a11a11a11"),
        ("misc", "article-1a9a1a9a1a9a"),
    ]
    fields = {name: each.value for name, each in library.entries[0].fields_dict.items()}
    assert fields == {
        "title": "{Apollo 11 lands on the Moon}",
        "author": "{Neil Armstrong} and {Buzz Aldrin} and {Michael Collins}",
        "journal": "NASA",
        "date": "1969-07-21",
        "year": "1969",
        "month": "jul",
        "url": APOLLO.url,
    }


@given(st.text(), st.text(), st.text())
def test_any_metadata_makes_one_entry(title: str, source: str, author: str) -> None:
    article = Article("b1b1b1b1b1b1", "b.txt", "Rain.", title, source, "http://x.example/{a}%5C", (author, "Ann"))
    library = parse_string(bibtex([article, CHANGE]))
    assert library.failed_blocks == []
    assert [each.key for each in library.entries][1] == "article-2020-c5c5c5c5c5c5"
    assert len(library.entries) == 2


def test_csl_json_has_what_its_schema_requires_and_dates_as_numbers() -> None:
    items = json.loads(csl_json([APOLLO, LUNA, CHANGE]))
    types = {"article-newspaper", "webpage", "document"}  # of the schema's list
    assert all({"id", "type"} <= set(item) and item["type"] in types for item in items)
    assert [item.get("issued") for item in items] == [
        {"date-parts": [[1969, 7, 21]]},
        None,
        {"date-parts": [[2020, 12, 17]]},
    ]
    assert items[0]["author"] == [{"literal": name} for name in APOLLO.authors]
    assert len({item["id"] for item in items}) == 3


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (None, None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//evil.example", None),
        ("https:///no-host", None),
        ("https://news.example/a b", None),
        ('HTTPS://news.example/a(b)<c>"d\u202e', "HTTPS://news.example/a%28b%29%3Cc%3E%22d%E2%80%AE"),
        ("https://news.example/ü?a=1&b=%20#c", "https://news.example/%C3%BC?a=1&b=%20#c"),
    ],
)
def test_only_a_web_page_is_linked_to(url: str | None, link: str | None) -> None:
    assert web_link(url) == link


def test_a_word_file_marks_each_quotation_and_its_numbers_lead_there_and_back() -> None:
    file = docx.Document(io.BytesIO(word_file(answer_handout(ANSWER))))
    runs = [run for paragraph in file.paragraphs for run in paragraph.runs]
    quotes = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert quotes == [each.quote for each in ANSWER.citations]
    links = [link for paragraph in file.paragraphs for link in paragraph.hyperlinks]
    assert [(link.text, link.fragment) for link in links if link.text == "[1]"] == [
        ("[1]", "quotation1"),
        ("[1]", "quotation1"),
        ("[1]", "sentence1"),
    ]
    names = file.element.xpath("//w:bookmarkStart/@w:name")
    assert sorted(names) == [f"{kind}{n}" for kind in ("quotation", "sentence") for n in (1, 2, 3)]
    assert {link.fragment for link in links if link.fragment} == set(names)
    assert [link.address for link in links if link.address] == [APOLLO.url]
    assert (file.core_properties.author, file.core_properties.title) == ("", ANSWER.question.text)


def test_a_word_file_holds_hostile_text_as_text_and_links_to_no_script() -> None:
    file = docx.Document(io.BytesIO(word_file(answer_handout(hostile()), CiteStyle.BIBTEX)))
    assert any(run.text == clean(HOSTILE) for paragraph in file.paragraphs for run in paragraph.runs)
    assert [each.target_ref for each in file.part.rels.values() if each.is_external] == []


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.DOCX])  # zip files have the time
def test_the_same_handout_is_the_same_file(form: Form) -> None:
    assert written(answer_handout(ANSWER), form) == written(answer_handout(ANSWER), form)


@pytest.mark.parametrize("form", Form)
def test_a_form_is_printed_in_its_own_encoding_whatever_that_of_the_output_is(form: Form) -> None:
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    handout = answer_handout(ANSWER)
    write_files(handout, {form: STDOUT}, CiteStyle.NUMBERED, stdout, force=False)
    printed = stdout.buffer.getvalue()
    assert printed[:2] == b"PK" if form is Form.DOCX else printed == written(handout, form)
