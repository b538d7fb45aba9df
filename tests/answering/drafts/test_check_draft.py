"""A draft of one's own is checked against a library: quoted, judged by a model that reads meaning, or not judged."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.drafts.check_draft import check_draft
from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.tools import Tools
from assistant.articles.drafts.draft_file import draft_of
from assistant.models.local_embedder import LocalEmbedder
from assistant.prompts import load_prompts
from assistant.records.answers import Answer, LeftOut, NoteKind, Status
from assistant.records.questions import Filters, Question
from assistant.records.verdicts import Grade
from model_server import Play, Request, error, serving
from scripted_answers import model_of
from small_library import Made

DAY = date(2024, 5, 10)
ARTICLES = {
    "fire.txt": """Title: Fire at the paper mill
Date: 2024-05-02

A fire destroyed the paper mill in Harnsea on Wednesday night. Forty workers were led out of the building unharmed.
The owner, Marie Curie, said that the mill would be rebuilt within two years. She thanked the firefighters.
""",
    "jobs.txt": """Title: Mill workers to be paid until autumn
Date: 2024-05-07
Source: The Herald

The 310 employees of the burnt paper mill in Harnsea will be paid until the end of October, the union said on Tuesday.
Its chairman, Niels Bohr, called the agreement fair.
""",
    "ferry.txt": """Title: A new ferry for the islands
Date: 2024-04-11

The shipping company ordered a second electric ferry on Thursday. It will carry 350 passengers and 45 cars.
Its captain will be Amelia Earhart. She has sailed to the islands for eleven years.
""",
    "note.txt": """Title: Correction: the pay at the paper mill
Date: 2024-05-08
Source: The Herald

On 7 May we wrote that 310 employees of the burnt paper mill in Harnsea will be paid. The correct number is 301.
""",
}
LED = "Forty workers were led out of the building unharmed."
CAPTAIN = "She has sailed to the islands for eleven years."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    library = Made(tmp_path_factory.mktemp("mill"))
    library.write(ARTICLES)
    library.index(embedder=LocalEmbedder())
    return library


def checked(
    made: Made,
    text: str,
    filters: Filters = Filters(),
    *,
    judge: Callable[[Request], str | Play] | None = None,
    words_suffice: bool = False,
) -> Answer:
    with made.opened() as (library, _), serving(judge=judge or (lambda _: "")) as server:
        tools = Tools(library, LocalEmbedder(), load_prompts(None), SearchOptions(), words_suffice=words_suffice)
        tools = replace(tools, judge=model_of(server)) if judge else tools
        draft = draft_of(text, name="draft.txt", markdown=False)
        return check_draft(draft, Question(draft.name, DAY, filters), tools, lambda *_: None)


def ruling(*said: tuple[str, str]) -> Callable[[Request], str]:
    """A judge that gives each statement in turn a verdict and the number of the sentence that begins so."""

    def judge(request: Request) -> str:
        material = request["messages"][0]["content"]
        rows = []
        for number, (verdict, beginning) in enumerate(said, start=1):
            found = re.search(rf"^ *\[(\d+\.\d+)\] {re.escape(beginning)}", material, re.MULTILINE)
            assert found, f"{beginning!r} was not offered"
            rows.append(f"{number}: {verdict.format(found[1] if beginning else '')}")
        return "\n".join(rows)

    return judge


def table(answer: Answer) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each sentence's grade, what it cites, what speaks against it marked, and its reasons."""
    named = {each.n: each.quote for each in answer.citations}
    return [
        (
            each.grade.value,
            tuple(("not " if n in each.contrary else "") + named[n] for n in each.citations),
            each.reasons,
        )
        for each in answer.statements
    ]


def test_an_article_s_own_sentence_is_quoted_with_or_without_a_judge(made: Made) -> None:
    answer = checked(made, f"{LED}\n")
    assert (answer.status, table(answer)) == (Status.ANSWERED, [("quoted", (LED,), ())])
    judged = checked(made, f"{LED}\n", judge=lambda _: "1: CONTRADICTED - nobody should have asked")
    assert judged.statements == answer.statements


