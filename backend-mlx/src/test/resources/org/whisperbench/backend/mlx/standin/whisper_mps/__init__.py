"""A stand-in for whisper-mps 0.0.10 (AtomGradient/whisper-mps, commit 623a8b6)."""
