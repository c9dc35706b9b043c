"""Frames of RFC 7464: 0x1E, JSON, line feed."""

import json
import os
import threading

LIMIT_BYTES = 16 << 20
_CHUNK_BYTES = 1 << 16


class FrameWriter:
    """Writes frames; any number of threads may use it."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def write(self, message):
        """Writes one frame; raises ValueError if it is too long or no JSON."""
        # ASCII only: half a surrogate pair would be no UTF-8.
        body = json.dumps(message, allow_nan=False, separators=(",", ":")).encode("ascii")
        if len(body) > LIMIT_BYTES:
            raise ValueError("message of %d bytes is over the limit of %d" % (len(body), LIMIT_BYTES))
        frame = memoryview(b"\x1e" + body + b"\n")
        with self._lock:
            while frame:
                frame = frame[os.write(self._descriptor, frame):]


def read_frames(descriptor):
    """Yields the objects of frames, and text where a frame is damaged."""
    parts, size, inside = [], 0, False
    while True:
        chunk = os.read(descriptor, _CHUNK_BYTES)
        if not chunk:
            return
        while chunk:
            if not inside:
                _, separator, chunk = chunk.partition(b"\x1e")
                inside = bool(separator)
                continue
            at = _end(chunk)
            piece = chunk if at < 0 else chunk[:at]
            size += len(piece)
            if size <= LIMIT_BYTES:
                parts.append(piece)
            else:
                parts = []
            if at < 0:
                break
            again = chunk[at] == 0x1E
            if size > LIMIT_BYTES:
                yield "TOO_LONG over %d bytes" % LIMIT_BYTES
            elif again and size:
                yield "TRUNCATED %d bytes" % size
            elif not again:
                yield _parse(b"".join(parts))
            parts, size, inside = [], 0, again
            chunk = chunk[at + 1:]


def _end(chunk):
    """Where a frame ends, or -1."""
    ends = [at for at in (chunk.find(b"\x1e"), chunk.find(b"\n")) if at >= 0]
    return min(ends, default=-1)


def _parse(body):
    try:
        message = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError:
        return "NOT_UTF8 %d bytes" % len(body)
    except (ValueError, RecursionError) as e:
        return "NOT_JSON %s" % e
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        return "NOT_A_MESSAGE %d bytes" % len(body)
    return message
