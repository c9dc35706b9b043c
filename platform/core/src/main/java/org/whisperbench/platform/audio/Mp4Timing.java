package org.whisperbench.platform.audio;

import java.util.List;
import java.util.Optional;
import net.sourceforge.jaad.mp4.MP4Container;
import net.sourceforge.jaad.mp4.boxes.Box;
import net.sourceforge.jaad.mp4.boxes.BoxTypes;
import net.sourceforge.jaad.mp4.boxes.impl.EditListBox;
import net.sourceforge.jaad.mp4.boxes.impl.HandlerBox;
import net.sourceforge.jaad.mp4.boxes.impl.MediaHeaderBox;
import net.sourceforge.jaad.mp4.boxes.impl.MovieHeaderBox;
import org.whisperbench.platform.audio.BlockDecoder.Span;

/**
 * Which part of a track is played and when. An edit list begins with what is empty, if the track begins later than others,
 * and tells then the encoder's delay at both ends, or how much was cut off. Of lists with more than one piece of the track
 * only an empty beginning counts. Where there is no list, {@link ITunesDelay} tells the delay.
 *
 * <p>Source: ISO/IEC 14496-12, sections 8.2.2, 8.4.2, 8.4.3 and 8.6.6.
 */
final class Mp4Timing {

    private static final int FRAME_SAMPLES = 2048;

    private final long[] mediaTimes;
    private final long[] durations;
    private final MediaHeaderBox media;
    private final long movieTimeScale;

    private Mp4Timing(EditListBox edits, MediaHeaderBox media, MovieHeaderBox movie) {
        mediaTimes = edits.getMediaTime();
        durations = edits.getSegmentDuration();
        this.media = media;
        movieTimeScale = movie.getTimeScale();
    }

    /**
     * Reads what a file says.
     *
     * @param index which of the tracks of sound it is, from 0
     * @param rateHz of the samples that are counted
     */
    static Span span(MP4Container container, int index, int rateHz) {
        Optional<Box> movie = child(container.getBoxes(), BoxTypes.MOVIE_BOX);
        Optional<Box> track = movie.flatMap(box -> soundTrack(box, index));
        Optional<EditListBox> edits = track.flatMap(box -> child(box.getChildren(), BoxTypes.EDIT_BOX))
                .flatMap(box -> child(box.getChildren(), BoxTypes.EDIT_LIST_BOX))
                .map(EditListBox.class::cast);
        Optional<MediaHeaderBox> media = track.flatMap(box -> child(box.getChildren(), BoxTypes.MEDIA_BOX))
                .flatMap(box -> child(box.getChildren(), BoxTypes.MEDIA_HEADER_BOX))
                .map(MediaHeaderBox.class::cast);
        Optional<MovieHeaderBox> head = movie.flatMap(box -> child(box.getChildren(), BoxTypes.MOVIE_HEADER_BOX))
                .map(MovieHeaderBox.class::cast);
        if (edits.isEmpty() && movie.isPresent() && media.isPresent()) {
            return withoutEdits(movie.get(), media.get(), rateHz);
        }
        if (edits.isEmpty() || media.isEmpty() || head.isEmpty()) {
            return Span.WHOLE;
        }
        return new Mp4Timing(edits.get(), media.get(), head.get()).span(rateHz);
    }

    private static Span withoutEdits(Box movie, MediaHeaderBox media, int rateHz) {
        return ITunesDelay.of(movie)
                .filter(told -> media.getTimeScale() > 0 && told.fits(media.getDuration()))
                .map(told -> new Span(
                        scaled(told.delay(), rateHz, media.getTimeScale()),
                        scaled(told.length(), rateHz, media.getTimeScale()),
                        FRAME_SAMPLES))
                .orElse(Span.WHOLE);
    }

    private Span span(int rateHz) {
        int first = 0;
        long empty = 0;
        while (first < mediaTimes.length && isEmpty(mediaTimes[first])) {
            empty += durations[first];
            first++;
        }
        long delay = scaled(empty, rateHz, movieTimeScale);
        if (delay < 0 || delay > (long) SampleBlock.LONGEST_GAP_SECONDS * rateHz) {
            delay = 0;
        }
        if (first + 1 != mediaTimes.length || mediaTimes[first] >= media.getDuration()) {
            return new Span(0, Sound.UNKNOWN, 0, delay);
        }
        long keep = scaled(durations[first], rateHz, movieTimeScale);
        long skip = scaled(mediaTimes[first], rateHz, media.getTimeScale());
        return new Span(skip, keep > 0 ? keep : Sound.UNKNOWN, FRAME_SAMPLES, delay);
    }

    /** That is -1, of 64 bits or of 32, which JAAD takes for unsigned. */
    private static boolean isEmpty(long mediaTime) {
        return mediaTime < 0 || mediaTime == 0xFFFF_FFFFL;
    }

    private static long scaled(long time, int rateHz, long timeScale) {
        return timeScale <= 0 ? 0 : Math.round((double) time * rateHz / timeScale);
    }

    private static Optional<Box> soundTrack(Box movie, int index) {
        return movie.getChildren(BoxTypes.TRACK_BOX).stream()
                .filter(track -> child(track.getChildren(), BoxTypes.MEDIA_BOX)
                        .flatMap(media -> child(media.getChildren(), BoxTypes.HANDLER_BOX))
                        .filter(box -> ((HandlerBox) box).getHandlerType() == HandlerBox.TYPE_SOUND)
                        .isPresent())
                .skip(index)
                .findFirst();
    }

    static Optional<Box> child(List<Box> boxes, long type) {
        return boxes.stream().filter(box -> box.getType() == type).findFirst();
    }
}
