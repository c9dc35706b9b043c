package org.whisperbench.platform.audio;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.whisperbench.api.WhisperException;

/**
 * What ffmpeg decodes. The process is killed when this is closed, which a cancelled caller does, and when it gives
 * nothing for longer than it may.
 *
 * <p>Source: the header of an AU file, as in the manual page au(4) of SunOS.
 */
final class FfmpegSound implements Sound {

    private static final int MAGIC = 0x2e736e64;
    private static final int HEAD_BYTES = 24;
    private static final int MOST_HEAD_BYTES = 1 << 16;
    private static final int MOST_CHANNELS = 1024;

    private final SourceFile source;
    private final String verdict;
    private final Process process;
    private final Path complaints;
    private final StalledBytes bytes;
    private final DataInputStream samples;
    private final SoundFormat format;

    private FfmpegSound(Ffmpeg ffmpeg, SourceFile source, String verdict, Running running) throws InterruptedException {
        this.source = source;
        this.verdict = verdict;
        process = running.process();
        complaints = running.complaints();
        bytes = new StalledBytes(process::getInputStream, ffmpeg.patience());
        samples = new DataInputStream(bytes);
        boolean open = false;
        try {
            format = readHead(running.identity());
            open = true;
        } finally {
            if (!open) {
                close();
            }
        }
    }

    /** A process, where it complains, and what it is. */
    private record Running(Process process, Path complaints, String identity) {}

    /**
     * Starts ffmpeg on a file.
     *
     * @param verdict what the file is, for messages
     * @param scratch where its complaints go
     */
    static Sound start(Ffmpeg ffmpeg, SourceFile source, String verdict, Path scratch) throws InterruptedException {
        return new FfmpegSound(ffmpeg, source, verdict, run(ffmpeg, source, verdict, scratch));
    }

    private static Running run(Ffmpeg ffmpeg, SourceFile source, String verdict, Path scratch)
            throws InterruptedException {
        try {
            String identity = ffmpeg.identity();
            Files.createDirectories(scratch);
            Path complaints = Files.createTempFile(scratch, "ffmpeg-", ".log");
            boolean started = false;
            try {
                Process process = ffmpeg.start(source.content(), complaints);
                started = true;
                return new Running(process, complaints, identity);
            } finally {
                if (!started) {
                    Files.deleteIfExists(complaints);
                }
            }
        } catch (IOException e) {
            throw Refusal.failed(
                    source.path(),
                    verdict + ", and '" + ffmpeg.program() + "' does not work: " + DiskProblem.ofReading(e),
                    "repair or remove it");
        }
    }

    private SoundFormat readHead(String identity) throws InterruptedException {
        try {
            int magic = samples.readInt();
            int headBytes = samples.readInt();
            samples.skipNBytes(8);
            int rate = samples.readInt();
            int channels = samples.readInt();
            if (magic != MAGIC || headBytes < HEAD_BYTES || headBytes > MOST_HEAD_BYTES) {
                throw new IOException("it wrote no AU file");
            }
            samples.skipNBytes(headBytes - HEAD_BYTES);
            SoundFormat.requireRate(rate, source);
            if (channels < 1 || channels > MOST_CHANNELS) {
                throw source.refused("has %d channels where 1 to %d are read".formatted(channels, MOST_CHANNELS));
            }
            return new SoundFormat("other", SampleEncoding.OTHER, 0, rate, channels, identity);
        } catch (InterruptedIOException e) {
            Interruption.check();
            throw stalled();
        } catch (IOException e) {
            throw failed();
        }
    }

    @Override
    public SoundFormat format() {
        return format;
    }

    @Override
    public long announcedFrames() {
        return UNKNOWN;
    }

    @Override
    public AudioDamage pour(SampleSink sink) throws IOException, InterruptedException {
        long frames = 0;
        long nonFinite = 0;
        float[] frame = new float[format.channels()];
        while (next(frame)) {
            double sum = 0;
            for (float value : frame) {
                sum += Float.isFinite(value) ? value : 0;
                nonFinite += Float.isFinite(value) ? 0 : 1;
            }
            sink.accept(sum / frame.length);
            frames++;
        }
        boolean failed = process.waitFor() != 0;
        if (frames == 0) {
            // It may end well all the same, with the head of a file in which there is nothing.
            throw failed();
        }
        FfmpegComplaints said = said();
        return new AudioDamage(failed || said.endsEarly(), nonFinite, said.damaged());
    }

    private boolean next(float[] frame) throws InterruptedException {
        int channel = 0;
        try {
            while (channel < frame.length) {
                frame[channel] = samples.readFloat();
                channel++;
            }
            return true;
        } catch (EOFException e) {
            return false;
        } catch (InterruptedIOException e) {
            Interruption.check();
            throw stalled();
        } catch (IOException e) {
            throw Refusal.unreadable(source.path(), e);
        }
    }

    private WhisperException failed() {
        String problem = verdict + ", and ffmpeg cannot decode it: " + Refusal.printable(said().reason());
        return Refusal.of(source.path(), problem, "copy or encode it again");
    }

    private WhisperException stalled() {
        return Refusal.failed(source.path(), verdict + ", and ffmpeg is stuck on it", "copy or encode it again");
    }

    private FfmpegComplaints said() {
        return FfmpegComplaints.read(complaints, source.content());
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        bytes.close();
        try {
            Files.deleteIfExists(complaints);
        } catch (IOException e) {
            throw Refusal.unreadable(complaints, e);
        }
    }
}
