"""lightning-whisper-mlx 0.0.10 (mustafaaljadery/lightning-whisper-mlx, commit 5a4d978).

Its class LightningWhisperMLX asks a hub for files when it is made, keeps them below the current folder, and hands on
neither task nor temperature; so the function that it wraps is called here.
"""

import importlib.metadata
import os
import time

from whisperbench_worker import Engine, WorkerError
from whisperbench_worker import audio, engine, on_mlx, options as asking
from whisperbench_worker.opened import OpenedFiles

BACKEND = "lightning-whisper-mlx"
WEIGHTS = "weights.npz"
SEGMENT_SECONDS = 0.01
UPSTREAM_BATCH = 12


class Lightning(Engine):
    def __init__(self):
        import lightning_whisper_mlx  # noqa: F401
        import mlx.core
        from lightning_whisper_mlx.transcribe import ModelHolder, transcribe_audio

        self._mx = mlx.core
        self._holder = ModelHolder
        self._library = transcribe_audio
        self._version = importlib.metadata.version(BACKEND)
        self._folder = None

    def initialize(self):
        return {"engine": BACKEND, "engineVersion": self._version, "details": {"mlx": self._mx.__version__}}

    def load(self, model, options, progress):
        self.unload()
        progress.phase("LOADING")
        asking.Asked(BACKEND, options).end()
        found, device = on_mlx.device(self._mx, BACKEND, options)
        folder = model["directory"]
        opened = OpenedFiles(folder)
        try:
            loaded = self._holder.get_model(folder, self._mx.float16)
        except (RuntimeError, ValueError, KeyError, TypeError) as e:
            raise self._refused(folder, e)
        weights = os.path.join(folder, WEIGHTS)
        on_mlx.require_tensors(self._mx, weights, loaded)
        self._mx.eval(loaded.parameters())
        self._folder = folder
        self._english = not loaded.is_multilingual
        self._languages = loaded.num_languages
        try:
            # A tensor of another shape is taken when the model is loaded.
            self._run(audio.silence(1.0), language="en")
        except (RuntimeError, ValueError) as e:
            raise self._refused(folder, e)
        progress.advance("LOADING", 1.0)
        return engine.identity(
            model["descriptor"]["name"],
            BACKEND,
            self._version,
            device=found,
            precision=on_mlx.precision(loaded),
            files=opened.stop(weights),
            effective={"mlx": self._mx.__version__, "mlx-device": device, "threads": engine.OWN_CHOICE},
        )

    @staticmethod
    def _refused(folder, failure):
        return WorkerError(
            "MODEL_CORRUPT", "%s refuses the model in '%s': %s; download it again" % (BACKEND, folder, failure)
        )

    def _run(self, samples, batch=1, fallback=False, **given):
        if not fallback:
            # Otherwise a window that looks wrong is tried again at temperature 1.
            given.update(compression_ratio_threshold=None, logprob_threshold=None, no_speech_threshold=None)
        return self._library(samples, path_or_hf_repo=self._folder, batch_size=batch, **given)

    def transcribe(self, wav, options, progress):
        asked = asking.Asked(BACKEND, options)
        batch = asked.number("batch", UPSTREAM_BATCH, 1, 256)
        fallback = asked.flag("fallback")
        previous = asked.flag("condition-on-previous-text")
        asked.end()
        language = asking.language(options, True) if self._english else asking.whisper_language(options, self._languages)
        task = asking.task(options, self._english)
        samples = audio.read(wav)
        seconds = len(samples) / audio.RATE
        progress.phase("DECODING")
        begin = time.perf_counter_ns()
        result = self._run(
            samples,
            batch=batch,
            fallback=fallback,
            condition_on_previous_text=previous,
            language=language,
            task=task,
        )
        nanos = time.perf_counter_ns() - begin
        segments = []
        # A list of frames of 10 ms and a text, one for each window of 30 s.
        for start, end, text in result["segments"]:
            if text.strip():
                segment = engine.segment_within(seconds, start * SEGMENT_SECONDS, end * SEGMENT_SECONDS, text)
                segments.append(segment)
                progress.segment(segment)
        progress.advance("DECODING", 1.0)
        return engine.transcription(
            segments,
            language=result["language"],
            times={"TOTAL": nanos},
            effective={
                "language": engine.language_told("en" if self._english else language, result["language"]),
                "task": task,
                "timestamps": "of windows",
                "decoding": "greedy",
                "temperature": "0.0",
                "fallback": str(fallback).lower(),
                # Who never tries a window again keeps a silent one, too.
                "no-speech-threshold": "0.6" if fallback else "none",
                "previous-text": "prompt" if previous else "unused",
                "vad": "false",
                "batch": batch,
            },
        )

    def unload(self):
        self._folder = None
        self._holder.model = None
        self._holder.model_path = None
