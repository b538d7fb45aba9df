"""Evidence sentences get their reader's numbers."""

from assistant.answering.evidence import Citations
from assistant.articles.sentences import split_sentences
from assistant.types import Article, Citation, Evidence, EvidenceArticle, Handle

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
