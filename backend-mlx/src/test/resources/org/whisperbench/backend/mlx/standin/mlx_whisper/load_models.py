"""As the original: whatever of the weights is missing stays as it was made, and whatever has another shape is taken."""

import json
import os

import mlx.core as mx

from .whisper import ModelDimensions, Whisper


class _QuantizedLinear:
    def __init__(self, group_size=64, bits=4):
        self.group_size = group_size
        self.bits = bits


def load_model(path_or_hf_repo, dtype=mx.float32):
    if not os.path.isdir(path_or_hf_repo):
        raise AssertionError("it would ask the network")
    with open(os.path.join(path_or_hf_repo, "config.json")) as f:
        config = json.load(f)
    config.pop("model_type", None)
    quantization = config.pop("quantization", None)
    model = Whisper(ModelDimensions(**config), dtype)
    if quantization is not None:
        model._layers = [_QuantizedLinear(**quantization)]
    return model
