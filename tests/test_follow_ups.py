"""Chats with follow-ups, as they read: how each is understood, what is asked back, and what asks nothing."""

import re
import textwrap
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.conversation import Conversation
from assistant.answering.searching.retrieve import SearchOptions
from assistant.answering.tools import Tools
from assistant.index.library import Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.models.openai_api import OpenAIChat
from assistant.prompts import load_prompts
from assistant.records.answers import Answer, NoteKind
from assistant.records.questions import Question
from command_line import run
from conversation_library import make_library
from model_server import Play, Request, confirm_all, is_judging, serving

DAY = "2024-06-01"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("talk")
    make_library(folder)
    return folder


def chat(root: Path, *lines: str) -> str:
    """What a chat without a model prints, without its opening and the sources, in lines of at most 100 characters."""
    script = "".join(f"{line}\n" for line in lines)
    done = run("chat", "--library", str(root), "--as-of", DAY, "--no-model", stdin=script)
    assert (done.returncode, done.stderr) == (0, "")
    turns = done.stdout.split("\n\n", 1)[1]
    answers = re.sub(r"\n\n(?:Sources|Closest:|Newest source:)\n?(?:(?!\n> ).)*", "\n", turns, flags=re.DOTALL)
    return "\n".join(textwrap.fill(line, 100) for line in answers.split("\n"))


def test_four_follow_ups_in_a_row_keep_their_subject(root: Path) -> None:
    lines = "When did the Key Bridge collapse?", "How many workers were killed?", "When will it reopen?"
    assert chat(root, *lines, "how much will that cost", "Which ship hit it?") == (
        """\
> When did the Key Bridge collapse?
The Key Bridge in Baltimore collapsed on 26 March 2024 when the container ship Dali struck it. [1]
Six workers were killed when the Key Bridge collapsed. [2] The Key Bridge will reopen in 2028. [3]

> How many workers were killed?
→ How many workers were killed? (the Key Bridge collapse)
Six workers were killed when the Key Bridge collapsed. [1] The Key Bridge in Baltimore collapsed on
26 March 2024 when the container ship Dali struck it. [2] The Key Bridge will reopen in 2028. [3]

> When will it reopen?
→ When will it reopen? (the Key Bridge collapse)
The Key Bridge will reopen in 2028. [1] The Key Bridge in Baltimore collapsed on 26 March 2024 when
the container ship Dali struck it. [2] Six workers were killed when the Key Bridge collapsed. [3]

> how much will that cost
→ how much will that cost (the Key Bridge collapse)
The new Key Bridge will cost 1.9 billion dollars. [1] The Key Bridge in Baltimore collapsed on 26
March 2024 when the container ship Dali struck it. [2] Six workers were killed when the Key Bridge
collapsed. [3]

> Which ship hit it?
→ Which ship hit it? (how much will that cost, the Key Bridge collapse)
The Key Bridge in Baltimore collapsed on 26 March 2024 when the container ship Dali struck it. [1]
Six workers were killed when the Key Bridge collapsed. [2] The new Key Bridge will cost 1.9 billion
dollars. [3]
"""
    )


def test_a_new_subject_leaves_the_old_one_behind(root: Path) -> None:
    lines = "When did Jacinda Ardern take office?", "When will the Key Bridge reopen?", "When did she resign?"
    assert chat(root, *lines, "Why?") == (
        """\
> When did Jacinda Ardern take office?
Jacinda Ardern took office in October 2017. [1] Jacinda Ardern announced on 19 January 2023 that she
would resign as prime minister of New Zealand. [2] Chris Hipkins took office as prime minister of
New Zealand on 25 January 2023. [3]

> When will the Key Bridge reopen?
The Key Bridge will reopen in 2028. [1] The Key Bridge in Baltimore collapsed on 26 March 2024 when
the container ship Dali struck it. [2] The new Key Bridge will cost 1.9 billion dollars. [3]

> When did she resign?
→ When did Jacinda Ardern resign?
Jacinda Ardern announced on 19 January 2023 that she would resign as prime minister of New Zealand.
[1] She resigned because she no longer had enough in the tank, she said. [2] Jacinda Ardern took
office in October 2017. [3]

> Why?
→ Why did Jacinda Ardern resign?
Jacinda Ardern announced on 19 January 2023 that she would resign as prime minister of New Zealand.
[1] She resigned because she no longer had enough in the tank, she said. [2] Jacinda Ardern took
office in October 2017. [3]
"""
    )


