"""A stand-in for lightning-whisper-mlx 0.0.10 (mustafaaljadery/lightning-whisper-mlx, commit 5a4d978): as there, the package
has one class, which asks a hub for files when it is made."""

from .lightning import LightningWhisperMLX
