"""How right an answer is, by hand-worked cases."""

from datetime import date

import pytest

from assistant.answering.evaluation.scoring import contains, is_named, place_of, with_answer
from assistant.records.answers import Answer, Citation, Status
from assistant.records.articles import Article
from assistant.records.evaluation import KnownQuestion, Scored
from assistant.records.questions import Question

QUESTION = Question("How many?", date(2024, 8, 1))
RAIN = Article("a1", "news/2024/rain.txt", "It rained.", "Rain", url="https://x.example/rain")
WIND = Article("b2", "rows.jsonl#2", "It blew.", "Wind")
WIRE = Article("c3", "wire/rain.txt", "It rained.", "Rain, by wire")


def cited(*quotes: str, article: Article = RAIN, copies: tuple[Article, ...] = ()) -> tuple[Citation, ...]:
    return tuple(Citation(n, quote, 0, len(quote), article, copies) for n, quote in enumerate(quotes, start=1))


def marks(
    citations: tuple[Citation, ...], **row: object
) -> tuple[bool | None, float | None, float | None, bool | None]:
    """Answer cited, precision, recall and right."""
    status = Status.ANSWERED if citations else Status.NOT_IN_ARTICLES
    known = KnownQuestion(1, "How many?", **row)  # type: ignore[arg-type]  # a table of cases
    scored = with_answer(Scored(known), Answer(status, QUESTION, "How many?", citations=citations), answer_ms=1.0)
    assert scored.refused is not bool(citations)
    return scored.answer_cited, scored.citation_precision, scored.citation_recall, scored.right


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("The bridge reopens on 20 June.", "20 June", True),
        ("It began in 2012.", "12", False),
        ("It cost 3.5 million.", "3", False),
        ("It cost 3.5 million.", "3.5 Million", True),
        ("1,200 homes", "1,200", True),
        ("Chandlers’ Bridge", "chandlers' bridge", True),
        ("Idaho’s governor", "Idaho", True),
        ("at the café", "CAFÉ", True),  # a composed letter beside a letter with its accent
        ("嫦娥五号带回月球样品", "月球", True),
        ("嫦娥五号带回月球样品", "火星", False),
        ("the art of war", "the war", False),
    ],
)
def test_a_phrase_is_contained_as_whole_words_side_by_side(text, phrase, expected):
    assert contains(text, phrase) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("https://x.example/rain", True),
        ("https://x.example/rain/", False),
        ("news/2024/rain.txt", True),
        ("2024/rain.txt", True),
        ("rain.txt", True),
        ("ain.txt", False),
        ("2024", False),
        ("Rain", False),
    ],
)
def test_an_article_is_named_by_its_url_or_the_end_of_its_path(name, expected):
    assert is_named(RAIN, [name]) is expected


def test_a_row_of_a_file_is_named_with_its_number():
    assert is_named(WIND, ["rows.jsonl#2"])
    assert not is_named(WIND, ["rows.jsonl"])


def test_a_folded_copy_counts_at_its_passage_s_place():
    assert place_of(["wire/rain.txt"], [[WIND], [RAIN, WIRE]]) == 2
    assert place_of(["other.txt"], [[WIND], [RAIN, WIRE]]) is None


@pytest.mark.parametrize(
    ("citations", "row", "expected"),
    [
        # One of two citations is a quote, one of two quotes is cited.
        (
            cited("About 240 homes were flooded.", "It rained all day."),
            {"quotes": ("About 240 homes were flooded.", "Later it was 612.")},
            (None, 0.5, 0.5, True),
        ),
        # A cited sentence may be a part of a longer quotation, if it has four words; a quotation a part of a sentence.
        (cited("It was about 240 homes."), {"quotes": ("So it was: it was about 240 homes.",)}, (None, 1.0, 1.0, True)),
        (cited("It was late."), {"quotes": ("They said it was late.",)}, (None, 0.0, 0.0, False)),
        (cited("About 240 homes were flooded, he said."), {"quotes": ("240 homes",)}, (None, 1.0, 1.0, True)),
        # Quotes go before articles: the right article with another sentence is no right citation.
        (cited("It rained."), {"quotes": ("Snow fell all day.",), "articles": ("rain.txt",)}, (None, 0.0, 0.0, False)),
        # By article, where there are no quotes; a copy's name is as good.
        (cited("It rained."), {"articles": ("rain.txt", "rows.jsonl#2")}, (None, 1.0, 0.5, True)),
        (cited("It rained.", copies=(WIRE,)), {"articles": ("wire/rain.txt",)}, (None, 1.0, 1.0, True)),
        (cited("It blew.", article=WIND), {"articles": ("rain.txt",)}, (None, 0.0, 0.0, False)),
        # An accepted answer in what is cited is right, whatever is quoted; one of several is enough.
        (cited("It was 240."), {"answers": ("12", "240"), "quotes": ("Snow fell all day.",)}, (True, 0.0, 0.0, True)),
        (cited("It was 240."), {"answers": ("24",), "articles": ("rain.txt",)}, (False, 1.0, 1.0, False)),
        # A refusal cites nothing: it has no precision, and its recall is 0.
        ((), {"answers": ("240",), "quotes": ("It was 240.",)}, (False, None, 0.0, False)),
        # Nothing is known of the answer.
        (cited("It rained."), {}, (None, None, None, None)),
        # No answer to an unanswerable question is right.
        (cited("It rained."), {"answerable": False}, (None, None, None, False)),
        ((), {"answerable": False}, (None, None, None, False)),
    ],
)
def test_an_answer_is_marked_by_what_its_row_tells(citations, row, expected):
    assert marks(citations, **row) == expected
