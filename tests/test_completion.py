"""What the shell is offered at Tab."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli.main import main
from small_library import Made


def offered(line: str, library: Path, *, shell: str = "bash") -> list[str]:
    """The offers for the last word of the line, which may be empty."""
    words = line.split(" ")
    variables = {
        "_ASSISTANT_COMPLETE": f"complete_{shell}",
        "ASSISTANT_LIBRARY": str(library),
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "argv", ["assistant"])
        with pytest.raises(SystemExit):
            main()
    return out.getvalue().split()


def test_commands_and_options_are_offered(sample_library):
    assert offered("assistant su", sample_library) == ["summarize"]
    assert offered("assistant search tide --so", sample_library) == ["--source"]


def test_ids_of_articles_are_offered(sample_library):
    ids = offered("assistant show ", sample_library)
    assert len(ids) == len({*ids}) > 1
    first = ids[0]
    for command in ("show", "date", "remove", "summarize"):
        assert offered(f"assistant {command} {first[:5]}", sample_library) == [first]


def test_sources_are_offered_as_bash_takes_them(sample_library):
    assert offered("assistant ask Who --source The", sample_library) == ["The\\", "Verrick\\", "Courier"]


def test_nothing_acts_in_bash_that_an_article_calls_its_source(tmp_path):
    made = Made(tmp_path)
    made.write_rows("news.jsonl", [{"title": "Tide", "source": "Tide`x`;$(y)'s", "text": "The tide rose."}])
    made.index()
    assert offered("assistant ask Who --source Ti", tmp_path) == ["Tide\\`x\\`\\;\\$\\(y\\)\\'s"]


def test_pages_of_the_documentation_are_offered(tmp_path):
    assert offered("assistant docs time", tmp_path) == ["time", "timeline"]


def test_without_a_library_nothing_is_offered_and_nothing_said(tmp_path):
    assert offered("assistant show ", tmp_path) == []
    assert offered(f"assistant --library {tmp_path} ask Who --source ", tmp_path) == []


def test_a_library_named_before_the_command_is_asked(sample_library, tmp_path):
    assert offered(f"assistant --library {sample_library} show ", tmp_path)


def test_nothing_heavy_is_imported_at_tab(sample_library):
    program = (
        "import sys; from assistant.cli.main import main\n"
        "try: main()\n"
        "finally: print(*{'numpy', 'rich', 'openai', 'llama_index', 'chromadb', 'prompt_toolkit'} & {*sys.modules})"
    )
    line = {"COMP_WORDS": "assistant show zz", "COMP_CWORD": "2", "_ASSISTANT_COMPLETE": "complete_bash"}
    environ = {**os.environ, **line, "ASSISTANT_LIBRARY": str(sample_library)}
    done = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("", "")
