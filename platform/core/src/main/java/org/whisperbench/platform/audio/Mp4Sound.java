package org.whisperbench.platform.audio;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import net.sourceforge.jaad.aac.Decoder;
import net.sourceforge.jaad.mp4.MP4Container;
import net.sourceforge.jaad.mp4.api.AudioTrack;
import net.sourceforge.jaad.mp4.api.Frame;
import net.sourceforge.jaad.mp4.api.Movie;
import net.sourceforge.jaad.mp4.api.Track;
import net.sourceforge.jaad.mp4.api.Type;
import net.sourceforge.jaad.mp4.boxes.Box;
import net.sourceforge.jaad.mp4.boxes.BoxTypes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first AAC track of an MP4 file, by JAAD.
 *
 * <p>Source: ISO/IEC 14496-12, sections 8.1 and 8.8.
 */
final class Mp4Sound {

    private Mp4Sound() {}

    static BlockDecoder open(SourceFile source) throws IOException, ForeignFormatException, InterruptedException {
        AacBlocks.mute();
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
        int index = movie.getTracks(Type.AUDIO).indexOf(track);
        return AacBlocks.open(new Frames(track), "MP4", rate -> Mp4Timing.span(container, index, rate));
    }

    /** JAAD reads the first table of samples and none of those that come with the fragments. */
    private static boolean isFragmented(List<Box> boxes) {
        return Mp4Timing.child(boxes, BoxTypes.MOVIE_FRAGMENT_BOX).isPresent()
                || Mp4Timing.child(boxes, BoxTypes.MOVIE_BOX)
                        .flatMap(movie -> Mp4Timing.child(movie.getChildren(), BoxTypes.MOVIE_EXTENDS_BOX))
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
        public Decoder decoder() throws IOException {
            return Decoder.create(track.getDecoderSpecificInfo().getData());
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
}
