"""What the code has in a table stands in README.md or docs/, and in the help."""

import re
import subprocess
import sys
from pathlib import Path

from assistant.articles.readers.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent


def test_the_documents_hold_every_kind_of_file_command_of_the_chat_and_rule_of_the_check() -> None:
    assert printed_by("scripts.tables", "--check") == ""


def test_the_help_of_index_names_every_suffix() -> None:
    shown = printed_by("assistant", "index", "--help")
    suffixes = [suffix for kind in KINDS for suffix in kind.suffixes]
    assert [suffix for suffix in suffixes if not re.search(rf"{re.escape(suffix)}\b", shown)] == []


def printed_by(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return done.stdout
