"""Decoding by transformers. usage: decoding_peer.py MODEL OUT SETTINGS WAV... [SETTINGS WAV...]...

SETTINGS is JSON: timestamps, and where wanted beams, prompt, previous, temperatures, thresholds (compression ratio,
log-probability, no speech), words, task. Writes {"0": {"WAV": {"language": .., "languages": {tag: probability}, "windows": [{"seek":
frame, "ids": [all tokens], "kept": [tokens of its segments], "margin": .., "temperature": .., "logprob": .., "ratio": .., "silence": ..,
"words": [[text, start, end], ...]}, ...]}, ...}, ...}, the key being how many settings were before. A window's margin is the least distance between what was taken and what could have
been taken instead, over all steps; where one text was written without a second try, "margins" has that of each step. Numbers are drawn as java.util.Random(0) draws them, one for each token."""
import json
import sys
import wave
from pathlib import Path

import numpy as np
import torch
from transformers import LogitsProcessor, PreTrainedTokenizerFast, WhisperFeatureExtractor, WhisperForConditionalGeneration
from transformers.models.whisper import tokenization_whisper
from transformers.models.whisper.generation_whisper import WhisperNoSpeechDetection, _get_attr_from_logit_processors

MODEL, OUT = sys.argv[1:3]
torch.set_num_threads(1)
model = WhisperForConditionalGeneration.from_pretrained(MODEL).eval()
extractor = WhisperFeatureExtractor.from_pretrained(MODEL)
tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(Path(MODEL, "tokenizer.json")))
rules = model.generation_config
END, FIRST_TIME = rules.eos_token_id, rules.no_timestamps_token_id + 1
SETTINGS, BEAMS = {}, 1
NEVER = 1e9
margins, judged, windows = [], {}, []


class JavaRandom:
    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & (2**48 - 1)

    def bits(self, count):
        self.state = (self.state * 0x5DEECE66D + 0xB) & (2**48 - 1)
        return self.state >> (48 - count)

    def double(self):
        return ((self.bits(26) << 27) + self.bits(27)) / 2**53


class Watch(LogitsProcessor):
    """Sees the values after every other rule."""

    def __call__(self, input_ids, scores):
        if BEAMS == 1:
            best = torch.topk(scores[0].float(), 2).values
            margins.append(min(NEVER, float(best[0] - best[1])))
        return scores


def draw(probabilities, num_samples):
    weights = probabilities[0].double().cumsum(0)
    at = random.double() * weights[-1]
    margin = 0 if (weights - at).abs().min() < 1e-5 else NEVER
    if BEAMS == 1:
        margins[-1] = margin  # instead of what was watched: nothing is the best here
    else:
        margins.append(margin)
    return torch.searchsorted(weights, at, right=True).clamp(max=len(weights) - 1).reshape(1, 1)


torch.multinomial = draw
fall_back = model.generate_with_fallback
judge, cut, top, finish = model._need_fallback, model._retrieve_segment, model._get_top_k_continuations, model._update_finished_beams


