"""Parts of an evidence: every sentence in exactly one of them, under a number that leads back."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.writing.compose_prose import estimated_tokens, evidence_block
from assistant.answering.writing.summary_parts import all_handles, select, split_evidence
from assistant.language.sentences import split_sentences
from assistant.records.articles import Article
from assistant.records.drafts import DraftStatement
from assistant.records.evidence import Evidence, EvidenceArticle, Handle

words = st.lists(st.integers(0, 10**9).map(str), min_size=1, max_size=30).map(" ".join)
texts = st.lists(words, min_size=1, max_size=12).map(lambda each: "\n\n".join(f"{text}." for text in each))
evidences = st.lists(texts, max_size=5).map(
    lambda each: Evidence(
        tuple(
            EvidenceArticle(number, Article(str(number), "a.txt", text, "A title"), split_sentences(text))
            for number, text in enumerate(each, start=1)
        )
    )
)


@given(evidences, st.integers(1, 400))
def test_every_sentence_is_in_one_part_that_fits_or_counted(evidence: Evidence, budget: int) -> None:
    parts, unread = split_evidence(evidence, budget)
    assert all(estimated_tokens(evidence_block(part.evidence, "=")) <= budget for part in parts)
    held = [handle for part in parts for handle in part.whole.values()]
    assert held == [handle for handle in all_handles(evidence) if handle in set(held)]
    assert len(held) + unread == len(all_handles(evidence))


@given(evidences, st.integers(1, 400))
def test_a_parts_handles_name_the_same_sentences_as_the_wholes(evidence: Evidence, budget: int) -> None:
    for part in split_evidence(evidence, budget)[0]:
        assert list(part.whole) == all_handles(part.evidence)
        assert all(part.evidence.find(own) == evidence.find(whole) for own, whole in part.whole.items())
        assert [each.number for each in part.evidence.articles] == list(range(1, len(part.evidence.articles) + 1))


def test_selected_sentences_are_numbered_afresh_and_statements_on_them_restored() -> None:
    text = "One.\n\nTwo.\n\nThree."
    articles = [
        EvidenceArticle(number, Article(str(number), "a.txt", text, "A title"), split_sentences(text))
        for number in (1, 2, 3)
    ]
    part = select(Evidence(tuple(articles)), [Handle(1, 2), Handle(3, 1), Handle(3, 3)])
    assert evidence_block(part.evidence, "=") == (
        "Article 1: A title\nSource: unknown. Published: date unknown.\n[1.1] Two.\n\n"
        "Article 2: A title\nSource: unknown. Published: date unknown.\n[2.1] One.\n...\n[2.2] Three."
    )
    draft = DraftStatement("Two and three.", (Handle(1, 1), Handle(2, 2)), ("9.9",))
    assert part.restored(draft) == DraftStatement("Two and three.", (Handle(1, 2), Handle(3, 3)), ("9.9",))
