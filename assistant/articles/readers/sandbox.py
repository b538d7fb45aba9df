"""Runs the reading of one PDF, Word file or feed in a process of its own, with little memory and time.

Such a file can be a bomb: half a megabyte that unpacks to half a gigabyte, or a page that takes hours. The child
runs this module's `main` and writes one JSON object; whatever else happens to it becomes a reason in the parent.
"""

from __future__ import annotations

import importlib
import json
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from assistant.articles.metadata.given import Field, Given, RawArticle
from assistant.errors import UnreadableFile
from assistant.records.articles import Origin

MIB = 2**20
# A Word file that unpacks to 500 MB was seen to take 826 MB before its parser's own limit stopped it.
MEMORY_BYTES = 1024 * MIB
# Of the processor, so that a harmless file is read on a busy machine too, only later.
CPU_SECONDS = 60
WALL_SECONDS = 600  # for a child that waits for ever, or where the processor's time cannot be limited
LONGEST_TEXT = 20_000_000  # characters that the child may hand back

_OUR_PACKAGES = str(Path(__file__).parents[3])
_CHILD = """import sys
sys.path.append(sys.argv[1])
from assistant.articles.readers.sandbox import main
main(*sys.argv[2:])
"""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What the child found, in types that JSON has; `properties` are values of fields by their names."""

    text: str
    heading: str = ""
    properties: Mapping[str, str | list[str]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def read_apart(module: str, file: Path) -> RawArticle:
    """The article in what `extract(file)` of this module gives, an Extracted; raises UnreadableFile."""
    found = extract_apart(module, file)
    heading = (Given(Field.TITLE, found["heading"], Origin.HEADING),) if found["heading"] else ()
    properties = [Given(Field(name), value, Origin.PROPERTIES) for name, value in found["properties"].items()]
    return RawArticle(found["text"], (*heading, *properties), tuple(found["remarks"]))


def extract_apart(module: str, file: Path) -> Mapping[str, Any]:
    """The fields of the record that `extract(file)` of this module gives, run in a child; raises UnreadableFile."""
    # -P keeps the working folder, which may be a stranger's, out of the places where modules are looked for.
    command = [sys.executable, "-P", "-c", _CHILD, _OUR_PACKAGES, module, str(CPU_SECONDS), str(file.absolute())]
    try:
        child = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(f"takes longer than {WALL_SECONDS} seconds to read") from None
    if child.returncode == -getattr(signal, "SIGXCPU", 0) < 0:
        raise UnreadableFile(f"takes longer than {CPU_SECONDS} seconds to read")
    if child.returncode != 0:
        raise UnreadableFile(_reason(child.stderr.decode("utf-8", "replace")))
    found: Mapping[str, Any] = json.loads(child.stdout)
    if "unreadable" in found:
        raise UnreadableFile(found["unreadable"])
    return found


def main(module: str, cpu_seconds: str, file: str) -> None:
    """The child: writes what was extracted, or why nothing was."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # SIGXCPU would leave a core file
    resource.setrlimit(resource.RLIMIT_CPU, (int(cpu_seconds), int(cpu_seconds) + 1))
    try:
        found = asdict(importlib.import_module(module).extract(Path(file)))
        if len(found.get("text", "")) > LONGEST_TEXT:
            raise UnreadableFile(f"holds more than {LONGEST_TEXT} characters of text")
    except UnreadableFile as error:
        found = {"unreadable": error.message}
    json.dump(found, sys.stdout)


def _reason(complaint: str) -> str:
    """Why the child failed, from the last line it wrote; a child that was killed wrote none."""
    last = (complaint.strip().splitlines() or [""])[-1]
    if not last or last.startswith("MemoryError"):
        return f"is damaged, or needs more than {MEMORY_BYTES // MIB} MiB of memory"
    return f"is damaged ({last[:200]})"
