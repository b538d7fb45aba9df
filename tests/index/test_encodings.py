import json
from pathlib import Path

import pytest

from assistant.articles.drafts.draft_file import read_draft
from assistant.articles.files import read_articles
from assistant.errors import UsageError
from assistant.records.articles import Article
from tests.command_line import run

TEXT = "Мэр сообщил, что мост закроют."
MAC = "Title: Мост\n\n" + TEXT


def of(file: Path, encoding: str | None) -> list[tuple[str, tuple[str, ...]]]:
    read = read_articles(file, name=file.name, encoding=encoding)
    return [(one.text, one.remarks) for one in read if isinstance(one, Article)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", MAC),
        ("a.md", f"# Мост\n\n{TEXT}"),
        ("a.html", f"<html><head><meta charset=utf-8><title>Мост</title></head><body><p>{TEXT}</p></body></html>"),
        ("a.csv", f'title,text\nМост,"{TEXT}"\n'),
        ("a.jsonl", json.dumps({"title": "Мост", "text": TEXT}, ensure_ascii=False)),
        ("a.json", json.dumps([{"title": "Мост", "text": TEXT}], ensure_ascii=False)),
    ],
)
@pytest.mark.parametrize("encoding", ["mac-cyrillic", "utf-16-le", "utf-16"])
def test_a_named_encoding_counts_for_every_kind_of_text(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    (tmp_path / name).write_bytes(text.encode(encoding))
    assert of(tmp_path / name, encoding) == [(TEXT, ())]


def test_a_mail_says_its_own_encoding(tmp_path: Path) -> None:
    mail = f"Subject: A\nContent-Type: text/plain; charset=koi8-r\n\n{TEXT}"
    (tmp_path / "a.eml").write_bytes(mail.encode("koi8-r"))
    assert of(tmp_path / "a.eml", "cp1251") == [(TEXT, ())]


def test_a_long_text_is_read_in_the_named_encoding_to_its_end(tmp_path: Path) -> None:
    text = "Мост закрыт до мая. " * 12_000
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    assert "".join(part for part, _ in of(tmp_path / "a.txt", "cp1251")) == text.strip()


def test_index_and_check_take_the_encoding_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(MAC.encode("cp866"))
    assert run("--library", str(tmp_path), "index", str(tmp_path / "a.txt"), "--encoding", "cp866").returncode == 0
    shown = run("--library", str(tmp_path), "articles", "--json")
    assert [one["title"] for one in json.loads(shown.stdout)["articles"]] == ["Мост"]
    draft = tmp_path / "draft.txt"
    draft.write_bytes(TEXT.encode("cp866"))
    assert [part.text for part in read_draft(str(draft), None, "cp866").parts] == [TEXT]


def test_an_encoding_that_there_is_not_is_refused_with_examples(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MAC, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_draft(str(tmp_path / "a.txt"), None, "rot13")
    assert refused.value.message == "There is no encoding 'rot13'."
    assert run("--library", str(tmp_path), "index", str(tmp_path / "a.txt"), "--encoding", "rot13").returncode == 2
