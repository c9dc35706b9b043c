package org.whisperbench.shell;

import java.nio.file.Path;
import java.time.Duration;
import org.whisperbench.platform.audio.Microphone;
import org.whisperbench.platform.audio.Recording;

/** A recording of this machine's microphone. */
record MicrophoneTake(Recording recording) implements Recorder.Take {

    static Recorder.Source source() {
        Microphone microphone = new Microphone();
        return file -> new MicrophoneTake(microphone.open(file));
    }

    @Override
    public void start() {
        recording.start();
    }

    @Override
    public double level() {
        return recording.level();
    }

    @Override
    public Duration length() {
        return recording.length();
    }

    @Override
    public boolean hasEnded() {
        return recording.hasEnded();
    }

    @Override
    public Path stop() throws InterruptedException {
        return recording.stop();
    }

    @Override
    public void close() {
        recording.close();
    }
}
