"""Writes the tiny map models of the tests: the inputs and outputs of Depth Anything and of SlimSAM, with answers that can be foretold.

Depth is the brightness, blurred; the object is whatever is bright within a radius of a point that adds, and farther from every
point that does not. Nothing here is trained. Usage: python make_map_models.py FOLDER
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IMAGENET = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
RADII = (40.0, 160.0, 320.0)
SCORES = (0.6, 0.9, 0.7)


def constant(name: str, values, kind=np.float32) -> onnx.TensorProto:
    return numpy_helper.from_array(np.asarray(values, dtype=kind), name)


def value(name: str, shape, kind=TensorProto.FLOAT) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, shape)


def write(path: Path, nodes, inputs, outputs, constants) -> None:
    graph = helper.make_graph(nodes, path.stem, inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8, producer_name="sfumato")
    onnx.checker.check_model(model, full_check=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())


def write_json(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n")


def depth(folder: Path) -> None:
    """pixel_values (batch, 3, h, w) -> predicted_depth (batch, h, w): the mean of the channels over 3 x 3 pixels."""
    nodes = [
        helper.make_node("ReduceMean", ["pixel_values"], ["grey"], axes=[1], keepdims=1),
        helper.make_node("AveragePool", ["grey"], ["blurred"], kernel_shape=[3, 3], pads=[1, 1, 1, 1]),
        helper.make_node("Squeeze", ["blurred", "axis"], ["predicted_depth"]),
    ]
    free = ["batch_size", 3, "height", "width"]
    write(folder / "onnx/model.onnx", nodes, [value("pixel_values", free)], [value("predicted_depth", ["batch_size", "height", "width"])], [constant("axis", [1], np.int64)])
    write_json(folder / "config.json", {"model_type": "depth_anything", "patch_size": 14})
    write_json(folder / "preprocessor_config.json", {**IMAGENET, "ensure_multiple_of": 14, "keep_aspect_ratio": True, "size": {"height": 56, "width": 56}})


def vision_encoder(path: Path) -> None:
    """pixel_values (1, 3, 1024, 1024) -> the brightness of each patch, and where each patch is, in pixels of the frame."""
    centres = (np.arange(64) + 0.5) * 16
    nodes = [
        helper.make_node("AveragePool", ["pixel_values"], ["patches"], kernel_shape=[16, 16], strides=[16, 16]),
        helper.make_node("ReduceMean", ["patches"], ["grey"], axes=[1], keepdims=1),
        helper.make_node("Expand", ["grey", "many"], ["image_embeddings"]),
        helper.make_node("Expand", ["across", "half"], ["x"]),
        helper.make_node("Expand", ["down", "half"], ["y"]),
        helper.make_node("Concat", ["x", "y"], ["image_positional_embeddings"], axis=1),
    ]
    constants = [
        constant("many", [1, 256, 64, 64], np.int64),
        constant("half", [1, 128, 64, 64], np.int64),
        constant("across", centres.reshape(1, 1, 1, 64)),
        constant("down", centres.reshape(1, 1, 64, 1)),
    ]
    shape = [1, 256, 64, 64]
    write(path, nodes, [value("pixel_values", [1, 3, 1024, 1024])], [value("image_embeddings", shape), value("image_positional_embeddings", shape)], constants)


def mask_decoder(path: Path) -> None:
    """Points and labels -> three masks of 256 x 256: min(radius - distance, distance to points that subtract - 40, brightness)."""
    nodes = [
        helper.make_node("Gather", ["image_positional_embeddings", "first"], ["px"], axis=1),
        helper.make_node("Gather", ["image_positional_embeddings", "last"], ["py"], axis=1),
        helper.make_node("Gather", ["image_embeddings", "first"], ["light"], axis=1),
        helper.make_node("Concat", ["px", "py", "light"], ["coarse"], axis=1),
        helper.make_node("Resize", ["coarse", "", "fourfold"], ["fine"], mode="linear", coordinate_transformation_mode="half_pixel"),
        helper.make_node("Split", ["fine", "ones"], ["gx", "gy", "bright"], axis=1),
        # One plane for each point: (N, 1, 256, 256).
        helper.make_node("Reshape", ["input_points", "as_rows"], ["rows"]),
        helper.make_node("Split", ["rows", "ones2"], ["sx", "sy"], axis=1),
        helper.make_node("Sub", ["gx", "sx"], ["dx"]),
        helper.make_node("Sub", ["gy", "sy"], ["dy"]),
        helper.make_node("Mul", ["dx", "dx"], ["dx2"]),
        helper.make_node("Mul", ["dy", "dy"], ["dy2"]),
        helper.make_node("Add", ["dx2", "dy2"], ["d2"]),
        helper.make_node("Sqrt", ["d2"], ["distance"]),
        helper.make_node("Reshape", ["input_labels", "as_column"], ["labels"]),
        helper.make_node("Cast", ["labels"], ["adding"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["one", "adding"], ["subtracting"]),
        helper.make_node("Mul", ["subtracting", "afar"], ["beyond_if_subtracting"]),
        helper.make_node("Mul", ["adding", "afar"], ["beyond_if_adding"]),
        helper.make_node("Add", ["distance", "beyond_if_subtracting"], ["to_adding_each"]),
        helper.make_node("Add", ["distance", "beyond_if_adding"], ["to_subtracting_each"]),
        helper.make_node("ReduceMin", ["to_adding_each"], ["to_adding"], axes=[0], keepdims=1),
        helper.make_node("ReduceMin", ["to_subtracting_each"], ["to_subtracting"], axes=[0], keepdims=1),
        helper.make_node("Sub", ["radii", "to_adding"], ["near"]),
        helper.make_node("Sub", ["to_subtracting", "reach"], ["clear"]),
        helper.make_node("Mul", ["bright", "contrast"], ["seen"]),
        helper.make_node("Min", ["near", "clear", "seen"], ["masks"]),
        helper.make_node("Unsqueeze", ["masks", "axis"], ["pred_masks"]),
        # The scores are fixed, but must hang on an input.
        helper.make_node("ReduceSum", ["adding"], ["sum"], keepdims=0),
        helper.make_node("Mul", ["sum", "nothing"], ["zero"]),
        helper.make_node("Add", ["scores", "zero"], ["iou_scores"]),
    ]
    constants = [
        constant("first", [0], np.int64),
        constant("last", [255], np.int64),
        constant("fourfold", [1, 1, 4, 4]),
        constant("ones", [1, 1, 1], np.int64),
        constant("ones2", [1, 1], np.int64),
        constant("as_rows", [-1, 2, 1, 1], np.int64),
        constant("as_column", [-1, 1, 1, 1], np.int64),
        constant("one", 1.0),
        constant("nothing", 0.0),
        constant("afar", 4096.0),
        constant("radii", np.array(RADII).reshape(1, 3, 1, 1)),
        constant("reach", 40.0),
        constant("contrast", 100.0),
        constant("axis", [1], np.int64),
        constant("scores", np.array(SCORES).reshape(1, 1, 3)),
    ]
    embedding = [1, 256, 64, 64]
    inputs = [
        value("input_points", [1, 1, "num_points_per_image", 2]),
        value("input_labels", [1, 1, "num_points_per_image"], TensorProto.INT64),
        value("image_embeddings", embedding),
        value("image_positional_embeddings", embedding),
    ]
    write(path, nodes, inputs, [value("iou_scores", [1, 1, 3]), value("pred_masks", [1, 1, 3, 256, 256])], constants)


def segment(folder: Path) -> None:
    vision_encoder(folder / "onnx/vision_encoder.onnx")
    mask_decoder(folder / "onnx/prompt_encoder_mask_decoder.onnx")
    write_json(folder / "config.json", {"model_type": "sam"})
    write_json(folder / "preprocessor_config.json", {**IMAGENET, "size": {"longest_edge": 1024}, "pad_size": {"height": 1024, "width": 1024}})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    depth(arguments.folder / "depth")
    segment(arguments.folder / "segment")
