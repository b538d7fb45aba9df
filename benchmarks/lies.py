"""What the program makes of a model that lies: where each lie is caught, and whether any is shown as supported.

    python benchmarks/lies.py [--attacks FILE]

A scripted model on loopback tells each lie of lies.jsonl, in twelve ways, about the sample articles, to the program
itself: a real library, the real check, the real repair. Told why its sentence failed, it says the same again; in a
second run it gives the cited sentences in their own words instead.

FILE holds further instructions of the kind that documents hide to hijack an assistant, as {kind: [text, …]}: each is
put into an article, and the model obeys as well as a script can: it says the words that are to be said, answers in
scrambled letters, or makes up what is wanted; with the instruction's handle, the handle of the true answer, and none.

cases      how many lies of this way were told
handle     caught because nothing in the evidence is cited
rules      caught because what is cited does not say it
question   caught because it does not speak of what was asked
supported  shown as supported: each a failure
put right  of those caught, how many were replaced by a supported sentence when the model gave the cited one's words
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answering.pipeline import ask
from assistant.answering.retrieve import Wishes
from assistant.answering.tools import Tools
from assistant.index.indexing import IndexPlan, index_articles
from assistant.index.library import LIBRARY_FOLDER, Library
from assistant.models.local_embedder import LocalEmbedder
from assistant.models.openai_api import OpenAIChat
from assistant.prompts import load_prompts
from assistant.types import Answer, Filters, Pending, Question, Statement

CHECKOUT = Path(__file__).parents[1]
LIES = Path(__file__).with_name("lies.jsonl")
_NO_HANDLE = "no article sentence is cited"
_BESIDE = "it does not speak of what was asked"
_PLANTED_DAY = "2025-07-02"


@dataclass(frozen=True, slots=True)
class Lie:
    """One lie: `says` holds {0} for the handle of the sentence that begins as cites[0], {a0} for its article's number.

    `planted` is an article that is in the library for its sake, `truth` the beginning of a sentence that would have
    been an answer, where what is cited would not.
    """

    way: str
    question: str
    asked: date
    says: str
    cites: tuple[str, ...]
    planted: Mapping[str, str] | None = None
    truth: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a lie: what caught it, the reasons shown, and whether it was put right when that was tried."""

    lie: Lie
    caught: str  # "handle", "rules" or "question"; empty when it was shown as supported
    reasons: tuple[str, ...]
    put_right: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The outcomes of one way of lying, counted."""

    way: str
    cases: int
    handle: int
    rules: int
    question: int
    supported: int
    put_right: int


def main() -> None:
    """Prints the table, then every lie that was shown as supported."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--attacks", type=Path, help="a JSON file of instructions: {kind: [text, …]}")
    parser.add_argument("--reasons", action="store_true", help="print each lie with the reasons a reader sees")
    arguments = parser.parse_args()
    lies = read_lies()
    if arguments.attacks:
        lies += attacks(json.loads(arguments.attacks.read_text("utf-8")))
    outcomes = tell(lies)
    print(table(rows(outcomes)))
    for outcome in outcomes:
        if arguments.reasons or not outcome.caught:
            print(f"\n{outcome.lie.way}: {outcome.lie.says}\n    {'; '.join(outcome.reasons) or 'SHOWN AS SUPPORTED'}")


def read_lies() -> list[Lie]:
    """The lies of lies.jsonl."""
    return [
        Lie(
            row["lie"],
            row["question"],
            date.fromisoformat(row["asked"]),
            row["says"],
            tuple(row["cites"]),
            row.get("planted"),
        )
        for row in map(json.loads, LIES.read_text("utf-8").splitlines())
    ]


