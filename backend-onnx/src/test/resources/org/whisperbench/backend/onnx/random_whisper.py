"""A Whisper model of tiny.en's shape with random weights, in transformers layout. usage: random_whisper.py FOLDER SEED NEW_TOKENS [multilingual] [mel128]

A multilingual one has the same weights, but its prompt names one of eight languages and a task. With mel128 it has 128 mel
bins and two layers instead of four."""
import json
import sys
from pathlib import Path

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import WhisperConfig, WhisperFeatureExtractor, WhisperForConditionalGeneration

folder, seed, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)
END, START, SILENT, NO_TIMES, VOCABULARY = 50256, 50257, 50361, 50362, 51864

torch.manual_seed(seed)
BINS, LAYERS = (128, 2) if "mel128" in sys.argv else (80, 4)
config = WhisperConfig(vocab_size=VOCABULARY, num_mel_bins=BINS, d_model=384, encoder_layers=LAYERS, decoder_layers=LAYERS, encoder_attention_heads=6,
                       decoder_attention_heads=6, encoder_ffn_dim=1536, decoder_ffn_dim=1536, bos_token_id=END,
                       eos_token_id=END, pad_token_id=END, decoder_start_token_id=START, init_std=.06,
                       begin_suppress_tokens=None, suppress_tokens=None)
model = WhisperForConditionalGeneration(config).eval()
with torch.no_grad():
    for name, value in model.named_parameters():
        if name.endswith("bias"):
            value.normal_(0, .1)
        elif "embed_positions" in name and "decoder" in name:
            value.normal_(0, .3)
model.save_pretrained(folder)
WhisperFeatureExtractor(feature_size=BINS).save_pretrained(folder)
languages = {f"<|{tag}|>": START + 1 + i for i, tag in enumerate(("en", "zh", "de", "es", "ru", "ko", "fr", "ja"))}
multilingual = {"is_multilingual": True, "lang_to_id": languages, "task_to_id": {"translate": 50357, "transcribe": 50358}}
(folder / "generation_config.json").write_text(json.dumps({
    **(multilingual if "multilingual" in sys.argv else {"is_multilingual": False}), "bos_token_id": END, "eos_token_id": END, "pad_token_id": END, "decoder_start_token_id": START,
    "no_timestamps_token_id": NO_TIMES, "max_initial_timestamp_index": 50, "max_length": 448, "max_new_tokens": limit,
    "return_timestamps": False, "alignment_heads": [[0, 1], [1, 0], [1, 4]], "begin_suppress_tokens": [220, END],
    "suppress_tokens": [1, 2, 7, 8, 9, 10, 14, 25] + list(range(START, SILENT + 1))}))

alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
letters = "abcdefghijklmnopqrstuvwxyz"
words = (a + b + c + d for a in "Ġ" + letters for b in letters for c in letters for d in letters)
vocabulary = {token: i for i, token in enumerate(alphabet + [next(words) for _ in range(END - len(alphabet))])}
tokenizer = Tokenizer(models.BPE(vocabulary, []))
tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
special = ["<|endoftext|>", "<|startoftranscript|>"] + [f"<|language{i}|>" for i in range(99)]
special += ["<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]
tokenizer.add_special_tokens(special)
tokenizer.add_tokens([AddedToken(f"<|{i * .02:.2f}|>") for i in range(1501)])
assert tokenizer.get_vocab_size() == VOCABULARY and tokenizer.token_to_id("<|notimestamps|>") == NO_TIMES
tokenizer.save(str(folder / "tokenizer.json"))
