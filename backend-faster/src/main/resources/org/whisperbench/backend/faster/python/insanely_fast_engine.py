"""insanely-fast-whisper: the pipeline of transformers that its command line is a wrapper of (release 0.0.15)."""

import gc
import os
import time

from whisperbench_worker import Engine, WorkerError
from whisperbench_worker import audio, engine, options as asking
from whisperbench_worker.opened import OpenedFiles

BACKEND = "insanely-fast-whisper"
WEIGHTS = "model.safetensors"
PRECISIONS = ("auto", "float32", "float16", "bfloat16")
# Some files hold what transformers takes from elsewhere: the table of words once more, and what is computed from the place.
KNOWN_BESIDES = {"proj_out.weight", "model.encoder.embed_positions.weight"}


class InsanelyFast(Engine):
    def __init__(self):
        import torch
        import transformers

        self._torch = torch
        self._transformers = transformers
        transformers.logging.set_verbosity_error()
        self._pipe = None

    def initialize(self):
        return {
            "engine": "transformers",
            "engineVersion": self._transformers.__version__,
            "details": {"torch": self._torch.__version__, "layers": "true"},
        }

    def load(self, model, options, progress):
        self.unload()
        progress.phase("LOADING")
        asked = asking.Asked(BACKEND, options)
        attention = asked.text("attention", "auto", ("auto", "eager", "sdpa", "flash_attention_2"))
        precision = asked.text("precision", "auto", PRECISIONS)
        asked.end()
        device = self._device(options)
        self._precision = self._precision_on(device, precision)
        if options.get("threads"):
            self._torch.set_num_threads(int(options["threads"]))
        folder = model["directory"]
        opened = OpenedFiles(folder)
        whisper = self._whisper(folder, attention, device)
        try:
            # The pipeline moves the weights to the device.
            self._pipe = self._transformers.pipeline(
                "automatic-speech-recognition",
                model=whisper,
                tokenizer=self._read(self._transformers.AutoTokenizer, folder),
                feature_extractor=self._read(self._transformers.AutoFeatureExtractor, folder),
                device=device,
            )
        except (RuntimeError, MemoryError) as e:
            if _lacks_memory(e):
                raise WorkerError("OOM", "memory of device '%s' does not suffice: %s; use a smaller model" % (device, _line(e)))
            raise
        self._require_features(folder, whisper)
        self._english = not getattr(whisper.generation_config, "is_multilingual", True)
        # Each language is a token; what else is in the vocabulary is the same for all multilingual models.
        self._languages = whisper.config.vocab_size - 51766
        progress.advance("LOADING", 1.0)
        return engine.identity(
            model["descriptor"]["name"],
            "transformers",
            self._transformers.__version__,
            device=str(self._pipe.device.type),
            precision=str(next(whisper.parameters()).dtype).replace("torch.", ""),
            files=opened.stop(os.path.join(folder, WEIGHTS)),
            effective={
                "torch": self._torch.__version__,
                "threads": self._torch.get_num_threads(),
                "attention": whisper.config._attn_implementation,
            },
        )

    def _device(self, options):
        possible = ["cpu"]
        if self._torch.cuda.is_available():
            possible.insert(0, "cuda")
        if self._torch.backends.mps.is_available():
            possible.insert(0, "mps")
        asked = asking.device(BACKEND, options, possible)
        return possible[0] if asked == "auto" else asked

    def _precision_on(self, device, precision):
        if precision == "auto":
            # Upstream computes in float16 and cannot run on a processor, where float32 is what is fast.
            precision = "float32" if device == "cpu" else "float16"
        return getattr(self._torch, precision)

    def _whisper(self, folder, attention, device):
        given = {} if attention == "auto" else {"attn_implementation": attention}
        if attention == "flash_attention_2" and device != "cuda":
            raise WorkerError("UNSUPPORTED", "attention 'flash_attention_2' needs device 'cuda', not '%s'" % device)
        kind = self._transformers.AutoModelForSpeechSeq2Seq
        try:
            whisper, told = kind.from_pretrained(
                folder,
                dtype=self._precision,
                local_files_only=True,
                use_safetensors=True,
                output_loading_info=True,
                **given,
            )
        except ImportError as e:
            raise WorkerError("UNSUPPORTED", "attention '%s' is not possible here: %s" % (attention, e))
        except (OSError, ValueError, RuntimeError, MemoryError) as e:
            raise self._refused(folder, e)
        # transformers fills what is missing with random numbers, leaves out what is too much, and only says so.
        wrong = {name: sorted(map(str, told.get(name) or ())) for name in ("missing_keys", "mismatched_keys")}
        wrong["unexpected_keys"] = sorted(set(told.get("unexpected_keys") or ()) - KNOWN_BESIDES)
        wrong = {name: keys for name, keys in wrong.items() if keys}
        if wrong:
            raise WorkerError(
                "MODEL_CORRUPT",
                "model in '%s' is not whole: %s; download or copy the model again"
                % (folder, "; ".join("%d %s such as %s" % (len(v), k.replace("_", " "), v[0]) for k, v in wrong.items())),
            )
        # Without it, transcribing with timestamps fails later.
        if getattr(whisper.generation_config, "no_timestamps_token_id", None) is None:
            raise WorkerError(
                "MODEL_CORRUPT",
                "'generation_config.json' in '%s' has no 'no_timestamps_token_id'; download or copy the model again" % folder,
            )
        return whisper

    def _require_features(self, folder, whisper):
        made, heard = self._pipe.feature_extractor.feature_size, whisper.config.num_mel_bins
        if made != heard:
            raise WorkerError(
                "MODEL_CORRUPT",
                "'preprocessor_config.json' in '%s' makes %d mel bands, but the model hears %d; download it again"
                % (folder, made, heard),
            )

    def _read(self, kind, folder):
        try:
            return kind.from_pretrained(folder, local_files_only=True)
        except (OSError, ValueError, KeyError, TypeError) as e:
            raise self._refused(folder, e)

    def _refused(self, folder, failure):
        if _lacks_memory(failure):
            return WorkerError("OOM", "memory does not suffice: %s" % _line(failure))
        return WorkerError(
            "MODEL_CORRUPT",
            "transformers refuses the model in '%s': %s; download or copy the model again" % (folder, _line(failure)),
        )

    def transcribe(self, wav, options, progress):
        asked = asking.Asked(BACKEND, options)
        beams = asked.number("beam-size", 1, 1, 16)
        temperature = asked.number("temperature", 0.0, 0.0, 1.0, float)
        self._batch = asked.number("batch", 1, 1, 256)
        asked.end()
        language = asking.language(options, True) if self._english else asking.whisper_language(options, self._languages)
        task = asking.task(options, self._english)
        samples = audio.read(wav)
        progress.phase("DECODING")
        timestamps = bool(options.get("timestamps", True))
        generate = {"num_beams": beams, "do_sample": temperature > 0}
        if temperature > 0:
            generate["temperature"] = temperature
        if not self._english:
            generate["task"] = task
            if language:
                generate["language"] = language
        begin = time.perf_counter_ns()
        result = self._run(samples, timestamps, generate) if len(samples) else {"chunks": [], "text": ""}
        nanos = time.perf_counter_ns() - begin
        segments = self._segments(result, len(samples) / audio.RATE)
        for segment in segments:
            progress.segment(segment)
        progress.advance("DECODING", 1.0)
        return engine.transcription(
            segments,
            language=("en" if self._english else language) or "unknown",
            times={"TOTAL": nanos},
            effective={
                "language": "en" if self._english else language or "auto",
                "task": task,
                "timestamps": str(timestamps).lower(),
                "decoding": engine.decoding(beams, temperature),
                "temperature": temperature,
                "previous-text": "unused",
                "vad": "false",
                "window": "30 s",
                "batch": self._batch,
            },
        )

    def _run(self, samples, timestamps, generate):
        try:
            with self._torch.inference_mode():
                return self._pipe(
                    {"raw": samples, "sampling_rate": audio.RATE},
                    chunk_length_s=30,
                    batch_size=self._batch,
                    return_timestamps=timestamps,
                    generate_kwargs=generate,
                )
        except (RuntimeError, MemoryError) as e:
            if _lacks_memory(e):
                raise WorkerError("OOM", "memory does not suffice with batch %d: %s" % (self._batch, _line(e)))
            raise

    def features(self, wav, file):
        import numpy

        def write(name, values):
            rows = numpy.ascontiguousarray(values.float().cpu().numpy())
            numpy.save(os.path.join(file, name + ".npy"), rows)

        whisper = self._pipe.model
        given = self._pipe.feature_extractor(audio.read(wav), sampling_rate=audio.RATE, return_tensors="pt")
        features = given.input_features.to(whisper.device, whisper.dtype)
        if not os.path.isdir(file):
            numpy.save(file, features.float().cpu().numpy())
            return
        encoder, raw = whisper.get_encoder(), []
        # The last hidden state has been normalized already; what the last layer gave is what goes into that.
        hook = encoder.layer_norm.register_forward_pre_hook(lambda _, given: raw.append(given[0]))
        try:
            with self._torch.inference_mode():
                shown = encoder(features, output_hidden_states=True)
        finally:
            hook.remove()
        write("features", features)
        # The first is what goes into the first layer.
        for number, layer in enumerate(list(shown.hidden_states[1:-1]) + raw):
            write("hidden_states.%d" % number, layer)
        write("encoder", shown.last_hidden_state)

    @staticmethod
    def _segments(result, seconds):
        chunks = result.get("chunks")
        if chunks is None:
            chunks = [{"timestamp": (0.0, seconds), "text": result["text"]}] if result["text"].strip() else []
        segments, at = [], 0.0
        for chunk in chunks:
            start, end = chunk["timestamp"]
            start = min(max(at, start if start is not None else at), seconds)
            end = min(max(start, end if end is not None else seconds), seconds)
            segments.append(engine.segment(start, end, chunk["text"]))
            at = start
        return segments

    def unload(self):
        self._pipe = None
        if self._torch.cuda.is_available():
            # Else PyTorch keeps the memory for itself while other engines are measured.
            gc.collect()
            self._torch.cuda.empty_cache()


def _lacks_memory(failure):
    # torch.OutOfMemoryError is a RuntimeError; the allocator of the processor says it in other words.
    words = str(failure).lower()
    return isinstance(failure, MemoryError) or "out of memory" in words or "can't allocate memory" in words


def _line(failure):
    # PyTorch says who else has the device's memory and what its own allocator could do; what is asked for and left is enough.
    return " ".join(str(failure).split()).split(" Process ")[0][:400].rstrip(".")
