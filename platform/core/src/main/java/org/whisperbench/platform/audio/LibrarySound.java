package org.whisperbench.platform.audio;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
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
    /** Each part, and above all each rate, costs time and memory before its first sample. */
    private static final int MOST_PARTS = 10_000;

    private static final int MOST_RATE_CHANGES = 100;

    private final SourceFile source;
    private final SampleBlock block = new SampleBlock();
    private BlockDecoder decoder;
    /** Of the first part; those of others are brought to its rate. */
    private SoundFormat format;

    private BlockDecoder.Span span = BlockDecoder.Span.WHOLE;
    private boolean more = true;
    private long decoded;
    private int inARow;
    private boolean surplus;
    private int parts;
    private int rateChanges;

    private LibrarySound(SourceFile source, BlockDecoder decoder) {
        this.source = source;
        this.decoder = decoder;
        format = decoder.format();
    }

    /**
     * Opens a file and decodes the first of its sound.
     *
     * @throws ForeignFormatException if it is of another kind than was thought, if its decoder is not there, or if that
     *     finds no sound in it, which another program might
     */
    static Sound open(SourceFile source, FileKind kind, BlockDecoder.Opening opening)
            throws ForeignFormatException, InterruptedException {
        try {
            BlockDecoder decoder = opening.open();
            Interruption.check();
            LibrarySound sound = new LibrarySound(source, decoder);
            if (sound.begin()) {
                requireSense(source, kind, decoder.format());
                return sound;
            }
        } catch (WhisperException e) {
            throw e;
        } catch (NoClassDefFoundError e) {
            throw new ForeignFormatException(kind.verdict() + ", whose decoder is not installed here");
        } catch (IOException | RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
            Interruption.check();
            LOG.debug("the head of '{}' was not understood", source.path(), e);
        }
        throw new ForeignFormatException(kind.verdict() + ", damaged or of a sort that is not read here");
    }

    private static void requireSense(SourceFile source, FileKind kind, SoundFormat format) {
        SoundFormat.requireRate(format.sampleRateHz(), source);
        if (format.channels() < 1) {
            throw source.refused(kind.verdict() + " without a channel");
        }
    }

    private boolean begin() throws InterruptedException {
        while (more && block.count() == 0) {
            Interruption.check();
            more = next();
        }
        span = decoder.span();
        format = decoder.format();
        return block.count() > 0;
    }

    @Override
    public SoundFormat format() {
        return format;
    }

    @Override
    public long announcedFrames() {
        return span.keep() == UNKNOWN ? UNKNOWN : span.delay() + span.keep();
    }

    @Override
    public AudioDamage pour(SampleSink sink) throws IOException, InterruptedException {
        boolean cut = false;
        boolean follows = true;
        while (follows) {
            RateChange change = new RateChange(decoder.format().sampleRateHz(), format.sampleRateHz(), sink);
            cut |= pourPart(change);
            change.finish();
            follows = follow();
        }
        return new AudioDamage(cut || block.isCutShort(), surplus, 0, block.skippedBlocks());
    }

    /** Returns whether sound is missing that its head announces. */
    private boolean pourPart(SampleSink sink) throws IOException, InterruptedException {
        SampleBlock.pourSilence(span.delay(), sink);
        hand(sink);
        while (more) {
            Interruption.check();
            block.clear();
            more = next();
            hand(sink);
        }
        long kept = Math.max(0, decoded - span.skip());
        // How much silence stands for lost frames may be too much: then it is not more sound than declared.
        surplus |= span.keep() != UNKNOWN && block.skippedBlocks() == 0 && kept - span.keep() > span.tail();
        return span.keep() != UNKNOWN && kept + span.slack() < span.keep();
    }

    /** Goes on with the next of several files that were joined, which is lost if its rate makes no sense. */
    private boolean follow() throws InterruptedException {
        BlockDecoder next = following();
        if (next == null) {
            return false;
        }
        parts++;
        rateChanges += next.format().sampleRateHz() == format.sampleRateHz() ? 0 : 1;
        if (!RateChange.isPossible(next.format().sampleRateHz(), format.sampleRateHz())
                || next.format().channels() < 1
                || parts > MOST_PARTS
                || rateChanges > MOST_RATE_CHANGES) {
            surplus = true;
            return false;
        }
        decoder = next;
        span = next.span();
        block.clear();
        decoded = 0;
        inARow = 0;
        more = true;
        return true;
    }

    private @Nullable BlockDecoder following() throws InterruptedException {
        try {
            return decoder.following();
        } catch (WhisperException e) {
            throw e;
        } catch (IOException | RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
            Interruption.check();
            LOG.debug("what follows in '{}' was not decoded", source.path(), e);
            surplus = true;
            return null;
        }
    }

    /** One call of the library. */
    private boolean next() throws InterruptedException {
        try {
            boolean goesOn = decoder.next(block);
            inARow = block.count() > 0 ? 0 : inARow + 1;
            if (goesOn && inARow >= MOST_IN_A_ROW) {
                block.cutShort();
                return false;
            }
            return goesOn;
        } catch (WhisperException e) {
            throw e;
        } catch (IOException | RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
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
