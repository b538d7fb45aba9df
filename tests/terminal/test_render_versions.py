from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from assistant.articles.differences import difference
from assistant.records.versions import History, Version
from assistant.terminal.layout import cells
from assistant.terminal.listing import render_article, render_articles
from assistant.terminal.render_versions import render_history, versions_line
from assistant.terminal.versions_json import history_json
from terminal.moon import APOLLO, CHANGE

FIRST = replace(
    APOLLO,
    title="Apollo 11 is to land on the Moon",
    published=date(1969, 7, 20),
    authors=(),
    text=(
        "Apollo 11 landed on the Moon on 20 July 1969 with two men aboard. Michael Collins stayed in lunar orbit.\n\n"
        "It is not known when they will step out."
    ),
)
SECOND = replace(FIRST, text=FIRST.text.replace("two men", "Neil Armstrong and Buzz Aldrin"))
HISTORY = History(
    APOLLO.id, APOLLO, (Version(FIRST, "1969-07-20T23:10:00+00:00"), Version(SECOND, "1969-07-21T04:00:00+00:00"))
)
WITHDRAWN = History(APOLLO.id, None, (Version(SECOND, "1969-07-21T04:00:00+00:00"),))


def shown(history: History, width: int, *, colour: bool = False) -> str:
    steps = [difference(old, new) for old, new in pairwise(history.articles)]
    return render_history(history, steps, width=width, colour=colour)


def test_each_version_is_told_by_what_changed_from_it_to_the_next():
    assert (
        shown(HISTORY, 80)
        == """\
Apollo 11 lands on the Moon
id a11a11a11a11, path moon/apollo-11.md
2 earlier versions; the current one is printed by `assistant show a11a11a11a11`.

Version 1, replaced 20 July 1969 at 23:10 UTC:
  was   Apollo 11 landed on the Moon on 20 July 1969 with ▶two men◀ aboard.
  now   Apollo 11 landed on the Moon on 20 July 1969 with ▶Neil Armstrong and
        Buzz Aldrin◀ aboard.
  2 sentences unchanged.

Version 2, replaced 21 July 1969 at 04:00 UTC:
  title      was  Apollo 11 is to land on the Moon
             now  Apollo 11 lands on the Moon
  authors    was  nothing
             now  Neil Armstrong, Buzz Aldrin, Michael Collins
  published  was  1969-07-20
             now  1969-07-21
  gone  It is not known when they will step out.
  new   Armstrong stepped onto the surface at 02:56 UTC on 21 July.
  new   Aldrin followed 19 minutes later.
  2 sentences unchanged.
"""
    )


def test_on_a_narrow_terminal_the_changes_go_on_below():
    assert (
        shown(HISTORY, 40)
        == """\
Apollo 11 lands on the Moon
id a11a11a11a11, path moon/apollo-11.md
2 earlier versions; the current one is
printed by `assistant show
a11a11a11a11`.

Version 1, replaced 20 July 1969 at
23:10 UTC:
  was   Apollo 11 landed on the Moon on
        20 July 1969 with ▶two men◀
        aboard.
  now   Apollo 11 landed on the Moon on
        20 July 1969 with ▶Neil
        Armstrong and Buzz Aldrin◀
        aboard.
  2 sentences unchanged.

Version 2, replaced 21 July 1969 at
04:00 UTC:
  title      was  Apollo 11 is to land
                  on the Moon
             now  Apollo 11 lands on the
                  Moon
  authors    was  nothing
             now  Neil Armstrong, Buzz
                  Aldrin, Michael
                  Collins
  published  was  1969-07-20
             now  1969-07-21
  gone  It is not known when they will
        step out.
  new   Armstrong stepped onto the
        surface at 02:56 UTC on 21 July.
  new   Aldrin followed 19 minutes
        later.
  2 sentences unchanged.
"""
    )


def test_in_colour_the_changed_words_stand_in_reverse_and_no_mark_is_added():
    text = shown(HISTORY, 80, colour=True)
    assert "\x1b[7mtwo men\x1b[0m" in text
    assert "▶" not in text


