#!/usr/bin/env python3
"""Transcribe one window with transformers, once for each line on standard input; a number there is how many tokens are written.

usage: peer_worker.py MODEL_FOLDER WAV THREADS

The sound is 16 bits, mono, 16 000 Hz. First one line names the versions; each further line is
"FEATURES ENCODER DECODER TOTAL IDS…": nanoseconds, then the tokens that were written. The encoder's time is taken around
its forward pass inside of generate; the decoder's is the rest of generate. Needs torch and transformers.
"""
import os
import sys
import time
import wave

protocol = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)  # what libraries print is no answer

import numpy as np
import torch
import transformers


def main(folder, wav, threads):
    torch.set_num_threads(int(threads))
    extractor = transformers.WhisperFeatureExtractor.from_pretrained(folder)
    model = transformers.WhisperForConditionalGeneration.from_pretrained(folder, dtype=torch.float32).eval()
    with wave.open(wav) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").astype(np.float32) / 32768
    rules, clock = model.generation_config, {}
    model.model.encoder.register_forward_pre_hook(lambda *_: clock.update(begin=time.perf_counter_ns()))
    model.model.encoder.register_forward_hook(lambda *_: clock.update(end=time.perf_counter_ns()))
    print(f"transformers {transformers.__version__}, torch {torch.__version__}, {torch.get_num_threads()} threads", file=protocol)
    for line in sys.stdin:
        length = {"max_new_tokens": int(line)} if line.strip().isdigit() else {}
        with torch.inference_mode():
            start = time.perf_counter_ns()
            features = extractor(samples, sampling_rate=16000, return_tensors="pt").input_features
            featured = time.perf_counter_ns()
            ids = model.generate(features, return_timestamps=False, do_sample=False, num_beams=1, **length)[0].tolist()
            done = time.perf_counter_ns()
        encoder = clock["end"] - clock["begin"]
        while ids and ids[0] in (rules.decoder_start_token_id, rules.no_timestamps_token_id):
            ids.pop(0)
        while ids and ids[-1] == rules.eos_token_id:
            ids.pop()
        print(featured - start, encoder, done - featured - encoder, done - start, *ids, file=protocol)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
