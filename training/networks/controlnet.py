"""ControlNet: the UNet's way down, fed with a picture as well, answering with what to add to each kept feature map."""

from torch import nn
from torch.nn import functional as F

from .unet import TimeAndExtras, levels_of
from .unet_blocks import DownBlock, MidBlock


class ControlNetConditioningEmbedding(nn.Module):
    """Picture [batch, 3, 8h, 8w] in 0…1 to [batch, width, h, w]."""

    def __init__(self, width, channels, widths):
        super().__init__()
        self.conv_in = nn.Conv2d(channels, widths[0], 3, padding=1)
        self.blocks = nn.ModuleList()
        for a, b in zip(widths, widths[1:]):
            self.blocks.append(nn.Conv2d(a, a, 3, padding=1))
            self.blocks.append(nn.Conv2d(a, b, 3, padding=1, stride=2))
        self.conv_out = nn.Conv2d(widths[-1], width, 3, padding=1)

    def forward(self, x):
        x = F.silu(self.conv_in(x))
        for block in self.blocks:
            x = F.silu(block(x))
        return self.conv_out(x)


class ControlNetModel(TimeAndExtras):
    def __init__(self, config):
        """`config` is the UNet's with `conditioning_channels` and `conditioning_embedding_out_channels`."""
        super().__init__()
        self.config = config
        levels = levels_of(config)
        width, time_width, count = levels[0]["width"], 4 * levels[0]["width"], config["layers_per_block"]
        self.conv_in = nn.Conv2d(config["in_channels"], width, 3, padding=1)
        self.build_time()
        self.controlnet_cond_embedding = ControlNetConditioningEmbedding(
            width, config["conditioning_channels"], config["conditioning_embedding_out_channels"])
        self.down_blocks, self.controlnet_down_blocks = nn.ModuleList(), nn.ModuleList([nn.Conv2d(width, width, 1)])
        for i, level in enumerate(levels):
            last = i == len(levels) - 1
            self.down_blocks.append(DownBlock(levels[max(i - 1, 0)]["width"], level["width"], time_width, level, config, last))
            for _ in range(count if last else count + 1):
                self.controlnet_down_blocks.append(nn.Conv2d(level["width"], level["width"], 1))
        self.mid_block = MidBlock(levels[-1]["width"], time_width, levels[-1], config)
        self.controlnet_mid_block = nn.Conv2d(levels[-1]["width"], levels[-1]["width"], 1)

    def forward(self, sample, timestep, encoder_hidden_states, controlnet_cond, conditioning_scale, text_embeds=None, time_ids=None):
        """The residuals in the order of the UNet's kept feature maps, then the one for its middle, all times the scale."""
        time = self.embed_time(timestep, None, text_embeds, time_ids)
        x = self.conv_in(sample) + self.controlnet_cond_embedding(controlnet_cond)
        kept = [x]
        for block in self.down_blocks:
            x, more = block(x, time, encoder_hidden_states)
            kept += more
        x = self.mid_block(x, time, encoder_hidden_states)
        scale = conditioning_scale.float()
        down = [project(own) * scale for project, own in zip(self.controlnet_down_blocks, kept)]
        return (*down, self.controlnet_mid_block(x) * scale)
