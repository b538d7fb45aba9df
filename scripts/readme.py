"""Runs the commands shown in README.md and writes, or with --check compares, what they print.

A command is a line ``$ …`` that begins a console block; the rest of the block is its output on the sample library, at
80 columns and without colour. A last line ``(exit code N)`` stands for a code that is not 0. A block that begins
``json NAME`` is the file NAME, for the commands to read.
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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n\$ (?P<command>.*)\n(?P<output>(?:.*\n)*?)```\n")
_FILE = re.compile(r"```json (?P<name>\S+)\n(?P<text>(?:.*\n)*?)```\n")


def main() -> int:
    """0 when README.md tells the truth, or has been made to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, fail on a difference")
    check = parser.parse_args().check
    written = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        _index(library)
        for file in _FILE.finditer(written):
            (library / file["name"]).write_text(file["text"], encoding="utf-8")
        true = _BLOCK.sub(lambda block: _block(block["command"], library), written)
    if not check:
        README.write_text(true, encoding="utf-8")
        return 0
    difference = "".join(
        difflib.unified_diff(written.splitlines(True), true.splitlines(True), "README.md", "what the commands print")
    )
    print(difference, end="")
    return 1 if difference else 0


def _index(library: Path) -> None:
    shutil.copytree(ROOT / "corpus", library / "corpus")
    shutil.copy(ROOT / "assistant.toml", library)
    _run("assistant index --quiet", library)


def _block(command: str, library: Path) -> str:
    done = _run(command, library)
    ending = f"(exit code {done.returncode})\n" if done.returncode else ""
    return f"```console\n$ {command}\n{done.stdout}{ending}```\n"


def _run(command: str, library: Path) -> subprocess.CompletedProcess[str]:
    scripts = str(Path(sys.executable).parent)
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "ASSISTANT_", "COLUMNS"))
    }
    environ |= {"PATH": os.pathsep.join([scripts, environ["PATH"]]), "PYTHONUTF8": "1"}
    return subprocess.run(
        ["bash", "-c", command], cwd=library, env=environ, capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    sys.exit(main())
