"""The noise schedule, DDIM and Differential Diffusion in torch, as small as training and judging need them.

Latents are [batch, 4, h, w] at unit deviation; timesteps count 0 (clean) to 999 (noise).
"""

import torch

from models.unet import guidance_features

STEPS = 1000


def alphas_cumprod(device="cpu", zero_terminal_snr=False):
    """Stable Diffusion's scaled-linear betas: the share of signal power ᾱ at each timestep, float32 [1000].

    With `zero_terminal_snr` √ᾱ is shifted and stretched so that the last is 0 and the first stays (arXiv 2305.08891): at the noisiest
    timestep nothing of the source is left for a denoiser to cling to.
    """
    betas = torch.linspace(0.00085 ** 0.5, 0.012 ** 0.5, STEPS, dtype=torch.float64) ** 2
    roots = torch.cumprod(1 - betas, 0).sqrt()
    if zero_terminal_snr:
        roots = (roots - roots[-1]) * roots[0] / (roots[0] - roots[-1])
    return roots.square().float().to(device)


def trailing_timesteps(steps):
    return [round(STEPS - i * STEPS / steps) - 1 for i in range(steps)]


def add_noise(latents, noise, timestep, alphas):
    """sqrt(ᾱ) x + sqrt(1 − ᾱ) ε for an integer or a tensor [batch] of timesteps."""
    a = alphas[timestep]
    a = a[:, None, None, None] if a.ndim else a
    return a.sqrt() * latents + (1 - a).sqrt() * noise


@torch.no_grad()
def edit(unet, source, text, empty, noise, change=None, steps=20, guidance=5.0, alphas=None):
    """Differential Diffusion with DDIM, v prediction and classifier-free guidance.

    `change` [batch or 1, 1, h, w] in 0…1 (1 may change fully; all ones when None). At step i those cells stay the noised source whose
    preserve value 1 − change exceeds i / steps. `text` and `empty` are [batch, n, width]. `alphas` are Stable Diffusion's unless given.
    A `unet` that knows guidance is evaluated once a step, under the text alone.
    Returns latents.
    """
    alphas = alphas_cumprod(source.device) if alphas is None else alphas
    timesteps = trailing_timesteps(steps)
    x = add_noise(source, noise, timesteps[0], alphas)
    knows = getattr(unet, "guidance_width", 0)
    told = guidance_features(torch.full((len(source),), float(guidance), device=source.device), knows) if knows else None
    for i, t in enumerate(timesteps):
        if change is not None and i > 0:
            keep = (1 - change > i / steps).float()
            x = keep * add_noise(source, noise, t, alphas) + (1 - keep) * x
        stamp = torch.tensor([float(t)], device=source.device)
        if told is None:
            plain, guided = unet(torch.cat([x, x]), stamp, torch.cat([empty, text])).chunk(2)
            v = plain + guidance * (guided - plain)
        else:
            v = unet(x, stamp, text, told)
        a = alphas[t]
        clean, eps = a.sqrt() * x - (1 - a).sqrt() * v, a.sqrt() * v + (1 - a).sqrt() * x
        a_next = alphas[timesteps[i + 1]] if i + 1 < steps else torch.tensor(1.0, device=source.device)
        x = a_next.sqrt() * clean + (1 - a_next).sqrt() * eps
    return x
