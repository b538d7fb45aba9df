"""One right answer in the forms that models give it: how much of it reaches the reader, with what it was taken from.

    python benchmarks/reply_forms.py [--forms FILE.jsonl] [--half NAME]

Three true sentences about the sample library are sent in each form of reply_forms.jsonl, {"name", "form"}, by a server
on loopback: «A», «B» and «C» are the sentences, «a» the handle of what bears the first out, «a1» and «a2» its two
numbers, «sa» and «ta» the article's source and title. The judge of the same server is honest: it confirms a sentence
when it is one of the three and one that bears it out is shown. `assistant` is that of the Python that runs this.

Printed are, for each form, how many of the three come out confirmed, citing what bears them out, and how many other
statements there are: not confirmed, repeated, with rests of the form in their words, or citing something else.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT / "tests"))

QUESTION = "What caused the ferry strike, and how long did it last?"
# Each sentence, and beginnings of the articles' sentences of which each bears it out.
FACTS = {
    "a": ("The strike of the ferry crews lasted five days", ("PORT VERRICK (CWS) - Crews of the Skarrow Line ended",)),
    "b": ("The union had demanded 7 percent, against an offer of 3 percent", ("The union had asked for 7 percent",)),
    "c": ("The ferries had last stopped in 2008", ("The last time the ferries stopped", "It was the first strike")),
}
_SHOWN = re.compile(r"\[(\d+\.\d+)\](?: CITED:)? (.+)")
_ARTICLE = re.compile(r"^Article (\d+): (.+)\nSource: (.+?)\. Published", re.MULTILINE)


def main() -> None:
    """Prints the table and the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--forms", type=Path, default=Path(__file__).with_suffix(".jsonl"))
    parser.add_argument("--half", help="only the rows that have this under `half`")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.forms.read_text("utf-8").splitlines()]
    forms = {row["name"]: row["form"] for row in rows if arguments.half in (None, row.get("half"))}
    right = wrong = 0
    for name, (found, invented) in outcomes(forms):
        right, wrong = right + found, wrong + invented
        print(f"{found} of {len(FACTS)}{f', {invented} wrong' if invented else '':9} {name}", flush=True)
    print(f"{right} of {len(FACTS) * len(forms)} sentences right in {len(forms)} forms, {wrong} wrong")


def outcomes(forms: Mapping[str, str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Of each form, how many of the sentences came out right, and how many others or otherwise."""
    from command_line import run  # type: ignore[import-not-found]  # found by the path set above
    from model_server import is_judging, serving  # type: ignore[import-not-found]  # as above

    with tempfile.TemporaryDirectory() as folder:
        run("index", str(PROJECT / "corpus" / "articles"), "--quiet", cwd=Path(folder), ASSISTANT_LIBRARY=folder)
        for name, form in forms.items():

            def reply(request: Mapping[str, Any], form: str = form) -> str:
                shown = str(request["messages"][-1]["content"])
                if is_judging(request):
                    return judged(str(request["messages"][0]["content"]))
                return filled(form, shown) if "Question: " in shown else "NONE"

            with serving(reply) as server:
                address = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "none", "ASSISTANT_LIBRARY": folder}
                ask = ("ask", QUESTION, "--model", "m", "--as-of", "2025-06-05", "--json")
                done = run(*ask, cwd=Path(folder), ASSISTANT_RECORD="false", **address)
            yield name, counted(json.loads(done.stdout)) if done.returncode in (0, 3, 4) else (0, 0)


def filled(form: str, shown: str) -> str:
    """The form with the sentences, and with the handles that the evidence shown gives them."""
    articles = {number: (title, source) for number, title, source in _ARTICLE.findall(shown)}
    words: dict[str, str] = {}
    for key, (sentence, borne_out_by) in FACTS.items():
        handle = next(handle for handle, text in _SHOWN.findall(shown) if text.startswith(borne_out_by))
        article, _, number = handle.partition(".")
        words |= {key.upper(): sentence, key: handle, f"{key}1": article, f"{key}2": number}
        words |= {f"t{key}": articles[article][0], f"s{key}": articles[article][1]}
    return re.sub("«([^«»]+)»", lambda name: words[name[1]], form)


def judged(request: str) -> str:
    """What an honest judge says of each statement."""
    material = request.partition("The statements and sentences stand between")[2]
    handles = {text: handle for handle, text in _SHOWN.findall(material)}
    lines = []
    for number, statement in re.findall(r"^(\d+): (.+)$", material, re.MULTILINE):
        borne_out_by = next((by for text, by in FACTS.values() if _is_said(text, statement)), ())
        found = [handle for text, handle in handles.items() if borne_out_by and text.startswith(borne_out_by)]
        lines.append(f"{number}: CONFIRMED [{found[0]}]" if found else f'{number}: NOT CONFIRMED - "{statement}": none')
    return "\n".join(lines)


def counted(answer: Mapping[str, Any]) -> tuple[int, int]:
    """How many of the three sentences are confirmed once and rightly cited, and how many other statements there are."""
    quotes = {citation["n"]: citation["quote"] for citation in answer["citations"]}
    right: set[str] = set()
    wrong = 0
    for statement in answer["statements"]:
        key = next((key for key, (text, _) in FACTS.items() if _is_said(text, statement["text"])), None)
        cited = [quotes[number] for number in statement["citations"]]
        if (
            key is None
            or key in right
            or statement["grade"] != "confirmed"
            or not any(quote.startswith(FACTS[key][1]) for quote in cited)
        ):
            wrong += 1
        else:
            right.add(key)
    return len(right), wrong


def _is_said(text: str, statement: str) -> bool:
    """Whether a statement is one of ours and no more, but for a label or who says it."""
    before, found, after = statement.partition(text[1:])
    label = re.fullmatch(r"[^\[\](){}|<>\"\d^]{0,60}", before.replace("Radio Tamble 94.6", ""))
    return bool(found) and label is not None and not after.strip(" .")


if __name__ == "__main__":
    main()
