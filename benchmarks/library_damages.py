"""What random damage to a library ends in: it should be healed, or said; nothing that is quoted may be wrong.

    python benchmarks/library_damages.py [N] [SEED] [--kind KIND] [--only NUMBER] [--keep FOLDER]

A small library of the sample articles is indexed, with answers kept, a day set by hand, an earlier version and a
write-ahead log; for damage to the vectors they are published to Chroma. Each of N copies (default 200) takes one damage
of `damaging/kinds.py`; the kinds take turns. Then one process asks, shows, lists, examines (`doctor`) and indexes,
repairs where it is told to, and asks again. Each damage is one of:

healed      what was wrong is right again after `index`, or after `doctor --repair` and `index`
reported    said on stderr or by an exit code, and still so at the end
harmless    all outputs are those of the undamaged library
OTHER       an answer or a list that differs, without a word
LOST        answers, days set by hand or earlier versions are fewer at the end, without a word
QUOTED      a quotation, a text or metadata that is not the article's
TRACEBACK   a fault in the program, or a crash
HANG        a command that takes longer than --seconds of wall time (30; more on a busy machine)

The last three are failures: the exit code is 1 where there is one.
"""

from __future__ import annotations

import argparse
import collections
import io
import json
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.damaging.kinds import KINDS, apply  # noqa: E402 - found by the line above

ARTICLES = ("*bridge*", "*mayor*", "*.csv", "*notebook*")
AT_ONCE = 2
QUESTIONS = ("When does Chandlers’ Bridge close?", "Who is the mayor?")
NUMBERS = ("answers", "set_days", "versions")
# The kinds of damage that the vectors are published for.
PUBLISHED = ("vectors", "something else in place")
# What is said of what was lost.
SAYING = ("damaged", "lost", "gone", "set aside", "quarantined", "cannot be", "malformed", "is no ", "not used")
FAILURES = ("QUOTED", "TRACEBACK", "HANG")
CLASSES = ("healed", "reported", "harmless", "OTHER", "LOST", *FAILURES)


@dataclass(frozen=True, slots=True)
class Told:
    """What one command told: its code, stdout and stderr, and whether it failed in itself."""

    code: int
    out: str
    err: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """The undamaged library: what its commands tell, its articles by id, and how much it keeps."""

    told: Sequence[Told]
    articles: Mapping[str, Mapping[str, Any]]
    counts: Mapping[str, int]
    own_days: frozenset[str | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one damage."""

    number: int
    kind: str
    damage: str
    ended: str
    why: str


def main() -> None:
    """Prints each failure, and a table of kinds and what they ended in."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--kind", choices=list(KINDS))
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    _settle()
    with tempfile.TemporaryDirectory(prefix="damages-") as name:
        work = Path(name)
        with_chroma = any(each in PUBLISHED for each in ([arguments.kind] if arguments.kind else KINDS))
        truth = build(work / "whole", with_chroma=with_chroma)
        numbers = [arguments.only] if arguments.only is not None else list(range(arguments.count))
        kinds = [arguments.kind or list(KINDS)[number % len(KINDS)] for number in range(max(numbers) + 1)]
        verdicts: list[Verdict] = []
        with suppress(KeyboardInterrupt):  # what was done so far is printed
            for verdict in run_all(work, truth, [(number, kinds[number]) for number in numbers], arguments):
                verdicts.append(verdict)
        if arguments.keep:
            shutil.copytree(work, arguments.keep, symlinks=True, ignore=shutil.ignore_patterns("*.pipe"))
    print_table(verdicts)
    sys.exit(any(each.ended in FAILURES for each in verdicts))


def _settle() -> None:
    for name in list(os.environ):
        if name.startswith(("ASSISTANT_", "OPENAI_", "RERANKER_")):
            del os.environ[name]
    home = tempfile.mkdtemp(prefix="damages-home-")
    os.environ.update(HOME=home, XDG_STATE_HOME=home, TOKENIZERS_PARALLELISM="false")
    os.environ.update(ASSISTANT_RERANKER="none")


def build(whole: Path, *, with_chroma: bool) -> Truth:
    """Makes the undamaged library in a folder; also loads in this process what its children then need not."""
    (whole / "corpus").mkdir(parents=True)
    (whole / "assistant.toml").write_text("passages = 8\n")
    for pattern in ARTICLES:
        for file in (PROJECT / "corpus" / "articles").glob(pattern):
            shutil.copy(file, whole / "corpus")
    changed = next(each for each in sorted((whole / "corpus").iterdir()) if each.suffix in (".md", ".txt"))
    text = changed.read_text(encoding="utf-8")
    changed.write_text(f"{text}\nIt was said before that it would rain.\n", encoding="utf-8")
    call(whole, "index", "-q")
    changed.write_text(text, encoding="utf-8")
    call(whole, "index", "-q")
    listed = json.loads(call(whole, "articles", "--json").out)["articles"]
    own = listed[3]["published"]
    call(whole, "date", listed[3]["id"], "2025-01-01")
    call(whole, "index", "-q")
    call(whole, "ask", QUESTIONS[0])
    with closing(sqlite3.connect(whole / ".assistant" / "catalogue.db")) as connection:
        connection.execute("SELECT count(*) FROM articles").fetchone()
        call(whole, "ask", QUESTIONS[1])  # stays in the log, for this connection is open
        copy = whole.with_name("base")
        shutil.copytree(whole, copy)
    if with_chroma:
        published = copy.with_name("published")
        shutil.copytree(copy, published)
        os.environ["ASSISTANT_TAIL_CHUNKS"] = "30"
        call(published, "index", "-q")
        del os.environ["ASSISTANT_TAIL_CHUNKS"]
    os.environ["ASSISTANT_RECORD"] = "false"
    told = [call(whole, *step) for step in reads(listed[2]["id"])]
    articles = {each["id"]: json.loads(call(whole, "show", each["id"], "--json").out)["article"] for each in listed}
    return Truth(told, articles, counts_of(whole), frozenset((own, "2025-01-01")))


