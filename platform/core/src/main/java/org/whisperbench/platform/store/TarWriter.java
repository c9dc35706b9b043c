package org.whisperbench.platform.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes a tar file: POSIX.1-2001 (pax), with an extended header only where a name, a link or a length does not fit the
 * older header. Owner and time are 0, so the same content gives the same bytes.
 */
final class TarWriter implements AutoCloseable {

    static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final long LARGEST = 077777777777L;
    private static final int COPY_BYTES = 1 << 16;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes a file whose length is known. */
    void file(String name, long size, InputStream content) throws IOException {
        header(name, '0', size, "");
        byte[] block = new byte[COPY_BYTES];
        long written = 0;
        for (int n = content.read(block); n >= 0; n = content.read(block)) {
            out.write(block, 0, n);
            written += n;
        }
        if (written != size) {
            throw new IOException("'" + name + "' changed while it was written");
        }
        pad(size);
    }

    /** Writes a symbolic link. */
    void link(String name, String target) throws IOException {
        header(name, '2', 0, target);
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }

    private void header(String name, char type, long size, String link) throws IOException {
        StringBuilder extended = new StringBuilder();
        if (bytes(name).length > NAME) {
            extended.append(record("path", name));
        }
        if (bytes(link).length > NAME) {
            extended.append(record("linkpath", link));
        }
        if (size > LARGEST) {
            extended.append(record("size", Long.toString(size)));
        }
        if (!extended.isEmpty()) {
            byte[] content = bytes(extended.toString());
            plainHeader("PaxHeader", 'x', content.length, "");
            new ByteArrayInputStream(content).transferTo(out);
            pad(content.length);
        }
        plainHeader(name, type, Math.min(size, LARGEST), link);
    }

    /** A record of an extended header counts its own length. */
    private static String record(String key, String value) {
        int rest = bytes(" " + key + "=" + value + "\n").length;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        return length + " " + key + "=" + value + "\n";
    }

    private void plainHeader(String name, char type, long size, String link) throws IOException {
        byte[] block = new byte[BLOCK];
        put(block, 0, NAME, name);
        put(block, 100, 8, type == '2' ? "0000777" : "0000644");
        put(block, 108, 8, "0000000");
        put(block, 116, 8, "0000000");
        put(block, 124, 12, String.format(Locale.ROOT, "%011o", size));
        put(block, 136, 12, "00000000000");
        block[156] = (byte) type;
        put(block, 157, NAME, link);
        put(block, 257, 8, "ustar\00000");
        put(block, 148, 8, "        ");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, 7, String.format(Locale.ROOT, "%06o\0", sum));
        out.write(block);
    }

    private static void put(byte[] block, int offset, int length, String text) {
        byte[] bytes = bytes(text);
        System.arraycopy(bytes, 0, block, offset, Math.min(length, bytes.length));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }
}
