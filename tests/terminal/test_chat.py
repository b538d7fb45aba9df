from __future__ import annotations

import io
from pathlib import Path

from assistant.terminal.chat import run_chat
from assistant.terminal.output import Screen
from terminal.moon import APOLLO
from terminal.scripted_session import ScriptedSession, transcript


def test_a_conversation_reads_as_one() -> None:
    stdout, stderr = transcript("When did people first land on the Moon?", "/sources", "Who won?", "/quit")
    assert stderr == ""
    assert (
        stdout
        == """\
3 articles, 21 July 1969 to 17 December 2020; no model.
Ask a question, or type /help.

> When did people first land on the Moon?
Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin
aboard. [1] Armstrong stepped out 39 minutes later. [2] [not confirmed: "39
minutes later": no such time is given]

Luna 9 had landed before, without a crew. [3][1]

Sources
[1] “Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz
    Aldrin aboard.”
[2] “Armstrong stepped onto the surface at 02:56 UTC on 21 July.”
    Apollo 11 lands on the Moon — NASA, 21 July 1969
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    [2] also in 新华社, 17 December 2020; “Luna 9 made the first soft landing on
    the Moon in…” (undated)

[3] “Luna 9 made the first soft landing on the Moon in February 1966.”
    Untitled (undated)
    assistant show 1a9a1a9a1a9a

3 sentences: 1 quoted (sentence 1), 1 confirmed (sentence 3), 1 not confirmed
(sentence 2).
Left out: 1 citation that names no sentence and 2 undated articles.

> /sources
Sources
[1] “Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz
    Aldrin aboard.”
    Apollo 11 lands on the Moon — NASA, 21 July 1969
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    assistant show a11a11a11a11

[2] “Armstrong stepped onto the surface at 02:56 UTC on 21 July.”
    Apollo 11 lands on the Moon — NASA, 21 July 1969
    also in 新华社, 17 December 2020; “Luna 9 made the first soft landing on the
    Moon in…” (undated)
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    assistant show a11a11a11a11

[3] “Luna 9 made the first soft landing on the Moon in February 1966.”
    Luna 9 made the first soft landing on the Moon in… (title from the lead)
    (undated)
    assistant show 1a9a1a9a1a9a

> Who won?
The articles do not say.

Closest:
[1] “Luna 9 made the first soft landing on the Moon in February 1966.”
    Untitled (undated)
    assistant show 1a9a1a9a1a9a

Left out: 1 undated article.

> /quit
"""
    )


def test_a_conversation_fits_forty_columns() -> None:
    stdout, _ = transcript("When did people first land on the Moon?", columns=40)
    assert (
        stdout
        == """\
3 articles, 21 July 1969 to 17 December
2020; no model.
Ask a question, or type /help.

> When did people first land on the Moon?
Apollo 11 landed on the Moon on 20 July
1969 with Neil Armstrong and Buzz Aldrin
aboard. [1] Armstrong stepped out 39
minutes later. [2] [not confirmed: "39
minutes later": no such time is given]

Luna 9 had landed before, without a
crew. [3][1]

Sources
[1] “Apollo 11 landed on the Moon on 20
    July 1969 with Neil Armstrong and
    Buzz Aldrin aboard.”
[2] “Armstrong stepped onto the surface
    at 02:56 UTC on 21 July.”
    Apollo 11 lands on the Moon — NASA,
    21 July 1969
    https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns
    [2] also in 新华社, 17 December
    2020; “Luna 9 made the first soft
    landing on the Moon in…” (undated)

[3] “Luna 9 made the first soft landing
    on the Moon in February 1966.”
    Untitled (undated)
    assistant show 1a9a1a9a1a9a

3 sentences: 1 quoted (sentence 1), 1
confirmed (sentence 3), 1 not confirmed
(sentence 2).
Left out: 1 citation that names no
sentence and 2 undated articles.

"""
    )


def test_opening_a_source_marks_every_sentence_quoted_from_its_article() -> None:
    stdout, stderr = transcript("When did people first land on the Moon?", "/open 2")
    assert stderr == ""
    assert (
        stdout[stdout.index("> /open") :]
        == """\
> /open 2
title      Apollo 11 lands on the Moon (front matter)
source     NASA (front matter)
published  21 July 1969, 1969-07-21T02:56:00+00:00 (front matter)
authors    Neil Armstrong, Buzz Aldrin and Michael Collins (column)
url        https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns (meta tag)
path       moon/apollo-11.md
id         a11a11a11a11

▶Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz
Aldrin aboard.◀ Michael Collins stayed in lunar orbit.

▶Armstrong stepped onto the surface at 02:56 UTC on 21 July.◀ Aldrin followed 19
minutes later.

"""
    )


