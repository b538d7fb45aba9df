"""Captions of pictures are told from sentences, and never stand in a summary."""

import pytest

from assistant.answering.summaries.captions import SURE, caption_scores
from assistant.models.local_embedder import bundled_embedder

CAPTIONS = [
    "A woman lights candles for the victims of the ferry accident in Mytilene, Greece, on June 6, 2024.",
    "Protesters hold placards outside the town hall in Ostrava on May 4, 2023.",
    "Firefighters walk past a burnt car near the village of Lindos, Greece, on July 24, 2023.",
]
SENTENCES = [
    "A ferry sank off Lesbos on Tuesday, killing at least twelve people, the coast guard said.",
    "The council voted by a large majority to close the bridge until the cracks are repaired.",
    "The central bank raised its key rate by half a point on Thursday, the third rise in a row.",
]


@pytest.mark.parametrize(("texts", "sure"), [(CAPTIONS, True), (SENTENCES, False)])
def test_captions_are_told_from_sentences(texts: list[str], sure: bool) -> None:
    embedder = bundled_embedder()
    scores = caption_scores(texts, embedder.embed(texts), embedder.identity)
    assert [bool(score > SURE) for score in scores] == [sure] * len(texts)


def test_of_the_vectors_of_another_embedder_nothing_is_said() -> None:
    vectors = bundled_embedder().embed(CAPTIONS)
    assert (caption_scores(CAPTIONS, vectors, "another") < SURE).all()
