"""What a ControlNet and the starter's UNet call the residuals between them: diffusers' names, in the UNet's order."""

from models.unet import UNet


def residuals_in(unet: UNet) -> list[str]:
    return [*(f"down_block_additional_residual_{i}" for i in range(len(unet.residual_forms) - 1)), "mid_block_additional_residual"]


def residuals_out(unet: UNet) -> list[str]:
    return [*(f"down_block_res_sample_{i}" for i in range(len(unet.residual_forms) - 1)), "mid_block_res_sample"]
