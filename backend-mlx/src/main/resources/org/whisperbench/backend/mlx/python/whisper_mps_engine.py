"""whisper-mps 0.0.10 (AtomGradient/whisper-mps, commit 623a8b6): in spite of its name on MLX. It reads OpenAI's own files,
which are pickles, and converts them each time.
"""

import importlib.metadata
import os

from whisperbench_worker import WorkerError
from whisperbench_worker import audio, engine, on_mlx, options as asking
from whisperbench_worker.opened import OpenedFiles

BACKEND = "whisper-mps"


class WhisperMps(on_mlx.WhisperOnMlx):
    backend = BACKEND

    def __init__(self):
        import mlx.core
        import torch
        from whisper_mps.whisper.transcribe import ModelHolder, transcribe

        self._mx = mlx.core
        self._torch = torch
        # The library calls torch.load(file), whose default ran whatever a pickle says before PyTorch 2.6.
        load = torch.load
        torch.load = lambda file, *given, **named: load(file, *given, **dict(named, weights_only=True))
        self._holder = ModelHolder
        self._library = transcribe
        self._version = importlib.metadata.version(BACKEND)
        self._file = None

    def initialize(self):
        details = {"mlx": self._mx.__version__, "torch": self._torch.__version__}
        return {"engine": BACKEND, "engineVersion": self._version, "details": details}

    def load(self, model, options, progress):
        self.unload()
        progress.phase("LOADING")
        asked = asking.Asked(BACKEND, options)
        asked.end()
        found, device = on_mlx.device(self._mx, BACKEND, options)
        folder = model["directory"]
        # The path of a file: for a name the library would look into a folder of its own, and ask the network.
        file = os.path.join(folder, model["descriptor"]["files"][0]["path"])
        opened = OpenedFiles(folder)
        try:
            loaded = self._holder.get_model(file, self._mx.float16)
        except Exception as e:
            # Unpickling fails in as many ways as there are objects; what the library lacks is no matter of the file.
            if isinstance(e, (ImportError, MemoryError, AttributeError)):
                raise
            raise WorkerError("MODEL_CORRUPT", "whisper-mps refuses '%s': %s; download it again" % (file, e))
        self._mx.eval(loaded.parameters())
        self._file = file
        self._english = not loaded.is_multilingual
        self._languages = loaded.num_languages
        self._run(audio.silence(1.0), language="en", temperature=0.0)
        progress.advance("LOADING", 1.0)
        return engine.identity(
            model["descriptor"]["name"],
            BACKEND,
            self._version,
            device=found,
            precision=on_mlx.precision(loaded),
            files=opened.stop(file),
            effective={
                "mlx": self._mx.__version__,
                "mlx-device": device,
                "torch": self._torch.__version__,
                "threads": engine.OWN_CHOICE,
            },
        )

    def _run(self, samples, **given):
        return self._library(samples, model=self._file, verbose=None, fp16=True, **given)

    def unload(self):
        self._file = None
        self._holder.model = None
        self._holder.model_name = None
