"""A checked draft as a fact-checker reads it, and as scripts do."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from assistant.terminal.as_json import answer_json, dumps
from assistant.terminal.layout import cells
from assistant.terminal.render_check import render_check, summary_line
from assistant.types import Answer, DraftPart, LeftOut, NoClaim, OwnDraft, Statement, Status
from terminal.moon import APOLLO, CHANGE, LANDED, LUNA, QUESTION, SAMPLES, STEPPED, cited

TEXT = """\
# First steps

Apollo 11 landed on *the Moon* on 20 July 1969. Armstrong stepped out at
03:56 UTC. Luna 9 came first. He liked it. Was it cold?
"""


def part(words: str, text: str, line: int, no_claim: NoClaim | None = None) -> DraftPart:
    start = TEXT.index(text)
    return DraftPart(text, words, line, start, start + len(text), 1, no_claim)


HEADING = part("# First steps", "# First steps", 1, NoClaim.HEADING)
LANDING = part("Apollo 11 landed on the Moon on 20 July 1969.", "Apollo 11 landed on *the Moon* on 20 July 1969.", 3)
STEP = part("Armstrong stepped out at 03:56 UTC.", "Armstrong stepped out at\n03:56 UTC.", 3)
FIRST = part("Luna 9 came first.", "Luna 9 came first.", 4)
LIKED = part("He liked it.", "He liked it.", 4)
COLD = part("Was it cold?", "Was it cold?", 4, NoClaim.QUESTION)
CHECKED = Answer(
    Status.PARTIAL,
    QUESTION,
    "draft.md",
    statements=(
        Statement(LANDING.text, supported=True, score=0.9, citations=(1,), part=LANDING),
        Statement(
            STEP.text,
            supported=False,
            score=0.3,
            reasons=("it says 03:56, the article says 02:56",),
            citations=(2,),
            contradicted=True,
            part=STEP,
            contrary=(2,),
        ),
        Statement(
            FIRST.text,
            supported=True,
            score=0.8,
            reasons=("a later article, of 17 December 2020, says otherwise: it came fifth",),
            citations=(3, 4),
            part=FIRST,
            contrary=(4,),
        ),
        Statement(LIKED.text, supported=False, score=0.1, part=LIKED, nearest=(5,)),
    ),
    citations=(cited(1, APOLLO, LANDED), cited(2, APOLLO, STEPPED), cited(3, LUNA, LUNA.text),
               cited(4, CHANGE, SAMPLES)),
    nearest=(cited(5, APOLLO, "Michael Collins stayed in lunar orbit."),),
    left_out=LeftOut(undated_articles=1, not_checked=2),
    draft=OwnDraft("draft.md", (HEADING, LANDING, STEP, FIRST, LIKED, COLD)),
)  # fmt: skip
ONLY_SAID = replace(
    CHECKED.statements[2],
    supported=False,
    reasons=("the article attributes this to the agency: say so",),
    citations=(3,),
    contrary=(),
    attributed=True,
)
WHOLE = """\
draft.md:3: supported
  Apollo 11 landed on the Moon on 20 July 1969.
  [1] “Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz
      Aldrin aboard.”
      Apollo 11 lands on the Moon — NASA, 21 July 1969 (3 months old)
      assistant show a11a11a11a11

draft.md:3: CONTRADICTED
  Armstrong stepped out at 03:56 UTC.
  Why: it says 03:56, the article says 02:56.
  Against it:
  [2] “Armstrong stepped onto the surface at 02:56 UTC on 21 July.”
      Apollo 11 lands on the Moon — NASA, 21 July 1969 (3 months old)
      assistant show a11a11a11a11

draft.md:4: supported
  Luna 9 came first.
  But a later article, of 17 December 2020, says otherwise: it came fifth.
  [3] “Luna 9 made the first soft landing on the Moon in February 1966.”
      Luna 9 made the first soft landing on the Moon in… (title from the lead) —
      (undated)
      assistant show 1a9a1a9a1a9a
  Against it:
  [4] “嫦娥五号返回器于2020年12月17日在内蒙古着陆，带回月球样品1731克。”
      嫦娥五号带回月球样品 — 新华社, 17 December 2020
      assistant show c5c5c5c5c5c5

