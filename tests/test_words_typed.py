"""Words typed behind a command: a question without quotation marks, and what articles are called."""

import json
from pathlib import Path

from command_line import run

AS_OF = ["--as-of", "2025-06-05"]


def test_a_question_needs_no_quotation_marks(sample_library: Path) -> None:
    whole = run("ask", "--library", str(sample_library), *AS_OF, "Who is the new mayor?")
    in_words = run("ask", "Who", "is", "the", "--library", str(sample_library), *AS_OF, "new", "mayor?")
    assert (in_words.returncode, in_words.stdout) == (0, whole.stdout)


def test_articles_are_listed_by_words_of_title_source_author_or_path_and_as_many_as_asked_for(
    sample_library: Path,
) -> None:
    done = run("articles", "CHANDLERS", "courier", "--json", ASSISTANT_LIBRARY=str(sample_library))
    listed = json.loads(done.stdout)
    assert [(each["title"], each["source"]) for each in listed["articles"]] == [
        ("Chandlers’ Bridge to close for seven weeks", "The Verrick Courier")
    ]
    assert listed["left_out"] == {}
    first = json.loads(run("articles", "--json", "-n", "1", ASSISTANT_LIBRARY=str(sample_library)).stdout)
    assert (len(first["articles"]), first["left_out"]) == (1, {"older_articles": 58})


def test_a_question_taken_for_the_name_of_a_file_is_told() -> None:
    done = run("ask", "--markdown", "Who is the new mayor?")
    assert (done.returncode, done.stderr) == (
        2,
        "assistant: --markdown takes the name of a file, here 'Who is the new mayor?', and no question is left."
        ' Type: assistant ask "…" --markdown FILE\n',
    )
