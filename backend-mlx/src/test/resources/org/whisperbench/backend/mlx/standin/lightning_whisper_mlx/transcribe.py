"""As the original: one segment for each window of 30 s, as a list of two numbers of frames and a text."""

import mlx.core as mx

from .load_models import load_model

LOADS = []
WINDOW_FRAMES = 3000
FRAMES_PER_SECOND = 100


class ModelHolder:
    model = None
    model_path = None

    @classmethod
    def get_model(cls, model_path, dtype):
        if cls.model is None or model_path != cls.model_path:
            LOADS.append(model_path)
            cls.model = load_model(model_path, dtype=dtype)
            cls.model_path = model_path
        return cls.model


def transcribe_audio(
    audio,
    *,
    path_or_hf_repo="mlx-community/whisper-tiny",
    verbose=None,
    temperature=(0.0, 1.0),
    compression_ratio_threshold=2.4,
    logprob_threshold=-1,
    no_speech_threshold=0.6,
    condition_on_previous_text=True,
    initial_prompt=None,
    word_timestamps=False,
    prepend_punctuations="\"'“¿([{-",
    append_punctuations="\"'.。,，!！?？:：”)]}、",
    clip_timestamps="0",
    hallucination_silence_threshold=None,
    batch_size,
    **decode_options,
):
    known = {"language", "task", "fp16", "without_timestamps", "beam_size", "best_of", "patience", "prompt", "prefix"}
    unknown = set(decode_options) - known
    if unknown:
        raise TypeError("DecodingOptions.__init__() got an unexpected keyword argument '%s'" % unknown.pop())
    ModelHolder.get_model(path_or_hf_repo, mx.float16 if decode_options.get("fp16", True) else mx.float32)
    frames = len(audio) * FRAMES_PER_SECOND // 16000
    again = "again" if logprob_threshold is not None else "once"
    if decode_options.get("task") == "translate":
        again = "for translation, previous=%s, no speech at %s," % (condition_on_previous_text, no_speech_threshold)
    segments = []
    for at in range(0, frames, WINDOW_FRAMES):
        text = " window %d heard %s in batches of %d after %d load" % (at, again, batch_size, len(LOADS))
        segments.append([at, min(at + WINDOW_FRAMES, frames), text])
    return dict(
        text="".join(segment[2] for segment in segments),
        segments=segments,
        language=decode_options.get("language") or "de",
    )
