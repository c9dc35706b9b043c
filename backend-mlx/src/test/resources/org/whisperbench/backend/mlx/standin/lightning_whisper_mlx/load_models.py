"""As the original: one name of a file, and whatever of the weights is missing stays as it was made."""

import json
import os

import mlx.core as mx


class _Whisper:
    def __init__(self, config, dtype):
        self.is_multilingual = config["n_vocab"] >= 51865
        self.num_languages = config["n_vocab"] - 51765 - int(self.is_multilingual)
        self.dtype = dtype

    def parameters(self):
        return {
            "encoder.conv1.weight": mx._Weights(self.dtype, 10),
            "decoder.ln.weight": mx._Weights(self.dtype, 10),
            "alignment_heads": mx._Weights("mlx.core.int32", 4),
        }

    def modules(self):
        return [self]


def load_model(path_or_hf_repo, dtype=mx.float32):
    if not os.path.isdir(path_or_hf_repo):
        raise AssertionError("it would ask the network")
    with open(os.path.join(path_or_hf_repo, "config.json")) as f:
        config = json.load(f)
    if config.get("quantization") is not None:
        raise ValueError("Module does not have parameter named biases")
    mx.load(os.path.join(path_or_hf_repo, "weights.npz"))
    return _Whisper(config, dtype)
