"""Changes of article sentences: what each rule makes of a sentence, and what holds of every row."""

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest

from assistant.articles.files import find_files, read_articles
from assistant.records.articles import Article
from benchmarks.perturbations import RULES, SUPPORTED, make_rows
from benchmarks.perturbing.attribution import drop_attribution
from benchmarks.perturbing.dates import change_date
from benchmarks.perturbing.dropping import drop_clause
from benchmarks.perturbing.merged import merge
from benchmarks.perturbing.names import change_name
from benchmarks.perturbing.negation import negate
from benchmarks.perturbing.numbers import change_number
from benchmarks.perturbing.order import turn_round
from benchmarks.perturbing.originals import Original, half_of, is_plain, originals_of
from benchmarks.perturbing.reordering import reorder
from benchmarks.perturbing.restatements import contract, resolve_pronoun, restate_date, restate_number
from benchmarks.perturbing.retelling import retell
from benchmarks.perturbing.speakers import change_speaker
from benchmarks.perturbing.synonyms import replace_words
from benchmarks.perturbing.texts import Rule, begins_with_vowel, swapped

ROOT = Path(__file__).parent.parent.parent


def original(sentence: str, before: str = "", others: Sequence[str] = ()) -> Original:
    return Original(
        url="https://paper.example/1",
        title="The port",
        source="The Paper",
        published=date(2024, 8, 1),
        index=1,
        sentence=sentence,
        before=before,
        article=(before, sentence, *others),
    )


def statements(rule: Rule, sentence: str, before: str = "", others: Sequence[str] = ()) -> set[str]:
    """All that the rule made of the sentence in twenty draws."""
    changes = [change for seed in range(20) for change in rule(original(sentence, before, others), Random(seed))]
    return {change.statement for change in changes}


@pytest.fixture(scope="module")
def articles():
    files = [file for file in find_files([ROOT / "corpus" / "articles"]).files if file.suffix in {".md", ".txt"}]
    read = [article for file in files for article in read_articles(file, name=file.name)]
    return [
        {
            "url": each.id,
            "title": each.title,
            "source": each.source,
            "published": str(each.published),
            "text": each.text,
        }
        for each in read
        if isinstance(each, Article) and each.published
    ]


