"""What engines on MLX have in common."""

import time

from . import audio, engine, options as asking
from .engine import Engine, WorkerError


def device(mx, backend, wished):
    """The device that MLX computes on, as results name it and as MLX does; a wish for another one is refused."""
    named = str(mx.default_device())
    found = "gpu" if "gpu" in named else "cpu"
    asking.device(backend, wished, [found])
    return found, named


def require_tensors(mx, weights, model):
    """Libraries leave random numbers where tensors are missing, and take those of another shape, which may work and give
    nonsense. So a file is held against the model, and against one of the same dimensions that was just made: MLX computes
    nothing of that one."""
    from mlx.utils import tree_flatten

    found = mx.load(weights)
    needed = {name for name, _ in tree_flatten(model.parameters())}
    missing = sorted(needed - set(found) - {"alignment_heads"})
    if missing:
        raise WorkerError(
            "MODEL_CORRUPT",
            "model file '%s' lacks %d tensors such as %s; download it again" % (weights, len(missing), missing[0]),
        )
    for name, made in sorted(tree_flatten(type(model)(model.dims).parameters())):
        # A packed weight has its scales beside it, and shorter rows.
        packed = name.endswith(".weight") and name[: -len("weight")] + "scales" in found
        if name == "alignment_heads" or name not in found:
            continue
        wanted, there = tuple(made.shape), tuple(found[name].shape)
        if there[:1] != wanted[:1] if packed else there != wanted:
            raise WorkerError(
                "MODEL_CORRUPT",
                "model file '%s' has tensor %s in shape %s, not %s; download it again" % (weights, name, there, wanted),
            )


def precision(model):
    """What the model's numbers are, as they are in memory: bits of its quantised layers, else the format of most weights."""
    from mlx.utils import tree_flatten

    bits = sorted({layer.bits for layer in model.modules() if hasattr(layer, "bits")})
    if bits:
        return "+".join("%dbit" % number for number in bits)
    sizes = {}
    for _, weights in tree_flatten(model.parameters()):
        kind = str(weights.dtype).replace("mlx.core.", "")
        sizes[kind] = sizes.get(kind, 0) + weights.size
    return max(sizes, key=sizes.get) if sizes else "unknown"


class WhisperOnMlx(Engine):
    """An engine whose transcribe() takes and gives what OpenAI's does: see its ``whisper/transcribe.py``.

    A subclass has ``backend``, and after loading ``_english`` and ``_languages``; its ``_run(samples, **given)`` calls the library.
    """

    backend = None

    def transcribe(self, wav, options, progress):
        asked = asking.Asked(self.backend, options)
        temperature = asked.number("temperature", 0.0, 0.0, 1.0, float)
        previous = asked.flag("condition-on-previous-text")
        asked.end()
        language = asking.language(options, True) if self._english else asking.whisper_language(options, self._languages)
        task = asking.task(options, self._english)
        timestamps = bool(options.get("timestamps", True))
        samples = audio.read(wav)
        seconds = len(samples) / audio.RATE
        progress.phase("DECODING")
        begin = time.perf_counter_ns()
        result = self._run(
            samples,
            temperature=temperature,
            condition_on_previous_text=previous,
            language=language,
            task=task,
            without_timestamps=not timestamps,
        )
        nanos = time.perf_counter_ns() - begin
        segments = []
        for found in result["segments"]:
            segments.append(engine.segment_within(seconds, found["start"], found["end"], found["text"], found["tokens"]))
            progress.segment(segments[-1])
        progress.advance("DECODING", 1.0)
        return engine.transcription(
            segments,
            language=result["language"],
            times={"TOTAL": nanos},
            effective={
                "language": engine.language_told("en" if self._english else language, result["language"]),
                "task": task,
                "timestamps": str(timestamps).lower(),
                "decoding": engine.decoding(1, temperature),
                "vad": "false",
                "temperature": temperature,
                "previous-text": "prompt" if previous else "unused",
            },
        )
