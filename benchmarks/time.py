"""Every figure behind the promise that the program knows dates, each beside its baseline.

    python benchmarks/time.py [--misses] [--articles ARTICLES.jsonl.gz]
                              [--reports LIBRARY QUESTIONS]

expressions  date expressions in questions, articles and flags (benchmarks/date_expressions.md): right, wrong, missed,
             and resolved where nothing should be; the share of rows right with its 95 % interval. The baseline is
             dateparser's search_dates, told the day it reads from and to prefer the past. With --misses each row that
             is not right. Built from the conventions alone, before a row was read, the rules got 471 of 496 right; the
             figure of today was reached by reading the misses.
held out     the same on a second table that those rules had not seen: the first measurement was 256 of 285 rows right
             (0.898, 0.858-0.928) and 361 of 386 dates. Its misses have since been read too, and rules changed because
             of them, so that the figure of today says less than the first.
questions    what whole questions ask for (benchmarks/time_questions.jsonl)
reports      what searching by it is worth on a set of questions (benchmarks/time_words.py tells how it is counted)
speed        what resolving the dates of articles costs
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import date_table, time_words


def main() -> None:
    """Prints the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--reports", nargs=2, type=Path, metavar=("LIBRARY", "QUESTIONS"))
    given = parser.parse_args()
    for title, table in (("EXPRESSIONS", date_table.TABLE), ("HELD OUT", date_table.HELD_OUT)):
        report = date_table.report(date_table.read_table(table), misses=given.misses)
        print(title, report, sep="\n", end="\n\n", flush=True)
    print("QUESTIONS", time_words.questions_report(misses=given.misses), sep="\n", end="\n\n", flush=True)
    if given.reports:
        print("REPORTS", time_words.reports_report(*given.reports), sep="\n", end="\n\n", flush=True)
    if given.articles:
        print("SPEED", date_table.speed(given.articles), sep="\n")


if __name__ == "__main__":
    main()