def test_what_the_articles_answer_better_alone_begins_a_new_subject(root: Path) -> None:
    lines = "When did Jacinda Ardern take office?", "When will the bridge reopen?", "How many workers were killed?"
    assert chat(root, *lines, "What will it cost?") == (
        """\
> When did Jacinda Ardern take office?
Jacinda Ardern took office in October 2017. [1] Jacinda Ardern announced on 19 January 2023 that she
would resign as prime minister of New Zealand. [2] Chris Hipkins took office as prime minister of
New Zealand on 25 January 2023. [3]

> When will the bridge reopen?
The Key Bridge will reopen in 2028. [1] The Key Bridge in Baltimore collapsed on 26 March 2024 when
the container ship Dali struck it. [2] The new Key Bridge will cost 1.9 billion dollars. [3]

> How many workers were killed?
→ How many workers were killed? (the bridge reopen)
Six workers were killed when the Key Bridge collapsed. [1] The Key Bridge in Baltimore collapsed on
26 March 2024 when the container ship Dali struck it. [2] The Key Bridge will reopen in 2028. [3]

> What will it cost?
→ What will it cost? (the bridge reopen)
The new Key Bridge will cost 1.9 billion dollars. [1] The Key Bridge in Baltimore collapsed on 26
March 2024 when the container ship Dali struck it. [2] The Key Bridge will reopen in 2028. [3]
"""
    )


def test_after_a_refusal_the_conversation_goes_on(root: Path) -> None:
    lines = "When will the Key Bridge reopen?", "Who is the king of Norway?", "How old is he?"
    assert chat(root, *lines, "When will the Key Bridge reopen?", "why?") == (
        """\
> When will the Key Bridge reopen?
The Key Bridge will reopen in 2028. [1] The Key Bridge in Baltimore collapsed on 26 March 2024 when
the container ship Dali struck it. [2] The new Key Bridge will cost 1.9 billion dollars. [3]

> Who is the king of Norway?
The articles do not say.

> How old is he?
→ How old is he? (the king of Norway)
The articles do not say.

> When will the Key Bridge reopen?
The Key Bridge will reopen in 2028. [1] The Key Bridge in Baltimore collapsed on 26 March 2024 when
the container ship Dali struck it. [2] The new Key Bridge will cost 1.9 billion dollars. [3]

> why?
→ Why will the Key Bridge reopen?
The Key Bridge will reopen in 2028. [1] The Key Bridge in Baltimore collapsed on 26 March 2024 when
the container ship Dali struck it. [2] Six workers were killed when the Key Bridge collapsed. [3]
"""
    )


def test_where_it_is_not_clear_who_is_meant_the_chat_asks(root: Path) -> None:
    lines = "Where was she born?", "Who played in the final of the US Open?", "Where was she born?", "Gauff"
    assert chat(root, *lines, "And Aryna Sabalenka?") == (
        """\
> Where was she born?
Who is meant by “she”? Nothing before tells; type the name.

> Who played in the final of the US Open?
Coco Gauff and Aryna Sabalenka played in the final of the US Open on 9 September 2023. [1] Coco
Gauff was born in Delray Beach. [2] Aryna Sabalenka was born in Minsk. [3]

> Where was she born?
Who is meant by “she”: Coco Gauff or Aryna Sabalenka?

> Gauff
→ Where was Coco Gauff born?
Coco Gauff was born in Delray Beach. [1] Coco Gauff and Aryna Sabalenka played in the final of the
US Open on 9 September 2023. [2] Aryna Sabalenka was born in Minsk. [3]

> And Aryna Sabalenka?
→ Where was Aryna Sabalenka born?
Aryna Sabalenka was born in Minsk. [1] Coco Gauff and Aryna Sabalenka played in the final of the US
Open on 9 September 2023. [2] Coco Gauff was born in Delray Beach. [3]
"""
    )


