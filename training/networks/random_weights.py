"""Random weights by name: the same seed and parameter give the same numbers, whatever else is drawn."""

import zlib

import numpy as np


def draw(name, shape, seed, gain=1.0):
    """float32, rounded to half precision, so that single- and half-precision files hold the same network."""
    noise = np.random.Generator(np.random.PCG64([seed, zlib.crc32(name.encode())])).standard_normal(shape, dtype=np.float32)
    if name.endswith("bias"):
        noise *= 0.05
    elif len(shape) == 1:
        noise = 1 + 0.1 * noise
    elif "embedding.weight" in name:
        noise *= 0.5
    else:
        noise *= gain / float(np.prod(shape[1:])) ** 0.5
    return noise.astype(np.float16).astype(np.float32)


def weights_of(module, seed, gain=1.0):
    """Name → values of all parameters."""
    return {name: draw(name, tuple(parameter.shape), seed, gain) for name, parameter in module.named_parameters()}
