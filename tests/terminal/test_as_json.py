from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import LibraryMissing
from assistant.index.storage.set_days import OwnDate
from assistant.records.answers import Found, LeftOut, Statement
from assistant.records.articles import Origin, Sentence
from assistant.records.evidence import Scores
from assistant.records.questions import Filters, Understood
from assistant.records.verdicts import Grade
from assistant.terminal.as_json import (
    answer_json,
    article_json,
    articles_json,
    dated_json,
    dumps,
    dumps_line,
    error_json,
    found_json,
)
from terminal.moon import (
    ANSWER,
    APOLLO,
    CHANGE,
    LANDED,
    LUNA,
    QUESTION,
    SAMPLES,
    STEPPED,
    UNANSWERED,
    on_21_july,
    passage,
)

APOLLO_JSON = {
    "id": "a11a11a11a11",
    "title": "Apollo 11 lands on the Moon",
    "source": "NASA",
    "url": "https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns",
    "authors": ["Neil Armstrong", "Buzz Aldrin", "Michael Collins"],
    "published": "1969-07-21",
    "published_from": "front matter",
    "path": "moon/apollo-11.md",
}
LUNA_JSON = {
    "id": "1a9a1a9a1a9a",
    "title": "Luna 9 made the first soft landing on the Moon in…",
    "source": None,
    "url": None,
    "authors": [],
    "published": None,
    "published_from": None,
    "path": "moon/luna.txt",
}
CHANGE_JSON = {
    "id": "c5c5c5c5c5c5",
    "title": "嫦娥五号带回月球样品",
    "source": "新华社",
    "url": None,
    "authors": [],
    "published": "2020-12-17",
    "published_from": "file name",
    "path": "moon/rows.jsonl#3",
}
FILTERS_JSON = {"since": "1966-01-01", "until": None, "sources": [], "articles": []}


def test_an_answer_has_the_shape_that_scripts_rely_on() -> None:
    assert answer_json(ANSWER) == {
        "schema": 2,
        "status": "partial",
        "question": "When did people first land on the Moon?",
        "as_of": "1969-11-01",
        "newest": {"published": "1969-07-21", "days_before": 103},
        "filters": FILTERS_JSON,
        "understood": {"parts": [], "words": [], "latest": False, "given_up": False, "seen_from": None, "absent": []},
        "model": "a-model",
        "model_failure": None,
        "statements": [
            {
                "text": LANDED,
                "grade": "quoted",
                "contradicted": False,
                "reasons": [],
                "repaired": False,
                "cited_anew": False,
                "citations": [1],
            },
            {
                "text": "Armstrong stepped out 39 minutes later.",
                "grade": "not_confirmed",
                "contradicted": False,
                "reasons": ['"39 minutes later": no such time is given'],
                "repaired": False,
                "cited_anew": False,
                "citations": [2],
            },
            {
                "text": "Luna 9 had landed before, without a crew.",
                "grade": "confirmed",
                "contradicted": False,
                "reasons": [],
                "repaired": False,
                "cited_anew": False,
                "citations": [3, 1],
            },
        ],
        "citations": [
            {
                "n": 1,
                "quote": LANDED,
                "start": 0,
                "end": 88,
                "article": APOLLO_JSON,
                "copies": [],
                "age_days": 103,
                "dates": [],
            },
            {
                "n": 2,
                "quote": STEPPED,
                "start": 129,
                "end": 188,
                "article": APOLLO_JSON,
                "copies": [CHANGE_JSON, LUNA_JSON],
                "age_days": 103,
                "dates": [{"words": "21 July", "start": 180, "end": 187, "first": "1969-07-21", "last": "1969-07-21"}],
            },
            {
                "n": 3,
                "quote": LUNA.text,
                "start": 0,
                "end": 64,
                "article": LUNA_JSON,
                "copies": [],
                "age_days": None,
                "dates": [],
            },
        ],
        "nearest": [],
        "notes": [],
        "refused": [],
        "confidence": None,
        "left_out": {"unknown_handles": 1, "undated_articles": 2},
        "usage": {"input_tokens": 812, "output_tokens": 64, "requests": 1},
        "seconds": {"retrieve": 0.012346, "compose": 1.5},
    }


