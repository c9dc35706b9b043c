"""A stand-in for transformers 5.17: the few names that are used, and no others. What is planted in config.json happens."""

import json
import os
from types import SimpleNamespace

__version__ = "5.17.0"
logging = SimpleNamespace(set_verbosity_error=lambda: None)


def _planted(folder):
    with open(os.path.join(folder, "config.json")) as config:
        return json.load(config).get("planted", "")


class _Reading:
    @classmethod
    def from_pretrained(cls, folder, *, local_files_only):
        return cls()


class AutoTokenizer(_Reading):
    pass


class AutoFeatureExtractor(_Reading):
    @classmethod
    def from_pretrained(cls, folder, *, local_files_only):
        extractor = cls()
        with open(os.path.join(folder, "preprocessor_config.json")) as config:
            extractor.feature_size = json.load(config).get("feature_size", 80)
        return extractor


class AutoModelForSpeechSeq2Seq:
    @classmethod
    def from_pretrained(cls, folder, *, dtype, local_files_only, use_safetensors, output_loading_info, attn_implementation="sdpa"):
        planted = _planted(folder)
        if planted == "host":
            raise RuntimeError(
                "[enforce fail at alloc_cpu.cpp:116] . DefaultCPUAllocator: can't allocate memory: you tried to allocate"
                " 117964800000 bytes. Error code 12 (Cannot allocate memory)"
            )
        if planted == "python":
            raise MemoryError()
        whisper = cls()
        whisper.planted = planted
        whisper.config = SimpleNamespace(
            vocab_size=51866, num_mel_bins=80, _attn_implementation=attn_implementation
        )
        whisper.generation_config = SimpleNamespace(no_timestamps_token_id=50364, is_multilingual=True)
        whisper.parameters = lambda: iter([SimpleNamespace(dtype=dtype)])
        left_over = {"layers": {"model.encoder.layers.1.fc1.bias"}, "tied": {"proj_out.weight"}}.get(planted, set())
        return whisper, {"missing_keys": set(), "mismatched_keys": set(), "unexpected_keys": left_over}


class _Pipeline:
    def __init__(self, model, feature_extractor, device):
        self.model = model
        self.feature_extractor = feature_extractor
        self.device = SimpleNamespace(type=device)

    def __call__(self, given, *, chunk_length_s, batch_size, return_timestamps, generate_kwargs):
        import torch

        if self.model.planted == "batch" and batch_size > 8:
            raise torch.OutOfMemoryError("MPS backend out of memory (MPS allocated: 18.05 GB, max allowed: 18.13 GB).")
        if self.model.planted == "told":
            text = " %s %s" % (return_timestamps, " ".join("%s=%s" % one for one in sorted(generate_kwargs.items())))
            return {"text": text, "chunks": [{"timestamp": (0.0, 1.0), "text": text}]}
        return {"text": " batch %d" % batch_size, "chunks": [{"timestamp": (0.0, 1.0), "text": " batch %d" % batch_size}]}


def pipeline(task, *, model, tokenizer, feature_extractor, device):
    import torch

    if model.planted == "device":
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
    return _Pipeline(model, feature_extractor, device)
