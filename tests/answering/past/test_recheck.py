"""A past answer is told when what it quotes no longer stands, and only then."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.answering.past.recheck import recheck_answers
from assistant.index.storage.writing import CatalogueWriter
from assistant.records.answers import Answer, Citation, Statement, Status
from assistant.records.articles import Article
from assistant.records.questions import Question
from assistant.records.verdicts import Grade
from assistant.records.versions import Fate, RecheckReport
from assistant.terminal.as_json import answer_json, dumps
from assistant.terminal.render_recheck import render_recheck
from assistant.terminal.versions_json import recheck_json
from small_library import Made

TOLD = "Twelve people were taken to safety."
FLOOD = f"The river flooded the Lower Town on Monday. {TOLD} The school stays closed."
HEAD = "title: The flood\nsource: The Post\ndate: 2024-08-01\nurl: https://example.org/2024/flood\n\n"
ASKED = "2024-08-02T09:30:00+00:00"


@pytest.fixture
def made(tmp_path) -> Made:
    made = Made(tmp_path)
    made.write({"flood.txt": HEAD + FLOOD, "market.txt": "title: The market\n\nThe covered market opens again."})
    run(made, 1)
    return made


def run(made: Made, hour: int) -> None:
    made.index(clock=lambda: datetime(2024, 8, 3, hour, tzinfo=UTC))


def ask(made: Made, *quotes: str, text: str = "How many?", statement: str | None = None) -> None:
    """Keeps an answer that quotes these sentences of the article on the flood."""
    with made.opened() as (library, _):
        article = library.article("The flood")[1]
        citations = tuple(cited(number, article, quote) for number, quote in enumerate(quotes, start=1))
        statements = tuple(Statement(statement or each.quote, Grade.QUOTED, citations=(each.n,)) for each in citations)
        answer = Answer(Status.ANSWERED, Question(text, date(2024, 8, 2)), text, statements, citations)
        CatalogueWriter(library._connection).log_answer(
            asked_at=ASKED, question=text, answer=dumps(answer_json(answer))
        )


def cited(number: int, article: Article, quote: str) -> Citation:
    start = article.text.index(quote)
    return Citation(number, quote, start, start + len(quote), article)


def recheck(made: Made, since: date | None = None, number: int | None = None) -> RecheckReport:
    with made.opened() as (library, _):
        return recheck_answers(library, since=since, number=number)


def fates(made: Made) -> list[Fate]:
    return [each.fate for answer in recheck(made).found for each in answer.citations]


def test_an_answer_whose_sentences_stand_is_counted_and_not_told(made):
    ask(made, TOLD, "The school stays closed.")
    assert recheck(made) == RecheckReport(1, 2, 0, 0, ())
    assert render_recheck(recheck(made), width=80, colour=False) == (
        "1 past answer with 2 citations: 0 quote what no longer holds.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        f"It rains. {FLOOD}",
        FLOOD.replace(TOLD, f"\n\n{TOLD}\n\n"),
        f"{TOLD} The school stays closed.",
    ],
)
def test_a_sentence_that_only_moved_is_counted_and_not_told(made, text):
    ask(made, TOLD)
    made.write({"flood.txt": HEAD + text})
    run(made, 2)
    assert recheck(made) == RecheckReport(1, 1, 1, 0, ())


@pytest.mark.parametrize(
    ("text", "fate", "now"),
    [
        (FLOOD.replace("Twelve", "Fourteen"), Fate.CHANGED, "Fourteen people were taken to safety."),
        (
            FLOOD.replace(TOLD, f"It is not true that {TOLD.lower()}"),
            Fate.CHANGED,
            f"It is not true that {TOLD.lower()}",
        ),
        (FLOOD.replace(TOLD, "Trains run again."), Fate.GONE, None),
    ],
)
def test_a_sentence_that_changed_is_told_with_what_stands_there_now_and_since_when(made, text, fate, now):
    ask(made, TOLD, "The school stays closed.")
    made.write({"flood.txt": HEAD + text})
    run(made, 2)
    (answer,) = recheck(made).found
    (citation,) = answer.citations
    assert (answer.id, answer.asked_at, answer.question) == (1, ASKED, "How many?")
    assert (citation.n, citation.quote, citation.statements) == (1, TOLD, (TOLD,))
    assert (citation.fate, citation.now, citation.replaced_at) == (fate, now, "2024-08-03T02:00:00+00:00")
    if citation.now_span and citation.article:
        assert citation.article.text[slice(*citation.now_span)] == now


def test_a_withdrawn_article_is_told_and_one_that_was_renamed_is_not(made):
    ask(made, TOLD)
    (made.articles / "flood.txt").rename(made.articles / "renamed.txt")
    run(made, 2)
    assert fates(made) == []
    (made.articles / "renamed.txt").unlink()
    run(made, 3)
    assert fates(made) == [Fate.REMOVED]


def test_an_article_that_another_file_stands_for_is_compared_with_that_one(made):
    ask(made, TOLD, "The school stays closed.")
    made.write({"flood-2.txt": HEAD.replace("08-01", "08-02") + FLOOD.replace("Twelve", "Fourteen")})
    run(made, 2)
    (answer,) = recheck(made).found
    assert [(each.fate, each.published) for each in answer.citations] == [
        (Fate.CHANGED, (date(2024, 8, 1), date(2024, 8, 2))),
        (Fate.MOVED, (date(2024, 8, 1), date(2024, 8, 2))),
    ]
    assert recheck(made).withdrawn == 1


def test_another_title_or_day_is_told_and_is_no_withdrawal(made):
    ask(made, TOLD)
    made.write({"flood.txt": HEAD.replace("The flood", "The great flood").replace("08-01", "08-02") + FLOOD})
    run(made, 2)
    report = recheck(made)
    assert report.withdrawn == 0
    assert (
        render_recheck(report, width=80, colour=False)
        == """\