def test_an_answer_that_the_articles_do_not_hold_has_the_same_keys_and_the_nearest_quotations() -> None:
    shape = answer_json(UNANSWERED)
    assert list(shape) == list(answer_json(ANSWER))
    assert shape["status"] == "not_in_articles"
    assert shape["statements"] == shape["citations"] == []
    assert shape["nearest"] == [
        {
            "n": 1,
            "quote": LUNA.text,
            "start": 0,
            "end": 64,
            "article": LUNA_JSON,
            "copies": [],
            "age_days": None,
            "dates": [],
        }
    ]


def test_an_answer_names_what_a_model_wrote_and_a_judge_refused() -> None:
    refused = Statement(
        "Three men walked on the Moon.", Grade.NOT_CONFIRMED, ('"Three": it was two',), (1,), contradicted=True
    )
    assert answer_json(replace(ANSWER, refused=(refused,)))["refused"] == [
        {"text": "Three men walked on the Moon.", "reasons": ['"Three": it was two'], "contradicted": True}
    ]


def test_passages_have_their_rank_their_scores_and_their_copies() -> None:
    scores = Scores(fused=0.03214567891, dense=0.7, keyword=None, date_prior=1.25)
    understood = Understood(
        (Filters(since=date(1969, 7, 1), sources=("NASA",)),), words=("since July 1969", "NASA"), latest=True
    )
    found = (replace(passage(APOLLO, scores, CHANGE), dates=(on_21_july(),)),)
    assert found_json(Found(QUESTION, found, understood, LeftOut(undated_articles=1))) == {
        "schema": 2,
        "status": "answered",
        "question": "When did people first land on the Moon?",
        "as_of": "1969-11-01",
        "filters": FILTERS_JSON,
        "understood": {
            "parts": [{"since": "1969-07-01", "until": None, "sources": ["NASA"]}],
            "words": ["since July 1969", "NASA"],
            "latest": True,
            "given_up": False,
            "seen_from": None,
            "absent": [],
        },
        "passages": [
            {
                "rank": 1,
                "score": {"fused": 0.032146, "reranked": None, "dense": 0.7, "keyword": None, "date_prior": 1.25},
                "text": APOLLO.text,
                "start": 0,
                "end": len(APOLLO.text),
                "article": APOLLO_JSON,
                "copies": [CHANGE_JSON],
                "partial_copies": [],
                "dates": [{"words": "21 July", "start": 180, "end": 187, "first": "1969-07-21", "last": "1969-07-21"}],
            }
        ],
        "left_out": {"undated_articles": 1},
    }


def test_a_search_without_passages_says_that_the_articles_do_not_hold_it() -> None:
    assert found_json(Found(QUESTION, ()))["status"] == "not_in_articles"


def test_an_article_comes_with_its_text_its_origins_and_when_asked_its_sentences() -> None:
    whole = {
        "schema": 2,
        "status": "answered",
        "article": {
            **CHANGE_JSON,
            "published_time": None,
            "origins": {"title": "column", "source": "column", "published": "file name"},
            "remarks": ["the date '13/13/2020' is not used: no month has the number 13"],
            "earlier_versions": 0,
            "text": CHANGE.text,
        },
    }
    article = replace(CHANGE, remarks=("the date '13/13/2020' is not used: no month has the number 13",))
    assert article_json(article) == whole
    assert article_json(article, [Sentence(0, 0, len(SAMPLES), 0)]) == {
        **whole,
        "sentences": [{"number": 0, "start": 0, "end": len(SAMPLES), "paragraph": 0}],
    }


