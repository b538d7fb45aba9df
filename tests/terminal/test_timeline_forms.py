"""A timeline as text, Markdown and a picture: in every width, over every span, and nothing an article says acts."""

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records.answers import Answer, Citation, DayFrom, Event, LeftOut, Statement, Status
from assistant.records.articles import Article
from assistant.records.questions import Question
from assistant.records.verdicts import Grade
from assistant.terminal.handouts.from_answer import timeline_handout
from assistant.terminal.handouts.markdown import markdown
from assistant.terminal.render_timeline import render_timeline
from assistant.terminal.timeline_bins import Unit, bins_for
from assistant.terminal.timeline_svg import timeline_svg

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = 'Rain <script>alert(1)</script> [fell](javascript:x) *hard* \x1b]0;x\x07& "stopped".'


def timeline(*events: Event, text: str = "Rain fell.", url: str | None = None, title: str = "Rain") -> Answer:
    article = Article(
        id="a1", path="a.txt", text=text, title=title, source="Courier", url=url, published=date(2025, 2, 19)
    )
    citations = tuple(Citation(n, text, 0, len(text), article) for n in (1, 2))
    statements = tuple(Statement(text, Grade.QUOTED, citations=(1,), event=event) for event in events)
    question = Question("rain", date(2025, 3, 1))
    return Answer(Status.ANSWERED, question, "rain", statements, citations, left_out=LeftOut(more_events=3))


def event(first: date, last: date | None = None, *sources: str, planned: bool = False) -> Event:
    names = sources or ("Courier",)
    return Event(first, last or first, planned=planned, sources=len(names), source_names=names, reports=(1, 2))


DAY, LATER = date(2025, 2, 18), date(2025, 3, 31)
TEXT = """\
2025-02-18  Rain fell. [1]
            (reported on this day;
            2 reports)
2025-02-18  Rain fell. [1] (2
to 02-20    sources: Courier and
            Post)
2025-02     Rain fell. [1] (2
            reports)
2024-12-30  Rain fell. [1]
to          (planned; 2 reports)
2025-01-02

Sources
[1] Rain — Courier, 19 February
    2025
    assistant show a1

Left out: 3 events (--limit).
"""


def test_a_narrow_terminal_shows_days_beside_lines_in_any_width() -> None:
    answer = timeline(
        Event(DAY, DAY, day_from=DayFrom.PUBLISHED, source_names=("Courier",), reports=(1, 2)),
        event(DAY, date(2025, 2, 20), "Courier", "Post"),
        event(date(2025, 2, 1), date(2025, 2, 28)),
        event(date(2024, 12, 30), date(2025, 1, 2), planned=True),
    )
    shown = render_timeline(answer, width=34, colour=False)
    assert shown == TEXT
    for width in (20, 40, 80, 200):
        assert max(map(len, render_timeline(answer, width=width, colour=False).splitlines())) <= max(width, 20)


def with_unjudged() -> Answer:
    """A timeline of three lines, two of which no judge has read."""
    (quoted,) = timeline(event(DAY)).statements
    unread = replace(quoted, grade=Grade.NOT_JUDGED)
    different = replace(unread, reasons=("the cited text does not have the number two",))
    return replace(timeline(), statements=(quoted, unread, different), left_out=LeftOut(unread_judgements=2))


def test_a_line_of_a_timeline_that_no_judge_read_is_marked() -> None:
    shown = render_timeline(with_unjudged(), width=80, colour=False)
    assert shown[: shown.index("\nSources")] + shown[shown.index("3 sentences") :] == (
        "2025-02-18  Rain fell. [1] (2 reports)\n"
        "2025-02-18  Rain fell. [1] [not judged] (2 reports)\n"
        "2025-02-18  Rain fell. [1] [not judged: the cited text does not have the number\n"
        "            two] (2 reports)\n"
        "3 sentences: 1 quoted (sentence 1), 2 not judged (sentences 2 and 3).\n"
        "2 sentences are not judged: the judge gave no reply that could be read.\n"
    )


def test_a_line_that_no_judge_read_is_marked_in_markdown_too() -> None:
    assert markdown(timeline_handout(with_unjudged())).splitlines()[4:7] == [
        "- **2025-02-18** Rain fell.[^1] (2 reports)",
        "- **2025-02-18** Rain fell.[^1] (not judged; 2 reports)",
        "- **2025-02-18** Rain fell.[^1] (not judged: the cited text does not have the number two; 2 reports)",
    ]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.lists(st.integers(0, 40_000), max_size=8))
