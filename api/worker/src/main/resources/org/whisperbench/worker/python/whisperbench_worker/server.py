"""Answers requests with an engine."""

import os
import queue
import sys
import threading
import time
import traceback

from .engine import WorkerError
from .frames import FrameWriter, TooLong, read_frames

PROTOCOL = 1
_WAITING_REQUESTS = 64
_LAST_LINES = 12


class Progress:
    """Tells the host how far a call is."""

    def __init__(self, writer, number):
        self._writer = writer
        self._number = number

    def alive(self):
        self._note({"kind": "alive"})

    def phase(self, phase):
        """LOADING, COMPILING, ENCODING or DECODING has begun."""
        self._note({"kind": "phase", "phase": phase})

    def advance(self, phase, fraction):
        """The phase has come this far, from 0 to 1."""
        self._note({"kind": "advance", "phase": phase, "fraction": fraction})

    def segment(self, segment):
        """The segment is final."""
        self._note({"kind": "segment", "segment": segment})

    def log(self, message):
        """Adds a line to the log that the host keeps."""
        self._writer.write({"jsonrpc": "2.0", "method": "log", "params": {"message": str(message)}})

    def _note(self, params):
        try:
            self._writer.write({"jsonrpc": "2.0", "method": "progress", "params": dict(params, id=self._number)})
        except TooLong as e:
            # Such as a segment of hours, which is in the result all the same.
            sys.stderr.write("progress was left out: %s\n" % e)


class _Refused(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Server:
    """One thread reads, one beats, and the main thread works."""

    def __init__(self, make_engine, descriptor_in, descriptor_out):
        self._make_engine = make_engine
        self._engine = None
        self._descriptor_in = descriptor_in
        self._writer = FrameWriter(descriptor_out)
        self._requests = queue.Queue(_WAITING_REQUESTS)
        self._heartbeat = 1.0
        self._joins_parts = False
        self._busy = threading.Event()
        self._progress = None

    def run(self):
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._beat, daemon=True).start()
        while True:
            request = self._requests.get()
            self._progress = Progress(self._writer, request["id"])
            if request.get("method") == "initialize":
                self._set_heartbeat(request)
                self._joins_parts = _joins_parts(request)
            self._busy.set()
            answer = self._answer(request)
            self._busy.clear()
            self._send(request["id"], answer)
            if request.get("method") == "shutdown":
                os._exit(0)

    def _read(self):
        try:
            for message in read_frames(self._descriptor_in):
                if isinstance(message, str):
                    self._send(None, {"error": _error(-32700, message, "INTERNAL")})
                elif _is_request(message):
                    try:
                        self._requests.put_nowait(message)
                    except queue.Full:
                        refusal = _error(-32000, "too many requests wait", "INTERNAL")
                        self._send(message["id"], {"error": refusal})
                elif "method" not in message:
                    self._send(None, {"error": _error(-32700, "NOT_A_MESSAGE", "INTERNAL")})
        except BrokenPipeError:
            pass
        except BaseException:
            traceback.print_exc()
            os._exit(70)
        # Standard input has ended: nobody wants the work any more.
        os._exit(0)

    def _beat(self):
        while True:
            self._busy.wait()
            time.sleep(self._heartbeat)
            progress = self._progress
            if self._busy.is_set() and progress is not None:
                try:
                    progress.alive()
                except OSError:
                    os._exit(0)

    def _set_heartbeat(self, request):
        try:
            self._heartbeat = max(0.001, float(request["params"]["heartbeatMillis"]) / 1000)
        except (KeyError, TypeError, ValueError):
            pass

    def _answer(self, request):
        try:
            before = _cpu_nanos()
            start = time.perf_counter_ns()
            value = self._call(request.get("method"), request.get("params"))
            nanos = time.perf_counter_ns() - start
            return {"result": {"value": value, "nanos": nanos, "usage": _usage(before)}}
        except _Refused as e:
            return {"error": _error(e.code, str(e), "INTERNAL")}
        except SystemExit as e:
            # As in any other program: the process ends, with this code.
            sys.stderr.flush()
            os._exit(e.code if isinstance(e.code, int) else 0 if e.code is None else 1)
        except BaseException as e:
            return {"error": _failure(e, request["id"])}

    def _call(self, method, params):
        if not isinstance(params, dict):
            params = {}
        if method == "initialize":
            self._engine = self._make_engine()
            return dict({"details": {}, "protocol": PROTOCOL}, **self._engine.initialize())
        if method not in ("load", "verify", "transcribe", "features", "unload", "shutdown"):
            raise _Refused(-32601, "there is no method %r" % (method,))
        if self._engine is None:
            raise _Refused(-32000, "%r came before 'initialize'" % (method,))
        return getattr(self, "_" + method)(params)

    def _load(self, params):
        model, options = _take(params, "model", "options")
        return self._engine.load(model, options, self._progress)

    def _verify(self, params):
        return self._engine.verify(*_take(params, "model", "options", "wav"), self._progress)

    def _transcribe(self, params):
        wav, options = _take(params, "wav", "options")
        return self._engine.transcribe(wav, options, self._progress)

    def _features(self, params):
        wav, file = _take(params, "wav", "file")
        self._engine.features(wav, file)
        return file

    def _unload(self, _):
        self._engine.unload()
        return {}

    _shutdown = _unload

    def _send(self, number, answer):
        try:
            if "result" in answer:
                self._writer.write_result(number, answer["result"], self._joins_parts)
            else:
                self._writer.write(dict({"jsonrpc": "2.0", "id": number}, **answer))
        except (TypeError, ValueError, RecursionError) as e:
            problem = _error(-32000, "answer cannot be written: %s" % e, "INTERNAL")
            self._writer.write({"jsonrpc": "2.0", "id": number, "error": problem})
        except BrokenPipeError:
            os._exit(0)