draft.md:4: NOT IN THE ARTICLES
  He liked it.
  Nearest, but no support:
  [5] “Michael Collins stayed in lunar orbit.”
      Apollo 11 lands on the Moon — NASA, 21 July 1969 (3 months old)
      assistant show a11a11a11a11

Not checked: 1 heading (line 1) and 1 question (line 4).

Left out: 1 undated article.

4 sentences: 2 supported, 1 contradicted, 1 not in the articles; 2 not checked.
"""


def test_each_sentence_has_its_verdict_its_place_and_its_quotations() -> None:
    assert render_check(CHECKED, width=80, colour=False) == WHOLE


def test_problems_alone_are_what_is_not_supported_or_not_by_all() -> None:
    shown = render_check(CHECKED, width=80, colour=False, problems=True)
    first, rest = WHOLE.split("\n\n", 1)
    assert first.startswith("draft.md:3: supported\n")
    assert shown == rest


def test_what_is_only_somebody_s_word_is_a_problem_and_has_its_quotation() -> None:
    answer = replace(CHECKED, statements=(ONLY_SAID,), left_out=LeftOut(), draft=None)
    assert render_check(answer, width=80, colour=False, problems=True) == (
        ":4: ONLY AS SOMEBODY'S WORD\n"
        "  Luna 9 came first.\n"
        "  But the article attributes this to the agency: say so.\n"
        "  [3] “Luna 9 made the first soft landing on the Moon in February 1966.”\n"
        "      Luna 9 made the first soft landing on the Moon in… (title from the lead) —\n"
        "      (undated)\n"
        "      assistant show 1a9a1a9a1a9a\n\n"
        "1 sentence: 0 supported, 1 as somebody's word.\n"
    )
    assert json.loads(dumps(answer_json(answer)))["statements"][0]["standing"] == "attributed"


@pytest.mark.parametrize("width", [20, 40, 60])
def test_a_checked_draft_fits_a_narrow_terminal(width: int) -> None:
    shown = render_check(CHECKED, width=width, colour=False)
    assert max(map(cells, shown.splitlines())) <= width


def test_colour_only_adds_escapes() -> None:
    shown = render_check(CHECKED, width=80, colour=True)
    assert "\x1b[1;31mCONTRADICTED\x1b[0m" in shown
    assert re.sub("\x1b\\[[0-9;]*m", "", shown) == WHOLE


@pytest.mark.parametrize(
    ("statements", "not_checked", "said"),
    [
        (CHECKED.statements, 2, "4 sentences: 2 supported, 1 contradicted, 1 not in the articles; 2 not checked."),
        (CHECKED.statements[:1], 0, "1 sentence: 1 supported."),
        (CHECKED.statements[1:2], 0, "1 sentence: 0 supported, 1 contradicted."),
        (
            (*CHECKED.statements, ONLY_SAID),
            0,
            "5 sentences: 2 supported, 1 as somebody's word, 1 contradicted, 1 not in the articles.",
        ),
    ],
)
def test_the_last_line_counts_the_verdicts(statements: tuple[Statement, ...], not_checked: int, said: str) -> None:
    left_out = LeftOut(not_checked=not_checked)
    answer = Answer(Status.PARTIAL, QUESTION, "", statements=statements, left_out=left_out, draft=CHECKED.draft)
    assert summary_line(answer) == said


def test_scripts_read_where_a_sentence_stands_and_what_speaks_against_it() -> None:
    record = json.loads(dumps(answer_json(CHECKED)))
    assert record["statements"][2] == {
        "text": "Luna 9 came first.",
        "supported": True,
        "standing": "supported",
        "score": 0.8,
        "reasons": ["a later article, of 17 December 2020, says otherwise: it came fifth"],
        "citations": [3, 4],
        "repaired": False,
        "line": 4,
        "start": FIRST.start,
        "end": FIRST.end,
        "contrary": [4],
        "nearest": [],
    }
    assert record["statements"][3]["nearest"] == [record["nearest"][0]["n"]] == [5]
    assert record["draft"] == {
        "name": "draft.md",
        "not_checked": [
            {"text": "# First steps", "line": 1, "start": 0, "end": 13, "why": "heading"},
            {"text": "Was it cold?", "line": 4, "start": COLD.start, "end": COLD.end, "why": "question"},
        ],
    }
    for each in [*record["statements"], *record["draft"]["not_checked"]]:
        assert TEXT[each["start"] : each["end"]] == each["text"]
