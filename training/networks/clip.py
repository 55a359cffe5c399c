"""CLIP's text transformer with transformers' parameter names: causal, learned positions, pre-normalised."""

import torch
from torch import nn
from torch.nn import functional as F

from models.reshape import reshape

MASKED = -10000.0  # added to scores of later tokens; fits half precision


class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.scale = heads, (width // heads) ** -0.5
        self.k_proj, self.v_proj, self.q_proj, self.out_proj = (nn.Linear(width, width) for _ in range(4))

    def _split(self, x):
        return reshape(x, (0, 0, self.heads, -1)).transpose(1, 2)

    def forward(self, x, mask):
        q, k, v = self._split(self.q_proj(x) * self.scale), self._split(self.k_proj(x)), self._split(self.v_proj(x))
        weights = torch.softmax(q @ k.transpose(-1, -2) + mask, -1)
        return self.out_proj(reshape((weights @ v).transpose(1, 2), (0, 0, -1)))


class Mlp(nn.Module):
    def __init__(self, width, inner, activation):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.activation = activation

    def forward(self, x):
        x = self.fc1(x)
        return self.fc2(x * torch.sigmoid(1.702 * x) if self.activation == "quick_gelu" else F.gelu(x))


class EncoderLayer(nn.Module):
    def __init__(self, config):
        super().__init__()
        width = config["hidden_size"]
        self.self_attn = SelfAttention(width, config["num_attention_heads"])
        self.layer_norm1 = nn.LayerNorm(width)
        self.mlp = Mlp(width, config["intermediate_size"], config["hidden_act"])
        self.layer_norm2 = nn.LayerNorm(width)

    def forward(self, x, mask):
        x = x + self.self_attn(self.layer_norm1(x), mask)
        return x + self.mlp(self.layer_norm2(x))


class Embeddings(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.token_embedding = nn.Embedding(config["vocab_size"], config["hidden_size"])
        self.position_embedding = nn.Embedding(config["max_position_embeddings"], config["hidden_size"])

    def forward(self, ids):
        return self.token_embedding(ids) + self.position_embedding.weight[: ids.shape[1]]


class TextTransformer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.embeddings = Embeddings(config)
        self.encoder = nn.ModuleDict({"layers": nn.ModuleList([EncoderLayer(config) for _ in range(config["num_hidden_layers"])])})
        self.final_layer_norm = nn.LayerNorm(config["hidden_size"])

    def forward(self, ids):
        """Hidden states (embeddings first, then after each layer), the normalised last one, and it at the end token."""
        places = torch.arange(ids.shape[1], device=ids.device)
        mask = (places.unsqueeze(0) > places.unsqueeze(1)).float() * MASKED
        states = [self.embeddings(ids)]
        for layer in self.encoder["layers"]:
            states.append(layer(states[-1], mask))
        last = self.final_layer_norm(states[-1])
        # The end token has the highest id; argmax finds its first place, also where padding repeats it.
        end = ids.int().argmax(-1)
        at_end = (places.unsqueeze(0) == end.unsqueeze(-1)).float().unsqueeze(1)
        return states, last, (at_end @ last).squeeze(1)


class CLIPTextModel(nn.Module):
    """ids [batch, n] to (last_hidden_state, pooler_output, *hidden_states)."""

    def __init__(self, config):
        super().__init__()
        self.config, self.text_model = config, TextTransformer(config)

    def forward(self, ids):
        states, last, pooled = self.text_model(ids)
        return (last, pooled, *states)


class CLIPTextModelWithProjection(nn.Module):
    """ids [batch, n] to (text_embeds, last_hidden_state, *hidden_states)."""

    def __init__(self, config):
        super().__init__()
        self.config, self.text_model = config, TextTransformer(config)
        self.text_projection = nn.Linear(config["hidden_size"], config["projection_dim"], bias=False)

    def forward(self, ids):
        states, last, pooled = self.text_model(ids)
        return (self.text_projection(pooled), last, *states)
