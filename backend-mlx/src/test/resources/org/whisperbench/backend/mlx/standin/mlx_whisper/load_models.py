"""As the original: whatever of the weights is missing stays as it was made."""

import json
import os


import mlx.core as mx


class _QuantizedLinear:
    def __init__(self, group_size=64, bits=4):
        self.group_size = group_size
        self.bits = bits


class _Whisper:
    def __init__(self, config, dtype):
        quantization = config.pop("quantization", None)
        self._layers = [] if quantization is None else [_QuantizedLinear(**quantization)]
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
        return [self] + self._layers


def load_model(path_or_hf_repo, dtype=None):
    if not os.path.isdir(path_or_hf_repo):
        raise AssertionError("it would ask the network")
    with open(os.path.join(path_or_hf_repo, "config.json")) as f:
        return _Whisper(json.load(f), dtype)
