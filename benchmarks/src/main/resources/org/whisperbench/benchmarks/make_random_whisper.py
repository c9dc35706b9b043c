#!/usr/bin/env python3
"""Make a Whisper model of the shape of whisper-tiny.en with random weights, in transformers layout.

usage: make_random_whisper.py OUT

It writes 64 tokens of nonsense, a known amount of work: end, special tokens and timestamps are forbidden. The vocabulary
has one made-up word for each id. Needs torch and transformers.
"""
import json
import sys
from pathlib import Path

import torch
from transformers import WhisperConfig, WhisperForConditionalGeneration

END, START, NO_TIMESTAMPS, VOCABULARY, LENGTH, WRITTEN = 50256, 50257, 50362, 51864, 448, 64


def main(out):
    torch.manual_seed(1)
    config = WhisperConfig(
        vocab_size=VOCABULARY, num_mel_bins=80, d_model=384, encoder_layers=4, decoder_layers=4, encoder_attention_heads=6,
        decoder_attention_heads=6, encoder_ffn_dim=1536, decoder_ffn_dim=1536, max_source_positions=1500,
        max_target_positions=LENGTH, bos_token_id=END, eos_token_id=END, pad_token_id=END, decoder_start_token_id=START)
    out = Path(out)
    WhisperForConditionalGeneration(config).save_pretrained(out)
    special = [{"id": i, "content": f"<|{i}|>", "special": True} for i in range(END, VOCABULARY)]
    write = {
        "generation_config.json": {
            "is_multilingual": False, "bos_token_id": END, "eos_token_id": END, "pad_token_id": END,
            "decoder_start_token_id": START, "no_timestamps_token_id": NO_TIMESTAMPS, "max_initial_timestamp_index": 50,
            "max_new_tokens": WRITTEN, "return_timestamps": False, "alignment_heads": [[3, 0]], "begin_suppress_tokens": [220, END],
            "suppress_tokens": list(range(END, VOCABULARY))},
        "preprocessor_config.json": {
            "feature_extractor_type": "WhisperFeatureExtractor", "feature_size": 80, "sampling_rate": 16000,
            "hop_length": 160, "n_fft": 400, "chunk_length": 30, "n_samples": 480000, "nb_max_frames": 3000,
            "padding_side": "right", "padding_value": 0.0, "return_attention_mask": False},
        "tokenizer.json": {
            "version": "1.0", "added_tokens": special,
            "model": {"type": "BPE", "vocab": {f"w{i}": i for i in range(END)}, "merges": []}}}
    for name, content in write.items():
        (out / name).write_text(json.dumps(content))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
