package org.whisperbench.platform.audio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sourceforge.jaad.mp4.boxes.Box;
import net.sourceforge.jaad.mp4.boxes.BoxTypes;
import net.sourceforge.jaad.mp4.boxes.impl.drm.FairPlayDataBox;
import net.sourceforge.jaad.mp4.boxes.impl.meta.ITunesMetadataBox;

/**
 * An encoder's delay as iTunes tells it: in a text beside the title, {@code iTunSMPB}, of hexadecimal numbers. The first
 * is nothing, then come these three.
 *
 * <p>Source: FFmpeg, libavformat/mov.c, which reads the delay.
 *
 * @param delay how many samples of the track are before the sound
 * @param padding how many are behind it
 * @param length how many are between
 */
record ITunesDelay(long delay, long padding, long length) {

    /** Behind a version and flags. */
    private static final byte[] NAME = "\0\0\0\0iTunSMPB".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern NUMBERS = Pattern.compile(
            "\\s*0+\\s+([0-9A-Fa-f]{8})\\s+([0-9A-Fa-f]{8})\\s+0*([0-9A-Fa-f]{1,10})(?:\\s.*)?", Pattern.DOTALL);
    /** No encoder has so much; where more is said, it is no delay. */
    private static final long MOST = 1 << 14;
    /** A track's duration may leave out the padding of its last frames. */
    private static final long SLACK = 2048;

    /** Returns what a movie tells, if that can be read. */
    static Optional<ITunesDelay> of(Box movie) {
        return items(movie)
                .filter(ITunesDelay::isNamed)
                .flatMap(item -> item.getChildren(BoxTypes.ITUNES_METADATA_BOX).stream())
                .filter(ITunesMetadataBox.class::isInstance)
                .map(data -> ((ITunesMetadataBox) data).getText())
                .map(NUMBERS::matcher)
                .filter(Matcher::matches)
                .map(ITunesDelay::of)
                .findFirst();
    }

    private static ITunesDelay of(Matcher numbers) {
        return new ITunesDelay(
                Long.parseLong(numbers.group(1), 16),
                Long.parseLong(numbers.group(2), 16),
                Long.parseLong(numbers.group(3), 16));
    }

    private static Stream<Box> items(Box movie) {
        return Stream.of(movie)
                .flatMap(box -> box.getChildren(BoxTypes.USER_DATA_BOX).stream())
                .flatMap(box -> box.getChildren(BoxTypes.META_BOX).stream())
                .flatMap(box -> box.getChildren(BoxTypes.ITUNES_META_LIST_BOX).stream())
                .flatMap(box -> box.getChildren(BoxTypes.CUSTOM_ITUNES_METADATA_BOX).stream());
    }

    /** JAAD takes an item's name for a box of FairPlay's, whose type is of the same letters, and leaves it as bytes. */
    private static boolean isNamed(Box item) {
        return item.getChildren(BoxTypes.ITUNES_METADATA_NAME_BOX).stream()
                .filter(FairPlayDataBox.class::isInstance)
                .anyMatch(name -> Arrays.equals(NAME, ((FairPlayDataBox) name).getData()));
    }

    /** Whether it can be of a track of this length: if not, it was left by an edit, and would hide sound. */
    boolean fits(long duration) {
        return delay <= MOST && padding <= MOST && length > 0 && Math.abs(delay + padding + length - duration) <= SLACK;
    }
}