CASES = [
    (
        reorder,
        "On Tuesday, the council approved the plan for a new bridge.",
        "The council approved the plan for a new bridge on Tuesday.",
    ),
    (
        reorder,
        "The bridge will stay closed until the end of June, the council said.",
        "The bridge will stay closed until the end of June, said the council.",
    ),
    (
        reorder,
        "After the storm had passed the town, the ferries sailed again for the islands.",
        "The ferries sailed again for the islands after the storm had passed the town.",
    ),
    (
        retell,
        "The council has approved the plan for a new bridge over the river.",
        "The council approved the plan for a new bridge over the river.",
    ),
    (
        retell,
        "The council rejected the plan in a vote on Tuesday.",
        "The plan was rejected by the council in a vote on Tuesday.",
    ),
    (drop_clause, "The bridge (the only one in town) will close in June.", "The bridge will close in June."),
    (
        drop_clause,
        "But the bridge will not be open before the end of June.",
        "The bridge will not be open before the end of June.",
    ),
    (
        restate_date,
        "The council said on Wednesday that the bridge was closed.",
        "The council said on 31 July 2024 that the bridge was closed.",
    ),
    (
        restate_date,
        "The bridge will close on July 31, 2025, for a month.",
        "The bridge will close on 31 July 2025, for a month.",
    ),
    (
        restate_number,
        "About 1,200 people use the bridge on a working day.",
        "About 1.2 thousand people use the bridge on a working day.",
    ),
    (
        restate_number,
        "Prices of fish rose by 5% in the first half of the year.",
        "Prices of fish rose by 5 percent in the first half of the year.",
    ),
    (
        contract,
        "The council did not say when the bridge would open.",
        "The council didn't say when the bridge would open.",
    ),
    (
        replace_words,
        "The council purchased an automobile for the harbour office.",
        "The council bought an automobile for the harbour office.",
    ),
    (
        replace_words,
        "The council bought an automobile for the harbour office.",
        "The council bought a car for the harbour office.",
    ),
    (
        change_number,
        "More than 40 people use the ferry each day of the week.",
        "More than 80 people use the ferry each day of the week.",
    ),
    (
        change_date,
        "The bridge will close at 5 a.m. and open at noon.",
        "The bridge will close at 6 a.m. and open at noon.",
    ),
    (
        negate,
        "The council has approved the plan for a new bridge.",
        "The council has not approved the plan for a new bridge.",
    ),
    (
        negate,
        "It announced the closing of the bridge in a letter.",
        "It did not announce the closing of the bridge in a letter.",
    ),
    (
        negate,
        "The council did not approve the plan for a new bridge.",
        "The council approved the plan for a new bridge.",
    ),
    (
        negate,
        "The bridge is no longer safe for lorries, engineers said.",
        "The bridge is still safe for lorries, engineers said.",
    ),
    (
        drop_attribution,
        "The fire was set by two men from the town, police said.",
        "The fire was set by two men from the town.",
    ),
    (
        drop_attribution,
        "According to police, the fire was set by two men from the town.",
        "The fire was set by two men from the town.",
    ),
    (drop_attribution, "The two men allegedly set fire to an old ferry.", "The two men set fire to an old ferry."),
    (
        change_speaker,
        "The fire was set by two men from the town, police said.",
        "The fire was set by two men from the town, residents said.",
    ),
    (
        turn_round,
        "Prices of fish rose by 5% in the first half of the year.",
        "Prices of fish fell by 5% in the first half of the year.",
    ),
    (
        turn_round,
        "The ferry left the harbour before the storm reached the town.",
        "The ferry left the harbour after the storm reached the town.",
    ),
]


@pytest.mark.parametrize(("rule", "sentence", "statement"), CASES)
def test_a_rule_makes_this_of_the_sentence(rule, sentence, statement):
    assert statement in statements(rule, sentence)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (change_number, "The COVID-19 rules of 2020 were Title 42 of the law."),  # no amounts
        (negate, "Many people have seen the old bridge of the town."),  # many others may not have
        (drop_attribution, "The council said it will close the bridge in June."),  # of itself
        (drop_attribution, "The bridge has 18,500 users a day, according to census data."),
        (turn_round, "It was a flood unlike any in more than 50 years."),  # nor any in less than 50 years
        (restate_date, "The council had met before Wednesday to talk about the bridge."),
        (replace_words, "“We purchased the old ferry,” the council said."),  # another's words are not ours to change
    ],
)
def test_a_sentence_that_would_stay_true_or_turn_out_odd_is_left_alone(rule, sentence):
    assert statements(rule, sentence) == set()


def test_last_week_does_not_stand_for_last_month_when_the_month_is_young():
    made = statements(change_date, "The bridge closed last month, and the ferries are full.")
    assert made == {"The bridge closed three months ago, and the ferries are full."}


def test_an_amount_after_more_than_only_grows():
    made = statements(change_number, "More than 40 people use the ferry each day of the week.")
    assert {int(statement.split()[2]) > 40 for statement in made} == {True}


def test_a_rounded_amount_becomes_one_that_it_cannot_be_rounded_to():
    made = statements(change_number, "The ferry carries nearly 39 people across the river each morning.")
    assert made
    assert all(abs(int(statement.split()[4]) - 39) >= 8 for statement in made)


def test_a_name_becomes_one_that_nothing_cited_tells():
    made = statements(
        change_name,
        "The ferry came from Norway with the crew of another ship.",
        before="Two of the ships are in Sweden.",
        others=("A third ship is in Denmark.",),
    )
    assert made
    assert not any("Sweden" in statement or "Norway" in statement for statement in made)


