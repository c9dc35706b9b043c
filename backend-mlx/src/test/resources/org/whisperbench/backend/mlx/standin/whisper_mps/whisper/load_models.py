"""As the original: a name is downloaded, a path is not; the weights have to be exactly the model's."""

import os

import mlx.core as mx
import torch

_MODELS = {"tiny": "https://openaipublic.azureedge.net/main/whisper/models/x/tiny.pt"}


class _Whisper:
    def __init__(self, dims, dtype):
        self._dtype = dtype
        self.is_multilingual = dims["n_vocab"] >= 51865
        self.num_languages = dims["n_vocab"] - 51765 - int(self.is_multilingual)

    def parameters(self):
        return {"encoder.conv1.weight": mx._Weights(self._dtype, (10,))}

    def modules(self):
        return [self]


def load_model(name, download_root=None, dtype=mx.float32):
    if name in _MODELS:
        raise AssertionError("it would ask the network")
    if not os.path.isfile(name):
        raise RuntimeError("Model %s not found; available models = %s" % (name, list(_MODELS)))
    with open(name, "rb") as fp:
        checkpoint = torch.load(fp)
    missing = {"encoder.conv1.weight"} - set(checkpoint["model_state_dict"])
    if missing:
        raise RuntimeError("Error(s) in loading state_dict for Whisper: Missing key(s) in state_dict: %s" % sorted(missing))
    return _Whisper(checkpoint["dims"], dtype)
