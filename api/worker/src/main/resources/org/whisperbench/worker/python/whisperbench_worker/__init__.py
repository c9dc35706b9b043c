"""The worker's side of Whisperbench in Python: JSON-RPC 2.0 in frames of RFC 7464.

Importing this package comes before every other import of a worker. It takes
the descriptors 0 and 1 for frames alone; whatever prints later, be it Python,
C or a child process, writes to standard error, and whatever reads finds
nothing.
"""

import os

_taken_out = os.dup(1)
os.dup2(2, 1)
_taken_in = os.dup(0)
_nothing = os.open(os.devnull, os.O_RDONLY)
os.dup2(_nothing, 0)
os.close(_nothing)

import sys  # noqa: E402

sys.stdout = sys.stderr

from .engine import Engine, WorkerError  # noqa: E402
from .server import serve as _serve  # noqa: E402

__all__ = ["Engine", "WorkerError", "serve"]


def serve(make_engine):
    """Serves an engine until standard input ends. Does not return.

    make_engine is called inside the first call, under a heartbeat, so that an
    import that takes long or fails has an answer.
    """
    _serve(make_engine, _taken_in, _taken_out)
