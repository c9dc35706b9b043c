package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxJavaType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes ONNX graphs, or parts of them, in protocol buffers (field numbers of {@code onnx.proto}, ONNX 1.x). */
final class OnnxWriter {

    /** Name of the input with the data. */
    static final String DATA = "data";
    /** Name of the input with the indexes. */
    static final String INDEXES = "indexes";

    private static final String PICKED = "picked";
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;
    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int FLOAT16 = 10;
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private OnnxWriter() {}

    /**
     * Writes a model that picks along the first axis of an array of four.
     *
     * @param type FLOAT or FLOAT16
     * @return the model
     */
    static byte[] gather(OnnxJavaType type) {
        int element = type == OnnxJavaType.FLOAT16 ? FLOAT16 : FLOAT;
        OnnxWriter node =
                new OnnxWriter().text(1, DATA).text(1, INDEXES).text(2, PICKED).text(4, "Gather");
        OnnxWriter graph = new OnnxWriter()
                .message(1, node)
                .text(2, "gather")
                .message(11, value(DATA, element, 4))
                .message(11, value(INDEXES, INT64, 1))
                .message(12, value(PICKED, element, 4));
        return new OnnxWriter()
                .number(1, IR_VERSION)
                .message(7, graph)
                .message(8, new OnnxWriter().text(1, "").number(2, OPSET))
                .bytes
                .toByteArray();
    }

    /**
     * Writes an operator, as a field of a graph.
     *
     * @param domain where it is defined; empty for ONNX's own
     * @param operator its kind
     * @param inputs names of its inputs
     * @param output name of its output
     * @param attributes what {@link #numbers} and {@link #decimal} wrote
     * @return the field
     */
    static byte[] operator(
            String domain, String operator, List<String> inputs, String output, OnnxWriter... attributes) {
        OnnxWriter node = new OnnxWriter();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(4, operator);
        for (OnnxWriter attribute : attributes) {
            node.message(5, attribute);
        }
        return field(1, domain.isEmpty() ? node : node.text(7, domain));
    }

    /** Writes an attribute of whole numbers. */
    static OnnxWriter numbers(String name, int... values) {
        OnnxWriter attribute = new OnnxWriter().text(1, name);
        for (int value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, ATTRIBUTE_INTS);
    }

    /** Writes an attribute of one whole number. */
    static OnnxWriter number(String name, int value) {
        return new OnnxWriter().text(1, name).number(3, value).number(20, ATTRIBUTE_INT);
    }

    /** Writes an attribute of one real number. */
    static OnnxWriter decimal(String name, float value) {
        OnnxWriter attribute = new OnnxWriter().text(1, name);
        attribute.varint(2 << 3 | FOUR_BYTES);
        byte[] bits = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
        attribute.bytes.writeBytes(bits);
        return attribute.number(20, ATTRIBUTE_FLOAT);
    }

    /** Writes a constant list of whole numbers, as a field of a graph. */
    static byte[] constant(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            raw.putLong(value);
        }
        OnnxWriter tensor =
                new OnnxWriter().number(1, values.length).number(2, INT64).text(8, name);
        return field(5, tensor.content(9, raw.array()));
    }

    /** Writes that a model uses operators of a domain, as a field of the model. */
    static byte[] imported(String domain, int version) {
        return field(8, new OnnxWriter().text(1, domain).number(2, version));
    }

    /** Writes the head of a field: its number and the length of its content. */
    static byte[] head(int number, long length) {
        OnnxWriter head = new OnnxWriter();
        head.varint((number << 3) | LENGTH);
        head.varint(length);
        return head.bytes.toByteArray();
    }

    private static byte[] field(int number, OnnxWriter value) {
        return new OnnxWriter().message(number, value).bytes.toByteArray();
    }

    /** A tensor whose axes have names that say nothing. */
    private static OnnxWriter value(String name, int element, int axes) {
        OnnxWriter shape = new OnnxWriter();
        for (int i = 0; i < axes; i++) {
            shape.message(1, new OnnxWriter().text(2, name + i));
        }
        OnnxWriter tensor = new OnnxWriter().number(1, element).message(2, shape);
        return new OnnxWriter().text(1, name).message(2, new OnnxWriter().message(1, tensor));
    }

    private OnnxWriter number(int field, int value) {
        varint(field << 3);
        varint(value);
        return this;
    }

    private OnnxWriter text(int field, String value) {
        return content(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private OnnxWriter message(int field, OnnxWriter value) {
        return content(field, value.bytes.toByteArray());
    }

    private OnnxWriter content(int field, byte[] value) {
        varint((field << 3) | LENGTH);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while (rest > 0x7F) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
