package org.whisperbench.platform.audio;

import java.io.IOException;

/** Sound that is not compressed. */
final class PcmSound implements Sound {

    private final SourceFile source;
    private final SoundFormat format;
    private final PcmLayout layout;
    private final boolean truncated;

    PcmSound(SourceFile source, SoundFormat format, PcmLayout layout, boolean truncated) {
        this.source = source;
        this.format = format;
        this.layout = layout;
        this.truncated = truncated;
    }

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
        return new AudioDamage(truncated, reader.nonFiniteSamples(), 0);
    }
}
