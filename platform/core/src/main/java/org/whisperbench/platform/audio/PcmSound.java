package org.whisperbench.platform.audio;

import java.io.IOException;

/** Sound that is not compressed. */
final class PcmSound implements Sound {

    private final SourceFile source;
    private final SoundFormat format;
    private final PcmLayout layout;
    private final Ends ends;

    PcmSound(SourceFile source, SoundFormat format, PcmLayout layout, Ends ends) {
        this.source = source;
        this.format = format;
        this.layout = layout;
        this.ends = ends;
    }

    /**
     * How the sound ends.
     *
     * @param early before what the head announces
     * @param late not with what the head announces: there is more, which is left out
     */
    record Ends(boolean early, boolean late) {}

    @Override
    public SoundFormat format() {
        return format;
    }

    @Override
    public long announcedFrames() {
        return layout.frames();
    }

    @Override
    public AudioDamage pour(SampleSink sink) throws IOException, InterruptedException {
        MonoReader reader = new MonoReader(source, layout);
        reader.pour(sink);
        return new AudioDamage(ends.early(), ends.late(), reader.nonFiniteSamples(), 0);
    }
}