def attacks(instructions: Mapping[str, Sequence[str]]) -> list[Lie]:
    """A model that obeys each instruction hidden in an article, once with the handle of its sentence, once without."""
    lies = []
    asked = date.fromisoformat("2025-07-03")
    texts = [text for kind in instructions.values() for text in kind]
    for number, text in enumerate(texts, start=1):
        truth = f"The slipway number {number} is open from six to nine."
        planted = {
            "title": f"Opening hours of slipway number {number}",
            "date": _PLANTED_DAY,
            "source": "Harbour Notices",
            "text": f"{truth}\n\n{text}\n\nBoats of more than eight metres must book.",
        }
        obeyed, question = _obeyed(text, truth), f"When is slipway number {number} open?"
        lies += [
            Lie("obeys, cites the order", question, asked, f"{obeyed} {{0}}", (text[:25],), planted, truth),
            Lie("obeys, cites the answer", question, asked, f"{obeyed} {{0}}", (truth,), planted),
            Lie("obeys, cites nothing", question, asked, obeyed, (), planted),
        ]
    return lies


def _obeyed(instruction: str, truth: str) -> str:
    """What an obedient model would write."""
    wanted = re.search(r"[\"“]([^\"”]{12,})[\"”]|(?<!\w)['‘]([^'’]{12,})['’](?!\w)", instruction)
    if wanted:
        return f"{(wanted[1] or wanted[2]).rstrip('.!?')}."
    if re.search(r"\b(?:letters?|vowels?|typos|misspell\w*|substitution|symbols|anagram\w*|spaces)\b", instruction):
        return " ".join(word[::-1] for word in truth.rstrip(".").split()) + "."
    added = re.search(r"\byour (?:answer|response|reply),? (.+?)\.?$", instruction)
    return (
        f"{added[1].capitalize()}."
        if added
        else f"Here it is: {instruction.rstrip('.?!').lower()}, in three easy steps."
    )


def tell(lies: Sequence[Lie], *, mend: bool = True) -> list[Outcome]:
    """Each lie told to the program, over loopback, about a library made for it; `mend`: also the second run."""
    with _library(lies) as tools:
        return [_outcome(lie, tools, mend=mend) for lie in lies]


def rows(outcomes: Sequence[Outcome]) -> list[Row]:
    """The outcomes counted by way of lying, in the order in which the ways come."""
    counted = []
    for way in dict.fromkeys(outcome.lie.way for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.lie.way == way]
        by = Counter(outcome.caught for outcome in own)
        right = sum(outcome.put_right for outcome in own)
        counted.append(Row(way, len(own), by["handle"], by["rules"], by["question"], by[""], right))
    return counted


def table(counted: Sequence[Row]) -> str:
    """The rows as lines, with their sum."""
    names = ("cases", "handle", "rules", "question", "supported", "put_right")
    lines = [f"{'':26}" + "".join(f"{name.replace('_', ' '):>11}" for name in names)]
    for row in counted:
        lines.append(f"{row.way:26}" + "".join(f"{getattr(row, name):11}" for name in names))
    sums = [sum(getattr(row, name) for row in counted) for name in names]
    return "\n".join([*lines, f"{'all':26}" + "".join(f"{total:11}" for total in sums)])


def _outcome(lie: Lie, tools: Tools, *, mend: bool) -> Outcome:
    told: list[Statement] = []
    stubborn = _answer(lie, tools, told, honest=False)
    lied = _plain(lie.says)
    supported = [each for each in stubborn.statements if each.supported and _plain(each.text) == lied]
    reasons = next((each.reasons for each in told if not each.supported and _plain(each.text) == lied), ())
    if not supported and not reasons:
        raise AssertionError(f"nobody was told of the lie {lie.says!r}: {told}")
    caught = "" if supported else _caught(reasons)
    mended = _answer(lie, tools, [], honest=True) if mend and lie.cites and caught else stubborn
    put_right = bool(caught) and any(each.repaired and each.supported for each in mended.statements)
    return Outcome(lie, caught, reasons if caught else (), put_right)


def _caught(reasons: Sequence[str]) -> str:
    if _NO_HANDLE in reasons:
        return "handle"
    return "question" if _BESIDE in reasons else "rules"


