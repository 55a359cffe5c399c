"""The UNet's levels. `text` is [batch, tokens, context_width], `time` [1 or batch, time_width]."""

import torch
from torch import nn

from .attention import Transformer2DModel
from .resnet import Downsample2D, ResnetBlock2D, Upsample2D

EPS = 1e-5


def _transformers(count, width, level, config):
    if not level["attend"]:
        return None
    return nn.ModuleList([
        Transformer2DModel(width, level["heads"], config["cross_attention_dim"], config["norm_num_groups"],
                           depth=level["depth"], linear=config["use_linear_projection"]) for _ in range(count)])


class DownBlock(nn.Module):
    """Returns its result and every feature map that the way up will need, in order of appearance."""

    def __init__(self, width_in, width, time_width, level, config, last):
        super().__init__()
        count = config["layers_per_block"]
        attentions = _transformers(count, width, level, config)
        if attentions is not None:
            self.attentions = attentions
        self.resnets = nn.ModuleList([ResnetBlock2D(width_in if i == 0 else width, width, time_width, config["norm_num_groups"], EPS)
                                      for i in range(count)])
        self.downsamplers = None if last else nn.ModuleList([Downsample2D(width)])

    def forward(self, x, time, text):
        kept = []
        for i, resnet in enumerate(self.resnets):
            x = resnet(x, time)
            if hasattr(self, "attentions"):
                x = self.attentions[i](x, text)
            kept.append(x)
        if self.downsamplers is not None:
            x = self.downsamplers[0](x)
            kept.append(x)
        return x, kept


class MidBlock(nn.Module):
    def __init__(self, width, time_width, level, config):
        super().__init__()
        self.attentions = _transformers(1, width, {**level, "attend": True}, config)
        self.resnets = nn.ModuleList([ResnetBlock2D(width, width, time_width, config["norm_num_groups"], EPS) for _ in range(2)])

    def forward(self, x, time, text):
        return self.resnets[1](self.attentions[0](self.resnets[0](x, time), text), time)


class UpBlock(nn.Module):
    """Takes the kept feature maps from the end of the list: `widths_kept` are their channels in the order in which they are used."""

    def __init__(self, width_in, width, widths_kept, time_width, level, config, last):
        super().__init__()
        attentions = _transformers(len(widths_kept), width, level, config)
        if attentions is not None:
            self.attentions = attentions
        self.resnets = nn.ModuleList([
            ResnetBlock2D((width_in if i == 0 else width) + kept, width, time_width, config["norm_num_groups"], EPS)
            for i, kept in enumerate(widths_kept)])
        self.upsamplers = None if last else nn.ModuleList([Upsample2D(width)])

    def forward(self, x, kept, time, text):
        for i, resnet in enumerate(self.resnets):
            x = resnet(torch.cat([x, kept.pop()], 1), time)
            if hasattr(self, "attentions"):
                x = self.attentions[i](x, text)
        return x if self.upsamplers is None else self.upsamplers[0](x)
