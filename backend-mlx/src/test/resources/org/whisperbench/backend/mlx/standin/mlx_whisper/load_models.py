"""As the original: whatever of the weights is missing stays as it was made."""

import json
import os


class _Whisper:
    def __init__(self, config, dtype):
        self.is_multilingual = config["n_vocab"] >= 51865
        self.num_languages = config["n_vocab"] - 51765 - int(self.is_multilingual)
        self.dtype = dtype

    def parameters(self):
        return {"encoder.conv1.weight": 0, "decoder.ln.weight": 0, "alignment_heads": 0}


def load_model(path_or_hf_repo, dtype=None):
    if not os.path.isdir(path_or_hf_repo):
        raise AssertionError("it would ask the network")
    with open(os.path.join(path_or_hf_repo, "config.json")) as f:
        return _Whisper(json.load(f), dtype)
