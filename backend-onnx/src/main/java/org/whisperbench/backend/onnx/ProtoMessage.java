package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A small message of protocol buffers that is held in memory, such as an operator of a graph, read without its schema.
 *
 * @param fields its fields in the order of the file
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
record ProtoMessage(List<Field> fields) {

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);
    static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    /**
     * A field.
     *
     * @param number its number in the schema
     * @param value its number, if it is one
     * @param content its bytes, if it is a text or a message; else empty
     */
    record Field(int number, long value, ByteBuffer content) {}

    /** Copies the fields. */
    ProtoMessage {
        fields = List.copyOf(fields);
    }

    /**
     * Reads a message.
     *
     * @param bytes all of it
     * @return the message
     * @throws IOException if it is none
     */
    static ProtoMessage read(ByteBuffer bytes) throws IOException {
        ByteBuffer in = bytes.duplicate();
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            fields.add(field((int) (tag >>> 3), (int) (tag & 7), in));
        }
        return new ProtoMessage(fields);
    }

    private static Field field(int number, int kind, ByteBuffer in) throws IOException {
        return switch (kind) {
            case VARINT -> new Field(number, varint(in), EMPTY);
            case EIGHT_BYTES -> new Field(number, 0, content(in, Long.BYTES));
            case LENGTH -> new Field(number, 0, content(in, varint(in)));
            case FOUR_BYTES -> new Field(number, 0, content(in, Integer.BYTES));
            default -> throw new IOException("a field of kind " + kind);
        };
    }

    private static ByteBuffer content(ByteBuffer in, long length) throws IOException {
        if (length < 0 || length > in.remaining()) {
            throw new IOException("a field of " + length + " bytes where " + in.remaining() + " are left");
        }
        ByteBuffer content = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return content;
    }

    /** Reads a number of seven bits a byte, the lowest first. */
    static long varint(ByteBuffer in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && in.hasRemaining(); shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IOException("a number without an end");
    }

    /** Returns a text, or nothing where the field is missing. */
    String text(int number) {
        List<String> texts = texts(number);
        return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
    }

    /** Returns all texts of a repeated field. */
    List<String> texts(int number) {
        return of(number)
                .map(field -> StandardCharsets.UTF_8
                        .decode(field.content().duplicate())
                        .toString())
                .toList();
    }

    /** Returns a number, or 0 where the field is missing. */
    long number(int number) {
        return of(number).mapToLong(Field::value).reduce(0, (first, last) -> last);
    }

    /** Returns the numbers of a repeated field, packed or not. */
    List<Long> numbers(int number) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (Field field : of(number).toList()) {
            if (!field.content().hasRemaining()) {
                numbers.add(field.value());
            }
            ByteBuffer packed = field.content().duplicate();
            while (packed.hasRemaining()) {
                numbers.add(varint(packed));
            }
        }
        return numbers;
    }

    /** Returns the bytes of a field; numbers in them have their low byte first. */
    Optional<ByteBuffer> content(int number) {
        return of(number)
                .map(field -> field.content().duplicate().order(ByteOrder.LITTLE_ENDIAN))
                .reduce((first, last) -> last);
    }

    /** Returns all messages of a repeated field. */
    List<ProtoMessage> messages(int number) throws IOException {
        List<ProtoMessage> messages = new ArrayList<>();
        for (Field field : of(number).toList()) {
            messages.add(read(field.content()));
        }
        return messages;
    }

    private Stream<Field> of(int number) {
        return fields.stream().filter(field -> field.number() == number);
    }
}
