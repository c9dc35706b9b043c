"""As the original: transcribe() reads the file by the name that this module has for it, and cuts what is long."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Union

import mlx.core as mx

from parakeet_mlx.audio import load_audio


@dataclass
class Greedy:
    pass


@dataclass
class Beam:
    beam_size: int = 5
    length_penalty: float = 1.0
    patience: float = 1.0
    duration_reward: float = 0.7


@dataclass
class DecodingConfig:
    decoding: Union[Greedy, Beam] = field(default_factory=Greedy)


class _Parakeet:  # BaseParakeet there
    def __init__(self, config, dtype):
        self._dtype = dtype
        self.preprocessor_config = SimpleNamespace(sample_rate=16000, hop_length=160)

    def parameters(self):
        return {"encoder.weight": mx._Weights(self._dtype, 10)}

    def modules(self):
        return [self]

    def transcribe(
        self,
        path,
        *,
        dtype=mx.bfloat16,
        decoding_config=DecodingConfig(),
        chunk_duration=None,
        overlap_duration=15.0,
        chunk_callback=None,
    ):
        samples = load_audio(path, self.preprocessor_config.sample_rate, dtype)
        if samples.dtype.name != "float32":
            raise AssertionError("samples are %s" % samples.dtype)
        seconds = len(samples) / self.preprocessor_config.sample_rate
        beams = self._beams(decoding_config)
        parts = 1
        if chunk_duration is not None and seconds > chunk_duration:
            parts = int(-(-seconds // (chunk_duration - overlap_duration)))
            for part in range(parts):
                chunk_callback(int((part + 1) / parts * len(samples)), len(samples))
        text = " %d parts by %d" % (parts, beams)
        token = SimpleNamespace(id=7, text=text, start=0.0, duration=seconds + 1, end=seconds + 1)
        sentence = SimpleNamespace(text=text, tokens=[token], start=0.0, end=seconds + 1)
        return SimpleNamespace(text=text.strip(), sentences=[sentence])


class ParakeetTDT(_Parakeet):
    def _beams(self, config):
        return getattr(config.decoding, "beam_size", 1)


class ParakeetRNNT(_Parakeet):
    def _beams(self, config):
        assert isinstance(config.decoding, Greedy)
        return 1


class ParakeetCTC(_Parakeet):
    """What is asked of its decoding changes nothing."""

    def _beams(self, config):
        return 1