def reads(article: str) -> list[tuple[str, ...]]:
    """The commands whose output is compared."""
    return [
        ("ask", QUESTIONS[0], "--json"),
        ("show", article, "--json"),
        ("articles", "--json"),
        ("said", "--json"),
    ]


def run_all(
    work: Path, truth: Truth, tries: Sequence[tuple[int, str]], arguments: argparse.Namespace
) -> Iterator[Verdict]:
    """Each damage in a process of its own, at most two at once."""
    waiting = list(reversed(tries))
    running: dict[int, tuple[int, str, str, Path]] = {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            number, kind = waiting.pop()
            root = work / f"{number:04}"
            shutil.copytree(work / ("published" if kind in PUBLISHED else "base"), root)
            try:
                damage = apply(kind, root, Random(f"{arguments.seed} {number} {kind}"))
            except (OSError, sqlite3.Error, ValueError) as error:
                damage = f"nothing ({error})"
            child = os.fork()
            if not child:
                _go_through(root, truth, arguments.seconds)
            running[child] = (number, kind, damage, root)
        child, status = os.wait()
        number, kind, damage, root = running.pop(child)
        how, why = judge(root, truth, os.waitstatus_to_exitcode(status))
        verdict = Verdict(number, kind, damage, how, " ".join(why.split())[-400:])
        print(
            f"{number:4} {verdict.ended:9} {kind}: {damage}" + (f" — {verdict.why}" if verdict.why else ""), flush=True
        )
        yield verdict
        with suppress(OSError):
            for each in (root, *root.rglob("*")):
                if each.is_dir() and not each.is_symlink():
                    each.chmod(0o700)
        shutil.rmtree(root, ignore_errors=True)


def _go_through(root: Path, truth: Truth, seconds: int) -> None:
    """What the child does; it never returns. Each command's result is a line of a file beside the library."""
    try:
        with root.with_suffix(".told").open("w") as log:

            def step(*arguments: str) -> Told:
                signal.alarm(seconds)  # without a handler: the child ends
                log.write(json.dumps({"begun": arguments}) + "\n")
                log.flush()
                told = call(root, *arguments)
                signal.alarm(0)
                log.write(json.dumps([told.code, told.out, told.err, told.fault]) + "\n")
                log.flush()
                return told

            shown = json.loads(truth.told[1].out)["article"]["id"]
            for each in reads(shown):
                step(*each)
            step("doctor")
            indexed = step("index", "-q")
            if indexed.code in (6, 1, 2):
                repaired = step("doctor", "--repair")
                if repaired.code != 2:
                    step("index", "-q")
            for each in reads(shown):
                step(*each)
            step("doctor")
    finally:
        os._exit(0)


def call(root: Path, *arguments: str) -> Told:
    """One command, in this process."""
    from assistant.cli.main import main as program

    streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for name in ("stdout", "stderr")}
    before = sys.argv, sys.stdin, sys.stdout, sys.stderr
    fault, code = "", 0
    os.chdir(root)
    try:
        sys.argv, sys.stdin = ["assistant", "--library", str(root), *arguments], io.StringIO()
        sys.stdout, sys.stderr = streams["stdout"], streams["stderr"]
        program()
    except SystemExit as ended:
        code = int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
        fault, code = traceback.format_exc(limit=-4), 1
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = before
    out, err = (stream.buffer.getvalue().decode("utf-8", "replace") for stream in _flushed(streams))  # type: ignore[attr-defined]
    return Told(code, out, err, fault)


def _flushed(streams: Mapping[str, io.TextIOWrapper]) -> Iterator[io.TextIOWrapper]:
    for stream in streams.values():
        stream.flush()
        yield stream


