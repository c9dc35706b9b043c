package org.whisperbench.platform.audio;

import java.io.EOFException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jflac.ChannelData;
import org.jflac.FLACDecoder;
import org.jflac.FrameListener;
import org.jflac.frame.Frame;
import org.jflac.metadata.Metadata;
import org.jflac.metadata.StreamInfo;
import org.jspecify.annotations.Nullable;

/**
 * FLAC by jFLAC. A frame whose checksum is wrong comes out as silence; where frames are lost, silence stands for them,
 * so that what follows keeps its time.
 */
final class FlacBlocks implements BlockDecoder, FrameListener {

    /** What the library computes with does not hold more. */
    private static final int MOST_BITS = 24;
    /** So many frames may be lost before the first one; where more are missing, the file was cut out of a longer one. */
    private static final int LOST_AT_FIRST = 8;

    /** More than the library has bytes left when the file has none. */
    private static final int MOST_ERRORS_AT_END = 10_000;

    /** Before the first block, which is always the stream info and of 34 bytes; it may be the last, too. */
    private static final Pattern MAGIC = Pattern.compile("fLaC[\\x00\\x80]\\x00\\x00\\x22");

    private static final Pattern FRAME = Pattern.compile("\\xFF[\\xF8\\xF9]");
    /** There may be tags between files that were joined. */
    private static final int SEARCHED_BYTES = 1 << 16;

    private final SourceFile source;
    private final SourceStream stream;
    private final FLACDecoder decoder;
    private final StreamInfo info;
    private long position;
    private long errors;
    private int errorsAtEnd;

    FlacBlocks(SourceFile source, long start) throws IOException {
        this.source = source;
        stream = new SourceStream(source, start);
        decoder = new FLACDecoder(stream);
        info = decoder.readStreamInfo();
        if (info == null) {
            throw new EOFException("no stream info");
        }
        decoder.readMetadata(info);
        decoder.addFrameListener(this);
    }

    /** Opens the first of a file. */
    static FlacBlocks open(SourceFile source, long start) throws IOException, ForeignFormatException {
        FlacBlocks blocks = new FlacBlocks(source, start);
        if (blocks.isTooWide()) {
            throw new ForeignFormatException(
                    "is a FLAC file with samples of " + blocks.info.getBitsPerSample() + " bits");
        }
        return blocks;
    }

    private boolean isTooWide() {
        return info.getBitsPerSample() > MOST_BITS;
    }

    @Override
    public SoundFormat format() {
        return new SoundFormat(
                "FLAC",
                SampleEncoding.FLAC,
                info.getBitsPerSample(),
                info.getSampleRate(),
                info.getChannels(),
                "jflac");
    }

    @Override
    public Span span() {
        return info.getTotalSamples() > 0 ? new Span(0, info.getTotalSamples(), 0) : Span.WHOLE;
    }

    @Override
    public boolean next(SampleBlock into) throws IOException {
        if (info.getTotalSamples() > 0 && decoder.getSamplesDecoded() >= info.getTotalSamples()) {
            // The library looks for no further frame then, but reads what follows as one, again and again.
            return false;
        }
        long before = errors;
        Frame frame = decoder.readNextFrame();
        for (long i = before; i < errors; i++) {
            into.skip();
        }
        if (frame == null) {
            return false;
        }
        fillGap(frame, into);
        add(frame, into);
        return true;
    }

    @Override
    public @Nullable BlockDecoder following() throws IOException, InterruptedException {
        long end = stream.position() - decoder.getBitInputStream().getInputBytesUnconsumed();
        String behind = source.letters(end, SEARCHED_BYTES);
        Matcher next = MAGIC.matcher(behind);
        if (next.find()) {
            FlacBlocks blocks = new FlacBlocks(source, end + next.start());
            if (blocks.isTooWide()) {
                throw new IOException("the next of the joined files has samples that are too wide");
            }
            return blocks;
        }
        if (FRAME.matcher(behind).lookingAt()) {
            throw new IOException("there are more frames than the head tells of");
        }
        return null;
    }

    /** Frames are numbered, by their samples or, where all are of one size, by themselves. */
    private void fillGap(Frame frame, SampleBlock into) {
        long number = frame.header.sampleNumber >= 0
                ? frame.header.sampleNumber
                : (long) frame.header.frameNumber * info.getMaxBlockSize();
        long missing = number - position;
        if (position == 0 && missing > (long) LOST_AT_FIRST * info.getMaxBlockSize()) {
            // What was cut out of a longer file keeps its numbers.
            position = number;
        } else if (missing > 0 && into.addLost(missing, info.getSampleRate())) {
            into.skip();
            position = number;
        }
    }

    private void add(Frame frame, SampleBlock into) {
        ChannelData[] data = decoder.getChannelData();
        int channels = frame.header.channels;
        double scale = 1.0 / (channels * (double) (1L << (frame.header.bitsPerSample - 1)));
        for (int i = 0; i < frame.header.blockSize; i++) {
            double sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += data[channel].getOutput()[i];
            }
            into.add(sum * scale);
        }
        position += frame.header.blockSize;
    }

    @Override
    public void processMetadata(Metadata metadata) {
        // Titles and pictures say nothing about the sound.
    }

    @Override
    public void processFrame(Frame frame) {
        // Frames are taken by readNextFrame.
    }

    @Override
    public void processError(String message) {
        errors++;
        // The library forgets the end of the file where a frame's head before it was damaged, and begins again.
        if (stream.isAtEnd() && ++errorsAtEnd > MOST_ERRORS_AT_END) {
            throw new IllegalStateException("no frame up to the end: " + message);
        }
    }
}
