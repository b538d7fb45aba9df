"""Writes the tables of README.md and docs/ that are made from the code, or with --check compares them.

A table stands below the line ``<!-- table: NAME -->``, up to the first line that is none of a table's; NAME is one of
`kinds of file`, `chat commands` and `rules of the check`. With --print NAME one of them is printed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping

from assistant.answering.checking import findings
from assistant.articles.readers import kinds
from assistant.terminal import chat_commands
from scripts.docs import PAGES

TABLES: Mapping[str, Callable[[], tuple[tuple[str, ...], ...]]] = {
    "kinds of file": kinds.rows_for_documents,
    "chat commands": chat_commands.rows_for_documents,
    "rules of the check": findings.rows_for_documents,
}
_TABLE = re.compile(r"<!-- table: (?P<name>.+) -->\n(?:\|.*\n)*")


def main() -> int:
    """0 when the documents hold every table as the code has it, or have been made to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, fail on a difference")
    parser.add_argument("--print", choices=TABLES, dest="name", help="print one table")
    arguments = parser.parse_args()
    if arguments.name:
        print(table(arguments.name), end="")
        return 0
    missing, wrong = set(TABLES), []
    for file in PAGES:
        written = file.read_text(encoding="utf-8")
        true = _TABLE.sub(lambda found: f"<!-- table: {found['name']} -->\n{table(found['name'])}", written)
        missing -= {found["name"] for found in _TABLE.finditer(written)}
        if true != written:
            wrong.append(file.name)
            if not arguments.check:
                file.write_text(true, encoding="utf-8")
    for name in sorted(missing):
        print(f"No document has the line <!-- table: {name} -->.")
    if arguments.check and wrong:
        print(f"Not as the code has them: the tables in {', '.join(wrong)}. scripts/tables.py mends them.")
    return 1 if missing or (arguments.check and wrong) else 0


def table(name: str) -> str:
    """A table in Markdown."""
    heading, *rows = (f"| {' | '.join(row)} |\n" for row in TABLES[name]())
    return heading + "|---" * len(TABLES[name]()[0]) + "|\n" + "".join(rows)


if __name__ == "__main__":
    sys.exit(main())
