"""What an engine is."""

import os

# What the user's environment decides about the devices and threads of an engine.
_DECIDING = ("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES", "ZE_AFFINITY_MASK", "OMP_WAIT_POLICY")


# What is told of a setting that a library has no way to be given.
OWN_CHOICE = "the engine's own choice"


class WorkerError(Exception):
    """A failure that has a kind: ENGINE_MISSING, MODEL_MISSING,
    MODEL_INCOMPLETE, MODEL_CORRUPT, AUDIO, UNSUPPORTED, OOM or INTERNAL."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class Engine:
    """Subclass it; one thread calls the methods, one call at a time.

    Parameters and results are what JSON has. Durations are ISO 8601 text, see
    duration(); paths are text.
    """

    def initialize(self):
        """Returns engine, engineVersion and details, a dict of text."""
        raise NotImplementedError

    def load(self, model, options, progress):
        """Loads model["directory"]; returns the identity, see identity()."""
        raise NotImplementedError

    def verify(self, model, options, wav, progress):
        """Loads and transcribes a little; returns the identity."""
        identity = self.load(model, options, progress)
        asked = {"language": "auto", "task": "TRANSCRIBE", "timestamps": True, "extra": {}}
        self.transcribe(wav, asked, progress)
        return identity

    def transcribe(self, wav, options, progress):
        """Returns the transcription, see transcription()."""
        raise NotImplementedError

    def features(self, wav, file):
        """Writes the features as .npy; where file is a folder, into it:
        features.npy, hidden_states.N.npy for each layer and encoder.npy. An
        engine that can says so by the detail "layers": "true"."""
        raise WorkerError("UNSUPPORTED", "this engine does not show its features")

    def unload(self):
        """Frees the model."""


def duration(seconds):
    """Seconds as ISO 8601 text, exact to the nanosecond."""
    return duration_nanos(round(seconds * 1_000_000_000))


def duration_nanos(nanos):
    """Nanoseconds as ISO 8601 text."""
    return "PT%d.%09dS" % divmod(int(nanos), 1_000_000_000)


def segment(start, end, text, tokens=()):
    """A segment from seconds to seconds."""
    return {
        "start": duration(start),
        "end": duration(end),
        "text": text.strip(),
        "tokens": [int(t) for t in tokens],
    }


def segment_within(seconds, start, end, text, tokens=()):
    """A segment brought into a recording of so many seconds: the last window is longer than what is left of it."""
    begin = min(max(0.0, start), seconds)
    return segment(begin, min(max(begin, end), seconds), text, tokens)


def transcription(segments, language="unknown", times=None, effective=None, complete=True):
    """A transcription; times are nanoseconds by stage."""
    return {
        "text": " ".join(s["text"] for s in segments if s["text"]),
        "segments": segments,
        "language": language,
        "complete": complete,
        "times": {k: duration_nanos(v) for k, v in (times or {}).items()},
        "effective": {k: str(v) for k, v in (effective or {}).items()},
    }


def decoding(beams, temperature):
    """How text is searched for, in the words that results have; above temperature 0 tokens are drawn."""
    if temperature > 0:
        return "sampling" if beams == 1 else "sampling with beams, %d" % beams
    return "greedy" if beams == 1 else "beam search, %d" % beams


def language_told(asked, heard):
    """In which language the text is, in the words that results have: one that the engine found out is told as detected."""
    if asked:
        return asked
    return "%s, detected" % heard if heard and heard != "unknown" else "auto"


def identity(model, engine, version, device="unknown", precision="unknown", files=(), effective=None):
    """What was loaded, as the engine tells it; files are absolute paths."""
    told = {name: os.environ[name] for name in _DECIDING if name in os.environ}
    told.update(effective or {})
    return {
        "model": model,
        "engine": engine,
        "engineVersion": version,
        "device": device,
        "precision": precision,
        "files": [str(f) for f in files],
        "effective": {k: str(v) for k, v in told.items()},
    }
