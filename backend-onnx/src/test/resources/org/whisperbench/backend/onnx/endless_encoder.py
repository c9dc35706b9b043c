"""Encoders and a decoder for the models of tiny_whisper.py and tiny_tdt.py that never come to an end. usage: endless_encoder.py FOLDER

A loop adds 0 to the first values for as often as 64 bits can count: whoever waits for it waits until it is ended from outside."""
import sys
from pathlib import Path

from onnx import TensorProto, checker, helper, save

FLOAT, INT64, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.BOOL


def endless(inputs, outputs, path):
    """Inputs and outputs: element type and axes by name; the first of each is looped over, others are handed through."""
    (data, *rest), (result, *others) = inputs, outputs
    body = helper.make_graph(
        [helper.make_node("Identity", ["go"], ["going"]), helper.make_node("Add", ["sum", "nothing"], ["more"])], "body",
        [helper.make_tensor_value_info("turn", INT64, []), helper.make_tensor_value_info("go", BOOL, []),
         helper.make_tensor_value_info("sum", FLOAT, None)],
        [helper.make_tensor_value_info("going", BOOL, []), helper.make_tensor_value_info("more", FLOAT, None)])
    nodes = [helper.make_node("Slice", [data, "from", "to", "axes"], ["some"]),
             helper.make_node("Loop", ["turns", "yes", "some"], [result], body=body)]
    nodes += [helper.make_node("Identity", [a], [b]) for a, b in zip(rest, others)]
    graph = helper.make_graph(
        nodes, "endless",
        [helper.make_tensor_value_info(name, *kind) for name, kind in inputs.items()],
        [helper.make_tensor_value_info(name, *kind) for name, kind in outputs.items()],
        [helper.make_tensor("turns", INT64, [], [2 ** 63 - 1]), helper.make_tensor("yes", BOOL, [], [True]),
         helper.make_tensor("nothing", FLOAT, [], [0]), helper.make_tensor("from", INT64, [1], [0]),
         helper.make_tensor("to", INT64, [1], [1]), helper.make_tensor("axes", INT64, [1], [1])])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    save(model, path)


folder = Path(sys.argv[1])
endless({"input_features": (FLOAT, ["batch_size", 8, 100])},
        {"last_hidden_state": (FLOAT, ["batch_size", "frames", "width"])}, folder / "endless-encoder.onnx")
endless({"waveforms": (FLOAT, ["batch_size", "samples"]), "waveforms_lens": (INT64, ["batch_size"])},
        {"features": (FLOAT, ["batch_size", "values"]), "features_lens": (INT64, ["batch_size"])}, folder / "endless-features.onnx")
parts = [f"0.{side}.{part}" for side in ("decoder", "encoder") for part in ("key", "value")]
cache = (FLOAT, ["batch_size", 2, "past", 16])
endless({"encoder_hidden_states": (FLOAT, ["batch_size", "frames", 32]), **{f"past_key_values.{part}": cache for part in parts},
         "input_ids": (INT64, ["batch_size", "tokens"]), "use_cache_branch": (BOOL, [1])},
        {"logits": (FLOAT, ["batch_size", "tokens", "vocabulary"]), **{f"present.{part}": cache for part in parts}},
        folder / "endless-decoder.onnx")
