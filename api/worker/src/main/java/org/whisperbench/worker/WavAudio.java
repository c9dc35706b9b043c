package org.whisperbench.worker;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.whisperbench.api.Audio;

/**
 * The audio behind a path that crossed: a RIFF file of PCM, 16 bit, mono, 16 000 Hz, as {@link Audio#wav} gives it. Each
 * sample is its number divided by 32 768.
 *
 * <p>Any number of threads may read it. A thread that is interrupted while it reads closes it for all.
 */
public final class WavAudio implements Audio, AutoCloseable {

    private static final int RIFF_BYTES = 12;
    private static final int CHUNK_HEAD_BYTES = 8;
    /** PCM, one channel, 16 000 samples and 32 000 bytes a second, 2 bytes and 16 bits a sample. */
    private static final byte[] CANONICAL = {1, 0, 1, 0, (byte) 0x80, 0x3E, 0, 0, 0, 0x7D, 0, 0, 2, 0, 16, 0};

    private static final int BLOCK_BYTES = 1 << 16;
    private static final float SCALE = 32_768f;

    private final Path path;
    private final FileChannel channel;
    private final Samples samples;

    private WavAudio(Path path, FileChannel channel, Samples samples) {
        this.path = path;
        this.channel = channel;
        this.samples = samples;
    }

    /** Where the samples are in the file, and how many there are. */
    private record Samples(long offsetBytes, long count) {}

    /**
     * Opens a file.
     *
     * @param path absolute path
     * @return its audio; the caller closes it
     * @throws WorkerException if it cannot be read or has another form ({@link WorkerErrorKind#AUDIO})
     */
    public static WavAudio open(Path path) {
        FileChannel channel = null;
        boolean opened = false;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            WavAudio audio = new WavAudio(path, channel, samples(path, channel));
            opened = true;
            return audio;
        } catch (IOException e) {
            throw unreadable(path, e);
        } finally {
            if (!opened && channel != null) {
                close(path, channel);
            }
        }
    }

    /** Finds the samples, see "Multimedia Programming Interface 1.0" (1991). */
    private static Samples samples(Path path, FileChannel channel) throws IOException {
        boolean fits = false;
        long position = RIFF_BYTES;
        while (true) {
            byte[] head = read(channel, position, CHUNK_HEAD_BYTES);
            long size = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(Integer.BYTES) & 0xFFFF_FFFFL;
            long start = position + CHUNK_HEAD_BYTES;
            String id = new String(head, 0, Integer.BYTES, StandardCharsets.US_ASCII);
            if (id.equals("fmt ")) {
                fits = Arrays.equals(read(channel, start, CANONICAL.length), CANONICAL);
            } else if (id.equals("data")) {
                if (!fits) {
                    throw other(path, "it is not PCM, 16 bit, mono, 16000 Hz");
                }
                long present = Math.min(size, channel.size() - start);
                return new Samples(start, present / Short.BYTES);
            }
            position = start + size + size % 2;
        }
    }

    private static byte[] read(FileChannel channel, long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        fill(channel, ByteBuffer.wrap(bytes), position);
        return bytes;
    }

    private static void fill(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("it ends after " + channel.size() + " bytes");
            }
        }
        bytes.flip();
    }

    @Override
    public long sampleCount() {
        return samples.count();
    }

    @Override
    public int read(long fromSample, float[] into) {
        if (fromSample < 0) {
            throw new IndexOutOfBoundsException("sample " + fromSample + " is before the first");
        }
        int count = (int) Math.max(0, Math.min(into.length, samples.count() - fromSample));
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try {
            for (int done = 0; done < count; ) {
                block.clear().limit(Math.min(BLOCK_BYTES, Short.BYTES * (count - done)));
                fill(channel, block, samples.offsetBytes() + Short.BYTES * (fromSample + done));
                for (; block.hasRemaining(); done++) {
                    into[done] = block.getShort() / SCALE;
                }
            }
            return count;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public Path wav() {
        return path;
    }

    /** Closes the file. Further calls have no effect. */
    @Override
    public void close() {
        close(path, channel);
    }

    private static void close(Path path, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static WorkerException unreadable(Path path, IOException failure) {
        return other(path, failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
    }

    private static WorkerException other(Path path, String why) {
        return new WorkerException(
                WorkerErrorKind.AUDIO, "audio file '" + path + "' cannot be used: " + why + "; decode it again");
    }
}
