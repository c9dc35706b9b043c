"""As the original: whatever the hub says, the path is tried afterwards; weights have to be exactly the model's."""

import json
import struct
from pathlib import Path

import mlx.core as mx

from parakeet_mlx.parakeet import ParakeetCTC, ParakeetRNNT, ParakeetTDT

TRANSDUCER = "nemo.collections.asr.models.rnnt_bpe_models.EncDecRNNTBPEModel"
CTC = "nemo.collections.asr.models.ctc_bpe_models.EncDecCTCModelBPE"


def _kind(config):
    if config.get("target") == TRANSDUCER:
        durations = config.get("model_defaults", {}).get("tdt_durations")
        return ParakeetRNNT if durations is None else ParakeetTDT
    if config.get("target") == CTC:
        return ParakeetCTC
    raise ValueError("Model is not supported yet!")


def from_pretrained(hf_id_or_path, *, dtype=mx.bfloat16, cache_dir=None):
    if not Path(hf_id_or_path).is_absolute():
        raise AssertionError("it would ask the network")
    config = json.load(open(Path(hf_id_or_path) / "config.json", "r"))
    kind = _kind(config)
    with open(Path(hf_id_or_path) / "model.safetensors", "rb") as weights:
        names = set(json.loads(weights.read(struct.unpack("<Q", weights.read(8))[0]))) - {"__metadata__"}
    missing = {"encoder.weight"} - names
    if missing:
        raise ValueError("Missing %d parameters: \n%s." % (len(missing), ",\n".join(sorted(missing))))
    return kind(config, dtype)
