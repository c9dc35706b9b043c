package org.whisperbench.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/**
 * The keys that are pushed at the prompt while one of our commands runs. They are read with the prompt's own reader, a moment at a
 * time: whoever waits for one can be interrupted, and takes none away from the prompt afterwards.
 */
final class PromptKeys extends InputStream {

    private static final long MOMENT_MILLIS = 50;

    private final Terminal terminal;

    PromptKeys(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int read() throws IOException {
        int key = NonBlockingReader.READ_EXPIRED;
        while (key == NonBlockingReader.READ_EXPIRED) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("nobody waits for a key any more");
            }
            key = terminal.reader().read(MOMENT_MILLIS);
        }
        return key == '\r' ? '\n' : key;
    }

    /** One key, since nobody knows whether another one comes. */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int key = read();
        if (key < 0) {
            return -1;
        }
        into[offset] = (byte) key;
        return 1;
    }
}
