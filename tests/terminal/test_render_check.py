"""A checked draft as a fact-checker reads it, and as scripts do."""

from __future__ import annotations

import json
import re

import pytest

from assistant.records.answers import Answer, LeftOut, Statement, Status
from assistant.records.drafts import DraftPart, NoClaim, OwnDraft
from assistant.records.verdicts import Grade
from assistant.terminal.as_json import answer_json, dumps
from assistant.terminal.layout import cells
from assistant.terminal.render_check import render_check, summary_line
from terminal.moon import APOLLO, CHANGE, LANDED, LUNA, QUESTION, SAMPLES, STEPPED, cited

TEXT = """\
# First steps

Apollo 11 landed on *the Moon* on 20 July 1969. Armstrong stepped out at
03:56 UTC. Luna 9 made the first soft landing on the Moon in February 1966.
He liked it. It took nine
hours. Was it cold?
"""


def part(words: str, text: str, line: int, no_claim: NoClaim | None = None) -> DraftPart:
    start = TEXT.index(text)
    return DraftPart(text, words, line, start, start + len(text), 1, no_claim)


HEADING = part("# First steps", "# First steps", 1, NoClaim.HEADING)
LANDING = part("Apollo 11 landed on the Moon on 20 July 1969.", "Apollo 11 landed on *the Moon* on 20 July 1969.", 3)
STEP = part("Armstrong stepped out at 03:56 UTC.", "Armstrong stepped out at\n03:56 UTC.", 3)
FIRST = part(LUNA.text, LUNA.text, 4)
LIKED = part("He liked it.", "He liked it.", 5)
HOURS = part("It took nine hours.", "It took nine\nhours.", 5)
COLD = part("Was it cold?", "Was it cold?", 6, NoClaim.QUESTION)
CHECKED = Answer(
    Status.PARTIAL,
    QUESTION,
    "draft.md",
    statements=(
        Statement(LANDING.text, Grade.CONFIRMED, citations=(1,), part=LANDING),
        Statement(
            STEP.text,
            Grade.NOT_CONFIRMED,
            reasons=('"03:56": it was 02:56',),
            citations=(2,),
            contradicted=True,
            part=STEP,
            contrary=(2,),
        ),
        Statement(
            FIRST.text,
            Grade.QUOTED,
            reasons=("a correction has 1731 in place of 1966",),
            citations=(3, 4),
            part=FIRST,
            contrary=(4,),
        ),
        Statement(LIKED.text, Grade.NOT_CONFIRMED, ('"liked": nothing is said of it',), part=LIKED, nearest=(5,)),
        Statement(
            HOURS.text,
            Grade.NOT_JUDGED,
            ("the closest sentences do not have the number nine",),
            part=HOURS,
            nearest=(5,),
        ),
    ),
    citations=(cited(1, APOLLO, LANDED), cited(2, APOLLO, STEPPED), cited(3, LUNA, LUNA.text),
               cited(4, CHANGE, SAMPLES)),
    nearest=(cited(5, APOLLO, "Michael Collins stayed in lunar orbit."),),
    left_out=LeftOut(undated_articles=1, not_checked=2, unread_judgements=1),
    draft=OwnDraft("draft.md", (HEADING, LANDING, STEP, FIRST, LIKED, HOURS, COLD)),
)  # fmt: skip
WHOLE = """\
draft.md:3: confirmed
  Apollo 11 landed on the Moon on 20 July 1969.
  [1] “Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz
      Aldrin aboard.”
      Apollo 11 lands on the Moon — NASA, 21 July 1969
      https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
      assistant show a11a11a11a11

draft.md:3: NOT CONFIRMED, CONTRADICTED
  Armstrong stepped out at 03:56 UTC.
  Why: "03:56": it was 02:56.
  Against it:
  [2] “Armstrong stepped onto the surface at 02:56 UTC on 21 July.”
      Apollo 11 lands on the Moon — NASA, 21 July 1969
      https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
      assistant show a11a11a11a11

draft.md:4: quoted
  Luna 9 made the first soft landing on the Moon in February 1966.
  But: a correction has 1731 in place of 1966.
  [3] “Luna 9 made the first soft landing on the Moon in February 1966.”
      Luna 9 made the first soft landing on the Moon in… (title from the lead)
      (undated)
      assistant show 1a9a1a9a1a9a
  Against it:
  [4] “嫦娥五号返回器于2020年12月17日在内蒙古着陆，带回月球样品1731克。”
      嫦娥五号带回月球样品 — 新华社, 17 December 2020
      assistant show c5c5c5c5c5c5

draft.md:5: NOT CONFIRMED
  He liked it.
  Why: "liked": nothing is said of it.
  Closest, which may not say it:
  [5] “Michael Collins stayed in lunar orbit.”
      Apollo 11 lands on the Moon — NASA, 21 July 1969
      https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
      assistant show a11a11a11a11

draft.md:5: not judged
  It took nine hours.
  Differs: the closest sentences do not have the number nine.
  Closest, which may not say it:
  [5] “Michael Collins stayed in lunar orbit.”
      Apollo 11 lands on the Moon — NASA, 21 July 1969
      https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
      assistant show a11a11a11a11

Not checked: 1 heading (line 1) and 1 question (line 6).

1 sentence is not judged: the judge gave no reply that could be read.

Left out: 1 undated article.

5 sentences: 1 quoted, 1 confirmed, 2 not confirmed, 1 not judged; 2 not
checked.
"""


