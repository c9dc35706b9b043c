package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxJavaType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes an ONNX model of a single operator, in protocol buffers (field numbers of {@code onnx.proto}, ONNX 1.x). */
final class OnnxWriter {

    /** Name of the input with the data. */
    static final String DATA = "data";
    /** Name of the input with the indexes. */
    static final String INDEXES = "indexes";

    private static final String PICKED = "picked";
    private static final int LENGTH = 2;
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

    private void varint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            bytes.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }
}
