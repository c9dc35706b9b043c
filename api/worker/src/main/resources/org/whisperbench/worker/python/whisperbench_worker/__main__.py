"""Runs an engine: python3 -m whisperbench_worker MODULE:CLASS."""

import importlib
import sys

from . import serve


def _make():
    module, _, name = sys.argv[1].partition(":")
    return getattr(importlib.import_module(module), name)()


if __name__ == "__main__":
    serve(_make)
