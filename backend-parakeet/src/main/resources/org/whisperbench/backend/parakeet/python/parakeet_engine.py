"""parakeet-mlx 0.5.1 (senstella/parakeet-mlx, commit ba03a1b)."""

import importlib.metadata
import os
import time

from whisperbench_worker import Engine, WorkerError
from whisperbench_worker import audio, engine, on_mlx, options as asking
from whisperbench_worker.opened import OpenedFiles

BACKEND = "parakeet-mlx"
FILES = ("config.json", "model.safetensors")
PRECISIONS = ("bfloat16", "float16", "float32")
# Of parakeet-tdt-0.6b-v3; the library has no way to be told one.
LANGUAGES = "bg hr cs da nl en et fi fr de el hu it lv lt mt pl pt ro sk sl es sv ru uk".split()


class Parakeet(Engine):
    def __init__(self):
        import mlx.core
        import parakeet_mlx
        import parakeet_mlx.parakeet

        self._mx = mlx.core
        self._library = parakeet_mlx
        # Its transcribe() takes a path and runs ffmpeg; here it gets what was read from the recording.
        parakeet_mlx.parakeet.load_audio = self._recorded
        self._samples = None
        self._version = importlib.metadata.version(BACKEND)
        self._model = None

    def initialize(self):
        return {"engine": BACKEND, "engineVersion": self._version, "details": {"mlx": self._mx.__version__}}

    def load(self, model, options, progress):
        self.unload()
        progress.phase("LOADING")
        asked = asking.Asked(BACKEND, options)
        precision = asked.text("precision", "bfloat16", PRECISIONS)
        asked.end()
        found, device = on_mlx.device(self._mx, BACKEND, options)
        self._type = getattr(self._mx, precision)
        folder = model["directory"]
        opened = OpenedFiles(folder)
        try:
            # An absolute path: of a relative one the library would ask the network first.
            loaded = self._library.from_pretrained(os.path.abspath(folder), dtype=self._type)
        except (RuntimeError, ValueError, KeyError, TypeError, OSError) as e:
            raise WorkerError("MODEL_CORRUPT", "parakeet-mlx refuses the model in '%s': %s; download it again" % (folder, e))
        self._mx.eval(loaded.parameters())
        self._model = loaded
        self._english = model["descriptor"].get("languages") == ["en"]
        try:
            self._hear(audio.silence(1.0))
        except (RuntimeError, ValueError) as e:
            raise WorkerError("MODEL_CORRUPT", "the model in '%s' cannot transcribe: %s; download it again" % (folder, e))
        progress.advance("LOADING", 1.0)
        return engine.identity(
            model["descriptor"]["name"],
            BACKEND,
            self._version,
            device=found,
            precision=on_mlx.precision(loaded),
            files=opened.stop(*(os.path.join(folder, name) for name in FILES)),
            effective={
                "mlx": self._mx.__version__,
                "mlx-device": device,
                "kind": type(loaded).__name__,
                "threads": engine.OWN_CHOICE,
            },
        )

    def _recorded(self, filename, sampling_rate, dtype=None):
        if sampling_rate != audio.RATE:
            raise WorkerError("UNSUPPORTED", "the model hears %d Hz, not %d" % (sampling_rate, audio.RATE))
        return self._mx.array(self._samples)

    def _hear(self, samples, **given):
        self._samples = samples
        try:
            return self._model.transcribe("recording.wav", dtype=self._type, **given)
        finally:
            self._samples = None

    def transcribe(self, wav, options, progress):
        asked = asking.Asked(BACKEND, options)
        beams = asked.number("beam-size", 1, 1, 16)
        # As its command line: attention over a whole hour would need all memory.
        chunk = asked.number("chunk", 120, 20, 3600)
        asked.end()
        if beams > 1 and not isinstance(self._model, self._library.ParakeetTDT):
            # Upstream's CTC ignores it, and its RNNT stops at an assertion.
            raise WorkerError(
                "UNSUPPORTED",
                "'beam-size=%d' is not possible with a model of kind '%s'; use 1, or a TDT model"
                % (beams, type(self._model).__name__),
            )
        if options["task"] != "TRANSCRIBE":
            raise WorkerError("UNSUPPORTED", "Parakeet does not translate; use a Whisper model")
        asking.language(options, self._english, known=["en"] if self._english else LANGUAGES)
        samples = audio.read(wav)
        seconds = len(samples) / audio.RATE
        progress.phase("DECODING")
        decoding = self._library.Greedy() if beams == 1 else self._library.Beam(beam_size=beams)
        begin = time.perf_counter_ns()
        # Below a window of the features there is nothing to hear.
        sentences = []
        if len(samples) >= audio.RATE // 20:
            sentences = self._hear(
                samples,
                decoding_config=self._library.DecodingConfig(decoding=decoding),
                chunk_duration=float(chunk),
                overlap_duration=15.0,
                chunk_callback=lambda at, end: progress.advance("DECODING", at / end),
            ).sentences
        nanos = time.perf_counter_ns() - begin
        segments = []
        for found in sentences:
            tokens = [token.id for token in found.tokens]
            segments.append(engine.segment_within(seconds, found.start, found.end, found.text, tokens))
            progress.segment(segments[-1])
        progress.advance("DECODING", 1.0)
        return engine.transcription(
            segments,
            language="en" if self._english else "unknown",
            times={"TOTAL": nanos},
            effective={
                "language": "en" if self._english else engine.OWN_CHOICE,
                "task": "transcribe",
                "timestamps": "true",
                "decoding": engine.decoding(beams, 0),
                "vad": "false",
                "chunk": "%d s" % chunk,
            },
        )

    def unload(self):
        self._model = None
