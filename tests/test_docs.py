"""README.md shows what the program prints, and names every setting."""

import subprocess
import sys
from pathlib import Path

from assistant.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


def test_the_readme_shows_what_its_commands_print() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "readme.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_readme_names_every_setting_with_its_default() -> None:
    rows = {}
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0] in Settings.model_fields:
            rows[cells[0]] = cells[1]
    defaults = {
        name: "" if field.default in (None, (), {}) else f"{field.default:g}" if isinstance(field.default, float)
        else str(field.default)
        for name, field in Settings.model_fields.items()
    }  # fmt: skip
    assert rows == defaults
