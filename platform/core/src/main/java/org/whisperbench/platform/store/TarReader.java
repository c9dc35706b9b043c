package org.whisperbench.platform.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a tar file as {@link TarWriter} writes it, and as GNU and BSD tar write files and symbolic links. */
final class TarReader implements AutoCloseable {

    private static final long LONGEST_EXTENSION = 1 << 20;

    private final InputStream in;
    private long left;
    private long padding;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** What an entry is. */
    enum Kind {
        FILE,
        LINK,
        FOLDER,
        OTHER
    }

    /**
     * An entry.
     *
     * @param name its name as it stands in the file
     * @param kind what it is
     * @param size length of its content in bytes
     * @param target what a link points to, or an empty text
     */
    record Entry(String name, Kind kind, long size, String target) {}

    /** Goes to the next entry, or to the end. */
    Optional<Entry> next() throws IOException {
        Map<String, String> extended = new HashMap<>();
        while (true) {
            skip(left + padding);
            left = 0;
            padding = 0;
            byte[] block = in.readNBytes(TarWriter.BLOCK);
            if (block.length == 0 || isZero(block)) {
                return Optional.empty();
            }
            if (block.length < TarWriter.BLOCK) {
                throw cutOff();
            }
            long size = extended.containsKey("size") ? number(extended.get("size"), 10) : size(block);
            content(size);
            char type = (char) block[156];
            switch (type) {
                case 'x' -> extended.putAll(records(extension()));
                case 'g' -> extension();
                case 'L' -> extended.put("path", text(extension(), 0, (int) size));
                case 'K' -> extended.put("linkpath", text(extension(), 0, (int) size));
                default -> {
                    String name = extended.getOrDefault("path", name(block));
                    String target = extended.getOrDefault("linkpath", text(block, 157, 100));
                    return Optional.of(new Entry(name, kind(type), size, target));
                }
            }
        }
    }

    private void skip(long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw cutOff();
        }
    }

    private static EOFException cutOff() {
        return new EOFException("it is cut off");
    }

    /** The content of the current entry. */
    InputStream body() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int n = in.read(bytes, offset, (int) Math.min(length, left));
                if (n < 0) {
                    throw cutOff();
                }
                left -= n;
                return n;
            }
        };
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static Kind kind(char type) {
        return switch (type) {
            case '0', '\0', '7' -> Kind.FILE;
            case '2' -> Kind.LINK;
            case '5' -> Kind.FOLDER;
            default -> Kind.OTHER;
        };
    }

    private void content(long size) throws IOException {
        if (size < 0) {
            throw new IOException("it has an entry of %d bytes".formatted(size));
        }
        left = size;
        padding = (TarWriter.BLOCK - size % TarWriter.BLOCK) % TarWriter.BLOCK;
    }

    private byte[] extension() throws IOException {
        if (left > LONGEST_EXTENSION) {
            throw new IOException("it has a header of %d bytes".formatted(left));
        }
        byte[] content = body().readNBytes((int) left);
        if (left > 0) {
            throw cutOff();
        }
        return content;
    }

    private static Map<String, String> records(byte[] content) throws IOException {
        Map<String, String> records = new HashMap<>();
        int start = 0;
        while (start < content.length) {
            int blank = start;
            while (blank < content.length && content[blank] != ' ') {
                blank++;
            }
            int end = start + (int) number(text(content, start, blank - start), 10);
            if (blank >= content.length || end > content.length || end <= blank + 1) {
                throw new IOException("it has a malformed header");
            }
            String record = new String(content, blank + 1, end - blank - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals > 0) {
                records.put(record.substring(0, equals), record.substring(equals + 1));
            }
            start = end;
        }
        return records;
    }

    private static String name(byte[] block) {
        String prefix = text(block, 257, 5).equals("ustar") ? text(block, 345, 155) : "";
        String name = text(block, 0, 100);
        return prefix.isEmpty() || text(block, 257, 8).startsWith("ustar ") ? name : prefix + "/" + name;
    }

    private static long size(byte[] block) throws IOException {
        if ((block[124] & 0x80) == 0) {
            return number(text(block, 124, 12).strip(), 8);
        }
        long size = block[124] & 0x7f;
        for (int i = 125; i < 136; i++) {
            size = size << 8 | (block[i] & 0xff);
        }
        return size;
    }

    private static long number(String digits, int radix) throws IOException {
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            throw new IOException("it is no tar file", e);
        }
    }

    private static String text(byte[] bytes, int offset, int length) {
        int end = offset;
        while (end < Math.min(offset + length, bytes.length) && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static boolean isZero(byte[] block) {
        return Arrays.equals(block, new byte[block.length]);
    }
}
