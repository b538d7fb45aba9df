"""The passages around quotations: each quotation is a piece of its own, and nothing else is changed."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.records.answers import Citation
from assistant.records.articles import Article
from assistant.terminal.handouts.excerpts import Excerpt, excerpts

WORDS = st.lists(st.sampled_from(["rain ", "fell. ", "\n\n", "It was " * 20, "嫦娥五号。"]), min_size=1, max_size=60)


@given(WORDS, st.data())
def test_every_quotation_stands_once_in_a_passage_of_its_article(words: list[str], data: st.DataObject) -> None:
    text = "".join(words)
    article = Article("a1", "a.txt", text, "Rain")
    spans = data.draw(st.lists(st.tuples(*[st.integers(0, len(text))] * 2), min_size=1, max_size=6))
    cited = [
        Citation(n, text[min(span) : max(span) + 1], min(span), min(max(span) + 1, len(text)), article)
        for n, span in enumerate(spans, start=1)
        if min(span) < len(text)
    ]
    made = excerpts(cited)
    quoted = [(each.n, piece) for excerpt in made for piece, each in excerpt.pieces if each]
    assert sorted(quoted) == [(each.n, each.quote) for each in cited]
    for excerpt in made:
        whole = "".join(piece for piece, _ in excerpt.pieces)
        assert whole in text
        assert excerpt.cut_before == (not text.startswith(whole)) or text.count(whole) > 1
        assert sum(len(piece) for piece, each in excerpt.pieces if each is None) <= 300 * 2 * len(cited)


def test_near_quotations_share_a_passage_and_far_ones_do_not() -> None:
    text = "One. Two. " + "Much else was said. " * 60 + "Three."
    article = Article("a1", "a.txt", text, "Rain")
    starts = [text.index(quote) for quote in ("One.", "Two.", "Three.")]
    cited = [Citation(n, text[at : at + 4], at, at + 4, article) for n, at in enumerate(starts, start=1)]
    shown = [["".join(f"[{piece}]" if each else piece for piece, each in made.pieces)] for made in excerpts(cited)]
    assert [len(each) for each in shown] == [1, 1]
    assert shown[0][0].startswith("[One.] [Two.] Much else")
    assert shown[1][0].endswith("Much else was said. [Thre]e.")
    assert [(each.cut_before, each.cut_after) for each in excerpts(cited)] == [(False, True), (True, False)]


def test_a_quotation_of_a_text_that_is_gone_stands_alone() -> None:
    article = Article("a1", "a.txt", "Now it says this.", "Rain")
    cited = Citation(1, "Rain fell.", 0, 10, article)
    assert excerpts([cited]) == [Excerpt((("Rain fell.", cited),), cut_before=True, cut_after=True)]
