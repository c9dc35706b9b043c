"""A stand-in for PyTorch 2.5.1: the few names that are used, and no others. As there, whatever a pickle says is done unless
somebody asks for weights only."""

import json

__version__ = "2.5.1"


def load(f, map_location=None, pickle_module=None, *, weights_only=False, mmap=None, **pickle_load_args):
    if not weights_only:
        raise AssertionError("it would do whatever the pickle says")
    content = f.read()
    try:
        return json.loads(content)
    except ValueError:
        raise RuntimeError("Invalid magic number; corrupt file?")
