from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.articles.differences import difference, sentence_likeness
from assistant.language.sentences import split_sentences
from assistant.records.articles import Article
from assistant.records.versions import Change, ChangeKind, Difference

SENTENCES = [
    "The river rose by two metres on Monday.",
    "Twelve people were taken to safety by boat.",
    "Fourteen people were taken to safety by boat.",
    "The school stays closed until Thursday.",
    "The school stays closed.",
    "Nobody was hurt.",
    "河水上涨两米。",
    "Two bridges, both old, are shut to cars & lorries.",
]


def article(text: str, **fields: Any) -> Article:
    made = Article(id="a" * 12, path="a.txt", title="The flood", text=text, published=date(2024, 8, 1))
    return replace(made, **fields)


def told(old: str, new: str) -> list[str]:
    """The changes between two texts, one line each, changed words in brackets."""
    return [shown(change, old, new) for change in difference(article(old), article(new)).changes]


def shown(change: Change, old: str, new: str) -> str:
    sides = [marked(old, change.old, change.old_words), marked(new, change.new, change.new_words)]
    return f"{change.kind}: {' > '.join(side for side in sides if side)}"


def marked(text: str, span: tuple[int, int] | None, words: tuple[tuple[int, int], ...]) -> str:
    if span is None:
        return ""
    pieces, reached = "", span[0]
    for start, end in words:
        pieces += f"{text[reached:start]}[{text[start:end]}]"
        reached = end
    return pieces + text[reached : span[1]]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("One. Two.", "One. Two.", []),
        ("One.\n\nTwo.", "One. Two.", []),
        ("It rains. It is cold.", "It is cold.", ["removed: It rains."]),
        ("It is cold.", "It is cold. It rains.", ["added: It rains."]),
        (
            "Two people were hurt, police said.",
            "Four people were hurt, police said on Monday.",
            ["changed: [Two] people were hurt, police said. > [Four] people were hurt, police said [on Monday]."],
        ),
        (
            "The damage is put at 3.2 million.",
            "The damage is put at 3.4 million.",
            ["changed: The damage is put at [3.2] million. > The damage is put at [3.4] million."],
        ),
        ("河水上涨两米。", "河水上涨三米。", ["changed: 河水上涨[两]米。 > 河水上涨[三]米。"]),
        (
            "It rains. The market opens again on Saturday.",
            "Nobody was hurt in the accident.",
            [
                "removed: It rains.",
                "removed: The market opens again on Saturday.",
                "added: Nobody was hurt in the accident.",
            ],
        ),
        (
            "The first of them was shut. It rains. Nobody knows.",
            "It rains. Nobody knows. The first of them was shut.",
            ["moved: The first of them was shut. > The first of them was shut."],
        ),
        (
            "The mayor spoke of two dead. The river fell.",
            "A tree fell. The mayor spoke of three dead. The river fell.",
            [
                "added: A tree fell.",
                "changed: The mayor spoke of [two] dead. > The mayor spoke of [three] dead.",
            ],
        ),
    ],
)
def test_sentences_are_shown_as_what_became_of_them(old, new, changes):
    assert told(old, new) == changes


def test_fields_are_told_with_both_values():
    old = article("One.", source="The Post", authors=("Edwin Hubble",))
    new = article(
        "One.",
        title="The great flood",
        published=None,
        authors=("Edwin Hubble", "Milton Humason"),
        url="https://a.org/b",
    )
    assert difference(old, new) == Difference(
        {
            "title": ("The flood", "The great flood"),
            "source": ("The Post", None),
            "url": (None, "https://a.org/b"),
            "authors": ("Edwin Hubble", "Edwin Hubble, Milton Humason"),
            "published": ("2024-08-01", None),
        },
        (),
        1,
    )


@pytest.mark.parametrize(
    ("first", "second", "likeness"),
    [("It rains.", "It rains", 1.0), ("It rains.", "It snows.", 0.5), ("It rains.", "Nobody.", 0.0), ("", "", 0.0)],
)
def test_likeness_is_the_share_of_words_in_common(first, second, likeness):
    assert sentence_likeness(first, second) == likeness


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_every_sentence_is_told_once_and_what_is_not_marked_is_the_same(before, after):
    old, new = article(" ".join(before)), article("\n\n".join(after))
    step = difference(old, new)
    for side, text in (("old", old.text), ("new", new.text)):
        spans = [span for change in step.changes if (span := getattr(change, side))]
        sentences = [(each.start, each.end) for each in split_sentences(text)]
        assert len(spans) == len(set(spans)) == len(sentences) - step.unchanged
        assert set(spans) <= set(sentences)
    for change in step.changes:
        if change.kind is ChangeKind.CHANGED and change.old and change.new:
            assert unmarked(old.text, change.old, change.old_words) == unmarked(new.text, change.new, change.new_words)
            assert change.old_words or change.new_words


def unmarked(text: str, span: tuple[int, int], words: tuple[tuple[int, int], ...]) -> str:
    return "".join(text[at] for at in range(*span) if not any(a <= at < b for a, b in words) and not text[at].isspace())
