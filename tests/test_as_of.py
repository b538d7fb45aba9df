"""What is printed as of a day is what a library without the later articles prints, byte for byte.

Every command that takes --as-of is in COMMANDS; a new one is added there, and nowhere else. Each is run on a library
that holds only the articles of the day and on libraries that hold later ones as well, in whatever order they were read.
"""

import contextlib
import hashlib
import json
import random
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.index.library import Library
from assistant.models.caching import KeptVectors
from assistant.models.local_embedder import LocalEmbedder
from assistant.records.articles import Article
from command_line import run
from model_server import Play, serving
from small_library import Made

AS_OF = date(2025, 4, 15)
TITLE = "Ferry crews vote to strike from 7 April"
SHARED_URL = "https://tide.example/live"
DRAFT = """\
# Bridge and ferries

Chandlers’ Bridge will reopen to traffic on 30 April, the city announced. Crews of the Skarrow ferries ended a strike of
five days. Leena Ostrander was elected mayor. The bridge will cost 58.2 million crowns. Is that so?
"""
# Words of a command, and what is typed into it.
COMMANDS: Sequence[tuple[Sequence[str], str]] = (
    (["ask", "When will Chandlers Bridge reopen?"], ""),
    (["ask", "--json", "How much does the bridge cost?"], ""),
    (["ask", "--json", "How long did the ferry strike last?"], ""),
    (["ask", "--json", "Who won the mayoral run-off?"], ""),
    (["ask", "What did the Harbour Gazette report on the strike?"], ""),
    (["ask", "--json", "--since", "2025-03-01", "Who leads the port?"], ""),
    (["ask", "--json", "What is the latest?"], ""),
    (["ask", "What is the latest on the bridge?"], ""),
    (["ask", "--json", "Is the ferry strike still on?"], ""),
    (["ask", "--source", "Harbour Gazette", "--json", "What about the ferries?"], ""),
    (["search", "ferry strike", "--per-article", "3"], ""),
    (["search", "--json", "-n", "30", "Chandlers Bridge mayor"], ""),
    (["summarize", "--topic", "the ferry strike", "--json"], ""),
    (["summarize", "--topic", "the mayoral run-off"], ""),
    (["summarize", "--json", TITLE], ""),
    (["timeline", "the bridge"], ""),
    (["timeline", "--json"], ""),
    (["said", "--json", "Dacombe"], ""),
    (["said", "Mayor Dacombe", "the bridge"], ""),
    (["said", "--all", "-n", "50", "city"], ""),
    (["said"], ""),
    (["said", "--json", "-n", "100"], ""),
    (["check", "--json", "-"], DRAFT),
    (["check", "-"], DRAFT),
    (["chat"], "Who wrote about the bridge?\nWhat does it cost?\n/sources\n/quit\n"),
)
NEEDS_NO_MODEL = {"search", "check", "said"}


def row(article: Article, **changed: object) -> dict[str, object]:
    published = article.published.isoformat() if article.published else None
    given = {"title": article.title, "source": article.source, "url": article.url, "date": published}
    return {name: value for name, value in {**given, "text": article.text, **changed}.items() if value is not None}


@pytest.fixture(scope="module")
def articles(sample_library: Path) -> list[Article]:
    with contextlib.closing(Library(sample_library, warn=pytest.fail)) as library:
        every = list(library.catalogue.all_articles())
    told = ("bridge", "ferr", "mayor", "strike", "port")
    return [each for each in every if any(word in each.title.lower() for word in told) or each.published is None]


@pytest.fixture(scope="module")
def earlier(articles: list[Article]) -> list[dict[str, object]]:
    """The articles of the day, and two unlike ones at one address, which a later one continues both."""
    early = [each for each in articles if each.published is None or each.published <= AS_OF]
    strike = next(each for each in early if each.title == TITLE)
    bridge = next(each for each in early if "revised" in each.title)
    live = [row(strike, date="2025-04-10", url=SHARED_URL), row(bridge, date="2025-04-12", url=SHARED_URL)]
    return [*map(row, early), *live]


