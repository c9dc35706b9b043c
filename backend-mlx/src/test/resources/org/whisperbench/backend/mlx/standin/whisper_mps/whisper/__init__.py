from . import load_models
from .transcribe import transcribe
