"""What is new since a day, and a time told by a model: side by side, with what it takes said before."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.summaries.period import summarise_period
from assistant.answering.summaries.requests import SILENT, Telling, side_by_side
from assistant.answering.summaries.summarise import summarise_topic
from assistant.answering.tools import Tools
from assistant.errors import ModelRefused
from assistant.models.local_embedder import LocalEmbedder
from assistant.prompts import load_prompts
from assistant.records.questions import Filters, Question
from assistant.records.verdicts import Grade
from model_server import Request, confirm_all, is_judging, serving
from scripted_answers import model_of
from small_library import Made

OLD = "The tram line in Ostrava will cost 40 million crowns."
SAME = "The city says the tram line in Ostrava runs through Poruba."
ROWS = [
    ("Tram line planned", "2024-05-02", f"{OLD} {SAME}"),
    ("Tram line dearer", "2024-06-04", f"The tram line in Ostrava will cost 46 million crowns. {SAME}"),
    ("Tram line opens", "2024-06-06", "The tram line in Ostrava opened on Thursday with free rides for all."),
    ("Bees die in Bohemia", "2024-06-05", "Beekeepers in Bohemia lost a third of their hives to mites last winter."),
]
JUNE = Filters(since=date(2024, 6, 1))
TODAY = date(2024, 6, 10)


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    made = Made(tmp_path_factory.mktemp("changes"))
    made.write_rows("n.jsonl", [{"title": title, "published": day, "text": text} for title, day, text in ROWS])
    embedder = LocalEmbedder()
    made.index(embedder=embedder)
    with made.opened() as (library, _):
        yield Tools(library, embedder, load_prompts(), SearchOptions())


def test_what_earlier_articles_said_already_is_no_change_but_another_figure_is(tools: Tools) -> None:
    question = Question("the tram line in Ostrava", TODAY, JUNE)
    changed = summarise_topic(question, tools, sentences=6, changed=True)
    assert [each.text for each in changed.statements] == [
        "The tram line in Ostrava will cost 46 million crowns.",
        "The tram line in Ostrava opened on Thursday with free rides for all.",
    ]
    assert SAME in {each.text for each in summarise_topic(question, tools, sentences=6).statements}


def test_what_was_said_before_with_another_figure_is_told_in_a_note(tools: Tools) -> None:
    question = Question("the tram line in Ostrava", TODAY, JUNE)
    notes = summarise_topic(question, tools, sentences=6, changed=True).notes
    assert [("40" in note.text, "46" in note.text) for note in notes] == [(True, True)]


def test_a_model_is_shown_only_what_earlier_articles_have_not_said(tools: Tools) -> None:
    with serving(["It opened with free rides. [2.1]"]) as server:
        model = model_of(server)
        changed = replace(tools, model=model, judge=model)
        answer = summarise_topic(Question("the tram line in Ostrava", TODAY, JUNE), changed, sentences=6, changed=True)
    shown = server.requests[0]["messages"][-1]["content"]
    assert ("46 million" in shown, "free rides" in shown, SAME in shown) == (True, True, False)
    assert answer.coverage is not None
    assert (answer.coverage.articles, answer.coverage.read) == (2, 2)


def test_a_model_tells_each_story_of_a_time_and_what_it_takes_is_said_before(tools: Tools) -> None:
    def first_sentence(request: Request) -> str:
        if is_judging(request):
            return str(confirm_all(request))
        shown = request["messages"][-1]["content"]
        line = next(line for line in shown.splitlines() if line.startswith("[1.1]"))
        return f"In short: {line.removeprefix('[1.1] ').split(' {')[0]} [1.1]"

    told: list[tuple[str, int]] = []
    telling = Telling(lambda requests, _: told.append(("planned", requests)), lambda n, _: told.append(("done", n)))
    with serving(first_sentence) as server:
        model = model_of(server)
        answer = summarise_period(
            Question("", TODAY, JUNE), replace(tools, model=model, judge=model), sentences=3, telling=telling
        )
    stories = len(answer.sections)
    assert stories == 2
    assert told == [("planned", stories), *(("done", number) for number in range(1, stories + 1))]
    assert {each.grade for each in answer.statements} == {Grade.CONFIRMED}
    assert [each.paragraph for each in answer.statements] == list(range(stories))


def test_requests_run_side_by_side_and_give_their_results_in_order() -> None:
    meeting = threading.Barrier(2, timeout=60)

    def task(number: int) -> int:
        meeting.wait()
        return number

    assert side_by_side([lambda: task(1), lambda: task(2)], SILENT) == [1, 2]


def test_the_first_failure_of_several_requests_is_raised() -> None:
    def refuse() -> int:
        raise ModelRefused("No quota.")

    with pytest.raises(ModelRefused, match="No quota"):
        side_by_side([refuse, lambda: 1], SILENT)