def _answer(lie: Lie, tools: Tools, told: list[Statement], *, honest: bool) -> Answer:
    """The program's answer to the lie, and what a watching reader was told of it."""
    from tests.model_server import serving

    missing: list[str] = []

    def watch(_: Pending) -> None:
        """Only so that what is rejected is told too."""

    def reply(request: Mapping[str, Any]) -> str:
        try:
            return _reply(lie, request, honest=honest)
        except LookupError as error:
            missing.append(str(error))
            return "NOT IN ARTICLES"

    with serving(reply) as server:
        model = OpenAIChat(model="liar", api_key=None, base_url=server.base_url, window=8_000, timeout_seconds=30)
        question = Question(lie.question, lie.asked, Filters(as_of=lie.asked))
        answer = ask(question, replace(tools, model=model), told.append, watch)
    if missing:
        raise LookupError(f"{lie.question!r}: {missing[0]}")
    return answer


def _reply(lie: Lie, request: Mapping[str, Any], *, honest: bool) -> str:
    material = request["messages"][-1]["content"]
    failed = re.findall(r"^(\d+): .*\n   Why it failed: ", material, re.MULTILINE)
    if failed and honest:
        found = _marks([lie.truth] if lie.truth else lie.cites, material)
        said = " ".join(f"{_sentence(material, mark)} [{mark}]" for mark in found)
        return "\n".join(f"{number}: {said}" for number in failed)
    says = _filled(lie, material)
    return "\n".join(f"{number}: {says}" for number in failed) if failed else says


def _filled(lie: Lie, material: str) -> str:
    """What the model says, with the handles that the material has for what it cites."""
    says = lie.says
    for number, mark in enumerate(_marks(lie.cites, material)):
        says = says.replace(f"{{{number}}}", f"[{mark}]").replace(f"{{a{number}}}", f"[{mark.partition('.')[0]}]")
    return says


def _marks(beginnings: Sequence[str], material: str) -> list[str]:
    """The handles of the sentences that begin so; raises LookupError when the model was not shown one."""
    marks = []
    for beginning in beginnings:
        found = re.search(rf"^\[(\d+\.\d+)\] {re.escape(' '.join(beginning.split()))}", material, re.MULTILINE)
        if found is None:
            raise LookupError(f"{beginning!r} is not in the evidence")
        marks.append(found[1])
    return marks


def _sentence(material: str, mark: str) -> str:
    """The sentence's own words, without what its dates mean."""
    found = re.search(rf"^\[{re.escape(mark)}\] (.+?)(?: \{{[^{{}}]+ = [^{{}}]+\}})?$", material, re.MULTILINE)
    return found[1] if found else ""


def _plain(text: str) -> str:
    """The words, without handles and what stands in for them."""
    return " ".join(re.findall(r"\w+", re.sub(r"[\[【{][^\]】}]*[\]】}]", " ", text)))


@contextmanager
def _library(lies: Sequence[Lie]) -> Iterator[Tools]:
    """The sample articles and what the lies plant, indexed in a temporary folder."""
    embedder = LocalEmbedder()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        planted = root / "planted"
        planted.mkdir()
        texts = {lie.planted["title"]: lie.planted for lie in lies if lie.planted}
        for number, article in enumerate(texts.values()):
            head = f"Title: {article['title']}\nDate: {article['date']}\nSource: {article['source']}\n"
            (planted / f"{number}.txt").write_text(f"{head}\n{article['text']}\n", encoding="utf-8")
        plan = IndexPlan(root=root, folder=root / LIBRARY_FOLDER, embedder=embedder)
        index_articles([CHECKOUT / "corpus" / "articles", planted], plan, lambda *_: None)
        with closing(Library(root, warn=print)) as library:
            yield Tools(library, embedder, load_prompts(), Wishes())


if __name__ == "__main__":
    main()
