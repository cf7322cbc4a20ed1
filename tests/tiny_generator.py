"""A generator of emoji small enough for tests: discs whose colour tells the feeling, each with a face of its own."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from gyeol import artifact
from gyeol.generate.near import describe

NOISE = 16


def write(folder, *, name="tiny", spread=1.0, threshold=0.005, seen=None, empty=False, options=None):
    """Write an artefact of kind "emoji"; return it.

    Args:
        folder: where.
        name: of the artefact.
        spread: how much samples differ; 0 makes them all alike.
        threshold: at which a picture is a copy.
        seen: (n, 64, 64, 4) uint8 pictures of the training; None: one that nothing resembles.
        empty: whether it draws nothing at all.
        options: in place of those that fit.
    """
    picture = np.zeros((1, 64, 64, 4), np.uint8)
    picture[0, 10:20, 10:60] = 255
    rows = describe(picture if seen is None else seen).astype(np.float16)

    def fill(draft):
        onnx.save(graph(spread, 0.0 if empty else 1.0), draft / "model.onnx")
        np.savez(draft / "seen.npz", descriptors=rows, threshold=np.float32(threshold))

    return artifact.write(
        folder, fill, kind="emoji", name=name, options=options or {"size": 64, "noise": NOISE}, taxonomy="product12",
        seed=0, recipe="recipes/none.toml", metrics={}, about="For tests.",
        data=[{"corpus": "drawn", "rows": len(rows), "licence": "Apache-2.0", "sha256": ""}],
    )  # fmt: skip


def graph(spread, ink):
    """rgb = disc colour of the feeling + waves of the noise; alpha = a disc."""
    rng = np.random.default_rng(0)
    y, x = (np.mgrid[:64, :64] - 31.5) / 32
    disc = np.clip((0.9 - np.hypot(x, y)) * 16, 0, 1) * ink
    waves = np.stack([np.sin(rng.uniform(2, 7) * x + rng.uniform(2, 7) * y + i) for i in range(NOISE)])
    tensors = {
        "hue": rng.uniform(0.2, 0.9, (12, 3)),
        "waves": np.repeat(waves[:, None], 3, 1).reshape(NOISE, -1) * 0.12 * spread,
        "disc": disc[None, None],
        "spot": np.array([-1, 3, 1, 1], np.int64),
        "canvas": np.array([-1, 3, 64, 64], np.int64),
        "one": np.ones(1),
        "zero": np.zeros(1),
    }
    nodes = [
        helper.make_node("MatMul", ["feeling", "hue"], ["colour"]),
        helper.make_node("Reshape", ["colour", "spot"], ["spots"]),
        helper.make_node("MatMul", ["noise", "waves"], ["flat"]),
        helper.make_node("Reshape", ["flat", "canvas"], ["face"]),
        helper.make_node("Add", ["spots", "face"], ["bright"]),
        helper.make_node("Clip", ["bright", "low", "high"], ["rgb"]),
        helper.make_node("Slice", ["rgb", "first", "last", "axis"], ["red"]),
        helper.make_node("Mul", ["red", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "disc"], ["alpha"]),
        helper.make_node("Concat", ["rgb", "alpha"], ["rgba"], axis=1),
    ]
    tensors |= {
        "first": np.array([0], np.int64),
        "last": np.array([1], np.int64),
        "axis": np.array([1], np.int64),
    }
    tensors |= {"low": np.array(0.0), "high": np.array(1.0)}
    fixed = [
        numpy_helper.from_array(v if v.dtype == np.int64 else v.astype(np.float32), k)
        for k, v in tensors.items()
    ]
    floats = TensorProto.FLOAT
    inputs = [
        helper.make_tensor_value_info("noise", floats, ["n", NOISE]),
        helper.make_tensor_value_info("feeling", floats, ["n", 12]),
    ]
    output = [helper.make_tensor_value_info("rgba", floats, ["n", 4, 64, 64])]
    made = helper.make_graph(nodes, "tiny", inputs, output, fixed)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