def watched_top(accumulated_log_probs, **rest):
    values, places = torch.topk(accumulated_log_probs, 3 * BEAMS + 1)
    ends = (places[0] % (accumulated_log_probs.shape[-1] // BEAMS) == END).tolist()
    values = values[0].tolist()
    going = [v for v, end in zip(values, ends) if not end]
    margins.append(going[BEAMS - 1] - going[BEAMS] if going[BEAMS] > -1e8 else NEVER)
    if ends[BEAMS - 1] or ends[BEAMS]:
        margins.append(values[BEAMS - 1] - values[BEAMS])
    return top(accumulated_log_probs=accumulated_log_probs, **rest)


def watched_finish(**arguments):
    result = finish(**arguments)
    best = result[1][0].tolist()
    judged["beams"] = best[0] - best[1] if best[1] > -1e8 else NEVER
    return result


def searched(**arguments):
    """Gives each window its beams: after the first one that was drawn, transformers forgets how many were asked for."""
    arguments["generation_config"].num_beams = BEAMS
    return fall_back(**arguments)


def watched_judge(sequence, outputs, index, processors, config, vocabulary, temperature):
    if isinstance(outputs[index], dict) and "scores" in outputs[index]:
        judged["logprob"] = float(model._retrieve_avg_logprobs(outputs[index]["scores"], sequence, temperature or 0))
    judged["temperature"], judged["ratio"] = temperature or 0, model._retrieve_compression_ratio(sequence, vocabulary)
    if config.no_speech_threshold is not None:
        judged["silence"] = float(_get_attr_from_logit_processors(processors, WhisperNoSpeechDetection, "no_speech_prob")[index])
    return judge(sequence, outputs, index, processors, config, vocabulary, temperature)


class Plain:
    eos_token_id = END

    @staticmethod
    def decode(ids, **_):
        return tokenizer.decode(ids)


def words(ids, at, times):
    """The words of the tokens of a window from one place on."""
    tokens = [i for i in range(at, len(ids)) if ids[i] < FIRST_TIME]
    if not tokens:
        return []
    name = {"zh": "chinese", "ja": "japanese"}.get(language, "english")
    texts, _, places = tokenization_whisper._combine_tokens_into_words(Plain, [ids[i] for i in tokens], name)
    spans = [(tokens[place[0]], tokens[place[-1]]) for place in places]
    return [[text.strip(), 0 if first == 0 else times[first - 1], times[last]] for text, (first, last) in zip(texts, spans)]


def watched_cut(**arguments):
    seek = round(float(arguments["time_offset"][arguments["prev_idx"]]) * 100)
    ids = arguments["seek_sequence"].tolist()
    segments, offset = cut(**arguments)
    window = {"seek": seek, "ids": ids, "kept": [t for s in segments for t in s["tokens"].tolist()], **judged}
    window["margin"] = min([NEVER] + margins + [judged.get("beams", NEVER)])
    if BEAMS == 1 and "temperatures" not in SETTINGS:
        window["margins"] = list(margins)
    if SETTINGS.get("words"):
        start = arguments["decoder_input_ids"].shape[-1]
        times = arguments["seek_outputs"][arguments["idx"]]["token_timestamps"][start:].tolist()
        window["words"], at = [], 0
        for segment in segments:
            end = at + len(segment["tokens"])
            window["words"] += words(ids[:end], at, times)
            at = end
    windows.append(window)
    margins.clear()
    judged.clear()
    return segments, offset


model.generate_with_fallback = searched
model._need_fallback, model._retrieve_segment = watched_judge, watched_cut
model._get_top_k_continuations, model._update_finished_beams = watched_top, watched_finish


def samples(path):
    with wave.open(path) as w:
        return np.frombuffer(w.readframes(w.getnframes()), np.int16).astype(np.float32) / 32768


def arguments():
    wanted = {"return_timestamps": SETTINGS["timestamps"], "num_beams": BEAMS, "logits_processor": [Watch()]}
    if "prompt" in SETTINGS:
        start = rules.prev_sot_token_id if hasattr(rules, "prev_sot_token_id") else rules.suppress_tokens[-2]
        prompt = tokenizer.encode(" " + SETTINGS["prompt"].strip(), add_special_tokens=False)
        wanted["prompt_ids"] = torch.tensor([start] + prompt)
    if SETTINGS.get("previous"):
        wanted["condition_on_prev_tokens"] = True
    if "temperatures" in SETTINGS:
        wanted["temperature"] = tuple(SETTINGS["temperatures"])
        names = "compression_ratio_threshold", "logprob_threshold", "no_speech_threshold"
        wanted.update(zip(names, SETTINGS["thresholds"]))
    if SETTINGS.get("words"):
        wanted["return_token_timestamps"] = True
    return wanted


@torch.no_grad()
def case(x):
    global language, random
    random = JavaRandom(0)
    long = {"truncation": False, "padding": "longest"} if len(x) > 480000 else {}
    features = extractor(x, sampling_rate=16000, return_tensors="pt", return_attention_mask=True, **long)
    language, languages, prompt = "en", {}, {}
    if rules.is_multilingual:
        first = features.input_features[:, :, :3000]
        logits = model(first, decoder_input_ids=torch.tensor([[rules.decoder_start_token_id]])).logits[0, -1]
        tags = list(rules.lang_to_id)
        heard = torch.softmax(logits[list(rules.lang_to_id.values())], -1).tolist()
        languages = {tag[2:-2]: p for tag, p in zip(tags, heard)}
        language = max(languages, key=languages.get)
        prompt = {"language": language, "task": SETTINGS.get("task", "transcribe")}
    for state in windows, margins, judged:
        state.clear()
    model.generate(features.input_features, attention_mask=features.attention_mask, **arguments(), **prompt)
    return {"language": language, "languages": languages, "windows": list(windows)}


cases = []
for argument in sys.argv[3:]:
    if argument.startswith("{"):
        cases.append((json.loads(argument), []))
    else:
        cases[-1][1].append(argument)
result = {}
for number, (SETTINGS, wavs) in enumerate(cases):
    BEAMS = SETTINGS.get("beams", 1)
    result[number] = {wav: case(samples(wav)) for wav in wavs}
Path(OUT).write_text(json.dumps(result))