def test_commands_that_cannot_be_obeyed_say_what_can() -> None:
    stdout, _ = transcript(
        "/open 1", "/sources", "/nope now", "When did people first land on the Moon?", "/open 4", "/open [x"
    )
    assert (
        stdout[stdout.index("> /open") : stdout.index("> When")]
        == """\
> /open 1
/open takes the number of a source: ask a question first.

> /sources
There are no sources yet: ask a question first.

> /nope now
/nope is not a command. Did you mean /open? /help lists them.

"""
    )
    assert (
        stdout[stdout.index("> /open 4") :]
        == """\
> /open 4
/open takes the number of a source: 1, 2 and 3.

> /open [x
/open takes the number of a source: 1, 2 and 3.

"""
    )


def test_sources_are_those_of_the_last_answer() -> None:
    stdout, stderr = transcript(
        "When did people first land on the Moon?", "And when did Luna 9 land?", "/open 1", "/open 3"
    )
    assert stderr == ""
    assert (
        stdout[stdout.index("> /open") :]
        == """\
> /open 1
/open takes the number of a source: 3.

> /open 3
title      Luna 9 made the first soft landing on the Moon in… (lead)
published  (undated)
path       moon/luna.txt
id         1a9a1a9a1a9a

▶Luna 9 made the first soft landing on the Moon in February 1966.◀

"""
    )


def test_an_error_ends_its_turn_and_not_the_conversation() -> None:
    stdout, stderr = transcript("Is the model there?", "Who lost?", live=True)
    assert stderr == "The model does not answer. Is OPENAI_BASE_URL right?\n"
    assert (
        stdout[stdout.index("> Is") :]
        == """\
> Is the model there?
Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin
aboard. [1]
[broken off: not judged]

> Who lost?
The articles do not say.

"""
    )


def test_an_interrupted_answer_leaves_the_conversation_open() -> None:
    stdout, _ = transcript("Take your time.", "Who lost?", live=True)
    assert (
        stdout[stdout.index("> Take") :]
        == """\
> Take your time.
Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin
aboard. [1]
[broken off: not judged]

Stopped. /retry asks again.

> Who lost?
The articles do not say.

"""
    )


def test_a_new_conversation_forgets_the_old_one_and_its_sources() -> None:
    session = ScriptedSession()
    stdin = io.StringIO("When did people first land on the Moon?\n/new\n/sources\nWho lost?\n/exit\nWho won?\n")
    stdout = io.StringIO()
    run_chat(session, Screen(stdin, stdout, io.StringIO(), columns=80))
    assert session.asked == ["When did people first land on the Moon?", "(forgotten)", "Who lost?"]
    assert (
        stdout.getvalue()[stdout.getvalue().index("> /new") :]
        == """\
> /new
A new conversation.

> /sources
There are no sources yet: ask a question first.

> Who lost?
The articles do not say.

> /exit
"""
    )


def test_empty_lines_ask_nothing_and_escapes_are_taken_out_of_what_is_asked() -> None:
    session = ScriptedSession()
    stdout = io.StringIO()
    run_chat(session, Screen(io.StringIO("\n   \n\x1b[2JWho lost?\x07\n"), stdout, io.StringIO(), columns=80))
    assert session.asked == ["Who lost?"]
    assert stdout.getvalue().count("> ") == 1


def test_questions_that_are_not_utf_8_do_not_end_the_conversation(tmp_path: Path) -> None:
    questions = tmp_path / "questions"
    questions.write_bytes(b"/caf\xe9\nWho lost?\n")
    stdout = io.StringIO()
    with questions.open(encoding="utf-8") as stdin:
        run_chat(ScriptedSession(), Screen(stdin, stdout, io.StringIO(), columns=80))
    assert (
        stdout.getvalue()[stdout.getvalue().index("> ") :]
        == """\
> /caf\ufffd
/caf\ufffd is not a command. /help lists them.

> Who lost?
The articles do not say.

"""
    )


def test_statements_are_shown_as_soon_as_they_are_told() -> None:
    stdout = io.StringIO()
    seen: list[str] = []

    session = ScriptedSession(after_each=lambda: seen.append(stdout.getvalue().splitlines()[-1]))
    question = io.StringIO("When did people first land on the Moon?\n")
    run_chat(session, Screen(question, stdout, io.StringIO(), columns=80, live=True))
    assert seen == [
        "aboard. [1]",
        "aboard. [1] Armstrong stepped out 39 minutes later. [2]",
        "Luna 9 had landed before, without a crew. [3][1]",
    ]


def test_colour_changes_no_character_of_an_answer() -> None:
    stdout = io.StringIO()
    stdin = io.StringIO("When did people first land on the Moon?\n")
    run_chat(ScriptedSession(), Screen(stdin, stdout, io.StringIO(), colour=True, columns=80))
    plain, _ = transcript("When did people first land on the Moon?")
    shown = stdout.getvalue()
    for escape in (
        f"\x1b]8;;{APOLLO.url}\x1b\\",
        "\x1b]8;;\x1b\\",
        "\x1b[0m",
        "\x1b[1m",
        "\x1b[2m",
        "\x1b[33m",
        "\x1b[36m",
    ):
        assert escape in shown
        shown = shown.replace(escape, "")
    assert shown == plain