@pytest.fixture(scope="module")
def later(articles: list[Article]) -> list[dict[str, object]]:
    """The later articles of the sample, and articles that resemble earlier ones as much as they can."""
    early = [each for each in articles if each.published and each.published <= AS_OF]
    strike = next(each for each in early if each.title == TITLE)
    bridge = next(each for each in early if "revised" in each.title)
    wrong = "Correction: the bridge reopens on 12 June and costs 61 million crowns, not as we said on 12 March."
    return [
        *[row(each) for each in articles if each.published and each.published > AS_OF],
        *[row(each, date="2025-04-16", source="Harbour Gazette", url=f"{each.url}#again") for each in early[::2]],
        row(strike, date="2026-01-02", text="The crews of the ferries vote to strike again, for a month."),
        row(strike, date="2025-05-01", text=f"{strike.text}\n\nThe strike is over."),
        row(strike, date="2025-04-20", text="\n\n".join(each.text for each in (strike, bridge)), url=SHARED_URL),
        row(bridge, date="2025-04-16", title=f"Correction: {bridge.title}", text=wrong, url="https://tide.example/c"),
        row(bridge, date="2025-07-01", title="Strike", source="Bridge", text="Ferry strike bridge mayor. " * 40),
    ]


@pytest.fixture(scope="module")
def embedder() -> KeptVectors:
    return KeptVectors(LocalEmbedder())


def indexed(
    root: Path, files: Sequence[tuple[str, Sequence[dict[str, object]]]], embedder: KeptVectors, **plan: Any
) -> Path:
    """A library of files of rows, read in the order given."""
    made = Made(root)
    for name, rows in files:
        made.write_rows(name, rows)
        made.index(name, embedder=embedder, **plan)
    return root


@pytest.fixture(scope="module", params=[False, True], ids=["no model", "model"])
def with_model(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="module")
def expected(
    tmp_path_factory: pytest.TempPathFactory, earlier: list[dict[str, object]], embedder: KeptVectors, with_model: bool
) -> list[tuple[int, str]]:
    """What the library without later articles prints."""
    root = indexed(tmp_path_factory.mktemp("earlier"), [("rows.jsonl", earlier)], embedder)
    return printed(root, with_model=with_model)


def printed(root: Path, *, with_model: bool) -> list[tuple[int, str]]:
    """Exit code and standard output of every command."""
    with serving(answer_by_the_prompt) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSISTANT_LIBRARY", str(root))
        if with_model:
            patch.setenv("OPENAI_BASE_URL", server.base_url)
        return [
            typed_command([*words, "--as-of", AS_OF.isoformat()], typed)
            for words, typed in COMMANDS
            if not with_model or words[0] not in NEEDS_NO_MODEL
        ]


def typed_command(words: Sequence[str], typed: str) -> tuple[int, str]:
    """What one command prints; `seconds`, which only measure, are taken out."""
    done = run(*words, stdin=typed)
    return done.returncode, re.sub(r'"seconds": \{[^}]*\}', "", done.stdout)


def answer_by_the_prompt(request: Any) -> Play:
    """Sentences of the evidence that a hash of the whole request chooses: another byte in it, another answer."""
    asked = re.sub(r"=== [0-9a-f]+ ===", "===", json.dumps(request["messages"], ensure_ascii=False))
    number = int(hashlib.sha256(asked.encode()).hexdigest(), 16)
    shown = re.findall(r"^\[(\d+\.\d+)\] (.+)$", request["messages"][-1]["content"], re.MULTILINE)
    if not shown:
        return Play(["NOT IN ARTICLES"], usage=(len(asked), 7))
    chosen = [shown[(number >> 16 * place) % len(shown)] for place in range(3)]
    return Play([" ".join(f"{text} [{handle}]" for handle, text in chosen)], usage=(len(asked), 7))


def test_articles_published_later_change_no_byte(
    tmp_path: Path,
    earlier: list[dict[str, object]],
    later: list[dict[str, object]],
    embedder: KeptVectors,
    expected: list[tuple[int, str]],
    with_model: bool,
) -> None:
    draw = random.Random(with_model)
    added = draw.sample(later, len(later) * 2 // 3)
    cut = draw.randrange(1, len(added))
    files = [("later-1.jsonl", added[:cut]), ("rows.jsonl", earlier), ("later-2.jsonl", added[cut:])]
    draw.shuffle(files)
    assert printed(indexed(tmp_path, files, embedder), with_model=with_model) == expected


@pytest.mark.parametrize("with_model", [False], ids=["no model"], indirect=True)  # a model's vectors are the same
def test_later_articles_in_a_published_generation_of_vectors_change_no_byte(
    tmp_path: Path,
    earlier: list[dict[str, object]],
    later: list[dict[str, object]],
    embedder: KeptVectors,
    expected: list[tuple[int, str]],
    with_model: bool,
) -> None:
    root = indexed(tmp_path, [("later.jsonl", later), ("rows.jsonl", earlier)], embedder, tail_chunks=20)
    assert Made(root).rows("SELECT count(*) FROM generations")[0][0] > 0
    assert printed(root, with_model=with_model) == expected
