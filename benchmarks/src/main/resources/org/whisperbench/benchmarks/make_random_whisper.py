#!/usr/bin/env python3
"""Make a Whisper model of a known shape with random weights, in transformers layout.

usage: make_random_whisper.py OUT [tiny.en|base.en|small.en]

It writes 64 tokens of nonsense, a known amount of work: end, special tokens and timestamps are forbidden. The vocabulary
has one made-up word for each id, and the space where Whisper has it, which whisper.cpp looks up to forbid it at the beginning;
vocab.json and added_tokens.json are for a conversion to GGML. Shapes are those of OpenAI's
whisper/model.py checkpoints. Needs torch and transformers.
"""
import json
import sys
from pathlib import Path

import torch
from transformers import WhisperConfig, WhisperForConditionalGeneration

SHAPES = {"tiny.en": (384, 4, 6), "base.en": (512, 6, 8), "small.en": (768, 12, 12)}  # width, layers, heads
ADDED = {"<|endoftext|>": 50256, "<|startoftranscript|>": 50257, "<|translate|>": 50357, "<|transcribe|>": 50358,
         "<|startoflm|>": 50359, "<|startofprev|>": 50360, "<|nospeech|>": 50361, "<|notimestamps|>": 50362, "<|0.00|>": 50363}
END, START, NO_TIMESTAMPS, VOCABULARY, LENGTH, WRITTEN, SPACE = 50256, 50257, 50362, 51864, 448, 64, 220


def main(out, size="tiny.en"):
    torch.manual_seed(1)
    width, layers, heads = SHAPES[size]
    config = WhisperConfig(
        vocab_size=VOCABULARY, num_mel_bins=80, d_model=width, encoder_layers=layers, decoder_layers=layers,
        encoder_attention_heads=heads, decoder_attention_heads=heads, encoder_ffn_dim=4 * width, decoder_ffn_dim=4 * width, max_source_positions=1500,
        max_target_positions=LENGTH, bos_token_id=END, eos_token_id=END, pad_token_id=END, decoder_start_token_id=START)
    out = Path(out)
    WhisperForConditionalGeneration(config).save_pretrained(out)
    words = {"\u0120" if i == SPACE else f"w{i}": i for i in range(END)}
    special = [{"id": i, "content": f"<|{i}|>", "special": True} for i in range(END, VOCABULARY)]
    write = {
        "vocab.json": words, "added_tokens.json": ADDED,
        "generation_config.json": {
            "is_multilingual": False, "bos_token_id": END, "eos_token_id": END, "pad_token_id": END,
            "decoder_start_token_id": START, "no_timestamps_token_id": NO_TIMESTAMPS, "max_initial_timestamp_index": 50,
            "max_new_tokens": WRITTEN, "return_timestamps": False, "alignment_heads": [[layers - 1, 0]], "begin_suppress_tokens": [SPACE, END],
            "suppress_tokens": list(range(END, VOCABULARY))},
        "preprocessor_config.json": {
            "feature_extractor_type": "WhisperFeatureExtractor", "feature_size": 80, "sampling_rate": 16000,
            "hop_length": 160, "n_fft": 400, "chunk_length": 30, "n_samples": 480000, "nb_max_frames": 3000,
            "padding_side": "right", "padding_value": 0.0, "return_attention_mask": False},
        "tokenizer.json": {
            "version": "1.0", "added_tokens": special,
            "model": {"type": "BPE", "vocab": words, "merges": []}}}
    for name, content in write.items():
        (out / name).write_text(json.dumps(content))


if __name__ == "__main__":
    if len(sys.argv) < 2 or set(sys.argv[2:]) - set(SHAPES):
        sys.exit(__doc__)
    main(*sys.argv[1:])
