"""As the original: a name is downloaded, a path is not; the weights have to be exactly the model's."""

import os

import torch

_MODELS = {"tiny": "https://openaipublic.azureedge.net/main/whisper/models/x/tiny.pt"}


class _Whisper:
    def __init__(self, dims):
        self.is_multilingual = dims["n_vocab"] >= 51865
        self.num_languages = dims["n_vocab"] - 51765 - int(self.is_multilingual)

    def parameters(self):
        return {"encoder.conv1.weight": 0}


def load_model(name, download_root=None, dtype=None):
    if name in _MODELS:
        raise AssertionError("it would ask the network")
    if not os.path.isfile(name):
        raise RuntimeError("Model %s not found; available models = %s" % (name, list(_MODELS)))
    with open(name, "rb") as fp:
        checkpoint = torch.load(fp)
    missing = {"encoder.conv1.weight"} - set(checkpoint["model_state_dict"])
    if missing:
        raise RuntimeError("Error(s) in loading state_dict for Whisper: Missing key(s) in state_dict: %s" % sorted(missing))
    return _Whisper(checkpoint["dims"])
