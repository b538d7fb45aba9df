"""A dry run says what indexing would do and touches nothing."""

import hashlib
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.index.updating.foreseeing import foresee
from assistant.index.updating.indexing import index_articles
from assistant.index.updating.removing import remove_articles
from small_library import Made

TIDE = "title: The tide\n\nThe tide rose by two metres.\n"


@pytest.fixture
def made(tmp_path):
    made = Made(tmp_path)
    made.write({f"{name}.txt": f"title: {name}\n\nThe {name} was seen.\n" for name in ("ash", "bay", "cod", "dew")})
    made.write({"empty.txt": ""})
    made.write_rows("rows.jsonl", [{"title": "Iron", "text": "Iron rusts."}, {"title": "Tin", "text": "Tin melts."}])
    return made


def state(made: Made) -> dict[str, str]:
    files = [each for each in made.root.rglob("*") if each.is_file() and not each.name.endswith(("-shm", "-wal"))]
    return {str(each): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def foreseen(made: Made, **plan):
    before = state(made)
    made.embedder.texts.clear()
    report, anew = foresee([made.articles], made.plan(**plan), lambda *_: None)
    assert made.embedder.texts == []
    assert state(made) == before
    return report, anew


def said(report) -> tuple[object, ...]:
    counted = (report.added, report.changed, report.removed, report.renamed, report.unchanged, report.kept_out)
    return (*counted, report.skipped, report.failed_before, sorted(report.changes, key=lambda each: each.path))


def change(made: Made) -> None:
    with made.opened() as (library, _):
        articles = [library.article("dew")[1]]
    remove_articles(articles, made.plan(), lambda *_: None, erase=False, erase_answers=False)
    (made.articles / "dew.txt").write_text("title: dew\n\nThe dew was gone.\n")
    (made.articles / "ash.txt").unlink()
    (made.articles / "bay.txt").rename(made.articles / "gulf.txt")
    made.write({"cod.txt": "title: cod\n\nThe cod was caught.\n", "new.txt": TIDE, "bad.pdf": "no PDF"})
    made.write_rows("rows.jsonl", [{"title": "Tin", "text": "Tin melts."}, {"title": "Gold", "text": "Gold stays."}])


def test_without_a_library_everything_would_be_added_and_none_is_made(made):
    report, anew = foreseen(made)
    assert not made.folder.exists()
    assert (report.added, anew) == (6, 0)
    assert said(report) == said(index_articles([made.articles], made.plan(), lambda *_: None, listed=True))


def test_it_says_what_the_next_run_does(made):
    made.index()
    change(made)
    report, _ = foreseen(made)
    assert (report.added, report.changed, report.removed, report.renamed, report.kept_out) == (2, 1, 2, 1, 1)
    assert said(report) == said(index_articles([made.articles], made.plan(), lambda *_: None, listed=True))


def test_it_says_when_all_vectors_would_be_made_anew(made):
    made.index()
    report, anew = foreseen(made, chunk_words=50)
    assert (report.unchanged, anew) == (6, 6)


def test_a_path_that_is_not_there_is_wrong_usage(made):
    with pytest.raises(UsageError, match="There is nothing at"):
        foresee([Path("gone")], made.plan(), lambda *_: None)
