"""As the original: whatever reads a file needs ffmpeg."""


def load_audio(filename, sampling_rate, dtype=None):
    raise RuntimeError("FFmpeg is not installed or not in your PATH.")
