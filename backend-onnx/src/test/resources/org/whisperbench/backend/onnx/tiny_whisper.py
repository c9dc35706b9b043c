"""A Whisper model of almost no size with random weights, in the layout of onnx-community.

usage: tiny_whisper.py TO_ONNX OUT [listening | multilingual]

One layer on each side, 32 wide, 8 mel bins, windows of one second: a model for what goes wrong with files, and to see which
precisions the engine runs. What it writes means nothing. TO_ONNX is the script that writes a model as ONNX. A listening one has two
decoder layers and shows their attention, of which the second's is the one that tells times, in fp32, fp16 and int8. A multilingual
one knows three languages and both tasks, and is written in fp32 only, to show what hearing and translating look like."""
import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from safetensors.numpy import save_file

SCRIPT, OUT, LISTENING = sys.argv[1], Path(sys.argv[2]), "listening" in sys.argv
DECODER_LAYERS = 2 if LISTENING else 1
WIDTH, INNER, BINS, POSITIONS, TEXT = 32, 64, 8, 50, 64
NAMES = ["en", "de", "fr", "translate", "transcribe"] if "multilingual" in sys.argv else []
END, START = TEXT, TEXT + 1
SILENT, NO_TIMES = START + len(NAMES) + 1, START + len(NAMES) + 2
VOCABULARY = NO_TIMES + 1 + POSITIONS + 1
random = np.random.default_rng(6)
state = {}


def weight(name, *shape, scale=.3):
    state[name] = (random.standard_normal(shape) * scale).astype(np.float32)


def linear(name, out, into, bias=True):
    weight(name + ".weight", out, into)
    if bias:
        weight(name + ".bias", out, scale=.1)


def norm(name):
    state[name + ".weight"] = np.ones(WIDTH, np.float32)
    weight(name + ".bias", WIDTH, scale=.1)


def attention(name):
    for part in "qkv":
        linear(f"{name}.{part}_proj", WIDTH, WIDTH, bias=part != "k")
    linear(name + ".out_proj", WIDTH, WIDTH)
    norm(name + "_layer_norm")


weight("model.encoder.conv1.weight", WIDTH, BINS, 3)
weight("model.encoder.conv1.bias", WIDTH)
weight("model.encoder.conv2.weight", WIDTH, WIDTH, 3)
weight("model.encoder.conv2.bias", WIDTH)
weight("model.encoder.embed_positions.weight", POSITIONS, WIDTH)
weight("model.decoder.embed_tokens.weight", VOCABULARY, WIDTH)
weight("model.decoder.embed_positions.weight", 64, WIDTH)
for side, layers, parts in (("encoder", 1, ["self_attn"]), ("decoder", DECODER_LAYERS, ["self_attn", "encoder_attn"])):
    for index in range(layers):
        layer = f"model.{side}.layers.{index}."
        for part in parts:
            attention(layer + part)
        linear(layer + "fc1", INNER, WIDTH)
        linear(layer + "fc2", WIDTH, INNER)
        norm(layer + "final_layer_norm")
    norm(f"model.{side}.layer_norm")
OUT.mkdir(parents=True, exist_ok=True)
save_file(state, OUT / "model.safetensors")
config = {"model_type": "whisper", "d_model": WIDTH, "num_mel_bins": BINS, "vocab_size": VOCABULARY, "encoder_layers": 1, "decoder_layers": DECODER_LAYERS,
          "encoder_attention_heads": 2, "decoder_attention_heads": 2, "max_source_positions": POSITIONS, "max_target_positions": 64,
          "eos_token_id": END, "decoder_start_token_id": START}
rules = {"is_multilingual": False, "eos_token_id": END, "decoder_start_token_id": START, "no_timestamps_token_id": NO_TIMES, "max_length": 24,
         "begin_suppress_tokens": [END], "suppress_tokens": [*range(START, SILENT + 1)], "alignment_heads": [[DECODER_LAYERS - 1, 0]], "max_initial_timestamp_index": 10}
if NAMES:
    ids = {f"<|{name}|>": START + 1 + i for i, name in enumerate(NAMES[:3])}
    rules.update(is_multilingual=True, lang_to_id=ids, task_to_id={"translate": START + 4, "transcribe": START + 5})
features = {"feature_size": BINS, "sampling_rate": 16000, "hop_length": 160, "n_fft": 400, "n_samples": POSITIONS * 320}
special = ["<|endoftext|>", "<|startoftranscript|>", *(f"<|{name}|>" for name in NAMES), "<|nospeech|>", "<|notimestamps|>"]
added = [{"id": TEXT + i, "content": t, "special": True} for i, t in enumerate(special)]
added += [{"id": NO_TIMES + 1 + i, "content": f"<|{i * .02:.2f}|>", "special": False} for i in range(POSITIONS + 1)]
tokens = {"model": {"type": "BPE", "vocab": {f"\u0120w{i}": i for i in range(TEXT)}, "merges": []}, "added_tokens": added}
for name, content in {"config": config, "generation_config": rules, "preprocessor_config": features, "tokenizer": tokens}.items():
    (OUT / (name + ".json")).write_text(json.dumps(content) + "\n")
spec = importlib.util.spec_from_file_location("to_onnx", SCRIPT)
to_onnx = importlib.util.module_from_spec(spec)
spec.loader.exec_module(to_onnx)
to_onnx.main(
    OUT, *(["--int8", "--fp16", "--attentions"] if LISTENING else [] if NAMES else ["--int8", "--uint8", "--fp16", "--q4"]))
if not LISTENING and not NAMES:
    # As scripts/quantize.py of transformers.js makes it; the second branch's use of a shared weight writes it a second time.
    from onnxruntime.quantization.matmul_bnb4_quantizer import MatMulBnb4Quantizer
    for stem, write in {"encoder_model": to_onnx.encoder, "decoder_model_merged": to_onnx.decoder}.items():
        path = str(OUT / "onnx" / f"{stem}_bnb4.onnx")
        write(state, config, path, tied=False)
        quantizer = MatMulBnb4Quantizer(onnx.load(path), MatMulBnb4Quantizer.NF4, 64)
        quantizer.process()
        small = quantizer.model.model
        once = {tensor.name: tensor for tensor in small.graph.initializer}.values()
        del small.graph.initializer[:]
        small.graph.initializer.extend(once)
        onnx.save(small, path)
(OUT / "model.safetensors").unlink()
