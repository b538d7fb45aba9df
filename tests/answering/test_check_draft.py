"""A draft of one's own is checked against a library: what supports a sentence, what contradicts it, what is nearest."""

from datetime import date
from pathlib import Path

import pytest

from assistant.answering.check_draft import check_draft
from assistant.answering.retrieve import Wishes
from assistant.answering.tools import Tools
from assistant.articles.draft_file import draft_of
from assistant.models.local_embedder import LocalEmbedder
from assistant.prompts import load_prompts
from assistant.types import Answer, Filters, NoteKind, Question, Status
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

The 310 employees of the burnt paper mill in Harnsea will be paid until the end of October, the union said on Tuesday.
Its chairman, Niels Bohr, called the agreement fair.
""",
    "ferry.txt": """Title: A new ferry for the islands
Date: 2024-04-11

The shipping company ordered a second electric ferry on Thursday. It will carry 350 passengers and 45 cars.
Its captain will be Amelia Earhart. She has sailed to the islands for eleven years.
""",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    library = Made(tmp_path_factory.mktemp("mill"))
    library.write(ARTICLES)
    library.index(embedder=LocalEmbedder())
    return library


def checked(made: Made, text: str, filters: Filters = Filters()) -> Answer:
    with made.opened() as (library, _):
        tools = Tools(library, LocalEmbedder(), load_prompts(None), Wishes())
        draft = draft_of(text, name="draft.txt", markdown=False)
        return check_draft(draft, Question(draft.name, DAY, filters), tools, lambda *_: None)


def table(answer: Answer) -> list[tuple[str, tuple[str, ...]]]:
    """Each sentence's standing and the titles of the articles it cites, those against it marked."""
    named = {each.n: each.article.title for each in answer.citations}
    return [
        (
            each.standing.value,
            tuple(dict.fromkeys(("not " if n in each.contrary else "") + named[n] for n in each.citations)),
        )
        for each in answer.statements
    ]


def test_sentences_of_an_article_are_supported_by_it(made: Made) -> None:
    text = (
        "A fire destroyed the paper mill in Harnsea. The second electric ferry will carry 350 passengers and 45 cars.\n"
    )
    answer = checked(made, text)
    assert (answer.status, table(answer)) == (
        Status.ANSWERED,
        [("supported", ("Fire at the paper mill",)), ("supported", ("A new ferry for the islands",))],
    )
    assert [each.quote for each in answer.citations] == [
        each.article.text[each.start : each.end] for each in answer.citations
    ]


def test_what_is_in_no_article_is_not_supported_and_has_its_nearest_sentences(made: Made) -> None:
    answer = checked(made, "A railway to the airport of Castle Marrow is planned by the ministry.\n")
    assert (answer.status, table(answer)) == (Status.PARTIAL, [("not_in_articles", ())])
    assert answer.citations == ()
    assert answer.statements[0].nearest == tuple(each.n for each in answer.nearest) != ()


def test_a_sentence_of_two_articles_is_supported_by_both(made: Made) -> None:
    text = (
        "The paper mill in Harnsea was destroyed by a fire on Wednesday night, and its 310 employees will be paid "
        "until the end of October, the union said.\n"
    )
    assert table(checked(made, text)) == [
        ("supported", ("Mill workers to be paid until autumn", "Fire at the paper mill"))
    ]


def test_another_article_s_number_does_not_bear_out_a_changed_one(made: Made) -> None:
    text = "The 350 employees of the burnt paper mill in Harnsea will be paid until the end of October.\n"
    assert table(checked(made, text))[0][0] != "supported"


def test_who_is_meant_by_she_must_be_named_by_the_article(made: Made) -> None:
    right = checked(made, "Amelia Earhart will be its captain. She has sailed to the islands for eleven years.\n")
    assert table(right)[1] == ("supported", ("A new ferry for the islands",))
    wrong = checked(made, "Marie Curie owns the mill. She has sailed to the islands for eleven years.\n")
    assert wrong.statements[1].reasons == ("the article does not name Marie Curie",)
    assert table(wrong)[1] == ("not_in_articles", ())


def test_yesterday_is_counted_from_the_day_of_the_draft(made: Made) -> None:
    text = "The union said the employees of the paper mill in Harnsea will be paid until the end of October, {}.\n"
    assert table(checked(made, text.format("three days ago")))[0][0] == "supported"
    assert table(checked(made, text.format("yesterday")))[0][0] != "supported"


def test_no_article_after_the_as_of_day_is_used(made: Made) -> None:
    text = (
        "The 310 employees of the burnt paper mill in Harnsea will be paid until the end of October, the union said.\n"
    )
    assert table(checked(made, text)) == [("supported", ("Mill workers to be paid until autumn",))]
    early = checked(made, text, Filters(as_of=date(2024, 5, 3)))
    assert table(early)[0][0] != "supported"


