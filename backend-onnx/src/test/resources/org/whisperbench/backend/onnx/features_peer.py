"""Log-mel features by transformers. usage: features_peer.py FOLDER BINS...; reads NAME.f32 (float32 samples, 16 kHz) there
and writes NAME.BINS.features (float32, bins x frames), and the same by numpy in double precision as NAME.BINS.precise."""
import sys
from pathlib import Path

import numpy as np
from transformers import WhisperFeatureExtractor

folder, bins = Path(sys.argv[1]), [int(b) for b in sys.argv[2:]]
for path in sorted(folder.glob("*.f32")):
    x = np.fromfile(path, np.float32)
    long = {"truncation": False, "padding": "longest"} if len(x) > 480000 else {}
    for count in bins:
        extractor = WhisperFeatureExtractor(feature_size=count)
        y = extractor(x, sampling_rate=16000, return_tensors="np", **long).input_features[0]
        y.astype(np.float32).tofile(folder / f"{path.stem}.{count}.features")
        padded = x if long else np.pad(x, (0, 480000 - len(x)))
        extractor._np_extract_fbank_features(padded[None].astype(np.float64), "cpu")[0].astype(np.float32).tofile(
            folder / f"{path.stem}.{count}.precise")
