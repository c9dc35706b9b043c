package org.whisperbench.platform.audio;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.WhisperException;

/**
 * Holds a library's decoder at arm's length: whatever it throws on a damaged file costs one block and is counted; what
 * never ends is ended.
 */
final class LibrarySound implements Sound {

    private static final Logger LOG = LoggerFactory.getLogger(LibrarySound.class);

    /** So many failures, or blocks of nothing, in a row are no damage any more but the end. */
    private static final int MOST_IN_A_ROW = 500;

    private final SourceFile source;
    private final BlockDecoder decoder;
    private final BlockDecoder.Span span;
    private final SampleBlock block = new SampleBlock();
    private long decoded;
    private int inARow;

    private LibrarySound(SourceFile source, BlockDecoder decoder) {
        this.source = source;
        this.decoder = decoder;
        this.span = decoder.span();
    }

    static Sound open(SourceFile source, FileKind kind, BlockDecoder.Opening opening)
            throws ForeignFormatException, InterruptedException {
        try {
            BlockDecoder decoder = opening.open();
            Interruption.check();
            requireSense(source, kind, decoder.format());
            return new LibrarySound(source, decoder);
        } catch (WhisperException e) {
            throw e;
        } catch (NoClassDefFoundError e) {
            throw new ForeignFormatException(kind.verdict() + ", whose decoder is not installed here");
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            Interruption.check();
            LOG.debug("the head of '{}' was not understood", source.path(), e);
            throw source.refused(kind.verdict() + " with a damaged head");
        }
    }

    private static void requireSense(SourceFile source, FileKind kind, SoundFormat format) {
        int rate = format.sampleRateHz();
        if (rate < 1 || rate > SoundFormat.MAX_RATE_HZ) {
            throw source.refused("%s with %d samples a second where 1 to %d are read"
                    .formatted(kind.verdict(), rate, SoundFormat.MAX_RATE_HZ));
        }
        if (format.channels() < 1) {
            throw source.refused(kind.verdict() + " without a channel");
        }
    }

    @Override
    public SoundFormat format() {
        return decoder.format();
    }

    @Override
    public long announcedFrames() {
        return span.keep();
    }

    @Override
    public AudioDamage pour(SampleSink sink) throws IOException, InterruptedException {
        boolean more = true;
        while (more) {
            Interruption.check();
            block.clear();
            more = next();
            hand(sink);
        }
        long kept = Math.max(0, decoded - span.skip());
        boolean cut = block.isCutShort() || (span.keep() != UNKNOWN && kept + span.slack() < span.keep());
        if (decoded == 0 && (cut || block.skippedBlocks() > 0)) {
            throw source.refused("holds no sound that can be decoded");
        }
        return new AudioDamage(cut, 0, block.skippedBlocks());
    }

    /** One call of the library. */
    private boolean next() throws InterruptedException {
        try {
            boolean more = decoder.next(block);
            inARow = block.count() > 0 ? 0 : inARow + 1;
            if (more && inARow >= MOST_IN_A_ROW) {
                block.cutShort();
                return false;
            }
            return more;
        } catch (WhisperException e) {
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            Interruption.check();
            LOG.debug("a block of '{}' was not decoded", source.path(), e);
            block.skip();
            inARow++;
            if (inARow >= MOST_IN_A_ROW) {
                block.cutShort();
            }
            return inARow < MOST_IN_A_ROW;
        }
    }

    private void hand(SampleSink sink) throws IOException {
        long end = span.keep() == UNKNOWN ? Long.MAX_VALUE : span.skip() + span.keep();
        int from = (int) Math.max(0, Math.min(block.count(), span.skip() - decoded));
        int to = (int) Math.max(from, Math.min(block.count(), end - decoded));
        block.pour(from, to, sink);
        decoded += block.count();
    }
}
