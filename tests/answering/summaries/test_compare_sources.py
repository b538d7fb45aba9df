"""What sources say together, where they differ, and what only one says; with a judge, by meaning."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from shlex import quote

import pytest

from assistant.answering.pipeline import ask
from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.summaries.compare_sources import compare_sources
from assistant.answering.tools import Tools
from assistant.errors import UsageError
from assistant.models.local_embedder import LocalEmbedder
from assistant.prompts import load_prompts
from assistant.records.answers import Answer, NoteKind, Status
from assistant.records.questions import Filters, Question
from assistant.records.summaries import SectionKind
from model_server import confirm_all, serving
from scripted_answers import model_of
from small_library import Made

POST, COURIER = "Aegean Post", "The Courier"
SANK = "A ferry with 212 people on board sank off Lesbos on Tuesday, the coast guard said."
SANK_TOO = "On Tuesday a ferry that had 212 people on board sank off Lesbos, according to the coast guard."
DEAD, DEAD_TOO = "The ferry accident off Lesbos killed 12 people.", "The ferry accident off Lesbos killed 31 people."
CAPTAIN = "Police on Lesbos arrested the captain of the ferry for having drunk wine before the accident."
FUND = "The European Union will pay for safer harbours after the ferry accident off Lesbos."
TODAY = date(2024, 6, 10)


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    made = Made(tmp_path_factory.mktemp("compared"))
    made.write_rows(
        "news.jsonl",
        [
            {"title": "Ferry sinks off Lesbos", "source": POST, "published": "2024-06-04", "text": f"{SANK} {DEAD}"},
            {"title": "Ferry captain arrested", "source": POST, "published": "2024-06-06", "text": CAPTAIN},
            {
                "title": "Lesbos ferry lost",
                "source": COURIER,
                "published": "2024-06-05",
                "text": f"{SANK_TOO} {DEAD_TOO}",
            },
            {"title": "Money for ferry harbours", "source": COURIER, "published": "2024-06-07", "text": FUND},
            {
                "title": "Trams in Ostrava",
                "source": COURIER,
                "published": "2024-06-05",
                "text": "Ostrava has new trams.",
            },
        ],
    )
    embedder = LocalEmbedder()
    made.index(embedder=embedder)
    with made.opened() as (library, _):
        yield Tools(library, embedder, load_prompts(), SearchOptions())


def compared(tools: Tools, topic: str = "the ferry accident off Lesbos", *sources: str) -> Answer:
    filters = Filters(sources=sources or (POST, COURIER))
    return compare_sources(Question(topic, TODAY, filters), tools, most=4)


def by_kind(answer: Answer) -> dict[tuple[SectionKind, str], list[str]]:
    ends = [*(each.begins for each in answer.sections[1:]), len(answer.statements)]
    return {
        (section.kind, section.title): [each.text for each in answer.statements[section.begins : end]]
        for section, end in zip(answer.sections, ends, strict=True)
    }


def test_what_both_say_where_they_differ_and_what_one_alone_says_are_told_apart(tools: Tools) -> None:
    assert by_kind(compared(tools)) == {
        (SectionKind.BOTH, "What both tell of"): [SANK, SANK_TOO],
        (SectionKind.DIFFER, "Where they differ"): [DEAD, DEAD_TOO],
        (SectionKind.ONE, f"Only {POST}"): [CAPTAIN],
        (SectionKind.ONE, f"Only {COURIER}"): [FUND],
    }


def test_sentences_that_stand_beside_each_other_make_a_paragraph_and_cite_their_own_article(tools: Tools) -> None:
    answer = compared(tools)
    cited = {each.n: each.article.source for each in answer.citations}
    assert [(each.paragraph, cited[each.citations[0]]) for each in answer.statements[:4]] == [
        (0, POST),
        (0, COURIER),
        (1, POST),
        (1, COURIER),
    ]


def test_without_a_judge_it_is_said_that_likeness_alone_was_compared(tools: Tools) -> None:
    assert [note.kind for note in compared(tools).notes] == [NoteKind.NOT_JUDGED]


def test_a_source_that_says_nothing_of_the_topic_is_named(tools: Tools) -> None:
    answer = compared(tools, "trams in Ostrava")
    assert [note.text for note in answer.notes] == [f"No article of {POST} is about it."]


def test_with_a_judge_what_it_does_not_find_in_the_other_source_is_said_by_one_alone(tools: Tools) -> None:
    with serving(judge=lambda request: confirm_all(request).replace("CONFIRMED", "NOT CONFIRMED")) as server:
        judged = compared(replace(tools, judge=model_of(server)))
    assert {section.kind for section in judged.sections} == {SectionKind.ONE}
    assert (judged.model, judged.notes, judged.usage.requests) == ("scripted", (), len(server.requests))


def test_what_the_judge_finds_of_one_source_is_not_taken_back_by_the_other_which_says_less(tools: Tools) -> None:
    rulings = ["CONFIRMED [3.1]", "NOT CONFIRMED", "CONTRADICTED [3.2]", *["NOT CONFIRMED"] * 3]
    with serving(judge=lambda _: "\n".join(f"{n}: {said}" for n, said in enumerate(rulings, start=1))) as server:
        judged = by_kind(compared(replace(tools, judge=model_of(server))))
    assert judged[SectionKind.BOTH, "What both tell of"] == [SANK, SANK_TOO]
    assert judged[SectionKind.DIFFER, "Where they differ"] == [DEAD, DEAD_TOO]


def test_a_comparison_of_one_source_is_refused(tools: Tools) -> None:
    with pytest.raises(UsageError, match="at least two sources"):
        compared(tools, "the ferry", POST)


def test_a_question_that_names_two_sources_and_has_no_answer_points_to_compare(tools: Tools) -> None:
    answer = ask(Question("Do the Aegean Post and The Courier agree on the price of tickets in Paris?", TODAY), tools)
    assert answer.status is Status.NOT_IN_ARTICLES
    assert [note.text for note in answer.notes if note.kind is NoteKind.NOT_COMPARED] == [
        f"To compare them: assistant compare --source {quote(POST)} --source {quote(COURIER)}"
        ' "agree price tickets paris".'
    ]
