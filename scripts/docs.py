"""Runs the commands shown in README.md and docs/*.md and writes, or with --check compares, what they print.

    python -m scripts.docs [--check]

A command is a line ``$ …`` that begins a console block; the rest of the block is its output on the sample library, at
80 columns and without colour. A last line ``(exit code N)`` stands for a code that is not 0. A block that begins
``json NAME`` is the file NAME, for the commands to read. The pictures in docs/pictures/ are made, or compared, too.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from scripts.terminal_picture import picture_of_command

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_PICTURES = ROOT / "docs" / "pictures"
_ANSWER = 'assistant ask --as-of 2025-06-05 "When will Chandlers Bridge reopen?"'
_TIMELINE = "assistant timeline bridge --as-of 2025-06-05 --picture timeline.svg"
_SCORES = re.compile(r"score \S+ \(reranked [^)]*\)")
_BLOCK = re.compile(r"```console\n\$ (?P<command>.*)\n(?P<output>(?:.*\n)*?)```\n")
_FILE = re.compile(r"```json (?P<name>\S+)\n(?P<text>(?:.*\n)*?)```\n")


def main() -> int:
    """0 when the pages and pictures tell the truth, or have been made to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, fail on a difference")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        library = make_library(Path(folder))
        true = {page: true_page(page, library) for page in PAGES} | true_pictures(library)
    if not check:
        for path, text in true.items():
            path.write_text(text, encoding="utf-8")
        return 0
    difference = "".join(_difference(path, text) for path, text in true.items())
    print(difference, end="")
    return 1 if difference else 0


def make_library(folder: Path) -> Path:
    """A library of the sample articles in `folder`, with the files that the pages show."""
    library = folder / "library"
    shutil.copytree(ROOT / "corpus", library / "corpus")
    shutil.copy(ROOT / "assistant.toml", library)
    _run("assistant index --quiet", library).check_returncode()
    for page in PAGES:
        for file in _FILE.finditer(page.read_text(encoding="utf-8")):
            (library / file["name"]).write_text(file["text"], encoding="utf-8")
    return library


def true_page(page: Path, library: Path) -> str:
    """The page with what its commands print now."""
    return _BLOCK.sub(lambda block: _block(block["command"], library), page.read_text(encoding="utf-8"))


def without_scores(text: str) -> str:
    """A page as it is compared: the models' scores differ a little from one kind of processor to another."""
    return _SCORES.sub("score", text)


def true_pictures(library: Path) -> dict[Path, str]:
    """Each picture as it is drawn now."""
    _block(_TIMELINE, library)
    return {
        _PICTURES / "answer.svg": picture_of_command(_ANSWER, library, _environment()),
        _PICTURES / "timeline.svg": (library / "timeline.svg").read_text(encoding="utf-8"),
    }


def _difference(path: Path, true: str) -> str:
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    if without_scores(written) == without_scores(true):
        return ""
    name = path.relative_to(ROOT).as_posix()
    lines = difflib.unified_diff(written.splitlines(True), true.splitlines(True), name, "what the commands print")
    return "".join(lines)


@cache  # several pages may show the same command
def _block(command: str, library: Path) -> str:
    done = _run(command, library)
    ending = f"(exit code {done.returncode})\n" if done.returncode else ""
    return f"```console\n$ {command}\n{done.stdout}{ending}```\n"


def _run(command: str, library: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command], cwd=library, env=_environment(), capture_output=True, text=True, check=False
    )


def _environment() -> dict[str, str]:
    scripts = str(Path(sys.executable).parent)
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "ASSISTANT_", "COLUMNS"))
    }
    return environ | {"PATH": os.pathsep.join([scripts, environ["PATH"]]), "PYTHONUTF8": "1", "COLUMNS": "80"}


if __name__ == "__main__":
    sys.exit(main())