def _is_request(message):
    number = message.get("id")
    return isinstance(number, int) and not isinstance(number, bool) and isinstance(message.get("method"), str)


def _joins_parts(request):
    params = request.get("params")
    return isinstance(params, dict) and params.get("joinsParts") is True


def _take(params, *names):
    missing = [n for n in names if n not in params]
    if missing:
        raise _Refused(-32602, "parameters lack %s" % ", ".join(missing))
    return [params[n] for n in names]


def _error(code, message, kind, **data):
    return {"code": code, "message": message, "data": dict(data, kind=kind)}


def _failure(failure, number):
    kind = "INTERNAL"
    if isinstance(failure, WorkerError):
        kind = failure.kind
    elif isinstance(failure, MemoryError):
        kind = "OOM"
    elif isinstance(failure, ImportError):
        kind = "ENGINE_MISSING"
    # What an engine says for people needs no trace; what the library threw before that has one.
    told = failure.__context__ if isinstance(failure, WorkerError) else failure
    trace = traceback.format_exception(type(told), told, told.__traceback__) if told else []
    # The mark tells the host that all of the log is there; the answer comes by another pipe.
    sys.stderr.write("".join(trace[-_LAST_LINES:]) + "\x1e%d\n" % number)
    sys.stderr.flush()
    message = str(failure) or type(failure).__name__
    return _error(-32000, message, kind, exception=type(failure).__name__, marked=True)


def _cpu_nanos():
    times = os.times()
    return int((times.user + times.system + times.children_user + times.children_system) * 1e9)


def _usage(before):
    usage = {"cpuNanos": _cpu_nanos() - before}
    peak = _peak_bytes()
    if peak:
        usage["peakBytes"] = peak
    return usage


def _peak_bytes():
    # Linux hands ru_maxrss down from the process that forked, here a Java
    # virtual machine; VmHWM begins anew with the program.
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def serve(make_engine, descriptor_in, descriptor_out):
    """Serves until standard input ends. Does not return."""
    try:
        Server(make_engine, descriptor_in, descriptor_out).run()
    except BrokenPipeError:
        os._exit(0)
