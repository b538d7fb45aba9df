"""How often a line of a conversation is understood: completed where it cannot stand alone, left alone where it can.

    python benchmarks/followups.py FILE [--wrong]

FILE has one JSON object a line: `turns` (each a `question` and its `answer`), `line`, `needs` (whether it needs them),
`ask_back` (whether nobody can tell what is meant), and for what can be completed `must`, a list of groups of which the
completion must have one text each, and `must_not`. Prints the shares that are right; with --wrong each that is not.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from assistant.answering.asking.followups import complete
from assistant.answering.asking.remarks import is_remark
from assistant.records.questions import Turn


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.file.read_text("utf-8").splitlines() if line]
    wrong = {id(row): said for row in rows if (said := fault(row)) is not None}
    for needs, name in ((True, "need the conversation"), (False, "stand alone")):
        of_kind = [row for row in rows if row["needs"] is needs]
        right = sum(id(row) not in wrong for row in of_kind)
        print(f"{name}: {right} of {len(of_kind)} right, {right / len(of_kind):.3f}")
    if given.wrong:
        for row in rows:
            if id(row) in wrong:
                print(f"{row['id']} {row['line']!r}: {wrong[id(row)]}")


def fault(row: dict[str, Any]) -> str | None:
    """What was made of a line, where that is wrong."""
    line = row["line"]
    if is_remark(line):
        return None if not row["needs"] else "taken for no question"
    found = complete(line, history_of(row["turns"]))
    said = f"asked back, {found.unclear.text}: {found.candidates}" if found.unclear else found.standalone
    if row["ask_back"]:
        return None if found.unclear else said
    if not row["needs"]:
        return None if not found.unclear and found.standalone == line else said
    lower = found.standalone.lower()
    holds = all(any(text.lower() in lower for text in group) for group in row["must"])
    return None if not found.unclear and holds and not any(text.lower() in lower for text in row["must_not"]) else said


def history_of(turns: list[dict[str, str]]) -> tuple[Turn, ...]:
    """The turns as a chat keeps them: each question completed from those before."""
    history: tuple[Turn, ...] = ()
    for turn in turns:
        if not is_remark(turn["question"]):
            asked = complete(turn["question"], history)
            history = (*history, Turn(turn["question"], asked.standalone, turn["answer"]))
    return history


if __name__ == "__main__":
    main()
