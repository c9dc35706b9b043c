"""A stand-in for mlx-whisper 0.4.3 (ml-explore/mlx-examples, commit 7ddca42f): as there, the package has the function
`transcribe` and no `load_model`."""

from . import load_models
from .transcribe import transcribe
