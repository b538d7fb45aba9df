"""A few articles and an answer for the tests of what a person sees; the facts are those of public record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.records.answers import Answer, Citation, LeftOut, Note, NoteKind, Statement, Status
from assistant.records.articles import Article, Chunk, Origin, Sentence
from assistant.records.evidence import Passage, Scores
from assistant.records.ports import Usage
from assistant.records.questions import Filters, Question
from assistant.records.time import DateExpression, DaySpan
from assistant.records.verdicts import Grade

APOLLO = Article(
    id="a11a11a11a11",
    path="moon/apollo-11.md",
    title="Apollo 11 lands on the Moon",
    source="NASA",
    url="https://www.nasa.gov/mission/apollo-11/and-a-path-that-is-much-longer-than-forty-columns",
    authors=("Neil Armstrong", "Buzz Aldrin", "Michael Collins"),
    published=date(1969, 7, 21),
    published_time="1969-07-21T02:56:00+00:00",
    origins={
        "title": Origin.FRONT_MATTER,
        "source": Origin.FRONT_MATTER,
        "url": Origin.META_TAG,
        "authors": Origin.COLUMN,
        "published": Origin.FRONT_MATTER,
    },
    text=(
        "Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin aboard."
        " Michael Collins stayed in lunar orbit.\n\n"
        "Armstrong stepped onto the surface at 02:56 UTC on 21 July. Aldrin followed 19 minutes later."
    ),
)
LUNA = Article(
    id="1a9a1a9a1a9a",
    path="moon/luna.txt",
    title="Luna 9 made the first soft landing on the Moon in…",
    origins={"title": Origin.LEAD},
    text="Luna 9 made the first soft landing on the Moon in February 1966.",
)
CHANGE = Article(
    id="c5c5c5c5c5c5",
    path="moon/rows.jsonl#3",
    title="嫦娥五号带回月球样品",
    source="新华社",
    published=date(2020, 12, 17),
    origins={"title": Origin.COLUMN, "source": Origin.COLUMN, "published": Origin.FILE_NAME},
    text="嫦娥五号返回器于2020年12月17日在内蒙古着陆，带回月球样品1731克。这是44年来人类首次从月球带回样品。",
)

QUESTION = Question(
    "When did people first land on the Moon?", today=date(1969, 11, 1), filters=Filters(since=date(1966, 1, 1))
)


def cited(n: int, article: Article, quote: str, *copies: Article) -> Citation:
    """The citation of one sentence of the article."""
    start = article.text.index(quote)
    return Citation(n, quote, start, start + len(quote), article, copies)


def passage(article: Article, scores: Scores, *copies: Article) -> Passage:
    """The whole article as one passage of one sentence."""
    return Passage(article, Chunk(0, 0, 1), (Sentence(0, 0, len(article.text), 0),), scores, copies)


def on_21_july() -> DateExpression:
    """What the second citation's date means."""
    start, day = APOLLO.text.index("21 July"), date(1969, 7, 21)
    return DateExpression("21 July", start, start + len("21 July"), DaySpan(day, day), relative=True)


LANDED = "Apollo 11 landed on the Moon on 20 July 1969 with Neil Armstrong and Buzz Aldrin aboard."
STEPPED = "Armstrong stepped onto the surface at 02:56 UTC on 21 July."
SAMPLES = "嫦娥五号返回器于2020年12月17日在内蒙古着陆，带回月球样品1731克。"

ANSWER = Answer(
    Status.PARTIAL,
    QUESTION,
    QUESTION.text,
    newest=date(1969, 7, 21),
    statements=(
        Statement(LANDED, Grade.QUOTED, citations=(1,)),
        Statement(
            "Armstrong stepped out 39 minutes later.",
            Grade.NOT_CONFIRMED,
            reasons=('"39 minutes later": no such time is given',),
            citations=(2,),
        ),
        Statement("Luna 9 had landed before, without a crew.", Grade.CONFIRMED, citations=(3, 1), paragraph=1),
    ),
    citations=(
        cited(1, APOLLO, LANDED),
        replace(cited(2, APOLLO, STEPPED, CHANGE, LUNA), dates=(on_21_july(),)),
        cited(3, LUNA, LUNA.text),
    ),
    left_out=LeftOut(unknown_handles=1, undated_articles=2),
    model="a-model",
    usage=Usage(812, 64, 1),
    seconds={"retrieve": 0.0123456789, "compose": 1.5},
)
UNANSWERED = Answer(
    Status.NOT_IN_ARTICLES,
    QUESTION,
    QUESTION.text,
    nearest=(cited(1, LUNA, LUNA.text),),
    left_out=LeftOut(undated_articles=1),
)
# A model's answer of which a judge refused three sentences, one of them mended then, found one borne out by other
# sources, and read none of two more.
JUDGED = replace(
    ANSWER,
    statements=(
        *ANSWER.statements[:2],
        Statement("Aldrin followed 19 minutes later.", Grade.CONFIRMED, citations=(2,), repaired=True),
        Statement("Michael Collins did not land.", Grade.CONFIRMED, citations=(1,), cited_anew=True),
        Statement(
            "Luna 9 sent nine pictures.", Grade.NOT_JUDGED, ("the cited text does not have the number nine",), (3,)
        ),
        Statement("Luna 9 had landed before.", Grade.NOT_JUDGED, (), (3,)),
        Statement("Nobody had been there.", Grade.NOT_CONFIRMED, ("no article sentence is cited",)),
    ),
    refused=(
        Statement(
            "Aldrin followed 20 minutes later.", Grade.NOT_CONFIRMED, ('"20": it was 19',), (2,), contradicted=True
        ),
    ),
    left_out=LeftOut(unread_judgements=2),
)
NOT_CONFIRMED = Note(NoteKind.NOT_CONFIRMED, "The articles may answer; what the model wrote was not confirmed.")
REFUSED = Statement("Three men walked on the Moon.", Grade.NOT_CONFIRMED, ('"Three": it was two',))
IN_PLACE = replace(
    ANSWER,
    statements=ANSWER.statements[:1],
    citations=ANSWER.citations[:1],
    notes=(NOT_CONFIRMED,),
    refused=(REFUSED,),
    left_out=LeftOut(refused_statements=1),
)
NEAREST_IN_PLACE = replace(IN_PLACE, statements=(), citations=(), nearest=UNANSWERED.nearest)
