"""A stand-in for faster-whisper 1.2.1 (SYSTRAN/faster-whisper, commit 65882ee): signatures as there, what is not there is
no attribute. It hears as many words as the recording has seconds, lazily as the original, and checks as the original
does when it loads and when it transcribes. Asked to translate, it says what it was asked."""

import json
import os
import struct
from types import SimpleNamespace

__version__ = "1.2.1"


class WhisperModel:
    def __init__(
        self,
        model_size_or_path,
        device="auto",
        device_index=0,
        compute_type="default",
        cpu_threads=0,
        num_workers=1,
        download_root=None,
        local_files_only=False,
        files=None,
        revision=None,
        use_auth_token=None,
    ):
        if not os.path.isdir(model_size_or_path) or not local_files_only:
            raise AssertionError("it would ask the network")
        if compute_type == "float16" and device == "cpu":
            raise ValueError(
                "Requested float16 compute type, but the target device or backend do not support efficient float16 computation."
            )
        with open(os.path.join(model_size_or_path, "model.bin"), "rb") as weights:
            if struct.unpack("<I", weights.read(4))[0] != 6:
                raise RuntimeError("Unsupported model binary version")
        self._folder = model_size_or_path
        with open(os.path.join(self._folder, "tokenizer.json")) as tokenizer:
            try:
                json.load(tokenizer)
            except ValueError as e:
                # As tokenizers.Tokenizer.from_file does.
                raise Exception(str(e))
        self.model = SimpleNamespace(
            device=device,
            compute_type="float32" if compute_type == "default" else compute_type,
            n_mels=80,
            is_multilingual=True,
        )
        self.feature_extractor = SimpleNamespace(mel_filters=SimpleNamespace(shape=(self._bands(), 201)))

    def _bands(self):
        path = os.path.join(self._folder, "preprocessor_config.json")
        if not os.path.isfile(path):
            return 80
        with open(path) as features:
            return json.load(features).get("feature_size", 80)

    def transcribe(
        self,
        audio,
        language=None,
        task="transcribe",
        log_progress=False,
        beam_size=5,
        best_of=5,
        patience=1,
        length_penalty=1,
        repetition_penalty=1,
        no_repeat_ngram_size=0,
        temperature=(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
        compression_ratio_threshold=2.4,
        log_prob_threshold=-1.0,
        no_speech_threshold=0.6,
        condition_on_previous_text=True,
        prompt_reset_on_temperature=0.5,
        initial_prompt=None,
        prefix=None,
        suppress_blank=True,
        suppress_tokens=(-1,),
        without_timestamps=False,
        max_initial_timestamp=1.0,
        word_timestamps=False,
        vad_filter=False,
        vad_parameters=None,
    ):
        if audio.dtype.name != "float32":
            raise AssertionError("samples are %s" % audio.dtype)
        info = SimpleNamespace(language=language or "de", language_probability=0.9)
        text = " word%d" % beam_size
        if task == "translate":
            asked = (temperature, condition_on_previous_text, without_timestamps, vad_filter)
            text = " temperature=%s previous=%s without=%s vad=%s" % asked
        return self._generate(len(audio) / 16000, text), info

    def _generate(self, seconds, text):
        with open(os.path.join(self._folder, "config.json")) as config:
            try:
                json.load(config)
            except ValueError:
                raise RuntimeError("[json.exception.type_error.305] cannot use operator[] with a string argument")
        at = 0.0
        while at < seconds:
            end = at + 1.0
            yield SimpleNamespace(start=at, end=end, text=text, tokens=[1, 2])
            at = end