def judge(root: Path, truth: Truth, code: int) -> tuple[str, str]:
    """What a damage ended in, and why, by what the commands told and what is there now."""
    lines = [json.loads(line) for line in root.with_suffix(".told").read_text().splitlines()]
    begun = [tuple(line["begun"]) for line in lines if isinstance(line, dict)]
    told = [Told(*line) for line in lines if isinstance(line, list)]
    if code == -signal.SIGALRM:
        return _ended("HANG", " ".join(begun[-1]))
    if code < 0:
        return _ended("TRACEBACK", f"{' '.join(begun[-1])} ended by signal {-code}")
    for arguments, each in zip(begun, told, strict=False):
        if each.fault or "Traceback" in each.err or "A fault in the program" in each.err:
            return _ended("TRACEBACK", f"{' '.join(arguments)}: {each.fault or each.err}")
        if (wrong := wrongly_told(each, truth)) is not None:
            return _ended("QUOTED", f"{' '.join(arguments)}: {wrong}")
    count = len(truth.told)
    before, after = told[:count], told[-count - 1 : -1]
    others = told[count : -count - 1] + told[-1:]
    silent = [
        " ".join(arguments)
        for arguments, each, true in zip(
            (*begun[:count], *begun[-count - 1 : -1]), (*before, *after), (*truth.told,) * 2, strict=True
        )
        if not is_same(each, true) and not says(each)
    ]
    fewer = [name for name, number in counts_of(root).items() if number < truth.counts[name]]
    if fewer and not any(sign in f"{each.out} {each.err}" for each in told for sign in SAYING):
        return _ended("LOST", ", ".join(fewer))
    healed = all(is_same(*pair) for pair in zip(after, truth.told, strict=True))
    if silent and not any(map(says, others)):
        return _ended("OTHER", "; ".join(silent))
    if all(is_same(*pair) for pair in zip(before, truth.told, strict=True)) and healed and not any(map(says, others)):
        return _ended("harmless")
    return _ended(
        "healed" if healed else "reported", "" if healed else next((e.err for e in reversed(told) if e.err), "")
    )


def _ended(how: str, why: str = "") -> tuple[str, str]:
    return how, why


def says(told: Told) -> bool:
    """Whether a command said that something is wrong."""
    return told.code in (1, 2, 6) or any(sign in f"{told.err} {told.out}" for sign in SAYING)


def is_same(told: Told, true: Told) -> bool:
    """Whether a command told what it tells of the undamaged library."""
    return told.code == true.code and not told.err.replace(true.err, "") and _timeless(told.out) == _timeless(true.out)


def _timeless(out: str) -> object:
    """Without times, and with scores as far as they are the same by whatever way the nearest vectors are found."""
    try:
        record = json.loads(out, parse_float=lambda digits: round(float(digits), 2))
    except ValueError:
        return out
    record.pop("seconds", None)
    return record


def wrongly_told(told: Told, truth: Truth) -> str | None:
    """What of a command's JSON is not what an article says."""
    try:
        record = json.loads(told.out)
    except ValueError:
        return None
    for citation in (*record.get("citations", ()), *record.get("nearest", ())):
        article = truth.articles.get(citation["article"]["id"])
        if article is None:
            return f"cites {citation['article']['id']}, which is no article"
        if article["text"][citation["start"] : citation["end"]] != citation["quote"]:
            return f"quotes {citation['quote'][:80]!r} from {article['path']}"
        if (wrong := _other_fields(citation["article"], article, truth)) is not None:
            return wrong
    shown = record.get("article")
    for article in (*record.get("articles", ()), *([shown] if shown else ())):
        true = truth.articles.get(article["id"])
        if true is None or article.get("text", true["text"]) != true["text"]:
            return f"shows another text of {article.get('path')}"
        if (wrong := _other_fields(article, true, truth)) is not None:
            return wrong
    return None


def _other_fields(article: Mapping[str, Any], true: Mapping[str, Any], truth: Truth) -> str | None:
    for name in ("title", "source", "url", "authors", "path"):
        if name in article and article[name] != true[name]:
            return f"{name} of {true['path']} is {article[name]!r}"
    if article["published"] != true["published"] and article["published"] not in truth.own_days:
        return f"{true['path']} is of {article['published']}"
    return None


def counts_of(root: Path) -> dict[str, int]:
    """How much a library keeps that cannot be made again."""
    file = root / ".assistant" / "catalogue.db"
    if not file.is_file() or file.is_symlink():
        return dict.fromkeys(NUMBERS, 0)
    try:
        with closing(sqlite3.connect(file)) as connection:
            return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in NUMBERS}
    except sqlite3.Error:
        return dict.fromkeys(NUMBERS, 0)


def print_table(verdicts: Sequence[Verdict]) -> None:
    """How many of each kind ended in what."""
    print(f"\n{'kind':28}" + "".join(f"{name:>10}" for name in CLASSES))
    for kind in KINDS:
        own = collections.Counter(each.ended for each in verdicts if each.kind == kind)
        if own:
            print(f"{kind:28}" + "".join(f"{own[name] or '':>10}" for name in CLASSES))
    every = collections.Counter(each.ended for each in verdicts)
    print(f"{'all':28}" + "".join(f"{every[name]:>10}" for name in CLASSES))
    well = sum(every[name] for name in ("healed", "reported", "harmless"))
    print(f"{well} of {len(verdicts)} healed, reported or harmless ({well / max(1, len(verdicts)):.0%})")


if __name__ == "__main__":
    began = time.monotonic()
    try:
        main()
    finally:
        print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
