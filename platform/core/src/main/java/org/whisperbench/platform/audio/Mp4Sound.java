package org.whisperbench.platform.audio;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.sourceforge.jaad.aac.Decoder;
import net.sourceforge.jaad.mp4.MP4Container;
import net.sourceforge.jaad.mp4.api.AudioTrack;
import net.sourceforge.jaad.mp4.api.Frame;
import net.sourceforge.jaad.mp4.api.Movie;
import net.sourceforge.jaad.mp4.api.Track;
import net.sourceforge.jaad.mp4.boxes.Box;
import net.sourceforge.jaad.mp4.boxes.BoxTypes;
import net.sourceforge.jaad.mp4.boxes.impl.EditListBox;
import net.sourceforge.jaad.mp4.boxes.impl.MediaHeaderBox;
import net.sourceforge.jaad.mp4.boxes.impl.MovieHeaderBox;
import org.jspecify.annotations.Nullable;
import org.whisperbench.platform.audio.BlockDecoder.Span;

/**
 * Finds the first AAC track of an MP4 file, by JAAD. An edit list of one entry tells the encoder's delay at both ends.
 *
 * <p>Source: ISO/IEC 14496-12, sections 8.2.2, 8.4.2, 8.6.6 and 8.8.
 */
final class Mp4Sound {

    private static final int FRAME_SAMPLES = 2048;

    /** It complains at length about what {@link AudioDamage} says in a number. Held, since a level goes with its logger. */
    private static final Logger JAAD = Logger.getLogger("jaad");

    static {
        JAAD.setLevel(Level.OFF);
    }

    private Mp4Sound() {}

    static BlockDecoder open(SourceFile source) throws IOException, ForeignFormatException {
        MP4Container container = new MP4Container(new Mp4Source(source));
        if (isFragmented(container.getBoxes())) {
            throw new ForeignFormatException("is a fragmented MP4 file");
        }
        Movie movie = container.getMovie();
        List<Track> tracks = movie == null ? List.of() : movie.getTracks(AudioTrack.AudioCodec.AAC);
        if (tracks.isEmpty()) {
            throw new ForeignFormatException("is an MP4 file without AAC sound");
        }
        Track track = tracks.get(0);
        Decoder decoder = Decoder.create(track.getDecoderSpecificInfo().getData());
        return new AacBlocks(decoder, new Frames(track), "MP4", rate -> span(container, rate));
    }

    /** JAAD reads the first table of samples and none of those that come with the fragments. */
    private static boolean isFragmented(List<Box> boxes) {
        return child(boxes, BoxTypes.MOVIE_FRAGMENT_BOX).isPresent()
                || child(boxes, BoxTypes.MOVIE_BOX)
                        .flatMap(movie -> child(movie.getChildren(), BoxTypes.MOVIE_EXTENDS_BOX))
                        .isPresent();
    }

    /** The frames of a track; after one that the file does not hold there are no more. */
    private static final class Frames implements AacBlocks.Frames {

        private final Track track;
        private boolean broken;

        Frames(Track track) {
            this.track = track;
        }

        @Override
        public byte @Nullable [] next() throws IOException {
            if (broken || !track.hasMoreFrames()) {
                return null;
            }
            // It neither moves on nor returns when the file ends inside a frame.
            broken = true;
            Frame frame = track.readNextFrame();
            if (frame == null) {
                throw new EOFException("a frame is missing");
            }
            broken = false;
            byte[] data = frame.getData();
            // The track keeps its frames for ever; without their bytes they are small.
            frame.setData(new byte[0]);
            return data;
        }
    }

    private static Span span(MP4Container container, int rateHz) {
        Optional<Box> movie = child(container.getBoxes(), BoxTypes.MOVIE_BOX);
        Optional<Box> track = movie.flatMap(box -> soundTrack(box));
        Optional<EditListBox> edits = track.flatMap(box -> child(box.getChildren(), BoxTypes.EDIT_BOX))
                .flatMap(box -> child(box.getChildren(), BoxTypes.EDIT_LIST_BOX))
                .map(EditListBox.class::cast);
        Optional<MediaHeaderBox> media = track.flatMap(box -> child(box.getChildren(), BoxTypes.MEDIA_BOX))
                .flatMap(box -> child(box.getChildren(), BoxTypes.MEDIA_HEADER_BOX))
                .map(MediaHeaderBox.class::cast);
        Optional<MovieHeaderBox> head = movie.flatMap(box -> child(box.getChildren(), BoxTypes.MOVIE_HEADER_BOX))
                .map(MovieHeaderBox.class::cast);
        if (edits.isEmpty() || media.isEmpty() || head.isEmpty()) {
            return Span.WHOLE;
        }
        EditListBox list = edits.get();
        if (list.getMediaTime().length != 1 || list.getMediaTime()[0] < 0) {
            return Span.WHOLE;
        }
        long skip = scaled(list.getMediaTime()[0], rateHz, media.get().getTimeScale());
        long keep = scaled(list.getSegmentDuration()[0], rateHz, head.get().getTimeScale());
        return skip < rateHz && keep > 0 ? new Span(skip, keep, FRAME_SAMPLES) : Span.WHOLE;
    }

    private static long scaled(long time, int rateHz, long timeScale) {
        return timeScale <= 0 ? 0 : Math.round((double) time * rateHz / timeScale);
    }

    private static Optional<Box> soundTrack(Box movie) {
        return movie.getChildren(BoxTypes.TRACK_BOX).stream()
                .filter(track -> child(track.getChildren(), BoxTypes.MEDIA_BOX)
                        .flatMap(media -> child(media.getChildren(), BoxTypes.MEDIA_INFORMATION_BOX))
                        .flatMap(info -> child(info.getChildren(), BoxTypes.SOUND_MEDIA_HEADER_BOX))
                        .isPresent())
                .findFirst();
    }

    private static Optional<Box> child(List<Box> boxes, long type) {
        return boxes.stream().filter(box -> box.getType() == type).findFirst();
    }
}
