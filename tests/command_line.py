"""The command line as a reader and a script meet it, run in this process.

A process of its own takes up to 2 s of the processor more a command, for loading libraries.
"""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli.main import main


def run(
    *arguments: str, stdin: str = "", cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """One command; `variables` are added to its environment."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for name in ("stdout", "stderr")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["assistant", *arguments])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        for name, value in variables.items():
            patch.setenv(name, value)
        if cwd is not None:
            patch.chdir(cwd)
        with pytest.raises(SystemExit) as ended:
            main()
    for stream in streams.values():
        stream.seek(0)
    out, err = (stream.read() for stream in streams.values())
    return subprocess.CompletedProcess(["assistant", *arguments], int(ended.value.code or 0), out, err)
