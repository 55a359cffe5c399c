"""The autoencoder of Stable Diffusion with diffusers' parameter names. Its halves are exported apart, each with its 1² convolution."""

import torch
from torch import nn
from torch.nn import functional as F

from models.reshape import reshape, reshape_like

from .resnet import Downsample2D, ResnetBlock2D, Upsample2D

EPS = 1e-6


class MidAttention(nn.Module):
    """Single-head attention over all pixels."""

    def __init__(self, width, groups):
        super().__init__()
        self.scale = width ** -0.5
        self.group_norm = nn.GroupNorm(groups, width, eps=EPS)
        self.to_q, self.to_k, self.to_v = (nn.Linear(width, width) for _ in range(3))
        self.to_out = nn.ModuleList([nn.Linear(width, width), nn.Dropout(0.0)])

    def forward(self, x):
        h = reshape(self.group_norm(x), (0, 0, -1)).transpose(1, 2)
        weights = torch.softmax((self.to_q(h) * self.scale) @ self.to_k(h).transpose(-1, -2), -1)
        return x + reshape_like(self.to_out[0](weights @ self.to_v(h)).transpose(1, 2), x)


class Mid(nn.Module):
    def __init__(self, width, groups):
        super().__init__()
        self.attentions = nn.ModuleList([MidAttention(width, groups)])
        self.resnets = nn.ModuleList([ResnetBlock2D(width, width, None, groups, EPS) for _ in range(2)])

    def forward(self, x):
        return self.resnets[1](self.attentions[0](self.resnets[0](x)))


class Level(nn.Module):
    def __init__(self, width_in, width, count, groups, sampler_name, sampler):
        super().__init__()
        self.resnets = nn.ModuleList([ResnetBlock2D(width_in if i == 0 else width, width, None, groups, EPS) for i in range(count)])
        self.sampler_name = sampler_name
        if sampler is not None:
            setattr(self, sampler_name, nn.ModuleList([sampler]))

    def forward(self, x):
        for resnet in self.resnets:
            x = resnet(x)
        sampler = getattr(self, self.sampler_name, None)
        return x if sampler is None else sampler[0](x)


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        widths, groups, count = config["block_out_channels"], config["norm_num_groups"], config["layers_per_block"]
        self.conv_in = nn.Conv2d(config["in_channels"], widths[0], 3, padding=1)
        self.down_blocks = nn.ModuleList()
        for i, width in enumerate(widths):
            sampler = None if i == len(widths) - 1 else Downsample2D(width, padding=0)
            self.down_blocks.append(Level(widths[max(i - 1, 0)], width, count, groups, "downsamplers", sampler))
        self.mid_block = Mid(widths[-1], groups)
        self.conv_norm_out = nn.GroupNorm(groups, widths[-1], eps=EPS)
        self.conv_out = nn.Conv2d(widths[-1], 2 * config["latent_channels"], 3, padding=1)

    def forward(self, x):
        x = self.conv_in(x)
        for block in self.down_blocks:
            x = block(x)
        return self.conv_out(F.silu(self.conv_norm_out(self.mid_block(x))))


class Decoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        widths, groups, count = config["block_out_channels"], config["norm_num_groups"], config["layers_per_block"] + 1
        self.conv_in = nn.Conv2d(config["latent_channels"], widths[-1], 3, padding=1)
        self.mid_block = Mid(widths[-1], groups)
        self.up_blocks = nn.ModuleList()
        for i in reversed(range(len(widths))):
            sampler = None if i == 0 else Upsample2D(widths[i])
            self.up_blocks.append(Level(widths[min(i + 1, len(widths) - 1)], widths[i], count, groups, "upsamplers", sampler))
        self.conv_norm_out = nn.GroupNorm(groups, widths[0], eps=EPS)
        self.conv_out = nn.Conv2d(widths[0], config["out_channels"], 3, padding=1)

    def forward(self, x):
        x = self.mid_block(self.conv_in(x))
        for block in self.up_blocks:
            x = block(x)
        return self.conv_out(F.silu(self.conv_norm_out(x)))


class VaeEncoder(nn.Module):
    """Pictures in −1…1 to `latent_parameters`: means, then log-variances. With `draw` a random latent instead, as the legacy exporter has it."""

    def __init__(self, config, draw=False):
        super().__init__()
        self.config, self.draw = config, draw
        self.encoder = Encoder(config)
        self.quant_conv = nn.Conv2d(2 * config["latent_channels"], 2 * config["latent_channels"], 1)

    def forward(self, sample):
        parameters = self.quant_conv(self.encoder(sample))
        if not self.draw:
            return parameters
        mean, log_variance = parameters.split(self.config["latent_channels"], 1)
        return mean + torch.exp(0.5 * log_variance.clamp(-30.0, 20.0)) * torch.randn_like(mean)


class VaeDecoder(nn.Module):
    """Unscaled latents to pictures."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        self.post_quant_conv = nn.Conv2d(config["latent_channels"], config["latent_channels"], 1)
        self.decoder = Decoder(config)

    def forward(self, latent_sample):
        return self.decoder(self.post_quant_conv(latent_sample))