def test_progress_is_told_after_each_sentence(made: Made, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with made.opened() as (library, _):
        tools = Tools(library, LocalEmbedder(), load_prompts(None), Wishes())
        draft = draft_of("A fire broke out. A ferry came.\n", name="draft.txt", markdown=False)
        check_draft(draft, Question(draft.name, DAY), tools, lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_sentence_that_an_article_says_otherwise_is_contradicted_by_it(made: Made) -> None:
    text = "The 130 employees of the burnt paper mill in Harnsea will be paid until the end of October.\n"
    answer = checked(made, text)
    assert table(answer) == [("contradicted", ("not Mill workers to be paid until autumn",))]
    assert answer.statements[0].reasons == ("it says 130, the article says 310",)


def test_what_an_article_gives_as_somebody_s_word_is_said_to_be_that(made: Made) -> None:
    answer = checked(made, "The paper mill would be rebuilt within two years.\n")
    assert table(answer) == [("attributed", ("Fire at the paper mill",))]
    assert (answer.status, answer.statements[0].supported) == (Status.PARTIAL, False)
    assert answer.statements[0].reasons == ("the article attributes this to the owner: say so",)


def test_a_later_article_that_says_otherwise_is_named_beside_the_one_that_supports(tmp_path: Path) -> None:
    bridge = Made(tmp_path)
    bridge.write(
        {
            "first.txt": "Title: Bridge closes\nDate: 2024-03-01\n\n"
            "The town bridge will reopen to traffic on 31 March, the council said.\n",
            "later.txt": "Title: Bridge delayed\nDate: 2024-03-12\n\n"
            "Divers found rust on two piers.\n"
            "The town bridge will reopen to traffic on 30 April, the council said.\n"
            "A third pier is to be looked at next week.\n",
        }
    )
    bridge.index(embedder=LocalEmbedder())
    answer = checked(bridge, "The town bridge will reopen to traffic on 31 March, the council said.\n")
    assert table(answer) == [("supported", ("Bridge closes", "not Bridge delayed"))]
    assert [(note.kind, note.text, note.citations) for note in answer.notes] == [
        (
            NoteKind.DISAGREEMENT,
            "Line 1: a later article, of 12 March 2024, says otherwise: it says 31 March, that article says 30 April.",
            (1, 2),
        )
    ]


def test_a_later_article_about_another_thing_says_nothing_otherwise(tmp_path: Path) -> None:
    town = Made(tmp_path)
    town.write(
        {
            "bridge.txt": "Title: Old Bridge to close\nDate: 2024-03-01\n\n"
            "The Old Bridge in Marlow closes in June.\nThe works will cost 46 million crowns.\n",
            "pool.txt": "Title: A pool for swimmers\nDate: 2024-03-12\n\n"
            "The town of Marlow wants a second swimming pool.\nThe works will cost 64 million crowns.\n",
        }
    )
    town.index(embedder=LocalEmbedder())
    answer = checked(town, "The Old Bridge in Marlow closes in June. The works will cost 46 million crowns.\n")
    assert table(answer)[1] == ("supported", ("Old Bridge to close",))
    assert answer.notes == ()


def test_a_sentence_is_completed_by_another_that_says_what_it_lacks(made: Made) -> None:
    answer = checked(
        made, "The shipping company ordered a second electric ferry for 350 passengers and 45 cars on Thursday.\n"
    )
    assert table(answer) == [("supported", ("A new ferry for the islands",))]
    assert len(answer.citations) == 2


def test_a_number_that_counts_something_else_in_another_sentence_bears_nothing_out(tmp_path: Path) -> None:
    port = Made(tmp_path)
    port.write(
        {
            "bids.txt": "Title: One bidder for the harbour\nDate: 2024-04-02\n\n"
            "The contract to dredge the harbour of Marlow went to Bohr Dredging for 19 million crowns.\n"
            "Bohr Dredging had seen the papers of the contract nine days before the others.\n"
        }
    )
    port.index(embedder=LocalEmbedder())
    text = "The contract to dredge the harbour of Marlow went to Bohr Dredging for 19 million crowns: nine firms bid.\n"
    assert table(checked(port, text))[0][0] != "supported"


def test_what_its_source_took_back_is_contradicted_and_the_right_figure_supported(tmp_path: Path) -> None:
    library = Made(tmp_path)
    library.write(
        {
            "mill.txt": "Title: Mill to close\nSource: The Herald\nDate: 2024-05-02\n\nThe paper mill in Harnsea will "
            "close in June. The mill’s 64 jobs would go.\n",
            "note.txt": "Title: Correction: jobs at the paper mill\nSource: The Herald\nDate: 2024-05-06\n\nOn 2 May "
            "we wrote that 64 jobs would go at the paper mill in Harnsea. The correct number is 46.\n",
        }
    )
    library.index(embedder=LocalEmbedder())
    answer = checked(library, "The mill’s 64 jobs would go. The mill’s 46 jobs would go.")
    assert table(answer) == [
        ("contradicted", ("not Correction: jobs at the paper mill", "not Mill to close")),
        ("supported", ("Correction: jobs at the paper mill", "Mill to close")),
    ]
    assert answer.statements[0].reasons == ("it says 64, the correction says 46",)
