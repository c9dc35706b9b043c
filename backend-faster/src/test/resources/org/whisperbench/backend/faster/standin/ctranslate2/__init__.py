"""A stand-in for ctranslate2 4.8.1: the few names that are used, and no others."""

__version__ = "4.8.1"


def get_cuda_device_count():
    return 0
