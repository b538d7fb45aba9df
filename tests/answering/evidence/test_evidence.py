"""Evidence sentences get their reader's numbers."""

from datetime import date

from assistant.answering.evidence.evidence import Citations
from assistant.language.sentences import split_sentences
from assistant.records.answers import Citation
from assistant.records.articles import Article
from assistant.records.evidence import Evidence, EvidenceArticle, Handle
from assistant.time.date_expressions import find_dates

RAIN = Article(id="rain", path="rain.txt", text="Rain fell. Snow fell.", title="Rain")
REPRINT = Article(id="reprint", path="reprint.txt", text=RAIN.text, title="Rain again")
FOG = Article(id="fog", path="fog.txt", text="Fog came.", title="Fog")
EVIDENCE = Evidence(
    (
        EvidenceArticle(1, RAIN, split_sentences(RAIN.text), (REPRINT,)),
        EvidenceArticle(2, FOG, split_sentences(FOG.text)),
    )
)


def test_numbers_go_on_behind_those_that_a_reader_has_and_reprints_are_named() -> None:
    fog = Citation(3, "Fog came.", 0, 9, FOG)
    citations = Citations(EVIDENCE, [fog])
    assert citations.number([Handle(1, 2), Handle(2, 1), Handle(1, 2), Handle(7, 1)]) == (4, 3)
    assert citations.all() == (fog, Citation(4, "Snow fell.", 11, 21, RAIN, (REPRINT,)))


def test_the_certain_dates_of_a_cited_sentence_are_shown_as_the_catalogue_has_them() -> None:
    text = (
        "The crew landed on 20 July.\n\nMillions watched.\n\nThe sea was calm.\n\nTwo days earlier a storm had passed."
    )
    moon = Article(id="moon", path="moon.txt", text=text, title="Moon", published=date(1969, 8, 1))
    sentences = split_sentences(text)
    citations = Citations(Evidence((EvidenceArticle(1, moon, sentences),)))
    citations.number([Handle(1, 1), Handle(1, 4)])
    landed, earlier = citations.all()
    assert (landed.dates, earlier.dates) == (find_dates(text, moon.published)[:1], ())
    [day] = landed.dates
    assert (day.text, day.span.first, text[day.start : day.end]) == ("20 July", date(1969, 7, 20), "20 July")
