"""A stand-in for PyTorch 2.9 with a graphics processor of Apple's: the few names that are used, and no others."""

import contextlib
from types import SimpleNamespace

__version__ = "2.9.0"
float32, float16, bfloat16 = "torch.float32", "torch.float16", "torch.bfloat16"
cuda = SimpleNamespace(is_available=lambda: False)
backends = SimpleNamespace(mps=SimpleNamespace(is_available=lambda: True))


class OutOfMemoryError(RuntimeError):
    """As torch.OutOfMemoryError, see torch/_C/__init__.pyi."""


def set_num_threads(count):
    pass


def get_num_threads():
    return 4


def inference_mode():
    return contextlib.nullcontext()