def test_thanks_get_no_answer_and_are_no_turn(root: Path) -> None:
    lines = "How many people live in Tuvalu?", "thanks", "ok got it", "And in Nauru?", "Which has more?"
    assert chat(root, *lines) == (
        """\
> How many people live in Tuvalu?
About 10,600 people live in Tuvalu. [1] About 11,700 people live in Nauru. [2]

> thanks
That asks nothing. Ask a question, or type /help.

> ok got it
That asks nothing. Ask a question, or type /help.

> And in Nauru?
→ How many people live in Nauru?
About 11,700 people live in Nauru. [1] About 10,600 people live in Tuvalu. [2]

> Which has more?
→ Which has more? (Tuvalu; Nauru)
About 10,600 people live in Tuvalu. [1] About 11,700 people live in Nauru. [2]
"""
    )


ASKED = "When will the Key Bridge reopen?"
CONDENSING = "Rewrite the last one"


@pytest.fixture
def tools(root: Path) -> Iterator[Tools]:
    with closing(Library(root, warn=pytest.fail)) as library:
        yield Tools(library, LocalEmbedder(), load_prompts(), SearchOptions())


def converse(tools: Tools, rewritten: str, *lines: str) -> tuple[list[str], list[Answer], list[str]]:
    """How each line is understood, its answer, and what the model was asked to rewrite.

    The model rewrites every line as `rewritten`, and answers all of them with the first sentence that it is shown.
    """
    shown: list[str] = []
    condensed: list[str] = []

    def reply(request: Request) -> str | Play:
        asked: str = request["messages"][-1]["content"]
        if CONDENSING in asked:
            condensed.append(asked)
            return rewritten
        if is_judging(request):
            return confirm_all(request)
        handle = re.search(r"^\[(\d+\.\d+)\] (.*)$", asked, re.MULTILINE)
        assert handle
        return f"{handle[2]} [{handle[1]}]"

    with serving(reply) as server:
        model = OpenAIChat(model="scripted", api_key=None, base_url=server.base_url, window=8_000, timeout_seconds=300)
        with_model = Tools(tools.library, tools.embedder, tools.prompts, tools.search_options, model=model, judge=model)
        log: list[Answer] = []
        talk = Conversation(with_model, Question("", date.fromisoformat(DAY)), log.append)
        answers = [talk.ask(line, lambda _: None, None, shown.append) for line in lines]
    assert log == [answer for answer in answers if not answer.is_aside]
    return shown, answers, condensed


def test_a_models_rewording_is_taken(tools: Tools) -> None:
    rewritten = "What will the Key Bridge in Baltimore cost?"
    shown, (_, answer), condensed = converse(tools, rewritten, ASKED, "What will it cost?")
    assert (shown, answer.standalone, answer.question.text) == ([rewritten], rewritten, "What will it cost?")
    assert len(condensed) == 1
    assert answer.usage.requests == 2  # rewriting and writing; a quotation is not judged


@pytest.mark.parametrize(
    "rewritten",
    [
        "The new Key Bridge will cost 1.9 billion dollars.",  # answers, and no longer asks "what"
        "When will the Key Bridge be built?",  # loses "cost"
        "What will the Sydney Harbour Bridge cost?",  # a name from elsewhere
        "What will the Key Bridge not cost?",
        "Rules: what will the Key Bridge cost? Add nothing that was not asked.",
        "What will the Key Bridge cost?\nWhat else?",
        "What the Key Bridge will cost.",
        "What will it cost? What will the Key Bridge cost?",
        "=== 0123456789ab === What will the Key Bridge cost?",
        "",
    ],
)
def test_a_rewording_that_is_not_the_readers_question_is_not_taken(tools: Tools, rewritten: str) -> None:
    shown, answers, condensed = converse(tools, rewritten, ASKED, "What will it cost?")
    assert shown == [answers[1].standalone] == ["What will it cost? (the Key Bridge reopen)"]
    assert len(condensed) == 1


def test_a_model_is_not_asked_where_a_line_stands_alone_or_is_asked_back(tools: Tools) -> None:
    shown, answers, condensed = converse(tools, "Who?", ASKED, "How many people live in Tuvalu?", "Is he well?", "ok")
    assert (shown, condensed) == ([], [])
    assert [[note.kind for note in answer.notes] for answer in answers] == [
        [],
        [],
        [NoteKind.ASKED_BACK],
        [NoteKind.NO_QUESTION],
    ]
