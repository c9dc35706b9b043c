package org.whisperbench.platform.audio;

import java.nio.ByteOrder;
import org.whisperbench.api.Audio;

/**
 * Where the sound lies in a WAV file.
 *
 * @param container the four letters that the file begins with
 * @param frames how many samples of each channel are there
 * @param ends whether that is what the header announces
 * @param sized whether the header says how much sound there is, as it does not in a recording that was piped
 */
record WavFile(String container, WavFormat format, long dataOffset, long frames, PcmSound.Ends ends, boolean sized) {

    static final String BIG_ENDIAN = "RIFX";

    /** Whether every engine can read it as it is. */
    boolean canonical() {
        WavFormat wanted = new WavFormat(SampleEncoding.PCM, 16, 1, Audio.SAMPLE_RATE_HZ, true);
        return "RIFF".equals(container) && format.equals(wanted) && sized && !ends.early() && !ends.late();
    }

    SoundFormat soundFormat() {
        return new SoundFormat(
                container,
                format.encoding(),
                format.bits(),
                format.sampleRateHz(),
                format.channels(),
                SoundFormat.OURS);
    }

    Sound sound(SourceFile source) {
        ByteOrder order = BIG_ENDIAN.equals(container) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        SampleDecoder decoder = SampleDecoder.of(format.encoding(), format.bits(), false);
        PcmLayout layout = new PcmLayout(decoder, order, format.channels(), format.frameBytes(), dataOffset, frames);
        return new PcmSound(source, soundFormat(), layout, ends);
    }
}
