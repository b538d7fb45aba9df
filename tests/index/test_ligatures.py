from pathlib import Path

from tests.command_line import run

SENTENCE = "The ﬁnancial oﬃcer ﬁled the ﬂood report on Tuesday."


def test_a_text_with_ligatures_is_found_and_quoted_as_it_is_printed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Title: Harbour\n\n{SENTENCE} It was long.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Title: Silo\n\nThe board sold the silo. Nobody objected.", encoding="utf-8")
    assert run("--library", str(tmp_path), "index", str(tmp_path)).returncode == 0
    answer = run("--library", str(tmp_path), "ask", "--no-model", "Who filed the flood report?")
    assert answer.stdout.splitlines()[0] == f"{SENTENCE} [1] It was long. [2]"
