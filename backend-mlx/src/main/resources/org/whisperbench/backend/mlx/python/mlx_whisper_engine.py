"""mlx-whisper 0.4.3 (ml-explore/mlx-examples, commit 7ddca42f)."""

import importlib.metadata
import os
import time

from whisperbench_worker import Engine, WorkerError
from whisperbench_worker import audio, engine, options as asking
from whisperbench_worker.opened import OpenedFiles

BACKEND = "mlx-whisper"


class MlxWhisper(Engine):
    def __init__(self):
        import mlx.core
        import mlx_whisper
        from mlx_whisper.transcribe import ModelHolder

        self._mx = mlx.core
        self._library = mlx_whisper
        # transcribe() loads the model again unless it is in here, in the precision that it computes in.
        self._holder = ModelHolder
        self._version = importlib.metadata.version("mlx-whisper")
        self._folder = None

    def initialize(self):
        return {"engine": "mlx-whisper", "engineVersion": self._version, "details": {"mlx": self._mx.__version__}}

    def load(self, model, options, progress):
        self.unload()
        progress.phase("LOADING")
        asked = asking.Asked(BACKEND, options)
        asked.end()
        device = str(self._mx.default_device())
        possible = ["gpu"] if "gpu" in device else ["cpu"]
        asking.device(BACKEND, options, possible)
        folder = model["directory"]
        opened = OpenedFiles(folder)
        try:
            loaded = self._holder.get_model(folder, self._mx.float16)
        except (RuntimeError, ValueError, KeyError, TypeError) as e:
            raise WorkerError("MODEL_CORRUPT", "mlx-whisper refuses the model in '%s': %s; download it again" % (folder, e))
        weights = self._require_tensors(folder, loaded)
        # MLX computes when it must.
        self._mx.eval(loaded.parameters())
        self._folder = folder
        self._english = not loaded.is_multilingual
        self._languages = loaded.num_languages
        try:
            # A tensor of another shape is taken when the model is loaded.
            self._transcribe(audio.silence(1.0), language="en", temperature=0.0)
        except (RuntimeError, ValueError) as e:
            raise WorkerError("MODEL_CORRUPT", "the model in '%s' cannot transcribe: %s; download it again" % (folder, e))
        progress.advance("LOADING", 1.0)
        return engine.identity(
            model["descriptor"]["name"],
            "mlx-whisper",
            self._version,
            device=possible[0],
            precision=str(loaded.dtype).replace("mlx.core.", ""),
            files=opened.stop(weights),
            effective={"mlx": self._mx.__version__, "mlx-device": device},
        )

    def _require_tensors(self, folder, loaded):
        """mlx-whisper leaves random numbers where tensors are missing, so their names are compared."""
        from mlx.utils import tree_flatten

        names = ("model.safetensors", "weights.safetensors", "weights.npz")
        weights = next(path for path in (os.path.join(folder, name) for name in names) if os.path.isfile(path))
        there = set(self._mx.load(weights))
        missing = sorted({name for name, _ in tree_flatten(loaded.parameters())} - there - {"alignment_heads"})
        if missing:
            raise WorkerError(
                "MODEL_CORRUPT",
                "model file '%s' lacks %d tensors such as %s; download it again" % (weights, len(missing), missing[0]),
            )
        return weights

    def _transcribe(self, samples, **given):
        return self._library.transcribe(samples, path_or_hf_repo=self._folder, verbose=None, fp16=True, **given)

    def transcribe(self, wav, options, progress):
        asked = asking.Asked(BACKEND, options)
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
        result = self._transcribe(
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
                "language": result["language"],
                "task": task,
                "timestamps": str(timestamps).lower(),
                "decoding": "greedy",
                "temperature": temperature,
                "previous-text": "prompt" if previous else "unused",
            },
        )

    def unload(self):
        self._folder = None
        self._holder.model = None
        self._holder.model_path = None
