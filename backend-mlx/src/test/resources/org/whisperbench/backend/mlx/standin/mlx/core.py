"""A stand-in for mlx.core 0.32.2."""

import math

__version__ = "0.32.2"


class _Type:
    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return "mlx.core." + self._name


float16 = _Type("float16")
float32 = _Type("float32")


def default_device():
    return "Device(cpu, 0)"


class _Weights:
    """An array of a model: its format, its shape and how many numbers it has."""

    def __init__(self, dtype, shape):
        self.dtype = dtype
        self.shape = shape
        self.size = math.prod(shape)


def array(val, dtype=None):
    import numpy

    return numpy.asarray(val)


def eval(*trees):
    return None


def load(file, format=None, return_metadata=False, *, stream=None):
    import numpy

    with numpy.load(file) as archive:
        return dict(archive)
