"""Recordings: PCM, 16 bit, mono, 16 000 Hz, as the host writes them."""

import wave

from .engine import WorkerError

RATE = 16000


def read(path):
    """Samples from -1 to 1 as an array of NumPy, float32."""
    import numpy

    try:
        with wave.open(path, "rb") as recording:
            form = (recording.getnchannels(), recording.getsampwidth(), recording.getframerate())
            if form != (1, 2, RATE):
                raise WorkerError("AUDIO", "audio file '%s' is not PCM, 16 bit, mono, 16000 Hz" % path)
            content = recording.readframes(recording.getnframes())
    except (OSError, EOFError, wave.Error) as e:
        raise WorkerError("AUDIO", "audio file '%s' cannot be used: %s; decode it again" % (path, e))
    return numpy.frombuffer(content, dtype="<i2").astype(numpy.float32) / 32768.0


def silence(seconds):
    """As long a silence."""
    import numpy

    return numpy.zeros(int(seconds * RATE), dtype=numpy.float32)
