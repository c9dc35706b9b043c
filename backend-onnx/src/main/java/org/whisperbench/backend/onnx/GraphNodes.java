package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operators of an ONNX graph, who makes which value and who uses it, and those constants that are one number (field numbers of
 * {@code onnx.proto}, ONNX 1.x).
 *
 * <p>One thread uses an instance.
 */
final class GraphNodes {

    private static final int FLOAT = 1;
    private static final int FLOAT16 = 10;
    private static final int BFLOAT16 = 16;
    private static final int EXTERNAL = 1;
    /** Of an operator that is looked at; one with a tensor in it may be larger. */
    private static final long LARGEST_NODE = 1 << 16;

    private static final long LARGEST_NUMBER = 256;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> makers = new HashMap<>();
    private final Map<String, List<Node>> users = new HashMap<>();
    private final Map<String, Float> numbers = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();
    private boolean plain = true;

    /**
     * An operator.
     *
     * @param part where it is in the file
     * @param kind such as {@code MatMul}
     * @param message all of it
     */
    record Node(OnnxParts.Part part, String kind, ProtoMessage message) {

        List<String> inputs() {
            return message.texts(1);
        }

        /** Returns the name of an input; empty where there are fewer. */
        String input(int index) {
            return index < inputs().size() ? inputs().get(index) : "";
        }

        List<String> outputs() {
            return message.texts(2);
        }

        /** Returns the name of the first output; empty where there is none. */
        String output() {
            return outputs().isEmpty() ? "" : outputs().get(0);
        }

        /** Returns whether it holds graphs, whose operators may use any value of this one. */
        boolean hasGraph() throws IOException {
            return message.messages(5).stream()
                    .anyMatch(attribute -> attribute.content(6).isPresent()
                            || attribute.content(11).isPresent());
        }

        /** Returns an attribute of this name. */
        Optional<ProtoMessage> attribute(String name) throws IOException {
            return message.messages(5).stream()
                    .filter(attribute -> attribute.text(1).equals(name))
                    .findFirst();
        }
    }

    private GraphNodes() {}

    /**
     * Reads the operators of a graph.
     *
     * @param file the file
     * @param graph the parts of its graph
     * @return its operators
     * @throws IOException if it cannot be read
     */
    static GraphNodes read(OnnxParts file, List<OnnxParts.Part> graph) throws IOException {
        GraphNodes nodes = new GraphNodes();
        for (OnnxParts.Part part : graph) {
            switch (part.number()) {
                case 1 -> nodes.node(file, part);
                case 5 -> nodes.constant(file, part);
                case 12 -> nodes.outputs.add(ProtoMessage.read(file.read(part)).text(1));
                default -> {
                    // Inputs, names and shapes.
                }
            }
        }
        return nodes;
    }

    private void node(OnnxParts file, OnnxParts.Part part) throws IOException {
        if (part.bytes() > LARGEST_NODE) {
            plain = false;
            return;
        }
        ProtoMessage message = ProtoMessage.read(file.read(part));
        Node node = new Node(part, message.text(4), message);
        nodes.add(node);
        node.outputs().forEach(output -> makers.put(output, node));
        node.inputs()
                .forEach(input ->
                        users.computeIfAbsent(input, name -> new ArrayList<>()).add(node));
        plain &= !node.hasGraph();
        Optional<ProtoMessage> value = node.kind().equals("Constant") ? node.attribute("value") : Optional.empty();
        if (value.isPresent() && value.get().content(5).isPresent()) {
            number(ProtoMessage.read(value.get().content(5).get()), node.output());
        }
    }

    private void constant(OnnxParts file, OnnxParts.Part part) throws IOException {
        if (part.bytes() <= LARGEST_NUMBER) {
            ProtoMessage tensor = ProtoMessage.read(file.read(part));
            number(tensor, tensor.text(8));
            plain &= isPlain(tensor.number(2), tensor.number(14));
            return;
        }
        long type = 0;
        long place = 0;
        for (OnnxParts.Part field : file.within(part)) {
            type = field.number() == 2 ? field.value() : type;
            place = field.number() == 14 ? field.value() : place;
        }
        plain &= isPlain(type, place);
    }

    private static boolean isPlain(long type, long place) {
        return type != FLOAT16 && type != BFLOAT16 && place != EXTERNAL;
    }

    private void number(ProtoMessage tensor, String name) throws IOException {
        boolean one = tensor.numbers(1).stream().allMatch(length -> length == 1);
        Optional<ByteBuffer> raw = tensor.content(9).or(() -> tensor.content(4));
        if (one && tensor.number(2) == FLOAT && raw.isPresent() && raw.get().remaining() == Float.BYTES) {
            numbers.put(name, raw.get().getFloat());
        }
    }

    /** Returns all operators in the order of the file. */
    List<Node> all() {
        return nodes;
    }

    /** Returns whether all is in the file and in this graph, and nothing of it in 16 bits. */
    boolean isPlain() {
        return plain;
    }

    /** Returns which operator makes a value. */
    Optional<Node> maker(String value) {
        return Optional.ofNullable(makers.get(value));
    }

    /** Returns the only operator that uses a value; nothing if there are several, or if the graph gives it out. */
    Optional<Node> onlyUser(String value) {
        List<Node> all = users.getOrDefault(value, List.of());
        return all.size() == 1 && !outputs.contains(value) ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** Returns a constant that is one number. */
    Optional<Float> number(String name) {
        return Optional.ofNullable(numbers.get(name));
    }
}
