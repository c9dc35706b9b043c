"""Frames of RFC 7464: 0x1E, JSON, line feed."""

import json
import os
import threading

LIMIT_BYTES = 16 << 20
# A result whose text is longer goes in parts of this length, all of them together up to that limit.
PART_CHARS = 1 << 20
LIMIT_CHARS = 256 << 20
_CHUNK_BYTES = 1 << 16


class TooLong(ValueError):
    """What is to be written is over a limit."""


class FrameWriter:
    """Writes frames; any number of threads may use it."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def write(self, message):
        """Writes one frame; raises TooLong, or another ValueError if it is no JSON."""
        self._write(_text(message))

    def write_result(self, number, result, joins_parts):
        """Writes an answer: in one frame, or, if the host joins them, a long one as notes of its parts that go ahead."""
        text = _text(result)
        if not joins_parts or len(text) <= PART_CHARS:
            self._write('{"jsonrpc":"2.0","id":%d,"result":%s}' % (number, text))
            return
        if len(text) > LIMIT_CHARS:
            raise TooLong(
                "answer is over the limit of %d characters; cut the recording and transcribe the pieces" % LIMIT_CHARS)
        starts = range(0, len(text), PART_CHARS)
        for at in starts:
            part = {"id": number, "text": text[at:at + PART_CHARS]}
            self.write({"jsonrpc": "2.0", "method": "part", "params": part})
        self.write({"jsonrpc": "2.0", "id": number, "result": {"parts": len(starts)}})

    def _write(self, text):
        body = text.encode("ascii")
        if len(body) > LIMIT_BYTES:
            raise TooLong("message of %d bytes is over the limit of %d" % (len(body), LIMIT_BYTES))
        frame = memoryview(b"\x1e" + body + b"\n")
        with self._lock:
            while frame:
                frame = frame[os.write(self._descriptor, frame):]


def _text(value):
    # ASCII only: half a surrogate pair would be no UTF-8.
    return json.dumps(value, allow_nan=False, separators=(",", ":"))


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
