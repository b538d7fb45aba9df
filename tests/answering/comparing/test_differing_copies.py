"""Near-copies of one report: both sides of what they disagree on are shown, and true copies are one report."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.comparing.differing_copies import difference
from assistant.answering.drafts.check_draft import check_draft
from assistant.answering.pipeline import ask, find
from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.summaries.summarise import summarise_topic
from assistant.answering.timeline.timeline import make_timeline
from assistant.answering.tools import Tools
from assistant.articles.drafts.draft_file import draft_of
from assistant.models.local_embedder import LocalEmbedder
from assistant.prompts import load_prompts
from assistant.records.answers import Answer, Status
from assistant.records.questions import Question
from model_server import Request, serving
from scripted_answers import handle, model_of
from small_library import Made

TODAY = date(2024, 6, 30)
SAME_DAY, LATER = ("2024-06-06", "2024-06-06"), ("2024-06-06", "2024-06-08")


@dataclass(frozen=True)
class Pair:
    """Two reports that are one text but for the words in braces; what is asked, and the topic it is about."""

    text: str
    sides: tuple[str, str]
    question: str
    topic: str

    def of(self, side: int) -> str:
        return self.text.replace("{}", self.sides[side])


PAIRS = {
    "contractor": Pair(
        "On Wednesday the city of Ostrava gave the contract for the new tram line to {}. Work on the tram line will"
        " take four years. Shops along the route will be paid for what they lose.",
        ("Halden Works", "Brixby and Sons"),
        "Who got the contract for the new tram line in Ostrava?",
        "tram line in Ostrava",
    ),
    "dead": Pair(
        "A ferry sank off Lesbos on Wednesday, and {} people died. The ferry had left Mytilene at noon. A storm"
        " warning had been given in the morning.",
        ("12", "31"),
        "How many people died when the ferry sank off Lesbos?",
        "ferry off Lesbos",
    ),
    "many dead": Pair(
        "An avalanche above Zermatt killed {} skiers on Wednesday, the canton said. The slope had been open all"
        " morning. Dogs searched the snow until dark.",
        ("12", "120"),
        "How many skiers did the avalanche above Zermatt kill?",
        "avalanche above Zermatt",
    ),
    "weekday": Pair(
        "Bus drivers in Bergen will stop work on {}, their union said. The buses carry 90,000 people a day. Schools"
        " will stay open.",
        ("Thursday", "Saturday"),
        "When will bus drivers in Bergen stop work?",
        "bus drivers in Bergen",
    ),
    "verdict": Pair(
        "On Wednesday the council of Graz {} the plan for a stadium. The stadium was to hold 30,000 people. Its"
        " neighbours had complained of the noise.",
        ("rejected", "approved"),
        "What did the council of Graz decide about the stadium plan?",
        "stadium in Graz",
    ),
    "court": Pair(
        "A court in Lyon {} the owner of the chemical works of poisoning the river on Wednesday. The trial had lasted"
        " nine weeks. The works have been shut since March.",
        ("cleared", "convicted"),
        "How did the trial of the owner of the chemical works in Lyon end?",
        "chemical works in Lyon",
    ),
    "denial": Pair(
        "Rationing of water in Malaga {} on Sunday, the water board said. The reservoirs are a fifth full. Farmers"
        " have drilled wells.",
        ("will begin", "will not begin"),
        "When does rationing of water in Malaga begin?",
        "rationing of water in Malaga",
    ),
    "cost": Pair(
        "The new library in Tampere will cost {} million euros, the city said on Wednesday. It will have room for"
        " 400 readers. The old one is to be sold.",
        ("41", "64"),
        "How much will the new library in Tampere cost?",
        "library in Tampere",
    ),
}
ORDERS = [(name, order, days) for name in PAIRS for order in ((0, 1), (1, 0)) for days in (SAME_DAY, LATER)]
IDS = [f"{name}, {'later' if days is LATER else 'same day'}, {order[0]} first" for name, order, days in ORDERS]
SOURCES = ("The Gazette", "The Herald")


def rows(texts: Sequence[str], days: Sequence[str], titles: Sequence[str] = ("Report", "News")) -> list[dict[str, str]]:
    return [
        {"title": title, "date": day, "source": source, "text": text}
        for title, day, source, text in zip(titles, days, SOURCES, texts, strict=True)
    ]


@contextmanager
def library_of(folder: Path, articles: Sequence[Mapping[str, str]]) -> Iterator[Tools]:
    made = Made(folder)
    made.write_rows("rows.jsonl", articles)
    made.index(embedder=LocalEmbedder())
    with made.opened() as (library, _):
        yield Tools(library, LocalEmbedder(), load_prompts(None), SearchOptions())


@pytest.fixture(params=ORDERS, ids=IDS)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Pair, Tools, tuple[int, int]]]:
    name, order, days = request.param
    pair = PAIRS[name]
    with library_of(tmp_path, rows([pair.of(side) for side in order], days)) as tools:
        yield pair, tools, order


def told(answer: Answer, pair: Pair) -> tuple[set[tuple[str | None, str]], list[str]]:
    """Which source is cited with which of the sides, copies included, and the kinds of the notes that cite both."""
    numbers: dict[int, str] = {}
    cited = set()
    for each in answer.citations:
        for side in range(2):
            if each.quote in pair.of(side) and each.quote not in pair.of(1 - side):
                cited |= {(article.source, pair.sides[side]) for article in (each.article, *each.copies)}
                numbers[each.n] = pair.sides[side]
    return cited, [
        note.kind.value for note in answer.notes if {numbers.get(n) for n in note.citations} >= set(pair.sides)
    ]


def both(pair: Pair, order: tuple[int, int]) -> tuple[set[tuple[str | None, str]], list[str]]:
    return {(source, pair.sides[side]) for source, side in zip(SOURCES, order, strict=True)}, ["disagreement"]


def test_an_answer_without_a_model_shows_both_sides(case: tuple[Pair, Tools, tuple[int, int]]) -> None:
    pair, tools, order = case
    answer = ask(Question(pair.question, TODAY), tools)
    assert (answer.status, told(answer, pair)) == (Status.ANSWERED, both(pair, order))
    said = " ".join(each.text for each in answer.statements)
    assert all(side in said for side in pair.sides)


def test_a_summary_shows_both_sides(case: tuple[Pair, Tools, tuple[int, int]]) -> None:
    pair, tools, order = case
    assert told(summarise_topic(Question(pair.topic, TODAY), tools, sentences=4), pair) == both(pair, order)


def test_a_timeline_shows_both_sides(case: tuple[Pair, Tools, tuple[int, int]]) -> None:
    pair, tools, order = case
    assert told(make_timeline(Question(pair.topic, TODAY), tools, limit=9), pair) == both(pair, order)


def test_a_draft_that_says_one_side_is_told_of_the_other(case: tuple[Pair, Tools, tuple[int, int]]) -> None:
    pair, tools, order = case
    draft = draft_of(pair.of(1).split(". ")[0] + ".\n", name="draft.txt", markdown=False)
    answer = check_draft(draft, Question(draft.name, TODAY), tools, lambda *_: None)
    assert (told(answer, pair), answer.status) == (both(pair, order), Status.PARTIAL)
    contrary = {each.quote for each in answer.citations if each.n in answer.statements[0].contrary}
    assert contrary == {pair.of(0).split(". ")[0] + "."}


FIRST = "On Wednesday the council of Graz rejected"


def test_an_answer_by_a_model_that_cites_one_side_is_noted(tmp_path: Path) -> None:
    pair = PAIRS["verdict"]

    def answer_of(request: Request) -> str:
        return f"The council of Graz rejected the plan. {handle(request['messages'][-1]['content'], FIRST)}"

    with library_of(tmp_path, rows([pair.of(0), pair.of(1)], SAME_DAY)) as tools, serving(answer_of) as server:
        answer = ask(Question(pair.question, TODAY), replace(tools, model=model_of(server)))
    assert told(answer, pair) == both(pair, (0, 1))


REPORT = (
    "The weir at Mirow – built in 1890 – burst on Wednesday, the county's engineer said. “Nobody was hurt,” she"
    " added. The road to Wesenberg is shut until 9 June."
)
CLOSING = "The Herald has reported on the weir since 1891."
COPIES = {
    "typography": (REPORT, REPORT.replace("–", "-").replace("“", '"').replace("”", '"').replace("'", "’")),
    "capitals": (REPORT, REPORT.replace("The weir at Mirow", "THE WEIR AT MIROW")),
    "a dateline": (REPORT, f"MIROW (Wire) - {REPORT}"),
    "another headline alone": (REPORT, REPORT),
    "a closing paragraph": (REPORT, f"{REPORT}\n\n{CLOSING}"),
    "a last sentence fewer": (REPORT, REPORT.split(" The road", maxsplit=1)[0]),
}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("name", COPIES)
def test_a_true_copy_is_named_once_with_what_it_says_too(name: str, order: tuple[int, int], tmp_path: Path) -> None:
    texts = [COPIES[name][side] for side in order]
    with library_of(tmp_path, rows(texts, SAME_DAY)) as tools:
        question = Question("When did the weir at Mirow burst?", TODAY)
        answer, (_, found) = ask(question, tools), find(question, tools)
    assert answer.notes == ()
    assert [{each.source for each in (one.article, *one.copies)} for one in answer.citations[:1]] == [set(SOURCES)]
    assert sum("1890" in each.text for each in answer.statements) == 1
    assert sum("1890" in each.text for each in found.passages) == 1
    shown = "\n".join(each.text for each in found.passages)
    assert all(part in shown for text in texts for part in text.split("\n\n")[1:])


def test_only_the_articles_that_have_a_sentence_are_named_with_it(tmp_path: Path) -> None:
    texts = [REPORT, REPORT.replace("9 June", "12 June")]
    with library_of(tmp_path, rows(texts, SAME_DAY)) as tools:
        answer = ask(Question("Until when is the road to Wesenberg shut?", TODAY), tools)
    named = {(each.quote, each.article.source, tuple(copy.source for copy in each.copies)) for each in answer.citations}
    assert {each for each in named if "Wesenberg" in each[0]} == {
        ("The road to Wesenberg is shut until 9 June.", "The Gazette", ()),
        ("The road to Wesenberg is shut until 12 June.", "The Herald", ()),
    }


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        ("The mill opens on Monday.", "The mill does not open on Monday.", ("mill opens", "mill does not open")),
        ("The mill will open on Monday.", "The mill will never open on Monday.", ("will open", "will never open")),
        ("Twelve ships left the port today.", "12 ships left the port today.", None),
        ("The vote is before the debate.", "The vote is after the debate.", ("before", "after")),
        ("The mill cost $5 million to build.", "The mill cost €5 million to build.", ("$", "€")),
        ("It closed on Monday, the owner said.", "It closed Monday, the owner said.", None),
        ("The mill in Ulm opens on Monday.", "The mill in Ulm opens early on Monday.", None),
        ("Ida Bell, the owner since 2020, has sold the mill.", "The owner Ida Bell has sold the mill.", None),
        ("A per cent of the ships were lost.", "A percent of the ships were lost.", None),
        ("The mill closed on Monday.", "Rain fell on the hills for nine days.", None),
    ],
)
def test_what_differs_is_a_word_that_stands_for_another_or_a_denial(
    first: str, second: str, differ: tuple[str, str] | None
) -> None:
    assert difference(first, second) == differ
    assert difference(second, first) == (differ and differ[::-1])
