"""A run that is killed while it reads changed articles loses neither what they said nor what they say."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from small_library import Made, counts

ARTICLES = 24
ROUNDS = 6
# What `assistant index` does, an article or two in a transaction, with the cheap embedder of these tests.
PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from small_library import Made
made = Made(Path(sys.argv[1]))
print("starting 0", flush=True)
from assistant.index.updating.indexing import index_articles
plan = made.plan(batch_characters=100)
index_articles([made.articles], plan, lambda doing, *told: print(doing, told[2], flush=True))
"""


def change_all(made: Made, round_: int) -> None:
    """Every article gets another text; one in four is renamed (it keeps its url), one in four goes or comes back."""
    for number in range(ARTICLES):
        place, turn = made.articles / f"{number}-{round_ % 2 * (number % 4 == 0)}.txt", number % 4
        for file in made.articles.glob(f"{number}-*.txt"):
            file.unlink()
        if turn != 1 or round_ % 2:
            place.write_text(
                f"title: Number {number}\nurl: https://example.org/{number}\n\n"
                f"This is article {number} as it was written in round {round_}. The rest stays in every round.\n"
            )


def run_and_kill(made: Made, draw: random.Random) -> str:
    """Kills a run after a random number of articles; says what it did last."""
    wanted, seconds = draw.randint(0, ARTICLES), draw.uniform(0.0, 0.05)
    command = [sys.executable, "-c", PROGRAM, str(made.root), str(Path(__file__).parent.parent)]
    said = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said = line.strip()
            if int(said.rpartition(" ")[2]) >= wanted:
                break
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
    return f"{wanted} + {seconds:.3f} s: {said}"


def texts(made: Made) -> set[str]:
    return {row[0] for row in made.rows("SELECT text FROM articles UNION ALL SELECT text FROM versions")}


def test_a_run_killed_while_articles_change_go_and_are_renamed_loses_no_text(tmp_path):
    seed = int.from_bytes(os.urandom(4), "big")
    draw = random.Random(seed)
    made = Made(tmp_path)
    change_all(made, 0)
    made.index()
    story = [f"seed {seed}"]
    try:
        for round_ in range(1, ROUNDS):
            before = texts(made)
            change_all(made, round_)
            story.append(run_and_kill(made, draw))
            assert before <= texts(made)
            assert made.rows("PRAGMA integrity_check") == [("ok",)]
            assert made.rows("SELECT id FROM articles GROUP BY id HAVING count(*) > 1") == []
        before = texts(made)
        made.index()
        assert before <= texts(made)
        assert counts(made.index())[:3] == (0, 0, 0)
        with made.opened() as (library, _):
            histories = [library.versions.history(each.id) for each in library.catalogue.all_articles()]
        for history in histories:
            assert {each.title for each in history.articles} == {history.articles[-1].title}
            assert f"round {ROUNDS - 1}" in history.articles[-1].text
        assert len(histories) == len(list(made.articles.iterdir()))
    except BaseException as error:
        error.add_note("; ".join(story))
        raise
