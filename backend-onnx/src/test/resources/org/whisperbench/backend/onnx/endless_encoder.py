"""An encoder for the models of tiny_whisper.py that never comes to an end. usage: endless_encoder.py OUT

A loop adds 0 to the first features for as often as 64 bits can count: whoever waits for it waits until it is ended from outside."""
import sys

from onnx import TensorProto, checker, helper, save

FLOAT, INT64, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.BOOL
body = helper.make_graph(
    [helper.make_node("Identity", ["go"], ["going"]), helper.make_node("Add", ["sum", "nothing"], ["more"])], "body",
    [helper.make_tensor_value_info("turn", INT64, []), helper.make_tensor_value_info("go", BOOL, []),
     helper.make_tensor_value_info("sum", FLOAT, None)],
    [helper.make_tensor_value_info("going", BOOL, []), helper.make_tensor_value_info("more", FLOAT, None)])
graph = helper.make_graph(
    [helper.make_node("Slice", ["input_features", "from", "to", "axes"], ["some"]),
     helper.make_node("Loop", ["turns", "yes", "some"], ["last_hidden_state"], body=body)], "endless",
    [helper.make_tensor_value_info("input_features", FLOAT, ["batch_size", 8, 100])],
    [helper.make_tensor_value_info("last_hidden_state", FLOAT, ["batch_size", "frames", "width"])],
    [helper.make_tensor("turns", INT64, [], [2 ** 63 - 1]), helper.make_tensor("yes", BOOL, [], [True]),
     helper.make_tensor("nothing", FLOAT, [], [0]), helper.make_tensor("from", INT64, [1], [0]),
     helper.make_tensor("to", INT64, [1], [1]), helper.make_tensor("axes", INT64, [1], [1])])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
checker.check_model(model)
save(model, sys.argv[1])
