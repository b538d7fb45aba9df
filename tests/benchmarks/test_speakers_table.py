"""The labels of who speaks: their form, which needs no article, and how many are found, which needs the news."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from benchmarks.speakers import claims_of, found_turns, read_labelled, read_labels

TABLE = Path(__file__).parent.parent.parent / "benchmarks" / "speakers.jsonl"
LONGEST_NOTE = 80  # a note is a word on the case, never the article's sentence
# The articles are other people's; speakers.md has the checksum of their file.
NEWS = os.environ.get("NEWS_ARTICLES", "")
NEWS_SHA256 = "49d799f9c6b2b32b8e7cd9935fe885fc0bfed65646a242ab518f0614141488e7"


@pytest.fixture(scope="module")
def labels():
    return [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def turns(labels):
    return [(label, turn) for label in labels for turn in label["turns"]]


def is_span(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(one) is int for one in value)
        and 0 <= value[0] < value[1]
    )


def is_within(span: Sequence[int], label: Mapping[str, int]) -> bool:
    return label["start"] <= span[0] and span[1] <= label["end"]


def test_each_set_has_its_number_of_sentences_with_speech_and_without(labels):
    counts = Counter((label["set"], label["speech"]) for label in labels)
    assert counts == {("test", True): 150, ("test", False): 32, ("dev", True): 84, ("dev", False): 20}


def test_no_article_is_in_both_sets(labels):
    rows = {name: {label["row"] for label in labels if label["set"] == name} for name in ("test", "dev")}
    assert rows["test"].isdisjoint(rows["dev"])


def test_no_sentence_is_labelled_twice_and_no_article_more_than_twice(labels):
    assert len({(label["row"], label["start"]) for label in labels}) == len(labels)
    assert max(Counter(label["row"] for label in labels).values()) <= 2


def test_every_label_has_the_fields_and_no_text_but_a_short_note(labels):
    fields = {"set", "row", "start", "end", "speech", "turns"}
    for label in labels:
        assert set(label) - {"note"} == fields
        assert type(label["row"]) is int
        assert label["row"] >= 1
        assert is_span([label["start"], label["end"]])
        assert len(label.get("note", "")) <= LONGEST_NOTE


def test_speech_has_turns_and_what_is_no_speech_has_none_and_a_reason(labels):
    for label in labels:
        assert bool(label["turns"]) is label["speech"]
        assert label["speech"] or label["note"]


def test_every_turn_tells_its_kind_and_what_was_said(turns):
    for _, turn in turns:
        assert set(turn) == {"speaker", "mention", "kind", "said"}
        assert turn["kind"] in {"direct", "indirect", "mixed"}
        assert is_span(turn["said"])


def test_a_speaker_is_a_span_or_untold_and_then_without_a_mention(turns):
    for _, turn in turns:
        assert is_span(turn["speaker"]) if turn["speaker"] else turn["mention"] is None


def test_a_mention_stands_in_its_sentence(turns):
    assert all(
        is_span(turn["mention"]) and is_within(turn["mention"], label) for label, turn in turns if turn["mention"]
    )


def test_what_was_said_stands_in_its_sentence_unless_the_sentence_only_names_the_speaker(turns):
    outside = [label for label, turn in turns if not is_within(turn["said"], label)]
    assert [(label["row"], len(label["turns"])) for label in outside] == [(2062, 1)]


@pytest.mark.skipif(not NEWS, reason="NEWS_ARTICLES names no file of the labelled articles")
@pytest.mark.parametrize(("part", "wrong", "right", "found"), [("test", 12, 137, 134), ("dev", 0, 81, 81)])
def test_in_the_news_no_more_is_claimed_wrongly_and_no_less_found(part: str, wrong: int, right: int, found: int):
    assert hashlib.sha256(Path(NEWS).read_bytes()).hexdigest() == NEWS_SHA256
    labels = read_labels(part)
    claims = claims_of(labels, read_labelled(Path(NEWS), labels))
    are_right = sum(claim.turn is not None for claim in claims)
    assert len(claims) - are_right <= wrong
    assert (are_right, len(found_turns(labels, claims))) >= (right, found)
