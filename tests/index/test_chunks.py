from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.storage.writing import PreparedArticle
from assistant.index.updating.ingest import Ingest
from assistant.language.sentences import split_sentences
from assistant.records.articles import Article
from small_library import WordEmbedder

CHUNK_WORDS = 20
SENTENCES = st.sampled_from(
    [
        "Yes.",
        "The tide rose.",
        "A heading\n\n",
        "- an item of a list\n",
        "“We will not yield,” he said; nobody answered.",
        "The harbour was closed for six days because of the storm, and boats lay three deep along the wall until then.",
        "One " + "and one " * 40 + "more.",
        "潮は上がった。",
        "Прилив поднялся.",
        "word " * 400,
        "x" * 2000,
        "\n\n\n",
        " … ",
    ]
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=25).map(" ".join).filter(str.strip)


def article(text: str) -> Article:
    return Article(id="1", path="tide.txt", text=text, title="The tide", published=date(2025, 3, 1))


def texts_of(prepared: PreparedArticle) -> list[str]:
    text, sentences = prepared.article.text, prepared.sentences
    return [text[sentences[each.first].start : sentences[each.last - 1].end] for each in prepared.chunks]


@given(TEXTS)
def test_chunks_are_runs_of_whole_sentences_that_tile_the_article(text):
    prepared = Ingest(WordEmbedder(), chunk_words=CHUNK_WORDS).prepare([article(text.strip())])[0]
    assert prepared.sentences == split_sentences(text.strip())
    assert [chunk.number for chunk in prepared.chunks] == list(range(len(prepared.chunks)))
    numbers = [number for chunk in prepared.chunks for number in range(chunk.first, chunk.last)]
    assert numbers == [sentence.number for sentence in prepared.sentences]
    assert all(chunk.first < chunk.last for chunk in prepared.chunks)


@given(TEXTS)
def test_a_chunk_is_longer_than_wished_only_by_its_last_sentence(text):
    prepared = Ingest(WordEmbedder(), chunk_words=CHUNK_WORDS).prepare([article(text.strip())])[0]
    for chunk in prepared.chunks:
        start, end = prepared.sentences[chunk.first].start, prepared.sentences[chunk.last - 1].start
        assert len(prepared.article.text[start:end].split()) <= CHUNK_WORDS


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_every_chunk_has_the_vector_of_its_title_day_and_text(texts):
    embedder = WordEmbedder()
    articles = [article(text.strip()) for text in texts]
    for prepared in Ingest(embedder, chunk_words=CHUNK_WORDS).prepare(articles):
        spans = [
            (prepared.sentences[each.first].start, prepared.sentences[each.last - 1].end) for each in prepared.chunks
        ]
        embedded = ["The tide\n1 March 2025\n" + prepared.article.text[start:end] for start, end in spans]
        assert (prepared.vectors == embedder.embed(embedded)).all()


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("One two three four five. " * 12, [20, 20, 20]),
        ("One two three four five six seven. " * 6, [14, 14, 14]),
        ("Short. " + "And " * 30 + "long. Short again.", [32, 2]),
        ("潮は上がった。" * 6, [14, 14, 14]),
    ],
)
def test_chunks_fill_up_to_the_length_wished(text, lengths):
    prepared = Ingest(WordEmbedder(), chunk_words=CHUNK_WORDS).prepare([article(text.strip())])[0]
    assert [len(each.split()) if each.isascii() else len(each) for each in texts_of(prepared)] == lengths


def test_what_is_stored_of_the_sample_is_what_splitting_its_texts_gives(sample):
    with sample.opened() as (library, _):
        articles = library.catalogue.find_articles
        stored = [articles(each.id)[0] for each in library.catalogue.all_articles()]
        sentences = library.sentences([key for key, _ in stored])
        assert [sentences[key] for key, _ in stored] == [split_sentences(each.text) for _, each in stored]
        for key, _ in stored:
            rows = library.catalogue.article_chunks(key)
            numbers = [number for row in rows for number in range(row.chunk.first, row.chunk.last)]
            assert numbers == list(range(len(sentences[key])))
