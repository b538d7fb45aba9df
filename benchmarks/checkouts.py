"""A checkout of the program, this one or an earlier one, run as its reader runs it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Checkout:
    """The checkout in a folder that has its own .venv."""

    folder: Path

    @property
    def assistant(self) -> list[str]:
        """The beginning of every command."""
        return [str(self.folder / ".venv" / "bin" / "python"), "-m", "assistant"]

    def index_sample(self, library: str) -> None:
        """Makes a library of this checkout's kind from the sample articles."""
        command = [*self.assistant, "index", str(ROOT / "corpus" / "articles"), "-L", library, "--quiet"]
        subprocess.run(command, check=True, cwd=self.folder, capture_output=True)
