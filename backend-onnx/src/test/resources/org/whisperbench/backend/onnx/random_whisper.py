"""A Whisper model with random weights, in transformers layout. usage: random_whisper.py FOLDER SEED NEW_TOKENS [multilingual] [mel128] [turbo]

Of tiny.en's shape, but for what is asked for: a multilingual one has the same weights, but its prompt names one of eight
languages and a task; with mel128 it has 128 mel bins and two layers instead of four; turbo is of large-v3-turbo's kind, only
small: 128 mel bins, more layers in the encoder than in the decoder, 51866 tokens with the places of v3, and multilingual. The
last norm's gain makes the values of the tokens differ, so that few steps could as well have gone another way, and the gain of
what is asked of the speech makes attention differ from place to place."""
import json
import sys
from itertools import product
from pathlib import Path

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import WhisperConfig, WhisperFeatureExtractor, WhisperForConditionalGeneration

folder, seed, limit, kinds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
folder.mkdir(parents=True, exist_ok=True)
TURBO = "turbo" in kinds
MULTILINGUAL = TURBO or "multilingual" in kinds
END, LANGUAGES = (50257, 100) if TURBO else (50256, 99)
START = END + 1
TRANSLATE = START + LANGUAGES + 1
SILENT, NO_TIMES, VOCABULARY = TRANSLATE + 4, TRANSLATE + 5, TRANSLATE + 6 + 1501
BINS = 128 if TURBO or "mel128" in kinds else 80
ENCODER, DECODER = (3, 2) if TURBO else (2, 2) if "mel128" in kinds else (4, 4)
WIDTH, HEADS = (256, 4) if TURBO else (384, 6)
DECIDED, ATTENTIVE = 12, 2

torch.manual_seed(seed)
config = WhisperConfig(vocab_size=VOCABULARY, num_mel_bins=BINS, d_model=WIDTH, encoder_layers=ENCODER, decoder_layers=DECODER,
                       encoder_attention_heads=HEADS, decoder_attention_heads=HEADS, encoder_ffn_dim=4 * WIDTH,
                       decoder_ffn_dim=4 * WIDTH, bos_token_id=END, eos_token_id=END, pad_token_id=END,
                       decoder_start_token_id=START, init_std=.06, begin_suppress_tokens=None, suppress_tokens=None)
model = WhisperForConditionalGeneration(config).eval()
with torch.no_grad():
    for name, value in model.named_parameters():
        if name.endswith("bias"):
            value.normal_(0, .1)
        elif "embed_positions" in name and "decoder" in name:
            value.normal_(0, .3)
        elif name.endswith("encoder_attn.q_proj.weight"):
            value.mul_(ATTENTIVE)
        elif name == "model.decoder.layer_norm.weight":
            value.fill_(DECIDED)
model.save_pretrained(folder)
WhisperFeatureExtractor(feature_size=BINS).save_pretrained(folder)
languages = {f"<|{tag}|>": START + 1 + i for i, tag in enumerate(("en", "zh", "de", "es", "ru", "ko", "fr", "ja"))}
multilingual = {"is_multilingual": True, "lang_to_id": languages, "task_to_id": {"translate": TRANSLATE, "transcribe": TRANSLATE + 1}}
(folder / "generation_config.json").write_text(json.dumps({
    **(multilingual if MULTILINGUAL else {"is_multilingual": False}), "bos_token_id": END, "eos_token_id": END, "pad_token_id": END,
    "decoder_start_token_id": START, "prev_sot_token_id": TRANSLATE + 3, "no_timestamps_token_id": NO_TIMES,
    "max_initial_timestamp_index": 50, "max_length": 448, "max_new_tokens": limit,
    "return_timestamps": False, "alignment_heads": [[0, 1], [1, 0], [1, HEADS - 2]], "begin_suppress_tokens": [220, END],
    "suppress_tokens": [1, 2, 7, 8, 9, 10, 14, 25] + list(range(START, SILENT + 1))}))

alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
ends = ("".join(letters) for letters in product("abcdefghijklmnopqrstuvwxyz", repeat=4))
words = (word for end in ends for word in ("Ġ" + end, end))  # every other one begins a word
vocabulary = {token: i for i, token in enumerate(alphabet + [next(words) for _ in range(END - len(alphabet))])}
tokenizer = Tokenizer(models.BPE(vocabulary, []))
tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
special = ["<|endoftext|>", "<|startoftranscript|>"] + [f"<|language{i}|>" for i in range(LANGUAGES)]
special += ["<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]
tokenizer.add_special_tokens(special)
tokenizer.add_tokens([AddedToken(f"<|{i * .02:.2f}|>") for i in range(1501)])
assert tokenizer.get_vocab_size() == VOCABULARY and tokenizer.token_to_id("<|notimestamps|>") == NO_TIMES
tokenizer.save(str(folder / "tokenizer.json"))