Answer 1, asked 2 August 2024 at 09:30 UTC: How many?
  [1] “The flood”, 1 August 2024, path articles/flood.txt
    title   now “The great flood”
    date    now 2 August 2024

1 past answer with 1 citation: 0 quote what no longer holds, 1 cites an article
that has another title or date now.
"""
    )


def test_a_later_notice_by_the_same_source_is_told_where_the_answer_does_not_cite_it(made):
    ask(made, TOLD)
    made.write(
        {
            "notice.txt": "title: Correction: the flood\nsource: The Post\ndate: 2024-08-02\n\n"
            "We wrote that 12 people were taken to safety. The correct number is 21."
        }
    )
    made.write({"flood.txt": HEAD + FLOOD.replace("Twelve", "12")})
    run(made, 2)
    ask(made, "12 people were taken to safety.")
    found = {answer.id: answer.citations[0] for answer in recheck(made).found}
    assert found[2].fate is Fate.STANDS
    assert found[2].correction is not None
    text, notice = found[2].correction
    assert (text, notice.title) == ("The correct number is 21.", "Correction: the flood")
    assert recheck(made).withdrawn == 2


def test_an_answer_that_cannot_be_read_is_counted(made):
    ask(made, TOLD)
    bad = ("", "[]", "{", "null", '{"statements": [], "citations": [{"n": 1}]}', '{"statements": 1, "citations": []}')
    for number, text in enumerate(bad):
        made.change(f"INSERT INTO answers (asked_at, question, answer) VALUES ('{ASKED}', '{number}', '{text}')")
    made.change(f"INSERT INTO answers (asked_at, question, answer) VALUES ('{ASKED}', 'deep', '{'[' * 100_000}')")
    ask(made, "The school stays closed.")
    assert recheck(made) == RecheckReport(2, 2, 0, 7, ())


def test_since_leaves_earlier_answers_out(made):
    ask(made, TOLD)
    assert recheck(made, since=date(2024, 8, 2)).answers == 1
    assert recheck(made, since=date(2024, 8, 3)).answers == 0


def test_more_answers_than_are_read_at_once_are_all_looked_at(made):
    ask(made, TOLD)
    made.change(
        "WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 500) INSERT INTO answers"
        " (asked_at, question, answer) SELECT asked_at, question, answer FROM up, answers WHERE id = 1"
    )
    made.write({"flood.txt": HEAD + FLOOD.replace("Twelve", "Fourteen")})
    run(made, 2)
    report = recheck(made)
    assert (report.answers, report.citations, report.withdrawn) == (501, 501, 501)
    assert [answer.id for answer in report.found] == list(range(1, 502))


def test_what_changed_is_shown_beside_what_was_answered(made):
    ask(made, TOLD, text="How many people were taken to safety?", statement="A dozen people were rescued.")
    made.write({"flood.txt": HEAD + FLOOD.replace("Twelve", "Fourteen")})
    run(made, 2)
    ask(made, "Fourteen people were taken to safety.")
    assert (
        render_recheck(recheck(made), width=40, colour=False)
        == """\
Answer 1, asked 2 August 2024 at 09:30
  UTC: How many people were taken to
  safety?
  [1] “The flood”, 1 August 2024, path
      articles/flood.txt
    answer  A dozen people were rescued.
    The article now says it differently
    (seen on 3 August 2024 at 02:00
    UTC):
    was     ▶Twelve◀ people were taken
            to safety.
    now     ▶Fourteen◀ people were taken
            to safety.

2 past answers with 2 citations: 1
quotes what no longer holds.
"""
    )


def test_scripts_get_each_citation_with_what_it_was_and_is(made):
    ask(made, TOLD)
    made.write({"flood.txt": HEAD + FLOOD.replace("Twelve", "Fourteen")})
    run(made, 2)
    report = recheck(made)
    article = report.found[0].citations[0].article
    assert article is not None
    assert recheck_json(report) == {
        "schema": 2,
        "status": "partial",
        "checked": {"answers": 1, "citations": 1, "moved": 0, "unreadable": 0, "withdrawn": 1},
        "answers": [
            {
                "id": 1,
                "asked_at": ASKED,
                "question": "How many?",
                "citations": [
                    {
                        "n": 1,
                        "fate": "changed",
                        "stands": False,
                        "quote": TOLD,
                        "statements": [TOLD],
                        "replaced_at": "2024-08-03T02:00:00+00:00",
                        "now": {"start": 44, "end": 81, "text": "Fourteen people were taken to safety."},
                        "title": None,
                        "published": None,
                        "correction": None,
                        "article_id": article.id,
                        "article": {
                            "id": article.id,
                            "title": "The flood",
                            "source": "The Post",
                            "url": "https://example.org/2024/flood",
                            "authors": [],
                            "published": "2024-08-01",
                            "published_from": "header",
                            "path": "articles/flood.txt",
                        },
                    }
                ],
            }
        ],
    }
    assert recheck_json(replace(report, found=()))["status"] == "answered"