def test_without_a_judge_a_sentence_has_its_closest_sentences_and_the_words_that_differ(made: Made) -> None:
    answer = checked(
        made, "A fire destroyed the paper mill. The ferry carries 530 passengers and is named Louis Pasteur.\n"
    )
    first, second = answer.statements
    assert (answer.status, first.grade, first.reasons, first.citations) == (Status.PARTIAL, Grade.NOT_JUDGED, (), ())
    assert (second.grade, second.reasons) == (
        Grade.NOT_JUDGED,
        (
            "the closest sentences do not have the number 530; they have 350",
            "the closest sentences do not have the name Louis Pasteur",
        ),
    )
    nearest = {each.n: each.quote for each in answer.nearest}
    assert nearest[first.nearest[0]] == "A fire destroyed the paper mill in Harnsea on Wednesday night."
    assert nearest[second.nearest[0]] == "It will carry 350 passengers and 45 cars."
    assert not second.contradicted


def test_with_rules_alone_a_draft_without_differences_is_in_order(made: Made) -> None:
    assert checked(made, "The paper mill burnt down.\n", words_suffice=True).status is Status.ANSWERED
    assert checked(made, "The paper mill burnt down in 2019.\n", words_suffice=True).status is Status.PARTIAL


def test_a_score_told_in_other_words_is_no_difference(tmp_path: Path) -> None:
    vote = Made(tmp_path)
    vote.write({"vote.txt": "Title: Vote\nDate: 2024-03-01\n\nThe council passed the plan by 211 votes to 148.\n"})
    vote.index(embedder=LocalEmbedder())
    answer = checked(vote, "The plan was passed 211–148. The plan was passed by 148 to 211.\n")
    assert [each.reasons for each in answer.statements] == [(), ()]


def test_the_judge_confirms_by_the_sentences_it_names(made: Made) -> None:
    judge = ruling(("CONFIRMED [{}]", LED), ("CONFIRMED [{}]", CAPTAIN))
    answer = checked(made, "All forty workers got out. Amelia Earhart knows the islands well.\n", judge=judge)
    assert (answer.status, answer.model, answer.usage.requests) == (Status.ANSWERED, "scripted", 1)
    assert table(answer) == [("confirmed", (LED,), ()), ("confirmed", (CAPTAIN,), ())]


def test_a_sentence_is_contradicted_only_by_what_the_judge_names(made: Made) -> None:
    judge = ruling(('CONTRADICTED [{}] - "Thirty": it was forty', LED), ("NOT CONFIRMED - no cause is given", ""))
    answer = checked(made, "Thirty workers were led out. The mill burnt because of a cigarette.\n", judge=judge)
    assert table(answer) == [
        ("not_confirmed", (f"not {LED}",), ('"Thirty": it was forty',)),
        ("not_confirmed", (), ("no cause is given",)),
    ]
    assert [each.contradicted for each in answer.statements] == [True, False]
    assert (answer.status, bool(answer.statements[1].nearest)) == (Status.PARTIAL, True)


def test_the_judge_is_told_who_she_may_be_and_what_the_words_differ_in(made: Made) -> None:
    shown: list[str] = []

    def judge(request: Request) -> str:
        shown.append(request["messages"][0]["content"].split("===")[-3])
        return "1: NOT CONFIRMED - no\n2: CONTRADICTED - Curie has not"

    checked(made, "Marie Curie owns a mill. She sailed for twelve years.\n", judge=judge)
    statements = re.findall(r"^(?:\d+: | {3}(?:Ask|It follows)).*", shown[0], re.MULTILINE)
    assert statements == [
        "1: Marie Curie owns a mill.",
        "2: She sailed for twelve years.",
        "   It follows this, which only tells what it speaks of: Marie Curie owns a mill.",
        "   Ask yourself: the closest sentences do not have the number twelve; they have eleven. Does that matter?",
    ]
    assert shown[0].count("It cites no sentence.") == 2


def test_what_is_confirmed_without_a_sentence_to_look_up_is_not_judged(made: Made) -> None:
    answer = checked(made, "All forty workers got out.\n", judge=lambda _: "1: CONFIRMED")
    assert [each.grade for each in answer.statements] == [Grade.NOT_JUDGED]
    assert answer.left_out == LeftOut(unread_judgements=1)