def test_every_day_lies_in_one_bin_and_there_are_not_too_many(first: date, later: list[int]) -> None:
    days = [first, *(first + timedelta(days=each) for each in later)]
    bins = bins_for(days)
    assert bins.width <= 70 or bins.unit is Unit.YEAR
    assert list(bins.starts) == sorted(set(bins.starts))
    for day in days:
        place = bins.of(day)
        assert bins.starts[place] <= day
        assert place == len(bins.starts) - 1 or day < bins.starts[place + 1]
    assert len({bins.left(place) for place in range(len(bins.starts))}) == len(bins.starts)
    assert 1 <= len(bins.labels()) <= 10 + len(bins.breaks)


def test_time_in_which_nothing_happens_is_left_out_where_it_would_take_most_of_the_picture() -> None:
    week = [DAY + timedelta(days=each) for each in range(0, 8, 2)]
    near, far = bins_for([*week, LATER]), bins_for([date(1990, 5, 3), *week])
    assert (near.unit, near.breaks, near.width) == (Unit.DAY, (7,), 9)
    assert (far.unit, far.breaks, far.width) == (Unit.DAY, (1,), 9)
    assert far.labels()[1] == "18 Feb 2025"
    root = ElementTree.fromstring(timeline_svg(timeline(event(date(1990, 5, 3)), *(event(each) for each in week))))
    texts = [each.text for each in root.iter(f"{SVG}text")]
    assert "//" in texts
    assert "one bar a day, empty time left out (//)" in str(texts[1])


LONG = "The council that governs the harbour " + "and the town and the roads and the bridge " * 8 + "met on Tuesday."


def test_an_event_takes_three_lines_and_its_whole_sentence_stands_in_the_sources() -> None:
    answer = timeline(event(DAY, None, "Courier", "Post"), text=LONG)
    shown = render_timeline(answer, width=80, colour=False)
    events, _, sources = shown.partition("\nSources\n")
    assert events == (
        "2025-02-18  The council that governs the harbour and the town and the roads and\n"
        "            the bridge and the town and the roads and the bridge and the town\n"
        "            and the roads and the bridge and the town and the … [1] (2 sources)\n"
    )
    assert " ".join(sources.split()).startswith(f"[1] “{LONG}” Rain — Courier")
    assert LONG in markdown(timeline_handout(answer))


def test_a_models_line_is_never_shortened() -> None:
    answer = timeline(event(DAY), text=LONG)
    told = replace(answer, statements=(replace(answer.statements[0], grade=Grade.CONFIRMED),))
    assert LONG in " ".join(render_timeline(told, width=80, colour=False).partition("\nSources")[0].split())


def test_a_source_that_is_unknown_is_called_so() -> None:
    answer = timeline(event(DAY, None, "Courier", "unknown source", "unknown source"))
    assert "3 sources: Courier and 2 unknown sources" in " ".join(
        render_timeline(answer, width=80, colour=False).split()
    )


@pytest.mark.parametrize("days", [0, 1, 60, 400, 3_650])
def test_a_picture_spans_a_day_or_ten_years(days: int) -> None:
    many = [f"Source {number}" for number in range(15)]
    answer = timeline(event(DAY, None, *many), event(DAY + timedelta(days=days), planned=True))
    root = ElementTree.fromstring(timeline_svg(answer))
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "others" in texts
    # With "others" there are twelve hues: "Courier" and ten more are named.
    assert sum(str(text).startswith("Source ") for text in texts) == 10


def test_a_source_called_others_is_apart_from_the_rest() -> None:
    many = [f"Source {number}" for number in range(15)]
    root = ElementTree.fromstring(timeline_svg(timeline(event(DAY, None, *many, "others"))))
    hues = {each.get("fill") for each in root.iter(f"{SVG}rect")}
    alone = ElementTree.fromstring(timeline_svg(timeline(event(DAY, None, "others"))))
    assert "#bbbbbb" in hues
    assert "#bbbbbb" not in {each.get("fill") for each in alone.iter(f"{SVG}rect")}


@pytest.mark.parametrize(
    ("events", "more", "said"), [(1, 0, "1 event, "), (2, 0, "2 events, "), (1, 3, "1 of 4 events, ")]
)
def test_a_picture_counts_its_events_in_words(events: int, more: int, said: str) -> None:
    answer = replace(timeline(*[event(DAY)] * events), left_out=LeftOut(more_events=more))
    texts = [str(each.text) for each in ElementTree.fromstring(timeline_svg(answer)).iter(f"{SVG}text")]
    assert texts[1].startswith(said)


def test_what_an_article_says_cannot_act_in_a_picture() -> None:
    root = ElementTree.fromstring(timeline_svg(timeline(event(DAY), text=HOSTILE)))
    assert {each.tag.split("}")[1] for each in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "rect",
        "text",
        "line",
        "circle",
    }
    shown = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert 'Rain <script>alert(1)</script> [fell](javascript:x) *hard* & "stopped".' in shown
