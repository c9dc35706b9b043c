"""A worker that does what the option "do" of a transcription says, however bad."""

import os
import signal
import subprocess
import sys
import threading

import whisperbench_worker
from whisperbench_worker import Engine, WorkerError
from whisperbench_worker.engine import duration, identity, segment, transcription


def segments(words):
    """So many words, one each second, in segments of ten."""
    told = []
    for first in range(0, words, 10):
        ten = [
            {"start": duration(i), "end": duration(i + 0.5), "text": "w%d \"\u00e9\u4f60\U0001f600\\" % i}
            for i in range(first, min(words, first + 10))
        ]
        told.append(dict(segment(first, first + len(ten) - 0.5, " ".join(w["text"] for w in ten)), words=ten))
    return told


class Scripted(Engine):
    def __init__(self):
        self.kept = []

    def initialize(self):
        print("printed by an engine")
        os.write(1, b"written by C code without a line feed")
        os.write(1, b"\n")
        return {"engine": "scripted", "engineVersion": "1"}

    def load(self, model, options, progress):
        progress.phase("LOADING")
        progress.advance("LOADING", 0.5)
        return identity(model["descriptor"]["name"], "scripted", "1", files=[model["directory"]])

    def transcribe(self, wav, options, progress):
        extra = options["extra"]
        if extra.get("do") == "words":
            told = segments(int(extra["argument"]))
            for s in told:
                progress.segment(s)
            return transcription(told)
        text = str(getattr(self, "do_" + extra.get("do", "echo"))(extra.get("argument", "")) or "")
        s = segment(0, 17e-9, text)
        progress.segment(s)
        return transcription([s], times={"TOTAL": 1_000_000_007})

    def unload(self):
        self.kept.clear()

    def do_echo(self, argument):
        return argument

    def do_environment(self, argument):
        return " ".join(os.environ)

    def do_fail(self, argument):
        raise WorkerError(argument, "as asked")

    def do_throw(self, argument):
        raise RuntimeError("the engine fell over")

    def do_overflow(self, argument):
        return self.do_overflow(argument) + argument

    def do_oom(self, argument):
        return bytearray(1 << 62)

    def do_long(self, argument):
        return "x" * int(argument)

    def do_exit(self, argument):
        sys.stderr.write("last words\n")
        sys.exit(int(argument))

    def do_halt(self, argument):
        os._exit(int(argument))

    def do_signal(self, argument):
        os.kill(os.getpid(), getattr(signal, "SIG" + argument))
        threading.Event().wait()

    def do_raw(self, argument):
        # The descriptor of the frames, which no library knows.
        os.write(whisperbench_worker._taken_out, argument.encode("latin-1"))
        threading.Event().wait()

    def do_flood(self, argument):
        where, mebis = argument.split()
        mebi = (b"a line of a library that talks much\n" * 29128)[:1 << 20]
        for _ in range(int(mebis)):
            os.write(2 if where == "err" else 1, mebi)

    def do_hang(self, argument):
        threading.Event().wait()

    def do_shell(self, argument):
        return subprocess.run(["sh", "-c", argument]).returncode

    def do_grow(self, argument):
        self.kept.append(b"\x01" * int(argument))

    def do_zombie(self, argument):
        subprocess.Popen(["true"])
        threading.Event().wait()

    def do_daemon(self, argument):
        if os.fork() == 0:
            os.setsid()
            if os.fork() != 0:
                os._exit(0)
            threading.Event().wait()
        threading.Event().wait()

