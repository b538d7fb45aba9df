"""What a command does not import before it is needed: what is imported is what a cold start costs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = """numpy onnxruntime tokenizers openai httpx2 aiohttp llama_index chromadb rich prompt_toolkit pydantic lxml
    trafilatura pypdf docx dateparser jinja2 syntok""".split()
PROGRAM = f"""
import sys
from assistant.cli.main import main
try: main()
finally: print(*sorted({HEAVY} & sys.modules.keys()), file=sys.stderr)
""".replace(str(HEAVY), f"set({HEAVY})")


def imported(library: Path, *arguments: str) -> str:
    environ = {**os.environ, "ASSISTANT_LIBRARY": str(library), "ASSISTANT_RECORD": "false"}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (["--help"], ""),
        (["ask", "--help"], "pydantic"),
        (["--version"], ""),
        (["status"], "numpy onnxruntime pydantic rich tokenizers"),
        (["articles"], "pydantic rich"),
        (
            ["ask", "When does Chandlers’ Bridge close?", "--as-of", "2025-02-10", "--no-model"],
            "numpy onnxruntime pydantic rich tokenizers",
        ),
        (["search", "bridge"], "numpy onnxruntime pydantic rich tokenizers"),
    ],
)
def test_a_command_imports_of_what_is_heavy_only_what_it_needs(
    arguments: list[str], needed: str, sample_library: Path
) -> None:
    assert imported(sample_library, *arguments) == needed