def test_each_sentence_has_its_grade_its_place_and_its_quotations() -> None:
    assert render_check(CHECKED, width=80, colour=False) == WHOLE


def test_problems_alone_are_what_is_not_confirmed_or_what_something_speaks_against() -> None:
    shown = render_check(CHECKED, width=80, colour=False, problems=True)
    first, rest = WHOLE.split("\n\n", 1)
    assert first.startswith("draft.md:3: confirmed\n")
    assert shown == rest


@pytest.mark.parametrize("width", [20, 40, 60])
def test_a_checked_draft_fits_a_narrow_terminal(width: int) -> None:
    shown = render_check(CHECKED, width=width, colour=False)
    assert {text.strip() for text in shown.splitlines() if cells(text) > width} <= {APOLLO.url}


def test_colour_only_adds_escapes() -> None:
    shown = render_check(CHECKED, width=80, colour=True)
    assert "\x1b[1;31mNOT CONFIRMED, CONTRADICTED\x1b[0m" in shown
    assert re.sub("\x1b(?:\\[[0-9;]*m|]8;;[^\x1b]*\x1b\\\\)", "", shown) == WHOLE


@pytest.mark.parametrize(
    ("statements", "not_checked", "said"),
    [
        (
            CHECKED.statements,
            2,
            "5 sentences: 1 quoted, 1 confirmed, 2 not confirmed, 1 not judged; 2 not checked.",
        ),
        (CHECKED.statements[:1], 0, "1 sentence: 1 confirmed."),
        ((), 1, "0 sentences; 1 not checked."),
    ],
)
def test_the_last_line_counts_the_grades(statements: tuple[Statement, ...], not_checked: int, said: str) -> None:
    left_out = LeftOut(not_checked=not_checked)
    answer = Answer(Status.PARTIAL, QUESTION, "", statements=statements, left_out=left_out, draft=CHECKED.draft)
    assert summary_line(answer) == said


def test_scripts_read_where_a_sentence_stands_and_what_speaks_against_it() -> None:
    record = json.loads(dumps(answer_json(CHECKED)))
    assert record["statements"][2] == {
        "text": LUNA.text,
        "grade": "quoted",
        "contradicted": False,
        "reasons": ["a correction has 1731 in place of 1966"],
        "citations": [3, 4],
        "repaired": False,
        "cited_anew": False,
        "line": 4,
        "start": FIRST.start,
        "end": FIRST.end,
        "contrary": [4],
        "nearest": [],
    }
    assert record["statements"][1]["contradicted"]
    assert record["statements"][3]["nearest"] == [record["nearest"][0]["n"]] == [5]
    assert record["draft"] == {
        "name": "draft.md",
        "not_checked": [
            {"text": "# First steps", "line": 1, "start": 0, "end": 13, "why": "heading"},
            {"text": "Was it cold?", "line": 6, "start": COLD.start, "end": COLD.end, "why": "question"},
        ],
    }
    for each in [*record["statements"], *record["draft"]["not_checked"]]:
        assert TEXT[each["start"] : each["end"]] == each["text"]
