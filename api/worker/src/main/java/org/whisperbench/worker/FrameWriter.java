package org.whisperbench.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Writes frames of RFC 7464, each with one call, so that nothing comes between. Any number of threads may use it. */
final class FrameWriter {

    private final OutputStream out;

    FrameWriter(OutputStream out) {
        this.out = out;
    }

    /** Returns a message as a frame, or refuses it if it is over the limit. */
    static byte[] frame(Message message) {
        return frame(WorkerJson.text(message.json()));
    }

    /** Returns the text of a message as a frame, or refuses it if it is over the limit. */
    static byte[] frame(String message) {
        // Text first: half a surrogate pair becomes '?' here, and would be an error in a generator of bytes.
        byte[] json = message.getBytes(StandardCharsets.UTF_8);
        if (json.length > FrameReader.LIMIT_BYTES) {
            throw new WhisperException(
                    ErrorKind.INTERNAL,
                    "message of " + json.length + " bytes is over the limit of " + FrameReader.LIMIT_BYTES);
        }
        byte[] frame = new byte[json.length + 2];
        frame[0] = FrameReader.RECORD_SEPARATOR;
        System.arraycopy(json, 0, frame, 1, json.length);
        frame[frame.length - 1] = FrameReader.LINE_FEED;
        return frame;
    }

    synchronized void write(byte[] frame) throws IOException {
        out.write(frame);
        out.flush();
    }

    void write(Message message) throws IOException {
        write(frame(message));
    }
}
