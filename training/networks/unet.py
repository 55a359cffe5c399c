"""The denoiser of Stable Diffusion 1, 2 and XL, with diffusers' parameter names, built from diffusers' configuration."""

import torch
from torch import nn
from torch.nn import functional as F

from models.reshape import reshape

from .embeddings import TimestepEmbedding, sinusoids
from .unet_blocks import EPS, DownBlock, MidBlock, UpBlock


def levels_of(config):
    """One dict per level: `width`, `heads`, transformer `depth`, and whether it attends to the text.

    diffusers calls the number of heads `attention_head_dim`; one number stands for all levels.
    """
    widths, heads, depths = config["block_out_channels"], config["attention_head_dim"], config["transformer_layers_per_block"]
    each = lambda value, i: value[i] if isinstance(value, (list, tuple)) else value
    return [{"width": width, "heads": each(heads, i), "depth": each(depths, i), "attend": "CrossAttn" in config["down_block_types"][i]}
            for i, width in enumerate(widths)]


def residual_shapes(config, batch, rows, columns):
    """Shapes of the feature maps that the UNet keeps on its way down, in order, and of its middle: what ControlNets answer with."""
    widths, shapes = config["block_out_channels"], [(batch, config["block_out_channels"][0], rows, columns)]
    for i, width in enumerate(widths):
        shapes += [(batch, width, rows >> i, columns >> i)] * config["layers_per_block"]
        if i < len(widths) - 1:
            shapes.append((batch, width, rows >> i + 1, columns >> i + 1))
    return shapes, shapes[-1]


class TimeAndExtras(nn.Module):
    """What UNet and ControlNet share: the embedding of the timestep and, for SDXL, of pooled text and sizes."""

    def embed_time(self, timestep, timestep_cond, text_embeds, time_ids):
        """`timestep` of any type, a scalar, [1] or [batch], to [1 or batch, time_width]."""
        config = self.config
        features = sinusoids(timestep.reshape(-1), config["block_out_channels"][0], config["flip_sin_to_cos"], config["freq_shift"])
        time = self.time_embedding(features, timestep_cond)
        if config["addition_embed_type"] == "text_time":
            sizes = sinusoids(time_ids, config["addition_time_embed_dim"], config["flip_sin_to_cos"], config["freq_shift"])
            time = time + self.add_embedding(torch.cat([text_embeds, reshape(sizes, (0, -1))], -1))
        return time

    def build_time(self):
        config, width = self.config, self.config["block_out_channels"][0]
        self.time_embedding = TimestepEmbedding(width, 4 * width, config["time_cond_proj_dim"])
        if config["addition_embed_type"] == "text_time":
            self.add_embedding = TimestepEmbedding(config["projection_class_embeddings_input_dim"], 4 * width)


class UNet2DConditionModel(TimeAndExtras):
    def __init__(self, config):
        super().__init__()
        self.config = config
        levels = levels_of(config)
        width, time_width, count = levels[0]["width"], 4 * levels[0]["width"], config["layers_per_block"]
        self.conv_in = nn.Conv2d(config["in_channels"], width, 3, padding=1)
        self.build_time()
        self.down_blocks = nn.ModuleList()
        kept = [width]
        for i, level in enumerate(levels):
            last = i == len(levels) - 1
            self.down_blocks.append(DownBlock(levels[max(i - 1, 0)]["width"], level["width"], time_width, level, config, last))
            kept += [level["width"]] * (count if last else count + 1)
        self.residual_widths = list(kept)
        self.mid_block = MidBlock(levels[-1]["width"], time_width, levels[-1], config)
        self.up_blocks = nn.ModuleList()
        for i in reversed(range(len(levels))):
            used = [kept.pop() for _ in range(count + 1)]
            width_in = levels[min(i + 1, len(levels) - 1)]["width"]
            self.up_blocks.append(UpBlock(width_in, levels[i]["width"], used, time_width, levels[i], config, i == 0))
        self.conv_norm_out = nn.GroupNorm(config["norm_num_groups"], width, eps=EPS)
        self.conv_out = nn.Conv2d(width, config["out_channels"], 3, padding=1)

    def forward(self, sample, timestep, encoder_hidden_states, timestep_cond=None, text_embeds=None, time_ids=None, down_residuals=None,
                mid_residual=None):
        """sample [batch, in_channels, h, w] to [batch, out_channels, h, w]; h and w divide by 2 to the number of levels less one.

        `down_residuals` (one for each kept feature map, first the stem's) and `mid_residual` come from ControlNets: they are added
        after the way down, to what the way up will read.
        """
        time = self.embed_time(timestep, timestep_cond, text_embeds, time_ids)
        x = self.conv_in(sample)
        kept = [x]
        for block in self.down_blocks:
            x, more = block(x, time, encoder_hidden_states)
            kept += more
        x = self.mid_block(x, time, encoder_hidden_states)
        if down_residuals is not None:
            kept = [own + other for own, other in zip(kept, down_residuals)]
            x = x + mid_residual
        for block in self.up_blocks:
            x = block(x, kept, time, encoder_hidden_states)
        return self.conv_out(F.silu(self.conv_norm_out(x)))
