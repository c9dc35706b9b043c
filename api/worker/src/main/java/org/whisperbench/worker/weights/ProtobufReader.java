package org.whisperbench.worker.weights;

/**
 * Walks the fields of a message of Protocol Buffers inside a file, see "Encoding" in its documentation. What a field holds
 * is read, entered or skipped before the next one.
 */
final class ProtobufReader {

    private static final int VARINT_BYTES = 10;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteSource source;
    private final long end;
    private int key;

    private ProtobufReader(ByteSource source, long end) {
        this.source = source;
        this.end = end;
    }

    static ProtobufReader whole(ByteSource source) {
        return new ProtobufReader(source, source.position() + source.remaining());
    }

    /** Goes to the next field; false at the message's end. */
    boolean next() {
        if (source.position() > end) {
            throw source.damaged("a part of its table is longer than what it is in");
        }
        if (source.position() == end) {
            return false;
        }
        key = (int) varint();
        return true;
    }

    int field() {
        return key >>> 3;
    }

    /** Whether the field is a text, bytes, a message or packed numbers. */
    boolean isDelimited() {
        return (key & 7) == LENGTH_DELIMITED;
    }

    long varint() {
        long value = 0;
        for (int i = 0; i < VARINT_BYTES; i++) {
            int part = source.int8();
            value |= (long) (part & 0x7F) << (7 * i);
            if (part < 0x80) {
                return value;
            }
        }
        throw source.damaged("a number before byte %d has no end".formatted(source.position()));
    }

    long length() {
        long length = varint();
        if (length < 0 || length > end - source.position()) {
            throw source.damaged(
                    "it ends inside of its table: %d bytes of %d are there".formatted(end - source.position(), length));
        }
        return length;
    }

    ProtobufReader message() {
        long length = length();
        return new ProtobufReader(source, source.position() + length);
    }

    String text() {
        long length = length();
        if (length > 1 << 16) {
            throw source.damaged("a name has " + length + " bytes");
        }
        return source.text((int) length);
    }

    void skip() {
        switch (key & 7) {
            case 0 -> varint();
            case 1 -> source.skip(Long.BYTES, "a number");
            case LENGTH_DELIMITED -> source.skip(length(), "its table");
            case 5 -> source.skip(Integer.BYTES, "a number");
            default -> throw source.damaged("it does not begin as ONNX does");
        }
    }
}
