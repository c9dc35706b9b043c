"""An engine that says how long a recording is and which files it sees, and does what the option "do" says."""

import os
import threading

from whisperbench_worker import Engine, WorkerError
from whisperbench_worker import audio, engine, options as asking
from whisperbench_worker.opened import OpenedFiles


class Listening(Engine):
    def initialize(self):
        return {"engine": "listening", "engineVersion": "1"}

    def load(self, model, options, progress):
        asked = asking.Asked("listening", options)
        asked.number("batch", 1, 1, 8)
        if asked.flag("corrupt"):
            raise WorkerError("MODEL_CORRUPT", "'words.txt' in '%s' is refused" % model["directory"])
        asked.end()
        device = asking.device("listening", options, ["cpu"])
        progress.phase("LOADING")
        opened = OpenedFiles(model["directory"])
        with open(os.path.join(model["directory"], "words.txt")) as words:
            self._words = words.read()
        self._seen = sorted(os.listdir(model["directory"]))
        return engine.identity(
            model["descriptor"]["name"], "listening", "1", device="cpu" if device == "auto" else device, precision="none",
            files=opened.stop(), effective={"pid": 0},
        )

    def transcribe(self, wav, options, progress):
        asked = asking.Asked("listening", options)
        do = asked.text("do", "listen", ("listen", "hang", "exit", "oom", "fail", "words"))
        asked.end()
        language = asking.language(options)
        seconds = self._seconds(wav)
        if do == "hang":
            progress.phase("DECODING")
            threading.Event().wait()
        if do == "exit":
            os._exit(3)
        if do == "oom":
            raise MemoryError("as asked")
        if do == "fail":
            raise WorkerError("UNSUPPORTED", "as asked")
        if do == "words":
            # All of them in one segment, which is too long to be told as progress.
            words = [{"start": "PT0S", "end": "PT0.5S", "text": "word" * 12} for _ in range(200_000)]
            told = dict(engine.segment(0, seconds, "so many words"), words=words)
            progress.segment(told)
            return engine.transcription([told])
        text = "%s sees %s for %.2f s" % (self._words, ",".join(self._seen), seconds)
        return engine.transcription([engine.segment(0, seconds, text)], language or "unknown")

    @staticmethod
    def _seconds(wav):
        import wave

        with wave.open(wav, "rb") as recording:
            return recording.getnframes() / audio.RATE
