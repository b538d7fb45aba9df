"""The forms in which models give their answers: each is read, and at every border of two pieces alike."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.writing.statements import read_statements
from assistant.language.sentences import split_sentences
from assistant.records.articles import Article
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, EvidenceArticle
from benchmarks.reply_forms import FACTS, filled, outcomes

ROWS = Path(__file__).parents[2] / "benchmarks" / "reply_forms.jsonl"
FORMS = {row["name"]: row["form"] for row in map(json.loads, ROWS.read_text("utf-8").splitlines())}


def _evidence() -> tuple[Evidence, str]:
    """Two articles that bear the three sentences out, and how a model is shown them."""
    parts, shown = [], []
    for number, (source, beginnings) in enumerate(
        [("Radio", ["The last time the ferries stopped"]), ("Wire", [by for key in "ab" for by in FACTS[key][1]])], 1
    ):
        text = " ".join(f"{beginning} so." for beginning in beginnings)
        article = Article(id=str(number), path=f"{number}.txt", text=text, title=f"Title {number}", source=source)
        sentences = split_sentences(text)
        parts.append(EvidenceArticle(number, article, sentences))
        shown += [f"Article {number}: Title {number}\nSource: {source}. Published: never."]
        shown += [f"[{number}.{place}] {each.of(text)}" for place, each in enumerate(sentences, 1)]
    return Evidence(tuple(parts)), "\n".join(shown)


EVIDENCE, SHOWN = _evidence()


@settings(deadline=None)
@given(form=st.sampled_from(sorted(FORMS)), cuts=st.lists(st.integers(0, 900), max_size=40))
def test_any_splitting_of_a_reply_gives_the_same_statements(form: str, cuts: list[int]) -> None:
    reply = filled(FORMS[form], SHOWN)
    places = [0, *sorted(cut for cut in cuts if cut < len(reply)), len(reply)]
    pieces = [reply[start:end] for start, end in itertools.pairwise(places)]
    assert list(read_statements(pieces, EVIDENCE)) == list(read_statements([reply], EVIDENCE))


@pytest.mark.parametrize("form", sorted(FORMS))
def test_each_form_holds_the_three_sentences_whatever_its_pieces(form: str) -> None:
    reply = filled(FORMS[form], SHOWN)
    for pieces in ([reply], list(reply)):
        events = read_statements(pieces, EVIDENCE).events()
        texts = [event.text for event in events if isinstance(event, DraftStatement)]
        assert len(texts) == len(FACTS), texts
        for (sentence, _), text in zip(FACTS.values(), texts, strict=True):
            assert sentence[1:] in text


def test_every_sentence_reaches_the_reader_confirmed_and_rightly_cited() -> None:
    few = ("no number at all", "one number for an article", "JSON, citations beside the answer", "a table", "carets")
    assert dict(outcomes({name: FORMS[name] for name in few})) == dict.fromkeys(few, (3, 0))
