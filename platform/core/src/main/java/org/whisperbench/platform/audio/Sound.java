package org.whisperbench.platform.audio;

import java.io.IOException;

/** The sound of one file, which passes by once from its beginning to its end. For one thread. */
interface Sound extends AutoCloseable {

    /** What {@link #announcedFrames()} returns where the file does not say. */
    long UNKNOWN = -1;

    SoundFormat format();

    /** How many samples of each channel there should be, or {@link #UNKNOWN}. */
    long announcedFrames();

    /**
     * Hands over the average of the channels.
     *
     * @throws IOException what the sink throws; what is wrong with the file itself is a
     *     {@link org.whisperbench.api.WhisperException}
     */
    AudioDamage pour(SampleSink sink) throws IOException, InterruptedException;

    @Override
    default void close() {}
}
