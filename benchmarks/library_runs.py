"""A library that other processes work on: commands that are run, articles written, and what must be whole."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.index.library import Library
from assistant.language.sentences import split_sentences

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "corpus" / "articles"
PROGRAM = f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv[0] = 'assistant'\n"
PROGRAM += "from assistant.cli.main import main; main()"
ASSISTANT = [sys.executable, "-P", "-c", PROGRAM]
# A long tail is never published: every run publishes, so that kills fall into publishing too.
PUBLISHING = {"ASSISTANT_TAIL_CHUNKS": "0"}


def state_of(root: Path) -> dict[str, str]:
    """Where every process that works on a library keeps its state: a generation counts only with the writer's seal."""
    return {"XDG_STATE_HOME": str(root.parent / "state")}


def run(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """Starts a command on the library, in a group of processes of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    return subprocess.Popen(
        [*ASSISTANT, "--library", str(root), *arguments],
        env=environment | PUBLISHING | state_of(root),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run_whole(root: Path, *arguments: str) -> float:
    """Runs a command to its end; the seconds it took."""
    began = time.perf_counter()
    with run(root, *arguments) as process:
        _, said = process.communicate()
    if process.returncode not in (0, 4):
        sys.exit(f"{arguments} ended with {process.returncode}: {said}")
    return time.perf_counter() - began


def write_article(folder: Path, number: int) -> None:
    """One article with a word that no other has."""
    sentences = " ".join(f"The tide of day {day} rose at the {number} mark." for day in range(20))
    text = f"title: Report {number}\n\nA comet named comet{number} passed. {sentences}\n"
    (folder / f"{number}.txt").write_text(text)


def broken(library: Library, keys: Sequence[int]) -> Iterator[str]:
    """What of these articles is not whole."""
    articles, sentences = library.articles(keys), library.sentences(keys)
    for key in keys:
        if key not in articles:
            continue  # replaced between two statements of a reader that does not hold a moment fast
        if sentences.get(key) != split_sentences(articles[key].text):
            yield "sentences are not the article's"
        rows = library.catalogue.article_chunks(key)
        numbers = [number for row in rows for number in range(row.chunk.first, row.chunk.last)]
        if numbers != list(range(len(sentences.get(key, ())))):
            yield "chunks do not cover the article"