def test_a_list_of_articles_keeps_its_order_and_leaves_the_texts_out() -> None:
    assert articles_json([LUNA, APOLLO, CHANGE], today=date(2020, 12, 16)) == {
        "schema": 2,
        "status": "answered",
        "articles": [
            {**LUNA_JSON, "in_future": False, "earlier_versions": 0},
            {**APOLLO_JSON, "in_future": False, "earlier_versions": 0},
            {**CHANGE_JSON, "in_future": True, "earlier_versions": 0},
        ],
        "left_out": {},
    }


def test_an_article_dated_by_hand_comes_with_its_own_date() -> None:
    article = replace(APOLLO, published=date(1969, 7, 22), origins={"published": Origin.SET})
    assert dated_json(article, OwnDate(date(1969, 7, 21), None, Origin.FRONT_MATTER)) == {
        "schema": 2,
        "status": "answered",
        "article": {**APOLLO_JSON, "published": "1969-07-22", "published_from": "set by hand"},
        "own": {"published": "1969-07-21", "published_from": "front matter"},
    }
    assert dated_json(LUNA, OwnDate()) == {
        "schema": 2,
        "status": "answered",
        "article": LUNA_JSON,
        "own": {"published": None, "published_from": None},
    }


def test_an_error_names_its_kind_and_the_next_step() -> None:
    error = LibraryMissing("There is no library in 'news'.", hint="Make one with 'assistant index'.")
    assert error_json(error) == {
        "schema": 2,
        "status": "failed",
        "statements": [],
        "citations": [],
        "nearest": [],
        "notes": [],
        "refused": [],
        "confidence": None,
        "left_out": {},
        "error": {
            "kind": "LibraryMissing",
            "message": "There is no library in 'news'.",
            "hint": "Make one with 'assistant index'.",
        },
    }


def test_json_text_is_readable_and_keeps_other_scripts() -> None:
    assert (
        dumps({"title": "嫦娥五号", "authors": ["A"]}) == '{\n  "title": "嫦娥五号",\n  "authors": [\n    "A"\n  ]\n}\n'
    )


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("zero\u200bwidth\u200f", "zero\\u200bwidth\\u200f"),
        ("line\u2028paragraph\u2029end", "line\\u2028paragraph\\u2029end"),
        ("word\u2060joiner\u2064", "word\\u2060joiner\\u2064"),
        ("\ufeffmark soft\u00adhyphen", "\\ufeffmark soft\\u00adhyphen"),
        ("\u202eturned\u2066", "\\u202eturned\\u2066"),
        ("tags\U000e0041\U000e007f", "tags\\udb40\\udc41\\udb40\\udc7f"),
        ("variants\ufe00\U000e0101\u180b", "variants\\ufe00\\udb40\\udd01\\u180b"),
        ("می\u200cخواهم", "می\\u200cخواهم"),
        ("👩\u200d🚀 ❤\ufe0f", "👩\\u200d🚀 ❤\\ufe0f"),
        ("filler\u3164\u115f", "filler\\u3164\\u115f"),
        ("é e\u0301 嫦娥 क्ष ŵ 🚀", "é e\u0301 嫦娥 क्ष ŵ 🚀"),
    ],
)
def test_what_is_not_seen_is_escaped_in_json_and_what_is_seen_is_not(text: str, printed: str) -> None:
    assert dumps({"text": text}) == f'{{\n  "text": "{printed}"\n}}\n'
    assert dumps_line({"text": text}) == f'{{"text": "{printed}"}}\n'
    assert json.loads(dumps({"text": text})) == {"text": text}


@given(st.text())
def test_json_text_says_exactly_what_it_was_given_without_a_character_that_could_act(text: str) -> None:
    printed = dumps(answer_json(replace(ANSWER, model=text)))
    assert json.loads(printed)["model"] == text
    assert not set(printed) & {"\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800", "\U000e0041"}
    printed.encode()
