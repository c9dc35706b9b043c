"""A token-and-duration transducer of almost no size with random weights, in istupakov's layout, and its plain greedy decoding.

usage: tiny_tdt.py make OUT | tiny_tdt.py decode MODEL PRECISION OUT WAV...   (PRECISION: fp32 or int8)

make: the interface is that of NeMo's export of Parakeet TDT; what it writes means nothing; encoder and decoder are there with
8-bit weights, too. decode: writes {"WAV": {"text": ..,
"tokens": [[id, step, duration], ...], "margin": ..}, ...}; the margin is the least distance between what was taken and what
could have been taken instead, over all steps. The loop is that of onnx-asr (NemoConformerTdt, _AsrWithTransducerDecoding)."""
import json
import re
import sys
import wave
from pathlib import Path

import numpy as np

WIDTH, HIDDEN, TOKENS, DURATIONS, STEP = 24, 16, 40, 5, 8


def make(out):
    from onnx import TensorProto, checker, helper, numpy_helper, save
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(9)
    FLOAT, LONG, INT = TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT32

    def graph(name, inputs, outputs, nodes, **constants):
        tensors = [numpy_helper.from_array(np.asarray(v), k) for k, v in constants.items()]
        values = [[helper.make_tensor_value_info(n, t, list(s)) for n, t, *s in side] for side in (inputs, outputs)]
        model = helper.make_model(helper.make_graph([helper.make_node(k, i, o, **a) for k, i, o, a in nodes], name, *values, tensors),
                                  opset_imports=[helper.make_opsetid("", 17)], producer_name="whisperbench", ir_version=8)
        checker.check_model(model)
        save(model, str(out / (name + ".onnx")))

    def weight(*shape, scale=1.):
        return (random.standard_normal(shape) * scale).astype(np.float32)

    graph("nemo128", [("waveforms", FLOAT, "batch_size", "N"), ("waveforms_lens", LONG, "batch_size")],
          [("features", FLOAT, "batch_size", 128, "T"), ("features_lens", LONG, "batch_size")],
          [("Div", ["waveforms_lens", "hop"], ["features_lens"], {}),
           ("Mul", ["features_lens", "hop"], ["whole"], {}),
           ("Slice", ["waveforms", "zero", "whole", "one"], ["cut"], {}),
           ("Reshape", ["cut", "frames"], ["framed"], {}),
           ("MatMul", ["framed", "filters"], ["bands"], {}),
           ("Transpose", ["bands"], ["features"], {"perm": [0, 2, 1]})],
          hop=np.array([160]), zero=np.array([0]), one=np.array([1]), frames=np.array([1, -1, 160]), filters=weight(160, 128, scale=.5))
    graph("encoder-model", [("audio_signal", FLOAT, "batch", 128, "time"), ("length", LONG, "batch")],
          [("outputs", FLOAT, "batch", WIDTH, "steps"), ("encoded_lengths", LONG, "batch")],
          [("Conv", ["audio_signal", "kernel", "bias"], ["folded"], {"kernel_shape": [STEP], "strides": [STEP], "pads": [0, STEP - 1]}),
           ("Tanh", ["folded"], ["outputs"], {}),
           ("Sub", ["length", "one"], ["before"], {}), ("Div", ["before", "step"], ["folds"], {}),
           ("Add", ["folds", "one"], ["encoded_lengths"], {})],
          kernel=weight(WIDTH, 128, STEP, scale=.3), bias=weight(WIDTH), one=np.array([1]), step=np.array([STEP]))
    graph("decoder_joint-model",
          [("encoder_outputs", FLOAT, "batch", WIDTH, "steps"), ("targets", INT, "batch", "spoken"), ("target_length", INT, "batch"),
           ("input_states_1", FLOAT, 2, "batch", HIDDEN), ("input_states_2", FLOAT, 2, "batch", HIDDEN)],
          [("outputs", FLOAT, "batch", "steps", "spoken", TOKENS + DURATIONS), ("prednet_lengths", INT, "batch"),
           ("output_states_1", FLOAT, 2, "batch", HIDDEN), ("output_states_2", FLOAT, 2, "batch", HIDDEN)],
          [("Gather", ["embedding", "targets"], ["embedded"], {}), ("Identity", ["target_length"], ["prednet_lengths"], {}),
           ("MatMul", ["input_states_1", "turn"], ["turned"], {}), ("Transpose", ["embedded"], ["along"], {"perm": [1, 0, 2]}),
           ("Add", ["turned", "along"], ["sum"], {}), ("Tanh", ["sum"], ["output_states_1"], {}),
           ("Mul", ["input_states_2", "half"], ["halved"], {}), ("Add", ["halved", "output_states_1"], ["output_states_2"], {}),
           ("ReduceSum", ["output_states_2", "zero"], ["said"], {"keepdims": 0}), ("MatMul", ["said", "widen"], ["wide"], {}),
           ("Transpose", ["encoder_outputs"], ["heard"], {"perm": [0, 2, 1]}),
           ("Unsqueeze", ["wide", "one"], ["wider"], {}), ("Add", ["heard", "wider"], ["both"], {}),
           ("MatMul", ["both", "joint"], ["joined"], {}), ("Add", ["joined", "bias"], ["logits"], {}),
           ("Unsqueeze", ["logits", "two"], ["outputs"], {})],
          embedding=weight(TOKENS, HIDDEN), turn=weight(HIDDEN, HIDDEN, scale=.4), half=np.float32(.5), widen=weight(HIDDEN, WIDTH, scale=.4),
          joint=weight(WIDTH, TOKENS + DURATIONS), zero=np.array([0]), one=np.array([1]), two=np.array([2]),
          bias=np.concatenate([np.zeros(TOKENS - 1), [3.5], [0, .5, .5, .5, 0]]).astype(np.float32))
    words = [("\u2581" if i % 3 == 0 else "") + "abcdefghijklm"[i % 13] + "nopqrstuvwxyz"[i // 3 % 13] for i in range(TOKENS - 2)]
    lines = words + [".", "<blk>"]
    (out / "vocab.txt").write_text("".join(f"{token} {i}\n" for i, token in enumerate(lines)), encoding="utf-8")
    (out / "config.json").write_text(json.dumps({
        "model_type": "nemo-conformer-tdt", "features_size": 128, "subsampling_factor": STEP, "max_tokens_per_step": 3}) + "\n")
    eight_bits(out)


def eight_bits(out):
    from onnxruntime.quantization import QuantType, quantize_dynamic
    for name in "encoder-model", "decoder_joint-model":
        quantize_dynamic(out / (name + ".onnx"), out / (name + ".int8.onnx"), weight_type=QuantType.QUInt8)


def decode(model, precision, out, *wavs):
    import onnxruntime as ort
    end = ".onnx" if precision == "fp32" else f".{precision}.onnx"
    sessions = [ort.InferenceSession(str(Path(model, n))) for n in ("nemo128.onnx", "encoder-model" + end, "decoder_joint-model" + end)]
    vocabulary = [line.split(" ")[0] for line in Path(model, "vocab.txt").read_text(encoding="utf-8").splitlines()]
    blank, most = vocabulary.index("<blk>"), json.loads(Path(model, "config.json").read_text())["max_tokens_per_step"]
    result = {}
    for path in wavs:
        with wave.open(path) as w:
            x = np.frombuffer(w.readframes(w.getnframes()), np.int16).astype(np.float32) / 32768
        features = sessions[0].run(None, {"waveforms": x[None], "waveforms_lens": np.array([len(x)])})
        encoded, lengths = sessions[1].run(None, {"audio_signal": features[0], "length": features[1]})
        state = [np.zeros((2, 1, HIDDEN), np.float32)] * 2
        tokens, t, here, margin = [], 0, 0, 1e9
        while t < lengths[0]:
            last = tokens[-1][0] if tokens else blank
            logits, *new = sessions[2].run(["outputs", "output_states_1", "output_states_2"], {
                "encoder_outputs": encoded[:, :, t:t + 1], "targets": np.array([[last]], np.int32),
                "target_length": np.array([1], np.int32), "input_states_1": state[0], "input_states_2": state[1]})
            logits = logits.reshape(-1)
            for part in (logits[:TOKENS], logits[TOKENS:]):
                best = np.sort(part)[-2:]
                margin = min(margin, float(best[1] - best[0]))
            token, step = int(logits[:TOKENS].argmax()), int(logits[TOKENS:].argmax())
            if token != blank:
                state, here = new, here + 1
                tokens.append([token, t, step])
            if step > 0:
                t, here = t + step, 0
            elif token == blank or here == most:
                t, here = t + 1, 0
        text = "".join(vocabulary[i].replace("\u2581", " ") for i, _, _ in tokens)
        text = re.sub(r"\A\s|\s\B|(\s)\b", lambda m: " " if m.group(1) else "", text)
        result[path] = {"text": text, "tokens": tokens, "margin": margin}
    Path(out).write_text(json.dumps(result))


{"make": make, "decode": decode}[sys.argv[1]](*sys.argv[2:])
