"""Summaries, without a model and with a scripted one, of real sample articles in a real library."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.summaries.summarise import summarise_articles, summarise_topic
from assistant.answering.tools import Tools
from assistant.answering.writing.compose_prose import estimated_tokens
from assistant.errors import ModelBrokeOff, UsageError
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.prompts import load_prompts
from assistant.records.answers import Answer, FailureKind, LeftOut, Statement, Status
from assistant.records.ports import Message, Usage
from assistant.records.questions import NO_FILTERS, Filters, Question
from assistant.records.verdicts import Grade
from small_library import SAMPLE, Made

FEATURE = "The night the Tamble came in"
RISES = "Chandlers’ Bridge: revised date for reopening"
RISES_AGAIN = "Port Verrick bridge delayed again, cost at 58.2 million crowns"
FILES = [
    "2025-02-03-chandlers-bridge-to-close.txt",
    "coastal-wire-service.jsonl",
    "feature-the-night-the-tamble-came-in.docx",
    "fish-auction-at-eastmole.txt",
    "harbour-and-trade.csv",
    "press-office-bridge-new-date.md",
    "radio-tamble-bridge-day-one.md",
    "sorrel-evening-post.json",
]
NUMBERS = f"The others are {', '.join(str(number) for number in range(2, 280))}."
TODAY = date(2025, 6, 10)

FEATURE_SUMMARY = """\
At eight minutes to two in the morning on 18 February, Gil Farrant heard something he had not heard in twenty-six \
years at the Millgate pumping station. [1]
What happened in the next thirty-nine minutes has been argued about in the council chamber, in the Bell and Anchor and \
on every landing of the Lower Town for six weeks. [2]
Four people lost their lives that night or because of it. [3]
By half past eleven the number was wrong, and Dr. Selma Quist knew it. [4]
At 1.52 a.m. the river reached them, and both engines drowned within the same minute. [5]
The alert went out to every telephone in the district at 2.31, thirty-nine minutes after the pumps had stopped. [6]"""
BRIDGE_SUMMARY = """\
Chandlers’ Bridge, the only road crossing between the Lower Town and the container port, will close to all traffic at \
5 a.m. next Monday and is due to reopen on 31 March, the city council said. [1]
At one minute past five this morning two men in orange pulled a barrier across the Ropewalk end of Chandlers' Bridge, \
and a cyclist who had been arguing with them gave up and went home. [2]
During an inspection following Storm Oriel, divers found that the flood had washed out the river bed around pier No. \
3, leaving a hole up to 2.3 metres deep. [3]
PORT VERRICK (CWS) - The reopening of Chandlers' Bridge in Port Verrick has been put off for a second time, to 20 \
June, after divers found cracks in another pier, the city engineer said on Wednesday. [4]
Stilewright Construction has been paying a penalty of 15,000 crowns for every day since 1 May on which Chandlers’ \
Bridge is not open, according to the contract, which the city published on Thursday. [5]
If the bridge opens on 20 June, as now planned, the bill will come to 750,000 crowns. [6]"""
BRIDGE_DAYS = ["3 February 2025", "10 February 2025", "12 March 2025", "23 April 2025", "30 May 2025"]


@dataclass
class ScriptedReply:
    """A reply in pieces of seven characters; with `breaks` the connection goes before the end."""

    text: str
    breaks: bool

    @property
    def usage(self) -> Usage:
        return Usage(100, 10, 1)

    def __iter__(self) -> Iterator[str]:
        yield from re.findall(r".{1,7}", self.text, re.DOTALL)
        if self.breaks:
            raise ModelBrokeOff("The connection was closed.")


@dataclass
class ScriptedModel:
    """Answers each request by a function of its last message, and keeps the requests."""

    answer: Callable[[str], str]
    window: int = 8_000
    breaks: bool = False
    name: str = "scripted"
    requests: list[str] = field(default_factory=list)
    most_tokens: int = 0  # that a request and its reply may take together

    def reply(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        form: object = None,  # noqa: ARG002  # the name is the protocol's
    ) -> ScriptedReply:
        self.requests.append(messages[-1].text)
        asked = sum(estimated_tokens(message.text) for message in messages)
        self.most_tokens = max(self.most_tokens, asked + max_tokens)
        return ScriptedReply(self.answer(messages[-1].text), self.breaks)


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    made = Made(tmp_path_factory.mktemp("summaries"))
    for name in FILES:
        shutil.copy(SAMPLE / name, made.articles / name)
    made.write(
        {"numbers.txt": f"Title: Numbers\nDate: 2024-01-01\n\nThe first is one. {NUMBERS} That is all of them.\n"}
    )
    embedder = LocalEmbedder()
    made.index(embedder=embedder)
    with made.opened() as (library, _):
        yield Tools(library, embedder, load_prompts(), SearchOptions())


def with_model(
    tools: Tools, answer: Callable[[str], str], *, window: int = 8_000, breaks: bool = False
) -> tuple[Tools, ScriptedModel]:
    model = ScriptedModel(answer, window=window, breaks=breaks)
    return Tools(tools.library, tools.embedder, tools.prompts, tools.search_options, model), model


def of_articles(
    tools: Tools,
    *titles: str,
    sentences: int = 6,
    as_of: date | None = None,
    on_statement: Callable[[Statement], None] | None = None,
) -> Answer:
    chosen = [tools.library.article(title) for title in titles]
    question = Question("; ".join(titles), TODAY, Filters(as_of=as_of))
    return summarise_articles(chosen, question, tools, sentences=sentences, on_statement=on_statement)


def of_topic(tools: Tools, topic: str, *, sentences: int = 6, filters: Filters = NO_FILTERS) -> Answer:
    return summarise_topic(Question(topic, TODAY, filters), tools, sentences=sentences)


def text_of(answer: Answer) -> str:
    """Each statement on a line with its numbers."""
    return "\n".join(f"{each.text} {list(each.citations)}" for each in answer.statements)


DATES = r"(?: \{[^{}]+ = [^{}]+\})?"  # what the dates of a sentence mean, behind it


def shown_sentences(request: str) -> list[str]:
    """The numbered sentences of a request."""
    return re.findall(rf"^\[\d+\.\d+\] (.+?){DATES}$", request, re.MULTILINE)


def first_and_middle(request: str) -> str:
    """Quotes two sentences of what is shown; merging, the first sentence of each part."""
    shown = re.findall(rf"^\[(\d+\.\d+)\] (.+?){DATES}$", request, re.MULTILINE)
    if shown:
        return " ".join(f"{text} [{handle}]" for handle, text in (shown[0], shown[len(shown) // 2]))
    return " ".join(re.findall(r"^Part \d+, .+:\n(.+)$", request, re.MULTILINE))


def all_sentences(library: Library, title: str) -> list[str]:
    key, article = library.article(title)
    return [" ".join(sentence.of(article.text).split()) for sentence in library.sentences([key])[key]]


def is_verbatim(answer: Answer) -> bool:
    """Whether every statement is its one quotation, which stands where it says."""
    quotes = {each.n: each for each in answer.citations}
    return all(
        each.grade is Grade.QUOTED and each.text == quotes[each.citations[0]].quote and len(each.citations) == 1
        for each in answer.statements
    ) and all(each.article.text[each.start : each.end] == each.quote for each in answer.citations)


def test_without_a_model_a_long_article_is_told_in_its_own_sentences(tools: Tools) -> None:
    told: list[Statement] = []
    answer = of_articles(tools, FEATURE, on_statement=told.append)
    assert is_verbatim(answer)
    assert (answer.status, answer.left_out, tuple(told)) == (Status.ANSWERED, LeftOut(), answer.statements)
    assert text_of(answer) == FEATURE_SUMMARY


def test_a_topic_is_told_from_its_beginning_to_its_end_over_several_articles(tools: Tools) -> None:
    answer = of_topic(tools, "Chandlers' Bridge")
    assert is_verbatim(answer)
    assert text_of(answer) == BRIDGE_SUMMARY
    assert [each.paragraph for each in answer.statements] == [0, 1, 2, 3, 4, 4]


def test_a_short_article_is_told_whole_but_for_what_is_no_sentence(tools: Tools) -> None:
    answer = of_articles(tools, RISES, sentences=50)
    said = [each.text for each in answer.statements]
    assert [*said, "Press contact: press@portverrick.example"] == all_sentences(tools.library, RISES)


def test_of_a_fact_told_anew_with_other_figures_the_newest_is_given(tools: Tools) -> None:
    texts = {each.text for each in of_articles(tools, RISES_AGAIN, RISES, sentences=30).statements}
    assert "The cost of the works rises from 46 million to 52.5 million crowns." not in texts
    assert (
        "The cost of the works has risen to 58.2 million crowns from 52.5 million in March and 46 million at the start."
        in texts
    )


def test_a_sentence_of_a_near_copy_is_named_with_it_only_where_it_has_it(tools: Tools) -> None:
    wire, post = "Skarrow ferry crews end five-day strike", "Skarrow ferries sail again after five-day strike"
    answer = of_articles(tools, post, wire, sentences=50)
    alone = {each.quote[:35] for each in answer.citations if not each.copies}
    assert alone == {
        "Sailings to the Skarrow Islands wer",
        "Sailings to the Skarrow Islands res",
        "On Thursday a naval supply ship bro",
    }
    assert {copy.title for each in answer.citations for copy in each.copies} == {wire, post}
    assert len({each.quote for each in answer.citations}) == len(answer.citations)


@pytest.mark.parametrize(
    "topic", ["quantum computing", "the war in Ukraine", "Chandlers' Bridge in 1897", "presidential election in France"]
)
def test_a_topic_that_no_article_is_about_is_said_to_be_missing(tools: Tools, topic: str) -> None:
    answer = of_topic(tools, topic)
    assert (answer.status, answer.statements, answer.citations) == (Status.NOT_IN_ARTICLES, (), ())
    assert 0 < len(answer.nearest) <= 3


def test_a_topic_is_summarised_within_its_dates_and_what_they_leave_out_is_counted(tools: Tools) -> None:
    filters = Filters(since=date(2025, 2, 1), as_of=date(2025, 3, 12))
    answer = of_topic(tools, "Chandlers' Bridge", filters=filters)
    assert max(each.article.published or TODAY for each in answer.citations) == date(2025, 3, 12)
    assert answer.left_out == LeftOut(undated_articles=1)


def test_articles_later_than_the_day_of_asking_are_not_read(tools: Tools) -> None:
    answer = of_articles(tools, RISES, RISES_AGAIN, as_of=date(2025, 4, 1))
    assert {each.article.title for each in answer.citations} == {RISES}
    assert answer.left_out == LeftOut()
    nothing = of_articles(tools, RISES_AGAIN, as_of=date(2025, 4, 1))
    assert (nothing.status, nothing.nearest) == (Status.NOT_IN_ARTICLES, ())


def test_a_model_gets_what_fits_in_one_request_and_each_statement_is_told_when_all_is_settled(tools: Tools) -> None:
    def answer(request: str) -> str:
        assert shown_sentences(request) == all_sentences(tools.library, RISES)
        return "The bridge reopens on 30 April 2025 [1.1]. It costs 60 million crowns [1.4][9.9].\n\nNo source here."

    prose, model = with_model(tools, answer)
    told: list[Statement] = []
    summary = of_articles(prose, RISES, on_statement=told.append)
    assert (len(model.requests), summary.usage, summary.model) == (1, Usage(100, 10, 1), "scripted")
    assert [(each.text, each.grade, each.citations, each.paragraph) for each in summary.statements] == [
        ("The bridge reopens on 30 April 2025.", Grade.NOT_JUDGED, (1,), 0),
        ("It costs 60 million crowns.", Grade.NOT_JUDGED, (2,), 0),
        ("No source here.", Grade.NOT_CONFIRMED, (), 1),
    ]
    assert summary.statements[1].reasons == ("the cited text does not have the number 60 million; it has 52.5 million",)
    assert tuple(told) == summary.statements
    assert (summary.status, summary.left_out) == (Status.PARTIAL, LeftOut(unknown_handles=1))


@pytest.mark.parametrize("window", [3_000, 2_000, 1_700, 1_500])
def test_of_an_article_longer_than_the_window_each_sentence_is_read_once_and_the_parts_are_merged(
    tools: Tools, window: int
) -> None:
    prose, model = with_model(tools, first_and_middle, window=window)
    summary = of_articles(prose, FEATURE)
    read = [sentence for request in model.requests for sentence in shown_sentences(request)]
    assert sorted(read) == sorted(all_sentences(tools.library, FEATURE))  # the parts are read side by side
    assert summary.usage.requests == len(model.requests) > 2
    assert is_verbatim(summary)
    assert (summary.status, summary.left_out) == (Status.ANSWERED, LeftOut())
    assert model.most_tokens <= window


def test_parts_that_do_not_fit_together_are_merged_in_rounds(tools: Tools) -> None:
    prose, model = with_model(tools, first_and_middle, window=1_500)
    of_articles(prose, FEATURE)
    assert ["".join(re.findall(r"^Part (\d+)", request, re.MULTILINE)) for request in model.requests] == [
        *[""] * 6,
        "1234",
        "12",
        "12",
    ]


def test_what_a_part_cites_nothing_for_is_counted_and_does_not_reach_the_merging(tools: Tools) -> None:
    def answer(request: str) -> str:
        if not shown_sentences(request):
            assert "eleven engines" not in request
            return first_and_middle(request)
        return f"{first_and_middle(request)} They were “eleven engines” [1.1]. More came [77.1]."

    prose, model = with_model(tools, answer, window=3_000)
    summary = of_articles(prose, FEATURE)
    assert len(model.requests) == 3
    assert is_verbatim(summary)
    assert summary.left_out == LeftOut(unknown_handles=2, refused_statements=4)


def test_a_handle_that_the_parts_did_not_cite_is_unknown_to_the_merging(tools: Tools) -> None:
    def answer(request: str) -> str:
        return first_and_middle(request) + ("" if shown_sentences(request) else " The pumps stopped [1.5].")

    prose, _ = with_model(tools, answer, window=3_000)
    summary = of_articles(prose, FEATURE)
    assert [(each.text, each.citations) for each in summary.statements][-1] == ("The pumps stopped.", ())
    assert (summary.status, summary.left_out) == (Status.PARTIAL, LeftOut(unknown_handles=1))


def test_a_topic_in_several_requests_is_read_oldest_article_first(tools: Tools) -> None:
    prose, model = with_model(tools, first_and_middle, window=2_000)
    summary = of_topic(prose, "Chandlers' Bridge")
    shown = [re.findall(r"Published: \w+ (.+?)\.", request) for request in model.requests]
    shown = sorted(
        filter(None, shown), key=lambda days: BRIDGE_DAYS.index(days[0])
    )  # they are sent side by side, and come in any order
    assert list(dict.fromkeys(day for days in shown for day in days)) == BRIDGE_DAYS
    assert is_verbatim(summary)


def test_a_model_that_declines_gives_no_summary(tools: Tools) -> None:
    told: list[Statement] = []
    prose, _ = with_model(tools, lambda _: "NOT IN ARTICLES")
    summary = of_articles(prose, RISES, on_statement=told.append)
    assert (summary.status, summary.statements, summary.citations) == (Status.NOT_IN_ARTICLES, (), ())
    assert (len(summary.nearest), summary.left_out, told) == (3, LeftOut(), [])


def test_a_summary_that_cites_nothing_becomes_the_articles_own_sentences(tools: Tools) -> None:
    told: list[Statement] = []
    prose, _ = with_model(tools, lambda _: "It is a fine bridge.")
    summary = of_articles(prose, RISES, on_statement=told.append)
    assert is_verbatim(summary)
    assert (summary.status, summary.left_out) == (Status.ANSWERED, LeftOut(refused_statements=1))
    assert (tuple(told), [each.text for each in summary.refused]) == (summary.statements, ["It is a fine bridge."])


def test_a_reply_that_breaks_off_leaves_what_was_checked(tools: Tools) -> None:
    prose, _ = with_model(tools, first_and_middle, breaks=True)
    summary = of_articles(prose, RISES)
    assert [each.grade for each in summary.statements] == [Grade.QUOTED]
    assert (summary.status, summary.left_out) == (Status.PARTIAL, LeftOut(broken_off=1))
    silent, _ = with_model(tools, lambda _: "", breaks=True)
    own = of_articles(silent, RISES)
    assert own.statements == of_articles(tools, RISES).statements
    assert own.model_failure
    assert own.model_failure.kind is FailureKind.BROKE_OFF


@pytest.mark.parametrize("reply", ["NOT IN ARTICLES", "It was a long night. Nobody slept."])
def test_parts_whose_merging_comes_to_nothing_are_told_one_after_the_other(tools: Tools, reply: str) -> None:
    told: list[Statement] = []
    prose, _ = with_model(
        tools, lambda request: first_and_middle(request) if shown_sentences(request) else reply, window=3_000
    )
    summary = of_articles(prose, FEATURE, on_statement=told.append)
    assert is_verbatim(summary)
    assert (summary.status, tuple(told)) == (Status.ANSWERED, summary.statements)
    assert [(each.paragraph, each.citations) for each in told] == [(0, (1,)), (0, (2,)), (1, (3,)), (1, (4,))]
    assert summary.left_out == LeftOut(refused_statements=0 if reply == "NOT IN ARTICLES" else 2)


def test_parts_that_break_off_are_merged_as_far_as_they_came(tools: Tools) -> None:
    prose, _ = with_model(tools, first_and_middle, window=3_000, breaks=True)
    summary = of_articles(prose, FEATURE)
    assert (summary.status, summary.left_out) == (Status.PARTIAL, LeftOut(broken_off=3))


def test_a_sentence_too_long_for_any_request_is_counted_as_unread(tools: Tools) -> None:
    prose, model = with_model(tools, first_and_middle, window=1_400)
    summary = of_articles(prose, "Numbers")
    assert [shown_sentences(request) for request in model.requests] == [
        ["The first is one."],
        ["That is all of them."],
        [],
    ]
    assert summary.left_out == LeftOut(unread_sentences=1)


def test_a_window_without_room_for_articles_is_a_mistake_in_the_settings(tools: Tools) -> None:
    prose, model = with_model(tools, first_and_middle, window=1_000)
    with pytest.raises(UsageError, match="A window of 1000 tokens leaves no room for articles") as caught:
        of_articles(prose, RISES)
    assert caught.value.hint == "Raise ASSISTANT_WINDOW_TOKENS to what the model can read."
    assert model.requests == []
