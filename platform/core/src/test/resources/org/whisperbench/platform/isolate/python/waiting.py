"""An engine that hears nothing in particular; what matters is that it is a process."""

from whisperbench_worker import Engine, engine


class Waiting(Engine):
    def initialize(self):
        return {"engine": "waiting", "engineVersion": "1"}

    def load(self, model, options, progress):
        return engine.identity(
            model["descriptor"]["name"], "waiting", "1", device="cpu", precision="none", files=[], effective={}
        )

    def transcribe(self, wav, options, progress):
        return engine.transcription([engine.segment(0, 1, "heard")], "en")
