"""Indexing that is killed leaves a library that answers, and the next run completes it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from assistant.errors import LibraryMissing
from assistant.language.sentences import split_sentences
from assistant.models.local_embedder import LocalEmbedder
from small_library import SAMPLE, Made

ARTICLES = 59
# In this order, since what a run has stored the next one need not store again; the moments are random. Before each
# kill in the last stage an article is added, so that there is something to publish.
STAGES = ["starting", *["reading"] * 5, *["publishing"] * 4]
# What `assistant index` does, in small batches, so that many transactions may be cut off. Says what it is doing.
PROGRAM = """
import sys
from pathlib import Path
print("starting 0", flush=True)
from assistant.index.updating.index_plan import IndexPlan
from assistant.index.updating.indexing import index_articles
from assistant.models.local_embedder import LocalEmbedder
root = Path(sys.argv[1])
plan = IndexPlan(root, root / ".assistant", LocalEmbedder(), tail_chunks=0, batch_characters=5_000)
index_articles([*map(Path, sys.argv[2:])], plan, lambda doing, *told: print(doing, told[2], flush=True))
print("done 0", flush=True)
"""


def run_and_kill(root: Path, stage: str, stored: int, draw: random.Random) -> str:
    """Kills a run at a random moment of a stage; says what it did last."""
    wanted = {"starting": 0, "reading": stored + draw.randint(1, 12), "publishing": ARTICLES}[stage]
    seconds = draw.uniform(0.0, {"starting": 2.0, "reading": 0.2, "publishing": 3.0}[stage])
    if stage == "publishing":
        more = len(list((root / "more").iterdir())) + 1
        (root / "more" / f"{more}.txt").write_text(f"title: Number {more}\n\nThis is number {more}.\n")
        wanted += more
    command = [sys.executable, "-c", PROGRAM, str(root), str(SAMPLE), str(root / "more")]
    said = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said = line.strip()
            doing, _, articles = said.rpartition(" ")
            if doing == "done" or int(articles) >= wanted:
                break
        time.sleep(seconds)
        # The one process, whose builder then lives on for a while, or all of them, as at a power cut.
        if draw.random() < 0.5:
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    return f"{stage} + {seconds:.2f} s: {said}"


def check_whole(made: Made) -> int:
    """Fails unless every stored article is whole and can be found; says how many there are."""
    with made.opened() as (library, warnings):
        found = library.nearest(LocalEmbedder().embed(["the flood in the Lower Town"])[0], 1_000)
        named = library.with_words(["the", "a", "le", "de"], 1_000)
        keys = [row[0] for row in made.rows("SELECT key FROM articles")]
        rows = {key: library.catalogue.article_chunks(key) for key in keys}
        articles, sentences = library.articles(keys), library.sentences(keys)
    for key in keys:
        assert sentences[key] == split_sentences(articles[key].text)
        numbers = [number for row in rows[key] for number in range(row.chunk.first, row.chunk.last)]
        assert numbers == list(range(len(sentences[key])))
    chunks = sorted(row.id for each in rows.values() for row in each)
    assert sorted(number for number, _ in found) == chunks
    assert {number for number, _ in named} <= set(chunks)
    assert bool(named) == bool(keys)
    every = [(each,) for each in chunks]
    assert made.rows("SELECT id FROM chunks ORDER BY id") == every
    assert made.rows("SELECT chunk FROM vectors WHERE length(vector) = 768 ORDER BY chunk") == every
    assert made.rows("SELECT rowid FROM words ORDER BY rowid") == every
    assert made.rows("PRAGMA integrity_check") == [("ok",)]
    assert warnings == []
    return len(keys)


def contents(made: Made) -> list[tuple[Any, ...]]:
    """All that a library keeps of its articles, whatever keys it gave them."""
    found: list[tuple[Any, ...]] = made.rows(
        "SELECT title, source, text, chunks.number, first, last, vector FROM articles JOIN chunks ON article = key"
        " JOIN vectors ON chunk = chunks.id ORDER BY title, text, chunks.number"
    )
    return found


def test_an_index_killed_ten_times_leaves_a_library_that_answers_and_is_completed_by_the_next(tmp_path, sample):
    seed = int.from_bytes(os.urandom(4), "big")
    draw = random.Random(seed)
    made = Made(tmp_path)
    (tmp_path / "more").mkdir()
    stored, story = 0, [f"seed {seed}"]
    try:
        for stage in STAGES:
            story.append(run_and_kill(tmp_path, stage, stored, draw))
            try:
                now = check_whole(made)
            except LibraryMissing:
                now = 0
            story.append(f"{now} articles")
            assert now >= stored
            stored = now
        shutil.rmtree(tmp_path / "more")
        (tmp_path / "more").mkdir()
        command = [sys.executable, "-m", "assistant", "--library", str(tmp_path), "index"]
        subprocess.run(
            [*command, str(SAMPLE), str(tmp_path / "more")],
            check=True,
            env={**os.environ, "ASSISTANT_TAIL_CHUNKS": "0"},
            capture_output=True,
        )
        assert check_whole(made) == ARTICLES
    except BaseException as error:
        error.add_note("; ".join(story))
        raise
    assert contents(made) == contents(sample)
    assert len(list((made.folder / "vectors").glob("[0-9]*"))) == 1
