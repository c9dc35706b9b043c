"""Greedy decoding by transformers. usage: greedy_peer.py MODEL OUT TASK WAV...

Writes {"CASE": {"ids": [...], "text": "...", "language": "..", "windows": [{"seek": frame, "ids": [...], "margins": [...]}, ...]}, ...} for
the cases WAV|false and WAV|true: without and with timestamps, the latter only for audio of more than 30 s. A window's
margins are how far the best allowed value is above the second best at each step, the end token's included. A
multilingual model hears the language first, and is told it and the task then."""
import json
import sys
import wave
from pathlib import Path

import numpy as np
import torch
from transformers import LogitsProcessor, PreTrainedTokenizerFast, WhisperFeatureExtractor, WhisperForConditionalGeneration

MODEL, OUT, TASK, WAVS = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
torch.set_num_threads(1)  # several threads wait for each other by spinning, at great cost on a busy machine
model = WhisperForConditionalGeneration.from_pretrained(MODEL).eval()
extractor = WhisperFeatureExtractor.from_pretrained(MODEL)
tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(Path(MODEL, "tokenizer.json")))
first_timestamp = model.generation_config.no_timestamps_token_id + 1
margins, windows = [], []


class Watch(LogitsProcessor):
    """Sees the values after every other rule."""

    def __call__(self, input_ids, scores):
        best = torch.topk(scores[0].float(), 2).values
        margins.append(min(1e9, float(best[0] - best[1])))
        return scores


cut = WhisperForConditionalGeneration._retrieve_segment


def watched_cut(**arguments):
    seek = round(float(arguments["time_offset"][arguments["prev_idx"]]) * 100)
    windows.append({"seek": seek, "ids": arguments["seek_sequence"].tolist(), "margins": list(margins)})
    margins.clear()
    return cut(**arguments)


WhisperForConditionalGeneration._retrieve_segment = staticmethod(watched_cut)


def samples(path):
    with wave.open(path) as w:
        return np.frombuffer(w.readframes(w.getnframes()), np.int16).astype(np.float32) / 32768


@torch.no_grad()
def case(x, timestamps):
    long = {"truncation": False, "padding": "longest"} if len(x) > 480000 else {}
    features = extractor(x, sampling_rate=16000, return_tensors="pt", return_attention_mask=True, **long)
    language, prompt = "en", {}
    if model.generation_config.is_multilingual:
        heard = int(model.detect_language(input_features=features.input_features)[0])
        language = next(t for t, i in model.generation_config.lang_to_id.items() if i == heard)[2:-2]
        prompt = {"language": language, "task": TASK}
    windows.clear()
    ids = model.generate(features.input_features, attention_mask=features.attention_mask, return_timestamps=timestamps,
                         logits_processor=[Watch()], **prompt)[0].tolist()
    text = tokenizer.decode([i for i in ids if i < first_timestamp], skip_special_tokens=True)
    return {"ids": ids, "text": text.strip(), "language": language, "windows": list(windows)}


result = {}
for wav in WAVS:
    x = samples(wav)
    for timestamps in (False, True):
        if timestamps or len(x) <= 480000:
            result[f"{wav}|{str(timestamps).lower()}"] = case(x, timestamps)
Path(OUT).write_text(json.dumps(result))
