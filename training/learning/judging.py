"""What the networks that judge pictures share: their command's options, their training, their export."""

import argparse
import io
import os
import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from packaging import onnx_graph
from packaging.package import write_json

from . import state
from .roughen import roughened

HELD_OUT, RATE = 200, 3e-3
Network = TypeVar("Network", bound=nn.Module)


def arguments(doc: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--from", dest="start", required=True, help="a run or package whose autoencoder softens")
    parser.add_argument("--out", required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--batch", type=int, default=24)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    os.makedirs(args.run, exist_ok=True)
    return args


def trained(model: Network, path: str, args: argparse.Namespace, pictures: np.ndarray,
            loss_of: Callable[[Network, Tensor, list[int]], Tensor]) -> Network:
    """The model after args.steps on the first args.count pictures, roughened; what `path` holds of it goes on. `loss_of` is given the places of those chosen."""
    adam = torch.optim.AdamW(model.parameters(), RATE, weight_decay=1e-2)
    saved, first = state.load(path), 0
    if saved:
        model.load_state_dict(saved["model"])
        adam.load_state_dict(saved["adam"])
        first = saved["steps"]
    kept = time.time()
    for step in range(first, args.steps):
        for group in adam.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 50) * max(0.02, 1 - step / args.steps)
        rng = random.Random(step)
        chosen = sorted(rng.sample(range(args.count), args.batch))
        loss = loss_of(model, roughened(state.to_tensor(pictures[chosen]), rng), chosen)
        adam.zero_grad(set_to_none=True)
        loss.backward()
        adam.step()
        if time.time() - kept > 60 or step == args.steps - 1:
            state.save(path, {"model": model.state_dict(), "adam": adam.state_dict(), "steps": step + 1})
            kept = time.time()
            print(f"step {step + 1}  loss {loss.item():.4f}", flush=True)
    return model.eval()


def export(model: nn.Module, folder: str, name: str, outputs: list[str], size: int, said: dict[str, Any]) -> None:
    """NAME.onnx (weights in 16 bits) for pictures of that size, and NAME.json, which says what its outputs mean."""
    os.makedirs(folder, exist_ok=True)
    onnx_graph.round_weights(model)
    buffer = io.BytesIO()
    torch.onnx.export(model, (torch.zeros(1, 3, size, size),), buffer, opset_version=onnx_graph.OPSET, input_names=["sample"],
                      output_names=outputs, dynamic_axes={one: {0: "batch"} for one in ("sample", *outputs)}, **onnx_graph.TRACING)
    graph = onnx.load_from_string(buffer.getvalue())
    onnx_graph.store_half(graph.graph)
    onnx.checker.check_model(graph)
    onnx.save(graph, os.path.join(folder, f"{name}.onnx"))
    write_json(os.path.join(folder, f"{name}.json"), said)
