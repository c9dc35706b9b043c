"""As the original: a model that is not the holder's is loaded first."""

import mlx.core as mx

from .load_models import load_model

LOADS = []


class ModelHolder:
    model = None
    model_name = None

    @classmethod
    def get_model(cls, model, dtype):
        if cls.model is None or model != cls.model_name:
            LOADS.append(model)
            cls.model = load_model(model, dtype=dtype)
            cls.model_name = model
        return cls.model


def transcribe(
    audio,
    *,
    model="tiny",
    verbose=None,
    temperature=(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
    compression_ratio_threshold=2.4,
    logprob_threshold=-1.0,
    no_speech_threshold=0.6,
    condition_on_previous_text=True,
    initial_prompt=None,
    prepend_punctuations="\"'“¿([{-",
    append_punctuations="\"'.。,，!！?？:：”)]}、",
    **decode_options,
):
    known = {"language", "task", "fp16", "without_timestamps", "beam_size", "best_of", "patience"}
    unknown = set(decode_options) - known
    if unknown:
        raise TypeError("DecodingOptions.__init__() got an unexpected keyword argument '%s'" % unknown.pop())
    ModelHolder.get_model(model, mx.float16 if decode_options.get("fp16", True) else mx.float32)
    seconds = len(audio) / 16000
    text = " loaded %d time" % len(LOADS)
    if decode_options.get("task") == "translate":
        # It says what it was asked.
        asked = (temperature, condition_on_previous_text, decode_options.get("without_timestamps"))
        text = " temperature=%s previous=%s without=%s" % asked
    segment = {"id": 0, "seek": 0, "start": 0.0, "end": seconds + 1, "text": text, "tokens": [1], "temperature": 0.0}
    return {"text": text, "segments": [segment], "language": decode_options.get("language") or "de"}
