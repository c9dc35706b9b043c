package org.whisperbench.platform.audio;

import java.io.FilterInputStream;
import java.io.InputStream;

/** Standard input, which belongs to the whole process and is never closed here. */
final class StandardInput extends FilterInputStream {

    StandardInput(InputStream bytes) {
        super(bytes);
    }

    @Override
    public void close() {
        // Others may go on reading.
    }
}