def test_a_quotation_that_no_article_holds_is_refused_whatever_the_judge_says(made: Made) -> None:
    owner = "The owner, Marie Curie, said that the mill would be rebuilt within two years."
    text = "The owner said the mill “will rise like a phoenix”.\n"
    (statement,) = checked(made, text, judge=ruling(("CONFIRMED [{}]", owner))).statements
    assert (statement.grade, statement.reasons) == (
        Grade.NOT_CONFIRMED,
        ("the cited text does not have the words “will rise like a phoenix”",),
    )


def test_a_judge_that_fails_leaves_every_sentence_not_judged_and_that_is_counted(made: Made) -> None:
    asked: list[Request] = []

    def fail(request: Request) -> Play:
        asked.append(request)
        return error(401, "No key.")

    answer = checked(made, "All forty workers got out. " * 20 + f"{LED}\n", judge=fail)
    assert [each.grade for each in answer.statements] == [*[Grade.NOT_JUDGED] * 20, Grade.QUOTED]
    assert (answer.status, answer.left_out) == (Status.PARTIAL, LeftOut(unread_judgements=20))
    assert [(note.kind, note.text[:30]) for note in answer.notes] == [
        (NoteKind.NOT_JUDGED, "The judge could not be asked: ")
    ]
    assert len(asked) == 1


def test_what_its_source_took_back_is_said_and_offered_to_the_judge(made: Made) -> None:
    text = "The 310 employees of the paper mill will be paid until the end of October, the union said on Tuesday.\n"
    (statement,) = checked(made, text).statements
    assert "a correction has 301 in place of 310" in statement.reasons
    notice = "The correct number is 301."
    correction = "a correction has 301 in place of 310"
    judge = ruling(("CONTRADICTED [{}] - it was 301", notice))
    assert table(checked(made, text, judge=judge)) == [
        ("not_confirmed", (f"not {notice}",), ("it was 301", correction))
    ]
    mistaken = "The 310 employees of the burnt paper mill"
    answer = checked(made, text, judge=ruling(("CONFIRMED [{}]", mistaken)))
    ((grade, cited, reasons),) = table(answer)
    assert (grade, cited[1:], reasons) == ("confirmed", (f"not {notice}",), (correction,))
    assert [note.text for note in answer.notes] == [f"Line 1: {correction}."]


def test_a_quotation_that_was_corrected_is_still_quoted_and_noted(made: Made) -> None:
    text = (
        "The 310 employees of the burnt paper mill in Harnsea will be paid until the end of October, the union said on "
        "Tuesday.\n"
    )
    answer = checked(made, text)
    assert (answer.status, [each.grade for each in answer.statements]) == (Status.PARTIAL, [Grade.QUOTED])
    assert [(note.kind, note.text) for note in answer.notes] == [
        (NoteKind.CORRECTION, "Line 1: a correction has 301 in place of 310.")
    ]


def test_what_is_in_no_article_has_its_nearest_sentences_and_nothing_that_says_more(made: Made) -> None:
    answer = checked(made, "A railway to the airport of Castle Marrow is planned by the ministry.\n")
    (statement,) = answer.statements
    assert (statement.grade, statement.citations, answer.citations) == (Grade.NOT_JUDGED, (), ())
    assert statement.nearest == tuple(each.n for each in answer.nearest) != ()


def test_yesterday_is_counted_from_the_day_of_the_draft(made: Made) -> None:
    said = "The union said {} that the mill’s employees will be paid."
    three, one = checked(made, f"{said.format('three days ago')} {said.format('yesterday')}\n").statements
    assert "date" not in " ".join(three.reasons)
    assert "the closest sentences do not have the date 9 May 2024" in " ".join(one.reasons)


def test_no_article_after_the_as_of_day_is_used(made: Made) -> None:
    text = "Its chairman, Niels Bohr, called the agreement fair.\n"
    assert table(checked(made, text))[0][0] == "quoted"
    assert table(checked(made, text, Filters(as_of=date(2024, 5, 3))))[0][0] == "not_judged"


def test_progress_is_told_after_each_batch(made: Made) -> None:
    told: list[tuple[int, int]] = []
    with made.opened() as (library, _):
        tools = Tools(library, LocalEmbedder(), load_prompts(None), SearchOptions())
        draft = draft_of("A fire broke out. " * 9, name="draft.txt", markdown=False)
        check_draft(draft, Question(draft.name, DAY), tools, lambda done, total: told.append((done, total)))
    assert told == [(8, 9), (9, 9)]
