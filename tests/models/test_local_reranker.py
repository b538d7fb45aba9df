"""The bundled reranker: its files are what they say, and its scores are the model's."""

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import ExitCode, ModelFilesDamaged
from assistant.models.local_reranker import FILES, LocalReranker

# Pairs with the scores of the graph as it was published; scripts/export_reranker.py writes them.
REFERENCE: list[tuple[str, str, float]] = json.loads(
    (Path(__file__).parent / "reranker_reference.json").read_text("utf-8")
)
QUESTION = "How many homes were flooded?"
TEXTS = [text for _, text, _ in REFERENCE]


@pytest.fixture(scope="module")
def reranker() -> LocalReranker:
    return LocalReranker()


def test_the_files_are_those_whose_checksums_are_written_down() -> None:
    lines = [line.split() for line in (FILES / "SHA256SUMS").read_text("utf-8").splitlines()]
    found = [[hashlib.sha256((FILES / name).read_bytes()).hexdigest(), name] for _, name in lines]
    assert found == lines
    assert [name for _, name in lines] == ["LICENSE", "ORIGIN.md", "model.onnx", "tokenizer.json"]


def test_the_identity_names_model_precision_and_the_file_s_checksum(reranker: LocalReranker) -> None:
    checksum = hashlib.sha256((FILES / "model.onnx").read_bytes()).hexdigest()
    assert reranker.identity == f"ms-marco-MiniLM-L-12-v2 int8 {checksum[:12]}"


def test_scores_are_within_three_quarters_of_the_published_graph_s(reranker: LocalReranker) -> None:
    apart = [abs(float(reranker.scores(asked, [text])[0]) - score) for asked, text, score in REFERENCE]
    assert max(apart) < 0.75


def test_a_pair_has_the_same_score_alone_in_company_and_with_any_number_of_threads(reranker: LocalReranker) -> None:
    together = reranker.scores(QUESTION, TEXTS)
    assert together.dtype == np.float32
    assert np.array_equal(together, np.concatenate([reranker.scores(QUESTION, [text]) for text in TEXTS]))
    assert np.array_equal(together, LocalReranker(threads=3).scores(QUESTION, TEXTS))


def test_no_texts_give_no_scores(reranker: LocalReranker) -> None:
    assert reranker.scores(QUESTION, []).shape == (0,)


def test_a_pair_is_cut_and_neither_side_pushes_the_other_out(reranker: LocalReranker) -> None:
    answer = "The flood reached 240 homes."
    long_text, long_question = f"{answer} {'rain ' * 5000}", f"{QUESTION} {'rain ' * 5000}"
    assert reranker.scores(QUESTION, [long_text])[0] > reranker.scores(QUESTION, ["rain " * 5000])[0]
    assert np.isfinite(reranker.scores(long_question, [answer, long_text])).all()


@pytest.mark.parametrize("name", ["SHA256SUMS", "model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("content", [None, "{"])
def test_missing_or_broken_files_are_an_error_that_says_what_to_do(
    tmp_path: Path, name: str, content: str | None
) -> None:
    folder = tmp_path / "files"
    shutil.copytree(FILES, folder)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content, "utf-8")
    with pytest.raises(ModelFilesDamaged) as caught:
        LocalReranker(folder=folder)
    assert caught.value.message.startswith(f"The bundled reranker in {str(folder)!r} cannot be loaded: ")
    assert (caught.value.hint, caught.value.exit_code) == ("Install grounded-assistant again.", ExitCode.OUR_FAILURE)


def test_a_ligature_counts_as_its_letters(reranker: LocalReranker) -> None:
    scores = reranker.scores(
        "Who is the financial officer?", ["The ﬁnancial oﬃcer is new.", "The financial officer is new."]
    )
    assert scores[0] == scores[1]
