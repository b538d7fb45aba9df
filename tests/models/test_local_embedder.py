"""The bundled embedder: its files are what they say, and its vectors are the model's."""

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.errors import ExitCode, ModelFilesDamaged
from assistant.models.local_embedder import FILES, LocalEmbedder

# Texts with the vectors that the same model gives in 32-bit floats; scripts/export_embedder.py writes them.
REFERENCE: dict[str, list[float]] = json.loads((Path(__file__).parent / "embedder_reference.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def embedder() -> LocalEmbedder:
    return LocalEmbedder()


def cosines(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """Row by row, of unit vectors."""
    cosine: NDArray[np.float32] = (left * right).sum(axis=1)
    return cosine


def test_the_files_are_those_whose_checksums_are_written_down() -> None:
    lines = [line.split() for line in (FILES / "SHA256SUMS").read_text("utf-8").splitlines()]
    found = [[hashlib.sha256((FILES / name).read_bytes()).hexdigest(), name] for _, name in lines]
    assert found == lines
    assert [name for _, name in lines] == ["LICENSE", "ORIGIN.md", "model.onnx", "tokenizer.json"]


def test_the_identity_names_model_precision_and_the_file_s_checksum(embedder: LocalEmbedder) -> None:
    checksum = hashlib.sha256((FILES / "model.onnx").read_bytes()).hexdigest()
    assert embedder.identity == f"all-MiniLM-L6-v2 int8 {checksum[:12]}"


def test_vectors_are_within_a_cosine_of_99_hundredths_of_the_model_in_floats(embedder: LocalEmbedder) -> None:
    reference = np.array(list(REFERENCE.values()), dtype=np.float32)
    close = cosines(embedder.embed(list(REFERENCE)), reference) >= 0.99
    assert [text for text, is_close in zip(REFERENCE, close, strict=True) if not is_close] == []


def test_vectors_are_unit_rows_of_floats_one_for_each_text(embedder: LocalEmbedder) -> None:
    vectors = embedder.embed(list(REFERENCE))
    assert vectors.shape == (len(REFERENCE), embedder.dimension)
    assert vectors.dtype == np.dtype("float32")
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(embedder: LocalEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_a_text_has_the_same_vector_alone_in_company_and_in_any_order(embedder: LocalEmbedder) -> None:
    texts = list(REFERENCE)
    alone = np.concatenate([embedder.embed([text]) for text in texts])
    assert np.array_equal(embedder.embed(texts), alone)
    assert np.array_equal(embedder.embed(texts[::-1]), alone[::-1])


def test_the_number_of_threads_changes_no_vector() -> None:
    texts = list(REFERENCE) * 3
    assert np.array_equal(LocalEmbedder(threads=1).embed(texts), LocalEmbedder(threads=3).embed(texts))


def test_a_text_is_cut_after_256_tokens(embedder: LocalEmbedder) -> None:
    fits = "ferry " * 254  # and the two tokens that begin and end every text
    shorter, longer, much_longer = "ferry " * 253, fits + "strike", fits + "strike " * 5000
    vectors = embedder.embed([fits, shorter, longer, much_longer])
    assert [np.array_equal(vectors[0], vector) for vector in vectors] == [True, False, True, True]


@pytest.mark.parametrize(
    "text",
    ["", " \n\t", "\x00\x1b[31m", "[SEP] [CLS] [PAD]", "🚢🌊", "ポート", "e\u0301" * 400, "x" * 3000, "\u202e\ufeff"],
)
def test_any_text_has_a_unit_vector(embedder: LocalEmbedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed([text])) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("SHA256SUMS", None),
        ("SHA256SUMS", ""),
        ("model.onnx", None),
        ("model.onnx", "version https://git-lfs.github.com/spec/v1"),
        ("tokenizer.json", None),
        ("tokenizer.json", "{"),
    ],
)
def test_missing_or_broken_files_are_an_error_that_says_what_to_do(
    tmp_path: Path, name: str, content: str | None
) -> None:
    folder = tmp_path / "files"
    shutil.copytree(FILES, folder)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content, "utf-8")
    with pytest.raises(ModelFilesDamaged) as caught:
        LocalEmbedder(folder=folder)
    assert caught.value.message.startswith(f"The bundled embedder in {str(folder)!r} cannot be loaded: ")
    assert (caught.value.hint, caught.value.exit_code) == ("Install grounded-assistant again.", ExitCode.OUR_FAILURE)


def test_a_ligature_counts_as_its_letters(embedder: LocalEmbedder) -> None:
    printed, plain = embedder.embed(["The ﬁnancial oﬃcer ﬁled it.", "The financial officer filed it."])
    assert printed.tolist() == plain.tolist()
