"""mlx-whisper 0.4.3 (ml-explore/mlx-examples, commit 7ddca42f)."""

import importlib.metadata
import os

from whisperbench_worker import WorkerError
from whisperbench_worker import audio, engine, on_mlx, options as asking
from whisperbench_worker.opened import OpenedFiles

BACKEND = "mlx-whisper"


class MlxWhisper(on_mlx.WhisperOnMlx):
    backend = BACKEND

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
        found, device = on_mlx.device(self._mx, BACKEND, options)
        folder = model["directory"]
        opened = OpenedFiles(folder)
        try:
            loaded = self._holder.get_model(folder, self._mx.float16)
        except (RuntimeError, ValueError, KeyError, TypeError) as e:
            raise WorkerError("MODEL_CORRUPT", "mlx-whisper refuses the model in '%s': %s; download it again" % (folder, e))
        weights = self._weights(folder)
        on_mlx.require_tensors(self._mx, weights, loaded)
        # MLX computes when it must.
        self._mx.eval(loaded.parameters())
        self._folder = folder
        self._english = not loaded.is_multilingual
        self._languages = loaded.num_languages
        try:
            # A tensor of another shape is taken when the model is loaded.
            self._run(audio.silence(1.0), language="en", temperature=0.0)
        except (RuntimeError, ValueError) as e:
            raise WorkerError("MODEL_CORRUPT", "the model in '%s' cannot transcribe: %s; download it again" % (folder, e))
        progress.advance("LOADING", 1.0)
        return engine.identity(
            model["descriptor"]["name"],
            "mlx-whisper",
            self._version,
            device=found,
            precision=on_mlx.precision(loaded),
            files=opened.stop(weights),
            effective={"mlx": self._mx.__version__, "mlx-device": device, "threads": engine.OWN_CHOICE},
        )

    @staticmethod
    def _weights(folder):
        """The file that the library reads, which is the first that is there in its order."""
        names = ("model.safetensors", "weights.safetensors", "weights.npz")
        return next(path for path in (os.path.join(folder, name) for name in names) if os.path.isfile(path))

    def _run(self, samples, **given):
        return self._library.transcribe(samples, path_or_hf_repo=self._folder, verbose=None, fp16=True, **given)

    def unload(self):
        self._folder = None
        self._holder.model = None
        self._holder.model_path = None
