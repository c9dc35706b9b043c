"""faster-whisper 1.2.1 on CTranslate2."""

import os
import time

from whisperbench_worker import Engine, WorkerError
from whisperbench_worker import audio, engine, options as asking
from whisperbench_worker.opened import OpenedFiles

BACKEND = "faster-whisper"
PRECISIONS = ("default", "auto", "int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32")


class FasterWhisper(Engine):
    def __init__(self):
        import ctranslate2
        import faster_whisper

        self._ctranslate2 = ctranslate2
        self._faster_whisper = faster_whisper
        self._model = None

    def initialize(self):
        return {
            "engine": "faster-whisper",
            "engineVersion": self._faster_whisper.__version__,
            "details": {"ctranslate2": self._ctranslate2.__version__},
        }

    def load(self, model, options, progress):
        self.unload()
        progress.phase("LOADING")
        asked = asking.Asked(BACKEND, options)
        precision = asked.text("precision", "default", PRECISIONS)
        asked.end()
        possible = ["cpu"] + (["cuda"] if self._ctranslate2.get_cuda_device_count() else [])
        device = asking.device(BACKEND, options, possible)
        folder = model["directory"]
        opened = OpenedFiles(folder)
        try:
            loaded = self._faster_whisper.WhisperModel(
                folder,
                device=possible[-1] if device == "auto" else device,
                compute_type=precision,
                cpu_threads=int(options.get("threads") or 0),
                local_files_only=True,
            )
        except ValueError as e:
            raise WorkerError("UNSUPPORTED", "precision '%s' is not possible here: %s" % (precision, e))
        except RuntimeError as e:
            raise self._refused(folder, str(e))
        except Exception as e:
            # The library for tokenizers has no kind of failure of its own.
            if type(e) is not Exception:
                raise
            raise WorkerError("MODEL_CORRUPT", "'tokenizer.json' in '%s' is refused: %s; download it again" % (folder, e))
        self._require_features(loaded, folder)
        self._model = loaded
        self._listen_to_nothing(folder)
        progress.advance("LOADING", 1.0)
        return engine.identity(
            model["descriptor"]["name"],
            "faster-whisper",
            self._faster_whisper.__version__,
            device=loaded.model.device,
            precision=loaded.model.compute_type,
            files=opened.stop(os.path.join(folder, "model.bin"), os.path.join(folder, "tokenizer.json")),
            effective={"ctranslate2": self._ctranslate2.__version__, "threads": self._threads(options)},
        )

    @staticmethod
    def _threads(options):
        # The library sets the number that it is given, see set_num_threads in its utils.cc, and tells none.
        return "%d, as asked" % int(options["threads"]) if options.get("threads") else engine.OWN_CHOICE

    @staticmethod
    def _refused(folder, said):
        words = said.lower()
        if "out of memory" in words:
            return WorkerError("OOM", "memory does not suffice: %s; use a smaller model" % said)
        if words.startswith("library ") or "cuda" in words:
            return WorkerError("ENGINE_MISSING", "CTranslate2 cannot use its device: %s; install that, or use device cpu" % said)
        return WorkerError("MODEL_CORRUPT", "CTranslate2 refuses the model in '%s': %s; download or copy it again" % (folder, said))

    @staticmethod
    def _require_features(loaded, folder):
        made = loaded.feature_extractor.mel_filters.shape[0]
        if made != loaded.model.n_mels:
            raise WorkerError(
                "MODEL_CORRUPT",
                "'preprocessor_config.json' in '%s' makes %d mel bands, but the model hears %d; download it again"
                % (folder, made, loaded.model.n_mels),
            )

    def _listen_to_nothing(self, folder):
        # The vocabulary and the configuration are looked at when something is transcribed.
        try:
            list(self._model.transcribe(audio.silence(1.0), language="en", beam_size=1)[0])
        except (RuntimeError, ValueError, KeyError) as e:
            raise WorkerError(
                "MODEL_CORRUPT", "the model in '%s' cannot transcribe: %s; download or copy it again" % (folder, e)
            )

    def transcribe(self, wav, options, progress):
        asked = asking.Asked(BACKEND, options)
        beams = asked.number("beam-size", 1, 1, 100)
        temperature = asked.number("temperature", 0.0, 0.0, 1.0, float)
        previous = asked.flag("condition-on-previous-text")
        vad = asked.flag("vad")
        asked.end()
        english = not self._model.model.is_multilingual
        # One that the library does not know would be a failure without a kind.
        language = asking.language(options, english)
        task = asking.task(options, english)
        timestamps = bool(options.get("timestamps", True))
        samples = audio.read(wav)
        seconds = len(samples) / audio.RATE
        progress.phase("DECODING")
        begin = time.perf_counter_ns()
        lazy, info = self._model.transcribe(
            samples,
            language=language,
            task=task,
            beam_size=beams,
            temperature=temperature,
            condition_on_previous_text=previous,
            vad_filter=vad,
            without_timestamps=not timestamps,
        )
        segments = []
        # Nothing is computed before somebody asks for the segments.
        for found in lazy:
            segment = engine.segment_within(seconds, found.start, found.end, found.text, found.tokens)
            segments.append(segment)
            progress.segment(segment)
            progress.advance("DECODING", min(1.0, found.end / seconds))
        nanos = time.perf_counter_ns() - begin
        progress.advance("DECODING", 1.0)
        return engine.transcription(
            segments,
            language=info.language,
            times={"TOTAL": nanos},
            effective={
                "language": engine.language_told("en" if english else language, info.language),
                "task": task,
                "timestamps": str(timestamps).lower(),
                "decoding": self._decoding(beams, temperature),
                "temperature": temperature,
                "previous-text": "prompt" if previous else "unused",
                "vad": str(vad).lower(),
            },
        )

    @staticmethod
    def _decoding(beams, temperature):
        # Above 0 the library draws five samples and uses no beams.
        if temperature > 0:
            return "sampling, best of 5"
        return engine.decoding(beams, temperature)

    def unload(self):
        self._model = None