def test_a_detail_of_another_sentence_takes_the_place_of_the_same_kind():
    made = statements(
        merge, "About half of the boats lay in Norway that winter.", others=("Others lay in Denmark until June.",)
    )
    assert made == {"About half of the boats lay in Denmark that winter."}


def test_a_pronoun_is_the_one_person_whom_the_sentence_before_names():
    before = "Karl Popper has led the union since the spring."
    assert statements(resolve_pronoun, "He said the strike would go on.", before=before) == {
        "Karl Popper said the strike would go on."
    }
    assert statements(resolve_pronoun, "She said the strike would go on.", before=before) == set()


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        ("The bridge will close on Monday and open again in June.", True),
        ("Too short.", False),
        ("CNN — The bridge will close on Monday and open again in June.", False),
        ("“The bridge will close on Monday and open again in June.", False),
        ("Sign up for our newsletter and read about the bridge each day.", False),
        ("Will the bridge close on Monday and open again in June?", False),
    ],
)
def test_only_whole_sentences_of_prose_are_changed(sentence, plain):
    assert is_plain(sentence) is plain


def test_a_sentence_within_a_quotation_is_not_changed():
    text = "“The bridge is old and has to be closed. It will be open again before the summer has begun. We promise.”"
    assert originals_of({"url": "u", "title": "t", "source": "s", "published": "2024-08-01", "text": text}) == []


@pytest.mark.parametrize(
    ("word", "vowel"),
    [
        ("hour", True),
        ("union", False),
        ("FBI", True),
        ("NATO", False),
        ("European", False),
        ("18", True),
        ("80", True),
        ("uncle", True),
    ],
)
def test_an_stands_before_a_vowel_that_is_heard(word, vowel):
    assert begins_with_vowel(word) is vowel


def test_what_is_taken_out_leaves_one_space_and_the_right_article():
    text = "He was seen in an apparent hurry."
    assert swapped(text, 18, 27, "") == "He was seen in a hurry."


def test_every_row_is_a_new_sentence_of_one_change(articles):
    rows = make_rows(articles, per_kind=20)
    assert {row.kind for row in rows} == set(RULES)
    for row in rows:
        told, change = row.as_json(), row.change
        assert told["supported"] is (row.kind in SUPPORTED)
        assert (told["statement"] == told["sentence"]) is (row.kind == "verbatim")
        assert told["statement"][-1] in '.!”"'
        assert "  " not in told["statement"]
        assert all(part.lower() in told["statement"].lower() for part in change.new.split(", "))
    assert len({row.as_json()["id"] for row in rows}) == len({row.original.sentence for row in rows}) == len(rows)


def test_an_articles_rows_lie_in_one_half_whatever_the_seed(articles):
    halves = {}
    for seed in (1, 2):
        for row in make_rows(articles, seed=seed, per_kind=10):
            halves.setdefault(row.original.url, set()).add(row.as_json()["half"])
    assert {len(each) for each in halves.values()} == {1}
    assert {half_of(str(number)) for number in range(20)} == {"development", "held-out"}


def test_the_same_seed_gives_the_same_file_in_another_process(articles, tmp_path):
    source = tmp_path / "articles.jsonl"
    source.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    script = ROOT / "benchmarks" / "perturbations.py"
    for name in ("one", "two"):
        command = [sys.executable, str(script), str(source), "--rows", str(tmp_path / name), "--per-kind", "5"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)})
        assert (done.returncode, done.stderr) == (0, "")
    one = (tmp_path / "one").read_text(encoding="utf-8")
    assert one == (tmp_path / "two").read_text(encoding="utf-8")
    fields = ["id", "kind", "subkind", "half", "supported", "statement", "sentence", "before", "title", "source"]
    assert list(json.loads(one.split("\n")[0])) == [*fields, "published", "change"]
