"""Seconds a step of a UNet in half precision on CUDA: python unet_step.py unet/config.json, run in training/.

Prints JSON. Where something is missing, says so in its last line and exits with 1.
"""

import json
import statistics
import sys
import time

try:
    import torch
except ImportError:
    sys.exit("PyTorch is not installed")
if not torch.cuda.is_available():
    sys.exit("PyTorch finds no CUDA device")

sys.path.insert(0, ".")
from networks.unet import UNet2DConditionModel  # noqa: E402

config = json.load(open(sys.argv[1], encoding="utf-8"))
with torch.device("cuda"):
    net = UNet2DConditionModel(config).half().eval()
    side = config["sample_size"]
    half = dict(dtype=torch.float16)
    given = [torch.randn(2, config["in_channels"], side, side, **half), torch.tensor([500.0], **half), torch.randn(2, 77, config["cross_attention_dim"], **half)]
    extra = {}
    if config.get("addition_embed_type") == "text_time":
        ids = 6
        width = config["projection_class_embeddings_input_dim"] - ids * config["addition_time_embed_dim"]
        extra = {"text_embeds": torch.randn(2, width, **half), "time_ids": torch.zeros(2, ids, **half)}
    if config.get("time_cond_proj_dim"):
        extra["timestep_cond"] = torch.randn(2, config["time_cond_proj_dim"], **half)


def step():
    torch.cuda.synchronize()
    since = time.perf_counter()
    net(*given, **extra)
    torch.cuda.synchronize()
    return time.perf_counter() - since


with torch.inference_mode():
    for _ in range(3):
        step()
    seconds = statistics.median(step() for _ in range(10))
print(json.dumps({"seconds": seconds, "device": torch.cuda.get_device_name()}))
