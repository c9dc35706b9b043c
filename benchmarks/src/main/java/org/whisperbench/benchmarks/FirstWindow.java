package org.whisperbench.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.whisperbench.api.Audio;

/** The first 30 s of a recording in the canonical form: 44 bytes of header, then 16 bits, one channel, 16 000 Hz. */
final class FirstWindow {

    private static final int HEAD_BYTES = 44;
    private static final int DATA_BYTES = 30 * Audio.SAMPLE_RATE_HZ * Short.BYTES;

    private FirstWindow() {}

    static void of(Path recording, Path window) throws IOException {
        byte[] all = Files.readAllBytes(recording);
        if (all.length < HEAD_BYTES + DATA_BYTES) {
            throw new IllegalArgumentException("'" + recording.getFileName() + "' is shorter than 30 s");
        }
        byte[] cut = Arrays.copyOf(all, HEAD_BYTES + DATA_BYTES);
        ByteBuffer head = ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(4, cut.length - 8).putInt(HEAD_BYTES - 4, DATA_BYTES);
        Files.write(window, cut);
    }
}
