"""As the original: one name of a file, and whatever of the weights is missing stays as it was made."""

import json
import os

import mlx.core as mx

from .whisper import ModelDimensions, Whisper


def load_model(path_or_hf_repo, dtype=mx.float32):
    if not os.path.isdir(path_or_hf_repo):
        raise AssertionError("it would ask the network")
    with open(os.path.join(path_or_hf_repo, "config.json")) as f:
        config = json.load(f)
    config.pop("model_type", None)
    if config.pop("quantization", None) is not None:
        raise ValueError("Module does not have parameter named biases")
    mx.load(os.path.join(path_or_hf_repo, "weights.npz"))
    return Whisper(ModelDimensions(**config), dtype)