def test_no_line_is_wider_than_the_terminal():
    steps = [difference(old, new) for old, new in pairwise((CHANGE, APOLLO, SECOND))]
    history = replace(
        HISTORY, current=SECOND, earlier=(Version(CHANGE, HISTORY.earlier[0].replaced_at), *HISTORY.earlier[1:])
    )
    for width in range(40, 120):
        lines = render_history(history, steps, width=width, colour=False).splitlines()
        assert [each for each in lines if cells(each) > width and "/" not in each] == []


def test_an_article_without_earlier_versions_says_so():
    assert (
        shown(History(APOLLO.id, APOLLO, ()), 80)
        == """\
Apollo 11 lands on the Moon
id a11a11a11a11, path moon/apollo-11.md
No earlier version is kept: it was read with one text only.
"""
    )


def test_a_withdrawn_article_shows_its_last_text():
    assert (
        shown(WITHDRAWN, 80)
        == """\
Apollo 11 is to land on the Moon
id a11a11a11a11, path moon/apollo-11.md
Withdrawn 21 July 1969 at 04:00 UTC: its file is gone, or you removed it.

Version 1, the last:
  Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz
  Aldrin aboard. Michael Collins stayed in lunar orbit.

  It is not known when they will step out.
"""
    )


@pytest.mark.parametrize(
    ("history", "said"),
    [
        (History(APOLLO.id, APOLLO, ()), ""),
        (HISTORY, "2 earlier versions (see --versions)"),
        (
            History(CHANGE.id, CHANGE, ()),
            "replaced by moon/rows.jsonl#3, which has the same url (see --versions)",
        ),
    ],
)
def test_an_article_says_what_other_versions_there_are(history, said):
    assert versions_line(APOLLO, history) == said
    printed = render_article(APOLLO, width=100, colour=False, versions=said)
    assert (f"\nversions   {said}\n" in printed) == bool(said)


def test_the_list_of_articles_counts_earlier_versions():
    assert (
        render_articles([APOLLO, CHANGE], width=80, colour=False, today=date(2024, 1, 1), earlier={CHANGE.id: 1})
        == """\
id            date        source  title
a11a11a11a11  1969-07-21  NASA    Apollo 11 lands on the Moon
c5c5c5c5c5c5  2020-12-17  新华社  嫦娥五号带回月球样品 (1 earlier version)

2 articles, 2 sources, 21 July 1969 to 17 December 2020
"""
    )


def test_scripts_get_every_version_and_each_change_with_its_offsets():
    steps = [difference(old, new) for old, new in pairwise(HISTORY.articles)]
    whole: dict[str, Any] = dict(history_json(HISTORY, steps))
    assert {name: value for name, value in whole.items() if name not in ("versions", "changes")} == {
        "schema": 2,
        "status": "answered",
        "id": APOLLO.id,
        "withdrawn": False,
    }
    versions = whole["versions"]
    assert [(each["number"], each["replaced_at"], each["article"]["text"]) for each in versions] == [
        (1, "1969-07-20T23:10:00+00:00", FIRST.text),
        (2, "1969-07-21T04:00:00+00:00", SECOND.text),
        (3, None, APOLLO.text),
    ]
    assert whole["changes"][0] == {
        "from": 1,
        "to": 2,
        "fields": {},
        "sentences": [
            {
                "kind": "changed",
                "old": {
                    "start": 0,
                    "end": 65,
                    "text": "Apollo 11 landed on the Moon on 20 July 1969 with two men aboard.",
                    "words": [[50, 57]],
                },
                "new": {
                    "start": 0,
                    "end": 88,
                    "text": "Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin aboard.",
                    "words": [[50, 80]],
                },
            }
        ],
        "unchanged": 2,
    }
    for change in whole["changes"]:
        for sentence in change["sentences"]:
            for side, version in (("old", change["from"]), ("new", change["to"])):
                if told := sentence[side]:
                    text = versions[version - 1]["article"]["text"]
                    assert text[told["start"] : told["end"]] == told["text"]
