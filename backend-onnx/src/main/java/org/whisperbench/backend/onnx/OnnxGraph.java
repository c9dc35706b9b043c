package org.whisperbench.backend.onnx;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * Operators and element types of an ONNX file, read without the engine by walking its protocol buffers (field numbers
 * of {@code onnx.proto}, ONNX 1.x); weights are skipped, so that reading is quick. A file that was cut off is found
 * here, and so is one with weights beside the graph. Reading goes on where the thread is interrupted, unlike that of an
 * interruptible channel.
 *
 * <p>One thread uses an instance.
 */
final class OnnxGraph {

    private static final int FLOAT16 = 10;
    private static final int BFLOAT16 = 16;
    private static final int INT8 = 3;
    /** Real graphs have branches in branches, but not many. */
    private static final int DEEPEST = 64;

    /** No name of a file is longer. */
    private static final int LONGEST_TEXT = 1 << 12;

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    /** Messages of the format that are looked into. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR,
        PLACE,
        OTHER;

        Message field(int number) {
            return switch (this) {
                case MODEL -> number == 7 ? GRAPH : OTHER;
                case GRAPH -> number == 1 ? NODE : number == 5 ? TENSOR : OTHER;
                case NODE -> number == 5 ? ATTRIBUTE : OTHER;
                case ATTRIBUTE -> number == 6 || number == 11 ? GRAPH : number == 5 ? TENSOR : OTHER;
                case TENSOR -> number == 13 ? PLACE : OTHER;
                case PLACE, OTHER -> OTHER;
            };
        }
    }

    private final Path path;
    private final RandomAccessFile file;
    private final long size;
    private final byte[] window = new byte[1 << 13];
    private final Set<String> operators = new TreeSet<>();
    private final Set<Integer> types = new TreeSet<>();
    private final ExternalWeights weights = new ExternalWeights();
    private long windowStart;
    private int windowSize;
    private long position;
    private int depth;

    private OnnxGraph(Path path, RandomAccessFile file) throws IOException {
        this.path = path;
        this.file = file;
        size = file.length();
    }

    /**
     * Reads a file.
     *
     * @param path the file
     * @return its operators and types
     * @throws BackendException if it, or a file with weights of it, is missing or cut off, or if it is no ONNX file
     *     ({@link ErrorKind#MISSING_MODEL})
     */
    static OnnxGraph read(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toString(), "r")) {
            OnnxGraph graph = new OnnxGraph(path, file);
            graph.walk(Message.MODEL, graph.size);
            if (graph.operators.isEmpty()) {
                throw ModelFailure.damaged(path, "it holds no operators in " + graph.size + " bytes");
            }
            graph.weights.require(path);
            return graph;
        } catch (FileNotFoundException e) {
            throw ModelFailure.unreadable(path, new NoSuchFileException(path.toString()));
        } catch (IOException e) {
            throw ModelFailure.unreadable(path, e);
        }
    }

    /**
     * Returns the number format that the weights have, as its operators and constants tell.
     *
     * @return such as {@code fp32}, {@code fp16}, {@code int8}, {@code uint8}, {@code q4}, {@code q4f16}
     */
    String precision() {
        if (operators.contains("MatMulNBits")) {
            return types.contains(FLOAT16) ? "q4f16" : "q4";
        }
        if (operators.contains("MatMulBnb4")) {
            return "bnb4";
        }
        if (operators.stream()
                .anyMatch(o -> o.endsWith("Integer") || o.startsWith("QLinear") || o.contains("Quantize"))) {
            return types.contains(INT8) ? "int8" : "uint8";
        }
        if (types.contains(BFLOAT16)) {
            return "bf16";
        }
        return types.contains(FLOAT16) ? "fp16" : "fp32";
    }

    private void walk(Message message, long end) throws IOException {
        while (position < end) {
            long tag = varint();
            int number = (int) (tag >>> 3);
            int kind = (int) (tag & 7);
            switch (kind) {
                case VARINT -> number(message, number, varint());
                case EIGHT_BYTES -> position += Long.BYTES;
                case FOUR_BYTES -> position += Integer.BYTES;
                case LENGTH -> content(message, number, end);
                default -> throw ModelFailure.damaged(path, "byte " + position + " is of no ONNX file");
            }
        }
        if (position > end) {
            throw ModelFailure.damaged(path, "it ends early, after " + size + " bytes");
        }
    }

    private void number(Message message, int number, long value) {
        if (message == Message.TENSOR && number == 2) {
            types.add((int) value);
        } else if (message == Message.TENSOR && number == 14) {
            weights.location(value);
        }
    }

    private void content(Message message, int number, long end) throws IOException {
        long length = varint();
        if (length < 0 || length > end - position) {
            throw ModelFailure.damaged(path, "a part of it goes on past its end after " + size + " bytes");
        }
        long after = position + length;
        if (message == Message.NODE && number == 4) {
            operators.add(text(length));
        } else if (message == Message.PLACE) {
            weights.entry(number, text(length));
        } else if (message.field(number) != Message.OTHER) {
            if (++depth > DEEPEST) {
                throw ModelFailure.damaged(path, "it is nested more than " + DEEPEST + " deep");
            }
            part(message.field(number), after);
            depth--;
        }
        position = after;
    }

    private void part(Message message, long after) throws IOException {
        if (message == Message.TENSOR) {
            weights.begin();
            walk(message, after);
            weights.end();
        } else {
            walk(message, after);
        }
    }

    private String text(long length) throws IOException {
        byte[] text = new byte[(int) Math.min(length, LONGEST_TEXT)];
        for (int i = 0; i < text.length; i++) {
            text[i] = next();
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = next();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw ModelFailure.damaged(path, "byte " + position + " is of no ONNX file");
    }

    private byte next() throws IOException {
        if (position < windowStart || position >= windowStart + windowSize) {
            file.seek(position);
            windowStart = position;
            windowSize = Math.max(0, file.read(window));
            if (windowSize == 0) {
                throw ModelFailure.damaged(path, "it ends early, after " + size + " bytes");
            }
        }
        return window[(int) (position++ - windowStart)];
    }
}
