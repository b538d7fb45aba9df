"""An indexing run that is stopped keeps what is embedded, and the next one goes on from there."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

from assistant.models.local_embedder import LocalEmbedder
from command_line import run
from small_library import Made, counts

PROJECT = Path(__file__).parent.parent.parent
# Tables whose rows are made of the articles alone; times and file hashes are left out.
TABLES = ("articles", "sentences", "chunks", "vectors", "marked", "dates", "utterances", "files")
MANY = 400


def rows(count: int, sentences: int = 4) -> list[dict[str, object]]:
    return [
        {"title": f"Row {n}", "date": "2024-05-01", "text": f"Row {n} tells of the tide on 3 May. " * sentences}
        for n in range(count)
    ]


def everything(made: Made) -> dict[str, list[tuple[object, ...]]]:
    """All that a library keeps of its articles."""
    return {table: made.rows(f"SELECT * FROM {table}") for table in TABLES}


def stored(folder: Path) -> int:
    """How many articles the catalogue holds; 0 before there is one."""
    try:
        with closing(sqlite3.connect(f"file:{folder}/.assistant/catalogue.db?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def send_when_stored(folder: Path, number: int, process: int) -> None:
    while stored(folder) == 0:
        time.sleep(0.02)
    os.kill(process, number)


def test_a_stopped_run_keeps_whole_articles_and_the_next_completes_what_one_run_would_have_made(tmp_path):
    made, whole = Made(tmp_path / "stopped"), Made(tmp_path / "whole")
    for each in (made, whole):
        each.write_rows("rows.jsonl", rows(40))
        each.write({"tide.txt": "title: The tide\n\nThe tide rose.\n"})
    whole.index(batch_characters=500)
    report = made.index(batch_characters=500, stopped=lambda: len(made.embedder.texts) > 20)
    assert report.stopped_at == report.added == made.rows("SELECT count(*) FROM articles")[0][0]
    assert 20 <= report.added < 40
    assert "stopping" in {said[0] for said in made.said}
    assert made.rows("SELECT * FROM files") == []
    again = made.index(batch_characters=500)
    assert again.stopped_at is None
    assert counts(again) == (41 - report.added, 0, 0, report.added, 0)
    assert everything(made) == everything(whole)


def test_a_run_that_is_stopped_before_it_has_read_anything_keeps_what_was_there(tmp_path):
    made = Made(tmp_path)
    made.write({"tide.txt": "title: The tide\n\nThe tide rose.\n"})
    made.index()
    (made.articles / "tide.txt").unlink()
    report = made.index(stopped=lambda: True)
    assert (report.stopped_at, report.removed) == (1, 0)
    assert made.titles() == ["The tide"]


def test_a_run_that_is_stopped_while_it_publishes_publishes_nothing_and_the_next_one_does(tmp_path):
    made = Made(tmp_path)
    made.write_rows("rows.jsonl", rows(10))
    report = made.index(tail_chunks=0, stopped=lambda: any(said[0].startswith("building") for said in made.said))
    assert report.stopped_at == 10
    assert made.rows("SELECT count(*) FROM generations") == [(0,)]
    assert [each.name for each in (made.folder / "vectors").iterdir() if not each.name.endswith(".building")] == []
    assert made.index(tail_chunks=0).stopped_at is None
    assert len(list((made.folder / "vectors").iterdir())) == 1


def test_a_catalogue_is_the_same_to_the_last_bit_whatever_the_number_of_cores(tmp_path):
    made = [Made(tmp_path / str(threads)) for threads in (1, 3)]
    for each, threads in zip(made, (1, 3), strict=True):
        each.write_rows("rows.jsonl", rows(12, sentences=1) + rows(12, sentences=25))
        each.index(embedder=LocalEmbedder(threads), batch_characters=3_000)
    assert everything(made[0]) == everything(made[1])


def test_sigterm_ends_index_in_good_order_and_it_says_how_to_go_on(tmp_path):
    made = Made(tmp_path)
    made.write_rows("rows.jsonl", rows(MANY, sentences=20))
    sender = threading.Thread(target=send_when_stored, args=(tmp_path, signal.SIGTERM, os.getpid()))
    before = signal.getsignal(signal.SIGTERM)
    sender.start()
    done = run("index", str(made.articles), "--quiet", cwd=tmp_path)
    sender.join()
    kept = stored(tmp_path)
    assert (done.returncode, kept < MANY) == (143, True)
    assert done.stdout.startswith(f"{kept} added, 0 changed, 0 removed, 0 unchanged, 0 skipped;")
    assert done.stderr == f"Stopped. {kept} articles are indexed; run `assistant index` again to go on.\n"
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_second_ctrl_c_ends_index_at_once_and_loses_nothing_that_is_stored(tmp_path):
    made = Made(tmp_path)
    made.write_rows("rows.jsonl", rows(MANY, sentences=20))
    program = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); from assistant.cli.main import main; main()"
    command = [sys.executable, "-P", "-c", program, "index", str(made.articles), "--quiet"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        send_when_stored(tmp_path, signal.SIGINT, process.pid)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate()
    assert (process.returncode, stdout, stderr) == (130, "", "Interrupted.\n")
    kept = stored(tmp_path)
    assert 0 < kept < MANY
    assert made.rows("PRAGMA integrity_check") == [("ok",)]
    assert made.rows("SELECT count(*) FROM chunks LEFT JOIN vectors ON chunk = id WHERE chunk IS NULL") == [(0,)]


def test_a_large_file_is_warned_of_before_it_is_read(tmp_path):
    made = Made(tmp_path)
    made.write_rows("large.jsonl", [{"title": "Tide", "text": "The tide rose.", "notes": "-" * 12_000_000}])
    made.write({"tide.txt": "title: The tide\n\nThe tide rose.\n"})
    warnings: list[str] = []
    made.index(warn=warnings.append)
    said = "'articles/large.jsonl' is large (12 MB) and may take long; Ctrl-C keeps what is indexed by then."
    assert warnings == [said]
    made.index(warn=warnings.append)
    assert warnings == [said]


def test_a_stopped_run_remembers_a_path_that_is_gone_so_that_the_next_one_withdraws_its_articles(tmp_path):
    made = Made(tmp_path)
    made.write({"tide.txt": "title: The tide\n\nThe tide rose.\n"})
    assert run("index", "articles", cwd=tmp_path).returncode == 0
    shutil.rmtree(made.articles)
    made.index(embedder=LocalEmbedder(), chunk_words=made.plan().chunk_words, stopped=lambda: True)
    assert run("index", cwd=tmp_path).stdout.startswith("0 added, 0 changed, 1 removed,")
