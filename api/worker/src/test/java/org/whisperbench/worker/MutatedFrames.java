package org.whisperbench.worker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Frames of which many are damaged; the same ones for the same seed. */
final class MutatedFrames {

    private static final List<String> SEEDS = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"transcribe\",\"params\":{\"wav\":\"/a.wav\",\"options\":"
                    + "{\"language\":\"en\",\"task\":\"TRANSCRIBE\",\"timestamps\":true,\"extra\":{\"do\":\"echo\"}}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"load\",\"params\":{\"model\":{},\"options\":{}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"value\":{\"text\":\"\u00e9\"},\"nanos\":1.5e3}}",
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"error\":{\"code\":-32000,\"message\":\"m\",\"data\":{\"kind\":\"OOM\"}}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"progress\",\"params\":{\"id\":1,\"kind\":\"advance\",\"fraction\":0.5}}");
    private static final byte[] FAVOURITES = {0x1E, '\n', 0, '"', '\\', '{', '}', '[', ',', '9', '-', (byte) 0xFF};

    private final Random random;

    MutatedFrames(long seed) {
        random = new Random(seed);
    }

    byte[] next(int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            byte[] frame = ("\u001E" + SEEDS.get(random.nextInt(SEEDS.size())) + "\n").getBytes(StandardCharsets.UTF_8);
            for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
                frame = mutate(frame);
            }
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private byte[] mutate(byte[] frame) {
        int at = random.nextInt(Math.max(1, frame.length - 1));
        switch (random.nextInt(5)) {
            case 0 -> frame[at] = FAVOURITES[random.nextInt(FAVOURITES.length)];
            case 1 -> frame[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> {
                return Arrays.copyOf(frame, at + 1);
            }
            case 3 -> {
                return Arrays.copyOfRange(frame, at, frame.length);
            }
            default -> {
                byte[] doubled = Arrays.copyOf(frame, frame.length + at);
                System.arraycopy(frame, 0, doubled, frame.length, at);
                return doubled;
            }
        }
        return frame;
    }
}
